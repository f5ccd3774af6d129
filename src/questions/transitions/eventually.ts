// Counts transitions with EVENTUALLY: for each pair of labels A and B, the journeys in which B comes anywhere after A.
// B may be the same label as A. The wait runs from the journey's first A to the first B after it. If repeats are
// collapsed, it runs from the end of the first run of A to the beginning of the next run of B. There is no START and no
// END.
//
// Trying all pairs of positions would take length² steps per journey. Instead, the journey is read backward, so that
// the first position of every later label is known. A journey then takes one step per interaction, plus one step per
// pair of its labels, which is at most d² for d distinct labels. The memory is that of Edges: 32 bytes per pair of
// labels.
import { enlarged } from "../../engine/enlarged.js";
import { eachSelected } from "../../engine/kernels/bits.js";
import { isOpen, type JourneyRange, Planned, PlannedScan, type ScanTask } from "../../engine/scan.js";
import { Scope } from "../../engine/scope.js";
import type { Block } from "../../projection/projection.js";
import type { CountedEdges } from "./count.js";
import { Edges, NOBODY } from "./edges.js";
import { RowGatherer, type ShownEdgesArgs } from "./gather.js";
import { type TransitionsParams, type TransitionsPlan, transitionsPlan, viewOf } from "./plan.js";

export const countPairs = {
  name: "transitions.countEventually",
  begin: (projection, params) => new PairCounter(transitionsPlan(projection, params), params),
} satisfies ScanTask<TransitionsParams, CountedEdges>;

export const gatherPairs = {
  name: "transitions.gatherEventually",
  begin: (projection, args) => new PairGatherer(transitionsPlan(projection, args.params), args),
} satisfies ScanTask<ShownEdgesArgs, unknown>;

/** Reads the pairs of one journey after another. */
export class Pairs extends Planned<TransitionsPlan> {
  /** The number n of pairs of the journey that was read last. The pairs are numbered 0 … n − 1. */
  n = 0;
  from = new Uint32Array(256);
  to = new Uint32Array(256);
  waits = new Float64Array(256);
  /** The number of distinct labels of the journey that was read last, which are in `codes` at 0 … labels − 1. */
  labels = 0;
  readonly codes = new Uint32Array(this.plan.width);
  readonly #view = viewOf(this.plan);
  readonly #collapse = this.plan.collapse;
  readonly #takesWaits: boolean;
  /** For each code, the last journey in which the label was found, when reading forward and when reading backward. */
  readonly #had = new Uint32Array(this.plan.width);
  readonly #hadLater = new Uint32Array(this.plan.width);
  /**
   * For each code, in the journey that is being read: the position of its first occurrence, the time at which that
   * occurrence ends, and the time of its next occurrence.
   */
  readonly #first = new Uint32Array(this.plan.width);
  readonly #left = new Float64Array(this.plan.width);
  readonly #next = new Float64Array(this.plan.width);
  readonly #later = new Uint32Array(this.plan.width);
  #journey = 0;

  /** Without `waits`, the waits of the pairs are not computed. */
  constructor(plan: TransitionsPlan, waits = true) {
    super(plan);
    this.#takesWaits = waits;
  }

