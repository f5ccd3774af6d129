// The panel beside a picture for its selected mark. It receives the focus when a mark is selected. On a small screen,
// it is below the picture, and is scrolled into view. Escape closes it and gives the focus back to the mark.
import { type ReactNode, useEffect, useRef } from "react";
import { useExplorer } from "../state/useExplorer.js";
import { withLook } from "./questionPage.js";
import "./sidePanel.css";

interface SidePanelProps {
  /** The key of the selected mark. */
  readonly mark: string;
  /** The mark that receives the focus if the picture does not draw the selected one. */
  readonly otherMark?: string;
  readonly title: string;
  readonly className?: string;
  readonly children: ReactNode;
}

export function SidePanel({ mark, otherMark, title, className, children }: SidePanelProps) {
  const { state, go } = useExplorer();
  const panel = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another mark takes the focus too.
  useEffect(() => {
    const isBeside = window.matchMedia("(min-width: 1001px)").matches;
    panel.current?.focus({ preventScroll: isBeside });
    if (!isBeside) panel.current?.scrollIntoView({ block: "start" });
  }, [mark]);
  const close = () => {
    go(withLook(state, "select", null), "replace");
    (drawn(mark) ?? drawn(otherMark))?.focus();
  };
  return (
    <aside
      className={className === undefined ? "side-panel" : `side-panel ${className}`}
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

const drawn = (mark = ""): SVGElement | null => document.querySelector(`[data-mark="${CSS.escape(mark)}"]`);
