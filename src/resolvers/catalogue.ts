import { Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import type { Channel, Stage } from "../model/catalogue.js";
import { ChannelType, GoalType, ServiceLevelType, SourceType, StageType } from "../schema/catalogue.js";
import { TouchpointType } from "../schema/touchpoint.js";
import type { Context } from "./context.js";

@Resolver(() => ChannelType)
export class ChannelResolver {
  @Query(() => [ChannelType], { description: "The channels of the catalogue, by key." })
  async channels(@Ctx() { scope }: Context) {
    return (await scope.names()).catalogue.channels;
  }

  @FieldResolver(() => [TouchpointType], { description: "Its touchpoints, by key." })
  touchpoints(@Ctx() { service, scope }: Context, @Root() { key }: Channel) {
    return service.graph.touchpointsWhere(scope, (touchpoint) => touchpoint.channel === key);
  }
}

@Resolver(() => StageType)
export class StageResolver {
  @Query(() => [StageType], {
    description: "The stages of the catalogue, by position, those without one last, then by key.",
  })
  async stages(@Ctx() { scope }: Context) {
    return (await scope.names()).catalogue.stages;
  }

  @FieldResolver(() => [TouchpointType], { description: "Its touchpoints, by key." })
  touchpoints(@Ctx() { service, scope }: Context, @Root() { key }: Stage) {
    return service.graph.touchpointsWhere(scope, (touchpoint) => touchpoint.stage === key);
  }
}

@Resolver()
export class CatalogueResolver {
  @Query(() => [GoalType], { description: "The goals of the catalogue, by key." })
  async goals(@Ctx() { scope }: Context) {
    return (await scope.names()).catalogue.goals;
  }

  @Query(() => [ServiceLevelType], { description: "The service levels of the catalogue, by `from`, then `to`." })
  async serviceLevels(@Ctx() { scope }: Context) {
    return (await scope.names()).catalogue.serviceLevels;
  }

  @Query(() => [SourceType], {
    description: "The imports, by number; 0 is the API, if it recorded anything that still stands.",
  })
  async sources(@Ctx() { scope }: Context) {
    return [...(await scope.sources()).values()];
  }
}
