// The journeys behind a transition, behind what its probability is a share of, and behind the totals of transitions.

import { findInScope } from "../../engine/inScope.js";
import { keyOfEnd } from "../../engine/label.js";
import { eachJourney, isOpen } from "../../engine/scan.js";
import { COUNTS_ALONE } from "../../engine/selection.js";
import type { TotalsPart } from "../../engine/terms.js";
import { COUNTED, isTotalsRow, naming, type TotalsRow } from "../drilldown.js";
import type { AddJourney, Drilldown, JourneyFinder } from "../question.js";
import type { TransitionsResult } from "../results.js";
import { either, nothing, record, text } from "../shape.js";
import { EdgeGatherer } from "./count.js";
import { PairGatherer } from "./eventually.js";
import { START_CODE, type TransitionsParams, type TransitionsPlan, transitionsPlan, viewOf } from "./plan.js";

/** A pair by its labels' keys, null for START and END. */
interface Pair {
  readonly from: string | null;
  readonly to: string | null;
}
/** One, any of several, all that leave a label (EVENTUALLY: those that have it), or a part of the totals. */
export type TransitionRow =
  | Pair
  | { readonly pairs: readonly Pair[] }
  | { readonly exitsOf: string | null }
  | TotalsRow;

const labelKey = either(text, nothing);

export const drilldown: Drilldown<TransitionsParams, TransitionsResult, TransitionRow> = {
  choosesRows: ["first", "from", "to"],
  isRow: either(isTotalsRow, record({ from: labelKey, to: labelKey }), record({ exitsOf: labelKey })),
  rows(args, result) {
    const named = naming<TransitionRow>("transitions", args);
    return {
      ...result,
      totals: { ...result.totals, ...named(COUNTED) },
      edges: result.edges.map((edge) => ({ ...edge, ...named({ from: keyOfEnd(edge.from), to: keyOfEnd(edge.to) }) })),
    };
  },
  shown: ({ edges }) => ({ pairs: edges.map(({ from, to }) => ({ from: keyOfEnd(from), to: keyOfEnd(to) })) }),
  find(projection, params, row, add) {
    const plan = transitionsPlan(projection, params);
    if ("of" in row && row.of === "JOURNEYS") return findInScope(projection, plan.test, add);
    if ("of" in row) return new LeftScan(plan, row.of, add);
    const { labels, width } = plan;
    const codes = new Map(labels.keys.map((key, code) => [key, 1 + code]));
    if ("exitsOf" in row) {
      const left = row.exitsOf === null ? START_CODE : codes.get(row.exitsOf);
      return { visit: left === undefined ? () => {} : exitsOf(plan, left, add) };
    }
    const known = ("pairs" in row ? row.pairs : [row]).flatMap(({ from, to }) => {
      const left = from === null ? START_CODE : codes.get(from);
      const reached = to === null ? width - 1 : codes.get(to);
      // A label that is no longer there.
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

/** A label's exits are its occurrences, each after a label that is `previous`: the last leads to END. */
function exitsOf(plan: TransitionsPlan, left: number, add: AddJourney): JourneyFinder["visit"] {
  const { projection, test, collapse, eventually, previous } = plan;
  const { view, codeOf } = viewOf(plan);
  return (range) =>
    eachJourney(projection, range, test, (block, journey) => {
      view.enter(block, journey);
      const { codes, begin, end } = view;
      if (left === START_CODE) {
        // EVENTUALLY knows no START, and nothing stands before it.
        if (begin < end && !eventually && previous === null) add(journey);
        return;
      }
      let before = START_CODE;
      for (let i = begin; i < end; i++) {
        const code = codeOf[codes[i]!]!;
        if (collapse && code === before) continue;
        if (code === left && (previous === null || previous[before] === 1)) return add(journey);
        before = code;
      }
    });
}

/** All with something left are matched, completed and counted. */
class LeftScan implements JourneyFinder {
  readonly #plan: TransitionsPlan;
  readonly #view: ReturnType<typeof viewOf>["view"];
  readonly #part: TotalsPart;
  readonly #add: AddJourney;

  constructor(plan: TransitionsPlan, part: TotalsPart, add: AddJourney) {
    this.#plan = plan;
    this.#view = viewOf(plan).view;
    this.#part = part;
    this.#add = add;
  }

  visit(range: Parameters<JourneyFinder["visit"]>[0]): void {
    if (this.#part === "DROPPED" || this.#part === "PENDING") return;
    const { projection, test } = this.#plan;
    const view = this.#view;
    eachJourney(projection, range, test, (block, journey) => {
      view.enter(block, journey);
      if (view.begin === view.end) return;
      if (this.#part !== "OPEN" || isOpen(projection, block, journey)) this.#add(journey);
    });
  }
}
