// Calendar months and ISO weeks (from Monday), in UTC, as consecutive numbers.
import { DAY, formatInstant } from "../model/time.js";

export const PERIODS = ["WEEK", "MONTH"] as const;
export type Period = (typeof PERIODS)[number];

/** 1970-01-01 was a Thursday. */
const MONDAY = 3;

/** Month 0 is January 1970; week 0 is the week of 1970-01-01. */
export function periodOf(period: Period, at: number): number {
  const day = Math.floor(at / DAY);
  if (period === "WEEK") return Math.floor((day + MONDAY) / 7);
  // This is Howard Hinnant's algorithm civil_from_days, without the day of the month. It lets years begin in March, so
  // that the leap day is the last day of a year.
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

/** UTC milliseconds at which the period begins. The next period begins where this one ends. */
export function periodStart(period: Period, number: number): number {
  if (period === "WEEK") return (number * 7 - MONDAY) * DAY;
  const year = 1970 + Math.floor(number / 12);
  const start = new Date(0);
  start.setUTCFullYear(year, number - (year - 1970) * 12, 1);
  return start.getTime();
}

/** The name of a period, such as `2026-01` or `2026-W05`. */
export function periodName(period: Period, number: number): string {
  if (period === "MONTH") return formatInstant(periodStart(period, number)).slice(0, -17);
  // A week belongs to the year of its Thursday.
  const thursday = periodStart(period, number) + 3 * DAY;
  const year = new Date(thursday).getUTCFullYear();
  const first = new Date(0);
  first.setUTCFullYear(year, 0, 1);
  const week = 1 + Math.floor((thursday - first.getTime()) / (7 * DAY));
  return `${formatInstant(thursday).slice(0, -20)}-W${String(week).padStart(2, "0")}`;
}
