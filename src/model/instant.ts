// Reads the times of logs: ISO 8601 with any offset, or an epoch in seconds, milliseconds or microseconds.
//
// Result: UTC milliseconds; finer digits are cut off (of the instant as it would be written, so also before 1970).
// A time without an offset is local to a zone. One that occurs twice (clocks set back) is the earlier of the two; one
// that does not occur (clocks set forward) is refused. An epoch's unit follows from its size: below 1e11 seconds (the
// year 5138), below 1e14 milliseconds, below 1e17 microseconds. Digits that could be a date (20170107) are refused.
import { DAY, HOUR, MINUTE, SECOND } from "./time.js";

export type InstantProblem = "BAD_TIME" | "NONEXISTENT_TIME";

export interface ReadInstant {
  /** UTC milliseconds; NaN if there is a problem. */
  at: number;
  problem: InstantProblem | null;
  /** The text brought no offset: it was read in the zone. */
  local: boolean;
  /** It occurred twice, and the earlier was taken. */
  twice: boolean;
}

/** The years that can be written with four digits, and so shown again. */
const FIRST_INSTANT = -62_167_219_200_000;
const END_OF_INSTANTS = 253_402_300_800_000;

/** ISO names allow up to ±23:59; real offsets end at +14:00 and −12:00, historical ones a little beyond. */
const MAX_OFFSET = 18 * HOUR;

const DATE =
  /^(\d{4})-?(\d\d)-?(\d\d)(?:[Tt ]\s*(\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,](\d+))?)?)?\s*(Z|z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?$/;
const EPOCH = /^([+-]?)(\d{1,17})(?:\.(\d*))?$/;
const COMPACT_DATE = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?)?$/;

/** One reader an import: it keeps what it learns about its zone. `zone` as in `new Zone(…)`. */
export class InstantReader {
  readonly #zone: Zone;
  readonly #result: ReadInstant = { at: Number.NaN, problem: null, local: false, twice: false };

  constructor(zone: Zone) {
    this.#zone = zone;
  }

  /** The answer is valid until the next call. */
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

  #readAnyForm(text: string): number {
    const parts = DATE.exec(text);
    if (parts !== null && !/^\d{8}$/.test(text)) {
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
      // 24:00 is midnight at the end of the day, and nothing is later than it.
      if (hour === "24" && (Number(minute ?? 0) > 0 || Number(second ?? 0) > 0 || Number(fraction ?? 0) > 0))
        return Number.NaN;
      if (offset !== undefined) return ms - offsetOf(offset);
      this.#result.local = true;
      return this.#local(ms);
    }
    return COMPACT_DATE.test(text) ? Number.NaN : readEpoch(text);
  }

  #local(wall: number): number {
    if (Number.isNaN(wall)) return wall;
    const { at, twice } = this.#zone.instantOf(wall);
    this.#result.twice = twice;
    if (Number.isNaN(at)) this.#result.problem = "NONEXISTENT_TIME";
    return at;
  }
}

/** A time zone by its IANA name; throws RangeError for a name that does not exist. */
export class Zone {
  readonly name: string;
  readonly #format: Intl.DateTimeFormat | null;
  /** Offset at the start of a UTC day, by day number. */
  readonly #atStartOfDay = new Map<number, number>();

  constructor(name: string) {
    const format = new Intl.DateTimeFormat("en-US-u-ca-iso8601", {
      timeZone: name,
      hourCycle: "h23",
      era: "short",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    this.name = name;
    this.#format = /^(?:Etc\/)?(?:UTC|UCT|GMT|Zulu)$/i.test(name) ? null : format;
  }

  /** The instant at which clocks of the zone show `wall` (written as if it were UTC); NaN if they never do. */
  instantOf(wall: number): { at: number; twice: boolean } {
    if (this.#format === null) return { at: wall, twice: false };
    const offsets = new Set([this.offsetAt(wall - DAY), this.offsetAt(wall), this.offsetAt(wall + DAY)]);
    let at = Number.NaN;
    let found = 0;
    for (const offset of offsets) {
      const candidate = wall - offset;
      if (this.offsetAt(candidate) !== offset) continue;
      found++;
      at = found === 1 ? candidate : Math.min(at, candidate);
    }
    return { at, twice: found > 1 };
  }

  /** Milliseconds that the zone's clocks are ahead of UTC. */
  offsetAt(at: number): number {
    if (this.#format === null) return 0;
    // No zone has changed its offset twice within one day and come back: equal ends mean no change in between.
    const day = Math.floor(at / DAY);
    const before = this.#offsetAtStartOf(day);
    return before === this.#offsetAtStartOf(day + 1) ? before : this.#ask(at);
  }

  #offsetAtStartOf(day: number): number {
    let offset = this.#atStartOfDay.get(day);
    if (offset === undefined) {
      offset = this.#ask(day * DAY);
      this.#atStartOfDay.set(day, offset);
    }
    return offset;
  }

  #ask(at: number): number {
    const part: Record<string, string> = {};
    for (const { type, value } of this.#format!.formatToParts(at)) part[type] = value;
    const year = part.era === "B" || part.era === "BC" ? 1 - Number(part.year) : Number(part.year);
    const wall =
      daysFromCivil(year, Number(part.month), Number(part.day)) * DAY +
      Number(part.hour) * HOUR +
      Number(part.minute) * MINUTE +
      Number(part.second) * SECOND;
    return wall - Math.floor(at / SECOND) * SECOND;
  }
}

/** `2017-01-07T18:55:24[.123…](Z|±hh:mm)`, which nearly every log has, without a regular expression; else NaN. */
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

function readEpoch(text: string): number {
  const parts = EPOCH.exec(text);
  if (parts === null) return Number.NaN;
  const whole = Number(parts[2]);
  const digits = parts[3] ?? "";
  // Units of the whole number in a millisecond, or milliseconds in a unit; microseconds are exact in a double.
  let ms: number;
  let cut: boolean;
  if (whole < 1e11) {
    ms = whole * SECOND + Number(digits.slice(0, 3).padEnd(3, "0"));
    cut = /[1-9]/.test(digits.slice(3));
  } else if (whole < 1e14) {
    ms = whole;
    cut = /[1-9]/.test(digits);
  } else {
    ms = Math.floor(whole / 1000);
    cut = whole % 1000 !== 0 || /[1-9]/.test(digits);
  }
  return parts[1] === "-" ? -ms - (cut ? 1 : 0) : ms;
}

function offsetOf(text: string): number {
  if (/^[zUG]/i.test(text)) return 0;
  const minutes = text.length > 3 ? Number(text.slice(-2)) : 0;
  const offset = Number(text.slice(1, 3)) * HOUR + minutes * MINUTE;
  if (offset > MAX_OFFSET || minutes > 59) return Number.NaN;
  return text.startsWith("-") ? -offset : offset;
}

/** Milliseconds from 1970 of a date and time of day; NaN if there is no such date or time. */
function wallClock(year: number, month: number, day: number, hour: number, minute: number, second: number): number {
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month))) return Number.NaN;
  if (!(hour <= 24 && minute <= 59 && second <= 59)) return Number.NaN;
  return daysFromCivil(year, month, day) * DAY + hour * HOUR + minute * MINUTE + second * SECOND;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days from 1970-01-01 in the Gregorian calendar (Howard Hinnant, "chrono-compatible low-level date algorithms"). */
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}
