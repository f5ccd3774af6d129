// The scans of transitions. They count the pairs of neighbouring labels of each journey, with START before the first
// label and END after the last label. With `previous`, a pair is counted only if the label before it is one of these
// labels. START has no label before it. The first scan counts all edges. The second scan collects the details that only
// the edges shown need. Each scan is one pass.

import { JourneyView } from "../../engine/journeyView.js";
import { countSelected, keepAmong, lowestBit } from "../../engine/kernels/bits.js";
import { addPairs, addPairWaits } from "../../engine/kernels/paths.js";
import { type JourneyRange, PlannedScan, type Scan, type ScanTask } from "../../engine/scan.js";
import { openWords, Scope } from "../../engine/scope.js";
import { Sequences } from "../../engine/sequences.js";
import type { InScope } from "../../engine/terms.js";
import type { Block } from "../../projection/projection.js";
import { type EdgeColumns, Edges } from "./edges.js";
import { START_CODE, type TransitionsParams, type TransitionsPlan, transitionsPlan, viewOf } from "./plan.js";

export interface CountedEdges {
  readonly inScope: InScope;
  /** The journeys of which interactions are left after `hide` removes some. */
  readonly counted: number;
  readonly open: number;
  readonly edges: EdgeColumns;
}

export const countEdges: ScanTask<TransitionsParams, CountedEdges> = {
  name: "transitions.count",
  begin(projection, params) {
    const plan = transitionsPlan(projection, params);
    const { journeys = true, customers = true, dropAfter = true } = params.wanted ?? {};
    return !(journeys || customers || dropAfter) && plan.previous === null && codesOf(plan) < MOST_CODES
      ? new PairTally(plan, params)
      : new EdgeCounter(plan, params);
  },
};

/** The table of all pairs has at most 4 million cells. */
const MOST_CODES = 1 << 11;

function codesOf({ projection, hide }: TransitionsPlan): number {
  return new JourneyView(projection.dictionary.touchpoints.length, hide, []).codeCount;
}

/**
 * A faster scan for occurrences and waits alone. Whatever the grain, it counts pairs of touchpoint codes. At the end,
 * the codes of each label are combined and, if repeats are collapsed, pairs of two equal labels are dropped.
 */
class PairTally extends PlannedScan<TransitionsPlan, TransitionsParams> implements Scan<CountedEdges> {
  readonly #scope = new Scope(this.plan.projection, this.plan.filter, false);
  readonly #sequences = new Sequences(this.plan.projection.dictionary.touchpoints.length, this.plan.hide, []);
  readonly #codes = codesOf(this.plan);
  // One more code is used for the start and the end of a journey.
  readonly #shift = 32 - Math.clz32(this.#codes);
  readonly #counts = new Uint32Array(1 << (2 * this.#shift));
  readonly #sums = this.params.wanted?.waits === false ? null : new Float64Array(this.#counts.length);
  #counted = 0;
  #open = 0;

  visit(range: JourneyRange): void {
    const { projection } = this.plan;
    const scope = this.#scope;
    scope.enter(range, null);
    this.#sequences.enter(projection.blocks[range.block]!.block, scope);
    const { offsets, codes, elapsed } = this.#sequences;
    this.#counted += countSelected(scope);
    addPairs(scope, offsets, codes, this.#codes, this.#shift, this.#counts);
    if (this.#sums !== null) addPairWaits(scope, offsets, codes, elapsed, this.#shift, this.#sums);
    keepAmong(scope, openWords(projection, range.block));
    this.#open += countSelected(scope);
  }

  finish(): CountedEdges {
    const { width, collapse } = this.plan;
    const edges = new Edges(width, this.plan.projection.interactions);
    const { codeOf } = viewOf(this.plan);
    const n = this.#codes;
    for (let a = 0; a <= n; a++)
      for (let b = 0; b <= n; b++) {
        const cell = (a << this.#shift) + b;
        const count = this.#counts[cell]!;
        const from = a === n ? START_CODE : codeOf[a]!;
        const to = b === n ? width - 1 : codeOf[b]!;
        if (count === 0 || (collapse && from === to)) continue;
        const edge = edges.edgeOf(from * width + to);
        edges.add(edge, count);
        if (this.#sums !== null) edges.addWait(edge, this.#sums[cell]!);
      }
    return { inScope: this.#scope.met, counted: this.#counted, open: this.#open, edges: edges.columns() };
  }
}

class EdgeCounter extends PlannedScan<TransitionsPlan, TransitionsParams> implements Scan<CountedEdges> {
  readonly #edges = new Edges(this.plan.width, this.plan.projection.interactions);
  readonly #view = viewOf(this.plan);
  readonly #scope = new Scope(this.plan.projection, this.plan.filter);
  /** The customer of the last journey, and the number of this customer's first counted journey. */
  #customer = -1;
  #first = 0;
  #counted = 0;
  #open = 0;

  visit(range: JourneyRange): void {
    const { projection } = this.plan;
    const { block } = projection.blocks[range.block]!;
    const open = openWords(projection, range.block);
    const scope = this.#scope;
    scope.enter(range, null);
    for (let w = scope.firstWord; w < scope.endWord; w++)
      for (let bits = scope.words[w - scope.firstWord]!; bits !== 0; bits &= bits - 1)
        if (this.#visit(block, (w << 5) + lowestBit(bits)) && (open[w]! & bits & -bits) !== 0) this.#open++;
  }

  /**
   * Returns false if nothing is left of the journey. This is a separate function, so that V8 optimizes it once for all
   * ranges.
   */
  #visit(block: Block, journey: number): boolean {
    const { collapse, width, previous } = this.plan;
    const { view, codeOf } = this.#view;
    const edges = this.#edges;
    view.enter(block, journey);
    const { codes, elapsed, begin, end } = view;
    if (begin === end) return false;
    const ordinal = ++this.#counted;
    if (block.customer[journey] !== this.#customer) {
      this.#customer = block.customer[journey]!;
      this.#first = ordinal;
    }
    const first = this.#first;
    let before = START_CODE;
    let earlier = START_CODE;
    let edge = -1;
    for (let i = begin; i < end; i++) {
      const code = codeOf[codes[i]!]!;
      if (collapse && code === before) continue;
      if (previous === null || previous[earlier] === 1) {
        edge = edges.edgeOf(before * width + code);
        edges.occurred(edge, ordinal, first);
        if (i > begin) edges.addWait(edge, elapsed[i]! - elapsed[i - 1]!);
      } else edge = -1;
      earlier = before;
      before = code;
    }
    if (edge >= 0) edges.addEnding(edge);
    if (previous !== null && previous[earlier] === 0) return true;
    edges.occurred(edges.edgeOf(before * width + width - 1), ordinal, first);
    return true;
  }

  finish(): CountedEdges {
    return { inScope: this.#scope.met, counted: this.#counted, open: this.#open, edges: this.#edges.columns() };
  }
}
