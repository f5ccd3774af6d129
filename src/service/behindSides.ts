// Counts of a comparison with what names them (behind.ts): each is that of the plain question under both filters, and so is
// named as a row of that question, asked with the side's filter too.

import { keyOfEnd } from "../engine/label.js";
import type {
  ComparedRateResult,
  ComparedTotalsResult,
  CompareFunnelResult,
  CompareRoutesResult,
  CompareTransitionsResult,
  SideRatePart,
} from "../questions/compare/result.js";
import type { QuestionName, ResultOf } from "../questions/registry.js";
import type { AskedSides } from "./asked.js";
import { type AskedOfRow, type BehindRow, writeBehind } from "./behind.js";

type AskedComparison = AskedOfRow & AskedSides;
type Row = BehindRow["row"];

export type NameSides<Q extends QuestionName> = (asked: AskedComparison, result: ResultOf<Q>) => ResultOf<Q>;

export const SIDES: { readonly [Q in QuestionName]?: NameSides<Q> } = {
  compareRoutes: (asked, result: CompareRoutesResult) => {
    const { totals, rate } = naming("commonRoutes", asked);
    return {
      ...result,
      totals: totals(result.totals),
      completionRate: rate(result.completionRate, { of: "MATURE_COMPLETED" }, { of: "MATURE" }),
      routes: result.routes.map((row) => ({
        ...row,
        share: rate(row.share, { route: row.steps.map(({ key }) => key) }, { of: "COUNTED" }),
      })),
    };
  },
  compareTransitions: (asked, result: CompareTransitionsResult) => {
    const { totals, rate } = naming("transitions", asked);
    return {
      ...result,
      totals: totals(result.totals),
      edges: result.edges.map((row) => {
        const [from, to] = [keyOfEnd(row.from), keyOfEnd(row.to)];
        return { ...row, probability: rate(row.probability, { from, to }, { exitsOf: from }) };
      }),
    };
  },
  compareFunnel: (asked, result: CompareFunnelResult) => {
    const { totals, rate } = naming("funnel", asked);
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

/** Of both sides' journeys: those of B's that are behind A's. It names one row within another, so it is written when asked for. */
export function inBoth({ a, b }: InBothRows): BehindRow {
  return { ...b, asked: { ...b.asked, filter: { behind: writeBehind(a) } } };
}

export interface InBothRows {
  readonly a: BehindRow;
  readonly b: BehindRow;
}

/** Names the parts of totals and of rates. */
function naming(question: BehindRow["question"], { a, b, ...common }: AskedComparison) {
  const ofA: AskedOfRow = { ...common, side: a.filter };
  const ofB: AskedOfRow = { ...common, side: b.filter };
  const name = (asked: AskedOfRow, row: Row): BehindRow => ({ question, asked, row });
  const parts = (asked: AskedOfRow, count: Row, of: Row): { readonly behind: Record<SideRatePart, BehindRow> } => ({
    behind: { COUNT: name(asked, count), OF: name(asked, of) },
  });
  return {
    totals: (totals: ComparedTotalsResult): ComparedTotalsResult => ({
      ...totals,
      a: { ...totals.a, ...{ behind: name(ofA, { of: "COUNTED" }) } },
      b: { ...totals.b, ...{ behind: name(ofB, { of: "COUNTED" }) } },
      inBoth: {
        ...totals.inBoth,
        ...{ behind: { a: name(ofA, { of: "JOURNEYS" }), b: name(ofB, { of: "JOURNEYS" }) } },
      },
    }),
    rate: (rate: ComparedRateResult, count: Row, of: Row): ComparedRateResult => ({
      ...rate,
      a: { ...rate.a, ...parts(ofA, count, of) },
      b: { ...rate.b, ...parts(ofB, count, of) },
    }),
  };
}
