// Makes the references of a map, with which clients open the journeys behind its numbers. Every number of a map comes
// from another question, so its reference names a row of that question, with the filter of the map and, if two sides
// are compared, the filter of the side.

import type { ScoreKind } from "../../model/feedback.js";
import type { SideRatePart } from "../compare/result.js";
import type { ConformanceTotalsPart } from "../conformance/drilldown.js";
import { NO_OWN_ROWS } from "../drilldown.js";
import type { FeedbackRow } from "../feedback/drilldown.js";
import type { Drilldown, Named, Reference } from "../question.js";
import { namedPerformance } from "../touchpointPerformance/drilldown.js";
import type { ChangedRate } from "../touchpointPerformance/plan.js";
import type { PerformanceResult } from "../touchpointPerformance/result.js";
import type { ChangeSide, PerformanceRow } from "../touchpointPerformance/rows.js";
import { type MapNames, withNames } from "./names.js";
import type { JourneyMapParams } from "./plan.js";
import type { JourneyMapResult, MapStageResult } from "./result.js";

/** The counts of the design that open journeys. They are parts of the totals of conformance. */
export const MAP_DESIGN_PARTS = ["CONFORMING", "DEVIATING"] as const satisfies readonly ConformanceTotalsPart[];

/** The arguments of a map as a client gives them. */
interface GivenArgs extends MapNames {
  readonly goal?: object | null;
  readonly within?: string | null;
  readonly blueprint?: string | null;
  readonly version?: number | null;
  readonly a?: { readonly filter?: object | null } | null;
  readonly b?: { readonly filter?: object | null } | null;
}

export const drilldown: Drilldown<JourneyMapParams, JourneyMapResult, never> = {
  ...NO_OWN_ROWS,
  rows(given, result) {
    const args = given as GivenArgs;
    const filter = withNames(args) ?? null;
    const { goal = null, within = null, blueprint = null, version = null, a = null, b = null } = args;
    const reference = (question: string, own: object, row: object, side = a): Reference => ({
      question,
      args: { ...own, filter },
      side: side?.filter ?? null,
      row,
    });
    const performance = (row: PerformanceResult): PerformanceResult => {
      const own = { goal, within, grain: row.label.kind };
      const options = { options: { grain: row.label.kind } };
      return namedPerformance(
        row,
        (which: PerformanceRow): Named => ({ behind: reference("touchpointPerformance", own, which) }),
        (which: FeedbackRow): Named => ({ behind: reference("feedback", options, which) }),
        {
          rate: (label: string, rate: ChangedRate, side: ChangeSide, of: SideRatePart) =>
            reference("touchpointPerformance", own, { label, rate, of }, side === "BEFORE" ? a : b),
          score: (label: string, score: ScoreKind, side: ChangeSide): Named => ({
            behind: reference("feedback", options, { label, score }, side === "BEFORE" ? a : b),
          }),
        },
      );
    };
    const design = { blueprint, version };
    return {
      ...result,
      totals: {
        ...result.totals,
        ...{ behind: reference("touchpointPerformance", { goal, within }, { of: "JOURNEYS" }) },
      },
      design:
        result.design === null
          ? null
          : { ...result.design, ...{ behind: reference("conformance", design, { of: "DEVIATING" }) } },
      stages: result.stages.map(
        (stage): MapStageResult => ({
          ...stage,
          performance: stage.performance === null ? null : performance(stage.performance),
          touchpoints: stage.touchpoints.map(performance),
          steps: stage.steps.map((step) => ({
            ...step,
            ...{ behind: reference("conformance", design, { step: step.key, of: "REACHED" }) },
          })),
          adHoc: stage.adHoc.map((row) => ({
            ...row,
            ...{ behind: reference("conformance", design, { adHoc: row.label.key }) },
          })),
          painPoints: stage.painPoints.map((point) => {
            const { question, args: own, row } = point.evidence;
            return { ...point, ...{ behind: reference(question, evidenceArgs(question, own), row) } };
          }),
        }),
      ),
    };

    function evidenceArgs(question: string, own: object): object {
      if (question === "touchpointPerformance") return { goal, within, ...own };
      if (question === "conformance") return design;
      if (question === "handoffs") return { settings: { ...(own as { settings: object }).settings, goal } };
      return own;
    }
  },
};
