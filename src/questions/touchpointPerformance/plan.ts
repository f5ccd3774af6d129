// The arguments of touchpointPerformance. They are checked, and compiled for one projection: names become codes, and
// selectors become tables by code.

import { compileFilter } from "../../engine/filter.js";
import { labelsOf } from "../../engine/label.js";
import { calendarOf } from "../../engine/periods.js";
import type { Wanted } from "../../engine/selection.js";
import { anyOf, compileGoal, compileSelector } from "../../engine/selector.js";
import { GRAINS, type Grain, type JourneyFilter } from "../../engine/terms.js";
import { checkDuration, checkFirst, gapWarning } from "../../engine/totals.js";
import type { PointSelector } from "../../model/catalogue.js";
import { ThroughlineError } from "../../model/errors.js";
import { parseDuration } from "../../model/time.js";
import type { Projection } from "../../projection/projection.js";
import type { BothFilters } from "../compare/sides.js";

/** The default of `within`, in the form in which a client would write it. */
export const DEFAULT_CONVERSION_WINDOW = "P30D";
export const DEFAULT_CONVERSION_WINDOW_MS = parseDuration(DEFAULT_CONVERSION_WINDOW);
export const DEFAULT_TOUCHPOINTS = 50;

/** The measures by which rows can be ordered, largest first. */
export const PERFORMANCE_ORDERS = [
  "VISITS",
  "REACH",
  "CONVERSION",
  "ASSISTED_CONVERSIONS",
  "ENTRIES",
  "EXITS",
  "ENGAGEMENT",
  "FAILURE",
  "RESPONSE_TIME",
  "RESOLUTION_TIME",
  "REPEAT_CONTACT",
  "REPEAT_PURCHASE",
  "RETENTION",
  "COST",
  "VALUE",
  "CSAT",
  "NPS",
  "CES",
  "EMOTION",
] as const;
export type PerformanceOrder = (typeof PERFORMANCE_ORDERS)[number];

/** Rates whose intervals treat customers as clusters. */
export const RATES = [
  "reach",
  "dropOff",
  "conversion",
  "failure",
  "repeatContact",
  "repeatPurchase",
  "retention",
] as const;
export type RateName = (typeof RATES)[number];
/** Rates that are compared on two sides. */
export const CHANGED_RATES = ["reach", "dropOff", "conversion", "failure", "repeatContact"] as const;
export type ChangedRate = (typeof CHANGED_RATES)[number];
export const WAITS = ["responseTime", "resolutionTime", "wait"] as const;
export type WaitName = (typeof WAITS)[number];

export interface PerformanceParams {
  /** Null or undefined means the default goal of the catalogue. */
  readonly goal?: PointSelector | null;
  /** The time in milliseconds within which a goal after a visit counts as a conversion of the visit. */
  readonly within: number;
  /** What a row is, such as a touchpoint or a channel. PROPERTY is not allowed. */
  readonly grain: Grain;
  /** Which touchpoints are shown. It changes no number. */
  readonly at?: PointSelector | null;
  /** The date of a change, in UTC milliseconds. Null if there is nothing to compare. */
  readonly changedAt: number | null;
  /**
   * The length of the two compared periods, before and after the change, in milliseconds. Null means that they are not
   * limited.
   */
  readonly span: number | null;
  readonly orderBy: PerformanceOrder;
  /** IANA name of the time zone of months. Null means the time zone of the store. */
  readonly timeZone?: string | null;
  readonly filter?: JourneyFilter | null;
  /**
   * The filters of two sides to compare, each combined with `filter`. The rows themselves use only `filter`. journeyMap
   * gives these filters. With `changedAt`, the two sides are the times before and after the change instead.
   */
  readonly sides?: BothFilters | null;
  /** The number of rows in the answer, 1 to MAX_FIRST. */
  readonly first: number;
  readonly wanted?: PerformanceWanted;
}

export interface PerformanceWanted extends Wanted {
  /** Whether to compute repeat purchase and retention. The default is true. */
  readonly customersOver?: boolean;
  /** Whether to compute response, resolution and repeated contact. The default is true. */
  readonly cases?: boolean;
  /** Whether to compute the scores of answers. The default is true. */
  readonly scores?: boolean;
  /** Whether to compare the scores of the two sides. The default is true. */
  readonly changedScores?: boolean;
}

export function performancePlan(projection: Projection, params: PerformanceParams) {
  const { within, grain, changedAt, span, first, orderBy, wanted } = params;
  checkFirst(first);
  checkDuration(within, "within");
  checkDuration(span, "span");
  if (span !== null && changedAt === null)
    throw new ThroughlineError("BAD_ARGUMENT", "`span` is given without `changedAt`.", {
      at: "span",
      remedy: "Give the date of the change, or leave `span` out.",
    });
  if (span === 0)
    throw new ThroughlineError("BAD_ARGUMENT", "`span` is zero.", {
      at: "span",
      remedy: "Give a duration such as P30D.",
    });
  if (grain === "PROPERTY")
    throw new ThroughlineError("OPTION_DOES_NOT_APPLY", "`grain` cannot be PROPERTY here.", {
      at: "grain",
      remedy: "Choose another grain, or ask `visits` about values of a property.",
      allowed: GRAINS.filter((one) => one !== "PROPERTY"),
    });
  const goal = compileGoal(projection, params.goal, "goal");
  const at = params.at == null ? null : anyOf([compileSelector(projection, params.at, "at")]);
  const { test, warnings } = compileFilter(projection, params.filter, "filter");
  const names = labelsOf(projection, { grain, property: null, groups: [] }, null);
  const ordersBy = (...orders: readonly PerformanceOrder[]): boolean => orders.includes(orderBy);
  return {
    projection,
    test,
    goal,
    within,
    names,
    labelOf: names.ofTouchpoint,
    labels: names.count,
    ofCustomers: wanted?.customersOver !== false || ordersBy("REPEAT_PURCHASE", "RETENTION"),
    ofCases: wanted?.cases !== false || ordersBy("RESPONSE_TIME", "RESOLUTION_TIME", "REPEAT_CONTACT"),
    months: calendarOf(projection, "MONTH", params.timeZone),
    at,
    /** Whether rows have the scores of answers. */
    hasScores: wanted?.scores !== false || ordersBy("CSAT", "NPS", "CES", "EMOTION"),
    changedAt,
    /** The periods before and after the change. They include their start, but not their end. */
    since: changedAt === null || span === null ? Number.NEGATIVE_INFINITY : changedAt - span,
    until: changedAt === null || span === null ? Number.POSITIVE_INFINITY : changedAt + span,
    warnings: [
      ...new Set([
        ...goal.warnings,
        ...(at?.warnings ?? []),
        ...warnings,
        ...gapWarning(projection, within, "`within`"),
        ...outsideWarning(projection, changedAt),
      ]),
    ],
  };
}

export type PerformancePlan = Readonly<ReturnType<typeof performancePlan>>;

function outsideWarning({ newest }: Projection, changedAt: number | null): string[] {
  return changedAt === null || newest === null || changedAt <= newest
    ? []
    : ["`changedAt` is after the newest interaction of the store, so nothing is after the change."];
}
