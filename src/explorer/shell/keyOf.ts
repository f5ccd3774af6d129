// The key of a segment or goal that is saved under a name.

/**
 * Returns the name in lower case, with hyphens instead of all characters that are not letters or digits. Returns an
 * empty text if the name has no letters or digits.
 */
export function keyOf(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 100);
}
