// The shape of the answer to loops. The GraphQL classes implement these interfaces.
import type { JourneyKey, Label, Remarks, WaitStats } from "../../engine/terms.js";

export interface LoopsResult {
  readonly totals: LoopTotalsResult;
  /** Labels that are met again, by how often, then by label. */
  readonly labels: readonly LoopLabelResult[];
  /** A→B→A, by count, then by labels. */
  readonly returns: readonly LoopReturnResult[];
  readonly remarks: Remarks;
}

export interface LoopTotalsResult {
  readonly journeys: number;
  readonly customers: number;
  /** Journeys with something left; the rest are of these. */
  readonly counted: number;
  readonly open: number;
  readonly selfLoopJourneys: number;
  readonly repeatJourneys: number;
  readonly returnJourneys: number;
  readonly againJourneys: number;
  /** againJourneys of counted. */
  readonly againShare: number | null;
  readonly otherLabels: number;
  readonly otherReturns: number;
}

export interface LoopLabelResult {
  readonly label: Label;
  /** Journeys that have it. */
  readonly journeys: number;
  /** selfLoops + repeats. */
  readonly again: number;
  readonly selfLoops: number;
  readonly repeats: number;
  readonly selfLoopJourneys: number;
  readonly repeatJourneys: number;
  readonly againJourneys: number;
  readonly againCustomers: number;
  /** againJourneys of journeys. */
  readonly share: number;
  /** Journeys that meet it again. */
  readonly examples: readonly JourneyKey[];
}

export interface LoopReturnResult {
  readonly from: Label;
  readonly via: Label;
  readonly count: number;
  readonly journeys: number;
  readonly customers: number;
  /** Of the passages from `from` to `via`. */
  readonly share: number;
  readonly wait: WaitStats;
  readonly isHandoff: boolean | null;
  readonly examples: readonly JourneyKey[];
}
