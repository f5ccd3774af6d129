// The journeys with an answer on a row of feedback, and those of the totals.
import { findInScope } from "../../engine/inScope.js";
import { SCORE_KINDS } from "../../model/feedback.js";
import { naming } from "../drilldown.js";
import type { Drilldown } from "../question.js";
import { either, oneOf, record, text } from "../shape.js";
import { eachAnswer, type FeedbackParams, feedbackPlan } from "./plan.js";
import type { FeedbackResult } from "./result.js";

/** Journeys of a row: with any answer, or with an answer that has a score of one kind. */
export const FEEDBACK_PARTS = ["JOURNEYS", "CSAT", "NPS", "CES", "EMOTION"] as const;
export type FeedbackPart = (typeof FEEDBACK_PARTS)[number];
/** Of the totals: the journeys in scope, those counted, or those with a score of one kind. */
export const FEEDBACK_TOTALS_PARTS = ["JOURNEYS", "COUNTED", "CSAT", "NPS", "CES", "EMOTION"] as const;
export type FeedbackTotalsPart = (typeof FEEDBACK_TOTALS_PARTS)[number];

export type FeedbackRow = { readonly label: string; readonly of: FeedbackPart } | { readonly of: FeedbackTotalsPart };

export const drilldown: Drilldown<FeedbackParams, FeedbackResult, FeedbackRow> = {
  choosesRows: ["first"],
  isRow: either(record({ label: text, of: oneOf(...FEEDBACK_PARTS) }), record({ of: oneOf(...FEEDBACK_TOTALS_PARTS) })),
  rows(args, result) {
    const named = naming<FeedbackRow>("feedback", args);
    return {
      ...result,
      totals: { ...result.totals, ...named({ of: "COUNTED" }) },
      labels: result.labels.map((row) => ({ ...row, ...named({ label: row.label.key, of: "JOURNEYS" }) })),
    };
  },
  find(projection, params, row, add) {
    const plan = feedbackPlan(projection, params);
    const only = "label" in row ? plan.labels.keys.indexOf(row.label) : null;
    if (only === null && row.of === "JOURNEYS") return findInScope(projection, plan.test, add);
    const kind = SCORE_KINDS.find((one) => one.toUpperCase() === row.of) ?? null;
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
