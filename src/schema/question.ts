// What questions are asked with: selectors, filters, path options and the settings of handoffs, with the rules of each field
// and how it is read into what the engine takes.
import { ArgsType, Field, Float, InputType, Int } from "type-graphql";
import {
  DEFAULT_PATH_OPTIONS,
  type Grain,
  type JourneyFilter,
  type PathOptions,
  type Repeats,
  type StartAt,
} from "../engine/terms.js";
import { DEFAULT_FIRST, MAX_FIRST } from "../engine/totals.js";
import { DEFAULT_HANDOFF_SETTINGS, DEFAULT_WINDOWS, type HandoffSettings } from "../questions/handoffs/settings.js";
import type { Baseline, HandoffGrain, HandoffReason } from "../questions/results.js";
import { type Readers, readFields } from "./asking.js";
import { BaselineEnum, GrainEnum, HandoffGrainEnum, HandoffReasonEnum, RepeatsEnum, StartAtEnum } from "./enums.js";
import { HasMembers, IsDuration, IsInstant, IsPageSize, IsTrue } from "./rules.js";
import { DateTime, Duration } from "./scalars.js";
import { readDuration, readInstant } from "./texts.js";

/** Members of a list of selectors, and names in one selector: more are a list that a program made by mistake. */
export const MAX_SELECTORS = 100;
export const MAX_NAMES = 1_000;
const A_NAME = "Name at least one, or leave the selector out.";

@InputType("PointSelector", {
  description:
    "Chooses interactions by where they happened. Exactly one choice; a list means any of its members. Keys, or names as the catalogue has them; a key wins over a name, and what nothing bears is an error.",
})
export class PointSelectorInput {
  @Field(() => [String], { nullable: true, description: "Touchpoints, like `web/checkout`." })
  @HasMembers(1, MAX_NAMES, A_NAME)
  readonly touchpoints?: string[] | null;
  @Field(() => [String], { nullable: true, description: "Kinds of touchpoint, on whatever channel, like `Checkout`." })
  @HasMembers(1, MAX_NAMES, A_NAME)
  readonly kinds?: string[] | null;
  @Field(() => [String], { nullable: true, description: "Channels, like `store`." })
  @HasMembers(1, MAX_NAMES, A_NAME)
  readonly channels?: string[] | null;
  @Field(() => [String], { nullable: true, description: "Stages, like `purchase`." })
  @HasMembers(1, MAX_NAMES, A_NAME)
  readonly stages?: string[] | null;
  @Field(() => String, {
    nullable: true,
    description: "A goal of the catalogue; interactions that FAILED are left out.",
  })
  readonly goal?: string | null;
  @Field(() => Boolean, { nullable: true, description: "`true`: every interaction. `false` is refused." })
  @IsTrue("Leave the selector out, or name what is meant.")
  readonly any?: boolean | null;
}

@InputType("AttributeFilter", { description: "A condition on one attribute of the customer." })
export class AttributeFilterInput {
  @Field(() => String, { description: "The attribute's key." })
  readonly key!: string;
  @Field(() => [String], { description: "The customer's value is one of these." })
  @HasMembers(1, MAX_NAMES)
  readonly in!: string[];
}

