// The arguments of feedback, checked and compiled for one projection, and the rule by which an answer counts.
import { type LabelParams, labelPlan } from "../../engine/labelPlan.js";
import type { JourneyRange } from "../../engine/scan.js";
import type { Wanted } from "../../engine/selection.js";
import { NO } from "../../engine/selector.js";
import { type BlockAnswers, firstAnswer, type LooseAnswers, NOWHERE, UNJOINED } from "../../projection/answers.js";
import type { Projection } from "../../projection/projection.js";

export interface FeedbackParams extends LabelParams {
  readonly wanted?: FeedbackWanted;
}

export interface FeedbackWanted extends Wanted {
  /** Whether to count the interactions of each label, for the share that was answered. The default is true. */
  readonly interactions?: boolean;
}

export function feedbackPlan(projection: Projection, params: FeedbackParams) {
  const plan = labelPlan(projection, params, "feedback");
  /** The journeys whose answers count; null for all. A comparison replaces it by the journeys of its sides. */
  const { test } = plan.filter;
  return { ...plan, test };
}

export type FeedbackPlan = Readonly<ReturnType<typeof feedbackPlan>>;

/** Receives an answer that counts. `interaction` is −1 if the answer belongs to none. */
export type VisitAnswer = (
  journey: number,
  label: number,
  answers: BlockAnswers,
  a: number,
  interaction: number,
) => void;

/**
 * Visits, journey after journey, the answers of the journeys of a range that are in scope. Answers to a hidden
 * interaction are left out. If there is no filter, answers of the same customers that belong to no interaction are
 * visited too.
 */
export function eachAnswer(plan: FeedbackPlan, { block: s, from, to }: JourneyRange, visit: VisitAnswer): void {
  const { block, live } = plan.projection.blocks[s]!;
  const { answers } = block;
  if (answers == null) return;
  const { test } = plan;
  const labelAt = labelOfCode(plan);
  let journey = -1;
  let isInScope = false;
  for (let a = firstAnswer(answers, from); a < answers.count && answers.journey[a]! < to; a++) {
    if (answers.journey[a] !== journey) {
      journey = answers.journey[a]!;
      isInScope = (live === null || live[journey] === 1) && (test === null || test(s, journey));
    }
    if (!isInScope) continue;
    const interaction = answers.interaction[a]!;
    if (interaction !== UNJOINED) {
      if (plan.hide?.matches(block, interaction) === true) continue;
      visit(journey, plan.labels.ofTouchpoint[block.touchpoint[interaction]!]!, answers, a, interaction);
    } else if (test === null) {
      const label = labelAt(answers.touchpoint[a]!);
      if (label !== null) visit(journey, label, answers, a, -1);
    }
  }
}

/** Visits the loose answers that count. There are none if there is a filter. */
export function eachLooseAnswer(
  plan: FeedbackPlan,
  visit: (label: number, answers: LooseAnswers, a: number) => void,
): void {
  if (plan.test !== null) return;
  const { looseAnswers } = plan.projection;
  const labelAt = labelOfCode(plan);
  for (let a = 0; a < looseAnswers.count; a++) {
    const label = labelAt(looseAnswers.touchpoint[a]!);
    if (label !== null) visit(label, looseAnswers, a);
  }
}

/** The label of an answer that belongs to no interaction; null if it has no touchpoint, or a hidden one. */
function labelOfCode({ hide, labels }: FeedbackPlan): (code: number) => number | null {
  return (code) => {
    if (code === NOWHERE || (hide !== null && hide.byTouchpoint[code] !== NO)) return null;
    return labels.ofTouchpoint[code]!;
  };
}
