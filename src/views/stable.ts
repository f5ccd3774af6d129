// A function that stays the same, so that what takes it is not drawn again only because the page around it is.
import { useCallback, useLayoutEffect, useRef } from "react";

/** Always does what the function given last does. */
export function useStable<A extends readonly unknown[]>(given: (...args: A) => void): (...args: A) => void {
  const latest = useRef(given);
  useLayoutEffect(() => {
    latest.current = given;
  });
  return useCallback((...args: A) => latest.current(...args), []);
}
