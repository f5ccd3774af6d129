// The shapes of comparisons. The GraphQL classes implement these interfaces.
import type { Label, Remarks, Totals } from "../../engine/terms.js";
import type { IntervalResult } from "../results.js";

/** Journeys of a side's rate: of its `count`, and of its `of`. */
export const SIDE_RATE_PARTS = ["COUNT", "OF"] as const;
export type SideRatePart = (typeof SIDE_RATE_PARTS)[number];

/** One side's rate. */
export interface SideRateResult {
  /** What the row counts, as the plain question does under the side's filter. */
  readonly count: number;
  /** What it is a share of. */
  readonly of: number;
  /** count / of; null over nothing. */
  readonly rate: number | null;
  /** Customers of `count`, and of `of`. */
  readonly customers: number;
  readonly ofCustomers: number;
}

export interface ComparedRateResult {
  readonly a: SideRateResult;
  readonly b: SideRateResult;
  /** B's rate − A's; null where one is null, like what follows. */
  readonly difference: number | null;
  readonly interval: IntervalResult | null;
  /** count of B − A's rate × of of B. */
  readonly excess: number | null;
  /** Null where it was not tested. */
  readonly pValue: number | null;
  readonly significant: boolean;
}

/** How many journeys a side is. */
export type ComparedSideResult = Omit<Totals, "shown" | "shownShare" | "otherRoutes" | "otherCount"> & {
  readonly name: string;
};

export interface ComparedTotalsResult {
  readonly a: ComparedSideResult;
  readonly b: ComparedSideResult;
  /** Journeys that are in both, and customers with a journey in each. */
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
  /** Labels' names joined by " → ". */
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
  /** From 1. */
  readonly step: number;
  readonly name: string;
  readonly isOptional: boolean;
  readonly shareOfFirst: ComparedRateResult;
  readonly shareOfPrevious: ComparedRateResult;
  readonly shareOfAll: ComparedRateResult;
  readonly completionRate: ComparedRateResult;
}
