// The objects behind a label: its touchpoint, channel, stage or kind, found by the label's key.
import { type ClassType, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { ChannelType, StageType } from "../schema/catalogue.js";
import { FlowPointType, RouteLabelType, RouteStepType, TransitionEndType } from "../schema/shared/labels.js";
import { TouchpointType } from "../schema/touchpoint.js";
import { type Label, labels } from "../service/labels.js";
import type { Context } from "./context.js";

const TOUCHPOINT = {
  nullable: true,
  description:
    "The touchpoint of the label. Null if `grain` is not TOUCHPOINT, or if the label is not a touchpoint, such as START.",
} as const;
const CHANNEL = {
  nullable: true,
  description:
    "The channel of the label. Null if `grain` is KIND or STAGE, or if the label has no channel, such as START.",
} as const;
const STAGE = {
  nullable: true,
  description: "The stage of the label. Null if `grain` is KIND or CHANNEL, or if the label has no stage.",
} as const;
const KIND = {
  nullable: true,
  name: "kind",
  description:
    "The kind of touchpoint of the label. Null if `grain` is CHANNEL or STAGE, or if the label has no kind, such as START.",
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
  @FieldResolver(() => Boolean, {
    description: "Whether this is START, which comes before the first label of each journey.",
  })
  isStart(@Root() { kind }: Label): boolean {
    return kind === "START";
  }

  @FieldResolver(() => Boolean, {
    description: "Whether this is END, which comes after the last label of each journey.",
  })
  isEnd(@Root() { kind }: Label): boolean {
    return kind === "END";
  }
}

@Resolver(() => FlowPointType)
class FlowPointResolver {
  @FieldResolver(() => Boolean, { description: "Whether this is Other, which combines all labels that are not shown." })
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
