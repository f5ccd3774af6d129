// The arguments of journeyMap.
import type { JourneyFilter } from "../../engine/terms.js";
import { checkCount } from "../../engine/totals.js";
import { blueprintNamed } from "../../model/blueprint.js";
import type { PointSelector } from "../../model/catalogue.js";
import { ThroughlineError } from "../../model/errors.js";
import type { Projection } from "../../projection/projection.js";
import { type CompareSide, sidesOf } from "../compare/sides.js";
import type { PerformanceParams, PerformanceWanted } from "../touchpointPerformance/plan.js";

/** The default and the largest number of touchpoints that are shown in a stage. */
export const DEFAULT_STAGE_TOUCHPOINTS = 10;
export const MAX_STAGE_TOUCHPOINTS = 100;
/** The largest number of pain points of each kind in a stage. */
export const MAX_PAIN_POINTS = 3;
/** The largest number of comments of a pain point. */
export const MAX_COMMENTS = 3;

export interface JourneyMapParams {
  /** The persona and the segment, for display only. `filter` already selects their customers. */
  readonly persona: string | null;
  readonly segment: string | null;
  /** The blueprint with which the map is compared; null if there is none. */
  readonly blueprint: string | null;
  readonly version: number | null;
  readonly goal?: PointSelector | null;
  /** The time in milliseconds within which a goal after a visit counts as a conversion of the visit. */
  readonly within: number;
  readonly filter?: JourneyFilter | null;
  /** The two sides to compare. The numbers of the map count side A. */
  readonly a: CompareSide | null;
  readonly b: CompareSide | null;
  /** The number of touchpoints shown in each stage, 1 to MAX_STAGE_TOUCHPOINTS. */
  readonly first: number;
  readonly wanted?: JourneyMapWanted;
}

export interface JourneyMapWanted extends PerformanceWanted {
  /** Whether to find pain points, some of which require running other questions. The default is true. */
  readonly painPoints?: boolean;
  /** Whether to show the steps of the blueprint and ad hoc touchpoints. The default is true. */
  readonly steps?: boolean;
  /** Whether to choose the comments of pain points. The default is true. */
  readonly comments?: boolean;
}

/** Throws a ThroughlineError that names the argument's path. */
export function journeyMapPlan(projection: Projection, params: JourneyMapParams) {
  const { blueprint, version, goal, within, a, b, first, wanted } = params;
  checkCount(first, "first", 1, MAX_STAGE_TOUCHPOINTS);
  if (version !== null && blueprint === null)
    throw new ThroughlineError("BAD_ARGUMENT", "`version` is given without `blueprint`.", {
      at: "version",
      remedy: "Give the key of the blueprint, or leave `version` out.",
    });
  if (a !== null && b === null)
    throw new ThroughlineError("BAD_ARGUMENT", "Side `a` is given without side `b`.", {
      at: "a",
      remedy: "Give both sides, or use `filter` for a map of one side.",
    });
  const both = b === null ? null : { a: a ?? { name: "A", filter: null }, b, filter: params.filter ?? null };
  const compiled = both === null ? null : sidesOf(projection, both);
  const filter = compiled === null ? (params.filter ?? null) : compiled.filters[0];
  return {
    /** The filter of the map, which is the filter of side A. */
    filter,
    blueprint: blueprint === null ? null : blueprintNamed(projection.catalogue, blueprint, version, "blueprint"),
    performance: {
      goal: goal ?? null,
      within,
      changedAt: null,
      span: null,
      orderBy: "VISITS",
      filter,
      sides: compiled?.filters ?? null,
      first: 1,
      ...(wanted === undefined ? {} : { wanted }),
    } satisfies Omit<PerformanceParams, "grain">,
    warnings: compiled?.warnings ?? [],
  };
}

export type JourneyMapPlan = Readonly<ReturnType<typeof journeyMapPlan>>;
