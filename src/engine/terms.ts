// Types that questions share, in their arguments and in their answers. Durations and waits are in milliseconds. Amounts
// are in the currency or unit of the imported data.
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
 * A filter of journeys. All given conditions must hold. A condition is given if its field is neither null nor
 * undefined. The filter applies to whole journeys, before `hide` removes interactions.
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
   * The keys of segments, for display. The scan reads `memberOf`, which the service computes: a table by customer
   * number, in shared memory, with 1 for each customer in any of these segments.
   */
  readonly segments?: readonly string[] | null;
  readonly memberOf?: Uint8Array | null;
  /**
   * A reference to a row of an answer, for display. The scan reads `behindWords`: the journeys that the row counts in
   * this projection, as a bitmap for each block (questions/drilldown.ts).
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
   * True for the filter of a list of journeys, and for a rule that is being declared. An attribute that no customer has
   * is then an error, because a warning would have no place in the response.
   */
  readonly isStrict?: boolean;
  /**
   * Another filter that journeys must satisfy too, such as the common filter of a comparison. Errors in it are reported
   * at its own path.
   */
  readonly also?: JourneyFilter | null;
}

/**
 * A condition on the alignment of a journey with a blueprint (alignment.ts). The journey conforms if the cost of its
 * alignment is 0, and deviates otherwise.
 */
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

/**
 * How interactions get their labels. An interaction gets the name of the first group that selects it. An interaction in
 * no group gets the label that the grain gives.
 */
export interface LabelOptions {
  readonly grain: Grain;
  /** The key of the property whose values are labels. It is given only with the grain PROPERTY. */
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

/**
 * The bounds of the middle half of some times, in milliseconds; null if there are none. Quantiles are as in WaitStats.
 */
export interface Quartiles {
  readonly lower: number | null;
  readonly upper: number | null;
}

/** The journeys in scope, and their customers. */
export interface InScope {
  readonly journeys: number;
  readonly customers: number;
}

export interface Totals extends InScope {
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
/** Further counts of the totals: the journeys on the rows shown, and all other counted journeys. */
export const CUT_PARTS = ["SHOWN", "OTHER"] as const;
export type CutPart = (typeof CUT_PARTS)[number];

/** A label in an answer, such as a step of a route or one end of a transition. */
export interface Label {
  /**
   * The key of the label. Special keys are `START` and `END` for the ends of a journey, `OTHER` for labels that are not
   * shown, `group:name` for a group, and `(none)` for touchpoints without a stage and interactions without a value. A
   * value of a property that could be taken for such a key has `value:` before it (`keyOfValue`).
   */
  readonly key: string;
  /** The name to show. */
  readonly label: string;
  readonly kind: "START" | "END" | "OTHER" | "GROUP" | Grain;
}

/** The key of an example journey: `j-` and the hexadecimal digits of a hash. */
export type JourneyKey = string;

/** The settings and warnings that an answer reports in addition to its numbers. */
export interface Remarks {
  /** All settings that affected the answer, including defaults. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly warnings: readonly string[];
}
