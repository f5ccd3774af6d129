// The labels of answers: a step of a route, an end of a transition, a point of a flow. The resolvers find touchpoint,
// channel, stage and kind by the label's key.
import { Field, Int, ObjectType } from "type-graphql";
import type { Label, WaitStats } from "../../engine/terms.js";
import type { RouteLossResult, RouteStepResult } from "../../questions/commonRoutes/result.js";
import { WaitStatsType } from "./answer.js";

@ObjectType("RouteLoss", {
  simpleResolvers: true,
  description:
    "Counts of the matched journeys whose path begins with the labels of the route up to this one. `completed` + `dropped` + `pending` = `reached`. The path of a completed journey is its route. The path of any other journey begins at its first start (with `startAt: LAST`, at its last start). It contains the labels of the interactions at most `within` after that start. The options `via`, `exclude`, `minSteps` and `maxSteps` do not change these counts.",
})
export class RouteLossType implements RouteLossResult {
  @Field(() => Int, { description: "Matched journeys whose path begins with these labels." })
  readonly reached!: number;
  @Field(() => Int, { description: "Journeys of `reached` that reach the target, on this route or on another." })
  readonly completed!: number;
  @Field(() => Int, { description: "Journeys of `reached` that have not reached the target and no longer can." })
  readonly dropped!: number;
  @Field(() => Int, { description: "Journeys of `reached` that have not reached the target and still can." })
  readonly pending!: number;
}

@ObjectType("RouteStep", { simpleResolvers: true, description: "One label of a route." })
export class RouteStepType implements Omit<RouteStepResult, "kind"> {
  @Field(() => String, { description: "The name of the label." })
  readonly label!: string;
  @Field(() => String, {
    description:
      "The key of the label: of a touchpoint, kind, channel or stage, or a value of the property, depending on `grain`. The key of a group is `group:` followed by its name. A value that equals one of the special keys `(none)`, `(direct)`, `START`, `END` and `OTHER`, or that begins with `group:` or `value:`, has the key `value:` followed by the value. `(none)` is the label of touchpoints without a stage, and of interactions without a value.",
  })
  readonly key!: string;
  @Field(() => WaitStatsType, {
    nullable: true,
    description: "Time from the previous label to this one. The first step has no times: its `n` is 0.",
  })
  readonly wait!: WaitStats;
  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether the previous label is on another channel. Null on the first step, if `grain` is KIND, STAGE or PROPERTY, or if one of the two labels is a group.",
  })
  readonly isHandoff!: boolean | null;
  @Field(() => RouteLossType, {
    nullable: true,
    description:
      "Counts of the matched journeys whose path begins with the labels of the route up to this one, and what became of them. Selecting this field makes the query read the journeys once more. Null in `Journey.route`.",
  })
  readonly loss!: RouteLossResult | null;
}

@ObjectType("RouteLabel", { simpleResolvers: true, description: "One label of a compared route." })
export class RouteLabelType implements Omit<Label, "kind"> {
  @Field(() => String, { description: "The name of the label." })
  readonly label!: string;
  @Field(() => String, {
    description:
      "The key of the label: of a touchpoint, kind, channel or stage, or a value of the property, depending on `grain`. The key of a group is `group:` followed by its name. A value that equals one of the special keys `(none)`, `(direct)`, `START`, `END` and `OTHER`, or that begins with `group:` or `value:`, has the key `value:` followed by the value. `(none)` is the label of touchpoints without a stage, and of interactions without a value.",
  })
  readonly key!: string;
}

@ObjectType("TransitionEnd", { simpleResolvers: true, description: "The label at one end of a transition or handoff." })
export class TransitionEndType implements Omit<Label, "kind"> {
  @Field(() => String, { description: "The name of the label." })
  readonly label!: string;
  @Field(() => String, {
    description:
      "The key of the label: of a touchpoint, kind, channel or stage, or a value of the property, depending on `grain`. The key of a group is `group:` followed by its name. A value that equals one of the special keys `(none)`, `(direct)`, `START`, `END` and `OTHER`, or that begins with `group:` or `value:`, has the key `value:` followed by the value. `START` and `END` are the keys of the ends of journeys (see `isStart` and `isEnd`). `(none)` is the key for touchpoints without a stage and for interactions without a value.",
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
      "The key of the label: of a touchpoint, kind, channel or stage, or a value of the property, depending on `grain`. The key of a group is `group:` followed by its name. A value that equals one of the special keys `(none)`, `(direct)`, `START`, `END` and `OTHER`, or that begins with `group:` or `value:`, has the key `value:` followed by the value. `OTHER` is the key of the node for labels that are not shown (see `isOther`). `(none)` is the key for touchpoints without a stage and for interactions without a value.",
  })
  readonly key!: string;
}
