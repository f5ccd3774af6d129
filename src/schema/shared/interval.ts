// The confidence interval of a share.
import { Field, Float, ObjectType } from "type-graphql";
import type { IntervalResult } from "../../questions/handoffs/result.js";

@ObjectType("Interval", {
  simpleResolvers: true,
  description: "A 95 % confidence interval of a share, or of the difference of two shares.",
})
export class IntervalType implements IntervalResult {
  @Field(() => Float, { description: "Lower end." })
  readonly low!: number;
  @Field(() => Float, { description: "Upper end." })
  readonly high!: number;
}
