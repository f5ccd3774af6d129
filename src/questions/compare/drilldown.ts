// Makes references to the counts of a comparison. A side of a comparison counts what the compared question
// (commonRoutes, transitions or funnel) would count with the common filter and the filter of the side. A reference to
// such a count therefore names a row of the compared question, and adds the filter of the side.

import { keyOfEnd } from "../../engine/label.js";
import type { RouteRow } from "../commonRoutes/drilldown.js";
import { COUNTED, NO_OWN_ROWS } from "../drilldown.js";
import type { FunnelRow } from "../funnel/drilldown.js";
import type { Drilldown, Reference } from "../question.js";
import type { TransitionRow } from "../transitions/drilldown.js";
import type {
  ComparedRateResult,
  ComparedTotalsResult,
  CompareFunnelResult,
  CompareRoutesResult,
  CompareTransitionsResult,
  SideRatePart,
} from "./result.js";

/**
 * References to the journeys in scope of each side. A filter that combines both selects the journeys that are on both
 * sides.
 */
export interface BothSides {
  readonly a: Reference;
  readonly b: Reference;
}

export const routesDrilldown: Drilldown<unknown, CompareRoutesResult, never> = {
  ...NO_OWN_ROWS,
  rows(args, result) {
    const { totals, rate } = naming<RouteRow>("commonRoutes", args);
    return {
      ...result,
      totals: totals(result.totals),
      completionRate: rate(result.completionRate, { of: "MATURE_COMPLETED" }, { of: "MATURE" }),
      routes: result.routes.map((row) => ({
        ...row,
        share: rate(row.share, { route: row.steps.map(({ key }) => key) }, COUNTED),
      })),
    };
  },
};

export const transitionsDrilldown: Drilldown<unknown, CompareTransitionsResult, never> = {
  ...NO_OWN_ROWS,
  rows(args, result) {
    const { totals, rate } = naming<TransitionRow>("transitions", args);
    return {
      ...result,
      totals: totals(result.totals),
      edges: result.edges.map((row) => {
        const [from, to] = [keyOfEnd(row.from), keyOfEnd(row.to)];
        return { ...row, probability: rate(row.probability, { from, to }, { exitsOf: from }) };
      }),
    };
  },
};

export const funnelDrilldown: Drilldown<unknown, CompareFunnelResult, never> = {
  ...NO_OWN_ROWS,
  rows(args, result) {
    const { totals, rate } = naming<FunnelRow>("funnel", args);
    return {
      ...result,
      totals: totals(result.totals),
      steps: result.steps.map((row) => {
        const { step } = row;
        const completed = { step, of: "COMPLETED" } as const;
        return {
          ...row,
          shareOfFirst: rate(row.shareOfFirst, completed, { of: "MATCHED" }),
          shareOfPrevious: rate(row.shareOfPrevious, completed, { step, of: "ENTERED" }),
          shareOfAll: rate(row.shareOfAll, completed, { of: "JOURNEYS" }),
          completionRate: rate(row.completionRate, { step, of: "MATURE_COMPLETED" }, { of: "MATURE" }),
        };
      }),
    };
  },
};

interface SidesArgs {
  readonly a: { readonly filter?: object | null };
  readonly b: { readonly filter?: object | null };
}

/** Returns functions that add references to totals and to rates. The references name rows of the compared question. */
function naming<Row>(question: string, args: object) {
  const { a, b, ...common } = args as SidesArgs;
  const nameOf =
    (side: SidesArgs["a"]) =>
    (row: Row): Reference => ({ question, args: common, side: side.filter ?? null, row });
  const [ofA, ofB] = [nameOf(a), nameOf(b)];
  const parts = (name: typeof ofA, count: Row, of: Row): { readonly behind: Record<SideRatePart, Reference> } => ({
    behind: { COUNT: name(count), OF: name(of) },
  });
  const [counted, inScope] = [COUNTED, { of: "JOURNEYS" }] as [Row, Row];
  return {
    totals: (totals: ComparedTotalsResult): ComparedTotalsResult => ({
      ...totals,
      a: { ...totals.a, ...{ behind: ofA(counted) } },
      b: { ...totals.b, ...{ behind: ofB(counted) } },
      inBoth: { ...totals.inBoth, ...{ behind: { a: ofA(inScope), b: ofB(inScope) } satisfies BothSides } },
    }),
    rate: (rate: ComparedRateResult, count: Row, of: Row): ComparedRateResult => ({
      ...rate,
      a: { ...rate.a, ...parts(ofA, count, of) },
      b: { ...rate.b, ...parts(ofB, count, of) },
    }),
  };
}
