// The arguments of loops, checked and compiled for one projection, and the runs of a journey. A run is an uninterrupted
// sequence of equal labels, with the times of its first and its last interaction.

import { JourneyView } from "../../engine/journeyView.js";
import { type LabelParams, type LabelPlan, labelPlan } from "../../engine/labelPlan.js";
import { Planned } from "../../engine/scan.js";
import type { Wanted } from "../../engine/selection.js";
import type { Block, Projection } from "../../projection/projection.js";

export interface LoopsParams extends LabelParams {
  readonly wanted?: LoopsWanted;
}

export interface LoopsWanted extends Wanted {
  /** Whether returns are counted by the pair of their labels. The default is true. */
  readonly returns?: boolean;
}

export type LoopsPlan = LabelPlan;

export function loopsPlan(projection: Projection, params: LoopsParams): LoopsPlan {
  return labelPlan(projection, params, "loops");
}

/**
 * The marks of a run: SELF_LOOP if it has several interactions, REPEAT if its label occurred earlier, and RETURN if
 * only one other run separates it from the previous run of its label.
 */
export const SELF_LOOP = 1;
export const REPEAT = 2;
export const RETURN = 4;

export class Runs extends Planned<LoopsPlan> {
  /** The number n of runs of the journey that was read last. The runs are numbered 0 … n − 1. */
  n = 0;
  labels = new Uint16Array(256);
  lengths = new Uint32Array(256);
  reached = new Float64Array(256);
  left = new Float64Array(256);
  readonly #view = new JourneyView(this.plan.projection.dictionary.touchpoints.length, this.plan.hide, []);
  readonly #labelOf = this.#view.table(this.plan.labels.ofTouchpoint);
  /** For each label, the last journey that contains it. */
  readonly #had = new Uint32Array(this.plan.labels.count);
  /** The number of journeys read so far. */
  #ordinal = 0;
  readonly #takesTimes: boolean;

  /** If `times` is false, the times of runs are not read. */
  constructor(plan: LoopsPlan, times = true) {
    super(plan);
    this.#takesTimes = times;
  }

  read(block: Block, journey: number): void {
    this.#view.enter(block, journey);
    const { codes, elapsed, begin, end } = this.#view;
    const labelOf = this.#labelOf;
    if (end - begin > this.labels.length) {
      const length = (end - begin) * 2;
      this.labels = new Uint16Array(length);
      this.lengths = new Uint32Array(length);
      this.reached = new Float64Array(length);
      this.left = new Float64Array(length);
    }
    const { labels, lengths, reached, left } = this;
    const takesTimes = this.#takesTimes;
    this.#ordinal++;
    let n = -1;
    let before = -1;
    for (let i = begin; i < end; i++) {
      const label = labelOf[codes[i]!]!;
      const at = takesTimes ? elapsed[i]! : 0;
      if (label !== before) {
        n++;
        labels[n] = label;
        lengths[n] = 0;
        reached[n] = at;
        before = label;
      }
      lengths[n]!++;
      left[n] = at;
    }
    this.n = n + 1;
  }

  /**
   * The sum of SELF_LOOP, REPEAT and RETURN for run k. This is the counting rule of loops. It must be called for each
   * run of a journey once, in order.
   */
  mark(k: number): number {
    const { labels, lengths } = this;
    const had = this.#had;
    const label = labels[k]!;
    let mark = lengths[k]! > 1 ? SELF_LOOP : 0;
    if (had[label] === this.#ordinal) mark |= REPEAT;
    else had[label] = this.#ordinal;
    if (k > 1 && labels[k - 2] === label) mark |= RETURN;
    return mark;
  }
}
