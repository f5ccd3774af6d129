// Finds the journeys of a transition, of the base of its probability, and of the totals of transitions.
import { findLeft, findWhere } from "../../engine/inScope.js";
import { keyOfEnd } from "../../engine/label.js";
import { COUNTS_ALONE } from "../../engine/selection.js";
import type { Block } from "../../projection/projection.js";
import { COUNTED, isTotalsRow, opening, type TotalsRow } from "../drilldown.js";
import type { AddJourney, Drilldown, JourneyFinder } from "../question.js";
import { either, nothing, record, text } from "../shape.js";
import { PairGatherer, Pairs } from "./eventually.js";
import { EdgeGatherer } from "./gather.js";
import { START_CODE, type TransitionsParams, type TransitionsPlan, transitionsPlan, viewOf } from "./plan.js";
import type { TransitionsResult } from "./result.js";

/** A pair, given by the keys of its labels. A key is null for START and END. */
interface Pair {
  readonly from: string | null;
  readonly to: string | null;
}
/**
 * One pair, several pairs, all pairs that leave a label, or a part of the totals. With EVENTUALLY, the journeys of "all
 * pairs that leave a label" are the journeys that contain it.
 */
export type TransitionRow =
  | Pair
  | { readonly pairs: readonly Pair[] }
  | { readonly exitsOf: string | null }
  | TotalsRow;

const labelKey = either(text, nothing);

export const drilldown: Drilldown<TransitionsParams, TransitionsResult, TransitionRow> = {
  hasSides: true,
  choosesRows: ["first", "from", "to"],
  isRow: either(isTotalsRow, record({ from: labelKey, to: labelKey }), record({ exitsOf: labelKey })),
  rows: opening<TransitionsResult, TransitionRow>("transitions", {
    totals: () => COUNTED,
    edges: ({ from, to }) => ({ from: keyOfEnd(from), to: keyOfEnd(to) }),
  }),
  shown: ({ edges }) => ({ pairs: edges.map(({ from, to }) => ({ from: keyOfEnd(from), to: keyOfEnd(to) })) }),
  find(projection, params, row, add) {
    const plan = transitionsPlan(projection, params);
    if ("of" in row) {
      const { view } = viewOf(plan);
      const isLeft = (block: Block, journey: number): boolean => {
        view.enter(block, journey);
        return view.begin < view.end;
      };
      return findLeft(projection, plan.filter.test, isLeft, row.of, add);
    }
    const { labels, width } = plan;
    const codes = new Map(labels.keys.map((key, code) => [key, 1 + code]));
    if ("exitsOf" in row) {
      const left = row.exitsOf === null ? START_CODE : codes.get(row.exitsOf);
      // The label no longer exists.
      if (left === undefined) return { visit() {} };
      if (plan.eventually) return havingLabel(plan, left, add);
      // All pairs that begin with the label, including the pair with END.
      const to = Array.from({ length: width }, (_, code) => code);
      return new EdgeGatherer(plan, { params: { ...params, wanted: COUNTS_ALONE }, from: to.map(() => left), to }, add);
    }
    const known = ("pairs" in row ? row.pairs : [row]).flatMap(({ from, to }) => {
      const left = from === null ? START_CODE : codes.get(from);
      const reached = to === null ? width - 1 : codes.get(to);
      // The label no longer exists.
      return left === undefined || reached === undefined ? [] : [{ left, reached }];
    });
    const args = {
      params: { ...params, wanted: COUNTS_ALONE },
      from: known.map(({ left }) => left),
      to: known.map(({ reached }) => reached),
    };
    return plan.eventually ? new PairGatherer(plan, args, add) : new EdgeGatherer(plan, args, add);
  },
};

/** Finds the journeys that contain the label. With EVENTUALLY, they are the base of the label's probabilities. */
function havingLabel(plan: TransitionsPlan, label: number, add: AddJourney): JourneyFinder {
  const pairs = new Pairs(plan, false);
  return findWhere(plan.projection, plan.filter.test, add, (block, journey) => {
    pairs.read(block, journey);
    return pairs.codes.subarray(0, pairs.labels).includes(label);
  });
}
