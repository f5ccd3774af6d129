// On a narrow page, a row of tabs does not fit and scrolls aside. This hook scrolls the current tab into the middle.
import { type RefObject, useEffect, useRef } from "react";
import type { Place } from "../state/place.js";

/** Gives the reference for the element that scrolls. It scrolls whenever the place changes. */
export function useTabInView(place: Place): RefObject<HTMLElement | null> {
  const nav = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another place has another current tab.
  useEffect(() => {
    const current = nav.current?.querySelector<HTMLElement>('[aria-current="page"]');
    if (nav.current !== null && current != null)
      nav.current.scrollLeft = current.offsetLeft - (nav.current.clientWidth - current.offsetWidth) / 2;
  }, [place]);
  return nav;
}
