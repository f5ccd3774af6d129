// The width that is available for a picture.
import { type RefObject, useEffect, useMemo, useRef, useState } from "react";

/**
 * The least width of a picture in pixels. An element is narrower only while it is hidden, or before the styles of the
 * page are loaded.
 */
const LEAST_WIDTH = 200;

/** The current width of an element; null until there is space for a picture. */
export function useWidth(): readonly [RefObject<HTMLDivElement | null>, number | null] {
  const element = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState<number | null>(null);
  useEffect(() => {
    const observed = element.current;
    if (observed === null) return;
    const follow = (pixels: number) => setWidth(pixels < LEAST_WIDTH ? null : Math.floor(pixels));
    follow(observed.clientWidth);
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) follow(entry.contentRect.width);
    });
    observer.observe(observed);
    return () => observer.disconnect();
  }, []);
  return useMemo(() => [element, width] as const, [width]);
}
