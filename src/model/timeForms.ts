// Forms of times other than ISO 8601 that occur in logs: numbers with any number of digits (2021-1-31 9:05), slashes
// and dots, names of months (7 Jan 2024, Jan 7, 2024), AM and PM, and the forms of mail, Go, Java, JavaScript and web
// servers.
//
// A date in numbers has a single meaning if its year comes first. If the year comes last, the date has a single meaning
// only if the other two numbers cannot be exchanged, because one is above 12 or both are equal. Any other date, and any
// date with a year of two digits, is ambiguous unless the order is given.
import type { DateFormat, DateOrder } from "./dateFormat.js";
import { formatInstant, HOUR, MINUTE } from "./time.js";
import { daysFromCivil, wallClock } from "./zone.js";

export interface TimeForm {
  /** The local time in milliseconds, computed as if it were a time in UTC; NaN if there is no such date or time. */
  readonly wall: number;
  /** Null if the text has no offset. */
  readonly offset: number | null;
  readonly dateOnly: boolean;
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAY = "(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\\.?,?\\s+)?";
const MONTH =
  "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?";
const TIME = "(\\d{1,2})(?::(\\d\\d)(?::(\\d\\d)(?:[.,](\\d+))?)?)?\\s*([ap]\\.?m\\.?)?";
/**
 * An offset, optionally followed by the same information again: `+0000 UTC`, `+01:00[Europe/Berlin]`, `GMT+0100 (CET)`.
 */
const OFFSET =
  "((?:UTC|GMT|Z)?\\s*(?:[+-]\\d{1,2}(?::?\\d\\d)?)|Z|UTC|GMT)(?:\\s*(?:[A-Z]{2,5}|\\[[^\\]]*\\]|\\([^)]*\\)))?(?:\\s+m=[+-][\\d.]+)?";
const REST = `(?:(?:\\s*[T,]\\s*|\\s+|:)${TIME}(?:\\s*${OFFSET})?)?$`;

const NUMBERS = new RegExp(`^${WEEKDAY}(\\d{1,4})([-/.])(\\d{1,2})\\2(\\d{1,4})${REST}`, "i");
const DAY_NAME = new RegExp(`^${WEEKDAY}(\\d{1,2})(?:st|nd|rd|th)?[-\\s/.]*${MONTH}[-\\s/.,]*(\\d{4})${REST}`, "i");
const NAME_DAY = new RegExp(`^${WEEKDAY}${MONTH}\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})${REST}`, "i");
const YEAR_NAME = new RegExp(`^(\\d{4})[-\\s/.]${MONTH}[-\\s/.](\\d{1,2})${REST}`, "i");
/** `Sun Jan  7 14:55:24 UTC 2024`, as `date` and C write it. */
const UNIX = /^(?:[a-z]{3})\s+([a-z]{3})\s+(\d{1,2})\s+(\d{1,2}):(\d\d):(\d\d)\s+(?:(UTC|GMT)\s+)?(\d{4})$/i;
const COMPACT = /^(\d{8}|\d{6})(?:[T\s]?(\d\d)(\d\d)(\d\d)?)?$/;

type Rest = readonly (string | undefined)[];

/** Returns null if the text has none of these forms. */
export function readTimeForm(text: string, format: DateFormat | null): TimeForm | "AMBIGUOUS" | null {
  let parts = NUMBERS.exec(text);
  if (parts !== null) {
    const [, a, , b, c, ...rest] = parts;
    const date = numbersInOrder(a!, b!, c!, format?.order ?? null);
    return date === null || date === "AMBIGUOUS" ? date : formOf(date, rest);
  }
  parts = DAY_NAME.exec(text);
  if (parts !== null) return formOf([Number(parts[3]), monthOf(parts[2]!), Number(parts[1])], parts.slice(4));
  parts = NAME_DAY.exec(text);
  if (parts !== null) return formOf([Number(parts[3]), monthOf(parts[1]!), Number(parts[2])], parts.slice(4));
  parts = YEAR_NAME.exec(text);
  if (parts !== null) return formOf([Number(parts[1]), monthOf(parts[2]!), Number(parts[3])], parts.slice(4));
  parts = UNIX.exec(text);
  if (parts !== null) {
    const [, month, day, hour, minute, second, zone, year] = parts;
    return formOf([Number(year), monthOf(month!), Number(day)], [hour, minute, second, undefined, undefined, zone]);
  }
  parts = format?.compact ? COMPACT.exec(text) : null;
  if (parts !== null) {
    const [, digits, hour, minute, second] = parts;
    const date = compactDate(digits!, format!.order);
    return formOf(date, [hour, minute, second]);
  }
  return null;
}

/** Returns a sentence that describes a refused text and says how to make it readable, or null if there is none. */
export function looksLike(text: string, format: DateFormat | null): string | null {
  if (readTimeForm(text, format) === "AMBIGUOUS")
    return "it can be read in more than one way; give the order with --date-format, such as DD/MM/YYYY or MM/DD/YYYY";
  if (/^\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?(?:\s*[ap]\.?m\.?)?$/i.test(text))
    return "it is a time of day; if another column has the date, give both with --at 'DATE + TIME'";
  if (/^[+-]?\d\.\d+[eE]\+?\d{1,2}$/.test(text))
    return "it is a number that a spreadsheet shortened, so its last digits are lost; export it in full";
  if (!/^[+-]?\d+(?:\.\d*)?$/.test(text)) return null;
  const number = Number(text);
  if (/^(?:19|20)\d{6}$/.test(text) || /^(?:19|20)\d{10}(?:\d\d)?$/.test(text))
    return "it looks like the digits of a date; read them with --date-format YYYYMMDD";
  if (/^(?:19|20|21)\d\d$/.test(text)) return "it looks like a year, which is not a time";
  if (number >= 20_000 && number < 80_000) {
    const at = daysFromCivil(1899, 12, 30) * 24 * HOUR + Math.round(number * 24 * 60) * MINUTE;
    return `it looks like an Excel day number (${formatInstant(at).slice(0, 16)}); read such numbers with --epoch excel`;
  }
  if (number >= 1e17 && number < 2e17)
    return "it looks like a Windows file time (steps of 100 ns from 1601); convert the column to ISO 8601";
  if (number >= 5e17 && number < 8e17)
    return "it looks like .NET ticks (steps of 100 ns from the year 1); convert the column to ISO 8601";
  if (Math.abs(number) < 1e8)
    return "it is a number that no clock writes; if it counts from 1970, give its unit with --epoch s (or ms, us, ns)";
  return null;
}

type CivilDate = readonly [year: number, month: number, day: number];

function numbersInOrder(a: string, b: string, c: string, order: DateOrder | null): CivilDate | "AMBIGUOUS" | null {
  if (a.length === 4) {
    if (c.length > 2) return null;
    return order === "YDM" ? [Number(a), Number(c), Number(b)] : [Number(a), Number(b), Number(c)];
  }
  if (a.length > 2 || c.length === 3 || (c.length === 1 && order === null)) return null;
  const [x, y] = [Number(a), Number(b)];
  if (c.length === 4) {
    if (order === "DMY") return [Number(c), y, x];
    if (order === "MDY") return [Number(c), x, y];
    if (x > 12 || x === y) return [Number(c), y, x];
    return y > 12 ? [Number(c), x, y] : "AMBIGUOUS";
  }
  switch (order) {
    case null:
      return "AMBIGUOUS";
    case "DMY":
      return [fullYear(Number(c)), y, x];
    case "MDY":
      return [fullYear(Number(c)), x, y];
    case "YMD":
      return [fullYear(x), y, Number(c)];
    case "YDM":
      return [fullYear(x), Number(c), y];
  }
}

/** The year of two digits. As in POSIX, 69 to 99 belong to the last century. */
function fullYear(year: number): number {
  return year + (year < 69 ? 2000 : 1900);
}

function compactDate(digits: string, order: DateOrder): CivilDate {
  const year = digits.length - 4;
  const take = (widths: readonly number[]): number[] => {
    let at = 0;
    return widths.map((width) => {
      at += width;
      return Number(digits.slice(at - width, at));
    });
  };
  const full = (value: number) => (year === 4 ? value : fullYear(value));
  const [a, b, c] = take(order.startsWith("Y") ? [year, 2, 2] : [2, 2, year]) as [number, number, number];
  if (order === "YMD") return [full(a), b, c];
  if (order === "YDM") return [full(a), c, b];
  return order === "DMY" ? [full(c), b, a] : [full(c), a, b];
}

function monthOf(name: string): number {
  return MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

function formOf([year, month, day]: CivilDate, rest: Rest): TimeForm {
  const [hourText, minute, second, fraction, half, offset] = rest;
  let hour = Number(hourText ?? 0);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return { wall: Number.NaN, offset: null, dateOnly: false };
    hour = (hour % 12) + (/^p/i.test(half) ? 12 : 0);
  }
  // An hour without minutes is a time of day only with AM or PM.
  const time = hourText === undefined || minute !== undefined || half !== undefined;
  const late = hour === 24 && (Number(minute ?? 0) > 0 || Number(second ?? 0) > 0 || Number(fraction ?? 0) > 0);
  const wall = time && !late ? wallClock(year, month, day, hour, Number(minute ?? 0), Number(second ?? 0)) : Number.NaN;
  return {
    wall: wall + Number((fraction ?? "").slice(0, 3).padEnd(3, "0")),
    offset: offset === undefined ? null : offsetOf(offset),
    dateOnly: hourText === undefined,
  };
}

function offsetOf(text: string): number {
  const [, sign, hours, minutes] = /([+-])(\d{1,2}):?(\d\d)?/.exec(text) ?? [];
  if (sign === undefined) return 0;
  const offset = Number(hours) * HOUR + Number(minutes ?? 0) * MINUTE;
  if (offset > 18 * HOUR || Number(minutes ?? 0) > 59) return Number.NaN;
  return sign === "-" ? -offset : offset;
}