@InputType("JourneyFilter", {
  description:
    "Which journeys are looked at. All given conditions must hold; whole journeys are judged, before `hide`.",
})
export class JourneyFilterInput {
  @Field(() => DateTime, { nullable: true, description: "Journeys whose first interaction is at this time or later." })
  @IsInstant()
  readonly startedFrom?: string | null;
  @Field(() => DateTime, { nullable: true, description: "Journeys whose first interaction is before this time." })
  @IsInstant()
  readonly startedBefore?: string | null;
  @Field(() => Duration, {
    nullable: true,
    description:
      "Journeys whose first interaction is at most this long before the newest interaction of the store, such as P30D.",
  })
  @IsDuration()
  readonly startedWithin?: string | null;
  @Field(() => [String], {
    nullable: true,
    description: "Journeys of customers who belong to any of these segments, by key or name.",
  })
  @HasMembers(1, MAX_NAMES)
  readonly segments?: string[] | null;
  @Field(() => [String], { nullable: true, description: "Journeys of these customers, by key." })
  @HasMembers(1, MAX_FIRST)
  readonly customers?: string[] | null;
  @Field(() => String, {
    nullable: true,
    description:
      "Journeys that a row of an answer counts: what the row's `behind` says. They are worked out in the data as it is now.",
  })
  readonly behind?: string | null;
  @Field(() => [AttributeFilterInput], {
    nullable: true,
    description: "Attributes of the customer; every one must hold.",
  })
  @HasMembers(0, MAX_SELECTORS)
  readonly attributes?: AttributeFilterInput[] | null;
  @Field(() => [PointSelectorInput], { nullable: true, description: "The journey touches every one of these." })
  @HasMembers(0, MAX_SELECTORS)
  readonly touches?: PointSelectorInput[] | null;
  @Field(() => [PointSelectorInput], { nullable: true, description: "The journey touches none of these." })
  @HasMembers(0, MAX_SELECTORS)
  readonly avoids?: PointSelectorInput[] | null;
  @Field(() => String, {
    nullable: true,
    description: "Key of a goal that the journey reaches, by an interaction that did not FAIL.",
  })
  readonly reachedGoal?: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      "A pattern that the journey matches, such as `channel:search .* [web/checkout|app/checkout] [^channel:phone]* goal:purchase`; `pathMatches` says what patterns are.",
  })
  readonly matches?: string | null;
  @Field(() => Int, { nullable: true, description: "The journey has at least this many interactions." })
  readonly minInteractions?: number | null;
  @Field(() => Int, { nullable: true, description: "The journey has at most this many interactions." })
  readonly maxInteractions?: number | null;
}

/** What a filter names, looked up for the data at hand. */
export type FoundByFilter = Pick<JourneyFilter, "memberOf" | "behindWords" | "customerNumbers">;

/** By field: what it is to the engine. A field that is added to the input and forgotten here does not compile. */
const FILTER_FIELDS: {
  readonly [K in keyof Required<JourneyFilterInput>]: (value: JourneyFilterInput[K], at: string) => JourneyFilter;
} = {
  startedFrom: (text, at) => ({ startedFrom: readInstant(text, at) }),
  startedBefore: (text, at) => ({ startedBefore: readInstant(text, at) }),
  startedWithin: (text, at) => ({ startedWithin: readDuration(text, at) }),
  // Looked up: `memberOf` says who belongs, `behindWords` which journeys, `customerNumbers` who they are.
  segments: (segments) => ({ segments }),
  behind: (behind) => ({ behind }),
  customers: () => ({}),
  attributes: (attributes) => ({ attributes }),
  touches: (touches) => ({ touches }),
  avoids: (avoids) => ({ avoids }),
  reachedGoal: (reachedGoal) => ({ reachedGoal }),
  matches: (matches) => ({ matches }),
  minInteractions: (minInteractions) => ({ minInteractions }),
  maxInteractions: (maxInteractions) => ({ maxInteractions }),
};

export function readFilter(given: JourneyFilterInput, at: string, found: FoundByFilter): JourneyFilter {
  const fields = Object.entries(FILTER_FIELDS).map(([name, read]) =>
    (read as (value: unknown, at: string) => JourneyFilter)(given[name as keyof JourneyFilterInput], `${at}.${name}`),
  );
  return Object.assign({}, ...fields, found) as JourneyFilter;
}

