// The labels of answers: a step of a route, an end of a transition, a point of a flow. The resolvers find touchpoint,
// channel, stage and kind by the label's key.
import { Field, ObjectType } from "type-graphql";
import type { Label, WaitStats } from "../engine/terms.js";
import type { RouteStepResult } from "../questions/commonRoutes/result.js";
import { WaitStatsType } from "./answer.js";

@ObjectType("RouteStep", { simpleResolvers: true, description: "One label of a route." })
export class RouteStepType implements Omit<RouteStepResult, "kind"> {
  @Field(() => String, { description: "The name of the label." })
  readonly label!: string;
  @Field(() => String, { description: "The key of the label at the requested grain; `(none)` if there is no stage." })
  readonly key!: string;
  @Field(() => WaitStatsType, {
    nullable: true,
    description: "Time from the previous label to this one; without values on the first step.",
  })
  readonly wait!: WaitStats;
  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether the previous label is on another channel; null on the first step, and at grains without a channel.",
  })
  readonly isHandoff!: boolean | null;
}

@ObjectType("RouteLabel", { simpleResolvers: true, description: "One label of a compared route." })
export class RouteLabelType implements Omit<Label, "kind"> {
  @Field(() => String, { description: "The name of the label." })
  readonly label!: string;
  @Field(() => String, { description: "The key of the label at the requested grain; `(none)` if there is no stage." })
  readonly key!: string;
}

@ObjectType("TransitionEnd", { simpleResolvers: true, description: "One end of a transition or a handoff." })
export class TransitionEndType implements Omit<Label, "kind"> {
  @Field(() => String, { description: "The name of the label." })
  readonly label!: string;
  @Field(() => String, {
    description:
      "The key of the label at the requested grain; `START` and `END` at the ends of journeys (see `isStart` and `isEnd`); `(none)` if there is no stage.",
  })
  readonly key!: string;
}

@ObjectType("FlowPoint", {
  simpleResolvers: true,
  description: "A label of a flow, or Other, which combines the labels of a step that are not shown.",
})
export class FlowPointType implements Omit<Label, "kind"> {
  @Field(() => String, { description: "The name of the label." })
  readonly label!: string;
  @Field(() => String, {
    description:
      "The key of the label at the requested grain; `OTHER` for labels not shown (see `isOther`); `(none)` if there is no stage.",
  })
  readonly key!: string;
}
