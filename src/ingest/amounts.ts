// Reads amounts as files write them. If the decimal mark is configured as a point, commas may group the digits by
// threes. If it is a comma, points, blanks or apostrophes may group them. If no mark is configured, only plain numbers
// with a point are read, because `1,234` could mean 1234 or 1.234.
import { parseAmount } from "../model/amount.js";
import { ThroughlineError } from "../model/errors.js";

export type DecimalMark = "." | ",";

/** Throws BAD_ARGUMENT. */
export function decimalOf(text: string): DecimalMark {
  const mark = { comma: ",", point: "." }[text] ?? text;
  if (mark === "." || mark === ",") return mark;
  throw new ThroughlineError("BAD_ARGUMENT", `"${text}" cannot be the decimal mark.`, {
    at: "decimal",
    remedy: "Give . or , (point or comma).",
    allowed: [".", ","],
  });
}

const WITH_POINT = /^\s*[+-]?\d{1,3}(?:([,\s'’\u00A0\u202F])\d{3})(?:\1\d{3})*(?:\.\d*)?\s*$/;
const WITH_COMMA = /^\s*[+-]?\d{1,3}(?:([.\s'’\u00A0\u202F])\d{3})(?:\1\d{3})*(?:,\d*)?\s*$/;

/** Returns the amount in units of 1/10,000, or NaN if the text is not a number in this notation. */
export function readAmount(text: string, decimal: DecimalMark | null): number {
  if (decimal === null) return parseAmount(text);
  const grouped = decimal === "." ? WITH_POINT.exec(text) : WITH_COMMA.exec(text);
  const plain = grouped === null ? text : text.replaceAll(grouped[1]!, "");
  if (decimal === ".") return parseAmount(plain);
  return plain.includes(".") ? Number.NaN : parseAmount(plain.replace(",", "."));
}

/** A hint if the text looks like a number in another notation; null otherwise. */
export function amountHint(text: string): string | null {
  if (/^\s*[+-]?\d+,\d+\s*$/.test(text) || WITH_COMMA.test(text)) return "read decimal commas with --decimal ,";
  return WITH_POINT.test(text) ? "read grouped digits with --decimal ." : null;
}
