// interactionsToGoal: how many interactions does it take?
import { Field, Float, Int, ObjectType } from "type-graphql";
import type { HistogramRowResult, NumberStats } from "../questions/interactionsToGoal/index.js";
import { AnswerType, TotalsType } from "./answer.js";

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
