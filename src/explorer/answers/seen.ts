// The version of the data that the reader has seen: that of the first status after the page was opened, refreshed, or
// saved something itself. A later version is announced as new data.
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

/** From now on, the version in the newest status counts as seen. */
export function markSeen(): void {
  seen = queries.getQueryData(STATUS.queryKey)?.status.dataVersion;
  for (const listener of listeners) listener();
}

/** Requests all answers again after the page itself has changed the data. */
export async function refreshAfterSaving(): Promise<void> {
  await queries.invalidateQueries();
  markSeen();
}
