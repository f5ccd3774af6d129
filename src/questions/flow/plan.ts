// The arguments of flow, checked and compiled for one projection, and the path of a journey. A path starts at the
// journey's first interaction of the anchor and leads forward, or starts at the last one and leads backward. It has at
// most as many labels as there are steps.

import { candidates } from "../../engine/candidates.js";
import { JourneyView, tableOf } from "../../engine/journeyView.js";
import type { Codes } from "../../engine/kernels/paths.js";
import { compileLabels, LABEL_OPTIONS } from "../../engine/labelPlan.js";
import { Planned } from "../../engine/scan.js";
import type { Wanted } from "../../engine/selection.js";
import { compileSelector } from "../../engine/selector.js";
import type { JourneyFilter, PathOptions } from "../../engine/terms.js";
import { checkCount, type OptionUse, refuseOptions } from "../../engine/totals.js";
import type { PointSelector } from "../../model/catalogue.js";
import type { Elapsed } from "../../projection/columns.js";
import type { Block, Projection } from "../../projection/projection.js";
import type { FlowDirection } from "./result.js";

export interface FlowParams {
  readonly anchor: PointSelector;
  readonly direction: FlowDirection;
  /** Number of steps of a path, including the anchor: 2 to MAX_STEPS. */
  readonly steps: number;
  /** The number of labels shown at each step: 1 to MAX_ROWS_PER_STEP. */
  readonly rowsPerStep: number;
  /** Options that OPTIONS (below) marks as "refused" must have their default values. */
  readonly options: PathOptions;
  readonly filter?: JourneyFilter | null;
  /** The details that the client selected. By default, all of them are computed. */
  readonly wanted?: FlowWanted;
}

export interface FlowWanted extends Wanted {
  /** Whether the answer has edges. The default is true. */
  readonly edges?: boolean;
}

export const MIN_STEPS = 2;
/**
 * The limits of steps and of rows per step, because no picture has space for more: 20 steps with 21 nodes each have up
 * to 8,379 edges.
 */
export const MAX_STEPS = 20;
export const DEFAULT_STEPS = 5;
export const DEFAULT_ROWS_PER_STEP = 5;
export const MAX_ROWS_PER_STEP = 20;

const OPTIONS: OptionUse = { ...LABEL_OPTIONS, repeats: "used" };

export function flowPlan(projection: Projection, params: FlowParams) {
  const { options, direction, steps, rowsPerStep } = params;
  checkCount(steps, "steps", MIN_STEPS, MAX_STEPS);
  checkCount(rowsPerStep, "rowsPerStep", 1, MAX_ROWS_PER_STEP);
  refuseOptions(options, OPTIONS, "flow");
  const anchor = compileSelector(projection, params.anchor, "anchor");
  const { filter, hide, labels, warnings } = compileLabels(projection, options, params.filter, [anchor]);
  return {
    projection,
    filter,
    hide,
    labels,
    warnings,
    anchor,
    /** For each block, the journeys with an interaction of the anchor. */
    touching: candidates(projection, { all: [anchor], none: [], hide }),
    collapse: options.repeats === "COLLAPSE",
    backward: direction === "BACKWARD",
    steps,
    rowsPerStep,
  };
}

export type FlowPlan = Readonly<ReturnType<typeof flowPlan>>;

export class FlowPath extends Planned<FlowPlan> {
  /** The label of each step, counted from 0. */
  readonly labels = new Uint16Array(this.plan.steps);
  /** The time between the label of the previous step and the label of each step. */
  readonly waits = new Float64Array(this.plan.steps);
  /** Whether the path ends with its last label, and was not cut off there. */
  ends = false;
  readonly #takesWaits: boolean;
  readonly #touchpoints = this.plan.projection.dictionary.touchpoints.length;
  readonly #view = new JourneyView(this.#touchpoints, this.plan.hide, [this.plan.anchor]);
  /** Tables by code of the view: whether the code belongs to the anchor, and its label. */
  readonly isAnchor = tableOf([[this.plan.anchor, 1]], this.#touchpoints);
  readonly labelOf = this.#view.table(this.plan.labels.ofTouchpoint);

  /** If no waits are needed, no times are read. */
  constructor(plan: FlowPlan, waits: boolean) {
    super(plan);
    this.#takesWaits = waits;
  }

  /** The number of steps of the journey's path; 0 if the journey has no interaction of the anchor. */
  read(block: Block, journey: number): number {
    this.#view.enter(block, journey);
    const { codes, elapsed, begin, end } = this.#view;
    const isAnchor = this.isAnchor;
    return this.plan.backward
      ? this.#follow(codes, elapsed, lastOf(codes, isAnchor, begin, end), begin - 1, -1)
      : this.#follow(codes, elapsed, firstOf(codes, isAnchor, begin, end), end, 1);
  }

  /** Reads labels from the anchor up to, but not including, `stop`. */
  #follow(codes: Codes, elapsed: Elapsed, anchor: number, stop: number, direction: 1 | -1): number {
    const { collapse, steps } = this.plan;
    const waits = this.#takesWaits ? this.waits : null;
    const labels = this.labels;
    const labelOf = this.labelOf;
    let before = -1;
    let n = 0;
    for (let i = anchor; i !== stop; i += direction) {
      const label = labelOf[codes[i]!]!;
      if (collapse && label === before) continue;
      if (n === steps) {
        this.ends = false;
        return n;
      }
      if (n > 0 && waits !== null) waits[n] = Math.abs(elapsed[i]! - elapsed[i - direction]!);
      labels[n++] = label;
      before = label;
    }
    this.ends = true;
    return n;
  }
}

function firstOf(codes: Codes, wanted: Uint32Array, begin: number, end: number): number {
  let i = begin;
  while (i < end && wanted[codes[i]!] === 0) i++;
  return i;
}

function lastOf(codes: Codes, wanted: Uint32Array, begin: number, end: number): number {
  let i = end - 1;
  while (i >= begin && wanted[codes[i]!] === 0) i--;
  return i;
}
