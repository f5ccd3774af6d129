// funnel: how many journeys get through a list of steps, and where are the others lost?

import { ArgsType, Field, Float, InputType, Int, ObjectType } from "type-graphql";
import { MAX_BREAKDOWN_SEGMENTS } from "../engine/breakdown.js";
import type { Period } from "../engine/periods.js";
import type { Adjacency, Label, WaitStats } from "../engine/terms.js";
import { DEFAULT_FIRST } from "../engine/totals.js";
import type { FunnelParams, FunnelWanted } from "../questions/funnel/plan.js";
import {
  DEFAULT_ROWS_PER_STEP,
  type FunnelShape,
  type FunnelStep,
  MAX_FUNNEL_EXCLUSIONS,
  MAX_FUNNEL_STEPS,
  MAX_ROWS_PER_STEP,
  MIN_FUNNEL_STEPS,
} from "../questions/funnel/plan.js";
import type {
  FunnelGroupResult,
  FunnelLabelResult,
  FunnelStepCounts,
  FunnelStepResult,
} from "../questions/funnel/result.js";
import { AnswerType, TotalsType, WaitStatsType } from "./answer.js";
import { type Asking, asking, type LookedUp, type Readers, readFields } from "./asking.js";
import { AdjacencyEnum, FunnelStepPartEnum, PeriodEnum, TotalsPartEnum } from "./enums.js";
import { FILTER, JourneyFilterInput } from "./filter.js";
import { TransitionEndType } from "./labels.js";
import { PathOptionsInput, readPathOptions } from "./options.js";
import { HasMembers, IsCount, IsDuration, IsPageSize } from "./rules.js";
import { Duration } from "./scalars.js";
import { PointSelectorInput } from "./selector.js";
import { readDuration } from "./texts.js";

@InputType("FunnelStepInput", { description: "One step of a funnel." })
export class FunnelStepInput {
  @Field(() => PointSelectorInput, { description: "The interactions that count as the step." })
  readonly at!: PointSelectorInput;
  @Field(() => String, {
    nullable: true,
    description: "Name of the step in the answer. Without it, the step is named after `at`.",
  })
  readonly name?: string | null;
  @Field(() => AdjacencyEnum, {
    nullable: true,
    defaultValue: "EVENTUALLY",
    description:
      "Whether other interactions may come between the previous step and this one. Refused on the first step.",
  })
  readonly adjacency?: Adjacency | null;
  @Field(() => Duration, {
    nullable: true,
    description:
      "Longest time after the previous step of the match; the window includes its end. Refused on the first step.",
  })
  @IsDuration()
  readonly within?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: "Whether journeys may skip the step. Refused on the first and the last step.",
  })
  readonly optional?: boolean | null;
}

@InputType("FunnelExclusion", {
  description:
    "Forbids matches with one of these interactions strictly between two steps, neither of which is optional. Refused if it forbids every interaction that a required step between the two selects, because no journey could then complete the funnel.",
})
export class FunnelExclusionInput {
  @Field(() => PointSelectorInput, { description: "Interactions that must not come between the steps." })
  readonly at!: PointSelectorInput;
  @Field(() => Int, { description: "Number of the step after which they must not come. The first step is 1." })
  readonly after!: number;
  @Field(() => Int, { description: "Number of the step before which they must not come. It is greater than `after`." })
  readonly before!: number;
}

@InputType("Breakdown", {
  description:
    "Counts groups of journeys separately. Give exactly one field. Groups are formed from whole journeys, before `hide`, as in a filter.",
})
export class BreakdownInput {
  @Field(() => String, {
    nullable: true,
    description: "By the value of this attribute of the customer; `(none)` for customers without one.",
  })
  readonly attribute?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: "`true` groups by the channel of the journey's first interaction. `false` is refused.",
  })
  readonly firstChannel?: boolean | null;
  @Field(() => PeriodEnum, {
    nullable: true,
    description: "By the calendar period in which the journey started, in UTC.",
  })
  readonly started?: Period | null;
  @Field(() => [String], {
    nullable: true,
    description: `By these segments, by key or name: 1 to ${MAX_BREAKDOWN_SEGMENTS}, each once. A customer may be in several segments, so rows overlap and do not add up; \`(none)\` has the journeys of customers in none of them. Each segment has a row, even without a journey.`,
  })
  readonly segments?: readonly string[] | null;
}

@ObjectType("FunnelLabel", {
  simpleResolvers: true,
  description: "A label between two steps, or the label directly after the last step of a journey that dropped.",
})
export class FunnelLabelType implements FunnelLabelResult {
  @Field(() => TransitionEndType, { description: "The label; END if the journey ended." })
  readonly point!: Label;
  @Field(() => Int, { description: "Number of journeys." })
  readonly journeys!: number;
  @Field(() => Float, {
    description: "`journeys` divided by the step's `completed` (in `between`) or `dropped` (in `after`), from 0 to 1.",
  })
  readonly share!: number;
}

