import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Info, Int, Query, Resolver, Root } from "type-graphql";
import type { Touchpoint } from "../model/catalogue.js";
import { Selection } from "../schema/asking/selection.js";
import { ChannelType, StageType } from "../schema/catalogue.js";
import { JourneyConnection } from "../schema/journey.js";
import { TouchpointPerformanceType } from "../schema/performance.js";
import { WaitStatsType } from "../schema/shared/answer.js";
import { JourneyPageArgs, PageArgs, SearchArgs } from "../schema/shared/pages.js";
import { KindType, TouchpointType, TransitionConnection, TransitionEdgeType } from "../schema/touchpoint.js";
import { PerformanceOfTouchpointArgs } from "../schema/touchpointPerformance.js";
import type { EdgeView } from "../service/inStore/edges.js";
import type { Context } from "./context.js";

@ArgsType()
class TouchpointsArgs extends SearchArgs {
  @Field(() => String, { nullable: true, description: "Lists only touchpoints of the channel with this key." })
  readonly channel?: string | null;
  @Field(() => String, { nullable: true, description: "Lists only touchpoints of the stage with this key." })
  readonly stage?: string | null;
  @Field(() => String, { nullable: true, description: "Lists only touchpoints of the kind with this name or key." })
  readonly kind?: string | null;
}

@Resolver(() => TouchpointType)
export class TouchpointResolver {
  @Query(() => [TouchpointType], {
    description:
      "The touchpoints of the catalogue, sorted by key. If several arguments are given, all of them must apply.",
  })
  touchpoints(@Ctx() { service, scope }: Context, @Args(() => TouchpointsArgs) asked: TouchpointsArgs) {
    return service.graph.touchpoints(scope, asked);
  }

  @Query(() => [KindType], { description: "The kinds of the catalogue's touchpoints, sorted by key." })
  kinds(@Ctx() { service, scope }: Context, @Args(() => SearchArgs) asked: SearchArgs) {
    return service.graph.kinds(scope, asked);
  }

  @Query(() => TouchpointType, {
    nullable: true,
    description: "The touchpoint with this key; null if the catalogue has none.",
  })
  async touchpoint(
    @Ctx() { scope }: Context,
    @Arg("key", () => String, { description: "The touchpoint's key, such as `web/checkout`." }) key: string,
  ) {
    return (await scope.names()).touchpoints.get(key);
  }

  @FieldResolver(() => ChannelType, { description: "The channel of the touchpoint." })
  channel(@Ctx() { scope }: Context, @Root() { channel }: Touchpoint) {
    return scope.existing("channel", ({ channels }) => channels.get(channel));
  }

  @FieldResolver(() => StageType, {
    nullable: true,
    description:
      "The stage of the touchpoint. If the catalogue names none, this is the stage with which its interactions were recorded. If they have several stages, it is the first of these in code-point order.",
  })
  stage(@Ctx() { scope }: Context, @Root() { stage }: Touchpoint) {
    return stage === null ? null : scope.named(({ stages }) => stages.get(stage));
  }

  @FieldResolver(() => Int, { description: "Number of interactions at the touchpoint." })
  async visits(@Ctx() { scope }: Context, @Root() { key }: Touchpoint) {
    return (await scope.counts()).get(key)?.visits ?? 0;
  }

  @FieldResolver(() => Int, { description: "Number of journeys that begin at the touchpoint." })
  async starts(@Ctx() { scope }: Context, @Root() { key }: Touchpoint) {
    return (await scope.counts()).get(key)?.starts ?? 0;
  }

  @FieldResolver(() => Int, { description: "Number of journeys that end at the touchpoint." })
  async ends(@Ctx() { scope }: Context, @Root() { key }: Touchpoint) {
    return (await scope.counts()).get(key)?.ends ?? 0;
  }

  @FieldResolver(() => TouchpointPerformanceType, {
    nullable: true,
    description:
      "How the touchpoint performs: its row of `touchpointPerformance` with these arguments, which is computed once for all touchpoints. Null if no journey in scope has a visit.",
  })
  performance(
    @Ctx() { service, scope }: Context,
    @Root() { key }: Touchpoint,
    @Args(() => PerformanceOfTouchpointArgs) args: PerformanceOfTouchpointArgs,
    @Info() info: GraphQLResolveInfo,
  ) {
    return service.questions.performanceOf(scope, info.fieldNodes[0]!, key, args, new Selection(info));
  }

  @FieldResolver(() => JourneyConnection, { description: "Journeys that contain the touchpoint, latest start first." })
  journeys(
    @Ctx() { service, scope }: Context,
    @Root() { key }: Touchpoint,
    @Args(() => JourneyPageArgs) page: JourneyPageArgs,
  ) {
    return service.graph.journeysTouching(scope, key, page);
  }

  @FieldResolver(() => TransitionConnection, {
    description:
      "Transitions to the touchpoints that directly follow this one, most frequent first. Journeys that end here are counted in `ends`.",
  })
  transitionsTo(@Ctx() { service, scope }: Context, @Root() { key }: Touchpoint, @Args(() => PageArgs) page: PageArgs) {
    return service.edges.page(scope, key, "from", page);
  }

  @FieldResolver(() => TransitionConnection, {
    description:
      "Transitions from the touchpoints that directly precede this one, most frequent first. Journeys that begin here are counted in `starts`.",
  })
  transitionsFrom(
    @Ctx() { service, scope }: Context,
    @Root() { key }: Touchpoint,
    @Args(() => PageArgs) page: PageArgs,
  ) {
    return service.edges.page(scope, key, "to", page);
  }
}

@Resolver(() => TransitionEdgeType)
export class TransitionEdgeResolver {
  @FieldResolver(() => WaitStatsType, {
    description:
      "Time from the earlier touchpoint to the later one. It is computed from the projection, the copy of the graph in memory.",
  })
  wait(@Ctx() { service, scope }: Context, @Root() edge: EdgeView) {
    return service.edges.wait(scope, edge);
  }
}
