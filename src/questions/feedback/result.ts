// The shape of the answer of feedback. The GraphQL classes implement these interfaces.
import type { LabelScores } from "../../engine/feedback.js";
import type { Label, Remarks } from "../../engine/terms.js";

export interface FeedbackResult {
  readonly totals: FeedbackTotalsResult;
  /** The labels with answers, most answers first, then in order of the labels. */
  readonly labels: readonly LabelFeedbackResult[];
  readonly remarks: Remarks;
}

export interface FeedbackTotalsResult extends Omit<LabelScores, "journeys" | "customers" | "answered"> {
  /** Journeys and customers in scope. */
  readonly journeys: number;
  readonly customers: number;
  /** Journeys with an interaction that an answer belongs to. */
  readonly counted: number;
  /** Customers with an answer that counts. */
  readonly answeringCustomers: number;
  /** Labels with answers that are not shown, and the answers with them. */
  readonly otherLabels: number;
  readonly otherAnswers: number;
}

export interface LabelFeedbackResult extends LabelScores {
  readonly label: Label;
  /** Interactions of the journeys in scope with this label; 0 if they are not selected. */
  readonly interactions: number;
  /** `answered` / `interactions`; null without interactions. */
  readonly responseRate: number | null;
}
