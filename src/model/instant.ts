// Reads the times of logs: ISO 8601 with any offset; an epoch in seconds, milliseconds, microseconds or nanoseconds;
// and every other form with a single meaning (timeForms.ts).
//
// The result is in UTC milliseconds. Digits finer than milliseconds are cut off, also in times before 1970. A time
// without an offset is local to a zone. If a local time occurs twice because clocks are set back, the earlier instant
// is used. If a local time does not occur because clocks are set forward, it is refused. A date without a time means
// the first instant of its day, even if clocks are set forward at midnight.
//
// A number is read as an epoch only if its size is plausible for an epoch. The size also determines the unit: seconds
// from 1e8 (March 1973) to 1e11, then milliseconds up to 1e14, microseconds up to 1e17, and nanoseconds from 9e17. Any
// other number, such as a year, a spreadsheet's day number or the digits of a date, is refused unless the unit is
// given. The error says what the number probably means.
//
// A text with two possible meanings, such as 1/7/2024, is refused as ambiguous unless the order of the date's parts is
// given.
import type { DateFormat } from "./dateFormat.js";
import { DAY, HOUR, MINUTE } from "./time.js";
import { looksLike, readTimeForm } from "./timeForms.js";
import { daysFromCivil, wallClock, type Zone } from "./zone.js";

export { Zone } from "./zone.js";

export type InstantProblem = "BAD_TIME" | "AMBIGUOUS_TIME" | "NONEXISTENT_TIME";

/**
 * The units of a time that is a number: units of an epoch, or `excel` for days as spreadsheets count them (1 January
 * 1900 is 1, local to the zone).
 */
export const EPOCH_UNITS = ["s", "ms", "us", "ns", "excel"] as const;
export type EpochUnit = (typeof EPOCH_UNITS)[number];

export interface InstantOptions {
  /** The order of day, month and year. If this is null, a text that does not show its order is ambiguous. */
  readonly dateFormat?: DateFormat | null;
  /** The unit of numbers. If this is null, the size of a number determines its unit. */
  readonly epoch?: EpochUnit | null;
}

export interface ReadInstant {
  /** The instant in UTC milliseconds; NaN if there is a problem. */
  at: number;
  problem: InstantProblem | null;
  /** The text had no offset and was read in the zone. */
  local: boolean;
  /** The time occurred twice, and the earlier one was used. */
  twice: boolean;
}

/**
 * The range of accepted instants, end excluded. All of them have years of four digits, so ISO 8601 can express them.
 */
const FIRST_INSTANT = -62_167_219_200_000;
const END_OF_INSTANTS = 253_402_300_800_000;

/** ISO 8601 allows offsets up to ±23:59. Real offsets range from −12:00 to +14:00, historical ones slightly beyond. */
export const MAX_OFFSET = 18 * HOUR;

const DATE =
  /^(\d{4})-?(\d\d)-?(\d\d)(?:[Tt ]\s*(\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,](\d+))?)?)?\s*(Z|z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?$/;
const NUMBER = /^([+-]?)(\d{1,20})(?:\.(\d*))?$/;
const SCIENTIFIC = /^([+-]?)(\d)\.(\d+)[eE]\+?(\d{1,2})$/;
const COMPACT_DATE = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?)?$/;
/**
 * The least number that is read as an epoch. As seconds, a smaller number would be before March 1973, and no log is
 * that old.
 */
export const LEAST_EPOCH = 100_000_000;

/**
 * Reads times. An import uses one reader, which caches the offsets of its zone. `zone` is a name as for `new Zone(…)`.
 */
export class InstantReader {
  readonly #zone: Zone;
  readonly #dateFormat: DateFormat | null;
  readonly #epoch: EpochUnit | null;
  readonly #result: ReadInstant = { at: Number.NaN, problem: null, local: false, twice: false };

  constructor(zone: Zone, { dateFormat = null, epoch = null }: InstantOptions = {}) {
    this.#zone = zone;
    this.#dateFormat = dateFormat;
    this.#epoch = epoch;
  }

  /** The result is valid until the next call. */
  read(text: string): ReadInstant {
    const result = this.#result;
    result.problem = null;
    result.local = false;
    result.twice = false;
    const quick = readUsualForm(text);
    const at = Number.isNaN(quick) ? this.#readAnyForm(text.trim()) : quick;
    result.at = at >= FIRST_INSTANT && at < END_OF_INSTANTS ? at : Number.NaN;
    if (Number.isNaN(result.at)) result.problem ??= "BAD_TIME";
    return result;
  }

