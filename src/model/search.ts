// Search in names. An entry is found if its texts contain every word of the search. Upper and lower case make no
// difference, and neither do compatibility forms of characters, such as ﬁ and fi. A search without a word finds
// everything.

/** Longer searches are refused, so that searching the largest catalogue takes only milliseconds. */
export const MAX_SEARCH_LENGTH = 100;

/** Returns a text in the form that is used for searching. */
export function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

/** Returns a function that tests whether a folded text contains every word, or null if the search has no word. */
export function searching(search: string | null | undefined): ((text: string) => boolean) | null {
  const words = [...new Set(folded(search ?? "").split(/\s+/u))].filter((word) => word !== "");
  return words.length === 0 ? null : (text) => words.every((word) => text.includes(word));
}
