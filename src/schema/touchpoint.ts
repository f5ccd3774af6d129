// A touchpoint, and the TRANSITIONS_TO edges between touchpoints.
import { Field, Float, Int, ObjectType } from "type-graphql";
import type { Touchpoint } from "../model/catalogue.js";
import type { Initiator } from "../model/interaction.js";
import { connectionWith } from "./connection.js";
import { InitiatorEnum } from "./enums.js";
import { NodeInterface } from "./node.js";

@ObjectType("Touchpoint", {
  simpleResolvers: true,
  implements: NodeInterface,
  description:
    "One point of contact on one channel: `web/checkout` and `store/checkout` are two touchpoints of the kind Checkout.",
})
export class TouchpointType
  extends NodeInterface
  implements Pick<Touchpoint, "key" | "name" | "kind" | "description" | "initiatedBy" | "owner">
{
  @Field(() => String, { description: "`channel/kind`; never changes." })
  readonly key!: string;
  @Field(() => String, { description: "The name to show." })
  readonly name!: string;
  @Field(() => String, { description: "Name of its kind." })
  readonly kind!: string;
  @Field(() => String, { nullable: true, description: "What it is, as the catalogue says." })
  readonly description!: string | null;
  @Field(() => InitiatorEnum, { description: "Who starts its interactions unless an interaction says otherwise." })
  readonly initiatedBy!: Initiator;
  @Field(() => String, { nullable: true, description: "The team that looks after it." })
  readonly owner!: string | null;
}

@ObjectType("TransitionEdge", {
  simpleResolvers: true,
  description:
    "A TRANSITIONS_TO edge of the graph: how often one touchpoint directly followed another, over all journeys.",
})
export class TransitionEdgeType {
  @Field(() => String, { description: "Opaque: give it back as `after`." })
  readonly cursor!: string;
  @Field(() => TouchpointType, { description: "The touchpoint at the other end." })
  readonly node!: unknown;
  @Field(() => Int, { description: "How often it happened; exact, from the edge itself." })
  readonly count!: number;
  @Field(() => Int, { description: "In how many journeys; exact, from the edge itself." })
  readonly journeys!: number;
  @Field(() => Float, {
    description: "`count` of all exits of the touchpoint it leaves, the ends of journeys included; from 0 to 1.",
  })
  readonly probability!: number;
  @Field(() => Boolean, { description: "Whether the two are on two channels." })
  readonly isHandoff!: boolean;
}

export const TransitionConnection = connectionWith(
  "Transition",
  "transitions",
  () => TouchpointType,
  () => TransitionEdgeType,
  "the most frequent first, then by key",
);
