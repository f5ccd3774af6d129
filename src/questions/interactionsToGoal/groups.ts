// The groups of the breakdown of interactionsToGoal. In a breakdown by property, the group of a journey is the value of
// the property at the interaction that reaches the goal. Journeys that do not reach it are in no group.
import { compileBreakdown } from "../../engine/breakdown.js";
import { byProperty, NO_GROUP, PropertyGroups } from "../../engine/propertyGroups.js";
import { breakdownOf, Grouping } from "../groups.js";
import { type InteractionsToGoalParams, toGoalPlan, WayToGoal } from "./plan.js";

export const GROUPING = new Grouping<InteractionsToGoalParams>("interactionsToGoal", (projection, params) => {
  const breakdown = breakdownOf(params);
  if (breakdown === null) return null;
  const plan = toGoalPlan(projection, params);
  const way = new WayToGoal(plan);
  return {
    breakdown:
      compileBreakdown(projection, breakdown, "breakdown") ??
      byProperty(new PropertyGroups(projection, breakdown.property!), (block, journey) => {
        const length = way.length(block, journey);
        return length > 0 ? way.view.indexOf(way.view.begin + length - 1) : NO_GROUP;
      }),
    test: plan.filter.test,
  };
});
