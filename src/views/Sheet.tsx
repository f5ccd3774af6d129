// Draws the special form that a picture may have for a sheet of paper (`sheetWidth` in view.ts). It is drawn outside of
// the page, and only while it is printed or written to a file. It has light colours, because paper is white.
import { type ReactNode, useEffect, useState } from "react";
import { createPortal, flushSync } from "react-dom";
import "./sheet.css";
import type { View } from "./view.js";

export interface Sheet {
  /** Whether the view has a form for a sheet. */
  readonly isUsed: boolean;
  /** The content that the component with the sheet must render. */
  readonly drawn: ReactNode;
  /** Draws the sheet, gives it to `use`, and removes it. */
  withSheet(use: (svg: SVGSVGElement) => void | Promise<void>): Promise<void>;
}

const nothing = () => {};

export function useSheet<A>(view: View<A, never>, answer: A): Sheet {
  const [isShown, setShown] = useState(false);
  const isUsed = view.sheetWidth !== undefined;
  useEffect(() => {
    if (!isUsed) return;
    const show = () => flushSync(() => setShown(true));
    const hide = () => setShown(false);
    window.addEventListener("beforeprint", show);
    window.addEventListener("afterprint", hide);
    return () => {
      window.removeEventListener("beforeprint", show);
      window.removeEventListener("afterprint", hide);
    };
  }, [isUsed]);
  const { Picture } = view;
  const drawn = !isShown
    ? null
    : createPortal(
        <div className="tl-sheet" aria-hidden="true">
          <Picture answer={answer} width={view.sheetWidth?.(answer) ?? 0} selected={null} onSelect={nothing} />
        </div>,
        document.body,
      );
  return {
    isUsed,
    drawn,
    async withSheet(use) {
      flushSync(() => setShown(true));
      try {
        const svg = document.querySelector<SVGSVGElement>("body > .tl-sheet svg");
        if (svg !== null) await use(svg);
      } finally {
        setShown(false);
      }
    },
  };
}
