// Finds the journeys of the counts and rates of a touchpoint, and the journeys in scope.

import { findInScope, findWhere } from "../../engine/inScope.js";
import { recordOf } from "../../engine/parts.js";
import type { AddJourney, JourneyFinder } from "../../engine/scan.js";
import { SCORE_KINDS, type ScoreKind } from "../../model/feedback.js";
import type { Projection } from "../../projection/projection.js";
import { SIDE_RATE_PARTS, type SideRatePart } from "../compare/result.js";
import { naming } from "../drilldown.js";
import { type FeedbackRow, namedScores } from "../feedback/drilldown.js";
import { eachAnswer } from "../feedback/plan.js";
import type { Drilldown, Named, Reference } from "../question.js";
import { sidedAnswers } from "./changedScores.js";
import { CustomerJourneys } from "./customerJourneys.js";
import { Facts } from "./facts.js";
import { JourneyPicker } from "./picker.js";
import {
  CHANGED_RATES,
  type ChangedRate,
  type PerformanceParams,
  type PerformancePlan,
  performancePlan,
  RATES,
  type RateName,
} from "./plan.js";
import type { MeasuredRateResult, PerformanceResult, PerformancesResult } from "./result.js";
import { bitOf, type ChangeSide, isPerformanceRow, type PerformanceRow, type ScoreRow } from "./rows.js";

export const drilldown: Drilldown<PerformanceParams, PerformancesResult, PerformanceRow> = {
  choosesRows: ["first", "at", "orderBy"],
  hasSides: true,
  onlyWith: { changedAt: "side", span: "side" },
  isRow: isPerformanceRow,
  rows(args, result) {
    const named = naming<PerformanceRow>("touchpointPerformance", args);
    const { grain, filter } = args as { readonly grain?: string | null; readonly filter?: object | null };
    const scored = naming<FeedbackRow>("feedback", { options: { grain }, filter });
    return {
      ...result,
      totals: { ...result.totals, ...named({ of: "JOURNEYS" }) },
      touchpoints: result.touchpoints.map((row) =>
        namedPerformance(row, named, scored, {
          rate: (label, rate, side, of) => named({ label, rate, side, of }).behind,
          score: (label, score, side) => named({ label, score, side }),
        }),
      ),
    };
  },
  find(projection, params, row, add) {
    const plan = performancePlan(projection, params);
    if (!("label" in row))
      return row.of === "JOURNEYS" ? findInScope(projection, plan.test, add) : findConversions(projection, plan, add);
    if ("score" in row) return findAnswers(projection, params, row, add);
    const label = plan.names.keys.indexOf(row.label);
    const customers = new CustomerJourneys();
    const facts = new Facts({ ...plan, ofCustomers: true, ofCases: true });
    const finder = new JourneyPicker(plan, label, row);
    return {
      visit(range) {
        // The label no longer exists, so no journey has it.
        if (label < 0) return;
        customers.each(projection, range, plan.test, (block, journeys, count) => {
          finder.begin(block.start, block.columns.outcome);
          facts.read(block, journeys, count, finder);
          for (let n = 0; n < count; n++) if (finder.has(journeys[n]!)) add(journeys[n]!);
        });
      },
    };
  },
};

/** Finds the journeys in scope with an interaction that reaches the goal. */
function findConversions(projection: Projection, { test, goal }: PerformancePlan, add: AddJourney): JourneyFinder {
  return findWhere(projection, test, add, (block, _, begin, end) => {
    for (let i = begin; i < end; i++)
      if (goal.byTouchpoint[block.touchpoint[i]!] !== 0 && goal.matches(block, i)) return true;
    return false;
  });
}

function findAnswers(
  projection: Projection,
  params: PerformanceParams,
  { label: key, score, side }: ScoreRow,
  add: AddJourney,
): JourneyFinder {
  const { plan, sidesOf } = sidedAnswers(projection, params);
  const only = plan.labels.keys.indexOf(key);
  return {
    visit(range) {
      const { block } = projection.blocks[range.block]!;
      let last = -1;
      eachAnswer(plan, range, (journey, label, answers, a, interaction) => {
        if (journey === last || interaction < 0 || label !== only || answers[score][a] === 0) return;
        const sides = sidesOf(range.block, journey, block.start[journey]! + block.elapsed[interaction]!);
        if (sides !== bitOf(side)) return;
        last = journey;
        add(journey);
      });
    },
  };
}

/** The references of the two sides that a row compares. */
interface SideReferences {
  readonly rate: (label: string, rate: ChangedRate, side: ChangeSide, of: SideRatePart) => Reference;
  readonly score: (label: string, score: ScoreKind, side: ChangeSide) => Named;
}

/**
 * Returns the row with its references. `scored` gives the references of its scores, which are rows of feedback.
 * `sideOf` gives the references of the two sides that the row compares.
 */
export function namedPerformance(
  row: PerformanceResult,
  named: (row: PerformanceRow) => Named,
  scored: (row: FeedbackRow) => Named,
  sideOf: SideReferences,
): PerformanceResult {
  const label = row.label.key;
  const rates = RATES.map((rate): [RateName, MeasuredRateResult] => [
    rate,
    { ...row[rate], ...named({ label, rate, of: "COUNT" }) },
  ]);
  const partsOf = (rate: ChangedRate, side: ChangeSide) => ({
    behind: recordOf(SIDE_RATE_PARTS, (of) => sideOf.rate(label, rate, side, of)),
  });
  const { change } = row;
  const changes =
    change === null
      ? null
      : CHANGED_RATES.map((rate) => {
          const { a, b } = change[rate];
          const sides = { a: { ...a, ...partsOf(rate, "BEFORE") }, b: { ...b, ...partsOf(rate, "AFTER") } };
          return [rate, { ...change[rate], ...sides }];
        });
  const changedScores =
    change === null
      ? null
      : SCORE_KINDS.map((score) => {
          const { a, b } = change[score];
          const sides = {
            a: { ...a, ...sideOf.score(label, score, "BEFORE") },
            b: { ...b, ...sideOf.score(label, score, "AFTER") },
          };
          return [score, { ...change[score], ...sides }];
        });
  return {
    ...row,
    ...named({ label, of: "JOURNEYS" }),
    ...(Object.fromEntries(rates) as Record<RateName, MeasuredRateResult>),
    scores: namedScores(row.scores, (score) => scored({ label, score })),
    change:
      change === null ? null : { ...change, ...Object.fromEntries(changes!), ...Object.fromEntries(changedScores!) },
  };
}
