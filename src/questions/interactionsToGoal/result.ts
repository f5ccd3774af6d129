// The shape of the answer of interactionsToGoal. The GraphQL classes implement these interfaces.
import type { JourneyKey, Remarks, Totals } from "../../engine/terms.js";
import type { GroupsResult } from "../groups.js";

export interface InteractionsToGoalResult extends InteractionCounts, GroupsResult<InteractionCounts> {
  readonly remarks: Remarks;
}

/** The counts of the whole answer, or of one group. */
export interface InteractionCounts {
  readonly totals: Totals;
  readonly interactions: NumberStats;
  readonly histogram: readonly HistogramRowResult[];
}

/** Quantiles interpolate linearly; all are null if n is 0. */
export interface NumberStats {
  readonly n: number;
  readonly mean: number | null;
  readonly median: number | null;
  readonly p25: number | null;
  readonly p75: number | null;
  readonly p90: number | null;
  readonly p95: number | null;
  readonly max: number | null;
}

export interface HistogramRowResult {
  /**
   * The number of interactions of the row. If `orMore` is true, which only the last row can have, the row counts this
   * number or more.
   */
  readonly interactions: number;
  readonly orMore: boolean;
  readonly journeys: number;
  readonly customers: number;
  /** The share of the counted journeys. */
  readonly share: number;
  /** The share of the counted journeys that are on this row or on an earlier row. */
  readonly shareUpTo: number;
  readonly examples: readonly JourneyKey[];
}
