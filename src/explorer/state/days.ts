// Days in UTC, for the period of the filter bar. The page shows the last day of a period, which belongs to it. A filter
// instead has the moment before which journeys start.
const DAY = 86_400_000;

/** The day of an instant in ISO 8601; empty for an empty text. */
export function dayOf(instant: string): string {
  return instant.slice(0, 10);
}

/** The quarter of the newest interaction, in UTC: its first day, and the first day after it. */
export function quarterOf(newest: string): { readonly startedFrom: string; readonly startedBefore: string } {
  const at = new Date(newest);
  const month = Math.floor(at.getUTCMonth() / 3) * 3;
  const first = (months: number) => dayOf(new Date(Date.UTC(at.getUTCFullYear(), month + months, 1)).toISOString());
  return { startedFrom: first(0), startedBefore: first(3) };
}

/** Returns the last day of a period that ends just before this moment. */
export function lastDay(before: string): string {
  return dayOf(new Date(Date.parse(before) - 1).toISOString());
}

/** Returns the moment at which a period ends if this is its last day. */
export function dayAfter(day: string): string {
  return dayOf(new Date(Date.parse(day) + DAY).toISOString());
}
