// The journeys that a row of interactionsToGoal counts, and those of its totals.

import { findInScope } from "../../engine/inScope.js";
import { eachJourney, isOpen } from "../../engine/scan.js";
import { COUNTED, isTotalsRow, naming, type TotalsRow } from "../drilldown.js";
import type { Drilldown } from "../question.js";
import { count, either, flag, record } from "../shape.js";
import { type InteractionsToGoalParams, NOT_REACHED, NOTHING_LEFT, toGoalPlan, WayToGoal } from "./plan.js";
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
    const plan = toGoalPlan(projection, params);
    const { test } = plan;
    if ("of" in row && row.of === "JOURNEYS") return findInScope(projection, test, add);
    const way = new WayToGoal(plan);
    /** `length` is the number of interactions up to the goal. */
    const counts = (length: number, open: boolean): boolean => {
      if (!("of" in row))
        return length !== NOT_REACHED && (row.orMore ? length >= row.interactions : length === row.interactions);
      switch (row.of) {
        case "JOURNEYS":
        case "MATCHED":
        case "MATURE":
          return true;
        case "COMPLETED":
        case "COUNTED":
        case "MATURE_COMPLETED":
          return length !== NOT_REACHED;
        case "DROPPED":
          return length === NOT_REACHED && !open;
        case "PENDING":
          return length === NOT_REACHED && open;
        case "OPEN":
          return open;
      }
    };
    return {
      visit(range) {
        eachJourney(projection, range, test, (block, journey) => {
          const length = way.length(block, journey);
          if (length !== NOTHING_LEFT && counts(length, isOpen(projection, block, journey))) add(journey);
        });
      },
    };
  },
};
