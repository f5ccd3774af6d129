// Compares the scores of customers' answers on two sides. The sides are either the times before and after a change, or
// two filters. For a change, the time of the interaction to which an answer belongs decides its side, because the
// answer rates what the customer met there. If it belongs to no interaction, its own time decides. For two filters,
// which a journey map compares, each side has the answers that feedback counts with its filter. An answer that belongs
// to no interaction therefore counts only on a side without a filter. The cost is one pass over the answers.

import { compileFilter } from "../../engine/filter.js";
import type { JourneyPredicate, Scanner, ScanTask } from "../../engine/scan.js";
import { COUNTS_ALONE } from "../../engine/selection.js";
import { DEFAULT_PATH_OPTIONS } from "../../engine/terms.js";
import type { Projection } from "../../projection/projection.js";
import type { ComparedSums } from "../compare/tally.js";
import { comparedScores } from "../feedback/compared.js";
import { ComparedScoreTally } from "../feedback/comparedTally.js";
import { eachAnswer, eachLooseAnswer, type FeedbackParams, type FeedbackPlan, feedbackPlan } from "../feedback/plan.js";
import type { ComparedScores } from "../feedback/result.js";
import { sideBits } from "./count.js";
import { type PerformanceParams, performancePlan } from "./plan.js";
import type { SideBits } from "./sides.js";

/** The parameters with which the question `feedback` counts the same labels and answers as the rows. */
export function feedbackOf({ grain, filter }: PerformanceParams): FeedbackParams {
  const options = { ...DEFAULT_PATH_OPTIONS, grain };
  return { options, filter: filter ?? null, first: 1, wanted: { ...COUNTS_ALONE, interactions: false } };
}

interface SidedAnswers {
  readonly plan: FeedbackPlan;
  /** The sides of an answer that belongs to an interaction of this journey. `at` is the time of the interaction. */
  readonly sidesOf: (block: number, journey: number, at: number) => SideBits;
  /** The sides of an answer that belongs to no interaction. */
  readonly sidesAlone: (at: number) => SideBits;
}

export function sidedAnswers(projection: Projection, params: PerformanceParams): SidedAnswers {
  const plan = feedbackPlan(projection, feedbackOf(params));
  const { changedAt, sides } = params;
  if (changedAt !== null || sides == null) {
    const periods = performancePlan(projection, params);
    const sidesAt = (at: number): SideBits => sideBits(periods, at);
    return { plan, sidesOf: (_, __, at) => sidesAt(at), sidesAlone: sidesAt };
  }
  const [a, b] = sides.map((filter) => compileFilter(projection, filter, "filter").test) as [
    JourneyPredicate | null,
    JourneyPredicate | null,
  ];
  const bits = (isOnA: boolean, isOnB: boolean): SideBits => ((isOnA ? 1 : 0) | (isOnB ? 2 : 0)) as SideBits;
  const sidesAlone = bits(a === null, b === null);
  let last = { block: -1, journey: -1, sides: 0 as SideBits };
  const sidesOf = (block: number, journey: number): SideBits => {
    if (last.block !== block || last.journey !== journey) {
      const isOn = (test: JourneyPredicate | null): boolean => test === null || test(block, journey);
      last = { block, journey, sides: bits(isOn(a), isOn(b)) };
    }
    return last.sides;
  };
  const either: JourneyPredicate = (block, journey) => sidesOf(block, journey) !== 0;
  return {
    plan: { ...plan, test: a === null || b === null ? null : either },
    sidesOf,
    sidesAlone: () => sidesAlone,
  };
}

export const countScoreSides: ScanTask<PerformanceParams, ComparedSums> = {
  name: "touchpointPerformance.scores",
  begin(projection, params) {
    const { plan, sidesOf, sidesAlone } = sidedAnswers(projection, params);
    const tally = new ComparedScoreTally(plan.labels.count);
    return {
      visit(range) {
        const { block } = projection.blocks[range.block]!;
        eachAnswer(plan, range, (journey, label, answers, a, interaction) => {
          const sides =
            interaction < 0
              ? sidesAlone(answers.at[a]!)
              : sidesOf(range.block, journey, block.start[journey]! + block.elapsed[interaction]!);
          if (sides !== 0) tally.add(block.customer[journey]!, label, answers, a, sides);
        });
      },
      finish: () => tally.finish(),
    };
  },
};

/** The compared scores, by the key of the label. */
export async function changedScores(
  projection: Projection,
  params: PerformanceParams,
  scanner: Scanner,
): Promise<ReadonlyMap<string, ComparedScores>> {
  const { plan, sidesAlone } = sidedAnswers(projection, params);
  const loose = new ComparedScoreTally(plan.labels.count);
  eachLooseAnswer(plan, (label, answers, a) =>
    loose.add(answers.customer[a]!, label, answers, a, sidesAlone(answers.at[a]!)),
  );
  const parts = await scanner.scan(countScoreSides, params);
  const scores = comparedScores([...parts, loose.finish()], plan.labels.count);
  return new Map(plan.labels.keys.map((key, label) => [key, scores[label]!]));
}
