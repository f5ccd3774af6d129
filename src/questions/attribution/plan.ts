// The arguments of attribution, checked and compiled for one projection, and its counting rule.

import { compileFilter } from "../../engine/filter.js";
import { JourneyView, tableOf } from "../../engine/journeyView.js";
import { labelsOf, refuseLists } from "../../engine/label.js";
import { Planned } from "../../engine/scan.js";
import type { Wanted } from "../../engine/selection.js";
import { compileGoal } from "../../engine/selector.js";
import type { Grain, JourneyFilter } from "../../engine/terms.js";
import { checkDuration, checkFirst } from "../../engine/totals.js";
import type { PointSelector } from "../../model/catalogue.js";
import { ThroughlineError } from "../../model/errors.js";
import { parseDuration } from "../../model/time.js";
import type { Block, Projection } from "../../projection/projection.js";

export const MODELS = ["FIRST", "LAST", "LINEAR", "POSITION", "TIME_DECAY", "MARKOV", "SHAPLEY"] as const;
export type AttributionModel = (typeof MODELS)[number];
export const DEFAULT_GRAIN: Grain = "CHANNEL";
/** The default, in the form in which a client would write it. */
export const DEFAULT_HALF_LIFE = "P7D";
/**
 * The largest number of labels of a Markov chain. The time to solve the chain grows with the cube of this number, and
 * is a fraction of a second for the largest.
 */
export const MAX_MARKOV_LABELS = 400;

export interface AttributionParams {
  /** Null or undefined means the default goal of the catalogue. */
  readonly goal?: PointSelector | null;
  readonly models: readonly AttributionModel[];
  /** What receives credit: touchpoints, channels, or another grain of labels. */
  readonly by: Grain;
  /** The key of the property whose values receive credit; only with `by: PROPERTY`. */
  readonly property?: string | null;
  /**
   * A touch counts only if it is at most this many milliseconds before its conversion. Null if all touches count.
   */
  readonly within: number | null;
  /** For TIME_DECAY: milliseconds after which the weight of a touch halves. */
  readonly halfLife: number;
  readonly filter?: JourneyFilter | null;
  /** The number of rows in the answer, from 1 to MAX_FIRST. */
  readonly first: number;
  /** The details that the client selected. By default, all of them are computed. */
  readonly wanted?: Wanted;
}

export function attributionPlan(projection: Projection, params: AttributionParams) {
  const { models, by, within, halfLife, first } = params;
  checkFirst(first);
  checkDuration(within, "within");
  if (models.length === 0 || new Set(models).size < models.length)
    throw new ThroughlineError("BAD_ARGUMENT", "`models` is empty or names a model twice.", {
      at: "models",
      remedy: "Name each model that you want to compare once.",
      allowed: MODELS,
    });
  if (!(halfLife > 0))
    throw new ThroughlineError("BAD_ARGUMENT", "`halfLife` is not longer than zero.", {
      at: "halfLife",
      remedy: `Give a duration such as ${DEFAULT_HALF_LIFE}.`,
    });
  const goal = compileGoal(projection, params.goal, "goal");
  const filter = compileFilter(projection, params.filter, "filter");
  const options = { grain: by, property: params.property ?? null, groups: [] };
  const labels = labelsOf(projection, options, null);
  refuseLists(projection, options, labels, null, filter.test, "property");
  if (models.includes("MARKOV") && labels.count > MAX_MARKOV_LABELS)
    throw new ThroughlineError(
      "QUERY_TOO_EXPENSIVE",
      `A Markov chain of ${labels.count} labels takes too long; at most ${MAX_MARKOV_LABELS} labels are allowed.`,
      { at: "by", remedy: "Choose a coarser `by`, such as CHANNEL, or leave MARKOV out." },
    );
  return {
    projection,
    filter,
    goal,
    labels,
    within: within ?? Number.POSITIVE_INFINITY,
    warnings: [...new Set([...goal.warnings, ...filter.warnings])],
  };
}

export type AttributionPlan = Readonly<ReturnType<typeof attributionPlan>>;

export const DEFAULT_HALF_LIFE_MS = parseDuration(DEFAULT_HALF_LIFE);

/**
 * Finds the conversions of one journey after another, and the touches of each. This is the counting rule of
 * attribution: a conversion is an interaction that reaches the goal; its touches are the interactions of its journey
 * before it, after the previous conversion, and at most `within` before it.
 */
export class JourneyConversions extends Planned<AttributionPlan> {
  readonly #touchpoints = this.plan.projection.dictionary.touchpoints.length;
  readonly view = new JourneyView(this.#touchpoints, null, [this.plan.goal]);
  /** The code of the label for each code of the journey view. */
  readonly labelOf = this.view.table(this.plan.labels.ofTouchpoint);
  readonly #isGoal = tableOf([[this.plan.goal, 1]], this.#touchpoints);

  /**
   * For each conversion, calls `conversion` with the positions of its touches, `from` to `at` − 1, in order. Returns
   * the number of conversions.
   */
  read(block: Block, journey: number, conversion: (from: number, at: number) => void): number {
    this.view.enter(block, journey);
    const { codes, elapsed, begin, end } = this.view;
    let found = 0;
    let from = begin;
    for (let at = begin; at < end; at++) {
      if (this.#isGoal[codes[at]!] === 0) continue;
      while (from < at && elapsed[from]! < elapsed[at]! - this.plan.within) from++;
      conversion(from, at);
      found++;
      from = at + 1;
    }
    return found;
  }
}
