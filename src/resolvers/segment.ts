// Segments: reads, membership and changes.
import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import type { CustomerHistory } from "../model/journey.js";
import type { Segment } from "../model/segment.js";
import { givenAttributes } from "../model/segment.js";
import { CustomerConnection, CustomerType } from "../schema/customer.js";
import { SegmentInput, SegmentType } from "../schema/segment.js";
import { ListArgs, PageArgs, SearchArgs } from "../schema/shared/pages.js";
import { Json } from "../schema/shared/scalars.js";
import { foundIn, partOf } from "../service/page.js";
import { changed } from "./changes.js";
import type { Context } from "./context.js";

@Resolver(() => SegmentType)
export class SegmentResolver {
  @Query(() => [SegmentType], { description: "All segments, sorted by key." })
  async segments(@Ctx() { service }: Context, @Args(() => SearchArgs) list: SearchArgs) {
    return foundIn(await service.segments.all(), list);
  }

  @FieldResolver(() => Int, { description: "Number of customers in the segment." })
  size(@Ctx() { service, scope }: Context, @Root() segment: Segment) {
    return service.segments.size(segment, scope.signal);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      "Says what is wrong with the rule: it contains names that no longer exist, for example because an import was undone, or no customer matches it. Names that no longer exist match nothing. Null if nothing is wrong, or if the segment is listed.",
  })
  problem(@Ctx() { service, scope }: Context, @Root() segment: Segment) {
    return service.segments.problem(segment, scope.signal);
  }

  @FieldResolver(() => CustomerConnection, { description: "Customers in the segment, most recently added first." })
  customers(@Ctx() { service, scope }: Context, @Root() segment: Segment, @Args(() => PageArgs) page: PageArgs) {
    return service.segments.members(segment.key, "segments", page, scope.signal);
  }

  @Mutation(() => [SegmentType], {
    description: "Declares or changes segments. Returns them in the given order.",
  })
  upsertSegments(
    @Ctx() context: Context,
    @Arg("segments", () => [SegmentInput], { description: "The segments." })
    segments: SegmentInput[],
  ) {
    return changed(context, ({ changes }) => changes.segments.upsert(segments, context.scope.signal));
  }

  @Mutation(() => Boolean, {
    description: "Removes a segment. Its customers are kept. Returns false if there is no segment with this key.",
  })
  removeSegment(@Ctx() context: Context, @Arg("key", () => String, { description: "The segment's key." }) key: string) {
    return changed(context, ({ changes }) => changes.segments.remove(key));
  }
}

@Resolver(() => CustomerType)
export class CustomerSegmentsResolver {
  @FieldResolver(() => [SegmentType], { description: "Segments the customer belongs to, sorted by key." })
  async segments(
    @Ctx() { service, scope }: Context,
    @Root() customer: CustomerHistory,
    @Args(() => ListArgs) list: ListArgs,
  ) {
    return partOf(await service.segments.ofCustomer(customer, scope.signal), list);
  }

  @FieldResolver(() => Json, {
    description:
      "The customer's attributes, as a JSON object whose values are strings. `JourneyFilter.attributes` filters by attributes.",
  })
  attributes(@Root() { attributes }: CustomerHistory) {
    return givenAttributes(attributes);
  }
}
