// interactionsToGoal.
import type { GraphQLResolveInfo } from "graphql";
import { Args, ArgsType, Ctx, Field, Info, Int, Query, Resolver } from "type-graphql";
import { InteractionsToGoalType } from "../schema/interactionsToGoal.js";
import { JourneyFilterInput, PointSelectorInput } from "../schema/question.js";
import { FILTER } from "./args.js";
import type { Context } from "./context.js";
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
  @Field(() => JourneyFilterInput, FILTER)
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
    return service.questions.answer("interactionsToGoal", asked, wantedOf(info), scope.signal);
  }
}
