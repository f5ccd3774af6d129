// Finds the journeys that a step, a node or an edge of a flow counts, and the journeys of its totals. Other combines
// all labels that are not shown, so a reference to Other lists the labels that are shown.

import { findInScope, findWhere } from "../../engine/inScope.js";
import { labelsNamed } from "../../engine/label.js";
import { isOpen } from "../../engine/scan.js";
import type { Label } from "../../engine/terms.js";
import { COUNTED, isTotalsRow, naming, type TotalsRow } from "../drilldown.js";
import type { Drilldown } from "../question.js";
import { count, either, list, oneOf, record, text } from "../shape.js";
import { type FlowParams, FlowPath, flowPlan } from "./plan.js";
import type { FlowResult } from "./result.js";

/** The key of a label or, for Other, the keys of all labels shown at the step. */
export type FlowPlace = string | { readonly otherThan: readonly string[] };
export const FLOW_NODE_PARTS = ["JOURNEYS", "DROP_OFF", "DROP_OFF_OPEN"] as const;
export type FlowNodePart = (typeof FLOW_NODE_PARTS)[number];

/** Steps are counted from 1, as in the answer. */
export type FlowRow =
  | { readonly step: number; readonly of: FlowNodePart }
  | { readonly step: number; readonly at: FlowPlace; readonly of: FlowNodePart }
  | { readonly step: number; readonly from: FlowPlace; readonly to: FlowPlace }
  /** A list of labels for each step. The path must have one of these labels there. */
  | { readonly on: readonly (readonly string[])[] }
  | TotalsRow;

const place = either(text, record({ otherThan: list(text) }));
const of = oneOf(...FLOW_NODE_PARTS);

export const drilldown: Drilldown<FlowParams, FlowResult, FlowRow> = {
  choosesRows: ["rowsPerStep"],
  isRow: either(
    isTotalsRow,
    record({ step: count, of }),
    record({ step: count, at: place, of }),
    record({ step: count, from: place, to: place }),
  ),
  rows(args, result) {
    const named = naming<FlowRow>("flow", args);
    const shown = shownAt(result);
    const placeOf = (step: number, { key, kind }: Label): FlowPlace =>
      kind === "OTHER" ? { otherThan: shown[step - 1]! } : key;
    return {
      ...result,
      totals: { ...result.totals, ...named(COUNTED) },
      steps: result.steps.map((step) => ({
        ...step,
        ...named({ step: step.step, of: "JOURNEYS" }),
        nodes: step.nodes.map((node) => ({
          ...node,
          ...named({ step: step.step, at: placeOf(step.step, node.point), of: "JOURNEYS" }),
        })),
      })),
      edges: result.edges.map((edge) => ({
        ...edge,
        ...named({ step: edge.step, from: placeOf(edge.step, edge.from), to: placeOf(edge.step + 1, edge.to) }),
      })),
    };
  },
  shown: (result) => ({ on: shownAt(result) }),
  find(projection, params, row, add) {
    const plan = flowPlan(projection, params);
    if (!("step" in row) && "of" in row && row.of === "JOURNEYS") return findInScope(projection, plan.filter.test, add);
    const path = new FlowPath(plan, false);
    const places: readonly FlowPlace[] = "from" in row ? [row.from, row.to] : "at" in row ? [row.at] : [];
    // For each step, the entry for a label is 1 if the path may have it there.
    const tables = places.map((place) => {
      if (typeof place === "string") return labelsNamed(plan.labels, [place]);
      return labelsNamed(plan.labels, place.otherThan).map((isNamed) => 1 - isNamed);
    });
    const on = ("on" in row ? row.on : []).map((keys) => labelsNamed(plan.labels, keys));
    const first = "step" in row ? row.step - 1 : 0;
    // No path has a step before its first one.
    if (first < 0) return { visit() {} };
    const least = Math.max(1, tables.length);
    const part = "of" in row ? row.of : "JOURNEYS";
    // These parts have no journeys. A journey with an interaction of the anchor is neither dropped nor pending. With
    // BACKWARD, no journey that ends at a step is open there, because a journey cannot continue at its beginning.
    const never = part === "DROPPED" || part === "PENDING" || (part === "DROP_OFF_OPEN" && plan.backward);
    const drops = part === "DROP_OFF" || part === "DROP_OFF_OPEN";
    const opens = part === "OPEN" || part === "DROP_OFF_OPEN";
    return findWhere(projection, plan.filter.test, add, (block, journey) => {
      const length = path.read(block, journey);
      if (never || length < first + least) return false;
      if (tables.some((isAt, i) => isAt[path.labels[first + i]!] === 0)) return false;
      if (on.some((isShown, step) => step < length && isShown[path.labels[step]!] === 0)) return false;
      if (drops && !(path.ends && length === first + 1)) return false;
      return !opens || isOpen(projection, block, journey);
    });
  },
};

/** The keys of the labels shown at each step. */
function shownAt({ steps }: FlowResult): string[][] {
  return steps.map(({ nodes }) => nodes.flatMap(({ point }) => (point.kind === "OTHER" ? [] : [point.key])));
}
