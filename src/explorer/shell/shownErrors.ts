// The errors that the page shows in the place of an answer. The notices above the page do not repeat them.
import { useLayoutEffect, useSyncExternalStore } from "react";

let shown: readonly unknown[] = [];
const listeners = new Set<() => void>();

function change(next: readonly unknown[]): void {
  shown = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Says that the component shows this error as long as it is on the page. */
export function useShowing(error: unknown): void {
  useLayoutEffect(() => {
    change([...shown, error]);
    return () => {
      const place = shown.indexOf(error);
      change(shown.filter((_, i) => i !== place));
    };
  }, [error]);
}

export const useIsShown = (error: unknown): boolean => useSyncExternalStore(subscribe, () => shown.includes(error));
