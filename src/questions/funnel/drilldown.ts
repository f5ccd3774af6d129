// Finds the journeys that a row of a funnel counts. There are three kinds of rows at a step:
// - the journeys that entered, completed or skipped the step, or are pending or dropped at it
// - the journeys that have a given label between the previous step and this one
// - the journeys that dropped at the step and continued with a given label
//
// The other rows are those of the totals. Every row can be limited to a group. Journeys are matched as in the funnel
// (reading.ts). Finding them takes one pass over the journeys that touch the first step.

import { findWhere, isInPart } from "../../engine/inScope.js";
import { keyOfEnd } from "../../engine/label.js";
import { CUT_PARTS, TOTALS_PARTS, type TotalsPart } from "../../engine/terms.js";
import { COUNTED, naming } from "../drilldown.js";
import { groupKeys, groupTest, type InGroup, isGroupKey } from "../groupRows.js";
import { breakdownOf } from "../groups.js";
import type { CutRow, Drilldown } from "../question.js";
import { count, either, nothing, oneOf, record, text } from "../shape.js";
import { compileGroups } from "./groups.js";
import { type FunnelParams, type FunnelPlan, funnelPlan } from "./plan.js";
import { FunnelReading, findMatches } from "./reading.js";
import type { FunnelResult, FunnelStepCounts } from "./result.js";

export const FUNNEL_STEP_PARTS = [
  "ENTERED",
  "COMPLETED",
  "SKIPPED",
  "PENDING",
  "DROPPED",
  "DIRECTLY",
  "MATURE_COMPLETED",
] as const;
export type FunnelStepPart = (typeof FUNNEL_STEP_PARTS)[number];

/**
 * A count of the totals, a count of a step (numbered from 1), or the journeys at a step with a label, which is given by
 * its key.
 */
type FunnelPart =
  | { readonly of: TotalsPart }
  | { readonly step: number; readonly of: FunnelStepPart }
  | { readonly step: number; readonly between: string }
  /** `after` is null if nothing came after the last step of the match. */
  | { readonly step: number; readonly after: string | null };

export type FunnelRow = InGroup<FunnelPart> | CutRow;

const key = either(text, nothing);
const group = isGroupKey;

export const drilldown: Drilldown<FunnelParams, FunnelResult, FunnelRow> = {
  hasSides: true,
  choosesRows: ["first", "rowsPerStep"],
  onlyWith: { breakdown: "group" },
  isRow: either(
    record({ of: oneOf(...TOTALS_PARTS) }, { group }),
    record({ of: oneOf(...CUT_PARTS) }, { group }),
    record({ step: count, of: oneOf(...FUNNEL_STEP_PARTS) }, { group }),
    record({ step: count, between: text }),
    record({ step: count, after: key }),
  ),
  rows(args, result) {
    const named = naming<FunnelRow>("funnel", args);
    const keys = groupKeys(result.groups);
    const completed = ({ step }: FunnelStepCounts) => ({ step, of: "COMPLETED" }) as const;
    return {
      ...result,
      totals: { ...result.totals, ...named(COUNTED) },
      steps: result.steps.map((step) => ({
        ...step,
        ...named(completed(step)),
        between: step.between.map((row) => ({ ...row, ...named({ step: step.step, between: row.point.key }) })),
        after: step.after.map((row) => ({ ...row, ...named({ step: step.step, after: keyOfEnd(row.point) }) })),
      })),
      groups: result.groups.map((row, i) => {
        const group = keys[i]!;
        return {
          ...row,
          ...named({ of: "JOURNEYS", group }),
          totals: { ...row.totals, ...named({ ...COUNTED, group }) },
          steps: row.steps.map((step) => ({ ...step, ...named({ ...completed(step), group }) })),
        };
      }),
    };
  },
  find(projection, params, row, add) {
    const plan = funnelPlan(projection, params);
    const breakdown = breakdownOf(params);
    // The row names a group, but the question has no breakdown, so there is no such group.
    if (row.group !== undefined && breakdown === null) return { visit() {} };
    const inGroup = row.group === undefined ? null : groupTest(compileGroups(plan, breakdown!), row.group);
    if (!("step" in row) && row.of === "JOURNEYS")
      return findWhere(projection, plan.filter.test, add, (block, journey) => inGroup?.(block, journey) !== false);
    const match = new FunnelReading(plan);
    const counts = "step" in row ? ofStep(plan, match, row) : () => isInPart(row.of, match);
    return findMatches(plan, match, add, counts, inGroup);
  },
};

/** Whether the current match belongs to the row. */
function ofStep(
  { steps, required, labels }: FunnelPlan,
  match: FunnelReading,
  row: Extract<FunnelPart, { readonly step: number }>,
): () => boolean {
  const k = row.step - 1;
  // The funnel has no step with this number.
  if (k < 0 || k >= steps) return () => false;
  const { at } = match;
  if ("of" in row)
    switch (row.of) {
      case "ENTERED":
        return () => match.deepest >= required[k]!;
      case "COMPLETED":
        return () => at[k]! >= 0;
      case "SKIPPED":
        return () => match.deepest > k && at[k]! < 0;
      case "PENDING":
        return () => match.isLost(k) && match.reach() >= k;
      case "DROPPED":
        return () => match.isLost(k) && match.reach() < k;
      case "DIRECTLY":
        return () => k > 0 && at[k]! >= 0 && at[k] === match.before(k) + 1;
      case "MATURE_COMPLETED":
        return () => at[k]! >= 0 && match.mature;
    }
  const labelOf = match.view.table(labels.ofTouchpoint);
  // A label that no longer exists gets the code −1, which no interaction has.
  const codeOf = (key: string): number => labels.keys.indexOf(key);
  if ("between" in row) {
    const label = codeOf(row.between);
    return () => {
      if (k === 0 || at[k]! < 0) return false;
      for (let p = match.before(k) + 1; p < at[k]!; p++) if (labelOf[match.view.codes[p]!] === label) return true;
      return false;
    };
  }
  const label = row.after === null ? null : codeOf(row.after);
  return () => {
    if (!match.isLost(k) || match.reach() >= k) return false;
    const next = at[match.deepest]! + 1;
    return next < match.view.end ? labelOf[match.view.codes[next]!] === label : label === null;
  };
}
