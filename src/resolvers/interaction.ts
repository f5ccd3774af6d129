import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { ChannelType, SourceType } from "../schema/catalogue.js";
import { InteractionType } from "../schema/interaction.js";
import { JourneyType } from "../schema/journey.js";
import { InitiatorEnum } from "../schema/shared/enums.js";
import { Json } from "../schema/shared/scalars.js";
import { TouchpointType } from "../schema/touchpoint.js";
import type { LoadedInteraction } from "../service/views.js";
import type { Context } from "./context.js";

@Resolver(() => InteractionType)
export class InteractionResolver {
  @FieldResolver(() => JourneyType, { description: "The journey of the interaction." })
  journey(@Root() { of }: LoadedInteraction) {
    return of;
  }

  @FieldResolver(() => TouchpointType, { description: "The touchpoint of the interaction." })
  touchpoint(@Ctx() { service, scope }: Context, @Root() { stored }: LoadedInteraction) {
    return service.graph.touchpoint(scope, stored.touchpoint);
  }

  @FieldResolver(() => InitiatorEnum, {
    description:
      "Who initiated the interaction. If the interaction was recorded without this information, it is taken from the touchpoint.",
  })
  initiatedBy(@Ctx() { service, scope }: Context, @Root() { stored }: LoadedInteraction) {
    return service.graph.initiator(scope, stored);
  }

  @FieldResolver(() => ChannelType, {
    nullable: true,
    description: "The channel that the customer was sent to, or meant to use next; null if unknown.",
  })
  intendedChannel(@Ctx() { scope }: Context, @Root() { stored: { intendedChannel } }: LoadedInteraction) {
    return intendedChannel === null ? null : scope.named(({ channels }) => channels.get(intendedChannel));
  }

  // The attributes of an interaction can take 16 KB and are rarely requested, so they are read only if they are
  // selected.
  @FieldResolver(() => Json, {
    nullable: true,
    description: "All other information from the log about the interaction, as a JSON object.",
  })
  attributes(@Root() { stored: { attributes } }: LoadedInteraction): unknown {
    return attributes === null ? null : JSON.parse(attributes);
  }

  @FieldResolver(() => [SourceType], {
    description:
      "The sources that recorded the interaction. The interaction is removed when all of them have been undone with `forgetSource`.",
  })
  sources(@Ctx() { service, scope }: Context, @Root() { stored }: LoadedInteraction) {
    return service.graph.sourcesOf(scope, stored);
  }
}
