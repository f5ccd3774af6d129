// Aligns journeys with a blueprint, which is the design of a journey as a graph of steps. A run is one way through this
// graph, from a first to a last step. Alignment finds the run that explains a journey at the lowest cost.
//
// Every interaction either matches a step, or is ad hoc (cost 1). Every step of the run that no interaction matches,
// and that is not optional, is missing (cost 1). An open journey may still reach the remaining steps, so the steps
// after its last match are not missing. If several alignments have the lowest cost, they are compared at the first
// interaction where they differ. An alignment that matches this interaction is preferred to one that does not. If both
// match it, the one that matches the earlier step of the design is preferred. Finally, a missing step is reported as
// out of order instead if an ad hoc interaction of the journey is at one of its touchpoints.
//
// The costs are those of optimal alignments (Adriansyah, van Dongen, van der Aalst 2011) with the standard cost
// function. In the terms of that work, a move in the log only (ad hoc) or in the model only (missing) costs 1, and a
// synchronous move (a match) or a silent move (an optional step) costs 0.
//
// A state is the step that was matched last, or the start. A blueprint has no circles, so the smallest number of
// missing steps between any two states can be computed once for each blueprint. For each position of a journey and each
// state, the lowest cost of the rest of the journey is computed, from the last interaction backward. This takes
// O(interactions × steps × steps at a touchpoint). The alignment is then read from the first interaction forward.
import type { Blueprint } from "../model/blueprint.js";
import type { TouchpointCodes } from "../projection/columns.js";

/** Larger than the cost of any alignment, because a customer has at most 100,000 interactions. */
const IMPOSSIBLE = 1 << 28;

/**
 * Compiles a blueprint. `touchpoints` are the keys of touchpoints by code. Several codes may have the same key, because
 * codes may also distinguish properties (projection/refine.ts). The cost is O(steps² × successors).
 */
export function compileBlueprint({ steps }: Pick<Blueprint, "steps">, touchpoints: readonly string[]) {
  const n = steps.length;
  const index = new Map(steps.map(({ key }, i) => [key, i]));
  const next = steps.map((step) => step.next.map((key) => index.get(key)!).sort((a, b) => a - b));
  const following = (from: number): readonly number[] => (from === n ? [0] : next[from]!);
  const costOf = (step: number): number => (steps[step]!.optional ? 0 : 1);
  const gaps = new Int32Array((n + 1) * (n + 1)).fill(IMPOSSIBLE);
  for (let to = 0; to <= n; to++) {
    const known = new Map<number, number>();
    const gap = (from: number): number => {
      let least = known.get(from);
      if (least !== undefined) return least;
      const successors = following(from);
      if (to === n ? successors.length === 0 : successors.includes(to)) least = 0;
      else least = Math.min(IMPOSSIBLE, ...successors.map((step) => costOf(step) + gap(step)));
      known.set(from, least);
      return least;
    };
    for (let from = 0; from <= n; from++) gaps[from * (n + 1) + to] = gap(from);
  }
  for (let step = 0; step < n; step++) if (steps[step]!.repeatable) gaps[step * (n + 1) + step] = 0;

  const missingBetween = (from: number, to: number): number[] => {
    if (from === to && from < n) return [];
    const missing: number[] = [];
    for (let state = from; ; ) {
      const successors = following(state);
      if (to === n ? successors.length === 0 : successors.includes(to)) return missing;
      const left = gaps[state * (n + 1) + to]!;
      // If several runs are equally short, the first run in the order of the design is taken.
      state = successors.find((step) => costOf(step) + gaps[step * (n + 1) + to]! === left)!;
      if (costOf(state) === 1) missing.push(state);
    }
  };
  const paths = new Map<number, readonly number[]>();
  const stepsAt = touchpoints.map((touchpoint) =>
    steps.flatMap(({ at }, step) => (at.includes(touchpoint) ? [step] : [])),
  );
  return {
    steps,
    /** The steps at each touchpoint, by touchpoint code. The steps are in the order of the design. */
    stepsAt,
    /**
     * The entry at `from * (n + 1) + to` is the smallest number of steps that are missing if step `to` is the next one
     * matched after step `from`. n is the number of steps. If `from` is n, it means the start of the run. If `to` is n,
     * it means the end of the run.
     */
    gaps,
    /** The steps that are missing if step `to` is the next one matched after step `from`, in the order of the run. */
    missingBetween(from: number, to: number): readonly number[] {
      const place = from * (n + 1) + to;
      const path = paths.get(place) ?? missingBetween(from, to);
      paths.set(place, path);
      return path;
    },
    /** The number of steps of the shortest run. */
    shortestRun: gaps[n * (n + 1) + n]!,
  };
}

