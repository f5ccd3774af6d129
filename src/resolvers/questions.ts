// The three questions.
import type { GraphQLResolveInfo } from "graphql";
import { Args, ArgsType, Ctx, Field, Info, Int, Query, Resolver } from "type-graphql";
import { CommonRoutesType } from "../schema/commonRoutes.js";
import { AdjacencyEnum } from "../schema/enums.js";
import { HandoffsType } from "../schema/handoffs.js";
import { HandoffSettingsInput, JourneyFilterInput, PathOptionsInput, PointSelectorInput } from "../schema/question.js";
import { TransitionsType } from "../schema/transitions.js";
import type { Adjacency } from "../service/asked.js";
import { FILTER, ROWS } from "./args.js";
import type { Context } from "./context.js";
import { wantedOf } from "./wanted.js";

const LEAVE = {
  nullable: true,
  description: "Only pairs that leave one of these. It chooses rows and changes no number.",
} as const;
const REACH = {
  nullable: true,
  description: "Only pairs that reach one of these. It chooses rows and changes no number.",
} as const;

@ArgsType()
class CommonRoutesArgs {
  @Field(() => PointSelectorInput, {
    nullable: true,
    description: "Where routes start. Without it they start before the first interaction of a journey.",
  })
  readonly from?: PointSelectorInput | null;
  @Field(() => PointSelectorInput, {
    nullable: true,
    description:
      "Where they lead. Without it they go to the end of the journey, and every matched journey is completed.",
  })
  readonly to?: PointSelectorInput | null;
  @Field(() => PathOptionsInput, {
    nullable: true,
    description: "How interactions become labels, and which paths count.",
  })
  readonly options?: PathOptionsInput | null;
  @Field(() => JourneyFilterInput, FILTER)
  readonly filter?: JourneyFilterInput | null;
  @Field(() => Int, { nullable: true, defaultValue: 20, description: ROWS })
  readonly first?: number | null;
}

@ArgsType()
class TransitionsArgs {
  @Field(() => PathOptionsInput, {
    nullable: true,
    description: "`grain`, `repeats` and `hide`; the others do not apply and are refused unless left at their default.",
  })
  readonly options?: PathOptionsInput | null;
  @Field(() => AdjacencyEnum, { nullable: true, defaultValue: "DIRECTLY", description: "Which pairs are looked at." })
  readonly adjacency?: Adjacency | null;
  @Field(() => PointSelectorInput, LEAVE)
  readonly from?: PointSelectorInput | null;
  @Field(() => PointSelectorInput, REACH)
  readonly to?: PointSelectorInput | null;
  @Field(() => PointSelectorInput, {
    nullable: true,
    description:
      "Only pairs A→B whose label before A is one of these: all numbers of the rows are of those occurrences. START has nothing before it. Not with EVENTUALLY.",
  })
  readonly previous?: PointSelectorInput | null;
  @Field(() => JourneyFilterInput, FILTER)
  readonly filter?: JourneyFilterInput | null;
  @Field(() => Int, { nullable: true, defaultValue: 100, description: ROWS })
  readonly first?: number | null;
}

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
