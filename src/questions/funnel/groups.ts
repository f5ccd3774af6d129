// The groups of a funnel's breakdown. Most groups are formed from whole journeys (engine/breakdown.ts). In a breakdown
// by property, the group of a journey is the value at the interaction that starts its match, so journeys without a
// match are in no group. They are counted apart, and no row shows them.
import { type Breakdown, type CompiledBreakdown, compileBreakdown } from "../../engine/breakdown.js";
import { type CountedGroups, countedGroups } from "../../engine/groups.js";
import { byProperty, NO_GROUP } from "../../engine/propertyGroups.js";
import type { ScanTask } from "../../engine/scan.js";
import type { Block } from "../../projection/projection.js";
import { type FunnelPlan, funnelPlan } from "./plan.js";
import { FunnelReading } from "./reading.js";
import type { FunnelShape } from "./shape.js";

export function compileGroups(plan: FunnelPlan, breakdown: Breakdown): CompiledBreakdown {
  const compiled = compileBreakdown(plan.projection, breakdown, "breakdown");
  if (compiled !== null) return compiled;
  const match = new FunnelReading(plan);
  const { blocks } = plan.projection;
  const touching = plan.touching[0]!;
  // Most journeys do not touch the first step, so they need not be read. The bits are those of the last block.
  let of: Block | null = null;
  let words: Uint32Array | null = null;
  return byProperty(plan.projection, breakdown.property!, (block, journey) => {
    if (block !== of) {
      of = block;
      words = touching(blocks.findIndex((masked) => masked.block === block)).words;
    }
    if (words !== null && ((words[journey >>> 5]! >>> (journey & 31)) & 1) === 0) return NO_GROUP;
    return match.read(block, journey) ? match.view.indexOf(match.at[0]!) : NO_GROUP;
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
    return countedGroups(projection, compileGroups(plan, breakdown), plan.filter.test);
  },
};
