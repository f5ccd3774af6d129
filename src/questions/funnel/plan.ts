// The arguments of a funnel, checked and compiled for one projection.

import type { Breakdown } from "../../engine/breakdown.js";
import { type Candidates, candidates, inBoth } from "../../engine/candidates.js";
import { type CompiledFilter, compileFilter } from "../../engine/filter.js";
import { JourneyView, tableOf } from "../../engine/journeyView.js";
import { type Labels, labelsOf, refuseLists } from "../../engine/label.js";
import type { Wanted } from "../../engine/selection.js";
import { anyOf, type CompiledSelector, compileSelector, compileSelectors, covers } from "../../engine/selector.js";
import type { Adjacency, JourneyFilter, PathOptions } from "../../engine/terms.js";
import {
  checkCount,
  checkDuration,
  describeSelector,
  gapWarning,
  type OptionUse,
  refuseOptions,
} from "../../engine/totals.js";
import type { PointSelector } from "../../model/catalogue.js";
import { ThroughlineError } from "../../model/errors.js";
import { formatDuration } from "../../model/time.js";
import type { Projection } from "../../projection/projection.js";

export interface FunnelStep {
  readonly at: PointSelector;
  /** Null if the step is named after its selector. */
  readonly name: string | null;
  readonly adjacency: Adjacency;
  /** The longest time after the previous step, in milliseconds. */
  readonly within: number | null;
  readonly optional: boolean;
}

/** Interactions that must not come between two given steps. Steps are counted from 1. */
export interface FunnelExclusion {
  readonly at: PointSelector;
  readonly after: number;
  readonly before: number;
}

/** The arguments that define a match. */
export interface FunnelShape {
  readonly steps: readonly FunnelStep[];
  /** The longest time from the first step to any other step, in milliseconds. */
  readonly within: number | null;
  readonly exclude: readonly FunnelExclusion[];
  /** Only `hide` may be set, and `grain` if the answer has labels. All other options must have their defaults. */
  readonly options: PathOptions;
  readonly filter?: JourneyFilter | null;
}

/** The arguments of `funnel` itself. Other questions use only its match. */
export interface FunnelParams extends FunnelShape {
  readonly breakdown?: Breakdown | null;
  /** The number of groups shown, 1 to MAX_FIRST. */
  readonly first: number;
  /** The number of labels shown between two steps and after drop-off, 1 to MAX_ROWS_PER_STEP. */
  readonly rowsPerStep: number;
  /** By default, all journeys are counted. */
  readonly wanted?: FunnelWanted;
}

export interface FunnelWanted extends Wanted {
  /** Labels between steps and after drop-off. */
  readonly labels: boolean;
}

/** The largest number of labels between two steps or after drop-off, because nobody reads more of them. */
export const MAX_ROWS_PER_STEP = 50;
export const DEFAULT_ROWS_PER_STEP = 5;
export const MIN_FUNNEL_STEPS = 2;
/** The limits of steps and exclusions, which are bits of a single 32-bit word. */
export const MAX_FUNNEL_STEPS = 20;
export const MAX_FUNNEL_EXCLUSIONS = 10;

export interface FunnelPlan {
  readonly projection: Projection;
  readonly filter: CompiledFilter;
  readonly steps: number;
  readonly names: readonly string[];
  /**
   * The bits of each code, where the codes of failed interactions come after the others: 1 << step for a step, and 1 <<
   * (steps + exclusion) for an exclusion.
   */
  readonly table: Uint32Array;
  readonly optional: readonly boolean[];
  /**
   * For each step, the last required step before it; 0 for the first step. A journey enters a step once it has
   * completed this required step.
   */
  readonly required: readonly number[];
  readonly directly: readonly boolean[];
  /** The windows, in milliseconds; Infinity where there is none. */
  readonly windows: readonly number[];
  readonly total: number;
  /** For each exclusion, the two steps that it names, counted from 0. */
  readonly after: readonly number[];
  readonly before: readonly number[];
  /** The longest duration of a match; Infinity if it is not limited. */
  readonly whole: number;
  readonly hide: CompiledSelector | null;
  readonly selectors: readonly CompiledSelector[];
  readonly labels: Labels;
  /**
   * For each step and block: the journeys with an interaction of every required step up to this one, and the journeys
   * with an interaction of an optional step.
   */
  readonly touching: readonly ((block: number) => Candidates)[];
  readonly touchingOptional: readonly ((block: number) => Candidates)[];
  readonly warnings: readonly string[];
}

const OPTIONS: OptionUse = {
  grain: "used",
  property: "used",
  groups: "used",
  repeats: "refused",
  hide: "used",
  exclude: "refused",
  via: "refused",
  within: "refused",
  startAt: "refused",
  minSteps: "refused",
  maxSteps: "refused",
};

