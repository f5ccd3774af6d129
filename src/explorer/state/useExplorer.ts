// The state of the page is read from the address and changed only through it, so the browser's Back and Forward buttons
// work.
import { useCallback, useMemo } from "react";
import { useLocation, useSearch } from "wouter";
import { type Arrived, addressOf, stateOf } from "./address.js";
import { START, type State, type Target } from "./state.js";

export interface Explorer {
  readonly state: State;
  /** Parameters of the address that cannot be read. */
  readonly unreadable: readonly string[];
  /** Whether the address is a place of the explorer. */
  readonly isPlace: boolean;
  /**
   * Shows another state. If it has no unit, the current unit is kept. With `replace`, the new state replaces the
   * current state in the browser's history. Use this for changes of presentation and for typing.
   */
  readonly go: (next: Target, how?: "push" | "replace") => void;
}

const NOWHERE: Arrived = { state: START, unreadable: [] };

export function useExplorer(): Explorer {
  const [path, navigate] = useLocation();
  const search = useSearch();
  const arrived = useMemo(() => stateOf(path, search), [path, search]);
  const unit = arrived?.state.unit ?? null;
  const go = useCallback<Explorer["go"]>(
    (next, how = "push") => {
      const address = addressOf({ unit, ...next });
      if (address !== window.location.pathname + window.location.search)
        navigate(address, { replace: how === "replace" });
    },
    [navigate, unit],
  );
  const { state, unreadable } = arrived ?? NOWHERE;
  return { state, unreadable, isPlace: arrived !== null, go };
}
