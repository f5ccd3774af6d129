// Limits the memory of results that are kept for later questions.

/**
 * Removes the least recently used entries until the others fit. The entries are in order of their last use. The most
 * recently used entry is always kept.
 */
export function dropOldest<T>(entries: Map<string, T>, most: number, bytesOf: (entry: T) => number): void {
  let bytes = 0;
  for (const entry of entries.values()) bytes += bytesOf(entry);
  for (const [key, entry] of entries) {
    if (bytes <= most || entries.size === 1) return;
    bytes -= bytesOf(entry);
    entries.delete(key);
  }
}
