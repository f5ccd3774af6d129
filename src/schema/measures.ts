// Rates and means that several questions measure, with their intervals.
import { Field, Float, Int, ObjectType } from "type-graphql";
import type { IntervalResult } from "../questions/handoffs/result.js";
import type { ComparedMeanResult, MeasuredRateResult } from "../questions/touchpointPerformance/result.js";
import { IntervalType } from "./handoffs.js";
import { Duration } from "./shared/scalars.js";

@ObjectType("MeasuredRate", {
  simpleResolvers: true,
  description:
    "A rate: `count` divided by `of`. Its interval treats customers as clusters, because what one customer does several times tends to turn out alike.",
})
export class MeasuredRateType implements MeasuredRateResult {
  @Field(() => Int, { description: "The numerator of the rate." })
  readonly count!: number;
  @Field(() => Int, { description: "The denominator of the rate." })
  readonly of!: number;
  @Field(() => Float, { nullable: true, description: "`count` / `of`, from 0 to 1; null if `of` is 0." })
  readonly rate!: number | null;
  @Field(() => IntervalType, { nullable: true, description: "95 % confidence interval of `rate`; null if `of` is 0." })
  readonly interval!: IntervalResult | null;
  @Field(() => Int, { description: "Distinct customers of `count`." })
  readonly customers!: number;
  @Field(() => Int, { description: "Distinct customers of `of`." })
  readonly ofCustomers!: number;
}

@ObjectType("DurationInterval", {
  simpleResolvers: true,
  description: "A 95 % confidence interval of a difference of times.",
})
export class DurationIntervalType implements IntervalResult {
  @Field(() => Float, { description: "Lower end, in seconds." })
  readonly low!: number;
  @Field(() => Float, { description: "Upper end, in seconds." })
  readonly high!: number;
}

@ObjectType("ComparedMean", {
  simpleResolvers: true,
  description:
    "A mean time before and after a change. The interval treats customers as clusters. Differences are in seconds, because they can be negative.",
})
export class ComparedMeanType implements Omit<ComparedMeanResult, "difference" | "interval"> {
  @Field(() => Duration, { nullable: true, description: "Mean before the change; null if there is no such time." })
  readonly before!: number | null;
  @Field(() => Duration, { nullable: true, description: "Mean after the change; null if there is no such time." })
  readonly after!: number | null;
  @Field(() => Int, { description: "Number of times before the change." })
  readonly beforeCount!: number;
  @Field(() => Int, { description: "Number of times after the change." })
  readonly afterCount!: number;
  @Field(() => Float, {
    nullable: true,
    description: "`after` − `before`, in seconds; null if one of them is null.",
  })
  readonly difference!: number | null;
  @Field(() => DurationIntervalType, {
    nullable: true,
    description: "95 % confidence interval of `difference`; null if a side has fewer than two customers.",
  })
  readonly interval!: IntervalResult | null;
}
