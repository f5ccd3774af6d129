// Segments of customers, and what is given to declare them.
import { Field, InputType, ObjectType } from "type-graphql";
import type { Segment, SegmentRule } from "../model/segment.js";
import { JourneyFilterInput } from "./filter.js";
import { NodeInterface } from "./node.js";
import { Json } from "./scalars.js";

@ObjectType("Segment", {
  simpleResolvers: true,
  implements: NodeInterface,
  description:
    "A set of customers: listed, with its members named, or ruled by a JourneyFilter. A rule holds for a customer of whom any one journey passes it.",
})
export class SegmentType extends NodeInterface implements Segment {
  @Field(() => String, { description: "Its key." })
  readonly key!: string;
  @Field(() => String, { description: "The name to show." })
  readonly name!: string;
  @Field(() => String, { nullable: true, description: "What the segment is for." })
  readonly description!: string | null;
  @Field(() => Json, { nullable: true, description: "In the shape of a JourneyFilter; null if the segment is listed." })
  readonly rule!: SegmentRule | null;
}

@InputType("SegmentInput", {
  description: "A segment to declare or to change; what is left out stays. Either `rule` or `customers`.",
})
export class SegmentInput {
  @Field(() => String, { description: "Its key; one that is new comes into being." })
  readonly key!: string;
  @Field(() => String, { nullable: true, description: "The name to show; without it the key." })
  readonly name?: string | null;
  @Field(() => String, { nullable: true, description: "What the segment is for." })
  readonly description?: string | null;
  @Field(() => JourneyFilterInput, {
    nullable: true,
    description:
      "Makes it ruled: customers of whom any one journey passes this. `startedWithin` counts from the newest interaction, so that a rule moves with the data. A rule may name listed segments only.",
  })
  readonly rule?: JourneyFilterInput | null;
  @Field(() => [String], {
    nullable: true,
    description: "Makes it listed: its members are exactly these customers, by key; at most 10,000.",
  })
  readonly customers?: string[] | null;
}
