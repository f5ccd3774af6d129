// The groups of a funnel's breakdown. Most groups are formed from whole journeys (engine/breakdown.ts). In a breakdown by
// property, the group of a journey is the value at the interaction that starts its match, so journeys without a match are
// in no group. They are counted apart, and no row shows them.
import { type Breakdown, type BreakdownRow, type CompiledBreakdown, compileBreakdown } from "../../engine/breakdown.js";
import { type CountedGroups, countedGroups } from "../../engine/groups.js";
import { labelsOf, listRefusal, NO_STAGE } from "../../engine/label.js";
import type { ScanTask } from "../../engine/scan.js";
import { type FunnelPlan, funnelPlan } from "./plan.js";
import { FunnelReading } from "./reading.js";
import type { FunnelShape } from "./shape.js";

/** The group of journeys without a match. No label has this code. */
const NO_MATCH = -1;

export function compileGroups(plan: FunnelPlan, breakdown: Breakdown): CompiledBreakdown {
  const compiled = compileBreakdown(plan.projection, breakdown, "breakdown");
  return compiled ?? byStart(plan, breakdown.property!);
}

function byStart(plan: FunnelPlan, property: string): CompiledBreakdown {
  const { projection } = plan;
  const labels = labelsOf(projection, { grain: "PROPERTY", property, groups: [] }, "breakdown");
  const { codes, members } = projection.dictionary.refinement!.values.get(property)!;
  const match = new FunnelReading(plan);
  const groupOf = match.view.table(labels.ofTouchpoint);
  return {
    named: [],
    inTime: false,
    groupOf(block, journey) {
      if (!match.read(block, journey)) return NO_MATCH;
      const code = match.view.codes[match.at[0]!]! % codes.length;
      const value = codes[code]!;
      if (value > 0 && members[value - 1]!.length > 1)
        throw listRefusal(property, members[value - 1]!.length, block, journey, match.at[0]!, "breakdown.property");
      return groupOf[code]!;
    },
    rowsOf(group): readonly BreakdownRow[] {
      if (group === NO_MATCH) return [];
      const key = labels.keys[group]!;
      return [key === NO_STAGE ? { key: null, label: NO_STAGE } : { key, label: key }];
    },
  };
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
    return countedGroups(projection, compileGroups(plan, breakdown), plan.filter.test);
  },
};
