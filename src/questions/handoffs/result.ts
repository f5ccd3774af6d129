// The shape of the answer of handoffs. The GraphQL classes implement these interfaces.
import type { JourneyKey, Label, Remarks, WaitStats } from "../../engine/terms.js";
import type { GroupsResult } from "../groups.js";
import type { HandoffReason } from "./settings.js";

export interface HandoffsResult extends GroupsResult<HandoffGroupCounts> {
  readonly totals: HandoffTotalsResult;
  readonly handoffs: readonly HandoffResult[];
  readonly remarks: Remarks;
}

export interface HandoffTotalsResult {
  readonly journeys: number;
  readonly customers: number;
  readonly multiChannelJourneys: number;
  readonly pairs: number;
  readonly rankedPairs: number;
  readonly handoffs: number;
  readonly settled: number;
  readonly pending: number;
  readonly failed: number;
  readonly failRate: number | null;
}

/** Counts of handoffs without a comparison with others. */
export interface HandoffCountsResult {
  readonly count: number;
  readonly observed: number;
  readonly journeys: number;
  readonly customers: number;
  readonly pending: number;
  readonly settled: number;
  readonly failed: number;
  readonly failedJourneys: number;
  readonly failedCustomers: number;
  readonly failRate: number | null;
  readonly failRateInterval: IntervalResult | null;
}

export interface HandoffGroupCounts {
  readonly totals: HandoffCountsResult;
  /** The pairs that the answer shows, in the same order. Pairs that the group does not have are left out. */
  readonly handoffs: readonly HandoffGroupPairResult[];
}

export interface HandoffGroupPairResult extends HandoffCountsResult {
  readonly from: Label;
  readonly to: Label;
}

export interface IntervalResult {
  readonly low: number;
  readonly high: number;
}

export interface HandoffResult extends HandoffGroupPairResult {
  readonly baseline: number | null;
  readonly excessRate: IntervalResult | null;
  /** This field, and the others that result from a comparison, are null if no tests are run (ENGINE=store). */
  readonly excessFailures: number | null;
  readonly pValue: number | null;
  readonly ranked: boolean;
  /** Null if no tests are run. */
  readonly significant: boolean | null;
  /** All six reasons, in the order of HANDOFF_REASONS. */
  readonly reasons: readonly HandoffReasonResult[];
  readonly wait: WaitStats;
  /** Journeys with this handoff, latest first. */
  readonly examples: readonly JourneyKey[];
}

export interface HandoffReasonResult {
  readonly reason: HandoffReason;
  readonly count: number;
  /** The share of the settled handoffs; null if there are none. */
  readonly rate: number | null;
  /** Journeys with a settled handoff of this reason, latest first. */
  readonly examples: readonly JourneyKey[];
}
