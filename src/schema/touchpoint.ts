// A touchpoint, and the TRANSITIONS_TO edges between touchpoints.
import { Field, Float, Int, ObjectType } from "type-graphql";
import type { Touchpoint } from "../model/catalogue.js";
import type { Initiator } from "../model/interaction.js";
import { connectionWith } from "./shared/connection.js";
import { InitiatorEnum } from "./shared/enums.js";
import { NodeInterface } from "./shared/node.js";

@ObjectType("Touchpoint", {
  simpleResolvers: true,
  implements: NodeInterface,
  description:
    "A point of contact on one channel. For example, `web/checkout` and `store/checkout` are two touchpoints of the kind Checkout.",
})
export class TouchpointType
  extends NodeInterface
  implements Pick<Touchpoint, "key" | "name" | "kind" | "description" | "initiatedBy" | "owner" | "stakeholders">
{
  @Field(() => String, { description: "The key, `channel/kind`. It never changes." })
  readonly key!: string;
  @Field(() => String, { description: "The display name." })
  readonly name!: string;
  @Field(() => String, { description: "Name of the kind of touchpoint." })
  readonly kind!: string;
  @Field(() => String, { nullable: true, description: "Description from the catalogue." })
  readonly description!: string | null;
  @Field(() => InitiatorEnum, {
    description:
      "Who initiates interactions at this touchpoint. An interaction that has its own `initiatedBy` overrides this value.",
  })
  readonly initiatedBy!: Initiator;
  @Field(() => String, { nullable: true, description: "The team responsible for the touchpoint." })
  readonly owner!: string | null;
  @Field(() => [String], { description: "Teams or people who take part, besides the owner." })
  readonly stakeholders!: readonly string[];
}

@ObjectType("Kind", {
  simpleResolvers: true,
  description: "A kind of touchpoint, such as Checkout, on any channel.",
})
export class KindType {
  @Field(() => String, { description: "The key." })
  readonly key!: string;
  @Field(() => String, {
    description: "The name. If it has several spellings, this is the first of them in code-point order.",
  })
  readonly name!: string;
  @Field(() => Int, { description: "Number of touchpoints of the kind." })
  readonly touchpoints!: number;
}

@ObjectType("TransitionEdge", {
  simpleResolvers: true,
  description:
    "How often one touchpoint directly followed another, over all journeys. The numbers are read from the TRANSITIONS_TO edge of the graph.",
})
export class TransitionEdgeType {
  @Field(() => String, { description: "Opaque cursor of the row. Pass it as `after` to get the rows that follow." })
  readonly cursor!: string;
  @Field(() => TouchpointType, { description: "The touchpoint at the other end." })
  readonly node!: unknown;
  @Field(() => Int, {
    description: "Number of times that one touchpoint directly followed the other. The number is exact.",
  })
  readonly count!: number;
  @Field(() => Int, {
    description:
      "Number of journeys in which one touchpoint directly followed the other at least once. The number is exact.",
  })
  readonly journeys!: number;
  @Field(() => Float, {
    description:
      "Share of the visits to the earlier touchpoint after which the later one follows directly, from 0 to 1. Visits after which the journey ends are included.",
  })
  readonly probability!: number;
  @Field(() => Boolean, { description: "Whether the two touchpoints are on different channels." })
  readonly isHandoff!: boolean;
}

export const TransitionConnection = connectionWith(
  "Transition",
  "transitions",
  () => TouchpointType,
  () => TransitionEdgeType,
  "most frequent first, and ties sorted by key",
);
