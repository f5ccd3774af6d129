// The shape of the answer of interactionsToGoal. The GraphQL classes implement these interfaces.
import type { JourneyKey, Remarks, Totals } from "../../engine/terms.js";

export interface InteractionsToGoalResult {
  readonly totals: Totals;
  readonly interactions: NumberStats;
  readonly histogram: readonly HistogramRowResult[];
  readonly remarks: Remarks;
}

/** Quantiles interpolate linearly; null where n is 0. */
export interface NumberStats {
  readonly n: number;
  readonly mean: number | null;
  readonly median: number | null;
  readonly p90: number | null;
  readonly p95: number | null;
  readonly max: number | null;
}

export interface HistogramRowResult {
  /** So many, or so many and more on the last row if `orMore`. */
  readonly interactions: number;
  readonly orMore: boolean;
  readonly journeys: number;
  readonly customers: number;
  /** Of counted. */
  readonly share: number;
  /** Of counted: this row's and those before it. */
  readonly shareUpTo: number;
  readonly examples: readonly JourneyKey[];
}
