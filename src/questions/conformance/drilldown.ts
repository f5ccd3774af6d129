// Finds the journeys behind the counts of conformance: those of a step, of an ad hoc touchpoint, of a variant, and of
// the totals.

import { findWhere } from "../../engine/inScope.js";
import { labelsOf } from "../../engine/label.js";
import { DEFAULT_PATH_OPTIONS } from "../../engine/terms.js";
import type { Block } from "../../projection/projection.js";
import { opening } from "../drilldown.js";
import type { Drilldown } from "../question.js";
import { either, flag, list, oneOf, record, text } from "../shape.js";
import { type ConformanceParams, conformancePlan, JourneyConformance } from "./plan.js";
import type { ConformanceResult } from "./result.js";

export const CONFORMANCE_TOTALS_PARTS = ["JOURNEYS", "CONFORMING", "DEVIATING", "OPEN"] as const;
export type ConformanceTotalsPart = (typeof CONFORMANCE_TOTALS_PARTS)[number];
export const CONFORMANCE_STEP_PARTS = ["REACHED", "MISSING", "OUT_OF_ORDER", "FAILED", "LATE"] as const;
export type ConformanceStepPart = (typeof CONFORMANCE_STEP_PARTS)[number];

export type ConformanceRow =
  | { readonly of: ConformanceTotalsPart }
  | { readonly step: string; readonly of: ConformanceStepPart }
  | { readonly adHoc: string }
  | { readonly variant: readonly string[]; readonly open: boolean };

export const drilldown: Drilldown<ConformanceParams, ConformanceResult, ConformanceRow> = {
  choosesRows: ["first"],
  hasSides: true,
  isRow: either(
    record({ of: oneOf(...CONFORMANCE_TOTALS_PARTS) }),
    record({ step: text, of: oneOf(...CONFORMANCE_STEP_PARTS) }),
    record({ adHoc: text }),
    record({ variant: list(text), open: flag }),
  ),
  rows: opening<ConformanceResult, ConformanceRow>("conformance", {
    totals: () => ({ of: "DEVIATING" }),
    steps: ({ key }) => ({ step: key, of: "REACHED" }),
    adHoc: ({ label }) => ({ adHoc: label.key }),
    variants: ({ touchpoints, open }) => ({ variant: touchpoints, open }),
  }),
  find(projection, params, row, add) {
    const plan = conformancePlan(projection, params);
    const journey = new JourneyConformance(plan);
    const { aligner } = journey;
    const labels = labelsOf(projection, { ...DEFAULT_PATH_OPTIONS, grain: "TOUCHPOINT" });
    const has = belongs();
    return findWhere(projection, plan.test, add, (block, j, begin, end) => {
      journey.read(block, j);
      return has(block, j, begin, end);
    });

    function belongs(): (block: Block, journey: number, begin: number, end: number) => boolean {
      if ("variant" in row) {
        const wanted = row.variant.map((key) => labels.keys.indexOf(key));
        return (block, _, begin, end) =>
          journey.open === row.open &&
          end - begin === wanted.length &&
          wanted.every((label, i) => labels.ofTouchpoint[block.touchpoint[begin + i]!] === label);
      }
      if ("adHoc" in row) {
        const label = labels.keys.indexOf(row.adHoc);
        return (block, _, begin, end) => {
          for (let i = begin; i < end; i++)
            if (labels.ofTouchpoint[block.touchpoint[i]!] === label && aligner.isAdHoc(i - begin)) return true;
          return false;
        };
      }
      if (!("step" in row)) {
        if (row.of === "JOURNEYS") return () => true;
        if (row.of === "OPEN") return () => journey.open;
        return () => (journey.cost === 0) === (row.of === "CONFORMING");
      }
      const index = plan.compiled.steps.findIndex(({ key }) => key === row.step);
      if (row.of === "MISSING") return () => aligner.missing.includes(index);
      if (row.of === "OUT_OF_ORDER") return () => aligner.outOfOrder.includes(index);
      return (block, j) => {
        let found = false;
        journey.eachMatch(block, j, (step, _wait, isLate, hasFailed) => {
          if (step === index && (row.of === "REACHED" || (row.of === "LATE" ? isLate : hasFailed))) found = true;
        });
        return found;
      };
    }
  },
};
