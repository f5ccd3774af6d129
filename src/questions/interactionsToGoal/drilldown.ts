// The journeys behind a row of interactionsToGoal, and behind its totals.

import { scopeBehind } from "../../engine/inScope.js";
import { tableOf, Walk } from "../../engine/journeyView.js";
import { eachJourney, isOpen } from "../../engine/scan.js";
import type { TotalsPart } from "../../engine/terms.js";
import type { Projection } from "../../projection/projection.js";
import type { AddJourney, BehindScan } from "../drilldown.js";
import { type InteractionsToGoalParams, toGoalPlan } from "./index.js";

export type ToGoalBehind = { readonly interactions: number; readonly orMore: boolean } | { readonly of: TotalsPart };

export function toGoalBehind(
  projection: Projection,
  params: InteractionsToGoalParams,
  row: ToGoalBehind,
  add: AddJourney,
): BehindScan {
  const { test, goal, hide } = toGoalPlan(projection, params);
  if ("of" in row && row.of === "JOURNEYS") return scopeBehind(projection, test, add);
  const touchpoints = projection.dictionary.touchpoints.length;
  const walk = new Walk(touchpoints, hide, [goal]);
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
      eachJourney(projection, range, test, (segment, journey) => {
        walk.enter(segment, journey);
        const { codes, begin, end } = walk;
        if (begin === end) return;
        let i = begin;
        while (i < end && isGoal[codes[i]!] === 0) i++;
        if (counts(i < end ? i - begin + 1 : 0, isOpen(projection, segment, journey))) add(journey);
      });
    },
  };
}
