// The definition of a funnel: its steps, time limit and exclusions. They are checked here before anything is counted.
import { covers } from "../../engine/selector.js";
import type { Adjacency, JourneyFilter, PathOptions } from "../../engine/terms.js";
import { checkCount, checkDuration, describeSelector } from "../../engine/totals.js";
import type { PointSelector } from "../../model/catalogue.js";
import { ThroughlineError } from "../../model/errors.js";
import type { PropertyCondition } from "../../model/property.js";
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
  /**
   * Only `hide` and, if the answer has labels, the options for labels may be set. All other options must have their
   * default values.
   */
  readonly options: PathOptions;
  readonly filter?: JourneyFilter | null;
}

export const MIN_FUNNEL_STEPS = 2;

/** The largest numbers of steps and exclusions, each of which is a bit of one 32-bit word. */
export const MAX_FUNNEL_STEPS = 20;

export const MAX_FUNNEL_EXCLUSIONS = 10;

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

export function checkSteps(steps: readonly FunnelStep[]): void {
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

export function checkExclusions(exclude: readonly FunnelExclusion[], steps: readonly FunnelStep[]): void {
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
 * Refuses a funnel that no journey can complete, because its open journeys would be called pending. This is so if an
 * exclusion forbids every interaction that a required step selects, and this step lies between the two steps that the
 * exclusion names.
 */
export function checkCompletable(projection: Projection, { steps, exclude }: FunnelShape): void {
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

/**
 * Joins the names with `or`, as in `web/cart or web/basket`, and the parts with `and`, as in `web and not campaign:
 * spring`.
 */
export function nameOf(at: PointSelector): string {
  if (at.any === true) return "any";
  if (at.goal !== null && at.goal !== undefined) return at.goal;
  if (at.property != null) return nameOfCondition(at.property);
  if (at.not != null) return `not ${nameOfPart(at.not)}`;
  if (at.all != null) return at.all.map(nameOfPart).join(" and ");
  if (at.anyOf != null) return at.anyOf.map(nameOfPart).join(" or ");
  return [...(at.touchpoints ?? at.kinds ?? at.channels ?? at.stages ?? [])].join(" or ");
}

function nameOfPart(part: PointSelector): string {
  const isCompound = (part.all ?? part.anyOf ?? []).length > 1;
  return isCompound ? `(${nameOf(part)})` : nameOf(part);
}

function nameOfCondition({ key, ...condition }: PropertyCondition): string {
  const parts = [
    condition.in == null ? null : condition.in.join(" or "),
    condition.notIn == null ? null : `not ${condition.notIn.join(" or ")}`,
    condition.like ?? null,
    condition.atLeast == null ? null : `at least ${condition.atLeast}`,
    condition.atMost == null ? null : `at most ${condition.atMost}`,
    condition.known == null ? null : condition.known ? "known" : "not known",
  ].filter((part) => part !== null);
  return `${key}: ${parts.join(" and ")}`;
}
