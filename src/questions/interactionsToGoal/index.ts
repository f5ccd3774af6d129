// How many interactions does it take to reach the goal? For each journey, the interactions left after `hide` are
// counted, up to and including the first one that reaches the goal. A failed interaction does not reach the goal. The
// answer is a histogram of the journeys that reach the goal, with a row for each number up to `upTo` and one row for
// all greater numbers. A journey that does not reach the goal is pending while it is open, and dropped otherwise.
// Journeys without interactions left are not matched. The cost is one pass. Quantiles are exact and computed from the
// counts (type 7, see engine/waits.ts).

import { examplesByRow } from "../../engine/examples.js";
import { sumOfColumns, sumsOf } from "../../engine/parts.js";
import type { Scanner } from "../../engine/scan.js";
import { inScopeOfAll } from "../../engine/scope.js";
import { describeFilter, describeGoal, totalsOf } from "../../engine/totals.js";
import { quantileBetween } from "../../engine/waits.js";
import { formatDuration } from "../../model/time.js";
import type { Projection } from "../../projection/projection.js";
import { describeGroups, type GroupsResult } from "../groups.js";
import type { Question } from "../question.js";
import { countInteractions } from "./count.js";
import { drilldown, type ToGoalRow } from "./drilldown.js";
import { GROUPING } from "./groups.js";
import { type InteractionsToGoalParams, toGoalPlan } from "./plan.js";
import type { HistogramRowResult, InteractionsToGoalResult, NumberStats } from "./result.js";

export type { InteractionsToGoalParams } from "./plan.js";
export type { HistogramRowResult, InteractionCounts, InteractionsToGoalResult, NumberStats } from "./result.js";

/** The answer without a breakdown. */
async function answer(
  projection: Projection,
  params: InteractionsToGoalParams,
  scanner: Scanner,
): Promise<Omit<InteractionsToGoalResult, keyof GroupsResult<unknown>>> {
  const { upTo } = params;
  const { filter, warnings } = toGoalPlan(projection, params);
  const parts = await scanner.scan(countInteractions, params);
  const { matched, pending, open } = sumsOf(["matched", "pending", "open"], parts);
  const counts = sumOfColumns(parts.map((part) => part.counts));
  const customers = sumOfColumns(parts.map((part) => part.customers));
  let max = 0;
  let counted = 0;
  let interactions = 0;
  for (let n = 1; n < counts.length; n++) {
    if (counts[n] === 0) continue;
    max = n;
    counted += counts[n]!;
    interactions += n * counts[n]!;
  }

  const examplesAt = examplesByRow(projection, parts);
  const histogram: HistogramRowResult[] = [];
  let before = 0;
  for (let n = 1; n <= Math.min(max, upTo + 1); n++) {
    const orMore = n > upTo;
    const journeys = orMore ? counted - before : counts[n]!;
    before += journeys;
    histogram.push({
      interactions: n,
      orMore,
      journeys,
      customers: customers[n]!,
      share: journeys / counted,
      shareUpTo: before / counted,
      examples: examplesAt(n),
    });
  }
  return {
    // One row combines all numbers above `upTo`, so all counted journeys are shown.
    totals: totalsOf(inScopeOfAll(projection, filter, parts), {
      matched,
      completed: counted,
      pending,
      open,
      mature: matched,
      matureCompleted: counted,
    }),
    interactions: statsOf(counts, counted, interactions, max),
    histogram,
    remarks: {
      settings: {
        goal: describeGoal(projection, params.goal),
        hide: params.hide,
        upTo,
        ...describeGroups(projection, params),
        filter: describeFilter(params.filter),
        journeyGap: formatDuration(projection.journeyGap),
      },
      warnings,
    },
  };
}

function statsOf(counts: Uint32Array, n: number, sum: number, max: number): NumberStats {
  if (n === 0) return { n, mean: null, median: null, p25: null, p75: null, p90: null, p95: null, max: null };
  /**
   * Returns the number that would be at this index (from 0) if the numbers of all journeys were sorted in ascending
   * order.
   */
  const at = (place: number): number => {
    let number = 0;
    for (let passed = 0; passed <= place; ) passed += counts[++number]!;
    return number;
  };
  const quantile = (p: number): number => {
    const place = Math.floor((n - 1) * p);
    return quantileBetween(n, p, at(place), at(Math.min(n - 1, place + 1)));
  };
  return {
    n,
    mean: sum / n,
    median: quantile(0.5),
    p25: quantile(0.25),
    p75: quantile(0.75),
    p90: quantile(0.9),
    p95: quantile(0.95),
    max,
  };
}

export const interactionsToGoal = GROUPING.asked(answer);

export const question: Question<InteractionsToGoalParams, InteractionsToGoalResult, ToGoalRow> = {
  tasks: [GROUPING.task, countInteractions],
  run: interactionsToGoal,
  drilldown,
};
