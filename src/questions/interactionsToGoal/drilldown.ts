// The journeys that a row of interactionsToGoal counts, and those of its totals.

import { findInScope } from "../../engine/inScope.js";
import { JourneyView, tableOf } from "../../engine/journeyView.js";
import { eachJourney, isOpen } from "../../engine/scan.js";
import { COUNTED, isTotalsRow, naming, type TotalsRow } from "../drilldown.js";
import type { Drilldown } from "../question.js";
import { count, either, flag, record } from "../shape.js";
import { type InteractionsToGoalParams, toGoalPlan } from "./plan.js";
import type { InteractionsToGoalResult } from "./result.js";

export type ToGoalRow = { readonly interactions: number; readonly orMore: boolean } | TotalsRow;

export const drilldown: Drilldown<InteractionsToGoalParams, InteractionsToGoalResult, ToGoalRow> = {
  choosesRows: ["upTo"],
  isRow: either(isTotalsRow, record({ interactions: count, orMore: flag })),
  rows(args, result) {
    const named = naming<ToGoalRow>("interactionsToGoal", args);
    return {
      ...result,
      totals: { ...result.totals, ...named(COUNTED) },
      histogram: result.histogram.map((row) => {
        const { interactions, orMore } = row;
        return { ...row, ...named({ interactions, orMore }) };
      }),
    };
  },
  find(projection, params, row, add) {
    const { test, goal, hide } = toGoalPlan(projection, params);
    if ("of" in row && row.of === "JOURNEYS") return findInScope(projection, test, add);
    const touchpoints = projection.dictionary.touchpoints.length;
    const view = new JourneyView(touchpoints, hide, [goal]);
    const isGoal = tableOf([[goal, 1]], touchpoints);
    /** `number`: of interactions, 0 if the goal is not reached. */
    const counts = (number: number, open: boolean): boolean => {
      if (!("of" in row)) return row.orMore ? number >= row.interactions : number > 0 && number === row.interactions;
      switch (row.of) {
        case "JOURNEYS":
        case "MATCHED":
        case "MATURE":
          return true;
        case "COMPLETED":
        case "COUNTED":
        case "MATURE_COMPLETED":
          return number > 0;
        case "DROPPED":
          return number === 0 && !open;
        case "PENDING":
          return number === 0 && open;
        case "OPEN":
          return open;
      }
    };
    return {
      visit(range) {
        eachJourney(projection, range, test, (block, journey) => {
          view.enter(block, journey);
          const { codes, begin, end } = view;
          if (begin === end) return;
          let i = begin;
          while (i < end && isGoal[codes[i]!] === 0) i++;
          if (counts(i < end ? i - begin + 1 : 0, isOpen(projection, block, journey))) add(journey);
        });
      },
    };
  },
};
