// Edits of a text by position. Everything else stays as it is: comments, formatting and order.

export interface Edit {
  readonly offset: number;
  /** The number of characters that are replaced. */
  readonly length: number;
  readonly text: string;
}

/** The text after the edits, which must not overlap. */
export function edited(text: string, edits: readonly Edit[]): string {
  let result = text;
  for (const { offset, length, text: inserted } of [...edits].sort((a, b) => b.offset - a.offset))
    result = result.slice(0, offset) + inserted + result.slice(offset + length);
  return result;
}

/** The indentation of the line that contains this position. */
export function indentAt(text: string, offset: number): string {
  const line = text.slice(lineStart(text, offset));
  return /^[\t ]*/.exec(line)?.[0] ?? "";
}

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

/** The line break that the text uses. */
export const breakOf = (text: string): string => (text.includes("\r\n") ? "\r\n" : "\n");

/** One level of indentation. */
export const STEP = "  ";

/** Adds the indentation to every line of the text. */
export function indented(lines: string, indent: string, lineBreak: string): string {
  return lines
    .split("\n")
    .map((line) => (line === "" ? "" : indent + line))
    .join(lineBreak);
}
