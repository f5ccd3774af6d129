// The types of arguments and of parts of answers that questions share. Durations and waits are in milliseconds, and
// amounts are in the unit of the log. A label has a key and a name.
import type { PointSelector } from "../model/catalogue.js";
import type { PropertyCondition } from "../model/property.js";

export const GRAINS = ["TOUCHPOINT", "KIND", "CHANNEL", "STAGE", "PROPERTY"] as const;
export type Grain = (typeof GRAINS)[number];
export const REPEATS = ["KEEP", "COLLAPSE"] as const;
export type Repeats = (typeof REPEATS)[number];
export const START_AT = ["FIRST", "LAST"] as const;
export type StartAt = (typeof START_AT)[number];
export const ADJACENCIES = ["DIRECTLY", "EVENTUALLY"] as const;
export type Adjacency = (typeof ADJACENCIES)[number];

/**
 * All given conditions must hold. The filter applies to whole journeys, before `hide`. A field that is null or
 * undefined is not given.
 */
export interface JourneyFilter {
  /** Selects journeys that start at `startedFrom` or later, and before `startedBefore`, both in UTC milliseconds. */
  readonly startedFrom?: number | null;
  readonly startedBefore?: number | null;
  /** Selects journeys that start at most this many milliseconds before the newest interaction of the store. */
  readonly startedWithin?: number | null;
  /** The numbers of customers, which the service finds by their keys. */
  readonly customerNumbers?: ReadonlySet<number> | null;
  /**
   * The keys of segments, for display. The service computes `memberOf`, which is in shared memory and has 1 for the
   * number of each customer in any of these segments.
   */
  readonly segments?: readonly string[] | null;
  readonly memberOf?: Uint8Array | null;
  /**
   * A reference to a row of an answer, for display. `behindWords` has the journeys that it describes in this projection
   * (questions/drilldown.ts).
   */
  readonly behind?: string | null;
  readonly behindWords?: readonly Uint32Array[] | null;
  /** Conditions on attributes of the customer, which has at most one value of each. */
  readonly attributes?: readonly PropertyCondition[] | null;
  readonly touches?: readonly PointSelector[] | null;
  readonly avoids?: readonly PointSelector[] | null;
  /** The key of a goal that the journey reaches. */
  readonly reachedGoal?: string | null;
  /** A pattern (pattern.ts) that the journey matches. */
  readonly matches?: string | null;
  readonly conforms?: ConformsCondition | null;
  readonly minInteractions?: number | null;
  readonly maxInteractions?: number | null;
  /**
   * True for the rule of a segment, in which names may no longer exist. Such names match nothing and cause a warning.
   */
  readonly isRule?: boolean;
  /**
   * True for the filter of a list, and for a rule that is being declared. An attribute that no customer has is then an
   * error, because there is no answer that could carry a warning.
   */
  readonly isStrict?: boolean;
  /**
   * Another filter that journeys must satisfy too: the common filter of a comparison. Errors in it are reported at the
   * path where it was given.
   */
  readonly also?: JourneyFilter | null;
}

/** Whether a journey goes as it was designed: the cost of its alignment with a blueprint is 0. */
export interface ConformsCondition {
  /** Key of the blueprint. */
  readonly blueprint: string;
  /** The number of the version; null for the latest version. */
  readonly version: number | null;
  /** True selects the journeys that deviate, and false those that conform. */
  readonly deviating: boolean;
}

/** A name for the interactions that a selector selects. */
export interface LabelGroup {
  readonly name: string;
  readonly at: PointSelector;
}

/** How interactions get their labels: from the first group that selects an interaction, or else from the grain. */
export interface LabelOptions {
  readonly grain: Grain;
  /** Key of the property whose values are labels, with the grain PROPERTY only. */
  readonly property: string | null;
  readonly groups: readonly LabelGroup[];
}

export interface PathOptions extends LabelOptions {
  readonly repeats: Repeats;
  readonly hide: readonly PointSelector[];
  readonly exclude: readonly PointSelector[];
  readonly via: readonly PointSelector[];
  readonly within: number | null;
  readonly startAt: StartAt;
  readonly minSteps: number | null;
  readonly maxSteps: number | null;
}

export const DEFAULT_PATH_OPTIONS: PathOptions = {
  grain: "TOUCHPOINT",
  property: null,
  groups: [],
  repeats: "KEEP",
  hide: [],
  exclude: [],
  via: [],
  within: null,
  startAt: "FIRST",
  minSteps: null,
  maxSteps: null,
};

/** Waits in milliseconds. Quantiles use linear interpolation (R type 7). All statistics are null if n is 0. */
export interface WaitStats {
  readonly n: number;
  readonly mean: number | null;
  readonly median: number | null;
  readonly p90: number | null;
  readonly p95: number | null;
}

export interface Totals {
  readonly journeys: number;
  readonly customers: number;
  readonly matched: number;
  readonly completed: number;
  readonly counted: number;
  readonly dropped: number;
  readonly pending: number;
  readonly open: number;
  readonly completionRate: number | null;
  readonly mature: number;
  readonly matureCompleted: number;
  readonly shown: number;
  readonly shownShare: number | null;
  readonly otherRoutes: number;
  readonly otherCount: number;
}

/** The counts of journeys in the totals. */
export const TOTALS_PARTS = [
  "JOURNEYS",
  "MATCHED",
  "COMPLETED",
  "COUNTED",
  "DROPPED",
  "PENDING",
  "OPEN",
  "MATURE",
  "MATURE_COMPLETED",
] as const;
export type TotalsPart = (typeof TOTALS_PARTS)[number];
/** The counts of the totals that depend on which rows are shown. */
export const CUT_PARTS = ["SHOWN", "OTHER"] as const;
export type CutPart = (typeof CUT_PARTS)[number];

/** A label of a route, or one end of a transition. */
export interface Label {
  /**
   * The key of the label. Special keys are `START` and `END` for the ends of a journey, `OTHER` for labels that are not
   * shown, `group:name` for a group, and `(none)` for touchpoints without a stage and interactions without a value.
   */
  readonly key: string;
  /** The name to show. */
  readonly label: string;
  readonly kind: "START" | "END" | "OTHER" | "GROUP" | Grain;
}

/** The key of an example journey: `j-` and the hexadecimal digits of a hash. */
export type JourneyKey = string;

/** What an answer reports in addition to its numbers. */
export interface Remarks {
  /** All settings that affected the answer, including defaults. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly warnings: readonly string[];
}
