// Search in names: a thing is found if its texts contain every word of the search, in upper or lower case.
// Compatibility forms are equal: ﬁ equals fi. A search without a word finds everything.

/** Longer searches are refused, so that searching the largest catalogue takes only milliseconds. */
export const MAX_SEARCH_LENGTH = 100;

/** A text in the form in which it is searched or searched for. */
export function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

/** Whether a folded text contains every word; null if there is no word. */
export function searching(search: string | null | undefined): ((text: string) => boolean) | null {
  const words = [...new Set(folded(search ?? "").split(/\s+/u))].filter((word) => word !== "");
  return words.length === 0 ? null : (text) => words.every((word) => text.includes(word));
}
