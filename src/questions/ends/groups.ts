// The groups of the breakdown of ends. In a breakdown by property, the group of a journey is the value of the property
// at its first or last interaction left after `hide`. Journeys without any interaction left are in no group.
import { compileBreakdown } from "../../engine/breakdown.js";
import { byProperty, NO_GROUP, PropertyGroups } from "../../engine/propertyGroups.js";
import { ThroughlineError } from "../../model/errors.js";
import { breakdownOf, Grouping } from "../groups.js";
import { type EndsParams, endsPlan, JourneyEnds } from "./plan.js";

export const GROUPING = new Grouping<EndsParams>("ends", (projection, params) => {
  const breakdown = breakdownOf(params);
  const { groupedBy = "FIRST" } = params;
  if (groupedBy !== "FIRST" && breakdown?.property == null)
    throw new ThroughlineError("OPTION_DOES_NOT_APPLY", "`groupedBy` only applies to a breakdown by property.", {
      at: "groupedBy",
      remedy: "Leave it out, or give `breakdown: { property: … }`.",
    });
  if (breakdown === null) return null;
  const plan = endsPlan(projection, params);
  const ends = new JourneyEnds(plan);
  const { view } = ends;
  return {
    breakdown:
      compileBreakdown(projection, breakdown, "breakdown") ??
      byProperty(new PropertyGroups(projection, breakdown.property!), (block, journey) =>
        ends.read(block, journey) ? view.indexOf(groupedBy === "FIRST" ? view.begin : view.end - 1) : NO_GROUP,
      ),
    test: plan.filter.test,
  };
});
