// interactionsToGoal and the journeys behind its rows.
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Info, Int, Query, Resolver, Root } from "type-graphql";
import { HistogramRowType, InteractionsToGoalType } from "../schema/interactionsToGoal.js";
import { JourneyType } from "../schema/journey.js";
import { JourneyFilterInput, PointSelectorInput } from "../schema/question.js";
import { examples } from "../service/examples.js";
import type { Context } from "./context.js";
import { EXAMPLE_JOURNEYS, HOW_MANY } from "./examples.js";
import { wantedOf } from "./wanted.js";

@ArgsType()
class InteractionsToGoalArgs {
  @Field(() => PointSelectorInput, {
    nullable: true,
    description: "What is to be reached; without it the catalogue's default goal, and GOAL_REQUIRED if there is none.",
  })
  readonly goal?: PointSelectorInput | null;
  @Field(() => [PointSelectorInput], {
    nullable: true,
    description: "Interactions that are removed before anything is counted.",
  })
  readonly hide?: PointSelectorInput[] | null;
  @Field(() => Int, {
    nullable: true,
    defaultValue: 20,
    description: "Numbers with a row of their own, 1 to 1,000; what is more is one row.",
  })
  readonly upTo?: number | null;
  @Field(() => JourneyFilterInput, { nullable: true, description: "Which journeys are looked at; all without it." })
  readonly filter?: JourneyFilterInput | null;
}

@Resolver()
export class InteractionsToGoalResolver {
  @Query(() => InteractionsToGoalType, {
    description:
      "How many interactions does it take to the goal? Up to and including the first one, a journey at a time.",
  })
  interactionsToGoal(
    @Ctx() { service, scope }: Context,
    @Args(() => InteractionsToGoalArgs) asked: InteractionsToGoalArgs,
    @Info() info: GraphQLResolveInfo,
  ) {
    return service.questions.interactionsToGoal(asked, wantedOf(info), scope.signal);
  }
}

@Resolver(() => HistogramRowType)
export class HistogramRowResolver {
  @FieldResolver(() => [JourneyType], { description: EXAMPLE_JOURNEYS })
  exampleJourneys(
    @Ctx() { scope }: Context,
    @Root() row: HistogramRowType,
    @Arg("first", () => Int, { nullable: true, defaultValue: 3, description: HOW_MANY }) first?: number | null,
  ) {
    return examples(scope, row.examples, first);
  }
}
