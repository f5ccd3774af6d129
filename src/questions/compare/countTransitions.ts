// The scan of compareTransitions. It counts the pairs of labels of each journey as transitions does, on each side to
// which the journey belongs. In the tally (tally.ts), each pair is a row, and each label is a base: the base counts the
// exits of the label. The row of the pair A→B belongs to the base A. The scan reads each journey that is on at least
// one side once. Each thread needs about 110 bytes per pair.

import { compileFilter } from "../../engine/filter.js";
import { recordOf } from "../../engine/parts.js";
import { isOpen, type JourneyPredicate, type JourneyRange, PlannedScan, type ScanTask } from "../../engine/scan.js";
import type { Block } from "../../projection/projection.js";
import { PairNumbers } from "../transitions/edges.js";
import { Pairs } from "../transitions/eventually.js";
import {
  START_CODE,
  type TransitionsParams,
  type TransitionsPlan,
  transitionsPlan,
  viewOf,
} from "../transitions/plan.js";
import type { BothFilters } from "./sides.js";
import { CompareTally, SIDES, type Side } from "./tally.js";

export interface CompareTransitionsArgs {
  /** The parameters of the compared question. Their filter is not used, because the sides have their own filters. */
  readonly params: TransitionsParams;
  readonly filters: BothFilters;
}

const A: readonly Side[] = [0];
const B: readonly Side[] = [1];
export const TRANSITION_COUNTS = ["journeys", "customers", "counted", "open"] as const;
export type TransitionCounts = Record<(typeof TRANSITION_COUNTS)[number], number>;

export const countComparedEdges = {
  name: "compareTransitions.count",
  begin: (projection, { params, filters }) =>
    new ComparedEdgeCounter(
      transitionsPlan(projection, params),
      filters.map((filter) => compileFilter(projection, filter, "filter").test),
    ),
} satisfies ScanTask<CompareTransitionsArgs, unknown>;

/** The parameters are the tests of the sides. */
class ComparedEdgeCounter extends PlannedScan<TransitionsPlan, readonly (JourneyPredicate | null)[]> {
  readonly #edges = new PairNumbers(this.plan.width);
  /** The bases are numbered by the codes of labels. Each row belongs to the base with the number `from`. */
  readonly #tally = new CompareTally();
  /** The counts of side A, then the counts of side B. */
  readonly #counts = SIDES.map((): TransitionCounts => recordOf(TRANSITION_COUNTS, () => 0));
  readonly #pairs = (this.plan.eventually ? eventually : directly)(this.plan, this.#edges, this.#tally);

  visit(range: JourneyRange): void {
    const { projection } = this.plan;
    const { block, live } = projection.blocks[range.block]!;
    const { customer } = block;
    const [testA, testB] = this.params as [JourneyPredicate | null, JourneyPredicate | null];
    const last = [-1, -1];
    let before = -1;
    for (let j = range.from; j < range.to; j++) {
      if (live !== null && live[j] === 0) continue;
      const inA = testA === null || testA(range.block, j);
      const inB = testB === null || testB(range.block, j);
      if (!inA && !inB) continue;
      const sides = inA ? (inB ? SIDES : A) : B;
      const number = customer[j]!;
      if (number !== before) this.#tally.endCustomer();
      before = number;
      const left = this.#pairs(block, j, sides);
      const open = left && isOpen(projection, block, j);
      for (const side of sides) {
        const counts = this.#counts[side]!;
        counts.journeys++;
        if (last[side] !== number) counts.customers++;
        last[side] = number;
        if (left) counts.counted++;
        if (open) counts.open++;
      }
    }
    this.#tally.endCustomer();
  }

  finish() {
    const { size, from, to } = this.#edges;
    return {
      counts: this.#counts,
      // For each row, the codes of the first and of the second label of its pair.
      from: from.slice(0, size),
      to: to.slice(0, size),
      sums: this.#tally.finish(size, this.plan.width),
    };
  }
}

/**
 * Returns a function that counts the pairs of neighbouring labels of one journey. This function returns false if `hide`
 * leaves no interactions of the journey.
 */
function directly(plan: TransitionsPlan, edges: PairNumbers, tally: CompareTally) {
  const { collapse, width, previous } = plan;
  const { view, codeOf } = viewOf(plan);
  return (block: Block, journey: number, sides: readonly Side[]): boolean => {
    view.enter(block, journey);
    const { codes, begin, end } = view;
    let before = START_CODE;
    let earlier = START_CODE;
    for (let i = begin; i <= end && begin < end; i++) {
      const code = i === end ? width - 1 : codeOf[codes[i]!]!;
      if (collapse && code === before) continue;
      if (previous === null || previous[earlier] === 1) {
        const edge = edges.findOrAdd(before * width + code);
        for (const side of sides) {
          tally.among(before, side);
          tally.count(edge, before, side);
        }
      }
      earlier = before;
      before = code;
    }
    return begin < end;
  };
}

function eventually(plan: TransitionsPlan, edges: PairNumbers, tally: CompareTally) {
  const { width } = plan;
  const pairs = new Pairs(plan);
  return (block: Block, journey: number, sides: readonly Side[]): boolean => {
    pairs.read(block, journey);
    for (const side of sides) {
      for (let k = 0; k < pairs.labels; k++) tally.among(pairs.codes[k]!, side);
      for (let k = 0; k < pairs.n; k++) {
        const from = pairs.from[k]!;
        tally.count(edges.findOrAdd(from * width + pairs.to[k]!), from, side);
      }
    }
    return pairs.labels > 0;
  };
}
