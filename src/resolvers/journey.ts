import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { ChannelType, StageType } from "../schema/catalogue.js";
import { CustomerType } from "../schema/customer.js";
import { InteractionConnection } from "../schema/interaction.js";
import { JourneyConnection, JourneyType } from "../schema/journey.js";
import { JourneyHandoffConnection, JourneyHandoffsArgs } from "../schema/journeyHandoffs.js";
import { RouteStepType } from "../schema/shared/labels.js";
import { RouteArgs } from "../schema/shared/options.js";
import { InteractionPageArgs, UnitPageArgs } from "../schema/shared/pages.js";
import { goneMeanwhile } from "../service/scope.js";
import type { LoadedJourney } from "../service/views.js";
import type { Context } from "./context.js";

@Resolver(() => JourneyType)
export class JourneyResolver {
  @Query(() => JourneyConnection, { description: "Journeys, latest start first." })
  journeys(@Ctx() { service, scope }: Context, @Args(() => UnitPageArgs) page: UnitPageArgs) {
    return service.graph.journeys(scope, page);
  }

  @Query(() => JourneyType, { nullable: true, description: "The journey with this key; null if there is none." })
  journey(
    @Ctx() { scope }: Context,
    @Arg("key", () => String, { description: "The journey's key, `j-…`, or the key of another unit, `u-…`." })
    key: string,
  ) {
    return scope.journeys.load(key);
  }

  @FieldResolver(() => CustomerType, { description: "The customer of the journey." })
  async customer(@Ctx() { scope }: Context, @Root() journey: LoadedJourney) {
    const customer = await scope.customers.load(journey.customerKey);
    if (customer === null) throw goneMeanwhile("customer");
    return customer;
  }

  @FieldResolver(() => InteractionConnection, {
    description: "The interactions, sorted by time, then by sequence, then by key.",
  })
  interactions(
    @Ctx() { service, scope }: Context,
    @Root() journey: LoadedJourney,
    @Args(() => InteractionPageArgs) page: InteractionPageArgs,
  ) {
    return service.graph.interactions(scope, journey, page);
  }

  @FieldResolver(() => [ChannelType], {
    description: "The channels of the journey, in the order of their first interaction.",
  })
  channels(@Ctx() { service, scope }: Context, @Root() journey: LoadedJourney) {
    return service.graph.channelsOf(scope, journey);
  }

  @FieldResolver(() => [StageType], {
    description: "The stages of the journey, in the order of their first interaction.",
  })
  stages(@Ctx() { service, scope }: Context, @Root() journey: LoadedJourney) {
    return service.graph.stagesOf(scope, journey);
  }

  @FieldResolver(() => [RouteStepType], {
    description: "The whole journey as a route, labelled as in `commonRoutes`.",
  })
  route(
    @Ctx() { service, scope }: Context,
    @Root() journey: LoadedJourney,
    @Args(() => RouteArgs) { options, first }: RouteArgs,
  ) {
    return service.graph.route(scope, journey, options, first);
  }

  @FieldResolver(() => JourneyHandoffConnection, {
    description:
      "The handoffs of the journey, each with its verdict, its reasons and the interactions that show the reasons. The query `handoffs` counts these handoffs over all journeys.",
  })
  handoffs(
    @Ctx() { service, scope }: Context,
    @Root() journey: LoadedJourney,
    @Args(() => JourneyHandoffsArgs) asked: JourneyHandoffsArgs,
  ) {
    return service.graph.handoffs(scope, journey, asked);
  }
}
