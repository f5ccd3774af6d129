// The memory of a process, as Linux reports it.
import { existsSync, readFileSync } from "node:fs";

/**
 * Returns the own memory of a process in MiB, not counting files that are mapped into it, such as that of the store.
 * Returns null if the process has ended, and on systems other than Linux.
 */
export function ownMib(pid: number | "self"): number | null {
  const file = `/proc/${pid}/status`;
  const found = existsSync(file) ? /RssAnon:\s+(\d+)/.exec(readFileSync(file, "utf8")) : null;
  return found === null ? null : Number(found[1]) / 1024;
}
