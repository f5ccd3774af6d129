// The shape of the answer to loops. The GraphQL classes implement these interfaces.
import type { JourneyKey, Label, Remarks, WaitStats } from "../../engine/terms.js";

export interface LoopsResult {
  readonly totals: LoopTotalsResult;
  /** The labels that occur again, most frequent first, and ties sorted by label. */
  readonly labels: readonly LoopLabelResult[];
  /** The returns A→B→A, most frequent first, and ties sorted by labels. */
  readonly returns: readonly LoopReturnResult[];
  readonly remarks: Remarks;
}

export interface LoopTotalsResult {
  readonly journeys: number;
  readonly customers: number;
  /**
   * The journeys of which interactions are left after `hide` removes some. The counts below refer to these journeys.
   */
  readonly counted: number;
  readonly open: number;
  readonly selfLoopJourneys: number;
  readonly repeatJourneys: number;
  readonly returnJourneys: number;
  readonly againJourneys: number;
  /** `againJourneys` / `counted`. */
  readonly againShare: number | null;
  readonly otherLabels: number;
  readonly otherReturns: number;
}

export interface LoopLabelResult {
  readonly label: Label;
  /** The number of journeys that have the label. */
  readonly journeys: number;
  /** selfLoops + repeats. */
  readonly again: number;
  readonly selfLoops: number;
  readonly repeats: number;
  readonly selfLoopJourneys: number;
  readonly repeatJourneys: number;
  readonly againJourneys: number;
  readonly againCustomers: number;
  /** `againJourneys` / `journeys`. */
  readonly share: number;
  /** Journeys in which the label occurs again. */
  readonly examples: readonly JourneyKey[];
}

export interface LoopReturnResult {
  readonly from: Label;
  readonly via: Label;
  readonly count: number;
  readonly journeys: number;
  readonly customers: number;
  /** The share of the direct moves from `from` to `via` that come directly back. */
  readonly share: number;
  readonly wait: WaitStats;
  readonly isHandoff: boolean | null;
  readonly examples: readonly JourneyKey[];
}
