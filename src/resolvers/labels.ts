// The objects behind a label: its touchpoint, channel, stage or kind, found by the label's key.
import { type ClassType, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { ChannelType, StageType } from "../schema/catalogue.js";
import { FlowPointType, RouteLabelType, RouteStepType, TransitionEndType } from "../schema/labels.js";
import { TouchpointType } from "../schema/touchpoint.js";
import { type Label, labels } from "../service/labels.js";
import type { Context } from "./context.js";

const TOUCHPOINT = {
  nullable: true,
  description: "The touchpoint; null at other grains, and for START and END.",
} as const;
const CHANNEL = {
  nullable: true,
  description: "The channel: the label itself, or the channel of its touchpoint; null at other grains.",
} as const;
const STAGE = {
  nullable: true,
  description:
    "The stage: the label itself, or the stage of its touchpoint; null at other grains, and if there is none.",
} as const;
const KIND = {
  nullable: true,
  name: "kind",
  description: "Name of the kind: the label itself, or the kind of its touchpoint; null at other grains.",
} as const;

function labelledBy(type: ClassType) {
  @Resolver(() => type)
  class LabelResolver {
    @FieldResolver(() => TouchpointType, TOUCHPOINT)
    touchpoint(@Ctx() { scope }: Context, @Root() label: Label) {
      return labels(scope).touchpoint(label);
    }

    @FieldResolver(() => ChannelType, CHANNEL)
    channel(@Ctx() { scope }: Context, @Root() label: Label) {
      return labels(scope).channel(label);
    }

    @FieldResolver(() => StageType, STAGE)
    stage(@Ctx() { scope }: Context, @Root() label: Label) {
      return labels(scope).stage(label);
    }

    @FieldResolver(() => String, KIND)
    kindName(@Ctx() { scope }: Context, @Root() label: Label) {
      return labels(scope).kind(label);
    }
  }
  return LabelResolver;
}

@Resolver(() => TransitionEndType)
class TransitionEndResolver {
  @FieldResolver(() => Boolean, { description: "Whether this is the start of journeys, before the first label." })
  isStart(@Root() { kind }: Label): boolean {
    return kind === "START";
  }

  @FieldResolver(() => Boolean, { description: "Whether this is the end of journeys, after the last label." })
  isEnd(@Root() { kind }: Label): boolean {
    return kind === "END";
  }
}

@Resolver(() => FlowPointType)
class FlowPointResolver {
  @FieldResolver(() => Boolean, { description: "Whether this is Other: all labels that are not shown." })
  isOther(@Root() { kind }: Label): boolean {
    return kind === "OTHER";
  }
}

export const LABEL_RESOLVERS = [
  labelledBy(RouteStepType),
  labelledBy(RouteLabelType),
  TransitionEndResolver,
  labelledBy(TransitionEndType),
  FlowPointResolver,
  labelledBy(FlowPointType),
] as const;
