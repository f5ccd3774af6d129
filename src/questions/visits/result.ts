// The shape of the answer of visits. The GraphQL classes implement these interfaces.
import type { JourneyKey, Label, Remarks } from "../../engine/terms.js";

export interface VisitsResult {
  readonly totals: VisitTotalsResult;
  /** The labels, most interactions first, then in order of the labels. */
  readonly labels: readonly LabelVisitsResult[];
  readonly remarks: Remarks;
}

export interface VisitTotalsResult {
  /** The numbers of journeys and of customers in scope. */
  readonly journeys: number;
  readonly customers: number;
  /** The journeys of which interactions are left after `hide` removes some. */
  readonly counted: number;
  /** The interactions of the journeys in scope that are left after `hide`. */
  readonly interactions: number;
  /** The number of labels that are not shown, and the number of their interactions. */
  readonly otherLabels: number;
  readonly otherInteractions: number;
}

export interface LabelVisitsResult {
  readonly label: Label;
  readonly interactions: number;
  readonly journeys: number;
  readonly customers: number;
  /** The share of the journeys in scope. */
  readonly share: number;
  readonly examples: readonly JourneyKey[];
}
