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
  @Field(() => PointSelectorInput, { description: "Interactions that meet the step." })
  readonly at!: PointSelectorInput;
  @Field(() => String, { nullable: true, description: "What the answer calls it; without it, what `at` names." })
  readonly name?: string | null;
  @Field(() => AdjacencyEnum, {
    nullable: true,
    defaultValue: "EVENTUALLY",
    description: "Whether other interactions may come between the step before and this one. Refused on the first step.",
  })
  readonly adjacency?: Adjacency | null;
  @Field(() => Duration, {
    nullable: true,
    description: "It comes at most this long after the step met before (its end included). Refused on the first step.",
  })
  @IsDuration()
  readonly within?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: "Whether journeys may leave it out. Refused on the first and on the last step.",
  })
  readonly optional?: boolean | null;
}

@InputType("FunnelExclusion", {
  description:
    "Forbids matches with such an interaction strictly between two steps, neither of them optional. Refused if it forbids everything that a required step between the two can be, because no journey could complete the funnel.",
})
export class FunnelExclusionInput {
  @Field(() => PointSelectorInput, { description: "Interactions that must not come between." })
  readonly at!: PointSelectorInput;
  @Field(() => Int, { description: "Number of the step after which they must not come; the first step is 1." })
  readonly after!: number;
  @Field(() => Int, { description: "Number of the step before which they must not come, after `after`." })
  readonly before!: number;
}

@InputType("Breakdown", {
  description:
    "Counts groups of journeys apart. Exactly one choice. It looks at whole journeys, before `hide`, as a filter does.",
})
export class BreakdownInput {
  @Field(() => String, {
    nullable: true,
    description: "By the value of this attribute of the customer; `(none)` for those without one.",
  })
  readonly attribute?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: "`true`: by the channel of the journey's first interaction. `false` is refused.",
  })
  readonly firstChannel?: boolean | null;
  @Field(() => PeriodEnum, { nullable: true, description: "By the calendar period that the journey started in, UTC." })
  readonly started?: Period | null;
  @Field(() => [String], {
    nullable: true,
    description: `By these segments, by key or name: 1 to ${MAX_BREAKDOWN_SEGMENTS}, each once. A customer may be in several, so rows overlap and do not add up; \`(none)\` are journeys of customers in none of them. Each segment has its row, also without a journey.`,
  })
  readonly segments?: readonly string[] | null;
}

@ObjectType("FunnelLabel", {
  simpleResolvers: true,
  description: "A label that journeys met between two steps, or right after they dropped.",
})
export class FunnelLabelType implements FunnelLabelResult {
  @Field(() => TransitionEndType, { description: "The label; END where the journey ended." })
  readonly point!: Label;
  @Field(() => Int, { description: "Journeys." })
  readonly journeys!: number;
  @Field(() => Float, { description: "Of the step's `completed` (between) or `dropped` (after), from 0 to 1." })
  readonly share!: number;
}

@ObjectType("FunnelStepCounts", {
  simpleResolvers: true,
  description:
    "One step of a funnel, of a group of journeys. `completed` + `skipped` + `pending` + `dropped` = `entered`.",
})
export class FunnelStepCountsType implements FunnelStepCounts {
  @Field(() => Int, { description: "Its number, from 1." })
  readonly step!: number;
  @Field(() => String, { description: "What it is called." })
  readonly name!: string;
  @Field(() => Boolean, { description: "Whether it is optional." })
  readonly isOptional!: boolean;
  @Field(() => Int, {
    description:
      "Journeys whose match has every step before it that is not optional; of the first step, those that complete it.",
  })
  readonly entered!: number;
  @Field(() => Int, { description: "Journeys whose match has this step." })
  readonly completed!: number;
  @Field(() => Int, { description: "Customers of the journeys that completed it." })
  readonly customers!: number;
  @Field(() => Int, { description: "Journeys whose match has a later step without this one." })
  readonly skipped!: number;
  @Field(() => Int, {
    description: "Journeys that entered and may still come here or to a later step: open, and no window over.",
  })
  readonly pending!: number;
  @Field(() => Int, { description: "Journeys that entered and did not come here or any further." })
  readonly dropped!: number;
  @Field(() => Float, { nullable: true, description: "`completed` of the first step's; null over nothing." })
  readonly shareOfFirst!: number | null;
  @Field(() => Float, { nullable: true, description: "`completed` of `entered`; null over nothing." })
  readonly shareOfPrevious!: number | null;
  @Field(() => Float, { nullable: true, description: "`completed` of the journeys in scope; null over nothing." })
  readonly shareOfAll!: number | null;
  @Field(() => Int, { description: "Mature journeys that completed it." })
  readonly matureCompleted!: number;
  @Field(() => Float, {
    nullable: true,
    description: "`matureCompleted` of `totals.mature`: young journeys do not make it look worse. Null over nothing.",
  })
  readonly completionRate!: number | null;
  @Field(() => WaitStatsType, { description: "Time from the step met before to this one." })
  readonly wait!: WaitStats;
  @Field(() => Int, {
    description: "Journeys that completed it with nothing between the step met before and this one.",
  })
  readonly directly!: number;
}

