// The shape of the answer of conformance. The GraphQL classes implement these interfaces.
import type { Label, Remarks } from "../../engine/terms.js";

export const MOVES = ["MATCHED", "AD_HOC", "MISSING", "OUT_OF_ORDER"] as const;
export type Move = (typeof MOVES)[number];

export interface ConformanceResult {
  readonly blueprint: { readonly key: string; readonly version: number };
  readonly totals: ConformanceTotalsResult;
  /** In the order of the design. */
  readonly steps: readonly StepConformanceResult[];
  /** By journeys, then by touchpoint. */
  readonly adHoc: readonly AdHocResult[];
  /** By journeys, then by label. */
  readonly variants: readonly VariantResult[];
  readonly remarks: Remarks;
}

export interface ConformanceTotalsResult {
  /** Journeys and customers in scope. */
  readonly journeys: number;
  readonly customers: number;
  /** Journeys without a deviation. */
  readonly conforming: number;
  /** Journeys with at least one deviation. */
  readonly deviating: number;
  readonly open: number;
  /** Mean of the fitness of the journeys; null if there are none. */
  readonly fitness: number | null;
  /** Deviations that cost: missing, ad hoc, out of order. A step that is out of order costs 2. */
  readonly cost: number;
  readonly otherAdHoc: number;
  /** Distinct variants, and journeys on those that are not shown. Null if variants are not selected. */
  readonly variants: number | null;
  readonly otherVariantJourneys: number | null;
}

export interface StepConformanceResult {
  readonly key: string;
  readonly name: string;
  /** Journeys in which at least one interaction matches the step. */
  readonly reached: number;
  /** Interactions that match it. */
  readonly interactions: number;
  /** Journeys. */
  readonly missing: number;
  readonly outOfOrder: number;
  readonly failed: number;
  readonly late: number;
  /** Milliseconds: mean time since the match before; null if there is none. */
  readonly meanWait: number | null;
}

export interface AdHocResult {
  readonly label: Label;
  readonly interactions: number;
  readonly journeys: number;
}

export interface VariantMove {
  readonly move: Move;
  /** Key of the step; null if ad hoc. */
  readonly step: string | null;
  /** Key of the touchpoint; null if missing. */
  readonly touchpoint: string | null;
}

export interface VariantResult {
  readonly journeys: number;
  /** Of the journeys in scope. */
  readonly share: number;
  /** Whether its journeys are open. Nothing that may still come is missing then. */
  readonly open: boolean;
  readonly cost: number;
  readonly fitness: number;
  readonly moves: readonly VariantMove[];
  /** Keys of touchpoints, in order. */
  readonly touchpoints: readonly string[];
}
