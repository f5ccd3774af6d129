// Amounts (values and costs) are integers in units of 1/10,000. Sums of integers are exact, so they do not depend on
// the order of their terms.

export const AMOUNT_UNIT = 10_000;

/**
 * The largest amount accepted, positive or negative. With this limit, sums up to 900 billion are exact, because a
 * double holds integers up to 2^53 exactly.
 */
export const MAX_AMOUNT = 1_000_000_000;

/**
 * Returns the integer in units of 1/10,000 that is nearest to a decimal number. Halves are rounded away from zero.
 * Returns NaN if the text is not a number.
 */
export function parseAmount(text: string): number {
  const match = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,2}))?\s*$/.exec(text);
  if (match === null || (!match[2] && !match[3])) return Number.NaN;
  const exponent = Number(match[4] ?? 0);
  const digits = `${match[2]}${match[3] ?? ""}`;
  // `point` is the index of the first digit that is cut off: four digits after the decimal point are kept.
  const point = match[2]!.length + exponent + 4;
  const kept = point <= 0 ? "0" : digits.slice(0, point).padEnd(point, "0");
  const roundUp = point >= 0 && (digits[point] ?? "0") >= "5" ? 1 : 0;
  const units = Number(kept) + roundUp;
  return match[1] === "-" && units !== 0 ? -units : units;
}

/** Converts a number to an amount, in the same way as `parseAmount` converts its shortest decimal form. */
export function amountOf(value: number): number {
  return Number.isFinite(value) ? parseAmount(String(value)) : Number.NaN;
}

export function amountToNumber(units: number): number {
  return units / AMOUNT_UNIT;
}
