// Finds the journeys that a row of attribution counts. In these journeys, a conversion has a touch of the label or, for
// the row `(direct)`, no touch at all. It also finds the journeys of the totals.

import { findInScope, findWhere } from "../../engine/inScope.js";
import { isOpen } from "../../engine/scan.js";
import { opening } from "../drilldown.js";
import type { Drilldown } from "../question.js";
import { either, flag, oneOf, record, text } from "../shape.js";
import { type AttributionParams, attributionPlan, JourneyConversions } from "./plan.js";
import type { AttributionResult } from "./result.js";

export const ATTRIBUTION_PARTS = ["JOURNEYS", "CONVERTED", "DIRECT", "NULL", "PENDING"] as const;
export type AttributionPart = (typeof ATTRIBUTION_PARTS)[number];

export type AttributionRow = { readonly label: string; readonly isDirect: boolean } | { readonly of: AttributionPart };

export const drilldown: Drilldown<AttributionParams, AttributionResult, AttributionRow> = {
  choosesRows: ["first", "halfLife"],
  isRow: either(record({ label: text, isDirect: flag }), record({ of: oneOf(...ATTRIBUTION_PARTS) })),
  rows: opening<AttributionResult, AttributionRow>("attribution", {
    totals: () => ({ of: "CONVERTED" }),
    rows: ({ key, isDirect }) => ({ label: key, isDirect }),
  }),
  find(projection, params, row, add) {
    const plan = attributionPlan(projection, params);
    const { labels } = plan;
    const { test } = plan.filter;
    if ("of" in row && row.of === "JOURNEYS") return findInScope(projection, test, add);
    const conversions = new JourneyConversions(plan);
    const { view, labelOf } = conversions;
    const direct = "of" in row ? row.of === "DIRECT" : row.isDirect;
    // The label no longer exists, so no journey has it.
    const label = "of" in row || direct ? -1 : labels.keys.indexOf(row.label);
    const part = "of" in row && row.of !== "DIRECT" ? row.of : null;
    return findWhere(projection, test, add, (block, journey) => {
      let counts = false;
      const found = conversions.read(block, journey, (from, at) => {
        if (direct) counts ||= from === at;
        else for (let i = from; i < at; i++) counts ||= labelOf[view.codes[i]!] === label;
      });
      if (part === null) return counts;
      return part === "CONVERTED"
        ? found > 0
        : found === 0 && isOpen(projection, block, journey) === (part === "PENDING");
    });
  },
};
