// Segments of customers, and the inputs that declare them.
import { Field, InputType, ObjectType } from "type-graphql";
import type { Segment, SegmentRule } from "../model/segment.js";
import { JourneyFilterInput } from "./shared/filter.js";
import { NodeInterface } from "./shared/node.js";
import { HasMembers } from "./shared/rules.js";
import { Json } from "./shared/scalars.js";

/** The largest number of members in one call, because they are held in memory. */
const MAX_MEMBERS = 10_000;

@ObjectType("Segment", {
  simpleResolvers: true,
  implements: NodeInterface,
  description:
    "A set of customers. A listed segment names its members. A ruled segment is defined by a JourneyFilter: a customer is a member if at least one of the customer's journeys satisfies the filter.",
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
    "Declares or changes a segment. A field that is omitted keeps its value. Set either `rule` or `customers`, but not both.",
})
export class SegmentInput {
  @Field(() => String, { description: "The key. A new key creates a segment." })
  readonly key!: string;
  @Field(() => String, { nullable: true, description: "The display name. If omitted, the key is shown." })
  readonly name?: string | null;
  @Field(() => String, { nullable: true, description: "What the segment is for." })
  readonly description?: string | null;
  @Field(() => JourneyFilterInput, {
    nullable: true,
    description:
      "Makes the segment a ruled one: a customer is a member if at least one of the customer's journeys satisfies this filter. `startedWithin` counts back from the newest interaction of the store, so the members change as newer data arrive. A rule may name listed segments, but no ruled ones.",
  })
  readonly rule?: JourneyFilterInput | null;
  @Field(() => [String], {
    nullable: true,
    description:
      "Makes the segment a listed one: its members are exactly the customers with these keys, at most 10,000.",
  })
  @HasMembers(0, MAX_MEMBERS, "Give at most 10,000, or a rule.")
  readonly customers?: string[] | null;
}
