// The labels of answers: a step of a route, an end of a transition, a point of a flow. Touchpoint, channel, stage and kind come from the
// resolvers, by the label's key.
import { Field, ObjectType } from "type-graphql";
import type { Label, WaitStats } from "../engine/terms.js";
import type { RouteStepResult } from "../questions/commonRoutes/result.js";
import { WaitStatsType } from "./answer.js";

@ObjectType("RouteStep", { simpleResolvers: true, description: "One label of a route." })
export class RouteStepType implements Omit<RouteStepResult, "kind"> {
  @Field(() => String, { description: "The label's name." })
  readonly label!: string;
  @Field(() => String, { description: "The label's key at the grain asked for; `(none)` for no stage." })
  readonly key!: string;
  @Field(() => WaitStatsType, {
    nullable: true,
    description: "Time from the label before it to this one; nothing on the first step.",
  })
  readonly wait!: WaitStats;
  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether the label before is on another channel; null on the first step and at grains that have no channel.",
  })
  readonly isHandoff!: boolean | null;
}

@ObjectType("RouteLabel", { simpleResolvers: true, description: "One label of a route that is compared." })
export class RouteLabelType implements Omit<Label, "kind"> {
  @Field(() => String, { description: "The label's name." })
  readonly label!: string;
  @Field(() => String, { description: "The label's key at the grain asked for; `(none)` for no stage." })
  readonly key!: string;
}

@ObjectType("TransitionEnd", { simpleResolvers: true, description: "One end of a transition or handoff." })
export class TransitionEndType implements Omit<Label, "kind"> {
  @Field(() => String, { description: "The label's name." })
  readonly label!: string;
  @Field(() => String, {
    description:
      "The label's key at the grain asked for; `START` and `END` at the ends of journeys (see `isStart`, `isEnd`), `(none)` for no stage.",
  })
  readonly key!: string;
}

@ObjectType("FlowPoint", {
  simpleResolvers: true,
  description: "A label of a flow, or Other: the labels of a step that are not shown.",
})
export class FlowPointType implements Omit<Label, "kind"> {
  @Field(() => String, { description: "The label's name." })
  readonly label!: string;
  @Field(() => String, {
    description:
      "The label's key at the grain asked for; `OTHER` for what is not shown (see `isOther`), `(none)` for no stage.",
  })
  readonly key!: string;
}
