// The key of a segment or goal that is saved under a name.

/**
 * The name in lower case, with hyphens in place of everything but letters and digits. Empty if the name has neither
 * letters nor digits.
 */
export function keyOf(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 100);
}