@ObjectType("FunnelStep", { simpleResolvers: true, description: "One step of a funnel." })
export class FunnelStepType extends FunnelStepCountsType implements FunnelStepResult {
  @Field(() => [FunnelLabelType], {
    description:
      "Labels met strictly between the step met before and this one, the most journeys first, then by label; at most `rowsPerStep`. A journey may be on several rows.",
  })
  readonly between!: readonly FunnelLabelType[];
  @Field(() => [FunnelLabelType], {
    description:
      "Where the journeys dropped here went right after the last step that they met, the most journeys first, then by label; at most `rowsPerStep`.",
  })
  readonly after!: readonly FunnelLabelType[];
  /** Keys; `exampleJourneys` loads them. */
  readonly examples!: readonly string[];
  readonly droppedExamples!: readonly string[];
}

@ObjectType("FunnelGroup", { simpleResolvers: true, description: "A group of the breakdown." })
export class FunnelGroupType implements FunnelGroupResult {
  @Field(() => String, {
    description:
      "The attribute's value, the channel's key, the period like `2026-01` or `2026-W05`, or the segment's key; `OTHER` for those not shown (`isOther`), `(none)` for none (`isNone`).",
  })
  readonly key!: string;
  @Field(() => String, { description: "Its name." })
  readonly label!: string;
  @Field(() => Boolean, {
    description:
      "Whether these are the groups that are not shown, together. Of segments: journeys in any that is not shown, also if in one that is.",
  })
  readonly isOther!: boolean;
  @Field(() => Boolean, {
    description: "Whether these are journeys of customers without a value, or in none of the segments.",
  })
  readonly isNone!: boolean;
  @Field(() => TotalsType, { description: "How many journeys it is." })
  readonly totals!: TotalsType;
  @Field(() => [FunnelStepCountsType], { description: "The steps, in order." })
  readonly steps!: readonly FunnelStepCountsType[];
  @Field(() => WaitStatsType, { description: "Time from the first step to the last of completed journeys." })
  readonly duration!: WaitStats;
}

@ObjectType("Funnel", {
  simpleResolvers: true,
  description: "How many journeys get through a list of steps, and where the others are lost; one match a journey.",
})
export class FunnelType {
  @Field(() => TotalsType, {
    description: "How many journeys this is about: `matched` meet the first step, `completed` the last.",
  })
  readonly totals!: TotalsType;
  @Field(() => [FunnelStepType], { description: "The steps, in order." })
  readonly steps!: readonly FunnelStepType[];
  @Field(() => WaitStatsType, { description: "Time from the first step to the last of completed journeys." })
  readonly duration!: WaitStats;
  @Field(() => [FunnelGroupType], {
    description:
      "The groups of the breakdown: the most journeys in scope first, then by key; periods in order of time; Other last. Those of segments overlap, and `totals` are not their sum. None without a breakdown.",
  })
  readonly groups!: readonly FunnelGroupType[];
  @Field(() => Int, { description: "Groups that are in Other." })
  readonly otherGroups!: number;
  @Field(() => AnswerType, { description: "What the answer says of itself." })
  readonly answer!: AnswerType;
}

/** What a match of a funnel is. */
@ArgsType()
export class FunnelMatchArgs {
  @Field(() => [FunnelStepInput], {
    description: `The steps, in order: ${MIN_FUNNEL_STEPS} to ${MAX_FUNNEL_STEPS}.`,
  })
  @HasMembers(MIN_FUNNEL_STEPS, MAX_FUNNEL_STEPS, `Give ${MIN_FUNNEL_STEPS} to ${MAX_FUNNEL_STEPS} steps.`)
  readonly steps!: FunnelStepInput[];
  @Field(() => Duration, {
    nullable: true,
    description: "Every step comes at most this long after the first (its end included).",
  })
  @IsDuration()
  readonly within?: string | null;
  @Field(() => [FunnelExclusionInput], {
    nullable: true,
    description: `What must not come between steps: at most ${MAX_FUNNEL_EXCLUSIONS}.`,
  })
  @HasMembers(
    0,
    MAX_FUNNEL_EXCLUSIONS,
    `Give at most ${MAX_FUNNEL_EXCLUSIONS}; one selector may name several touchpoints.`,
  )
  readonly exclude?: FunnelExclusionInput[] | null;
  @Field(() => PathOptionsInput, {
    nullable: true,
    description: "`hide` and `grain`; the others do not apply and are refused unless left at their default.",
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
  @Field(() => BreakdownInput, { nullable: true, description: "Groups of journeys to count apart; none without it." })
  readonly breakdown?: BreakdownInput | null;
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_ROWS_PER_STEP,
    description: `Labels shown between and after each step, 1 to ${MAX_ROWS_PER_STEP}.`,
  })
  @IsCount(1, MAX_ROWS_PER_STEP)
  readonly rowsPerStep?: number | null;
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_FIRST,
    description: "Groups of the breakdown shown, 1 to 1,000; the others are counted as Other.",
  })
  @IsPageSize()
  readonly first?: number | null;
}

export const funnel: Asking<FunnelArgs, FunnelParams> = asking<FunnelArgs, FunnelParams>({
  type: FunnelType,
  description:
    "How many journeys get through a list of steps, and where are the others lost? A journey's match is the assignment of interactions to steps that reaches deepest; of those the one whose first step is earliest, then the second, and so on.",
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
  // Steps with their labels or, if those are more, with their groups.
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
