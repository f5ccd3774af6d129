// The three questions.
import type { GraphQLResolveInfo } from "graphql";
import { Args, ArgsType, Ctx, Field, Info, Int, Query, Resolver } from "type-graphql";
import { CommonRoutesType } from "../schema/commonRoutes.js";
import { HandoffsType } from "../schema/handoffs.js";
import { HandoffSettingsInput, JourneyFilterInput, PointSelectorInput } from "../schema/question.js";
import { TransitionsType } from "../schema/transitions.js";
import { CommonRoutesArgs, FILTER, LEAVE, REACH, ROWS, TransitionsArgs } from "./args.js";
import type { Context } from "./context.js";
import { wantedOf } from "./wanted.js";

@ArgsType()
class HandoffsArgs {
  @Field(() => HandoffSettingsInput, {
    nullable: true,
    description: "What makes a handoff broken, and what it is compared with.",
  })
  readonly settings?: HandoffSettingsInput | null;
  @Field(() => PointSelectorInput, LEAVE)
  readonly from?: PointSelectorInput | null;
  @Field(() => PointSelectorInput, REACH)
  readonly to?: PointSelectorInput | null;
  @Field(() => JourneyFilterInput, FILTER)
  readonly filter?: JourneyFilterInput | null;
  @Field(() => Int, { nullable: true, defaultValue: 20, description: ROWS })
  readonly first?: number | null;
}

@Resolver()
export class QuestionsResolver {
  @Query(() => CommonRoutesType, {
    description:
      "Which routes lead from one point to another? One match a journey: the earliest interaction in `from` whose next `to` comes within `within`.",
  })
  commonRoutes(
    @Ctx() { service, scope }: Context,
    @Args(() => CommonRoutesArgs) asked: CommonRoutesArgs,
    @Info() info: GraphQLResolveInfo,
  ) {
    return service.questions.answer("commonRoutes", asked, wantedOf(info), scope.signal);
  }

  @Query(() => TransitionsType, {
    description:
      "What comes next, directly or eventually? Pairs of labels. Unfiltered, at touchpoint grain with repeats kept, the counts are those of the TRANSITIONS_TO edges.",
  })
  transitions(
    @Ctx() { service, scope }: Context,
    @Args(() => TransitionsArgs) asked: TransitionsArgs,
    @Info() info: GraphQLResolveInfo,
  ) {
    return service.questions.answer("transitions", asked, wantedOf(info), scope.signal);
  }

  @Query(() => HandoffsType, {
    description:
      "Where do journeys break when they change channel? Every change of channel is judged by what follows it, and each pair compared with the others.",
  })
  handoffs(
    @Ctx() { service, scope }: Context,
    @Args(() => HandoffsArgs) asked: HandoffsArgs,
    @Info() info: GraphQLResolveInfo,
  ) {
    return service.questions.answer("handoffs", asked, wantedOf(info), scope.signal);
  }
}
