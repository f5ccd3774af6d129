// Path options and other arguments of several questions, with their rules and how they are read.
import { ArgsType, Field, InputType, Int } from "type-graphql";
import type { LabelParams } from "../engine/labelPlan.js";
import { DEFAULT_PATH_OPTIONS, type Grain, type PathOptions, type Repeats, type StartAt } from "../engine/terms.js";
import { DEFAULT_FIRST } from "../engine/totals.js";
import { type LookedUp, type Readers, readFields } from "./asking.js";
import { GrainEnum, RepeatsEnum, StartAtEnum } from "./enums.js";
import { FILTER, JourneyFilterInput } from "./filter.js";
import { HasMembers, IsDuration, IsPageSize } from "./rules.js";
import { Duration } from "./scalars.js";
import { MAX_SELECTORS, PointSelectorInput } from "./selector.js";
import { readDuration } from "./texts.js";

@InputType("PathOptions", {
  description:
    "How interactions become labels, and which paths are counted. The order is: hide, group by `grain`, collapse repeats, count.",
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
    description: "What happens to neighbouring equal labels.",
  })
  readonly repeats?: Repeats | null;
  @Field(() => [PointSelectorInput], {
    nullable: true,
    description: "Interactions to remove before anything else.",
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
    description: "Each of these selectors must select an interaction strictly between start and target, in any order.",
  })
  @HasMembers(0, MAX_SELECTORS)
  readonly via?: PointSelectorInput[] | null;
  @Field(() => Duration, {
    nullable: true,
    description: "Longest time from start to target; the window includes its end. Refused without `to`.",
  })
  @IsDuration()
  readonly within?: string | null;
  @Field(() => StartAtEnum, {
    nullable: true,
    defaultValue: DEFAULT_PATH_OPTIONS.startAt,
    description: "Which start the match uses.",
  })
  readonly startAt?: StartAt | null;
  @Field(() => Int, { nullable: true, description: "Fewest labels of a route, including both ends." })
  readonly minSteps?: number | null;
  @Field(() => Int, { nullable: true, description: "Most labels of a route, including both ends." })
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

/** How questions declare the arguments that they share. */
export const ROWS = "Number of rows in the answer, 1 to 1,000. The remaining rows are counted as other.";
export const LEAVE = {
  nullable: true,
  description: "Shows only pairs that leave one of these. It only chooses rows and changes no number.",
} as const;
export const REACH = {
  nullable: true,
  description: "Shows only pairs that reach one of these. It only chooses rows and changes no number.",
} as const;

/** Arguments of the route of one journey. */
@ArgsType()
export class RouteArgs {
  @Field(() => PathOptionsInput, {
    nullable: true,
    description: "Uses `grain`, `repeats` and `hide`. The other options do not apply and are refused.",
  })
  readonly options?: PathOptionsInput | null;
  @Field(() => Int, {
    nullable: true,
    description:
      "The largest number of labels, counted from the start, 1 to 1,000. Without it, the whole route is returned.",
  })
  @IsPageSize()
  readonly first?: number | null;
}

/** Arguments of questions that list labels: loops, visits and ends. */
@ArgsType()
export class LabelsArgs {
  @Field(() => PathOptionsInput, {
    nullable: true,
    description:
      "Uses `grain` and `hide`. The other options do not apply and are refused unless they have their default value.",
  })
  readonly options?: PathOptionsInput | null;
  @Field(() => JourneyFilterInput, FILTER)
  readonly filter?: JourneyFilterInput | null;
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_FIRST,
    description: "Number of rows in each list, 1 to 1,000. The remaining rows are counted as other.",
  })
  @IsPageSize()
  readonly first?: number | null;
}

export const READ_LABELS: Readers<LabelsArgs, LabelParams, LookedUp> = {
  options: (options) => readPathOptions(options),
  filter: (_, __, { filter }) => filter,
  first: (first) => first ?? DEFAULT_FIRST,
};
