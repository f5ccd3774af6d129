// The groups of the breakdown of handoffs.
import { Field, Float, Int, ObjectType } from "type-graphql";
import type { Label } from "../engine/terms.js";
import type {
  HandoffCountsResult,
  HandoffGroupCounts,
  HandoffGroupPairResult,
  IntervalResult,
} from "../questions/handoffs/result.js";
import { GroupType } from "./shared/breakdown.js";
import { IntervalType } from "./shared/interval.js";
import { TransitionEndType } from "./shared/labels.js";

@ObjectType("HandoffCounts", {
  simpleResolvers: true,
  description: "Counts of handoffs, without a comparison with others.",
})
export class HandoffCountsType implements HandoffCountsResult {
  @Field(() => Int, { description: "Handoffs: observed ones, and attempts that never arrived." })
  readonly count!: number;
  @Field(() => Int, { description: "Observed handoffs: changes from one episode to the next." })
  readonly observed!: number;
  @Field(() => Int, { description: "Journeys with at least one of these handoffs." })
  readonly journeys!: number;
  @Field(() => Int, { description: "Distinct customers of these journeys." })
  readonly customers!: number;
  @Field(() => Int, { description: "Pending handoffs: those that are not settled yet." })
  readonly pending!: number;
  @Field(() => Int, { description: "Settled handoffs: `count` − `pending`." })
  readonly settled!: number;
  @Field(() => Int, {
    description: "Settled handoffs to which at least one of `failureReasons` applies. Each handoff counts once.",
  })
  readonly failed!: number;
  @Field(() => Int, { description: "Journeys with at least one of these handoffs that failed." })
  readonly failedJourneys!: number;
  @Field(() => Int, { description: "Customers with at least one of these handoffs that failed." })
  readonly failedCustomers!: number;
  @Field(() => Float, { nullable: true, description: "`failed` / `settled`, from 0 to 1; null if `settled` is 0." })
  readonly failRate!: number | null;
  @Field(() => IntervalType, {
    nullable: true,
    description:
      "95 % confidence interval of the fail rate, computed as for `Handoff.failRateInterval`; null if `settled` is 0.",
  })
  readonly failRateInterval!: IntervalResult | null;
}

@ObjectType("HandoffGroupPair", {
  simpleResolvers: true,
  description: "The handoffs of one pair of channels or touchpoints in one group of a breakdown.",
})
export class HandoffGroupPairType extends HandoffCountsType implements HandoffGroupPairResult {
  @Field(() => TransitionEndType, { description: "The channel or touchpoint that the handoff leaves." })
  readonly from!: Label;
  @Field(() => TransitionEndType, {
    description: "The channel or touchpoint that the handoff reaches, or was meant to reach.",
  })
  readonly to!: Label;
}

@ObjectType("HandoffGroup", {
  simpleResolvers: true,
  description:
    "The handoffs of a group of the breakdown. Groups have fail rates with intervals. They are not ranked and not tested, because with a test for every pair and group, many would be called significant by chance.",
})
export class HandoffGroupType extends GroupType implements HandoffGroupCounts {
  @Field(() => HandoffCountsType, { description: "Counts of all handoffs of the group." })
  readonly totals!: HandoffCountsType;
  @Field(() => [HandoffGroupPairType], {
    description: "The pairs that the answer shows, in the same order, without those that do not occur in the group.",
  })
  readonly handoffs!: readonly HandoffGroupPairType[];
}
