// The shape of the answer of feedback. The GraphQL classes implement these interfaces.
import type { Label, Remarks } from "../../engine/terms.js";
import type { ScoreKind } from "../../model/feedback.js";

/** A 95 % confidence interval. */
export interface ScoreInterval {
  readonly low: number;
  readonly high: number;
}

export interface Score {
  /**
   * The numbers of answers with this score, of journeys with an interaction that such an answer belongs to, and of
   * customers.
   */
  readonly answers: number;
  readonly journeys: number;
  readonly customers: number;
  /** The value of the score; null if there are fewer than MIN_ANSWERS answers. */
  readonly value: number | null;
  /**
   * The interval of the value; null if there is no value. For all scores except CSAT, it is also null if a single
   * customer gave all the answers.
   */
  readonly interval: ScoreInterval | null;
}

/** The answers with at least one low score, among those with any score. */
export interface LowScores {
  readonly count: number;
  readonly of: number;
  /** `count` / `of`; null if `of` is less than MIN_ANSWERS. */
  readonly rate: number | null;
  readonly interval: ScoreInterval | null;
  /**
   * The numbers of journeys with an interaction that a low answer belongs to, and of customers who gave low answers.
   */
  readonly journeys: number;
  readonly customers: number;
}

/** One side of a compared score. */
export interface SideScoreResult {
  readonly answers: number;
  readonly customers: number;
  /** The value of the score; null if there are fewer than MIN_ANSWERS answers. */
  readonly value: number | null;
}

/** A score on two sides. */
export interface ComparedScoreResult {
  readonly a: SideScoreResult;
  readonly b: SideScoreResult;
  /** The value of B minus the value of A; null if a side has no value. */
  readonly difference: number | null;
  /**
   * The interval of the difference; null if there is no difference. For all scores except CSAT, it is also null if a
   * single customer gave all the answers of a side.
   */
  readonly interval: ScoreInterval | null;
  readonly significant: boolean;
}

export type ComparedScores = Readonly<Record<ScoreKind, ComparedScoreResult>>;

export interface LabelScores extends Readonly<Record<ScoreKind, Score>> {
  readonly low: LowScores;
  readonly answers: number;
  /** The number of answers that belong to no interaction. */
  readonly unjoined: number;
  /** The number of interactions that have at least one answer. The next field counts their journeys. */
  readonly answered: number;
  readonly journeys: number;
  readonly customers: number;
  readonly comments: number;
}

export interface FeedbackResult {
  readonly totals: FeedbackTotalsResult;
  /** The labels with answers, most answers first, and ties sorted by label. */
  readonly labels: readonly LabelFeedbackResult[];
  readonly remarks: Remarks;
}

export interface FeedbackTotalsResult extends Omit<LabelScores, "journeys" | "customers" | "answered"> {
  /** The numbers of journeys and of customers in scope. */
  readonly journeys: number;
  readonly customers: number;
  /** The number of journeys with an interaction that an answer belongs to. */
  readonly counted: number;
  /** The number of customers with an answer that counts. */
  readonly answeringCustomers: number;
  /** The number of labels with answers that are not shown, and the number of their answers. */
  readonly otherLabels: number;
  readonly otherAnswers: number;
}

export interface LabelFeedbackResult extends LabelScores {
  readonly label: Label;
  /** The number of interactions of the journeys in scope with this label; 0 if they are not selected. */
  readonly interactions: number;
  /** `answered` / `interactions`; null without interactions. */
  readonly responseRate: number | null;
}
