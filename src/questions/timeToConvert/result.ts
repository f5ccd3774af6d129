// The shape of the answer of timeToConvert. The GraphQL classes implement these interfaces.
import type { Quartiles, Remarks, Totals, WaitStats } from "../../engine/terms.js";
import type { GroupsResult } from "../groups.js";

export interface TimeToConvertResult extends Conversions, GroupsResult<Conversions> {
  readonly remarks: Remarks;
}

/** The counts of the whole answer, or of one group. */
export interface Conversions {
  readonly totals: Totals;
  /** The time from the first step to the last step, over the counted journeys. */
  readonly duration: WaitStats;
  readonly quartiles: Quartiles;
  /** All buckets, shortest first. */
  readonly histogram: readonly DurationBucketResult[];
  /** The periods in chronological order. */
  readonly periods: readonly ConversionPeriodResult[];
}

export interface DurationBucketResult {
  /**
   * The bounds of a bucket in milliseconds; null if there is no bound. A bucket includes `upTo` and excludes `from`,
   * except that the first bucket includes 0.
   */
  readonly from: number;
  readonly upTo: number | null;
  readonly journeys: number;
  /** The share of the counted journeys; null if there are none. */
  readonly share: number | null;
  readonly shareUpTo: number | null;
}

export interface ConversionPeriodResult {
  /** `2026-01`, `2026-W05`, `Monday`, `09:00`. */
  readonly name: string;
  /**
   * The period, in UTC milliseconds. It includes `from` and excludes `before`. Both are null for days of the week and
   * hours of the day.
   */
  readonly from: number | null;
  readonly before: number | null;
  readonly matched: number;
  readonly completed: number;
  readonly mature: number;
  readonly matureCompleted: number;
  readonly completionRate: number | null;
  /** Durations of the counted journeys. */
  readonly duration: WaitStats;
  readonly quartiles: Quartiles;
}
