// A journey of the graph.
import { Field, Float, Int, ObjectType } from "type-graphql";
import { connectionOf } from "./connection.js";
import { NodeInterface } from "./node.js";
import { DateTime } from "./scalars.js";

@ObjectType("Journey", {
  simpleResolvers: true,
  implements: NodeInterface,
  description:
    "The touchpoints one customer meets, in time order: all interactions that bear one journey key, or those without a key between two gaps longer than the journey gap.",
})
export class JourneyType extends NodeInterface {
  @Field(() => String, { description: "`j-` and a hash; equal on every store, and it does not show the customer." })
  readonly key!: string;
  @Field(() => String, {
    nullable: true,
    description: "The journey key the log gave; null where the journey was split off by the gap.",
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
    description: "Sum of the known values, in the log's own unit; null if none is known.",
  })
  readonly value!: number | null;
}

export const JourneyConnection = connectionOf(
  "Journey",
  "journeys",
  () => JourneyType,
  "the latest start first, then by key, descending",
);
