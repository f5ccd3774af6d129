// Amounts are integers of 1/10,000, so that a sum does not depend on its order.

export const AMOUNT_UNIT = 10_000;

/** The largest amount taken, either sign. A sum stays exact up to 900 billion, where a double's integers end. */
export const MAX_AMOUNT = 1_000_000_000;

/** The integer of 1/10,000 nearest to a number written in decimal; halves away from zero. NaN if it is not a number. */
export function parseAmount(text: string): number {
  const match = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,2}))?\s*$/.exec(text);
  if (match === null || (!match[2] && !match[3])) return Number.NaN;
  const exponent = Number(match[4] ?? 0);
  const digits = `${match[2]}${match[3] ?? ""}`;
  // The decimal point stands before digits[point]; four more digits are kept.
  const point = match[2]!.length + exponent + 4;
  const kept = point <= 0 ? "0" : digits.slice(0, point).padEnd(point, "0");
  const roundUp = point >= 0 && (digits[point] ?? "0") >= "5" ? 1 : 0;
  const units = Number(kept) + roundUp;
  return match[1] === "-" && units !== 0 ? -units : units;
}

/** The same for a number that came as one: its shortest decimal is what was meant. */
export function amountOf(value: number): number {
  return Number.isFinite(value) ? parseAmount(String(value)) : Number.NaN;
}

export function amountToNumber(units: number): number {
  return units / AMOUNT_UNIT;
}
