// The shape of the answer of attribution. The GraphQL classes implement these interfaces.
import type { JourneyKey, Remarks } from "../../engine/terms.js";
import type { AttributionModel } from "./plan.js";

export interface AttributionResult {
  readonly totals: AttributionTotals;
  readonly rows: readonly AttributionRowResult[];
  /** The number of labels with credit that are not shown. */
  readonly otherRows: number;
  /** The credit of these labels, for each model. */
  readonly otherCredits: readonly ModelCredit[];
  readonly remarks: Remarks;
}

export interface AttributionTotals {
  /** The numbers of journeys and of customers in scope. */
  readonly journeys: number;
  readonly customers: number;
  readonly conversions: number;
  readonly convertedJourneys: number;
  /** The number of conversions without a touch. */
  readonly directConversions: number;
  /** The number of closed journeys without a conversion: the null paths of MARKOV. */
  readonly nullJourneys: number;
  /** The number of open journeys without a conversion. They may still convert, so no model uses them. */
  readonly pendingJourneys: number;
}

export interface ModelCredit {
  readonly model: AttributionModel;
  /** The number of conversions credited to the row, which may be a fraction. */
  readonly credit: number;
  /** The share of all conversions; null if there are none. */
  readonly share: number | null;
}

export interface AttributionRowResult {
  readonly key: string;
  readonly label: string;
  /** Whether this is the row of conversions without a touch. */
  readonly isDirect: boolean;
  /**
   * Conversions with at least one touch of this label. The number is 0 for a label to which only MARKOV gives credit.
   */
  readonly conversions: number;
  readonly journeys: number;
  readonly customers: number;
  readonly credits: readonly ModelCredit[];
  readonly examples: readonly JourneyKey[];
}
