// Reads the values of plain rows (plainRows.ts) from their bytes, without creating texts.
import { HOUR, MINUTE, SECOND } from "../../model/time.js";
import { wallClock } from "../../model/zone.js";

const BLANK = 32;
const POINT = 46;
const ZERO = 48;
const NONE = -1;

export class PlainTimes {
  /** The day that was read last, as one number, and its beginning. */
  #day = NONE;
  #dayStart = 0;

  /** A time written like `2017-01-07T18:55:24[.123…]Z`, with `T` or a blank between date and time; otherwise NaN. */
  read(bytes: Buffer, start: number, end: number): number {
    if (end - start < 20) return Number.NaN;
    const between = bytes[start + 10]!;
    if (bytes[start + 4] !== 45 || bytes[start + 7] !== 45 || (between !== 84 && between !== BLANK)) return Number.NaN;
    if (bytes[start + 13] !== 58 || bytes[start + 16] !== 58) return Number.NaN;
    const year = two(bytes, start) * 100 + two(bytes, start + 2);
    const month = two(bytes, start + 5);
    const date = two(bytes, start + 8);
    const hour = two(bytes, start + 11);
    const minute = two(bytes, start + 14);
    const second = two(bytes, start + 17);
    if (year < 1 || month < 0 || date < 0 || hour < 0 || hour > 23 || minute < 0 || minute > 59) return Number.NaN;
    if (second < 0 || second > 59 || year > 9998) return Number.NaN;
    let at = start + 19;
    let ms = 0;
    if (bytes[at] === POINT) {
      let unit = 100;
      for (at++; at < end; at++) {
        const digit = bytes[at]! - ZERO;
        if (digit < 0 || digit > 9) break;
        ms += digit * unit;
        unit = unit > 1 ? unit / 10 : 0;
      }
      if (at === start + 20) return Number.NaN;
    }
    // Offsets other than Z are read elsewhere.
    if (bytes[at] !== 90 || at + 1 !== end) return Number.NaN;
    const day = (year * 16 + month) * 32 + date;
    if (day !== this.#day) {
      const midnight = wallClock(year, month, date, 0, 0, 0);
      if (Number.isNaN(midnight)) return Number.NaN;
      this.#day = day;
      this.#dayStart = midnight;
    }
    return this.#dayStart + hour * HOUR + minute * MINUTE + second * SECOND + ms;
  }
}

/**
 * An amount in units of 1/10,000. NaN if it is not written like `12`, or like `12.5` if the mapping allows a decimal
 * point, with at most four decimals.
 */
export function readAmount(bytes: Buffer, start: number, end: number, decimalPoint: boolean): number {
  let whole = 0;
  let i = start;
  for (; i < end && i < start + 9; i++) {
    const digit = bytes[i]! - ZERO;
    if (digit < 0 || digit > 9) break;
    whole = whole * 10 + digit;
  }
  if (i === start) return Number.NaN;
  let units = whole * 10_000;
  if (i === end) return units;
  if (bytes[i] !== POINT || !decimalPoint || end - i > 5 || end - i < 2) return Number.NaN;
  let unit = 1_000;
  for (i++; i < end; i++, unit /= 10) {
    const digit = bytes[i]! - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    units += digit * unit;
  }
  return units;
}

/** A whole number of at most 15 digits; NaN for everything else. */
export function readDigits(bytes: Buffer, start: number, end: number): number {
  if (end - start > 15 || start >= end) return Number.NaN;
  let number = 0;
  for (let i = start; i < end; i++) {
    const digit = bytes[i]! - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}

/** Two digits. A large negative number if they are not digits. */
function two(bytes: Buffer, at: number): number {
  const tens = bytes[at]! - ZERO;
  const ones = bytes[at + 1]! - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -100_000;
}