@ObjectType("FunnelStepCounts", {
  simpleResolvers: true,
  description:
    "One step of a funnel, counted for one group of journeys. `completed` + `skipped` + `pending` + `dropped` = `entered`.",
})
export class FunnelStepCountsType implements FunnelStepCounts {
  @Field(() => Int, { description: "Number of the step, from 1." })
  readonly step!: number;
  @Field(() => String, { description: "Name of the step." })
  readonly name!: string;
  @Field(() => Boolean, { description: "Whether the step is optional." })
  readonly isOptional!: boolean;
  @Field(() => Int, {
    description:
      "Journeys whose match has every earlier step that is not optional. For the first step: journeys that complete it.",
  })
  readonly entered!: number;
  @Field(() => Int, { description: "Journeys whose match has this step." })
  readonly completed!: number;
  @Field(() => Int, { description: "Customers of the journeys that completed the step." })
  readonly customers!: number;
  @Field(() => Int, { description: "Journeys whose match has a later step, but not this one." })
  readonly skipped!: number;
  @Field(() => Int, {
    description:
      "Journeys that entered and can still reach this step or a later one: the journey is open, and its windows still leave time for the step.",
  })
  readonly pending!: number;
  @Field(() => Int, {
    description: "Journeys that entered, reached neither this step nor a later one, and no longer can.",
  })
  readonly dropped!: number;
  @Field(() => Float, {
    nullable: true,
    description: "`completed` / `completed` of the first step; null if no journey completed the first step.",
  })
  readonly shareOfFirst!: number | null;
  @Field(() => Float, { nullable: true, description: "`completed` / `entered`; null over nothing." })
  readonly shareOfPrevious!: number | null;
  @Field(() => Float, { nullable: true, description: "`completed` / journeys in scope; null over nothing." })
  readonly shareOfAll!: number | null;
  @Field(() => Int, { description: "Mature journeys that completed the step." })
  readonly matureCompleted!: number;
  @Field(() => Float, {
    nullable: true,
    description: "`matureCompleted` / `totals.mature`. Young journeys do not lower it. Null if `totals.mature` is 0.",
  })
  readonly completionRate!: number | null;
  @Field(() => WaitStatsType, { description: "Time from the previous step of the match to this one." })
  readonly wait!: WaitStats;
  @Field(() => Int, {
    description: "Journeys that completed the step directly after the previous step of the match.",
  })
  readonly directly!: number;
}

@ObjectType("FunnelStep", { simpleResolvers: true, description: "One step of a funnel." })
export class FunnelStepType extends FunnelStepCountsType implements FunnelStepResult {
  @Field(() => [FunnelLabelType], {
    description:
      "Labels strictly between this step and the previous step of the match, most journeys first, then by label. At most `rowsPerStep`. A journey may be on several rows.",
  })
  readonly between!: readonly FunnelLabelType[];
  @Field(() => [FunnelLabelType], {
    description:
      "The label that came directly after the last step of the match, for the journeys that dropped here, most journeys first, then by label. At most `rowsPerStep`.",
  })
  readonly after!: readonly FunnelLabelType[];
  /** Keys of journeys, which `exampleJourneys` loads. */
  readonly examples!: readonly string[];
  readonly droppedExamples!: readonly string[];
}

@ObjectType("FunnelGroup", { simpleResolvers: true, description: "A group of the breakdown." })
export class FunnelGroupType implements FunnelGroupResult {
  @Field(() => String, {
    description:
      "The value of the attribute, the key of the channel, the period (such as `2026-01` or `2026-W05`), or the key of the segment; `OTHER` for the groups that are not shown (see `isOther`); `(none)` for journeys without a value (see `isNone`).",
  })
  readonly key!: string;
  @Field(() => String, { description: "Name of the group." })
  readonly label!: string;
  @Field(() => Boolean, {
    description:
      "Whether this is Other: all groups that are not shown. With segments: journeys in any segment that is not shown, even if they are also in one that is.",
  })
  readonly isOther!: boolean;
  @Field(() => Boolean, {
    description: "Whether these are journeys of customers without a value, or in none of the segments.",
  })
  readonly isNone!: boolean;
  @Field(() => TotalsType, { description: "Counts of the journeys of the group." })
  readonly totals!: TotalsType;
  @Field(() => [FunnelStepCountsType], { description: "The steps, in order." })
  readonly steps!: readonly FunnelStepCountsType[];
  @Field(() => WaitStatsType, { description: "Time from the first step to the last, over completed journeys." })
  readonly duration!: WaitStats;
}

@ObjectType("Funnel", {
  simpleResolvers: true,
  description:
    "How many journeys get through a list of steps, and where the others are lost. Each journey has one match.",
})
export class FunnelType {
  @Field(() => TotalsType, {
    description:
      "Counts of the journeys behind the answer. `matched` journeys have the first step in their match, `completed` journeys the last.",
  })
  readonly totals!: TotalsType;
  @Field(() => [FunnelStepType], { description: "The steps, in order." })
  readonly steps!: readonly FunnelStepType[];
  @Field(() => WaitStatsType, { description: "Time from the first step to the last, over completed journeys." })
  readonly duration!: WaitStats;
  @Field(() => [FunnelGroupType], {
    description:
      "The groups of the breakdown, most journeys in scope first, then by key. Periods are in order of time. Other comes last. Groups of segments overlap, so `totals` is not their sum. Empty without a breakdown.",
  })
  readonly groups!: readonly FunnelGroupType[];
  @Field(() => Int, { description: "Number of groups in Other." })
  readonly otherGroups!: number;
  @Field(() => AnswerType, { description: "Metadata of the answer." })
  readonly answer!: AnswerType;
}

