// The groups of a funnel's breakdown. Most groups are formed from whole journeys (engine/breakdown.ts). In a breakdown
// by property, the group of a journey is the value at the interaction that starts its match, so journeys without a
// match are in no group. Such journeys get a group number of their own, which no row shows.
import { type Breakdown, type CompiledBreakdown, compileBreakdown } from "../../engine/breakdown.js";
import { type CountedGroups, countedGroups } from "../../engine/groups.js";
import { byProperty, NO_GROUP, PropertyGroups } from "../../engine/propertyGroups.js";
import type { ScanTask } from "../../engine/scan.js";
import { type FunnelPlan, funnelPlan } from "./plan.js";
import { FunnelReading } from "./reading.js";
import type { FunnelShape } from "./shape.js";

export function compileGroups(plan: FunnelPlan, breakdown: Breakdown): CompiledBreakdown {
  const compiled = compileBreakdown(plan.projection, breakdown, "breakdown");
  if (compiled !== null) return compiled;
  const match = new FunnelReading(plan);
  return byProperty(new PropertyGroups(plan.projection, breakdown.property!), (block, journey) => {
    const start = match.startOf(block, journey);
    return start < 0 ? NO_GROUP : match.view.indexOf(start);
  });
}

interface GroupArgs {
  readonly shape: FunnelShape;
  readonly breakdown: Breakdown;
}

/** Counts the journeys of each group. */
export const countGroups: ScanTask<GroupArgs, CountedGroups> = {
  name: "funnel.groups",
  begin(projection, { shape, breakdown }) {
    const plan = funnelPlan(projection, shape);
    // In a breakdown by property, only journeys that touch the first step are in a group.
    const touching = breakdown.property == null ? null : plan.touching[0]!;
    return countedGroups(projection, compileGroups(plan, breakdown), plan.filter, touching);
  },
};
