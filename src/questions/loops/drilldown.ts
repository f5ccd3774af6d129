// Finds the journeys that the question `loops` counts: journeys in which a label occurs again, and journeys that return
// to a label by way of another one.

import { findInScope, findWhere } from "../../engine/inScope.js";
import { isOpen } from "../../engine/scan.js";
import { opening } from "../drilldown.js";
import type { Drilldown } from "../question.js";
import { either, oneOf, record, text } from "../shape.js";
import { type LoopsParams, loopsPlan, REPEAT, RETURN, Runs, SELF_LOOP } from "./plan.js";
import type { LoopsResult } from "./result.js";

export const LOOP_LABEL_PARTS = ["JOURNEYS", "SELF_LOOPS", "REPEATS", "AGAIN"] as const;
export type LoopLabelPart = (typeof LOOP_LABEL_PARTS)[number];
export const LOOP_TOTALS_PARTS = ["JOURNEYS", "COUNTED", "OPEN", "SELF_LOOPS", "REPEATS", "RETURNS", "AGAIN"] as const;
export type LoopTotalsPart = (typeof LOOP_TOTALS_PARTS)[number];

/** A label, a return or a part of the totals. Labels are given by their keys. */
export type LoopsRow =
  | { readonly label: string; readonly of: LoopLabelPart }
  | { readonly from: string; readonly via: string }
  | { readonly of: LoopTotalsPart };

/**
 * Two more marks in addition to the marks of a run (plan.ts): the label occurs in the journey, and the journey is open.
 */
const HAD = 8;
const OPEN = 16;

/** The marks of each part. A journey belongs to the part if it has at least one of these marks. */
const MARKS: Record<LoopLabelPart | LoopTotalsPart, number> = {
  JOURNEYS: HAD,
  COUNTED: HAD,
  OPEN,
  SELF_LOOPS: SELF_LOOP,
  REPEATS: REPEAT,
  RETURNS: RETURN,
  AGAIN: SELF_LOOP | REPEAT,
};

export const drilldown: Drilldown<LoopsParams, LoopsResult, LoopsRow> = {
  hasSides: true,
  choosesRows: ["first"],
  isRow: either(
    record({ label: text, of: oneOf(...LOOP_LABEL_PARTS) }),
    record({ from: text, via: text }),
    record({ of: oneOf(...LOOP_TOTALS_PARTS) }),
  ),
  rows: opening<LoopsResult, LoopsRow>("loops", {
    totals: () => ({ of: "COUNTED" }),
    labels: ({ label }) => ({ label: label.key, of: "AGAIN" }),
    returns: ({ from, via }) => ({ from: from.key, via: via.key }),
  }),
  find(projection, params, row, add) {
    const plan = loopsPlan(projection, params);
    if (!("label" in row || "from" in row) && row.of === "JOURNEYS")
      return findInScope(projection, plan.filter.test, add);
    const { keys } = plan.labels;
    const runs = new Runs(plan, false);
    const label = "label" in row ? keys.indexOf(row.label) : "from" in row ? keys.indexOf(row.from) : null;
    const via = "via" in row ? keys.indexOf(row.via) : null;
    const chosen = "of" in row ? MARKS[row.of] : RETURN;
    return findWhere(projection, plan.filter.test, add, (block, journey) => {
      runs.read(block, journey);
      const { n, labels } = runs;
      let found = 0;
      for (let k = 0; k < n; k++) {
        const mark = runs.mark(k);
        if (label !== null && labels[k] !== label) continue;
        const otherWay = via !== null && labels[k - 1] !== via;
        found |= HAD | (otherWay ? mark & ~RETURN : mark);
      }
      if (found !== 0 && isOpen(projection, block, journey)) found |= OPEN;
      return (found & chosen) !== 0;
    });
  },
};
