// How many journeys get through a list of steps, and where is the drop-off? Each journey has at most one match
// (match.ts): the assignment of interactions to steps that reaches the furthest step. If several assignments reach it,
// the one with the earliest first step is the match, then the one with the earliest second step, and so on. If no
// journey matches, every count is 0 and every rate is null. An open journey that can still complete a step is pending
// at this step.
//
// The funnel takes one pass over the journeys with an interaction of the first step. With a breakdown, an earlier pass
// counts the groups.
import { describeBreakdown } from "../../engine/breakdown.js";
import { examplesOf } from "../../engine/examples.js";
import { chooseGroups, NO_GROUPS } from "../../engine/groups.js";
import { labelSettingsOf } from "../../engine/label.js";
import { COUNTS_ALONE, EVERYTHING } from "../../engine/selection.js";
import { DEFAULT_PATH_OPTIONS, type JourneyKey } from "../../engine/terms.js";
import { checkCount, checkFirst, describeFilter } from "../../engine/totals.js";
import { formatDuration } from "../../model/time.js";
import { breakdownOf, groupResults } from "../groups.js";
import { answering, type Question } from "../question.js";
import { type CountedFunnel, countFunnel } from "./count.js";

import { drilldown, type FunnelRow } from "./drilldown.js";
import { compileGroups, countGroups } from "./groups.js";
import { type FunnelParams, funnelPlan, MAX_ROWS_PER_STEP } from "./plan.js";
import type { FunnelResult } from "./result.js";
import { Counts } from "./rows.js";
import { describeFunnel, type FunnelShape } from "./shape.js";

export { type FunnelParams, type FunnelWanted, MAX_ROWS_PER_STEP } from "./plan.js";

export const funnel = answering<FunnelParams, FunnelResult>(async (projection, params, scanner) => {
  const { steps, within, exclude, options, filter, first, rowsPerStep } = params;
  const shape: FunnelShape = { steps, within, exclude, options, filter };
  const plan = funnelPlan(projection, shape);
  checkFirst(first);
  checkCount(rowsPerStep, "rowsPerStep", 1, MAX_ROWS_PER_STEP);
  const breakdown = breakdownOf(params);
  const detail = params.wanted ?? { ...EVERYTHING, labels: true };
  const chosen =
    breakdown === null
      ? NO_GROUPS
      : chooseGroups(compileGroups(plan, breakdown), await scanner.scan(countGroups, { shape, breakdown }), first);
  const parts = await scanner.scan(countFunnel, { shape, breakdown, groups: chosen.apart, detail });
  const counts = new Counts(plan, parts, detail.quantiles);
  const groups = groupResults(chosen);
  const all = counts.all;
  const examplesAt = (of: (part: CountedFunnel) => readonly Uint32Array[], step: number): JourneyKey[] =>
    detail.examples
      ? examplesOf(
          projection,
          parts.map((part) => of(part)[step]!),
        )
      : [];
  return {
    totals: counts.totals(all),
    steps: counts.steps(all).map((step, k) => ({
      ...step,
      between: k === 0 ? [] : counts.labels("between", k, rowsPerStep, step.completed),
      after: k === 0 ? [] : counts.labels("afterwards", k, rowsPerStep, step.dropped),
      examples: examplesAt((part) => part.examples, k),
      droppedExamples: k === 0 ? [] : examplesAt((part) => part.droppedExamples, k),
    })),
    duration: counts.duration(all),
    groups: chosen.rows.map(({ groups: places }, i) => ({
      ...groups[i]!,
      totals: counts.totals(places),
      steps: counts.steps(places),
      duration: counts.duration(places),
    })),
    otherGroups: chosen.others,
    remarks: {
      settings: {
        ...describeFunnel(shape),
        ...labelSettingsOf(options),
        ...(breakdown === null ? {} : { ...describeBreakdown(projection, breakdown), first }),
        rowsPerStep,
        filter: describeFilter(filter),
        journeyGap: formatDuration(projection.journeyGap),
      },
      warnings: plan.warnings,
    },
  };
});

export const question: Question<FunnelParams, FunnelResult, FunnelRow> = {
  tasks: [countGroups, countFunnel],
  run: funnel,
  drilldown,
  warmUp: ({ from, to, first }) => {
    const steps = [from, to].map(
      (at) => ({ at, name: null, adjacency: "EVENTUALLY", within: null, optional: false }) as const,
    );
    return [COUNTS_ALONE, EVERYTHING].map((wanted) => ({
      steps,
      within: null,
      exclude: [],
      options: DEFAULT_PATH_OPTIONS,
      first,
      rowsPerStep: 5,
      wanted: { ...wanted, labels: wanted === EVERYTHING },
    }));
  },
};
