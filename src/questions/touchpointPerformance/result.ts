// The shape of the answer of touchpointPerformance. The GraphQL classes implement these interfaces.
import type { Label, Remarks, WaitStats } from "../../engine/terms.js";
import type { ComparedRateResult } from "../compare/result.js";
import type { ComparedScores, LabelScores } from "../feedback/result.js";
import type { IntervalResult } from "../handoffs/result.js";

export interface PerformancesResult {
  readonly totals: PerformanceTotalsResult;
  readonly touchpoints: readonly PerformanceResult[];
  readonly remarks: Remarks;
}

export interface PerformanceTotalsResult {
  /** The numbers of journeys and of customers in scope. */
  readonly journeys: number;
  readonly customers: number;
  readonly visits: number;
  /** The number of interactions that reach the goal. */
  readonly conversions: number;
  /** The number of touchpoints with visits that are not shown. */
  readonly otherTouchpoints: number;
}

/** A rate whose interval treats customers as clusters. */
export interface MeasuredRateResult {
  readonly count: number;
  readonly of: number;
  /** Null if `of` is 0. */
  readonly rate: number | null;
  readonly interval: IntervalResult | null;
  /** The numbers of distinct customers in `count` and in `of`. */
  readonly customers: number;
  readonly ofCustomers: number;
}

export interface PerformanceResult {
  readonly label: Label;
  readonly visits: number;
  readonly journeys: number;
  readonly customers: number;
  readonly entries: number;
  readonly entryShare: number;
  readonly exits: number;
  readonly exitShare: number;
  /** Visits per customer. */
  readonly engagement: number;
  readonly reach: MeasuredRateResult;
  readonly dropOff: MeasuredRateResult;
  readonly wait: WaitStats;
  readonly conversion: MeasuredRateResult;
  readonly assistedConversions: number;
  readonly lastTouchConversions: number;
  readonly failure: MeasuredRateResult;
  readonly requests: number;
  readonly responseTime: WaitStats;
  readonly cases: number;
  readonly resolutionTime: WaitStats;
  readonly repeatContact: MeasuredRateResult;
  readonly repeatPurchase: MeasuredRateResult;
  readonly retention: MeasuredRateResult;
  /** The sum of the known costs; null if none is known. `value` is the same for values. */
  readonly cost: number | null;
  readonly value: number | null;
  /** The scores of the customers' answers, as in feedback. They are empty if they are not selected. */
  readonly scores: ScoresResult;
  /** The differences of the two sides; null if no sides are compared. */
  readonly change: PerformanceChangeResult | null;
}

export type ScoresResult = Pick<LabelScores, "answers" | "comments" | "csat" | "nps" | "ces" | "emotion" | "low">;

/** If the scores are not selected, they are as if neither side had any answers. */
export interface PerformanceChangeResult extends ComparedScores {
  readonly reach: ComparedRateResult;
  readonly dropOff: ComparedRateResult;
  readonly conversion: ComparedRateResult;
  readonly failure: ComparedRateResult;
  readonly repeatContact: ComparedRateResult;
  readonly responseTime: ComparedMeanResult;
  readonly resolutionTime: ComparedMeanResult;
}

export interface ComparedMeanResult {
  /** The mean times of the two sides in milliseconds; null if there are none. */
  readonly before: number | null;
  readonly after: number | null;
  readonly beforeCount: number;
  readonly afterCount: number;
  /** The difference of the two means, in seconds. The interval is in seconds too. */
  readonly difference: number | null;
  readonly interval: IntervalResult | null;
}
