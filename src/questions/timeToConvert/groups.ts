// The groups of the breakdown of timeToConvert, which are those of the funnel.

import { compileGroups } from "../funnel/groups.js";
import { funnelPlan } from "../funnel/plan.js";
import { Grouping } from "../groups.js";
import type { TimeToConvertParams } from "./plan.js";

export const GROUPING = new Grouping<TimeToConvertParams>("timeToConvert", (projection, params) => {
  const { breakdown, timeZone = null } = params;
  if (breakdown == null) return null;
  const plan = funnelPlan(projection, params);
  return { breakdown: compileGroups(plan, { ...breakdown, timeZone }), test: plan.filter.test };
});
