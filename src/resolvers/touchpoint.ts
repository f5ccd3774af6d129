import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import type { Touchpoint } from "../model/catalogue.js";
import { WaitStatsType } from "../schema/answer.js";
import { ChannelType, StageType } from "../schema/catalogue.js";
import { JourneyConnection } from "../schema/journey.js";
import { JourneyPageArgs, PageArgs, SearchArgs } from "../schema/pages.js";
import { KindType, TouchpointType, TransitionConnection, TransitionEdgeType } from "../schema/touchpoint.js";
import type { EdgeView } from "../service/edges.js";
import type { Context } from "./context.js";

@ArgsType()
class TouchpointsArgs extends SearchArgs {
  @Field(() => String, { nullable: true, description: "Key of a channel." })
  readonly channel?: string | null;
  @Field(() => String, { nullable: true, description: "Key of a stage." })
  readonly stage?: string | null;
  @Field(() => String, { nullable: true, description: "Name or key of a kind." })
  readonly kind?: string | null;
}

@Resolver(() => TouchpointType)
export class TouchpointResolver {
  @Query(() => [TouchpointType], {
    description: "The touchpoints of the catalogue, by key. All given conditions must hold.",
  })
  touchpoints(@Ctx() { service, scope }: Context, @Args(() => TouchpointsArgs) asked: TouchpointsArgs) {
    return service.graph.touchpoints(scope, asked);
  }

  @Query(() => [KindType], { description: "The kinds of the catalogue's touchpoints, by key." })
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
      "The stage: the one in the catalogue, or else the first in code-point order of those in the touchpoint's rows.",
  })
  stage(@Ctx() { scope }: Context, @Root() { stage }: Touchpoint) {
    return stage === null ? null : scope.named(({ stages }) => stages.get(stage));
  }

  @FieldResolver(() => Int, { description: "Number of interactions at the touchpoint." })
  async visits(@Ctx() { scope }: Context, @Root() { key }: Touchpoint) {
    return (await scope.counts()).get(key)?.visits ?? 0;
  }

  @FieldResolver(() => Int, { description: "Number of journeys that begin here." })
  async starts(@Ctx() { scope }: Context, @Root() { key }: Touchpoint) {
    return (await scope.counts()).get(key)?.starts ?? 0;
  }

  @FieldResolver(() => Int, { description: "Number of journeys that end here." })
  async ends(@Ctx() { scope }: Context, @Root() { key }: Touchpoint) {
    return (await scope.counts()).get(key)?.ends ?? 0;
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
    description: "What directly follows the touchpoint, most frequent first. `ends` counts the journeys that end here.",
  })
  transitionsTo(@Ctx() { service, scope }: Context, @Root() { key }: Touchpoint, @Args(() => PageArgs) page: PageArgs) {
    return service.edges.page(scope, key, "from", page);
  }

  @FieldResolver(() => TransitionConnection, {
    description:
      "What the touchpoint directly follows, most frequent first. `starts` counts the journeys that begin here.",
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
    description: "Time from one touchpoint to the other, computed from the projection.",
  })
  wait(@Ctx() { service, scope }: Context, @Root() edge: EdgeView) {
    return service.edges.wait(scope, edge);
  }
}
