// Durations as a number and a unit.
import { milliseconds } from "../../views/format.js";

export const UNITS = [
  ["D", "days", 86_400_000],
  ["H", "hours", 3_600_000],
  ["M", "minutes", 60_000],
] as const;
export type Unit = (typeof UNITS)[number][0];

/**
 * A negative count gives a negative duration, which the service refuses with its reason. A count that is not whole,
 * such as 1.5 days, gives the same duration in seconds, to the millisecond.
 */
export function isoOf(count: number, unit: Unit): string {
  const size = Math.abs(count);
  const whole = unit === "D" ? `P${size}D` : `PT${size}${unit}`;
  const [, , millis] = UNITS.find(([key]) => key === unit)!;
  return `${count < 0 ? "-" : ""}${Number.isInteger(count) ? whole : `PT${Math.round(size * millis) / 1_000}S`}`;
}

/** The largest unit of which the duration is a whole number; null if there is none. */
export function partsOf(iso: string): { readonly count: number; readonly unit: Unit } | null {
  const millis = milliseconds(iso);
  if (millis === null) return null;
  const found = UNITS.find(([, , size]) => millis % size === 0);
  return found === undefined ? null : { count: millis / found[2], unit: found[0] };
}
