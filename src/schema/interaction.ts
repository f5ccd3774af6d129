// An interaction of the graph.
import { Field, Float, Int, ObjectType } from "type-graphql";
import type { Outcome } from "../model/interaction.js";
import type { Sequence } from "../model/sequence.js";
import { connectionOf } from "./shared/connection.js";
import { OutcomeEnum } from "./shared/enums.js";
import { NodeInterface } from "./shared/node.js";
import { DateTime, Duration, Int64 } from "./shared/scalars.js";

@ObjectType("Interaction", {
  simpleResolvers: true,
  implements: NodeInterface,
  description:
    "One contact of a customer at a touchpoint at a point in time. Its global id consists of `Interaction:`, the key of its journey, `#`, and its own key. If the interaction was recorded under another identity than the customer's key, `~` and a hash of this identity come before `#`. The id changes if the key of the journey changes.",
})
export class InteractionType extends NodeInterface {
  @Field(() => String, { description: "The interaction's id, unique within its identity." })
  readonly key!: string;
  @Field(() => String, {
    description:
      "The key under which the interaction was recorded. It differs from the customer's key if the customer has several identities.",
  })
  readonly identity!: string;
  @Field(() => String, {
    nullable: true,
    description:
      "The anonymous key that a row of the interaction names beside the identity, such as the key of a device. If the rows name several, this is the first in code-point order. Null if no row names one.",
  })
  readonly anonymous!: string | null;
  @Field(() => Int, { description: "Position in the journey, counted from 1." })
  readonly position!: number;
  @Field(() => Int64, {
    description:
      "A number that orders the interactions of a customer that have the same time: the lowest number comes first. It comes from a column of the log. Without such a column, it is the number of the row in its file. Interactions recorded through the API have 0 unless the request gives another number.",
  })
  readonly sequence!: Sequence;
  @Field(() => DateTime, { description: "Time of the interaction." })
  readonly at!: number;
  @Field(() => Duration, {
    nullable: true,
    description: "Time since the previous interaction of the journey; null for the first.",
  })
  readonly wait!: number | null;
  @Field(() => Float, {
    nullable: true,
    description:
      "The value of the interaction, such as revenue, in the unit of the log and exact to 1/10,000; null if unknown.",
  })
  readonly value!: number | null;
  @Field(() => Float, {
    nullable: true,
    description: "The cost of the interaction, in the unit of the log and exact to 1/10,000; null if unknown.",
  })
  readonly cost!: number | null;
  @Field(() => OutcomeEnum, { nullable: true, description: "How the interaction ended; null if unknown." })
  readonly outcome!: Outcome | null;
  @Field(() => Boolean, {
    nullable: true,
    description: "Whether the interaction resolved the customer's request; null if unknown.",
  })
  readonly resolved!: boolean | null;
  @Field(() => String, {
    nullable: true,
    description: "The key of the case or ticket that the interaction belongs to; null if unknown.",
  })
  readonly caseId!: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether the information that the customer gave on the previous channel was available at this interaction; null if unknown.",
  })
  readonly contextCarried!: boolean | null;
  @Field(() => Boolean, {
    nullable: true,
    description: "Whether the customer had to repeat information given before; null if unknown.",
  })
  readonly repeatedInfo!: boolean | null;
  @Field(() => String, { nullable: true, description: "Who referred the customer." })
  readonly referredBy!: string | null;
}

export const InteractionConnection = connectionOf("Interaction", "interactions", () => InteractionType, "in order");
