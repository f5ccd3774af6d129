// Segments of customers, and the inputs that declare them.
import { Field, InputType, ObjectType } from "type-graphql";
import type { Segment, SegmentRule } from "../model/segment.js";
import { JourneyFilterInput } from "./filter.js";
import { NodeInterface } from "./node.js";
import { HasMembers } from "./rules.js";
import { Json } from "./scalars.js";

/** The largest number of members in one call, because they are held in memory. */
const MAX_MEMBERS = 10_000;

@ObjectType("Segment", {
  simpleResolvers: true,
  implements: NodeInterface,
  description:
    "A set of customers. A listed segment names its members. A ruled segment has a JourneyFilter: a customer belongs to it if at least one of their journeys passes the rule.",
})
export class SegmentType extends NodeInterface implements Segment {
  @Field(() => String, { description: "The key." })
  readonly key!: string;
  @Field(() => String, { description: "The display name." })
  readonly name!: string;
  @Field(() => String, { nullable: true, description: "What the segment is for." })
  readonly description!: string | null;
  @Field(() => Json, {
    nullable: true,
    description: "The rule, in the form of a JourneyFilter; null if the segment is listed.",
  })
  readonly rule!: SegmentRule | null;
}

@InputType("SegmentInput", {
  description:
    "A segment to declare or to change. A field that is left out stays as it is. Give either `rule` or `customers`.",
})
export class SegmentInput {
  @Field(() => String, { description: "The key. A new key creates a segment." })
  readonly key!: string;
  @Field(() => String, { nullable: true, description: "The display name. Without it, the key is shown." })
  readonly name?: string | null;
  @Field(() => String, { nullable: true, description: "What the segment is for." })
  readonly description?: string | null;
  @Field(() => JourneyFilterInput, {
    nullable: true,
    description:
      "Makes the segment ruled: a customer belongs to it if at least one of their journeys passes this filter. `startedWithin` counts back from the newest interaction, so the segment changes as newer data arrive. A rule may name listed segments only.",
  })
  readonly rule?: JourneyFilterInput | null;
  @Field(() => [String], {
    nullable: true,
    description: "Makes the segment listed: its members are exactly these customers, by key. At most 10,000.",
  })
  @HasMembers(0, MAX_MEMBERS, "Give at most 10,000, or a rule.")
  readonly customers?: string[] | null;
}
