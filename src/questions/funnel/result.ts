// The shape of a funnel's answer. The GraphQL classes implement these interfaces.
import type { JourneyKey, Label, Remarks, Totals, WaitStats } from "../../engine/terms.js";
import type { GroupResult } from "../groupRows.js";

export interface FunnelResult {
  readonly totals: Totals;
  readonly steps: readonly FunnelStepResult[];
  /** The time from the first step to the last. */
  readonly duration: WaitStats;
  /**
   * The groups in order of journeys in scope, then of keys; periods are in chronological order. Other comes last.
   * Groups by segment may overlap. The list is empty without a breakdown.
   */
  readonly groups: readonly FunnelGroupResult[];
  /** The number of groups that Other combines. */
  readonly otherGroups: number;
  readonly remarks: Remarks;
}

export interface FunnelStepCounts {
  /** The number of the step, counted from 1. */
  readonly step: number;
  readonly name: string;
  readonly isOptional: boolean;
  readonly entered: number;
  readonly completed: number;
  readonly customers: number;
  readonly skipped: number;
  readonly pending: number;
  readonly dropped: number;
  /** The shares and `completionRate` are null if the count by which they are divided is 0. */
  readonly shareOfFirst: number | null;
  readonly shareOfPrevious: number | null;
  readonly shareOfAll: number | null;
  readonly matureCompleted: number;
  readonly completionRate: number | null;
  /** The wait since the previous step of the match. */
  readonly wait: WaitStats;
  /**
   * The number of journeys that completed the step without an interaction between it and the previous step of the
   * match.
   */
  readonly directly: number;
}

export interface FunnelStepResult extends FunnelStepCounts {
  readonly between: readonly FunnelLabelResult[];
  readonly after: readonly FunnelLabelResult[];
  readonly examples: readonly JourneyKey[];
  readonly droppedExamples: readonly JourneyKey[];
}

export interface FunnelLabelResult {
  readonly point: Label;
  readonly journeys: number;
  /** The share of the step's `completed` (in `between`) or of its `dropped` (in `after`). */
  readonly share: number;
}

export interface FunnelGroupResult extends GroupResult {
  readonly totals: Totals;
  readonly steps: readonly FunnelStepCounts[];
  readonly duration: WaitStats;
}
