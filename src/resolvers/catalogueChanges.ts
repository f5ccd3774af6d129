// The mutations of the catalogue: they declare, change and remove its entries.
import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { ChannelType, GoalType, ServiceLevelType, StageType } from "../schema/catalogue.js";
import { ChannelInput, GoalInput, ServiceLevelInput, StageInput, TouchpointInput } from "../schema/changes/inputs.js";
import { TouchpointType } from "../schema/touchpoint.js";
import { changed } from "./changes.js";
import type { Context } from "./context.js";

@Resolver()
export class CatalogueChangesResolver {
  @Mutation(() => [TouchpointType], {
    description: "Declares or changes touchpoints. Returns them in the given order.",
  })
  upsertTouchpoints(
    @Ctx() context: Context,
    @Arg("touchpoints", () => [TouchpointInput], { description: "The entries to declare or change." })
    touchpoints: TouchpointInput[],
  ) {
    return changed(context, async ({ changes }) =>
      pick((await changes.touchpoints(touchpoints)).touchpoints, touchpoints),
    );
  }

  @Mutation(() => [ChannelType], { description: "Declares or changes channels. Returns them in the given order." })
  upsertChannels(
    @Ctx() context: Context,
    @Arg("channels", () => [ChannelInput], { description: "The entries to declare or change." })
    channels: ChannelInput[],
  ) {
    return changed(context, async ({ changes }) => pick((await changes.channels(channels)).channels, channels));
  }

  @Mutation(() => [StageType], { description: "Declares or changes stages. Returns them in the given order." })
  upsertStages(
    @Ctx() context: Context,
    @Arg("stages", () => [StageInput], { description: "The entries to declare or change." }) stages: StageInput[],
  ) {
    return changed(context, async ({ changes }) => pick((await changes.stages(stages)).stages, stages));
  }

  @Mutation(() => [GoalType], { description: "Declares or replaces goals. Returns them in the given order." })
  upsertGoals(
    @Ctx() context: Context,
    @Arg("goals", () => [GoalInput], {
      description: "The entries to declare or change.",
    })
    goals: GoalInput[],
  ) {
    return changed(context, async ({ changes }) => pick((await changes.goals(goals)).goals, goals));
  }

  @Mutation(() => [ServiceLevelType], {
    description: "Declares or changes service levels. Returns all service levels of the catalogue.",
  })
  upsertServiceLevels(
    @Ctx() context: Context,
    @Arg("serviceLevels", () => [ServiceLevelInput], { description: "The entries to declare or change." })
    serviceLevels: ServiceLevelInput[],
  ) {
    return changed(context, async ({ changes }) => (await changes.serviceLevels(serviceLevels)).serviceLevels);
  }

  @Mutation(() => Boolean, {
    description:
      "Removes the declaration of a touchpoint without interactions. The request is refused with IN_USE while interactions, a goal, a service level or a segment's rule name it. Returns false if there is no touchpoint with this key.",
  })
  removeTouchpoint(
    @Ctx() context: Context,
    @Arg("key", () => String, { description: "The touchpoint's key." }) key: string,
  ) {
    return changed(context, ({ changes }) => changes.remove("touchpoint", key));
  }

  @Mutation(() => Boolean, {
    description:
      "Removes a channel. The request is refused with IN_USE while touchpoints, interactions, a goal, a service level or a segment's rule name it. Returns false if there is no channel with this key.",
  })
  removeChannel(@Ctx() context: Context, @Arg("key", () => String, { description: "The channel's key." }) key: string) {
    return changed(context, ({ changes }) => changes.remove("channel", key));
  }

  @Mutation(() => Boolean, {
    description:
      "Removes a stage. The request is refused with IN_USE while touchpoints, interactions, a goal or a segment's rule name it. Returns false if there is no stage with this key.",
  })
  removeStage(@Ctx() context: Context, @Arg("key", () => String, { description: "The stage's key." }) key: string) {
    return changed(context, ({ changes }) => changes.remove("stage", key));
  }

  @Mutation(() => Boolean, {
    description:
      "Removes a goal. The request is refused with IN_USE while a segment's rule names it. If the removed goal was the default goal, there is no default goal afterwards. Returns false if there is no goal with this key.",
  })
  removeGoal(@Ctx() context: Context, @Arg("key", () => String, { description: "The goal's key." }) key: string) {
    return changed(context, ({ changes }) => changes.remove("goal", key));
  }

  @Mutation(() => Boolean, {
    description: "Removes a service level. Returns false if there is none for this pair.",
  })
  removeServiceLevel(
    @Ctx() context: Context,
    @Arg("from", () => String, { description: "Key of the channel or touchpoint that the handoff leaves." })
    from: string,
    @Arg("to", () => String, { description: "Key of the channel or touchpoint that the handoff reaches." }) to: string,
  ) {
    return changed(context, ({ changes }) => changes.removeServiceLevel(from, to));
  }
}

function pick<T extends { readonly key: string }>(all: readonly T[], asked: readonly { readonly key: string }[]): T[] {
  const byKey = new Map(all.map((thing) => [thing.key, thing]));
  return asked.map(({ key }) => byKey.get(key)!);
}
