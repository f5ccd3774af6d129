// Returns a function whose identity never changes, so that a component that receives it is not drawn again whenever the
// page around it is.
import { useCallback, useLayoutEffect, useRef } from "react";

/** The returned function always calls the latest given one. */
export function useStable<A extends readonly unknown[]>(given: (...args: A) => void): (...args: A) => void {
  const latest = useRef(given);
  useLayoutEffect(() => {
    latest.current = given;
  });
  return useCallback((...args: A) => latest.current(...args), []);
}
