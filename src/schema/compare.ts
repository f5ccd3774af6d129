// compareRoutes, compareTransitions, compareFunnel: does side B differ from side A?
import { Field, Float, InputType, Int, ObjectType } from "type-graphql";
import type {
  ComparedRateResult,
  ComparedSideResult,
  ComparedTotalsResult,
  SideRateResult,
} from "../questions/compare/result.js";
import type { Sides } from "../questions/compare/sides.js";
import type { IntervalResult } from "../questions/handoffs/result.js";
import type { LookedUp } from "./asking/asking.js";
import { JourneyCountsType } from "./shared/answer.js";
import { JourneyFilterInput } from "./shared/filter.js";
import { IntervalType } from "./shared/interval.js";
import { SidePartEnum } from "./shared/partEnums.js";

@InputType("CompareSide", {
  description: "One side of a comparison: a period, a segment, the journeys of a channel, or any other filter.",
})
export class CompareSideInput {
  @Field(() => String, {
    nullable: true,
    description: "Name of the side in the answer. If omitted, the name is A or B.",
  })
  readonly name?: string | null;
  @Field(() => JourneyFilterInput, {
    nullable: true,
    description:
      "Selects the journeys of the side among those that satisfy the question's own `filter`. If omitted, the side has all of these journeys.",
  })
  readonly filter?: JourneyFilterInput | null;
}

@ObjectType("SideRate", {
  simpleResolvers: true,
  description: "The rate on one side: `count` divided by `of`.",
})
export class SideRateType implements SideRateResult {
  @Field(() => Int, {
    description:
      "The numerator of the rate. The same question without a comparison gives the same count if its filter combines the common `filter` and the filter of the side.",
  })
  readonly count!: number;
  @Field(() => Int, { description: "The denominator of the rate." })
  readonly of!: number;
  @Field(() => Float, { nullable: true, description: "`count` / `of`, from 0 to 1; null if `of` is 0." })
  readonly rate!: number | null;
  @Field(() => Int, { description: "Distinct customers of the journeys in `count`." })
  readonly customers!: number;
  @Field(() => Int, { description: "Distinct customers of the journeys in `of`." })
  readonly ofCustomers!: number;
}

@ObjectType("ComparedRate", {
  simpleResolvers: true,
  description:
    "A rate on side A and on side B, and how certain the difference is. Journeys of one customer tend to resemble each other, and a customer may be on both sides. The interval and the test therefore treat customers as clusters.",
})
export class ComparedRateType implements ComparedRateResult {
  @Field(() => SideRateType, { description: "Side A." })
  readonly a!: SideRateResult;
  @Field(() => SideRateType, { description: "Side B." })
  readonly b!: SideRateResult;
  @Field(() => Float, {
    nullable: true,
    description:
      "The rate of B minus the rate of A, from −1 to 1. If `of` is 0 on a side, this field is null, as are `interval`, `excess` and `pValue`.",
  })
  readonly difference!: number | null;
  @Field(() => IntervalType, {
    nullable: true,
    description:
      "95 % confidence interval of `difference`, with customers as clusters. The confidence applies to each row alone: among many rows, about one in twenty has a true difference outside its interval.",
  })
  readonly interval!: IntervalResult | null;
  @Field(() => Float, {
    nullable: true,
    description: "How much larger `count` of B is than it would be at the rate of A: `b.count` − `a.rate` × `b.of`.",
  })
  readonly excess!: number | null;
  @Field(() => Float, {
    nullable: true,
    description:
      "p-value of the hypothesis that the two rates are equal. It comes from a two-sided score test with customers as clusters. Null if the row is not tested. A row is tested if each side has at least 30 customers and at least 20 effective customers in `of`, if the two sides together have at least 30 customers in `count`, and if at least one rate is below 1. The number of effective customers is n²/Σn_c², where n is `of`, and n_c is the number that customer c contributes to `of`. It is small if a few customers contribute most of `of`.",
  })
  readonly pValue!: number | null;
  @Field(() => Boolean, {
    description:
      "Whether the rates differ significantly. This has two conditions: the row is selected at a false discovery rate of 5 % among all tested rows, whether they are shown or not, and `interval` does not contain 0. A significant difference says nothing about its cause.",
  })
  readonly significant!: boolean;
}

@ObjectType("ComparedSide", { simpleResolvers: true, description: "Counts of the journeys on one side." })
export class ComparedSideType extends JourneyCountsType implements ComparedSideResult {
  @Field(() => String, { description: "Name of the side." })
  readonly name!: string;
}

@ObjectType("InBothSides", {
  simpleResolvers: true,
  description: "Counts of the journeys and customers that belong to both sides.",
})
export class InBothSidesType {
  @Field(() => Int, { description: "Journeys that belong to both sides. Each side counts them." })
  readonly journeys!: number;
  @Field(() => Int, {
    description:
      "Customers with at least one journey on each side. A single journey that belongs to both sides is enough.",
  })
  readonly customers!: number;
}

@ObjectType("ComparedTotals", {
  simpleResolvers: true,
  description: "Counts of the journeys that a comparison is based on.",
})
export class ComparedTotalsType implements ComparedTotalsResult {
  @Field(() => ComparedSideType, { description: "Side A." })
  readonly a!: ComparedSideType;
  @Field(() => ComparedSideType, { description: "Side B." })
  readonly b!: ComparedSideType;
  @Field(() => InBothSidesType, { description: "Counts of the journeys and customers that belong to both sides." })
  readonly inBoth!: InBothSidesType;
}

export const ORDER =
  "The rows of the answer, at most `first` of them. Tested rows come before the others. Both groups are in the same order: by the absolute value of `excess` (largest first), then by the count on both sides together (largest first), then by label.";

export const SIDE_A = { description: "The side that B is compared with." } as const;
export const SIDE_B = {
  description:
    "The side to compare with A. Every difference is the number of B minus the number of A. The two sides may overlap.",
} as const;

/** Readers of the two sides. Their filters are looked up before they are read. */
export const READ_SIDES = {
  a: ({ name }: CompareSideInput, _: string, { a }: LookedUp): Sides["a"] => ({ name: name ?? "A", filter: a }),
  b: ({ name }: CompareSideInput, _: string, { b }: LookedUp): Sides["b"] => ({ name: name ?? "B", filter: b }),
};
// A rate has two references: for `count` and for `of`. Their resolvers, and that of the reference to journeys on both
// sides, are in resolvers/behind.ts.
export const OPENS = [{ type: ComparedSideType, parts: SidePartEnum, otherwise: "COUNTED" }];
