// The key of a segment or goal that is saved under a name.

/** Lower case, with hyphens for everything but letters and digits. Empty if the name has none of them. */
export function keyOf(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 100);
}
