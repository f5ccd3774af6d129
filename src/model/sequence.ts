// A value that orders interactions of the same time: any whole number of 64 bits. From −(2^53 − 1) to 2^53 − 1, the
// value is a number, otherwise a bigint. A value therefore has only one representation. `<` compares a number with a
// bigint exactly, but they cannot be subtracted from each other.

export type Sequence = number | bigint;

const LEAST = -(2n ** 63n);
const GREATEST = 2n ** 63n - 1n;
const WRITTEN = /^\s*([+-]?)0*(\d{1,19})\s*$/;

/** Returns null if the text is not a whole number of 64 bits in decimal notation. */
export function readSequence(text: string): Sequence | null {
  const match = WRITTEN.exec(text);
  if (match === null) return null;
  const digits = `${match[1] === "-" ? "-" : ""}${match[2]}`;
  return digits.length < 16 ? Number(digits) + 0 : sequenceOf(BigInt(digits));
}

/** Returns null if the value exceeds 64 bits. */
export function sequenceOf(value: bigint): Sequence | null {
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  return value >= LEAST && value <= GREATEST ? value : null;
}

export function isSequence(value: Sequence): boolean {
  return typeof value === "number"
    ? Number.isSafeInteger(value)
    : value >= LEAST && value <= GREATEST && !Number.isSafeInteger(Number(value));
}

export function compareSequences(a: Sequence, b: Sequence): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The smallest value of a non-empty list. */
export function leastSequence(list: readonly Sequence[]): Sequence {
  let least = list[0]!;
  for (const sequence of list) if (sequence < least) least = sequence;
  return least;
}
