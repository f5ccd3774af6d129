// Finds the journeys that visit a label, and the journeys of the totals of visits.

import { findLeft, findWhere } from "../../engine/inScope.js";
import { opening } from "../drilldown.js";
import type { Drilldown } from "../question.js";
import { either, oneOf, record, text } from "../shape.js";
import { JourneyVisits, type VisitsParams, visitsPlan } from "./plan.js";
import type { VisitsResult } from "./result.js";

export const VISIT_TOTALS_PARTS = ["JOURNEYS", "COUNTED"] as const;
export type VisitTotalsPart = (typeof VISIT_TOTALS_PARTS)[number];

/** The key of a label, or a part of the totals. */
export type VisitsRow = { readonly label: string } | { readonly of: VisitTotalsPart };

export const drilldown: Drilldown<VisitsParams, VisitsResult, VisitsRow> = {
  choosesRows: ["first"],
  isRow: either(record({ label: text }), record({ of: oneOf(...VISIT_TOTALS_PARTS) })),
  rows: opening<VisitsResult, VisitsRow>("visits", {
    totals: () => ({ of: "COUNTED" }),
    labels: ({ label }) => ({ label: label.key }),
  }),
  find(projection, params, row, add) {
    const plan = visitsPlan(projection, params);
    const visits = new JourneyVisits(plan);
    if ("of" in row)
      return findLeft(projection, plan.filter.test, (block, journey) => visits.read(block, journey), row.of, add);
    const label = plan.labels.keys.indexOf(row.label);
    // If the label no longer exists, no journey has it.
    return findWhere(
      projection,
      plan.filter.test,
      add,
      (block, journey) => visits.read(block, journey) && visits.has(label),
    );
  },
};
