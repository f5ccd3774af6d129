// A journey of the graph.
import { Field, Float, Int, ObjectType } from "type-graphql";
import { connectionOf } from "./shared/connection.js";
import { NodeInterface } from "./shared/node.js";
import { DateTime } from "./shared/scalars.js";

@ObjectType("Journey", {
  simpleResolvers: true,
  implements: NodeInterface,
  description:
    "A sequence of interactions of one customer, in order of time. Interactions with the same journey key form one journey. The customer's interactions without a journey key are split into journeys wherever two neighbours are further apart than the journey gap, a setting of the store.",
})
export class JourneyType extends NodeInterface {
  @Field(() => String, {
    description:
      "The key of the journey: `j-` and a hash. Every store computes the same key from the same data, and the key does not reveal the customer.",
  })
  readonly key!: string;
  @Field(() => String, {
    nullable: true,
    description: "The journey key in the log; null if the log has none and the journey gap determined the journey.",
  })
  readonly name!: string | null;
  @Field(() => DateTime, { description: "Time of the first interaction." })
  readonly startedAt!: number;
  @Field(() => DateTime, { description: "Time of the last interaction." })
  readonly endedAt!: number;
  @Field(() => Int, { description: "Number of interactions." })
  readonly length!: number;
  @Field(() => Float, {
    nullable: true,
    description: "Sum of the known values, in the unit of the log; null if none is known.",
  })
  readonly value!: number | null;
}

export const JourneyConnection = connectionOf(
  "Journey",
  "journeys",
  () => JourneyType,
  "latest start first, and ties sorted by descending key",
);