@InputType("PathOptions", {
  description:
    "How interactions become labels, and which paths count. In this order: hide, group by `grain`, collapse repeats, count.",
})
export class PathOptionsInput {
  @Field(() => GrainEnum, {
    nullable: true,
    defaultValue: DEFAULT_PATH_OPTIONS.grain,
    description: "What the labels are.",
  })
  readonly grain?: Grain | null;
  @Field(() => RepeatsEnum, {
    nullable: true,
    defaultValue: DEFAULT_PATH_OPTIONS.repeats,
    description: "What becomes of neighbouring equal labels.",
  })
  readonly repeats?: Repeats | null;
  @Field(() => [PointSelectorInput], {
    nullable: true,
    description: "Interactions that are removed before anything else.",
  })
  @HasMembers(0, MAX_SELECTORS)
  readonly hide?: PointSelectorInput[] | null;
  @Field(() => [PointSelectorInput], {
    nullable: true,
    description: "Completed journeys with such an interaction strictly between start and target are not counted.",
  })
  @HasMembers(0, MAX_SELECTORS)
  readonly exclude?: PointSelectorInput[] | null;
  @Field(() => [PointSelectorInput], {
    nullable: true,
    description: "Each of these is met strictly between start and target, in any order.",
  })
  @HasMembers(0, MAX_SELECTORS)
  readonly via?: PointSelectorInput[] | null;
  @Field(() => Duration, {
    nullable: true,
    description: "The target comes at most this long after the start (its end included). Refused without `to`.",
  })
  @IsDuration()
  readonly within?: string | null;
  @Field(() => StartAtEnum, {
    nullable: true,
    defaultValue: DEFAULT_PATH_OPTIONS.startAt,
    description: "Which start a match takes.",
  })
  readonly startAt?: StartAt | null;
  @Field(() => Int, { nullable: true, description: "Routes of at least this many labels, both ends included." })
  readonly minSteps?: number | null;
  @Field(() => Int, { nullable: true, description: "Routes of at most this many labels, both ends included." })
  readonly maxSteps?: number | null;
}

const PATH_OPTIONS: Readers<PathOptionsInput, PathOptions> = {
  grain: (grain) => grain ?? DEFAULT_PATH_OPTIONS.grain,
  repeats: (repeats) => repeats ?? DEFAULT_PATH_OPTIONS.repeats,
  hide: (hide) => hide ?? DEFAULT_PATH_OPTIONS.hide,
  exclude: (exclude) => exclude ?? DEFAULT_PATH_OPTIONS.exclude,
  via: (via) => via ?? DEFAULT_PATH_OPTIONS.via,
  within: readDuration,
  startAt: (startAt) => startAt ?? DEFAULT_PATH_OPTIONS.startAt,
  minSteps: (minSteps) => minSteps ?? DEFAULT_PATH_OPTIONS.minSteps,
  maxSteps: (maxSteps) => maxSteps ?? DEFAULT_PATH_OPTIONS.maxSteps,
};

export function readPathOptions(given: PathOptionsInput | null | undefined, at = "options"): PathOptions {
  return readFields<PathOptionsInput, PathOptions>(PATH_OPTIONS, given, at, undefined);
}

@InputType("HandoffSettings", {
  description: "What makes a handoff broken, and what its fail rate is compared with. Windows include their end.",
})
export class HandoffSettingsInput {
  @Field(() => HandoffGrainEnum, {
    nullable: true,
    defaultValue: DEFAULT_HANDOFF_SETTINGS.grain,
    description: "What the two ends are.",
  })
  readonly grain?: HandoffGrain | null;
  @Field(() => PointSelectorInput, {
    nullable: true,
    description:
      "What customers are to reach; without it the catalogue's default goal, and GOAL_REQUIRED if there is none.",
  })
  readonly goal?: PointSelectorInput | null;
  @Field(() => Duration, {
    nullable: true,
    description:
      "A longer wait is STALLED, for every pair. Without it only promised waits can stall: a service level, or 24 h where intended.",
  })
  @IsDuration()
  readonly stallAfter?: string | null;
  @Field(() => Duration, {
    nullable: true,
    defaultValue: DEFAULT_WINDOWS.bounceWithin,
    description: "Coming back to A within this after B's last interaction is BOUNCED_BACK.",
  })
  @IsDuration()
  readonly bounceWithin?: string | null;
  @Field(() => Duration, {
    nullable: true,
    defaultValue: DEFAULT_WINDOWS.repeatWithin,
    description: "The same case again within this after B's last interaction is REPEATED.",
  })
  @IsDuration()
  readonly repeatWithin?: string | null;
  @Field(() => Duration, {
    nullable: true,
    defaultValue: DEFAULT_WINDOWS.resolveWithin,
    description: "The time a goal or `resolved` has, for ABANDONED, BOUNCED_BACK and UNRESOLVED.",
  })
  @IsDuration()
  readonly resolveWithin?: string | null;
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_HANDOFF_SETTINGS.minSupport,
    description: "Distinct customers with a settled handoff that a pair needs to be ranked.",
  })
  readonly minSupport?: number | null;
  @Field(() => Float, {
    nullable: true,
    defaultValue: DEFAULT_HANDOFF_SETTINGS.minEffect,
    description: "A fail rate less than this above its baseline is never significant; a share from 0 to 1.",
  })
  readonly minEffect?: number | null;
  @Field(() => BaselineEnum, {
    nullable: true,
    defaultValue: DEFAULT_HANDOFF_SETTINGS.baselineBy,
    description: "What the fail rate is compared with.",
  })
  readonly baselineBy?: Baseline | null;
  @Field(() => [HandoffReasonEnum], {
    nullable: true,
    description: "At least one of these makes a handoff failed. Without it: all but UNRESOLVED.",
  })
  readonly failureReasons?: HandoffReason[] | null;
  @Field(() => Boolean, {
    nullable: true,
    defaultValue: DEFAULT_HANDOFF_SETTINGS.includeBrandSent,
    description: "Whether interactions the brand sent take part in episodes and verdicts.",
  })
  readonly includeBrandSent?: boolean | null;
}

