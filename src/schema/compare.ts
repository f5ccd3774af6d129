// compareRoutes, compareTransitions, compareFunnel: does side B differ from side A?

import { ArgsType, Field, Float, InputType, Int, ObjectType } from "type-graphql";
import type { Label } from "../engine/terms.js";
import { DEFAULT_FIRST } from "../engine/totals.js";
import type { CompareFunnelParams } from "../questions/compare/funnel.js";
import type {
  ComparedFunnelStepResult,
  ComparedRateResult,
  ComparedRouteResult,
  ComparedSideResult,
  ComparedTotalsResult,
  ComparedTransitionResult,
  SideRateResult,
} from "../questions/compare/result.js";
import type { CompareRoutesParams } from "../questions/compare/routes.js";
import type { Sides } from "../questions/compare/sides.js";
import type { CompareTransitionsParams } from "../questions/compare/transitions.js";
import type { IntervalResult } from "../questions/handoffs/result.js";
import { DEFAULT_EDGES } from "../questions/transitions/plan.js";
import { AnswerType, JourneyCountsType } from "./answer.js";
import { asking, type LookedUp } from "./asking.js";
import { CommonRoutesArgs, READ_ROUTES } from "./commonRoutes.js";
import { SidePartEnum } from "./enums.js";
import { JourneyFilterInput } from "./filter.js";
import { FunnelMatchArgs, READ_MATCH } from "./funnel.js";
import { IntervalType } from "./handoffs.js";
import { RouteLabelType, TransitionEndType } from "./labels.js";
import { PathOptionsInput } from "./options.js";
import { READ_TRANSITIONS, TransitionsArgs } from "./transitions.js";

@InputType("CompareSide", {
  description: "One side of a comparison: a period, a segment, the journeys of a channel, or any other filter.",
})
export class CompareSideInput {
  @Field(() => String, {
    nullable: true,
    description: "Name of the side in the answer. Without it, the side is called A or B.",
  })
  readonly name?: string | null;
  @Field(() => JourneyFilterInput, {
    nullable: true,
    description:
      "Applies in addition to the question's own `filter`. Without it, the side has all journeys that pass that filter.",
  })
  readonly filter?: JourneyFilterInput | null;
}

@ObjectType("SideRate", {
  simpleResolvers: true,
  description: "The rate on one side: a count, and the number that it is a share of.",
})
export class SideRateType implements SideRateResult {
  @Field(() => Int, {
    description: "The count that the plain question gives with both the common filter and the filter of the side.",
  })
  readonly count!: number;
  @Field(() => Int, { description: "The number that `count` is a share of." })
  readonly of!: number;
  @Field(() => Float, { nullable: true, description: "`count` / `of`, from 0 to 1; null if `of` is 0." })
  readonly rate!: number | null;
  @Field(() => Int, { description: "Customers of `count`." })
  readonly customers!: number;
  @Field(() => Int, { description: "Customers of `of`." })
  readonly ofCustomers!: number;
}

@ObjectType("ComparedRate", {
  simpleResolvers: true,
  description:
    "A rate on both sides, and how certain their difference is. The interval and the test treat customers as clusters, because journeys of one customer resemble each other and a customer may be on both sides.",
})
export class ComparedRateType implements ComparedRateResult {
  @Field(() => SideRateType, { description: "Side A." })
  readonly a!: SideRateResult;
  @Field(() => SideRateType, { description: "Side B." })
  readonly b!: SideRateResult;
  @Field(() => Float, {
    nullable: true,
    description:
      "Rate of B − rate of A, from −1 to 1. Null if `of` is 0 on a side; `interval`, `excess` and `pValue` are then null too.",
  })
  readonly difference!: number | null;
  @Field(() => IntervalType, {
    nullable: true,
    description:
      "95 % interval of `difference`, with customers as clusters. Each interval is valid by itself: of many rows, about one in twenty has its true difference outside its interval.",
  })
  readonly interval!: IntervalResult | null;
  @Field(() => Float, {
    nullable: true,
    description: "`count` of B − rate of A × `of` of B: the count of B minus the count that B would have at A's rate.",
  })
  readonly excess!: number | null;
  @Field(() => Float, {
    nullable: true,
    description:
      "p-value of the two-sided score test of equal rates, with customers as clusters. Null if the row is not tested. That is the case if a side has fewer than 30 customers in `of`, or fewer than 20 effective customers (n²/Σn_c², which is small if a few customers make most of `of`), if both sides together have fewer than 30 customers in `count`, or if both rates are 1.",
  })
  readonly pValue!: number | null;
  @Field(() => Boolean, {
    description:
      "Whether the rates differ at a false discovery rate of 5 % over all tested rows, shown or not, and `interval` does not contain 0. It shows a difference, not its cause.",
  })
  readonly significant!: boolean;
}

