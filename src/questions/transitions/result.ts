// The shape of the answer of transitions. The GraphQL classes implement these interfaces.
import type { JourneyKey, Label, Remarks, Totals, WaitStats } from "../../engine/terms.js";

export interface TransitionsResult {
  readonly totals: Totals;
  readonly edges: readonly TransitionResult[];
  readonly remarks: Remarks;
}

export interface TransitionResult {
  readonly from: Label;
  readonly to: Label;
  readonly count: number;
  readonly journeys: number;
  readonly customers: number;
  readonly probability: number;
  readonly wait: WaitStats;
  readonly dropAfter: number | null;
  readonly isHandoff: boolean | null;
  readonly examples: readonly JourneyKey[];
}
