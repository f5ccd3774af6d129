// commonRoutes: which routes lead from one point to another?
import { Field, Float, Int, ObjectType } from "type-graphql";
import type { WaitStats } from "../engine/terms.js";
import type { RouteResult, RouteStepResult } from "../questions/results.js";
import { AnswerType, TotalsType, WaitStatsType } from "./answer.js";
import { RouteStepType } from "./labels.js";

@ObjectType("Route", {
  simpleResolvers: true,
  description: "A sequence of labels that counted journeys took from start to target, both included.",
})
export class RouteType implements RouteResult {
  @Field(() => String, { description: "The labels' names, joined by ` → `." })
  readonly label!: string;
  @Field(() => [RouteStepType], { description: "The labels in order." })
  readonly steps!: readonly RouteStepResult[];
  @Field(() => Int, { description: "Journeys that took this route; each counted journey takes one." })
  readonly journeys!: number;
  @Field(() => Int, { description: "Customers of those journeys." })
  readonly customers!: number;
  @Field(() => Float, { description: "`journeys` of `totals.counted`, from 0 to 1." })
  readonly share!: number;
  @Field(() => WaitStatsType, { description: "Time from start to target." })
  readonly duration!: WaitStats;
  @Field(() => Float, {
    nullable: true,
    description: "Sum of the known values from start to target, in the log's own unit; null if none is known.",
  })
  readonly value!: number | null;
  /** Keys; `exampleJourneys` loads them. */
  readonly examples!: readonly string[];
}

@ObjectType("CommonRoutes", {
  simpleResolvers: true,
  description: "The routes from start to target, the most journeys first, then by label.",
})
export class CommonRoutesType {
  @Field(() => TotalsType, { description: "How many journeys this is about." })
  readonly totals!: TotalsType;
  @Field(() => [RouteType], { description: "The first of them." })
  readonly routes!: readonly RouteType[];
  @Field(() => AnswerType, { description: "What the answer says of itself." })
  readonly answer!: AnswerType;
}