const HANDOFF_SETTINGS: Readers<HandoffSettingsInput, HandoffSettings> = {
  grain: (grain) => grain ?? DEFAULT_HANDOFF_SETTINGS.grain,
  goal: (goal) => goal ?? DEFAULT_HANDOFF_SETTINGS.goal,
  stallAfter: readDuration,
  bounceWithin: (text, at) => readDuration(text, at) ?? DEFAULT_HANDOFF_SETTINGS.bounceWithin,
  repeatWithin: (text, at) => readDuration(text, at) ?? DEFAULT_HANDOFF_SETTINGS.repeatWithin,
  resolveWithin: (text, at) => readDuration(text, at) ?? DEFAULT_HANDOFF_SETTINGS.resolveWithin,
  minSupport: (minSupport) => minSupport ?? DEFAULT_HANDOFF_SETTINGS.minSupport,
  minEffect: (minEffect) => minEffect ?? DEFAULT_HANDOFF_SETTINGS.minEffect,
  baselineBy: (baselineBy) => baselineBy ?? DEFAULT_HANDOFF_SETTINGS.baselineBy,
  failureReasons: (failureReasons) => failureReasons ?? DEFAULT_HANDOFF_SETTINGS.failureReasons,
  includeBrandSent: (includeBrandSent) => includeBrandSent ?? DEFAULT_HANDOFF_SETTINGS.includeBrandSent,
};

export function readHandoffSettings(given: HandoffSettingsInput | null | undefined, at = "settings"): HandoffSettings {
  return readFields<HandoffSettingsInput, HandoffSettings>(HANDOFF_SETTINGS, given, at, undefined);
}

/** How arguments that several questions take are declared. */
export const FILTER = { nullable: true, description: "Which journeys are looked at; all without it." } as const;
export const ROWS = "Rows of the answer, 1 to 1,000; what they leave out is counted.";
export const LEAVE = {
  nullable: true,
  description: "Only pairs that leave one of these. It chooses rows and changes no number.",
} as const;
export const REACH = {
  nullable: true,
  description: "Only pairs that reach one of these. It chooses rows and changes no number.",
} as const;

/** Arguments of questions about labels, with lists of them: loops and ends. */
@ArgsType()
export class LabelsArgs {
  @Field(() => PathOptionsInput, {
    nullable: true,
    description: "`grain` and `hide`; the others do not apply and are refused unless left at their default.",
  })
  readonly options?: PathOptionsInput | null;
  @Field(() => JourneyFilterInput, FILTER)
  readonly filter?: JourneyFilterInput | null;
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_FIRST,
    description: "Rows of each list, 1 to 1,000; what they leave out is counted.",
  })
  @IsPageSize()
  readonly first?: number | null;
}
