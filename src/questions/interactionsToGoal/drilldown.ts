// Finds the journeys that a row of interactionsToGoal counts, and those of its totals.

import { findInScope } from "../../engine/inScope.js";
import { eachJourney, isOpen } from "../../engine/scan.js";
import type { Projection } from "../../projection/projection.js";
import { COUNTED, isTotalsRow, naming, type TotalsRow } from "../drilldown.js";
import { type InGroup, maybeInGroup, openedAnswer } from "../groupRows.js";
import type { AddJourney, CutRow, Drilldown, JourneyFinder } from "../question.js";
import { count, either, flag, record } from "../shape.js";
import { GROUPING } from "./groups.js";
import { type InteractionsToGoalParams, NOT_REACHED, NOTHING_LEFT, toGoalPlan, WayToGoal } from "./plan.js";
import type { InteractionCounts, InteractionsToGoalResult } from "./result.js";

export type ToGoalRow = InGroup<OwnRow>;

type OwnRow = { readonly interactions: number; readonly orMore: boolean } | TotalsRow;

export const drilldown: Drilldown<InteractionsToGoalParams, InteractionsToGoalResult, ToGoalRow> = {
  choosesRows: ["upTo", "firstGroups"],
  onlyWith: { breakdown: "group", timeZone: "group" },
  isRow: maybeInGroup<OwnRow>(either(isTotalsRow, record({ interactions: count, orMore: flag }))),
  rows(args, result) {
    const named = naming<ToGoalRow>("interactionsToGoal", args);
    return openedAnswer<InteractionCounts, InteractionsToGoalResult>(
      result,
      (answer, inGroup) => ({
        ...answer,
        totals: { ...answer.totals, ...named({ ...COUNTED, ...inGroup }) },
        histogram: answer.histogram.map((row) => {
          const { interactions, orMore } = row;
          return { ...row, ...named({ interactions, orMore, ...inGroup }) };
        }),
      }),
      named,
    );
  },
  find: (projection, params, row, add) =>
    GROUPING.find(projection, params, row.group, add, (found) => find(projection, params, row, found)),
};

function find(
  projection: Projection,
  params: InteractionsToGoalParams,
  row: Exclude<OwnRow, CutRow>,
  add: AddJourney,
): JourneyFinder {
  const plan = toGoalPlan(projection, params);
  const { test } = plan.filter;
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
}
