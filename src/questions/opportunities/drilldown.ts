// Finds the journeys behind a gap: the journeys with a trial of its cell, or the journeys with a trial that goes wrong.
// For the strategy OMNICHANNEL, these are the journeys of a row of handoffs.

import { findInScope } from "../../engine/inScope.js";
import type { Label } from "../../engine/terms.js";
import { SIDE_RATE_PARTS, type SideRatePart } from "../compare/result.js";
import { naming } from "../drilldown.js";
import type { Drilldown, Reference } from "../question.js";
import { either, oneOf, record, text } from "../shape.js";
import { GapReader, type TrialSink } from "./gaps.js";
import { type OpportunitiesParams, opportunitiesPlan } from "./plan.js";
import { type OpportunitiesResult, STRATEGIES, type Strategy } from "./result.js";
import { queryText } from "./sentences.js";

export const OPPORTUNITY_TOTALS_PARTS = ["JOURNEYS", "GOAL"] as const;
export type OpportunityTotalsPart = (typeof OPPORTUNITY_TOTALS_PARTS)[number];

export type OpportunityRow =
  | { readonly of: OpportunityTotalsPart }
  | { readonly strategy: Strategy; readonly key: string; readonly of: SideRatePart };

export const drilldown: Drilldown<OpportunitiesParams, OpportunitiesResult, OpportunityRow> = {
  choosesRows: ["first"],
  isRow: either(
    record({ of: oneOf(...OPPORTUNITY_TOTALS_PARTS) }),
    record({ strategy: oneOf(...STRATEGIES), key: text, of: oneOf(...SIDE_RATE_PARTS) }),
  ),
  rows(args, result) {
    const named = naming<OpportunityRow>("opportunities", args);
    const { filter = null, goal = null } = args as { readonly filter?: object | null; readonly goal?: object | null };
    return {
      ...result,
      totals: { ...result.totals, ...named({ of: "JOURNEYS" }) },
      opportunities: result.opportunities.map((row) => {
        const { strategy, key, handoff } = row;
        const reference = (of: SideRatePart): Reference =>
          handoff === null
            ? named({ strategy, key, of }).behind
            : {
                question: "handoffs",
                args: { settings: { goal }, filter },
                row: { ...sides(handoff as HandoffSides), of: of === "COUNT" ? "FAILED" : "SETTLED", reason: null },
              };
        return {
          ...row,
          ...{ query: queryText(row.asks, filter), behind: { COUNT: reference("COUNT"), OF: reference("OF") } },
        };
      }),
    };
  },
  find(projection, params, row, add) {
    const plan = opportunitiesPlan(projection, params);
    if (!("key" in row) && row.of === "JOURNEYS") return findInScope(projection, plan.test, add);
    const wanted = "key" in row ? row : null;
    const cell =
      wanted === null
        ? -1
        : plan.cells.findIndex(({ strategy, key }) => strategy === wanted.strategy && key === wanted.key);
    const found = new Set<number>();
    const sink: TrialSink = {
      trial(own, journey, goesWrong) {
        if (own === cell && (row.of === "OF" || goesWrong)) found.add(journey);
      },
      goal() {},
      reached(journey) {
        if (wanted === null) found.add(journey);
      },
      endCustomer() {
        for (const journey of found) add(journey);
        found.clear();
      },
    };
    const reader = new GapReader(plan, sink);
    // A cell that no longer exists has no journey.
    return { visit: (range) => (wanted !== null && cell < 0 ? undefined : reader.read(range)) };
  },
};

interface HandoffSides {
  readonly from: Label;
  readonly to: Label;
}

function sides({ from, to }: HandoffSides): object {
  return { from: { channel: from.key }, to: { channel: to.key } };
}
