// The table of conformance: a row per step, per ad hoc touchpoint and per variant.
import { format } from "../format.js";
import type { TableData, TableRow } from "../view.js";
import { type Answer, adHocMark, adHocOpening, PARTS, partOpening, variantMark, variantOpening } from "./answer.js";
import { movesText } from "./moves.js";

export function table(answer: Answer): TableData {
  const { totals, steps, adHoc, variants } = answer;
  const nameOfStep = (key: string) => steps.find((step) => step.key === key)?.name ?? key;
  const nameOfTouchpoint = (key: string) => adHoc.find(({ label }) => label.key === key)?.label.label ?? key;
  return {
    caption: `${format.fraction(totals.conforming, totals.journeys)} journeys conform to the design`,
    columns: [
      { key: "name", name: "Part of the design, or of what happens", unit: null, kind: "text" },
      { key: "sort", name: "Kind", unit: null, kind: "text" },
      { key: "reached", name: "Reached", unit: "journeys", kind: "count" },
      { key: "interactions", name: "Interactions", unit: null, kind: "count" },
      { key: "missing", name: "Missing", unit: "journeys", kind: "count" },
      { key: "outOfOrder", name: "Out of order", unit: "journeys", kind: "count" },
      { key: "failed", name: "Failed", unit: "journeys", kind: "count" },
      { key: "late", name: "Late", unit: "journeys", kind: "count" },
      { key: "meanWait", name: "Mean wait before", unit: null, kind: "duration" },
      { key: "share", name: "Share", unit: "of the journeys", kind: "rate" },
      { key: "cost", name: "Cost", unit: "of a journey", kind: "count" },
      { key: "fitness", name: "Fitness", unit: "from 0 to 1", kind: "number" },
    ],
    rows: [
      ...steps.map(
        (step): TableRow => ({
          key: step.key,
          values: {
            name: step.name,
            sort: "step",
            reached: step.reached,
            interactions: step.interactions,
            missing: step.missing,
            outOfOrder: step.outOfOrder,
            failed: step.failed,
            late: step.late,
            meanWait: step.meanWait,
          },
          opens: Object.fromEntries(PARTS.map((part) => [part, partOpening(step, part)])),
        }),
      ),
      ...adHoc.map(
        (row): TableRow => ({
          key: adHocMark(row),
          values: { name: row.label.label, sort: "ad hoc", reached: row.journeys, interactions: row.interactions },
          opens: { reached: adHocOpening(row) },
        }),
      ),
      ...variants.map(
        (variant, i): TableRow => ({
          key: variantMark(variant),
          values: {
            name: movesText(variant, nameOfStep, nameOfTouchpoint).join(" · "),
            sort: variant.open ? "open variant" : "variant",
            reached: variant.journeys,
            share: variant.share,
            cost: variant.cost,
            fitness: variant.fitness,
          },
          parts: { share: { count: variant.journeys, of: totals.journeys } },
          opens: { reached: variantOpening(variant, i + 1) },
        }),
      ),
    ],
  };
}
