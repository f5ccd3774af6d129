// Results that are kept for later questions, in order of their last use.

/** Drops the entries that were used least recently until the rest fits. The entry used last always stays. */
export function dropOldest<T>(entries: Map<string, T>, most: number, bytesOf: (entry: T) => number): void {
  let bytes = 0;
  for (const entry of entries.values()) bytes += bytesOf(entry);
  for (const [key, entry] of entries) {
    if (bytes <= most || entries.size === 1) return;
    bytes -= bytesOf(entry);
    entries.delete(key);
  }
}
