// Finds the journeys that a row of interactionsToGoal counts, and those of its totals.

import { findInScope, findWhere, isInPart } from "../../engine/inScope.js";
import { isOpen } from "../../engine/scan.js";
import { COUNTED, isTotalsRow, type TotalsRow } from "../drilldown.js";
import { type InGroup, maybeInGroup, openingGroups } from "../groupRows.js";
import type { Drilldown } from "../question.js";
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
  rows: openingGroups<InteractionCounts, OwnRow>("interactionsToGoal", {
    totals: () => COUNTED,
    histogram: ({ interactions, orMore }) => ({ interactions, orMore }),
  }),
  find: (projection, params, row, add) =>
    GROUPING.find(projection, params, row.group, add, (found) => find(projection, params, row, found)),
};

const find: Drilldown<InteractionsToGoalParams, never, OwnRow>["find"] = (projection, params, row, add) => {
  const plan = toGoalPlan(projection, params);
  const { test } = plan.filter;
  if ("of" in row && row.of === "JOURNEYS") return findInScope(projection, test, add);
  const way = new WayToGoal(plan);
  return findWhere(projection, test, add, (block, journey) => {
    const length = way.length(block, journey);
    if (length === NOTHING_LEFT) return false;
    const completed = length !== NOT_REACHED;
    if (!("of" in row)) return completed && (row.orMore ? length >= row.interactions : length === row.interactions);
    const open = isOpen(projection, block, journey);
    return isInPart(row.of, { completed, pending: !completed && open, open, mature: true });
  });
};