export type CompiledBlueprint = Readonly<ReturnType<typeof compileBlueprint>>;

export const AD_HOC = -1;

/** Aligns one journey after another. The arrays describe the journey that was aligned last. */
export class Aligner {
  /** The step that each interaction of the journey matches, or AD_HOC. */
  matched = new Int16Array(64);
  /** The steps that are missing, in the order of the run. */
  readonly missing: number[] = [];
  /** The steps that are out of order. They are not in `missing`. */
  readonly outOfOrder: number[] = [];
  /**
   * The positions in the journey of the ad hoc interactions that were paired with the steps of `outOfOrder`, in the
   * same order.
   */
  readonly displaced: number[] = [];
  #toGo = new Int32Array(1_024);
  readonly #blueprint: CompiledBlueprint;

  constructor(blueprint: CompiledBlueprint) {
    this.#blueprint = blueprint;
  }

  /**
   * Whether the interaction at this position of the journey neither matches a step nor is paired with a step in
   * `outOfOrder`.
   */
  isAdHoc(position: number): boolean {
    return this.matched[position] === AD_HOC && !this.displaced.includes(position);
  }

  /**
   * Aligns the journey whose touchpoints are codes[from] … codes[to − 1]. Returns its cost, and fills the fields of the
   * alignment.
   */
  align(codes: TouchpointCodes, from: number, to: number, isOpen: boolean): number {
    const cost = this.cost(codes, from, to, isOpen);
    this.#read(codes, from, to, isOpen);
    return cost;
  }

  /** Returns the cost of `align` without filling the fields. */
  cost(codes: TouchpointCodes, from: number, to: number, isOpen: boolean): number {
    const { stepsAt, gaps, steps } = this.#blueprint;
    const n = steps.length;
    const width = n + 1;
    const size = (to - from + 1) * width;
    if (size > this.#toGo.length) this.#toGo = new Int32Array(size * 2);
    const toGo = this.#toGo;
    const last = (to - from) * width;
    for (let state = 0; state <= n; state++) toGo[last + state] = isOpen ? 0 : gaps[state * width + n]!;
    for (let i = to - 1; i >= from; i--) {
      const own = (i - from) * width;
      const later = own + width;
      for (let state = 0; state <= n; state++) toGo[own + state] = toGo[later + state]! + 1;
      const candidates = stepsAt[codes[i]!]!;
      for (let c = 0; c < candidates.length; c++) {
        const step = candidates[c]!;
        const after = toGo[later + step]!;
        for (let state = 0; state <= n; state++) {
          const total = gaps[state * width + step]! + after;
          if (total < toGo[own + state]!) toGo[own + state] = total;
        }
      }
    }
    return toGo[n]!;
  }

  #read(codes: TouchpointCodes, from: number, to: number, isOpen: boolean): void {
    const { stepsAt, gaps, steps, missingBetween } = this.#blueprint;
    const n = steps.length;
    const width = n + 1;
    const toGo = this.#toGo;
    if (to - from > this.matched.length) this.matched = new Int16Array((to - from) * 2);
    const { matched, missing } = this;
    missing.length = 0;
    let state = n;
    for (let i = from; i < to; i++) {
      const own = (i - from) * width;
      const left = toGo[own + state]!;
      let found = AD_HOC;
      for (const step of stepsAt[codes[i]!]!)
        if (gaps[state * width + step]! + toGo[own + width + step]! === left) {
          found = step;
          break;
        }
      matched[i - from] = found;
      if (found === AD_HOC) continue;
      if (gaps[state * width + found]! > 0) missing.push(...missingBetween(state, found));
      state = found;
    }
    if (!isOpen && gaps[state * width + n]! > 0) missing.push(...missingBetween(state, n));
    this.#pair(codes, from, to);
  }

  /** Pairs each missing step, in order, with the first ad hoc interaction at one of its touchpoints. */
  #pair(codes: TouchpointCodes, from: number, to: number): void {
    const { missing, matched, outOfOrder, displaced } = this;
    const { stepsAt } = this.#blueprint;
    outOfOrder.length = 0;
    displaced.length = 0;
    if (missing.length === 0) return;
    let kept = 0;
    for (const step of missing) {
      let at = -1;
      for (let i = from; i < to && at < 0; i++)
        if (matched[i - from] === AD_HOC && stepsAt[codes[i]!]!.includes(step) && !displaced.includes(i - from))
          at = i - from;
      if (at < 0) missing[kept++] = step;
      else {
        outOfOrder.push(step);
        displaced.push(at);
      }
    }
    missing.length = kept;
  }
}
