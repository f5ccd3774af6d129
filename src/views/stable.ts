// Gives a function an identity that never changes, so that a component that receives it is not drawn again each time
// the page is drawn.
import { useCallback, useLayoutEffect, useRef } from "react";

/** Returns a function that always calls the function that was given last. */
export function useStable<A extends readonly unknown[]>(given: (...args: A) => void): (...args: A) => void {
  const latest = useRef(given);
  useLayoutEffect(() => {
    latest.current = given;
  });
  return useCallback((...args: A) => latest.current(...args), []);
}
