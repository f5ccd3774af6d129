// interactionsToGoal: how many interactions does it take?

import { ArgsType, Field, Float, Int, ObjectType } from "type-graphql";
import { DEFAULT_FIRST } from "../engine/totals.js";
import type {
  HistogramRowResult,
  InteractionsToGoalParams,
  NumberStats,
} from "../questions/interactionsToGoal/index.js";
import { AnswerType, TotalsType } from "./answer.js";
import { asking } from "./asking.js";
import { TotalsPartEnum } from "./enums.js";
import { FILTER, JourneyFilterInput } from "./filter.js";
import { HasMembers, IsPageSize } from "./rules.js";
import { MAX_SELECTORS, PointSelectorInput } from "./selector.js";

@ObjectType("NumberStats", {
  simpleResolvers: true,
  description:
    "Numbers in figures; quantiles interpolate linearly (R type 7). All but `n` are null where there is none.",
})
export class NumberStatsType implements NumberStats {
  @Field(() => Int, { description: "How many." })
  readonly n!: number;
  @Field(() => Float, { nullable: true, description: "Their mean." })
  readonly mean!: number | null;
  @Field(() => Float, { nullable: true, description: "Half are at most this." })
  readonly median!: number | null;
  @Field(() => Float, { nullable: true, description: "Nine in ten are at most this." })
  readonly p90!: number | null;
  @Field(() => Float, { nullable: true, description: "19 in 20 are at most this." })
  readonly p95!: number | null;
  @Field(() => Int, { nullable: true, description: "The largest." })
  readonly max!: number | null;
}

@ObjectType("HistogramRow", { simpleResolvers: true, description: "Journeys that took so many interactions." })
export class HistogramRowType implements HistogramRowResult {
  @Field(() => Int, { description: "So many interactions, the goal included; with `orMore`, so many or more." })
  readonly interactions!: number;
  @Field(() => Boolean, { description: "Whether this is the row of all that is more than `upTo`." })
  readonly orMore!: boolean;
  @Field(() => Int, { description: "Journeys that took so many." })
  readonly journeys!: number;
  @Field(() => Int, { description: "Customers of those journeys." })
  readonly customers!: number;
  @Field(() => Float, { description: "`journeys` of `totals.counted`, from 0 to 1." })
  readonly share!: number;
  @Field(() => Float, { description: "This row and those before it, of `totals.counted`." })
  readonly shareUpTo!: number;
  /** Keys; `exampleJourneys` loads them. */
  readonly examples!: readonly string[];
}

@ObjectType("InteractionsToGoal", {
  simpleResolvers: true,
  description: "How many interactions journeys take up to and including their first goal.",
})
export class InteractionsToGoalType {
  @Field(() => TotalsType, {
    description:
      "How many journeys this is about: `matched` have something left, `completed` and `counted` reach the goal.",
  })
  readonly totals!: TotalsType;
  @Field(() => NumberStatsType, { description: "The numbers of the counted journeys in figures." })
  readonly interactions!: NumberStatsType;
  @Field(() => [HistogramRowType], {
    description: "A row for each number from 1 on, then one for what is more than `upTo`.",
  })
  readonly histogram!: readonly HistogramRowType[];
  @Field(() => AnswerType, { description: "What the answer says of itself." })
  readonly answer!: AnswerType;
}

@ArgsType()
export class InteractionsToGoalArgs {
  @Field(() => PointSelectorInput, {
    nullable: true,
    description: "What is to be reached; without it the catalogue's default goal, and GOAL_REQUIRED if there is none.",
  })
  readonly goal?: PointSelectorInput | null;
  @Field(() => [PointSelectorInput], {
    nullable: true,
    description: "Interactions that are removed before anything is counted.",
  })
  @HasMembers(0, MAX_SELECTORS)
  readonly hide?: PointSelectorInput[] | null;
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_FIRST,
    description: "Numbers with a row of their own, 1 to 1,000; what is more is one row.",
  })
  @IsPageSize()
  readonly upTo?: number | null;
  @Field(() => JourneyFilterInput, FILTER)
  readonly filter?: JourneyFilterInput | null;
}

export const interactionsToGoal = asking<InteractionsToGoalArgs, InteractionsToGoalParams>({
  type: InteractionsToGoalType,
  description:
    "How many interactions does it take to the goal? Up to and including the first one, a journey at a time.",
  args: InteractionsToGoalArgs,
  read: {
    goal: (goal) => goal,
    hide: (hide) => hide ?? [],
    upTo: (upTo) => upTo ?? DEFAULT_FIRST,
    filter: (_, __, { filter }) => filter,
  },
  rows: ({ upTo }) => upTo ?? DEFAULT_FIRST,
  opens: [{ type: TotalsType, parts: TotalsPartEnum, otherwise: "COUNTED" }, { type: HistogramRowType }],
  examples: [{ type: HistogramRowType }],
});
