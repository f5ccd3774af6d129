// Path options and other arguments of several questions, with their rules and how they are read.
import { ArgsType, Field, InputType, Int } from "type-graphql";
import type { LabelParams } from "../../engine/labelPlan.js";
import { DEFAULT_PATH_OPTIONS, type Grain, type PathOptions, type Repeats, type StartAt } from "../../engine/terms.js";
import { DEFAULT_FIRST } from "../../engine/totals.js";
import { type LookedUp, type Readers, readFields } from "../asking/asking.js";
import { GrainEnum, RepeatsEnum, StartAtEnum } from "./enums.js";
import { FILTER, JourneyFilterInput } from "./filter.js";
import { HasMembers, IsDuration, IsPageSize } from "./rules.js";
import { Duration } from "./scalars.js";
import { MAX_SELECTORS, PointSelectorInput } from "./selector.js";
import { readDuration } from "./texts.js";
import { UnitArgs } from "./unit.js";

@InputType("LabelGroup", {
  description:
    "A named group of interactions. The name replaces the labels that these interactions would otherwise have.",
})
export class LabelGroupInput {
  @Field(() => String, {
    description:
      "The name of the group. The key of its label is `group:` and the name. A name is refused if another group has it, or if a label of the catalogue at the `grain` of the options has this key.",
  })
  readonly name!: string;
  @Field(() => PointSelectorInput, { description: "The interactions of the group." })
  readonly at!: PointSelectorInput;
}

@InputType("PathOptions", {
  description:
    "How interactions become labels, and which paths are counted. The options are applied in this order: `hide`, `groups` and `grain`, `repeats`, then those that limit the paths.",
})
export class PathOptionsInput {
  @Field(() => GrainEnum, {
    nullable: true,
    defaultValue: DEFAULT_PATH_OPTIONS.grain,
    description:
      "What a label represents: a touchpoint, a kind of touchpoint, a channel, a stage or a value of a property.",
  })
  readonly grain?: Grain | null;
  @Field(() => String, {
    nullable: true,
    description:
      "The key of the property whose values are the labels. Required with `grain: PROPERTY`, and refused otherwise.",
  })
  readonly property?: string | null;
  @Field(() => [LabelGroupInput], {
    nullable: true,
    description:
      "Named groups of interactions. An interaction that one or more groups select gets the label `group:name` of the first of them. Interactions that no group selects keep the label of `grain`.",
  })
  @HasMembers(0, MAX_SELECTORS)
  readonly groups?: LabelGroupInput[] | null;
  @Field(() => RepeatsEnum, {
    nullable: true,
    defaultValue: DEFAULT_PATH_OPTIONS.repeats,
    description: "What happens to equal labels that directly follow each other.",
  })
  readonly repeats?: Repeats | null;
  @Field(() => [PointSelectorInput], {
    nullable: true,
    description: "Interactions to remove before labels are formed and paths are counted.",
  })
  @HasMembers(0, MAX_SELECTORS)
  readonly hide?: PointSelectorInput[] | null;
  @Field(() => [PointSelectorInput], {
    nullable: true,
    description:
      "Excludes completed journeys that have one of these interactions after the start and before the target.",
  })
  @HasMembers(0, MAX_SELECTORS)
  readonly exclude?: PointSelectorInput[] | null;
  @Field(() => [PointSelectorInput], {
    nullable: true,
    description:
      "Counts only journeys in which each of these selectors selects an interaction after the start and before the target. The order of these interactions does not matter.",
  })
  @HasMembers(0, MAX_SELECTORS)
  readonly via?: PointSelectorInput[] | null;
  @Field(() => Duration, {
    nullable: true,
    description:
      "The longest time allowed from start to target. A target exactly this long after the start counts. This option requires `to`.",
  })
  @IsDuration()
  readonly within?: string | null;
  @Field(() => StartAtEnum, {
    nullable: true,
    defaultValue: DEFAULT_PATH_OPTIONS.startAt,
    description: "Which start the match uses if a journey has several.",
  })
  readonly startAt?: StartAt | null;
  @Field(() => Int, {
    nullable: true,
    description: "The least number of labels that a counted route has, including start and target.",
  })
  readonly minSteps?: number | null;
  @Field(() => Int, {
    nullable: true,
    description: "The largest number of labels that a counted route has, including start and target.",
  })
  readonly maxSteps?: number | null;
}

const PATH_OPTIONS: Readers<PathOptionsInput, PathOptions> = {
  grain: (grain) => grain ?? DEFAULT_PATH_OPTIONS.grain,
  property: (property) => property ?? DEFAULT_PATH_OPTIONS.property,
  groups: (groups) => groups ?? DEFAULT_PATH_OPTIONS.groups,
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

/** Descriptions of arguments that several questions share. */
export const ROWS = "Number of rows in the answer, 1 to 1,000. The answer also counts the remaining rows.";
export const LEAVE = {
  nullable: true,
  description: "Shows only pairs that leave one of the selected points. The numbers of the rows do not change.",
} as const;
export const REACH = {
  nullable: true,
  description: "Shows only pairs that reach one of the selected points. The numbers of the rows do not change.",
} as const;

/** Arguments of the route of one journey. */
@ArgsType()
export class RouteArgs {
  @Field(() => PathOptionsInput, {
    nullable: true,
    description:
      "How interactions become labels. Only `grain`, `property`, `groups`, `repeats` and `hide` apply; the query refuses the other options.",
  })
  readonly options?: PathOptionsInput | null;
  @Field(() => Int, {
    nullable: true,
    description:
      "Returns at most this many labels from the start of the route, 1 to 1,000. If omitted, the whole route is returned.",
  })
  @IsPageSize()
  readonly first?: number | null;
}

/** Arguments of questions that list labels: loops, visits and ends. */
@ArgsType()
export class LabelsArgs extends UnitArgs {
  @Field(() => PathOptionsInput, {
    nullable: true,
    description:
      "How interactions become labels. Only `grain`, `property`, `groups` and `hide` apply. The query refuses any other option whose value is not its default.",
  })
  readonly options?: PathOptionsInput | null;
  @Field(() => JourneyFilterInput, FILTER)
  readonly filter?: JourneyFilterInput | null;
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_FIRST,
    description: "Number of rows in each list, 1 to 1,000. The answer also counts the remaining rows.",
  })
  @IsPageSize()
  readonly first?: number | null;
}

export const READ_LABELS: Readers<LabelsArgs, LabelParams, LookedUp> = {
  options: (options) => readPathOptions(options),
  filter: (_, __, { filter }) => filter,
  first: (first) => first ?? DEFAULT_FIRST,
};
