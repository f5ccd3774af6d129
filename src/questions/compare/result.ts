// The shapes of comparisons. The GraphQL classes implement these interfaces.
import type { Label, Remarks, Totals } from "../../engine/terms.js";
import type { IntervalResult } from "../handoffs/result.js";

/** The parts of a side's rate: the journeys that its `count` counts, and the journeys that its `of` counts. */
export const SIDE_RATE_PARTS = ["COUNT", "OF"] as const;
export type SideRatePart = (typeof SIDE_RATE_PARTS)[number];

/** One side's rate. */
export interface SideRateResult {
  /** The count of the row, which equals the count in the compared question with the filter of the side. */
  readonly count: number;
  /** The base of the rate. */
  readonly of: number;
  /** `count` divided by `of`; null if `of` is 0. */
  readonly rate: number | null;
  /** The numbers of distinct customers in `count` and in `of`. */
  readonly customers: number;
  readonly ofCustomers: number;
}

export interface ComparedRateResult {
  readonly a: SideRateResult;
  readonly b: SideRateResult;
  /** The rate of B minus the rate of A. This field and those below it are null if one of the rates is null. */
  readonly difference: number | null;
  readonly interval: IntervalResult | null;
  /** `b.count` − `a.rate` × `b.of`. */
  readonly excess: number | null;
  /** Null if the row was not tested. */
  readonly pValue: number | null;
  readonly significant: boolean;
}

/** The journeys of a side. */
export type ComparedSideResult = Omit<Totals, "shown" | "shownShare" | "otherRoutes" | "otherCount"> & {
  readonly name: string;
};

export interface ComparedTotalsResult {
  readonly a: ComparedSideResult;
  readonly b: ComparedSideResult;
  /** The numbers of journeys that are on both sides, and of customers with a journey on each side. */
  readonly inBoth: { readonly journeys: number; readonly customers: number };
}

interface Comparison {
  readonly totals: ComparedTotalsResult;
  readonly remarks: Remarks;
}

export interface CompareRoutesResult extends Comparison {
  readonly completionRate: ComparedRateResult;
  readonly routes: readonly ComparedRouteResult[];
  readonly otherRoutes: number;
}

export interface ComparedRouteResult {
  /** The names of the labels, joined by " → ". */
  readonly label: string;
  readonly steps: readonly Label[];
  readonly share: ComparedRateResult;
}

export interface CompareTransitionsResult extends Comparison {
  readonly edges: readonly ComparedTransitionResult[];
  readonly otherEdges: number;
}

export interface ComparedTransitionResult {
  readonly from: Label;
  readonly to: Label;
  readonly isHandoff: boolean | null;
  readonly probability: ComparedRateResult;
}

export interface CompareFunnelResult extends Comparison {
  readonly steps: readonly ComparedFunnelStepResult[];
}

export interface ComparedFunnelStepResult {
  /** The number of the step, from 1. */
  readonly step: number;
  readonly name: string;
  readonly isOptional: boolean;
  readonly shareOfFirst: ComparedRateResult;
  readonly shareOfPrevious: ComparedRateResult;
  readonly shareOfAll: ComparedRateResult;
  readonly completionRate: ComparedRateResult;
}
