// A journey of the graph.
import { Field, Float, Int, ObjectType } from "type-graphql";
import { connectionOf } from "./connection.js";
import { NodeInterface } from "./node.js";
import { DateTime } from "./scalars.js";

@ObjectType("Journey", {
  simpleResolvers: true,
  implements: NodeInterface,
  description:
    "The interactions of one customer that belong together, in order of time: all that have the same journey key, or those without a key between two gaps longer than the journey gap.",
})
export class JourneyType extends NodeInterface {
  @Field(() => String, {
    description: "`j-` and a hash. It is the same on every store and does not reveal the customer.",
  })
  readonly key!: string;
  @Field(() => String, {
    nullable: true,
    description: "The journey key in the log; null if the journey has none and was split off by the gap.",
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
  "latest start first, then by key in descending order",
);
