// Chooses two periods of equal length to find what has become worse. The later one is the period of the filter if the
// data reach back far enough for an equal period before it. Otherwise, the period of the filter is divided into halves.
import type { JourneyFilter } from "../../client/client.js";
import { milliseconds } from "../../views/format.js";

const DAY = 86_400_000;

export interface Compared {
  /** The filter with the later period, and with all other conditions unchanged. */
  readonly filter: JourneyFilter;
  /** The beginning of the later period and of the earlier one, in ISO 8601. */
  readonly from: string;
  readonly before: string;
  /** Whether the period of the filter was divided, so that the later period is its later half. */
  readonly isHalf: boolean;
}

/**
 * Returns null if there are no data, or less than two days of data. `oldest` and `newest` are the times of the first
 * and the last interaction. If a period is divided, its later half begins at midnight in UTC, so the earlier half may
 * begin somewhat before the data.
 */
export function comparedWithEarlier(
  filter: JourneyFilter,
  oldest: string | null,
  newest: string | null,
): Compared | null {
  if (oldest === null || newest === null) return null;
  const [first, last] = [Date.parse(oldest), Date.parse(newest)];
  const { startedWithin, startedFrom, startedBefore, ...others } = filter;
  const within = startedWithin == null ? null : milliseconds(startedWithin);
  const given = Math.max(
    startedFrom == null ? Number.NEGATIVE_INFINITY : Date.parse(startedFrom),
    within === null ? Number.NEGATIVE_INFINITY : last - within,
  );
  const end = startedBefore == null ? last : Date.parse(startedBefore);
  if (Number.isFinite(given) && given < end && given - (end - given) >= first)
    return { filter, from: iso(given), before: iso(given - (end - given)), isHalf: false };
  const start = Math.max(given, first);
  const stop = Math.min(end, last);
  const middle = Math.ceil((start + stop) / 2 / DAY) * DAY;
  if (!(middle > start && stop - middle >= DAY)) return null;
  const half = { startedFrom: iso(middle), ...(startedBefore == null ? {} : { startedBefore }) };
  return { filter: { ...others, ...half }, from: iso(middle), before: iso(middle - (end - middle)), isHalf: true };
}

const iso = (at: number): string => new Date(at).toISOString();
