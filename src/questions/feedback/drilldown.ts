// The journeys with an answer on a row of feedback, those with a score, and those of the totals.
import { findInScope } from "../../engine/inScope.js";
import { SCORE_KINDS, type ScoreKind } from "../../model/feedback.js";
import { naming } from "../drilldown.js";
import type { Drilldown, Named } from "../question.js";
import { either, oneOf, record, text } from "../shape.js";
import { eachAnswer, type FeedbackParams, feedbackPlan } from "./plan.js";
import type { FeedbackResult, Score } from "./result.js";

/** The journeys in scope, or those with an interaction that an answer belongs to. */
export const FEEDBACK_TOTALS_PARTS = ["JOURNEYS", "COUNTED"] as const;
export type FeedbackTotalsPart = (typeof FEEDBACK_TOTALS_PARTS)[number];

/** The key of a label, a part of the totals, or a score of either. */
export type FeedbackRow =
  | { readonly label: string }
  | { readonly of: FeedbackTotalsPart }
  | { readonly label: string; readonly score: ScoreKind }
  | { readonly score: ScoreKind };

const isScore = oneOf(...SCORE_KINDS);

export const drilldown: Drilldown<FeedbackParams, FeedbackResult, FeedbackRow> = {
  choosesRows: ["first"],
  isRow: either(
    record({ label: text }),
    record({ of: oneOf(...FEEDBACK_TOTALS_PARTS) }),
    record({ label: text, score: isScore }),
    record({ score: isScore }),
  ),
  rows(args, result) {
    const named = naming<FeedbackRow>("feedback", args);
    const scores = (of: Readonly<Record<ScoreKind, Score>>, label: { readonly label?: string }) =>
      Object.fromEntries(
        SCORE_KINDS.map((score) => [score, { ...of[score], ...named({ ...label, score }) }]),
      ) as Record<ScoreKind, Score & Named>;
    return {
      ...result,
      totals: { ...result.totals, ...scores(result.totals, {}), ...named({ of: "COUNTED" }) },
      labels: result.labels.map((row) => {
        const label = { label: row.label.key };
        return { ...row, ...scores(row, label), ...named(label) };
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
          if (kind !== null && answers[kind][a] === 0) return;
          last = journey;
          add(journey);
        });
      },
    };
  },
};
