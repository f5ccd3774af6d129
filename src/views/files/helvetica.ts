// The characters that PDF's standard font Helvetica has, by their byte in WinAnsiEncoding (ISO 32000-1, annex D), and
// their widths in thousandths of the font size (Adobe Font Metrics of the fourteen standard fonts).

/** The characters from 0x80 to 0x9F of WinAnsiEncoding. Bytes that are not used have a space here. */
const UPPER = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

/** Replacements for characters that the font does not have, but that look like one of its characters. */
const LIKE: Readonly<Record<string, string>> = { "−": "–", "\u202f": "\u00a0", "\u2009": "\u00a0" };

/** The byte of a character; null if the font does not have it. */
export function byteOf(character: string): number | null {
  const given = LIKE[character] ?? character;
  const code = given.codePointAt(0) ?? 0;
  if ((code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code <= 0xff)) return code;
  const upper = UPPER.indexOf(given);
  return upper < 0 || given === " " ? null : 0x80 + upper;
}

/** Widths of the characters from the space to the tilde. */
const REGULAR = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
];
const BOLD = [
  278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611,
  556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389,
  280, 389, 584,
];

/** Widths of signs that are neither in the tables nor letters with an accent. */
const OTHERS: Readonly<Record<string, number>> = {
  "\u00a0": 278,
  "–": 556,
  "—": 1000,
  "…": 1000,
  "“": 333,
  "”": 333,
  "‘": 222,
  "’": 222,
  "•": 350,
  "·": 278,
  "×": 584,
  "±": 584,
  "™": 1000,
};

/** The width of a text in thousandths of the font size. */
export function helveticaWidth(text: string, isBold: boolean): number {
  const table = isBold ? BOLD : REGULAR;
  let width = 0;
  for (const character of text) {
    const given = LIKE[character] ?? character;
    // A letter with an accent is as wide as the letter.
    const base = given.normalize("NFD").codePointAt(0) ?? 0;
    width += OTHERS[given] ?? table[base - 0x20] ?? 556;
  }
  return width;
}
