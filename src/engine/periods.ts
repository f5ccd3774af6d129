// Calendar periods: months, ISO weeks (from Monday), days of the week and hours of the day, in the local time of a time
// zone. Each period has a number. Months and weeks are consecutive, and cover all time. A month begins at the first
// instant whose local time lies in the month or later, and ends where the next month begins. This also holds if clocks
// are set back across the start of a month. Days of the week and hours of the day repeat, so they have no beginning. To
// convert an instant costs a look-up of the zone's offset. Only the first look-up of a day calls Intl (model/zone.ts).
import { DAY, formatInstant, HOUR } from "../model/time.js";
import { type Zone, zoneNamed } from "../model/zone.js";
import type { Projection } from "../projection/projection.js";

export const PERIODS = ["WEEK", "MONTH", "WEEKDAY", "HOUR_OF_DAY"] as const;
export type Period = (typeof PERIODS)[number];

/** 1970-01-01 was a Thursday. */
const MONDAY = 3;
const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

export class Calendar {
  readonly #period: Period;
  readonly #zone: Zone;
  readonly #isLocal: boolean;
  /** The first instant of each month or week, by the number of the period. */
  readonly #starts = new Map<number, number>();

  constructor(period: Period, zone: Zone) {
    this.#period = period;
    this.#zone = zone;
    this.#isLocal = !zone.isUtc;
  }

  /** The number of the period of an instant. */
  of(at: number): number {
    if (!this.#isLocal) return periodOf(this.#period, at);
    const number = periodOf(this.#period, at + this.#zone.offsetAt(at));
    if (this.#period === "WEEKDAY" || this.#period === "HOUR_OF_DAY") return number;
    // If clocks are set back across the start of a period, the local time returns to the previous period, but the
    // instant belongs to the new one.
    return at >= this.#startOf(number + 1) ? number + 1 : number;
  }

  /** The start of the period in UTC milliseconds, or null for days of the week and hours of the day, which repeat. */
  start(number: number): number | null {
    return this.#period === "WEEKDAY" || this.#period === "HOUR_OF_DAY" ? null : this.#startOf(number);
  }

  /** The beginning of the next period, which is the end of this period. */
  end(number: number): number | null {
    return this.start(number + 1);
  }

  /** The name of a period, such as `2026-01`, `2026-W05`, `Monday` or `09:00`. */
  name(number: number): string {
    return periodName(this.#period, number);
  }

  #startOf(number: number): number {
    let start = this.#starts.get(number);
    if (start === undefined) {
      start = this.#zone.firstAt(localStart(this.#period, number));
      this.#starts.set(number, start);
    }
    return start;
  }
}

/**
 * The calendar of a question, in the time zone that the question names, or else in the time zone of the store. Throws
 * UNKNOWN_NAME at `timeZone`.
 */
export function calendarOf(projection: Projection, period: Period, timeZone: string | null | undefined): Calendar {
  return new Calendar(period, zoneNamed(timeZone ?? projection.timeZone, "timeZone"));
}

/** Month 0 is January 1970; week 0 is the week of 1970-01-01; day 0 of the week is Monday. `at` is local time. */
function periodOf(period: Period, at: number): number {
  const day = Math.floor(at / DAY);
  switch (period) {
    case "WEEK":
      return Math.floor((day + MONDAY) / 7);
    case "WEEKDAY":
      return day + MONDAY - 7 * Math.floor((day + MONDAY) / 7);
    case "HOUR_OF_DAY":
      return Math.floor((at - day * DAY) / HOUR);
    case "MONTH":
      return monthOf(day);
  }
}

/**
 * Howard Hinnant's algorithm civil_from_days, without the day of the month. It lets years begin in March, so that the
 * leap day is the last day of a year.
 */
function monthOf(day: number): number {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const year = Math.floor(
    (ofEra - Math.floor(ofEra / 1_460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const fromMarch = Math.floor((5 * ofYear + 2) / 153);
  return (era * 400 + year - 1970) * 12 + fromMarch + 2;
}

/** Local time at which a month or week begins. */
function localStart(period: Period, number: number): number {
  if (period === "WEEK") return (number * 7 - MONDAY) * DAY;
  const year = 1970 + Math.floor(number / 12);
  const start = new Date(0);
  start.setUTCFullYear(year, number - (year - 1970) * 12, 1);
  return start.getTime();
}

function periodName(period: Period, number: number): string {
  if (period === "WEEKDAY") return WEEKDAYS[number]!;
  if (period === "HOUR_OF_DAY") return `${String(number).padStart(2, "0")}:00`;
  if (period === "MONTH") return formatInstant(localStart(period, number)).slice(0, -17);
  // A week belongs to the year of its Thursday.
  const thursday = localStart(period, number) + 3 * DAY;
  const year = new Date(thursday).getUTCFullYear();
  const first = new Date(0);
  first.setUTCFullYear(year, 0, 1);
  const week = 1 + Math.floor((thursday - first.getTime()) / (7 * DAY));
  return `${formatInstant(thursday).slice(0, -20)}-W${String(week).padStart(2, "0")}`;
}
