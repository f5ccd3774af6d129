// The shapes of the three headline answers. The GraphQL classes implement these interfaces, so a field that is missing
// there is a compile error.
import type { JourneyKey, Label, Remarks, Totals, WaitStats } from "../engine/terms.js";

// ---- commonRoutes ---------------------------------------------------------------------------------------------------

export interface CommonRoutesResult {
  readonly totals: Totals;
  readonly routes: readonly RouteResult[];
  readonly remarks: Remarks;
}

export interface RouteResult {
  /** Labels' names joined by " → ". */
  readonly label: string;
  readonly steps: readonly RouteStepResult[];
  readonly journeys: number;
  readonly customers: number;
  /** Of counted. */
  readonly share: number;
  readonly duration: WaitStats;
  /** Sum of the known values from start to target; null if none is known. */
  readonly value: number | null;
  /** The latest by start, then by key: at most MAX_EXAMPLES. */
  readonly examples: readonly JourneyKey[];
}

export interface RouteStepResult extends Label {
  /** From the label before's last to this one's first; n = 0 on the first step. */
  readonly wait: WaitStats;
  /** Null on the first step and at grains that have no channel. */
  readonly isHandoff: boolean | null;
}

// ---- transitions ----------------------------------------------------------------------------------------------------

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

// ---- handoffs -------------------------------------------------------------------------------------------------------

export const HANDOFF_REASONS = [
  "NEVER_ARRIVED",
  "STALLED",
  "ABANDONED",
  "BOUNCED_BACK",
  "REPEATED",
  "UNRESOLVED",
] as const;
export type HandoffReason = (typeof HANDOFF_REASONS)[number];
export const HANDOFF_GRAINS = ["CHANNEL", "TOUCHPOINT"] as const;
export type HandoffGrain = (typeof HANDOFF_GRAINS)[number];
export const BASELINES = ["ALL", "TARGET", "EARLIER"] as const;
export type Baseline = (typeof BASELINES)[number];

export interface HandoffsResult {
  readonly totals: HandoffTotalsResult;
  readonly handoffs: readonly HandoffResult[];
  readonly remarks: Remarks;
}

export interface HandoffTotalsResult {
  readonly journeys: number;
  readonly customers: number;
  readonly multiChannelJourneys: number;
  readonly handoffs: number;
  readonly settled: number;
  readonly pending: number;
  readonly failed: number;
  readonly failRate: number | null;
}

export interface IntervalResult {
  readonly low: number;
  readonly high: number;
}

export interface HandoffResult {
  readonly from: Label;
  readonly to: Label;
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
  readonly baseline: number | null;
  readonly excessRate: IntervalResult | null;
  /** Null, like what else comes of comparing with others, where no tests are made (ENGINE=store). */
  readonly excessFailures: number | null;
  readonly pValue: number | null;
  readonly ranked: boolean;
  /** Null where no tests are made. */
  readonly significant: boolean | null;
  /** All six, in the order of HANDOFF_REASONS. */
  readonly reasons: readonly HandoffReasonResult[];
  readonly wait: WaitStats;
  /** Journeys with this handoff, latest first. */
  readonly examples: readonly JourneyKey[];
}

export interface HandoffReasonResult {
  readonly reason: HandoffReason;
  readonly count: number;
  /** Of settled; null over nothing. */
  readonly rate: number | null;
  /** Journeys with a settled handoff of this reason, latest first. */
  readonly examples: readonly JourneyKey[];
}

// ---- pathMatches ----------------------------------------------------------------------------------------------------

export interface PathMatchesResult {
  readonly totals: PathMatchesTotalsResult;
  /** The steps of the pattern, in order. */
  readonly steps: readonly PathMatchesStepResult[];
  /** Journeys that match, latest first. */
  readonly examples: readonly JourneyKey[];
  readonly remarks: Remarks;
}

export interface PathMatchesTotalsResult {
  readonly journeys: number;
  readonly customers: number;
  readonly matched: number;
  readonly matchedCustomers: number;
  /** Matched journeys that are open. */
  readonly open: number;
  /** Of the journeys in scope. */
  readonly share: number | null;
}

export interface PathMatchesStepResult {
  /** As written. */
  readonly step: string;
  /** Journeys in which the pattern matches up to here, this step included. */
  readonly journeys: number;
  /** Of the journeys in scope. */
  readonly share: number | null;
}
