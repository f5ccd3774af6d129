// The arguments of interactionsToGoal. They are checked, and compiled for one projection: names become codes, and
// selectors become tables by code.

import { compileFilter } from "../../engine/filter.js";
import { JourneyView, tableOf } from "../../engine/journeyView.js";
import { Planned } from "../../engine/scan.js";
import type { Wanted } from "../../engine/selection.js";
import { anyOf, compileGoal, compileSelectors } from "../../engine/selector.js";
import type { JourneyFilter } from "../../engine/terms.js";
import { checkFirst } from "../../engine/totals.js";
import type { PointSelector } from "../../model/catalogue.js";
import type { Block, Projection } from "../../projection/projection.js";
import type { BreakdownParams } from "../groups.js";

export interface InteractionsToGoalParams extends BreakdownParams {
  /** Null or undefined means the default goal of the catalogue. */
  readonly goal?: PointSelector | null;
  readonly hide: readonly PointSelector[];
  readonly filter?: JourneyFilter | null;
  /** The largest number of interactions that has its own row, 1 to MAX_FIRST. One more row has all greater numbers. */
  readonly upTo: number;
  /** The details that the client selected. By default, all of them are computed. */
  readonly wanted?: Wanted;
}

export function toGoalPlan(projection: Projection, params: InteractionsToGoalParams) {
  checkFirst(params.upTo, "upTo");
  const goal = compileGoal(projection, params.goal, "goal");
  const hide = anyOf(compileSelectors(projection, params.hide, "hide"));
  const filter = compileFilter(projection, params.filter, "filter");
  return {
    projection,
    filter,
    goal,
    hide,
    warnings: [...new Set([...goal.warnings, ...(hide?.warnings ?? []), ...filter.warnings])],
  };
}

export type ToGoalPlan = Readonly<ReturnType<typeof toGoalPlan>>;

/** The result for a journey without interactions left. */
export const NOTHING_LEFT = -1;
/** The result for a journey that does not reach the goal. */
export const NOT_REACHED = 0;

/**
 * Counts the interactions of one journey after another up to the goal. This is the counting rule of interactionsToGoal.
 */
export class WayToGoal extends Planned<ToGoalPlan> {
  readonly #touchpoints = this.plan.projection.dictionary.touchpoints.length;
  readonly view = new JourneyView(this.#touchpoints, this.plan.hide, [this.plan.goal]);
  readonly #isGoal = tableOf([[this.plan.goal, 1]], this.#touchpoints);

  /**
   * The number of interactions left, up to and including the first goal. If there is no such number, the result is
   * NOT_REACHED or NOTHING_LEFT.
   */
  length(block: Block, journey: number): number {
    const { view } = this;
    const isGoal = this.#isGoal;
    view.enter(block, journey);
    const { codes, begin, end } = view;
    if (begin === end) return NOTHING_LEFT;
    let i = begin;
    while (i < end && isGoal[codes[i]!] === 0) i++;
    return i < end ? i - begin + 1 : NOT_REACHED;
  }
}
