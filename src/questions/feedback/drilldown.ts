// Finds the journeys with an answer on a row of feedback, the journeys with a score or a low score, and the journeys of
// the totals.

import { isLow } from "../../engine/feedback.js";
import { findInScope } from "../../engine/inScope.js";
import { recordOf } from "../../engine/parts.js";
import { SCORE_KINDS, type ScoreKind } from "../../model/feedback.js";
import { naming } from "../drilldown.js";
import type { Drilldown, Named } from "../question.js";
import { either, oneOf, record, text } from "../shape.js";
import { eachAnswer, type FeedbackParams, feedbackPlan } from "./plan.js";
import type { FeedbackResult, LabelScores } from "./result.js";

/** The journeys in scope, or the journeys with an interaction that an answer belongs to. */
export const FEEDBACK_TOTALS_PARTS = ["JOURNEYS", "COUNTED"] as const;
export type FeedbackTotalsPart = (typeof FEEDBACK_TOTALS_PARTS)[number];

/** A score, or the answers with a low score of any kind. */
const COUNTED_SCORES = [...SCORE_KINDS, "low"] as const;
export type CountedScore = ScoreKind | "low";

/**
 * The journeys of a label (given by its key), the journeys of a part of the totals, or the journeys with a given score
 * at a label or anywhere.
 */
export type FeedbackRow =
  | { readonly label: string }
  | { readonly of: FeedbackTotalsPart }
  | { readonly label: string; readonly score: CountedScore }
  | { readonly score: CountedScore };

const isScore = oneOf(...COUNTED_SCORES);

/** The scores with their references. `named` gives the reference of each. */
export function namedScores<S extends Pick<LabelScores, CountedScore>>(
  scores: S,
  named: (score: CountedScore) => Named,
): S {
  return {
    ...scores,
    ...recordOf(COUNTED_SCORES, (score) => ({ ...scores[score], ...named(score) })),
  };
}

export const drilldown: Drilldown<FeedbackParams, FeedbackResult, FeedbackRow> = {
  choosesRows: ["first"],
  hasSides: true,
  isRow: either(
    record({ label: text }),
    record({ of: oneOf(...FEEDBACK_TOTALS_PARTS) }),
    record({ label: text, score: isScore }),
    record({ score: isScore }),
  ),
  rows(args, result) {
    const named = naming<FeedbackRow>("feedback", args);
    return {
      ...result,
      totals: { ...namedScores(result.totals, (score) => named({ score })), ...named({ of: "COUNTED" }) },
      labels: result.labels.map((row) => {
        const label = row.label.key;
        return { ...namedScores(row, (score) => named({ label, score })), ...named({ label }) };
      }),
    };
  },
  find(projection, params, row, add) {
    const plan = feedbackPlan(projection, params);
    if ("of" in row && row.of === "JOURNEYS") return findInScope(projection, plan.test, add);
    const only = "label" in row ? plan.labels.keys.indexOf(row.label) : null;
    const kind = "score" in row ? row.score : null;
    return {
      visit(range) {
        let last = -1;
        eachAnswer(plan, range, (journey, label, answers, a, interaction) => {
          if (journey === last || interaction < 0 || (only !== null && label !== only)) return;
          if (kind === "low" ? !isLow(answers, a) : kind !== null && answers[kind][a] === 0) return;
          last = journey;
          add(journey);
        });
      },
    };
  },
};
