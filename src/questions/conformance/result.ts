// The shape of the answer of conformance. The GraphQL classes implement these interfaces.
import type { Label, Remarks } from "../../engine/terms.js";

export const MOVES = ["MATCHED", "AD_HOC", "MISSING", "OUT_OF_ORDER"] as const;
export type Move = (typeof MOVES)[number];

export interface ConformanceResult {
  readonly blueprint: { readonly key: string; readonly version: number };
  readonly totals: ConformanceTotalsResult;
  /** The steps in the order of the design. */
  readonly steps: readonly StepConformanceResult[];
  /** The touchpoints with the most journeys first, and ties sorted by label. */
  readonly adHoc: readonly AdHocResult[];
  /** The variants with the most journeys first, and ties sorted by label. */
  readonly variants: readonly VariantResult[];
  readonly remarks: Remarks;
}

export interface ConformanceTotalsResult {
  /** The numbers of journeys and of customers in scope. */
  readonly journeys: number;
  readonly customers: number;
  /** The number of journeys without a deviation. */
  readonly conforming: number;
  /** The number of journeys with at least one deviation. */
  readonly deviating: number;
  readonly open: number;
  /** The mean fitness of the journeys; null if there are none. */
  readonly fitness: number | null;
  /**
   * The total cost of the deviations. A missing step and an ad hoc interaction cost 1 each, and a step that is out of
   * order costs 2.
   */
  readonly cost: number;
  readonly otherAdHoc: number;
  /**
   * The number of distinct variants; null if the query does not select variants. This is also true of
   * `otherVariantJourneys`, the number of journeys on variants that are not shown.
   */
  readonly variants: number | null;
  readonly otherVariantJourneys: number | null;
}

export interface StepConformanceResult {
  readonly key: string;
  readonly name: string;
  /** The number of journeys in which at least one interaction matches the step. */
  readonly reached: number;
  /** The number of interactions that match the step. */
  readonly interactions: number;
  /** The number of journeys in which the step is missing. */
  readonly missing: number;
  readonly outOfOrder: number;
  readonly failed: number;
  readonly late: number;
  /**
   * The mean time from the previous match to a match of this step, in milliseconds; null if no match of this step has a
   * previous one.
   */
  readonly meanWait: number | null;
}

export interface AdHocResult {
  readonly label: Label;
  readonly interactions: number;
  readonly journeys: number;
}

export interface VariantMove {
  readonly move: Move;
  /** The key of the step; null for an ad hoc interaction. */
  readonly step: string | null;
  /** The key of the touchpoint; null for a missing step. */
  readonly touchpoint: string | null;
}

export interface VariantResult {
  readonly journeys: number;
  /** The share of the journeys in scope. */
  readonly share: number;
  /**
   * Whether the journeys of the variant are open. In an open journey, steps that it may still reach are not missing.
   */
  readonly open: boolean;
  readonly cost: number;
  readonly fitness: number;
  readonly moves: readonly VariantMove[];
  /** The keys of the touchpoints, in order. */
  readonly touchpoints: readonly string[];
}
