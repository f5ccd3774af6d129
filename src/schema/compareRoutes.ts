// compareRoutes: its answer and its arguments.
import { ArgsType, Field, Int, ObjectType } from "type-graphql";
import type { Label } from "../engine/terms.js";
import { DEFAULT_FIRST } from "../engine/totals.js";
import type { ComparedRateResult, ComparedRouteResult } from "../questions/compare/result.js";
import type { CompareRoutesParams } from "../questions/compare/routes.js";
import { asking } from "./asking/asking.js";
import { CommonRoutesArgs, READ_ROUTES } from "./commonRoutes.js";
import {
  ComparedRateType,
  ComparedTotalsType,
  CompareSideInput,
  OPENS,
  ORDER,
  READ_SIDES,
  SIDE_A,
  SIDE_B,
} from "./compare.js";
import { AnswerType } from "./shared/answer.js";
import { RouteLabelType } from "./shared/labels.js";

@ObjectType("ComparedRoute", { simpleResolvers: true, description: "A route that journeys took on at least one side." })
export class ComparedRouteType implements ComparedRouteResult {
  @Field(() => String, { description: "Names of the labels, joined by ` → `." })
  readonly label!: string;
  @Field(() => [RouteLabelType], { description: "The labels in order." })
  readonly steps!: readonly Label[];
  @Field(() => ComparedRateType, {
    description: "Journeys that took the route, as a share of the counted journeys of the side.",
  })
  readonly share!: ComparedRateResult;
}

@ObjectType("CompareRoutes", {
  simpleResolvers: true,
  description: "The routes of two sides, compared with each other.",
})
export class CompareRoutesType {
  @Field(() => ComparedTotalsType, { description: "Counts of the journeys that the answer is based on." })
  readonly totals!: ComparedTotalsType;
  @Field(() => ComparedRateType, {
    description:
      "The completion rate of each side: `matureCompleted` / `mature` of its totals. Its test is separate from the tests of the routes.",
  })
  readonly completionRate!: ComparedRateResult;
  @Field(() => [ComparedRouteType], { description: ORDER })
  readonly routes!: readonly ComparedRouteType[];
  @Field(() => Int, { description: "Number of routes that the answer does not show." })
  readonly otherRoutes!: number;
  @Field(() => AnswerType, { description: "Metadata of the answer." })
  readonly answer!: AnswerType;
}

@ArgsType()
export class CompareRoutesArgs extends CommonRoutesArgs {
  @Field(() => CompareSideInput, SIDE_A)
  readonly a!: CompareSideInput;
  @Field(() => CompareSideInput, SIDE_B)
  readonly b!: CompareSideInput;
}

export const compareRoutes = asking<CompareRoutesArgs, CompareRoutesParams>({
  type: CompareRoutesType,
  description:
    "Do customers on side B take other routes than customers on side A, and do they reach the target as often? Applies `commonRoutes` to both sides. A side is a period, a segment or any other filter.",
  args: CompareRoutesArgs,
  read: { ...READ_ROUTES, ...READ_SIDES },
  rows: ({ first }) => first ?? DEFAULT_FIRST,
  opens: OPENS,
});