/** The arguments that define the match of a funnel. */
@ArgsType()
export class FunnelMatchArgs {
  @Field(() => [FunnelStepInput], {
    description: `The steps, in order: ${MIN_FUNNEL_STEPS} to ${MAX_FUNNEL_STEPS}.`,
  })
  @HasMembers(MIN_FUNNEL_STEPS, MAX_FUNNEL_STEPS, `Give ${MIN_FUNNEL_STEPS} to ${MAX_FUNNEL_STEPS} steps.`)
  readonly steps!: FunnelStepInput[];
  @Field(() => Duration, {
    nullable: true,
    description: "Longest time from the first step to every other step; the window includes its end.",
  })
  @IsDuration()
  readonly within?: string | null;
  @Field(() => [FunnelExclusionInput], {
    nullable: true,
    description: `Interactions that must not come between two steps. At most ${MAX_FUNNEL_EXCLUSIONS}.`,
  })
  @HasMembers(
    0,
    MAX_FUNNEL_EXCLUSIONS,
    `Give at most ${MAX_FUNNEL_EXCLUSIONS}; one selector may name several touchpoints.`,
  )
  readonly exclude?: FunnelExclusionInput[] | null;
  @Field(() => PathOptionsInput, {
    nullable: true,
    description:
      "Uses `hide` and `grain`. The other options do not apply and are refused unless they have their default value.",
  })
  readonly options?: PathOptionsInput | null;
  @Field(() => JourneyFilterInput, FILTER)
  readonly filter?: JourneyFilterInput | null;
}

const READ_STEP: Readers<FunnelStepInput, FunnelStep> = {
  at: (point) => point,
  name: (name) => name ?? null,
  adjacency: (adjacency) => adjacency ?? "EVENTUALLY",
  within: readDuration,
  optional: (optional) => optional ?? false,
};

export const READ_MATCH: Readers<FunnelMatchArgs, FunnelShape, LookedUp> = {
  steps: (steps, at) =>
    steps.map((step, i) => readFields<FunnelStepInput, FunnelStep>(READ_STEP, step, `${at}[${i}]`, undefined)),
  within: readDuration,
  exclude: (exclude) => exclude ?? [],
  options: (options) => readPathOptions(options),
  filter: (_, __, { filter }) => filter,
};

@ArgsType()
export class FunnelArgs extends FunnelMatchArgs {
  @Field(() => BreakdownInput, {
    nullable: true,
    description: "Groups of journeys to count separately. Without it, there are no groups.",
  })
  readonly breakdown?: BreakdownInput | null;
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_ROWS_PER_STEP,
    description: `Labels shown between steps and after each step, 1 to ${MAX_ROWS_PER_STEP}.`,
  })
  @IsCount(1, MAX_ROWS_PER_STEP)
  readonly rowsPerStep?: number | null;
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_FIRST,
    description: "Groups of the breakdown shown, 1 to 1,000. The remaining groups are counted as Other.",
  })
  @IsPageSize()
  readonly first?: number | null;
}

export const funnel: Asking<FunnelArgs, FunnelParams> = asking<FunnelArgs, FunnelParams>({
  type: FunnelType,
  description:
    "How many journeys get through a list of steps, and where are the others lost? The match of a journey is the assignment of interactions to steps that reaches the furthest step. If several do, it is the one with the earliest first step, then the earliest second step, and so on.",
  args: FunnelArgs,
  wanted: (selection): FunnelWanted => ({
    ...selection.wanted(),
    labels: selection.selects("FunnelStep", "between", "after"),
  }),
  read: {
    ...READ_MATCH,
    breakdown: (breakdown, _, { memberBits }) =>
      breakdown === null || breakdown === undefined ? null : { ...breakdown, memberBits },
    rowsPerStep: (rowsPerStep) => rowsPerStep ?? DEFAULT_ROWS_PER_STEP,
    first: (first) => first ?? DEFAULT_FIRST,
  },
  // One row per step, times its labels or, if there are more of them, its groups.
  rows: ({ steps, first, rowsPerStep }) =>
    steps.length * Math.max(first ?? DEFAULT_FIRST, rowsPerStep ?? DEFAULT_ROWS_PER_STEP),
  opens: [
    { type: TotalsType, parts: TotalsPartEnum, otherwise: "COUNTED" },
    { type: FunnelStepType, parts: FunnelStepPartEnum, otherwise: "COMPLETED" },
    { type: FunnelStepCountsType, parts: FunnelStepPartEnum, otherwise: "COMPLETED" },
    { type: FunnelLabelType },
    { type: FunnelGroupType },
  ],
});
