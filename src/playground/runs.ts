// Remembers the document that was run in each tab, and its answer. Pictures are drawn from these, because the text in
// the editors may have changed since. Answers are kept as long as the page is open, as in GraphiQL.
import { useSyncExternalStore } from "react";
import type { Variables } from "./document/fields.js";

export interface Run {
  /** The document as it was sent. */
  readonly query: string;
  readonly variables: Variables;
  readonly operationName: string | null;
  readonly data: Readonly<Record<string, unknown>> | null;
}

const runs = new Map<string, Run & { readonly number: number }>();
const listeners = new Set<() => void>();
let tab = "";
let count = 0;

/** Assigns all later runs to this tab. */
export function followTab(id: string): void {
  tab = id;
}

/**
 * Must be called when a query is sent. The caller later passes the answer to the returned function. If another query of
 * the tab was sent in the meantime, its run is kept instead.
 */
export function begin(): (run: Run) => void {
  const [own, number] = [tab, ++count];
  return (run) => {
    if ((runs.get(own)?.number ?? 0) > number) return;
    runs.set(own, { ...run, number });
    for (const listener of listeners) listener();
  };
}

export function useRun(id: string): Run | null {
  return useSyncExternalStore(subscribe, () => runs.get(id) ?? null);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
