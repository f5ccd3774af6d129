// The arguments of interactionsToGoal, checked and compiled for one projection.

import { compileFilter } from "../../engine/filter.js";
import type { Wanted } from "../../engine/selection.js";
import { anyOf, compileGoal, compileSelectors } from "../../engine/selector.js";
import type { JourneyFilter } from "../../engine/terms.js";
import { checkFirst } from "../../engine/totals.js";
import type { PointSelector } from "../../model/catalogue.js";
import type { Projection } from "../../projection/projection.js";

export interface InteractionsToGoalParams {
  /** The catalogue's default goal without it. */
  readonly goal?: PointSelector | null;
  readonly hide: readonly PointSelector[];
  readonly filter?: JourneyFilter | null;
  /** Rows, 1 to MAX_FIRST. */
  readonly upTo: number;
  /** Everything without it. */
  readonly wanted?: Wanted;
}

export function toGoalPlan(projection: Projection, params: InteractionsToGoalParams) {
  checkFirst(params.upTo, "upTo");
  const goal = compileGoal(projection, params.goal, "goal");
  const hide = anyOf(compileSelectors(projection, params.hide, "hide"));
  const { test, warnings } = compileFilter(projection, params.filter, "filter");
  return { test, goal, hide, warnings: [...new Set([...goal.warnings, ...(hide?.warnings ?? []), ...warnings])] };
}
