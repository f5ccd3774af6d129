// The panel beside a picture receives the focus when a mark is selected. On a small screen, where the panel is below the
// picture, it is scrolled into view.
import { type RefObject, useEffect, useRef } from "react";

/** Gives the reference for the panel. The panel receives the focus again whenever another mark is selected. */
export function usePanelFocus(mark: string): RefObject<HTMLElement | null> {
  const panel = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another mark takes the focus too.
  useEffect(() => {
    const isBeside = window.matchMedia("(min-width: 1001px)").matches;
    panel.current?.focus({ preventScroll: isBeside });
    if (!isBeside) panel.current?.scrollIntoView({ block: "start" });
  }, [mark]);
  return panel;
}
