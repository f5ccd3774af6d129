// interactionsToGoal: how many interactions does it take to reach a goal?
import { ArgsType, Field, Float, Int, ObjectType } from "type-graphql";
import { DEFAULT_FIRST } from "../engine/totals.js";
import { MAX_GROUPS } from "../questions/groups.js";
import type {
  HistogramRowResult,
  InteractionCounts,
  InteractionsToGoalParams,
  NumberStats,
} from "../questions/interactionsToGoal/index.js";
import { asking } from "./asking/asking.js";
import { AnswerType, TotalsType } from "./shared/answer.js";
import {
  answersIn,
  BREAKDOWN,
  BREAKDOWN_TIME_ZONE,
  BreakdownInput,
  FIRST_GROUPS,
  GROUPS,
  GroupType,
  OTHER_GROUPS,
  READ_BREAKDOWN,
} from "./shared/breakdown.js";
import { FILTER, JourneyFilterInput } from "./shared/filter.js";
import { TotalsPartEnum } from "./shared/partEnums.js";
import { HasMembers, IsCount, IsPageSize } from "./shared/rules.js";
import { MAX_SELECTORS, PointSelectorInput } from "./shared/selector.js";
import { UnitArgs } from "./shared/unit.js";

@ObjectType("NumberStats", {
  simpleResolvers: true,
  description:
    "Statistics of numbers. Quantiles are interpolated linearly (type 7 in R). If `n` is 0, all other fields are null.",
})
export class NumberStatsType implements NumberStats {
  @Field(() => Int, { description: "Number of values." })
  readonly n!: number;
  @Field(() => Float, { nullable: true, description: "Arithmetic mean." })
  readonly mean!: number | null;
  @Field(() => Float, { nullable: true, description: "Median: half of the values are at most this large." })
  readonly median!: number | null;
  @Field(() => Float, {
    nullable: true,
    description: "Lower quartile: a quarter of the values are at most this large.",
  })
  readonly p25!: number | null;
  @Field(() => Float, {
    nullable: true,
    description: "Upper quartile: three quarters of the values are at most this large.",
  })
  readonly p75!: number | null;
  @Field(() => Float, { nullable: true, description: "90th percentile: nine in ten values are at most this large." })
  readonly p90!: number | null;
  @Field(() => Float, { nullable: true, description: "95th percentile: 19 in 20 values are at most this large." })
  readonly p95!: number | null;
  @Field(() => Int, { nullable: true, description: "The largest value." })
  readonly max!: number | null;
}

@ObjectType("HistogramRow", { simpleResolvers: true, description: "Journeys with the same number of interactions." })
export class HistogramRowType implements HistogramRowResult {
  @Field(() => Int, {
    description:
      "Number of interactions, including the interaction that reaches the goal. If `orMore` is true, this is the smallest number in the row.",
  })
  readonly interactions!: number;
  @Field(() => Boolean, { description: "Whether this row is for all numbers greater than `upTo`." })
  readonly orMore!: boolean;
  @Field(() => Int, { description: "Journeys with this number of interactions." })
  readonly journeys!: number;
  @Field(() => Int, { description: "Distinct customers of these journeys." })
  readonly customers!: number;
  @Field(() => Float, { description: "`journeys` / `totals.counted`, from 0 to 1." })
  readonly share!: number;
  @Field(() => Float, {
    description: "Share of `totals.counted` that this row and all rows before it contain, from 0 to 1.",
  })
  readonly shareUpTo!: number;
  /** Keys of journeys, which `exampleJourneys` loads. */
  readonly examples!: readonly string[];
}

@ObjectType("InteractionsToGoalGroup", { simpleResolvers: true, description: "A group of the breakdown." })
export class InteractionsToGoalGroupType extends GroupType implements InteractionCounts {
  @Field(() => TotalsType, { description: "Counts of the journeys of the group." })
  readonly totals!: TotalsType;
  @Field(() => NumberStatsType, { description: "Statistics of the number of interactions over the counted journeys." })
  readonly interactions!: NumberStatsType;
  @Field(() => [HistogramRowType], { description: "The counted journeys of the group by number of interactions." })
  readonly histogram!: readonly HistogramRowType[];
}

@ObjectType("InteractionsToGoal", {
  simpleResolvers: true,
  description:
    "The number of interactions of each journey, up to and including the first interaction that reaches the goal.",
})
export class InteractionsToGoalType {
  @Field(() => TotalsType, {
    description:
      "Counts of the journeys that the answer is based on. Journeys in `matched` have interactions left after `hide`. Journeys in `completed` and `counted` reach the goal.",
  })
  readonly totals!: TotalsType;
  @Field(() => NumberStatsType, { description: "Statistics of the number of interactions over the counted journeys." })
  readonly interactions!: NumberStatsType;
  @Field(() => [HistogramRowType], {
    description: "One row for each number of interactions from 1 to `upTo`, and one row for all larger numbers.",
  })
  readonly histogram!: readonly HistogramRowType[];
  @Field(() => [InteractionsToGoalGroupType], GROUPS)
  readonly groups!: readonly InteractionsToGoalGroupType[];
  @Field(() => Int, OTHER_GROUPS)
  readonly otherGroups!: number;
  @Field(() => AnswerType, { description: "Metadata of the answer." })
  readonly answer!: AnswerType;
}

@ArgsType()
export class InteractionsToGoalArgs extends UnitArgs {
  @Field(() => PointSelectorInput, {
    nullable: true,
    description:
      "The interactions that reach the goal. Without it, the default goal of the catalogue is used; if there is none, the question is refused with GOAL_REQUIRED.",
  })
  readonly goal?: PointSelectorInput | null;
  @Field(() => [PointSelectorInput], {
    nullable: true,
    description: "Interactions to remove before counting.",
  })
  @HasMembers(0, MAX_SELECTORS)
  readonly hide?: PointSelectorInput[] | null;
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_FIRST,
    description:
      "The largest number of interactions that has its own row in the histogram, 1 to 1,000. One more row combines all larger numbers.",
  })
  @IsPageSize()
  readonly upTo?: number | null;
  @Field(() => JourneyFilterInput, FILTER)
  readonly filter?: JourneyFilterInput | null;
  @Field(() => BreakdownInput, BREAKDOWN)
  readonly breakdown?: BreakdownInput | null;
  @Field(() => String, BREAKDOWN_TIME_ZONE)
  readonly timeZone?: string | null;
  @Field(() => Int, FIRST_GROUPS)
  @IsCount(1, MAX_GROUPS)
  readonly firstGroups?: number | null;
}

export const interactionsToGoal = asking<InteractionsToGoalArgs, InteractionsToGoalParams>({
  type: InteractionsToGoalType,
  description:
    "How many interactions does it take to reach a goal? Counts the interactions of each journey up to and including the first interaction that reaches the goal.",
  args: InteractionsToGoalArgs,
  read: {
    ...READ_BREAKDOWN,
    goal: (goal) => goal,
    hide: (hide) => hide ?? [],
    upTo: (upTo) => upTo ?? DEFAULT_FIRST,
    filter: (_, __, { filter }) => filter,
  },
  rows: (args) => (args.upTo ?? DEFAULT_FIRST) * answersIn(args),
  opens: [
    { type: TotalsType, parts: TotalsPartEnum, otherwise: "COUNTED" },
    { type: HistogramRowType },
    { type: InteractionsToGoalGroupType },
  ],
  examples: [{ type: HistogramRowType }],
});