export function funnelPlan(projection: Projection, shape: FunnelShape): FunnelPlan {
  const { steps, within, exclude, options } = shape;
  checkSteps(steps);
  checkDuration(within, "within");
  refuseOptions(options, OPTIONS, "a funnel");
  checkExclusions(exclude, steps);
  const points = steps.map(({ at }, i) => compileSelector(projection, at, `steps[${i}].at`));
  const excluded = exclude.map(({ at }, i) => compileSelector(projection, at, `exclude[${i}].at`));
  checkCompletable(projection, shape);
  const selectors = [...points, ...excluded];
  const hide = anyOf(compileSelectors(projection, options.hide, "options.hide"));
  const filter = compileFilter(projection, shape.filter, "filter");
  const labels = labelsOf(projection, options);
  refuseLists(projection, options, labels, hide, filter.test);
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
    steps: steps.length,
    names: steps.map(({ name, at }) => name ?? nameOf(at)),
    table: tableOf(
      selectors.map((selector, bit) => [selector, 1 << bit] as const),
      projection.dictionary.touchpoints.length,
    ),
    optional: steps.map(({ optional }) => optional),
    required: steps.map((_, k) =>
      Math.max(
        0,
        steps.slice(0, k).findLastIndex(({ optional }) => !optional),
      ),
    ),
    directly: steps.map(({ adjacency }) => adjacency === "DIRECTLY"),
    windows,
    total,
    after: exclude.map(({ after }) => after - 1),
    before: exclude.map(({ before }) => before - 1),
    whole,
    hide,
    selectors,
    labels,
    touching: touchingUpTo(projection, points, steps, hide),
    touchingOptional: points
      .filter((_, i) => steps[i]!.optional)
      .map((point) => candidates(projection, { all: [point], none: [], hide })),
    warnings: [
      ...new Set([
        ...[...selectors, hide].flatMap((selector) => selector?.warnings ?? []),
        ...filter.warnings,
        ...labels.warnings,
        ...gapWarning(projection, longest, "the longest `within`"),
      ]),
    ],
  };
}

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

/** The funnel as an answer reports it. */
export function describeFunnel({ steps, within, exclude, options }: FunnelShape): Record<string, unknown> {
  return {
    steps: steps.map((step) => ({
      ...step,
      at: describeSelector(step.at),
      within: step.within === null ? null : formatDuration(step.within),
    })),
    within: within === null ? null : formatDuration(within),
    exclude: exclude.map((exclusion) => ({ ...exclusion, at: describeSelector(exclusion.at) })),
    hide: options.hide,
  };
}

function checkSteps(steps: readonly FunnelStep[]): void {
  if (steps.length < MIN_FUNNEL_STEPS || steps.length > MAX_FUNNEL_STEPS)
    throw new ThroughlineError("BAD_ARGUMENT", `\`steps\` has ${steps.length}.`, {
      at: "steps",
      remedy: `Give ${MIN_FUNNEL_STEPS} to ${MAX_FUNNEL_STEPS} steps.`,
    });
  const [first] = steps;
  if (first!.within !== null) throw beginsNothing("within");
  if (first!.adjacency !== "EVENTUALLY") throw beginsNothing("adjacency");
  for (const i of [0, steps.length - 1])
    if (steps[i]!.optional)
      throw new ThroughlineError("OPTION_DOES_NOT_APPLY", "The first and the last step are never optional.", {
        at: `steps[${i}].optional`,
        remedy: "Leave `optional` out, or leave the step out.",
      });
  steps.forEach(({ within }, i) => {
    checkDuration(within, `steps[${i}].within`);
  });
}

function beginsNothing(name: "within" | "adjacency"): ThroughlineError {
  return new ThroughlineError(
    "OPTION_DOES_NOT_APPLY",
    `The first step has no previous step, so \`${name}\` does not apply.`,
    {
      at: `steps[0].${name}`,
      remedy: "Leave it out on the first step. The funnel's own `within` is measured from there.",
    },
  );
}

function checkExclusions(exclude: readonly FunnelExclusion[], steps: readonly FunnelStep[]): void {
  if (exclude.length > MAX_FUNNEL_EXCLUSIONS)
    throw new ThroughlineError("BAD_ARGUMENT", `\`exclude\` has ${exclude.length} exclusions.`, {
      at: "exclude",
      remedy: `Give at most ${MAX_FUNNEL_EXCLUSIONS}; one selector may name several touchpoints.`,
    });
  exclude.forEach((exclusion, i) => {
    for (const name of ["after", "before"] as const) {
      const at = `exclude[${i}].${name}`;
      checkCount(exclusion[name], at, 1, steps.length);
      if (steps[exclusion[name] - 1]!.optional)
        throw new ThroughlineError("OPTION_DOES_NOT_APPLY", `Step ${exclusion[name]} is optional.`, {
          at,
          remedy: "Name steps that are not optional: a match may lack this one.",
        });
    }
    if (exclusion.after >= exclusion.before)
      throw new ThroughlineError("BAD_ARGUMENT", "`after` is not before `before`: nothing lies between.", {
        at: `exclude[${i}].after`,
        remedy: "Name an earlier step in `after` or a later one in `before`.",
      });
  });
}

/**
 * A match needs each required step between the two steps that an exclusion names. If the exclusion forbids every
 * interaction that such a step selects, no journey could complete the funnel, and open journeys would remain pending
 * for nothing.
 */
function checkCompletable(projection: Projection, { steps, exclude }: FunnelShape): void {
  exclude.forEach(({ at, after, before }, i) => {
    for (let step = after + 1; step < before; step++) {
      const between = steps[step - 1]!;
      if (between.optional || !covers(projection, at, between.at)) continue;
      throw new ThroughlineError(
        "BAD_ARGUMENT",
        `\`exclude[${i}]\` forbids every interaction that step ${step} selects, and step ${step} is required between steps ${after} and ${before}: no journey could complete this funnel.`,
        {
          at: `exclude[${i}].at`,
          remedy: `Select less in \`exclude[${i}].at\`, make step ${step} optional, or use two exclusions, one before step ${step} and one after it (\`before: ${step}\` and \`after: ${step}\`).`,
        },
      );
    }
  });
}

/** Joins the names, as in `web/cart or web/basket`. */
function nameOf(at: PointSelector): string {
  if (at.any === true) return "any";
  if (at.goal !== null && at.goal !== undefined) return at.goal;
  return [...(at.touchpoints ?? at.kinds ?? at.channels ?? at.stages ?? [])].join(" or ");
}
