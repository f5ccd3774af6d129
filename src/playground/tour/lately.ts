// The tour compares the last days of the data with the same number of days before them.

const DAY = 86_400_000;
export const LATELY = 30;

/** The time this many days earlier, in ISO 8601. */
export function daysBefore(time: string, days: number): string {
  return new Date(Date.parse(time) - days * DAY).toISOString();
}
