// What "lately" is in the tour: the last days of the data, compared with as many before.

const DAY = 86_400_000;
export const LATELY = 30;

/** So many days before this time, ISO 8601. */
export function daysBefore(time: string, days: number): string {
  return new Date(Date.parse(time) - days * DAY).toISOString();
}