@ObjectType("ComparedSide", { simpleResolvers: true, description: "Counts of the journeys on one side." })
export class ComparedSideType extends JourneyCountsType implements ComparedSideResult {
  @Field(() => String, { description: "Name of the step." })
  readonly name!: string;
}

@ObjectType("InBothSides", { simpleResolvers: true, description: "Journeys and customers on both sides." })
export class InBothSidesType {
  @Field(() => Int, { description: "Journeys on both sides. They count on each side." })
  readonly journeys!: number;
  @Field(() => Int, { description: "Customers with at least one journey on each side. It may be the same journey." })
  readonly customers!: number;
}

@ObjectType("ComparedTotals", { simpleResolvers: true, description: "Counts of the journeys behind a comparison." })
export class ComparedTotalsType implements ComparedTotalsResult {
  @Field(() => ComparedSideType, { description: "Side A." })
  readonly a!: ComparedSideType;
  @Field(() => ComparedSideType, { description: "Side B." })
  readonly b!: ComparedSideType;
  @Field(() => InBothSidesType, { description: "Journeys and customers on both sides." })
  readonly inBoth!: InBothSidesType;
}

const ORDER =
  "The first rows: tested rows first, then by the distance of `excess` from 0, then by the count on both sides, then by label.";

@ObjectType("ComparedRoute", { simpleResolvers: true, description: "A route that journeys took on at least one side." })
export class ComparedRouteType implements ComparedRouteResult {
  @Field(() => String, { description: "Names of the labels, joined by ` → `." })
  readonly label!: string;
  @Field(() => [RouteLabelType], { description: "The labels in order." })
  readonly steps!: readonly Label[];
  @Field(() => ComparedRateType, { description: "Journeys on the route, as a share of the side's `totals.counted`." })
  readonly share!: ComparedRateResult;
}

@ObjectType("CompareRoutes", { simpleResolvers: true, description: "The routes of two sides, side by side." })
export class CompareRoutesType {
  @Field(() => ComparedTotalsType, { description: "Counts of the journeys behind the answer." })
  readonly totals!: ComparedTotalsType;
  @Field(() => ComparedRateType, {
    description: "`totals.matureCompleted` / `totals.mature` of each side. It is tested apart from the routes.",
  })
  readonly completionRate!: ComparedRateResult;
  @Field(() => [ComparedRouteType], { description: ORDER })
  readonly routes!: readonly ComparedRouteType[];
  @Field(() => Int, { description: "Number of routes not shown." })
  readonly otherRoutes!: number;
  @Field(() => AnswerType, { description: "Metadata of the answer." })
  readonly answer!: AnswerType;
}

@ObjectType("ComparedTransition", {
  simpleResolvers: true,
  description: "A pair of labels that occurs on at least one side.",
})
export class ComparedTransitionType implements ComparedTransitionResult {
  @Field(() => TransitionEndType, { description: "The label that the transition leaves." })
  readonly from!: Label;
  @Field(() => TransitionEndType, { description: "The label that the transition reaches." })
  readonly to!: Label;
  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether the two labels are on different channels, including interactions sent by the brand; null at grains without a channel.",
  })
  readonly isHandoff!: boolean | null;
  @Field(() => ComparedRateType, {
    description:
      "Occurrences of the pair, as a share of all exits of `from`, including END. With EVENTUALLY: journeys with the pair, as a share of those that contain `from`.",
  })
  readonly probability!: ComparedRateResult;
}

@ObjectType("CompareTransitions", { simpleResolvers: true, description: "What comes next on two sides, side by side." })
export class CompareTransitionsType {
  @Field(() => ComparedTotalsType, {
    description:
      "Counts of the journeys behind the comparison. All journeys with something left are matched, completed and counted.",
  })
  readonly totals!: ComparedTotalsType;
  @Field(() => [ComparedTransitionType], { description: ORDER })
  readonly edges!: readonly ComparedTransitionType[];
  @Field(() => Int, { description: "Number of pairs not shown." })
  readonly otherEdges!: number;
  @Field(() => AnswerType, { description: "Metadata of the answer." })
  readonly answer!: AnswerType;
}

