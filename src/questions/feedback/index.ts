// How did customers rate each touchpoint, kind, channel or stage in their answers? An answer counts for the label of
// the interaction that it belongs to, if the journey passes the filter and the interaction is not hidden. An answer
// that belongs to no interaction has no journey, so it counts only if there is no filter. It then counts for the label
// of its touchpoint. Scores are defined in scores.ts. The totals combine the answers of all labels, shown or not. Rows
// are ordered by answers, then by label. The cost is one pass over the answers. The share of interactions with an
// answer takes one more pass over the interactions, and is computed only if it is selected.
import { type ScoreSums, ScoreTally } from "../../engine/feedback.js";
import { labelOf } from "../../engine/label.js";
import { labelSettings } from "../../engine/labelPlan.js";
import { sumOf, sumOfColumns } from "../../engine/parts.js";
import { type Scanner } from "../../engine/scan.js";
import { inScopeOfAll } from "../../engine/scope.js";
import { COUNTS_ALONE } from "../../engine/selection.js";
import { DEFAULT_PATH_OPTIONS } from "../../engine/terms.js";
import { mostFrequent, ratio } from "../../engine/totals.js";
import { NOWHERE } from "../../projection/answers.js";
import type { Projection } from "../../projection/projection.js";
import { answering, type Question } from "../question.js";
import { countFeedback } from "./count.js";
import { drilldown, type FeedbackRow } from "./drilldown.js";
import { eachLooseAnswer, type FeedbackParams, type FeedbackPlan, feedbackPlan } from "./plan.js";
import type { FeedbackResult, LabelFeedbackResult, LabelScores } from "./result.js";
import { scoresOf } from "./scores.js";

export type { FeedbackParams, FeedbackWanted } from "./plan.js";
export type { FeedbackResult, FeedbackTotalsResult, LabelFeedbackResult } from "./result.js";

export const feedback = answering<FeedbackParams, FeedbackResult>(async (projection, params, scanner) => {
  const plan = feedbackPlan(projection, params);
  const { labels, filter, warnings, test } = plan;
  const { parts, loose, scores } = await counted(plan, params, scanner);
  const all = scoresOf(sumOfColumns([...parts.map((part) => part.all), loose.all]), 0);

  const { shown, others } = mostFrequent(
    scores.map(({ answers }) => answers),
    params.first,
  );
  const { journeys: answeredJourneys, customers: answeringCustomers, answered: _, ...totals } = all;
  const unjoined = sumOf(parts, (part) => part.unjoined) + projection.looseAnswers.count;
  const nowhere = sumOf(parts, (part) => part.nowhere) + loose.nowhere;
  return {
    totals: {
      ...totals,
      ...inScopeOfAll(projection, filter, parts),
      counted: answeredJourneys,
      answeringCustomers,
      otherLabels: others,
      otherAnswers: shown.reduce((n, label) => n - scores[label]!.answers, all.answers),
    },
    labels: shown.map((label): LabelFeedbackResult => {
      const interactions = sumOf(parts, (part) => part.interactions[label]!);
      return {
        ...scores[label]!,
        label: labelOf(labels, label),
        interactions,
        responseRate: ratio(scores[label]!.answered, interactions),
      };
    }),
    remarks: {
      settings: labelSettings(projection, params),
      warnings: [...warnings, ...leftOut(test !== null, unjoined, nowhere)],
    },
  };
});

async function counted(plan: FeedbackPlan, params: FeedbackParams, scanner: Scanner) {
  const parts = await scanner.scan(countFeedback, params);
  const loose = looseScores(plan);
  const sums = sumOfColumns([...parts.map((part) => part.sums), loose.byLabel]);
  return { parts, loose, scores: plan.labels.keys.map((_, label) => scoresOf(sums, label)) };
}

/** The scores of each label that occurs in the projection, for questions that show them beside their own numbers. */
export async function scoresByLabel(
  projection: Projection,
  params: FeedbackParams,
  scanner: Scanner,
): Promise<ReadonlyMap<string, LabelScores>> {
  const plan = feedbackPlan(projection, params);
  const { scores } = await counted(plan, params, scanner);
  return new Map(plan.labels.keys.map((key, label) => [key, scores[label]!]));
}

/** Answers of customers without journeys. They are in no range, so no thread counts them. */
function looseScores(plan: FeedbackPlan): { byLabel: ScoreSums; all: ScoreSums; nowhere: number } {
  const [byLabel, all] = [new ScoreTally(plan.labels.count), new ScoreTally(1)];
  const { looseAnswers } = plan.projection;
  eachLooseAnswer(plan, (label, answers, a) => {
    for (const tally of [byLabel, all]) tally.begin(answers.customer[a]!);
    byLabel.add(label, answers, a, -1);
    all.add(0, answers, a, -1);
  });
  const nowhere = looseAnswers.touchpoint.reduce((n, code) => n + (code === NOWHERE ? 1 : 0), 0);
  return { byLabel: byLabel.finish(), all: all.finish(), nowhere };
}

function leftOut(isFiltered: boolean, unjoined: number, nowhere: number): string[] {
  if (isFiltered && unjoined > 0)
    return [
      unjoined === 1
        ? "1 answer is left out: it belongs to no interaction and thus to no journey, so the filter cannot be applied to it."
        : `${unjoined} answers are left out: they belong to no interaction and thus to no journey, so the filter cannot be applied to them.`,
    ];
  if (nowhere === 0) return [];
  return [
    nowhere === 1
      ? "1 answer is left out: it names an interaction that is not recorded, and no touchpoint."
      : `${nowhere} answers are left out: they name interactions that are not recorded, and no touchpoint.`,
  ];
}

export const question: Question<FeedbackParams, FeedbackResult, FeedbackRow> = {
  tasks: [countFeedback],
  run: feedback,
  drilldown,
  warmUp: ({ first }) => [{ options: DEFAULT_PATH_OPTIONS, first, wanted: { ...COUNTS_ALONE, interactions: false } }],
};
