// The arguments of handoffs. They are checked, and compiled for one projection: names become codes, and selectors
// become tables by code.

import { compileFilter } from "../../engine/filter.js";
import type { Wanted } from "../../engine/selection.js";
import { compileGoal } from "../../engine/selector.js";
import type { JourneyFilter } from "../../engine/terms.js";
import type { PointSelector } from "../../model/catalogue.js";
import type { Projection } from "../../projection/projection.js";
import type { BreakdownParams } from "../groups.js";
import { handoffRules, type LeavingGroups } from "./rules.js";
import { checkHandoffQuestion, type HandoffSettings } from "./settings.js";

export interface HandoffsParams extends BreakdownParams {
  readonly settings: HandoffSettings;
  /** These arguments choose which pairs are shown, and do not change their numbers. */
  readonly from?: PointSelector | null;
  readonly to?: PointSelector | null;
  readonly filter?: JourneyFilter | null;
  /** The number of rows in the answer, 1 to 1,000. */
  readonly first: number;
  /** The details that the client selected. By default, all of them are computed. */
  readonly wanted?: Wanted;
}

/** The arguments of the scan that counts. */
export interface CountHandoffsParams extends HandoffsParams {
  readonly leaving?: LeavingGroups | null;
}

/** Throws a ThroughlineError that names the argument's path. */
export function handoffsPlan(projection: Projection, params: CountHandoffsParams) {
  const { settings, first } = params;
  const filter = params.filter ?? {};
  checkHandoffQuestion(settings, filter, first);
  const goal = compileGoal(projection, settings.goal, "settings.goal");
  const { test, warnings } = compileFilter(projection, filter, "filter");
  const spanStart = settings.baselineBy === "EARLIER" ? startOf(filter, projection.newest) : Number.NEGATIVE_INFINITY;
  const length = (filter.startedBefore ?? projection.newest ?? spanStart) - spanStart;
  // If no journey can start in the period, there is no earlier period either.
  const hasEarlier = Number.isFinite(spanStart) && length > 0;
  return {
    projection,
    rules: handoffRules(projection, settings, goal.byTouchpoint, params.leaving),
    /** The journeys in scope. */
    test,
    /**
     * The journeys to read. With the baseline EARLIER, they include the journeys of the earlier period, which start
     * before `spanStart`.
     */
    scope: hasEarlier
      ? compileFilter(projection, { ...filter, startedWithin: null, startedFrom: spanStart - length }, "filter").test
      : test,
    spanStart,
    warnings: [...goal.warnings, ...warnings],
  };
}

export type HandoffsPlan = Readonly<ReturnType<typeof handoffsPlan>>;

/** The time from which journeys pass the filter. */
function startOf({ startedFrom, startedWithin }: JourneyFilter, newest: number | null): number {
  const recent = startedWithin == null || newest === null ? Number.NEGATIVE_INFINITY : newest - startedWithin;
  return Math.max(startedFrom ?? Number.NEGATIVE_INFINITY, recent);
}
