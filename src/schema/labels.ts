// The labels of answers: a step of a route, an end of a transition, a point of a flow. The resolvers find touchpoint,
// channel, stage and kind by the label's key.
import { Field, Int, ObjectType } from "type-graphql";
import type { Label, WaitStats } from "../engine/terms.js";
import type { RouteLossResult, RouteStepResult } from "../questions/commonRoutes/result.js";
import { WaitStatsType } from "./answer.js";

@ObjectType("RouteLoss", {
  simpleResolvers: true,
  description:
    "Matched journeys whose path begins with the labels of the route up to this one, and what became of them: `completed` + `dropped` + `pending` = `reached`. The path of a completed journey is its route. The path of any other begins at its first start (`startAt: LAST`: at its last one) and has what follows within `within`. `via`, `exclude`, `minSteps` and `maxSteps` change nothing here.",
})
export class RouteLossType implements RouteLossResult {
  @Field(() => Int, { description: "Matched journeys whose path begins with these labels." })
  readonly reached!: number;
  @Field(() => Int, { description: "Those of them that reach the target, on this route or another." })
  readonly completed!: number;
  @Field(() => Int, { description: "Those of them that do not reach the target and no longer can." })
  readonly dropped!: number;
  @Field(() => Int, { description: "Those of them that have not reached the target and still can." })
  readonly pending!: number;
}

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
  @Field(() => RouteLossType, {
    nullable: true,
    description:
      "The matched journeys that begin as this route does, up to this label, and how many of them are lost. Costs one more pass over the journeys. Null in `Journey.route`.",
  })
  readonly loss!: RouteLossResult | null;
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
