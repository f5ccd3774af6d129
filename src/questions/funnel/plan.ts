// The arguments of a funnel. They are checked, and compiled for one projection: names become codes, and selectors
// become tables by code.

import type { Breakdown } from "../../engine/breakdown.js";
import { type Candidates, candidates, inBoth } from "../../engine/candidates.js";
import { JourneyView, tableOf } from "../../engine/journeyView.js";
import { compileLabels, LABEL_OPTIONS } from "../../engine/labelPlan.js";
import type { Wanted } from "../../engine/selection.js";
import { type CompiledSelector, compileSelector } from "../../engine/selector.js";
import { checkDuration, gapWarning, refuseOptions } from "../../engine/totals.js";
import type { Projection } from "../../projection/projection.js";
import { checkCompletable, checkExclusions, checkSteps, type FunnelShape, type FunnelStep, nameOf } from "./shape.js";

/**
 * The arguments of the question `funnel`. Other questions that match journeys as a funnel does use only FunnelShape.
 */
export interface FunnelParams extends FunnelShape {
  readonly breakdown?: Breakdown | null;
  /** The IANA name of the time zone, for a breakdown by time. Null means the time zone of the store. */
  readonly timeZone?: string | null;
  /** The number of groups shown, 1 to MAX_FIRST. */
  readonly first: number;
  /** The number of labels shown between two steps and after drop-off, 1 to MAX_ROWS_PER_STEP. */
  readonly rowsPerStep: number;
  /** The details that the client selected. By default, all of them are computed. */
  readonly wanted?: FunnelWanted;
}

export interface FunnelWanted extends Wanted {
  /** Whether to count labels between steps and after drop-off. */
  readonly labels: boolean;
}

/** The largest number of labels between two steps or after drop-off, because nobody reads more of them. */
export const MAX_ROWS_PER_STEP = 50;
export const DEFAULT_ROWS_PER_STEP = 5;

export function funnelPlan(projection: Projection, shape: FunnelShape) {
  const { steps, within, exclude, options } = shape;
  checkSteps(steps);
  checkDuration(within, "within");
  refuseOptions(options, LABEL_OPTIONS, "a funnel");
  checkExclusions(exclude, steps);
  const points = steps.map(({ at }, i) => compileSelector(projection, at, `steps[${i}].at`));
  const excluded = exclude.map(({ at }, i) => compileSelector(projection, at, `exclude[${i}].at`));
  checkCompletable(projection, shape);
  const selectors = [...points, ...excluded];
  const { filter, hide, labels, warnings } = compileLabels(projection, options, shape.filter, selectors);
  const windows = steps.map((step) => step.within ?? Number.POSITIVE_INFINITY);
  const total = within ?? Number.POSITIVE_INFINITY;
  const whole = Math.min(
    total,
    windows.slice(1).reduce((sum, window) => sum + window, 0),
  );
  const longest = Math.max(...windows.slice(1).filter(Number.isFinite), Number.isFinite(total) ? total : 0, 0);
  return {
    projection,
    filter,
    hide,
    labels,
    steps: steps.length,
    names: steps.map(({ name, at }) => name ?? nameOf(at)),
    /**
     * For each code of the journey view (in which failed interactions have codes of their own), a word of bits. Bit k
     * is set if step k selects the code, and bit `steps` + e is set if exclusion e selects it.
     */
    table: tableOf(
      selectors.map((selector, bit) => [selector, 1 << bit] as const),
      projection.dictionary.touchpoints.length,
    ),
    optional: steps.map(({ optional }) => optional),
    /**
     * The last required step before each step; 0 for the first step. A journey enters a step by completing this
     * required step.
     */
    required: steps.map((_, k) =>
      Math.max(
        0,
        steps.slice(0, k).findLastIndex(({ optional }) => !optional),
      ),
    ),
    directly: steps.map(({ adjacency }) => adjacency === "DIRECTLY"),
    /** For each step, the longest time since the previous step, in milliseconds; Infinity if it is not limited. */
    windows,
    total,
    /** For each exclusion, the two steps that it names, counted from 0. */
    after: exclude.map(({ after }) => after - 1),
    before: exclude.map(({ before }) => before - 1),
    /** The longest duration of a match; Infinity if it is not limited. */
    whole,
    selectors,
    /** For each step, finds the journeys of a block with an interaction of every required step up to this one. */
    touching: touchingUpTo(projection, points, steps, hide),
    /** For each optional step, finds the journeys of a block with an interaction of the step. */
    touchingOptional: points
      .filter((_, i) => steps[i]!.optional)
      .map((point) => candidates(projection, { all: [point], none: [], hide })),
    warnings: [...new Set([...warnings, ...gapWarning(projection, longest, "the longest `within`")])],
  };
}

export type FunnelPlan = Readonly<ReturnType<typeof funnelPlan>>;

function touchingUpTo(
  projection: Projection,
  points: readonly CompiledSelector[],
  steps: readonly FunnelStep[],
  hide: CompiledSelector | null,
): ((block: number) => Candidates)[] {
  const touching = points.map((point) => candidates(projection, { all: [point], none: [], hide }));
  return touching.map((_, k) =>
    touching
      .slice(0, k + 1)
      .filter((_, i) => !steps[i]!.optional)
      .reduce((a, b) => inBoth(a, b)),
  );
}

/** A view of the interactions left after `hide`. */
export function funnelView({ projection, hide, selectors }: FunnelPlan): JourneyView {
  return new JourneyView(projection.dictionary.touchpoints.length, hide, selectors);
}