  read(block: Block, index: number): void {
    const { view, codeOf } = this.#view;
    view.enter(block, index);
    const { codes, elapsed, begin, end } = view;
    const journey = ++this.#journey;
    const had = this.#had;
    const hadLater = this.#hadLater;
    const first = this.#first;
    const left = this.#left;
    const next = this.#next;
    const later = this.#later;
    const collapse = this.#collapse;
    const takesWaits = this.#takesWaits;

    let labels = 0;
    let before = -1;
    let stays = false;
    for (let i = begin; i < end; i++) {
      const code = codeOf[codes[i]!]!;
      if (had[code] !== journey) {
        had[code] = journey;
        this.codes[labels++] = code;
        first[code] = i;
        if (takesWaits) left[code] = elapsed[i]!;
        stays = true;
      } else if (code !== before) stays = false;
      else if (collapse && stays && takesWaits) left[code] = elapsed[i]!;
      before = code;
    }
    this.labels = labels;

    let n = 0;
    let after = 0;
    for (let i = end - 1; i >= begin; i--) {
      const code = codeOf[codes[i]!]!;
      if (collapse && i > begin && codeOf[codes[i - 1]!] === code) continue;
      if (first[code] === i) {
        if (n + after > this.waits.length) this.#grow(n + after);
        const from = left[code]!;
        for (let k = 0; k < after; k++) {
          const to = later[k]!;
          this.from[n] = code;
          this.to[n] = to;
          if (takesWaits) this.waits[n] = next[to]! - from;
          n++;
        }
      }
      if (takesWaits) next[code] = elapsed[i]!;
      if (hadLater[code] !== journey) {
        hadLater[code] = journey;
        later[after++] = code;
      }
    }
    this.n = n;
  }

  #grow(needed: number): void {
    for (const column of ["from", "to"] as const) this[column] = enlarged(this[column], needed * 2);
    this.waits = enlarged(this.waits, needed * 2);
  }
}

class PairCounter extends PlannedScan<TransitionsPlan, TransitionsParams> {
  readonly #waits = this.params.wanted?.waits !== false;
  readonly #customers = this.params.wanted?.customers !== false;
  readonly #pairs = new Pairs(this.plan, this.#waits);
  readonly #edges = new Edges(this.plan.width, this.plan.projection.interactions);
  readonly #having = new Uint32Array(this.plan.width);
  readonly #scope = new Scope(this.plan.projection, this.plan.filter, this.#customers);
  /** The customer of the last journey, and the number of this customer's first counted journey. */
  #customer = -1;
  #first = 0;
  #counted = 0;
  #open = 0;

  visit(range: JourneyRange): void {
    const { projection } = this.plan;
    const { block } = projection.blocks[range.block]!;
    const pairs = this.#pairs;
    const having = this.#having;
    this.#scope.enter(range, null);
    eachSelected(this.#scope, (j) => {
      pairs.read(block, j);
      if (pairs.labels === 0) return;
      this.#counted++;
      if (isOpen(projection, block, j)) this.#open++;
      for (let k = 0; k < pairs.labels; k++) having[pairs.codes[k]!]!++;
      if (block.customer[j] !== this.#customer) {
        this.#customer = block.customer[j]!;
        this.#first = this.#counted;
      }
      this.#count(pairs.n, this.#customers ? this.#first : NOBODY);
    });
  }

  /** Each pair of a journey is counted once. `first` is the customer's first journey, as in Edges. */
  #count(n: number, first: number): void {
    const { width } = this.plan;
    const takesWaits = this.#waits;
    const { from, to, waits } = this.#pairs;
    const edges = this.#edges;
    for (let k = 0; k < n; k++) {
      const edge = edges.edgeOf(from[k]! * width + to[k]!);
      edges.occurred(edge, this.#counted, first);
      if (takesWaits) edges.addWait(edge, waits[k]!);
    }
  }

  finish() {
    return {
      inScope: this.#scope.met,
      counted: this.#counted,
      open: this.#open,
      edges: this.#edges.columns(),
      /** For each code of a label, the journeys that contain the label. */
      having: this.#having,
    };
  }
}

export class PairGatherer extends RowGatherer {
  readonly #pairs = new Pairs(this.plan);

  protected reader(block: Block): (journey: number) => boolean {
    const { width } = this.plan;
    const { rows, waits, examples } = this;
    const pairs = this.#pairs;
    return (journey) => {
      pairs.read(block, journey);
      let any = false;
      for (let k = 0; k < pairs.n; k++) {
        const row = rows.find(pairs.from[k]! * width + pairs.to[k]!);
        if (row < 0) continue;
        any = true;
        waits.add(row, pairs.waits[k]!);
        if (examples !== null) examples.add(row, block, journey);
      }
      return any;
    };
  }
}