@ObjectType("ComparedFunnelStep", {
  simpleResolvers: true,
  description:
    "One step of a funnel on both sides. The Benjamini–Hochberg procedure covers all steps together, separately for each share.",
})
export class ComparedFunnelStepType implements ComparedFunnelStepResult {
  @Field(() => Int, { description: "Number of the step, from 1." })
  readonly step!: number;
  @Field(() => String, { description: "Name of the step." })
  readonly name!: string;
  @Field(() => Boolean, { description: "Whether the step is optional." })
  readonly isOptional!: boolean;
  @Field(() => ComparedRateType, {
    description: "Journeys that completed the step, as a share of those that completed the first step.",
  })
  readonly shareOfFirst!: ComparedRateResult;
  @Field(() => ComparedRateType, {
    description: "Journeys that completed the step, as a share of those that entered it.",
  })
  readonly shareOfPrevious!: ComparedRateResult;
  @Field(() => ComparedRateType, {
    description: "Journeys that completed the step, as a share of all journeys on the side.",
  })
  readonly shareOfAll!: ComparedRateResult;
  @Field(() => ComparedRateType, {
    description:
      "Mature journeys that completed the step, as a share of all mature journeys. Young journeys do not lower the rate of a side.",
  })
  readonly completionRate!: ComparedRateResult;
}

@ObjectType("CompareFunnel", { simpleResolvers: true, description: "A funnel on two sides, side by side." })
export class CompareFunnelType {
  @Field(() => ComparedTotalsType, {
    description:
      "Counts of the journeys behind the answer. `matched` journeys have the first step in their match, `completed` journeys the last.",
  })
  readonly totals!: ComparedTotalsType;
  @Field(() => [ComparedFunnelStepType], { description: "The steps, in order." })
  readonly steps!: readonly ComparedFunnelStepType[];
  @Field(() => AnswerType, { description: "Metadata of the answer." })
  readonly answer!: AnswerType;
}

const A = { description: "The side to compare with." } as const;
const B = { description: "The side that is compared. Differences are B − A. It may overlap A." } as const;

/** The two sides, whose filters are looked up first. */
const READ_SIDES = {
  a: ({ name }: CompareSideInput, _: string, { a }: LookedUp): Sides["a"] => ({ name: name ?? "A", filter: a }),
  b: ({ name }: CompareSideInput, _: string, { b }: LookedUp): Sides["b"] => ({ name: name ?? "B", filter: b }),
};
// A rate has one reference for `count` and one for `of`. Journeys on both sides have nested references
// (resolvers/behind.ts).
const OPENS = [{ type: ComparedSideType, parts: SidePartEnum, otherwise: "COUNTED" }];

@ArgsType()
export class CompareRoutesArgs extends CommonRoutesArgs {
  @Field(() => CompareSideInput, A)
  readonly a!: CompareSideInput;
  @Field(() => CompareSideInput, B)
  readonly b!: CompareSideInput;
}

export const compareRoutes = asking<CompareRoutesArgs, CompareRoutesParams>({
  type: CompareRoutesType,
  description:
    "Do customers take other routes on side B than on side A, and do they reach the target as often? Applies `commonRoutes` to both sides. A side is a period, a segment, or any other filter.",
  args: CompareRoutesArgs,
  read: { ...READ_ROUTES, ...READ_SIDES },
  rows: ({ first }) => first ?? DEFAULT_FIRST,
  opens: OPENS,
});

@ArgsType()
export class CompareTransitionsArgs extends TransitionsArgs {
  @Field(() => CompareSideInput, A)
  readonly a!: CompareSideInput;
  @Field(() => CompareSideInput, B)
  readonly b!: CompareSideInput;
}

export const compareTransitions = asking<CompareTransitionsArgs, CompareTransitionsParams>({
  type: CompareTransitionsType,
  description: "Do journeys continue differently on side B than on side A? Applies `transitions` to both sides.",
  args: CompareTransitionsArgs,
  read: { ...READ_TRANSITIONS, ...READ_SIDES },
  rows: ({ first }) => first ?? DEFAULT_EDGES,
  opens: OPENS,
});

@ArgsType()
export class CompareFunnelArgs extends FunnelMatchArgs {
  @Field(() => PathOptionsInput, {
    nullable: true,
    description: "Uses `hide`. The other options do not apply and are refused unless they have their default value.",
  })
  override readonly options?: PathOptionsInput | null;
  @Field(() => CompareSideInput, A)
  readonly a!: CompareSideInput;
  @Field(() => CompareSideInput, B)
  readonly b!: CompareSideInput;
}

export const compareFunnel = asking<CompareFunnelArgs, CompareFunnelParams>({
  type: CompareFunnelType,
  description:
    "Do fewer journeys get through the steps on side B than on side A, and where are they lost? Applies `funnel` to both sides.",
  args: CompareFunnelArgs,
  read: { ...READ_MATCH, ...READ_SIDES },
  rows: ({ steps }) => steps.length,
  opens: OPENS,
});