  /** Returns a sentence that describes a refused text and says how to make it readable, or null if there is none. */
  explain(text: string): string | null {
    return looksLike(text.trim(), this.#dateFormat);
  }

  #readAnyForm(text: string): number {
    const parts = /^\d{8}$/.test(text) || this.#dateFormat?.order === "YDM" ? null : DATE.exec(text);
    if (parts !== null && !(this.#epoch !== null && /^\d+$/.test(text))) {
      const [, year, month, day, hour, minute, second, fraction, offset] = parts;
      const wall = wallClock(
        Number(year),
        Number(month),
        Number(day),
        Number(hour ?? 0),
        Number(minute ?? 0),
        Number(second ?? 0),
      );
      const ms = wall + Number((fraction ?? "").slice(0, 3).padEnd(3, "0"));
      // 24:00 is midnight at the end of the day. No other time has the hour 24.
      if (hour === "24" && (Number(minute ?? 0) > 0 || Number(second ?? 0) > 0 || Number(fraction ?? 0) > 0))
        return Number.NaN;
      if (offset !== undefined) return ms - offsetOf(offset);
      return this.#local(ms, hour === undefined);
    }
    const number = this.#number(text);
    if (number !== null) return number;
    const form = readTimeForm(text, this.#dateFormat);
    if (form === null) return Number.NaN;
    if (form === "AMBIGUOUS") {
      this.#result.problem = "AMBIGUOUS_TIME";
      return Number.NaN;
    }
    return form.offset === null ? this.#local(form.wall, form.dateOnly) : form.wall - form.offset;
  }

  /** Reads a number. Returns null if the text is not a number, or if it is a date in the given format. */
  #number(text: string): number | null {
    const shortened = SCIENTIFIC.exec(text);
    // If a number such as 1.70464E+12 has fewer digits than its exponent requires, a spreadsheet has cut them off.
    if (shortened !== null) {
      const [, sign, first, digits, exponent] = shortened;
      const places = Number(exponent);
      if (digits!.length < places) return Number.NaN;
      return this.#number(`${sign}${first}${digits!.slice(0, places)}.${digits!.slice(places)}`);
    }
    const parts = NUMBER.exec(text);
    if (parts === null) return null;
    if (this.#dateFormat?.compact && parts[1] === "" && parts[3] === undefined && this.#epoch === null) return null;
    const [, sign, whole, digits] = parts;
    if (this.#epoch === "excel") return this.#spreadsheetDay(Number(text));
    const unit = this.#epoch ?? (COMPACT_DATE.test(text) ? null : unitOf(whole!));
    return unit === null ? Number.NaN : epochOf(sign === "-", whole!, digits ?? "", unit);
  }

  #spreadsheetDay(day: number): number {
    // Spreadsheets count 29 February 1900, which did not exist. They all agree only from 1 March 1900 on.
    if (!(day >= 61 && day < 2_958_466)) return Number.NaN;
    const wall = daysFromCivil(1899, 12, 30) * DAY + Math.round(day * DAY);
    return this.#local(wall, Number.isInteger(day));
  }

  #local(wall: number, dateOnly: boolean): number {
    this.#result.local = true;
    if (Number.isNaN(wall)) return wall;
    const { at, twice } = this.#zone.instantOf(wall);
    this.#result.twice = twice;
    if (!Number.isNaN(at)) return at;
    const start = dateOnly ? this.#zone.startOfDay(wall) : Number.NaN;
    if (Number.isNaN(start)) this.#result.problem = "NONEXISTENT_TIME";
    return start;
  }
}

/**
 * Reads, without a regular expression, the form `2017-01-07T18:55:24[.123…](Z|±hh:mm)`, which nearly every log has.
 * Returns NaN for any other form.
 */
function readUsualForm(text: string): number {
  const length = text.length;
  if (length < 20 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return Number.NaN;
  const between = text.charCodeAt(10);
  if ((between !== 84 && between !== 32) || text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return Number.NaN;
  let end = 19;
  let ms = 0;
  if (text.charCodeAt(19) === 46) {
    let unit = 100;
    for (end = 20; end < length; end++) {
      const digit = text.charCodeAt(end) - 48;
      if (digit < 0 || digit > 9) break;
      ms += digit * unit;
      unit = unit > 1 ? unit / 10 : 0;
    }
    if (end === 20) return Number.NaN;
  }
  let offset = 0;
  const mark = text.charCodeAt(end);
  if (mark === 90) {
    if (length !== end + 1) return Number.NaN;
  } else {
    if ((mark !== 43 && mark !== 45) || length !== end + 6 || text.charCodeAt(end + 3) !== 58) return Number.NaN;
    offset = two(text, end + 1) * HOUR + two(text, end + 4) * MINUTE;
    if (offset > MAX_OFFSET || two(text, end + 4) > 59) return Number.NaN;
    if (mark === 45) offset = -offset;
  }
  if (two(text, 11) > 23) return Number.NaN;
  const year = two(text, 0) * 100 + two(text, 2);
  return wallClock(year, two(text, 5), two(text, 8), two(text, 11), two(text, 14), two(text, 17)) + ms - offset;
}

function two(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

/** Returns null if the number is not plausible as an epoch, or has two plausible units. */
function unitOf(whole: string): Exclude<EpochUnit, "excel"> | null {
  const size = Number(whole);
  if (size < LEAST_EPOCH) return null;
  if (size < 1e11) return "s";
  if (size < 1e14) return "ms";
  if (size < 1e17) return "us";
  // The numbers between these ranges can be times of Windows and .NET, which count steps of 100 ns from the years 1601
  // and 1.
  return size >= 9e17 && size < 1e19 ? "ns" : null;
}

/** For each unit, the number of places by which the decimal point moves when the unit is converted to milliseconds. */
const SHIFT = { s: 3, ms: 0, us: -3, ns: -6 } as const;

/**
 * Converts an epoch to milliseconds. Finer digits are cut off towards the earlier instant. The epoch is given as
 * digits, because a double cannot hold nanoseconds.
 */
function epochOf(negative: boolean, whole: string, digits: string, unit: keyof typeof SHIFT): number {
  const shift = SHIFT[unit];
  const all = whole.padStart(7, "0");
  const kept = shift < 0 ? all.slice(0, shift) : `${all}${digits.slice(0, shift).padEnd(shift, "0")}`;
  const cut = shift < 0 ? `${all.slice(shift)}${digits}` : digits.slice(shift);
  const ms = Number(kept);
  return negative ? -ms - (/[1-9]/.test(cut) ? 1 : 0) : ms;
}

function offsetOf(text: string): number {
  if (/^[zUG]/i.test(text)) return 0;
  const minutes = text.length > 3 ? Number(text.slice(-2)) : 0;
  const offset = Number(text.slice(1, 3)) * HOUR + minutes * MINUTE;
  if (offset > MAX_OFFSET || minutes > 59) return Number.NaN;
  return text.startsWith("-") ? -offset : offset;
}
