// The scans of transitions: pairs of neighbouring labels of each journey, with START before the first label and END
// after the last. With `previous`, only pairs after such a label are counted; START has no previous label. The first
// scan counts all edges. The second collects the details that only the edges shown need. Each scan is one pass.

import { Examples } from "../../engine/examples.js";
import { JourneyView } from "../../engine/journeyView.js";
import { countSelected, keepAmong, lowestBit } from "../../engine/kernels/bits.js";
import { addPairs, addPairWaits } from "../../engine/kernels/paths.js";
import type { JourneyRange, Scan, ScanTask } from "../../engine/scan.js";
import { type InScope, openWords, Scope } from "../../engine/scope.js";
import { Sequences } from "../../engine/sequences.js";
import { Waits } from "../../engine/waits.js";
import type { Block } from "../../projection/projection.js";
import { type EdgeColumns, Edges } from "./edges.js";
import { START_CODE, type TransitionsParams, type TransitionsPlan, transitionsPlan, viewOf } from "./plan.js";

export interface CountedEdges {
  readonly inScope: InScope;
  /** The journeys that have interactions left after `hide`. */
  readonly counted: number;
  readonly open: number;
  readonly edges: EdgeColumns;
}

export const countEdges: ScanTask<TransitionsParams, CountedEdges> = {
  name: "transitions.count",
  begin(projection, params) {
    const plan = transitionsPlan(projection, params);
    const { journeys = true, customers = true, dropAfter = true, waits = true } = params.wanted ?? {};
    return !(journeys || customers || dropAfter) && plan.previous === null && codesOf(plan) < MOST_CODES
      ? new PairTally(plan, waits)
      : new EdgeCounter(plan);
  },
};

/** The table of all pairs has at most 4 million cells. */
const MOST_CODES = 1 << 11;

function codesOf({ projection, hide }: TransitionsPlan): number {
  return new JourneyView(projection.dictionary.touchpoints.length, hide, []).codeCount;
}

/**
 * Counts occurrences and waits alone. Pairs are counted by code of the touchpoints, whatever the grain, and folded into
 * labels at the end: a pair of one label is none where repeats collapse.
 */
class PairTally implements Scan<CountedEdges> {
  readonly #plan: TransitionsPlan;
  readonly #scope: Scope;
  readonly #sequences: Sequences;
  readonly #codes: number;
  readonly #shift: number;
  readonly #counts: Uint32Array;
  readonly #sums: Float64Array | null;
  #counted = 0;
  #open = 0;

  constructor(plan: TransitionsPlan, waits: boolean) {
    const { projection, filter, hide } = plan;
    this.#plan = plan;
    this.#scope = new Scope(projection, filter, false);
    this.#sequences = new Sequences(projection.dictionary.touchpoints.length, hide, []);
    this.#codes = codesOf(plan);
    // One more for the ends of a journey.
    this.#shift = 32 - Math.clz32(this.#codes);
    this.#counts = new Uint32Array(1 << (2 * this.#shift));
    this.#sums = waits ? new Float64Array(this.#counts.length) : null;
  }

