// Remembers the version of the data that the user of the page has seen, so that a later version can be announced as new
// data. It is the version in the first status after the page was opened or refreshed, or after the page itself saved
// something.
import { useSyncExternalStore } from "react";
import { queries } from "./useAnswer.js";
import { STATUS } from "./useStatus.js";

let seen: string | undefined;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useSeen = (): string | undefined => useSyncExternalStore(subscribe, () => seen);

/** The version in the newest status counts as seen after this call. */
export function markSeen(): void {
  seen = queries.getQueryData(STATUS.queryKey)?.status.dataVersion;
  for (const listener of listeners) listener();
}

/** Requests all answers again after the page itself has changed the data. */
export async function refreshAfterSaving(): Promise<void> {
  await queries.invalidateQueries();
  markSeen();
}
