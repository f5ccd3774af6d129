import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import type { Channel, Stage } from "../model/catalogue.js";
import { ChannelType, GoalType, ServiceLevelType, SourceType, StageType } from "../schema/catalogue.js";
import { ListArgs, SearchArgs, SourcesArgs } from "../schema/shared/pages.js";
import { Json } from "../schema/shared/scalars.js";
import { TouchpointType } from "../schema/touchpoint.js";
import { foundIn, sourcesAfter } from "../service/page.js";
import type { Context } from "./context.js";

@Resolver(() => ChannelType)
export class ChannelResolver {
  @Query(() => [ChannelType], { description: "The channels of the catalogue, sorted by key." })
  async channels(@Ctx() { scope }: Context, @Args(() => SearchArgs) list: SearchArgs) {
    return foundIn((await scope.names()).catalogue.channels, list);
  }

  @FieldResolver(() => [TouchpointType], { description: "The touchpoints, sorted by key." })
  touchpoints(@Ctx() { service, scope }: Context, @Root() { key }: Channel, @Args(() => ListArgs) list: ListArgs) {
    return service.graph.touchpointsOf(scope, "channel", key, list);
  }
}

@Resolver(() => StageType)
export class StageResolver {
  @Query(() => [StageType], {
    description: "The stages of the catalogue, sorted by position, then by key. Stages without a position come last.",
  })
  async stages(@Ctx() { scope }: Context, @Args(() => SearchArgs) list: SearchArgs) {
    return foundIn((await scope.names()).catalogue.stages, list);
  }

  @FieldResolver(() => [TouchpointType], { description: "The touchpoints, sorted by key." })
  touchpoints(@Ctx() { service, scope }: Context, @Root() { key }: Stage, @Args(() => ListArgs) list: ListArgs) {
    return service.graph.touchpointsOf(scope, "stage", key, list);
  }
}

@Resolver(() => SourceType)
export class SourceResolver {
  @FieldResolver(() => Json, {
    nullable: true,
    description:
      "The report of the latest import of this source, in the form that `throughline import --json` prints for a file: counts of recorded and rejected rows, time span, customers, journeys, columns, omitted values, and remarks. Null for the API, and for imports that were made before the service stored reports.",
  })
  report(@Root() { report }: { readonly report?: string }) {
    return report === undefined ? null : (JSON.parse(report) as unknown);
  }
}

@Resolver()
export class CatalogueResolver {
  @Query(() => [GoalType], { description: "The goals of the catalogue, sorted by key." })
  async goals(@Ctx() { scope }: Context, @Args(() => SearchArgs) list: SearchArgs) {
    return foundIn((await scope.names()).catalogue.goals, list);
  }

  @Query(() => [ServiceLevelType], { description: "The service levels of the catalogue, by `from`, then `to`." })
  async serviceLevels(
    @Ctx() { scope }: Context,
    @Arg("from", () => String, {
      nullable: true,
      description: "Lists only service levels of handoffs that leave this channel or touchpoint, given by its key.",
    })
    from?: string | null,
    @Arg("to", () => String, {
      nullable: true,
      description: "Lists only service levels of handoffs that reach this channel or touchpoint, given by its key.",
    })
    to?: string | null,
  ) {
    const { serviceLevels } = (await scope.names()).catalogue;
    return serviceLevels.filter((level) => (from ?? level.from) === level.from && (to ?? level.to) === level.to);
  }

  @Query(() => [SourceType], {
    description:
      "The sources, by number. Number 0 is the API. It is listed only while interactions that were recorded through the API exist.",
  })
  async sources(@Ctx() { scope }: Context, @Args(() => SourcesArgs) { first, after }: SourcesArgs) {
    return sourcesAfter([...(await scope.sources()).values()], { first, after });
  }
}