  visit(range: JourneyRange): void {
    const { projection } = this.#plan;
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
    const { width, collapse } = this.#plan;
    const edges = new Edges(width);
    const { codeOf } = viewOf(this.#plan);
    const n = this.#codes;
    for (let a = 0; a <= n; a++)
      for (let b = 0; b <= n; b++) {
        const cell = (a << this.#shift) + b;
        const count = this.#counts[cell]!;
        const from = a === n ? START_CODE : codeOf[a]!;
        const to = b === n ? width - 1 : codeOf[b]!;
        if (count === 0 || (collapse && from === to)) continue;
        const edge = edges.findOrAdd(from * width + to);
        edges.count[edge]! += count;
        if (this.#sums !== null) edges.waited[edge]! += this.#sums[cell]!;
      }
    return { inScope: this.#scope.met, counted: this.#counted, open: this.#open, edges: edges.columns() };
  }
}

class EdgeCounter implements Scan<CountedEdges> {
  readonly #plan: TransitionsPlan;
  readonly #edges: Edges;
  readonly #view: ReturnType<typeof viewOf>;
  readonly #scope: Scope;
  #counted = 0;
  #open = 0;

  constructor(plan: TransitionsPlan) {
    this.#plan = plan;
    this.#scope = new Scope(plan.projection, plan.filter);
    this.#edges = new Edges(plan.width);
    this.#view = viewOf(plan);
  }

  visit(range: JourneyRange): void {
    const { projection } = this.#plan;
    const { block } = projection.blocks[range.block]!;
    const open = openWords(projection, range.block);
    const scope = this.#scope;
    scope.enter(range, null);
    for (let w = scope.firstWord; w < scope.endWord; w++)
      for (let bits = scope.words[w - scope.firstWord]!; bits !== 0; bits &= bits - 1)
        if (this.#visit(block, (w << 5) + lowestBit(bits)) && (open[w]! & bits & -bits) !== 0) this.#open++;
  }

  /**
   * False if nothing is left of the journey. A separate function, so that V8 optimizes it once for all ranges.
   */
  #visit(block: Block, journey: number): boolean {
    const { collapse, width, previous } = this.#plan;
    const { view, codeOf } = this.#view;
    const edges = this.#edges;
    const { matrix } = edges;
    const number = block.customer[journey]!;
    view.enter(block, journey);
    const { codes, elapsed, begin, end } = view;
    if (begin === end) return false;
    const ordinal = ++this.#counted;
    let before = START_CODE;
    let earlier = START_CODE;
    let edge = -1;
    for (let i = begin; i < end; i++) {
      const code = codeOf[codes[i]!]!;
      if (collapse && code === before) continue;
      if (previous === null || previous[earlier] === 1) {
        const cell = before * width + code;
        edge = matrix === null ? edges.find(cell) : matrix[cell]!;
        if (edge < 0) edge = edges.add(cell);
        edges.occurred(edge, ordinal, number);
        if (i > begin) edges.waited[edge]! += elapsed[i]! - elapsed[i - 1]!;
      } else edge = -1;
      earlier = before;
      before = code;
    }
    if (edge >= 0) edges.endings[edge]!++;
    if (previous !== null && previous[earlier] === 0) return true;
    const last = before * width + width - 1;
    edge = edges.find(last);
    edges.occurred(edge < 0 ? edges.add(last) : edge, ordinal, number);
    return true;
  }

  finish(): CountedEdges {
    return { inScope: this.#scope.met, counted: this.#counted, open: this.#open, edges: this.#edges.columns() };
  }
}

export interface ShownEdgesArgs {
  readonly params: TransitionsParams;
  /** The codes of the two labels of each row. */
  readonly from: readonly number[];
  readonly to: readonly number[];
}

export interface ShownEdges {
  /** The counted journeys that have at least one edge shown. */
  readonly on: number;
  /** The waits of each row. Empty if quantiles are not selected. */
  readonly waits: readonly Float64Array[];
  /** The examples of each row, in the form of Examples. Empty if examples are not selected. */
  readonly examples: readonly Uint32Array[];
}

export const gatherEdges: ScanTask<ShownEdgesArgs, ShownEdges> = {
  name: "transitions.gather",
  begin: (projection, args) => new EdgeGatherer(transitionsPlan(projection, args.params), args),
};

export class EdgeGatherer implements Scan<ShownEdges> {
  readonly #plan: TransitionsPlan;
  readonly #view: ReturnType<typeof viewOf>;
  /** The edges of this table are the rows of the answer. */
  readonly #rows: Edges;
  readonly #waits: readonly Waits[];
  readonly #examples: readonly Examples[];
  /** For each row, the start of its oldest kept example, for a quick check. */
  readonly #oldest: Float64Array;
  #on = 0;
  readonly #met: ((journey: number) => void) | null;

  /** `met` is called for each journey that a row counts. */
  constructor(
    plan: TransitionsPlan,
    { params, from, to }: ShownEdgesArgs,
    met: ((journey: number) => void) | null = null,
  ) {
    this.#plan = plan;
    this.#met = met;
    this.#view = viewOf(plan);
    this.#rows = new Edges(plan.width);
    from.forEach((code, row) => {
      this.#rows.add(code * plan.width + to[row]!);
    });
    this.#waits = params.wanted?.quantiles === false ? [] : from.map(() => new Waits());
    this.#examples = params.wanted?.examples === false ? [] : from.map(() => new Examples());
    this.#oldest = new Float64Array(this.#examples.length).fill(Number.NEGATIVE_INFINITY);
  }

  visit(range: JourneyRange): void {
    const { projection, test, collapse, width, previous } = this.#plan;
    const { block, live } = projection.blocks[range.block]!;
    const { view, codeOf } = this.#view;
    const rows = this.#rows;
    const { matrix } = rows;
    const examples = this.#examples;
    const oldest = this.#oldest;
    const waits = this.#waits;
    const met = this.#met;
    const lastJourney = new Int32Array(examples.length).fill(-1);
    for (let j = range.from; j < range.to; j++) {
      if (live !== null && live[j] === 0) continue;
      if (test !== null && !test(range.block, j)) continue;
      view.enter(block, j);
      const { codes, elapsed, begin, end } = view;
      if (begin === end) continue;
      const start = block.start[j]!;
      let before = START_CODE;
      let earlier = START_CODE;
      let any = false;
      for (let i = begin; i <= end; i++) {
        const code = i === end ? width - 1 : codeOf[codes[i]!]!;
        if (collapse && code === before) continue;
        const cell = before * width + code;
        const row = matrix === null ? rows.find(cell) : matrix[cell]!;
        if (row >= 0 && (previous === null || previous[earlier] === 1)) {
          any = true;
          if (waits.length > 0 && i > begin && i < end) waits[row]!.add(elapsed[i]! - elapsed[i - 1]!);
          if (examples.length > 0 && lastJourney[row] !== j) {
            lastJourney[row] = j;
            if (start >= oldest[row]!) {
              examples[row]!.add(block, j);
              oldest[row] = examples[row]!.oldest;
            }
          }
        }
        earlier = before;
        before = code;
      }
      if (!any) continue;
      this.#on++;
      if (met !== null) met(j);
    }
  }

  finish(): ShownEdges {
    return {
      on: this.#on,
      waits: this.#waits.map((waits) => waits.values()),
      examples: this.#examples.map((examples) => examples.part(this.#plan.projection)),
    };
  }
}
