// The scan of compareTransitions: counts the pairs of each journey, by the rule of transitions, on each side to which
// the journey belongs. The tally (tally.ts) has a row for each pair; the base of the row is the exits of the pair's
// first label. The cost is one read of each journey that is on at least one side. Each thread needs about 150 bytes per
// pair.

import { compileFilter } from "../../engine/filter.js";
import { isOpen, type JourneyPredicate, type JourneyRange, type Scan, type ScanTask } from "../../engine/scan.js";
import type { Block } from "../../projection/projection.js";
import { Edges } from "../transitions/edges.js";
import { Pairs } from "../transitions/eventually.js";
import {
  START_CODE,
  type TransitionsParams,
  type TransitionsPlan,
  transitionsPlan,
  viewOf,
} from "../transitions/plan.js";
import type { BothFilters } from "./sides.js";
import { type ComparedSums, CompareTally, SIDES, type Side } from "./tally.js";

export interface CompareTransitionsArgs {
  /** The parameters of the compared question. Their filter is not used, because the sides have their own filters. */
  readonly params: TransitionsParams;
  readonly filters: BothFilters;
}

const A: readonly Side[] = [0];
const B: readonly Side[] = [1];
export const TRANSITION_COUNTS = ["journeys", "customers", "counted", "open"] as const;
export type TransitionCounts = Record<(typeof TRANSITION_COUNTS)[number], number>;

export interface ComparedEdges {
  /** The values of side A, then of side B. */
  readonly counts: readonly TransitionCounts[];
  /** The codes of the two labels of each row. */
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  /** The base of a row is the code of its label `from`. */
  readonly sums: ComparedSums;
}

export const countComparedEdges: ScanTask<CompareTransitionsArgs, ComparedEdges> = {
  name: "compareTransitions.count",
  begin: (projection, { params, filters }) =>
    new ComparedEdgeCounter(
      transitionsPlan(projection, params),
      filters.map((filter) => compileFilter(projection, filter, "filter").test),
    ),
};

class ComparedEdgeCounter implements Scan<ComparedEdges> {
  readonly #plan: TransitionsPlan;
  readonly #tests: readonly (JourneyPredicate | null)[];
  readonly #edges: Edges;
  readonly #tally = new CompareTally();
  readonly #counts = SIDES.map((): TransitionCounts => ({ journeys: 0, customers: 0, counted: 0, open: 0 }));
  readonly #pairs: (block: Block, journey: number, sides: readonly Side[]) => boolean;

  constructor(plan: TransitionsPlan, tests: readonly (JourneyPredicate | null)[]) {
    this.#plan = plan;
    this.#tests = tests;
    this.#edges = new Edges(plan.width);
    this.#pairs = plan.eventually
      ? eventually(plan, this.#edges, this.#tally)
      : directly(plan, this.#edges, this.#tally);
  }

  visit(range: JourneyRange): void {
    const { projection } = this.#plan;
    const { block, live } = projection.blocks[range.block]!;
    const { customer } = block;
    const [testA, testB] = this.#tests as [JourneyPredicate | null, JourneyPredicate | null];
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

  finish(): ComparedEdges {
    const { size, from, to } = this.#edges;
    return {
      counts: this.#counts,
      from: from.slice(0, size),
      to: to.slice(0, size),
      sums: this.#tally.finish(size, this.#plan.width),
    };
  }
}

/** Counts the pairs of a journey. Returns false if the journey has no interactions left. */
function directly(plan: TransitionsPlan, edges: Edges, tally: CompareTally) {
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

function eventually(plan: TransitionsPlan, edges: Edges, tally: CompareTally) {
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
