// The state of the page is read from the address and changed only through it, so the browser's Back and Forward buttons
// work.
import { useCallback, useMemo } from "react";
import { useLocation, useSearch } from "wouter";
import { type Arrived, addressOf, stateOf } from "./address.js";
import { type Args, START, type State, type Target, withField } from "./state.js";

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
  /** Sets one argument of the page's question, or removes it if the value is undefined. */
  readonly set: (name: string, value: unknown) => void;
  /** Replaces all arguments. The presentation is not kept, because it belongs to the previous answer. */
  readonly setAll: (args: Args) => void;
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
  const setAll = (args: Args) => go({ ...state, args, look: {} });
  const set = (name: string, value: unknown) => setAll(withField(state.args, name, value));
  return { state, unreadable, isPlace: arrived !== null, go, set, setAll };
}
