// The panel beside a picture for its selected mark. It receives the focus when a mark is selected. On a small screen, it
// is below the picture. Escape closes it and gives the focus back to the mark.
import type { ReactNode } from "react";
import { useExplorer } from "../state/useExplorer.js";
import { usePanelFocus } from "./panelFocus.js";
import { withLook } from "./questionPage.js";
import "./sidePanel.css";

interface SidePanelProps {
  /** The key of the selected mark. */
  readonly mark: string;
  readonly title: string;
  readonly children: ReactNode;
}

export function SidePanel({ mark, title, children }: SidePanelProps) {
  const { state, go } = useExplorer();
  const panel = usePanelFocus(mark);
  const close = () => {
    go(withLook(state, "select", null), "replace");
    document.querySelector<SVGElement>(`[data-mark="${CSS.escape(mark)}"]`)?.focus();
  };
  return (
    <aside
      className="side-panel"
      ref={panel}
      tabIndex={-1}
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        close();
      }}
    >
      <header className="side-panel-head">
        <h2>{title}</h2>
        <button type="button" className="icon-button" aria-label="Close" title="Close (Escape)" onClick={close}>
          ×
        </button>
      </header>
      {children}
    </aside>
  );
}
