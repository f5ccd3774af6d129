// compareRoutes, compareTransitions, compareFunnel: is it different on side B than on side A?

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
  description: "One side of a comparison: a period, a segment, a channel's journeys, whatever a filter can say.",
})
export class CompareSideInput {
  @Field(() => String, { nullable: true, description: "What the answer calls it; without it, A or B." })
  readonly name?: string | null;
  @Field(() => JourneyFilterInput, {
    nullable: true,
    description: "Narrows what the question's own `filter` leaves; without it the side is all of that.",
  })
  readonly filter?: JourneyFilterInput | null;
}

@ObjectType("SideRate", { simpleResolvers: true, description: "What one side counts, and what it is a share of." })
export class SideRateType implements SideRateResult {
  @Field(() => Int, { description: "As the plain question counts under both filters, the common one and the side's." })
  readonly count!: number;
  @Field(() => Int, { description: "What `count` is a share of." })
  readonly of!: number;
  @Field(() => Float, { nullable: true, description: "`count` / `of`, from 0 to 1; null over nothing." })
  readonly rate!: number | null;
  @Field(() => Int, { description: "Customers of what is in `count`." })
  readonly customers!: number;
  @Field(() => Int, { description: "Customers of what is in `of`." })
  readonly ofCustomers!: number;
}

@ObjectType("ComparedRate", {
  simpleResolvers: true,
  description:
    "A rate on both sides, and how sure their difference is. Customers are the unit: they resemble themselves, and one may be on both sides; the interval and the test allow for both.",
})
export class ComparedRateType implements ComparedRateResult {
  @Field(() => SideRateType, { description: "On side A." })
  readonly a!: SideRateResult;
  @Field(() => SideRateType, { description: "On side B." })
  readonly b!: SideRateResult;
  @Field(() => Float, {
    nullable: true,
    description: "Rate of B − rate of A, from −1 to 1; null where a side has nothing to count in, like what follows.",
  })
  readonly difference!: number | null;
  @Field(() => IntervalType, {
    nullable: true,
    description:
      "95 % interval of `difference`, with customers as clusters. Each row's holds by itself: of many rows, one in twenty is outside of its own.",
  })
  readonly interval!: IntervalResult | null;
  @Field(() => Float, {
    nullable: true,
    description: "`count` of B − A's rate × `of` of B: how many more B has than it would have at A's rate.",
  })
  readonly excess!: number | null;
  @Field(() => Float, {
    nullable: true,
    description:
      "Of the two-sided score test of equal rates, with customers as clusters. Null where it is not tested: a side has fewer than 30 customers in `of` or fewer than 20 effective customers (n²/Σn_c², which is small where a few customers make most of `of`), the two together fewer than 30 in `count`, or both rates are 1.",
  })
  readonly pValue!: number | null;
  @Field(() => Boolean, {
    description:
      "Whether the rates differ, at a false discovery rate of 5 % over all tested rows, shown or not, with 0 outside of `interval`. Different, not why.",
  })
  readonly significant!: boolean;
}

@ObjectType("ComparedSide", { simpleResolvers: true, description: "How many journeys a side is." })
export class ComparedSideType extends JourneyCountsType implements ComparedSideResult {
  @Field(() => String, { description: "What it is called." })
  readonly name!: string;
}

@ObjectType("InBothSides", { simpleResolvers: true, description: "What is on both sides." })
export class InBothSidesType {
  @Field(() => Int, { description: "Journeys that are on both sides; they count on each." })
  readonly journeys!: number;
  @Field(() => Int, { description: "Customers with a journey on each side, the same or another." })
  readonly customers!: number;
}

@ObjectType("ComparedTotals", { simpleResolvers: true, description: "How many journeys a comparison is about." })
export class ComparedTotalsType implements ComparedTotalsResult {
  @Field(() => ComparedSideType, { description: "On side A." })
  readonly a!: ComparedSideType;
  @Field(() => ComparedSideType, { description: "On side B." })
  readonly b!: ComparedSideType;
  @Field(() => InBothSidesType, { description: "On both." })
  readonly inBoth!: InBothSidesType;
}

const ORDER =
  "Tested rows first, then by how far `excess` is from 0, then by the count on both sides, then by label; the first of them.";

@ObjectType("ComparedRoute", { simpleResolvers: true, description: "A route that either side took." })
export class ComparedRouteType implements ComparedRouteResult {
  @Field(() => String, { description: "The labels' names, joined by ` → `." })
  readonly label!: string;
  @Field(() => [RouteLabelType], { description: "The labels in order." })
  readonly steps!: readonly Label[];
  @Field(() => ComparedRateType, { description: "Journeys that took it, of the side's `totals.counted`." })
  readonly share!: ComparedRateResult;
}

@ObjectType("CompareRoutes", { simpleResolvers: true, description: "The routes of two sides, side by side." })
export class CompareRoutesType {
  @Field(() => ComparedTotalsType, { description: "How many journeys this is about." })
  readonly totals!: ComparedTotalsType;
  @Field(() => ComparedRateType, {
    description: "`totals.matureCompleted` of `totals.mature`. It is tested by itself.",
  })
  readonly completionRate!: ComparedRateResult;
  @Field(() => [ComparedRouteType], { description: ORDER })
  readonly routes!: readonly ComparedRouteType[];
  @Field(() => Int, { description: "Routes that are not shown." })
  readonly otherRoutes!: number;
  @Field(() => AnswerType, { description: "What the answer says of itself." })
  readonly answer!: AnswerType;
}

@ObjectType("ComparedTransition", { simpleResolvers: true, description: "A pair of labels that either side has." })
export class ComparedTransitionType implements ComparedTransitionResult {
  @Field(() => TransitionEndType, { description: "The label left." })
  readonly from!: Label;
  @Field(() => TransitionEndType, { description: "The label reached." })
  readonly to!: Label;
  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether the two labels are on two channels, brand-sent included; null at grains that have no channel.",
  })
  readonly isHandoff!: boolean | null;
  @Field(() => ComparedRateType, {
    description:
      "How often the pair occurs, of all exits of `from`, END included; EVENTUALLY journeys, of those that have `from`.",
  })
  readonly probability!: ComparedRateResult;
}

@ObjectType("CompareTransitions", { simpleResolvers: true, description: "What comes next on two sides, side by side." })
export class CompareTransitionsType {
  @Field(() => ComparedTotalsType, {
    description: "How many journeys this is about: all with something left are matched, completed and counted.",
  })
  readonly totals!: ComparedTotalsType;
  @Field(() => [ComparedTransitionType], { description: ORDER })
  readonly edges!: readonly ComparedTransitionType[];
  @Field(() => Int, { description: "Pairs that are not shown." })
  readonly otherEdges!: number;
  @Field(() => AnswerType, { description: "What the answer says of itself." })
  readonly answer!: AnswerType;
}

@ObjectType("ComparedFunnelStep", {
  simpleResolvers: true,
  description: "One step of a funnel on both sides. Each share is judged with the same share of the other steps.",
})
export class ComparedFunnelStepType implements ComparedFunnelStepResult {
  @Field(() => Int, { description: "Its number, from 1." })
  readonly step!: number;
  @Field(() => String, { description: "What it is called." })
  readonly name!: string;
  @Field(() => Boolean, { description: "Whether it is optional." })
  readonly isOptional!: boolean;
  @Field(() => ComparedRateType, { description: "Journeys that completed it, of those that completed the first step." })
  readonly shareOfFirst!: ComparedRateResult;
  @Field(() => ComparedRateType, { description: "Journeys that completed it, of those that entered it." })
  readonly shareOfPrevious!: ComparedRateResult;
  @Field(() => ComparedRateType, { description: "Journeys that completed it, of all on the side." })
  readonly shareOfAll!: ComparedRateResult;
  @Field(() => ComparedRateType, {
    description: "Mature journeys that completed it, of the mature: young journeys do not make a side look worse.",
  })
  readonly completionRate!: ComparedRateResult;
}

@ObjectType("CompareFunnel", { simpleResolvers: true, description: "A funnel on two sides, side by side." })
export class CompareFunnelType {
  @Field(() => ComparedTotalsType, {
    description: "How many journeys this is about: `matched` meet the first step, `completed` the last.",
  })
  readonly totals!: ComparedTotalsType;
  @Field(() => [ComparedFunnelStepType], { description: "The steps, in order." })
  readonly steps!: readonly ComparedFunnelStepType[];
  @Field(() => AnswerType, { description: "What the answer says of itself." })
  readonly answer!: AnswerType;
}

const A = { description: "What is compared with." } as const;
const B = { description: "What is compared: differences are B − A. It may overlap A." } as const;

/** The two sides, whose filters are looked up first. */
const READ_SIDES = {
  a: ({ name }: CompareSideInput, _: string, { a }: LookedUp): Sides["a"] => ({ name: name ?? "A", filter: a }),
  b: ({ name }: CompareSideInput, _: string, { b }: LookedUp): Sides["b"] => ({ name: name ?? "B", filter: b }),
};
// A rate names its journeys by its count and by what it is a share of, and what both sides have names rows within rows:
// resolvers/behind.ts.
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
    "Do customers take other routes on side B than on side A, and get there as often? `commonRoutes` on either side: periods, segments, whatever filters can say.",
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
  description: "Do journeys go on otherwise on side B than on side A? `transitions` on either side.",
  args: CompareTransitionsArgs,
  read: { ...READ_TRANSITIONS, ...READ_SIDES },
  rows: ({ first }) => first ?? DEFAULT_EDGES,
  opens: OPENS,
});

@ArgsType()
export class CompareFunnelArgs extends FunnelMatchArgs {
  @Field(() => PathOptionsInput, {
    nullable: true,
    description: "`hide`; the others do not apply and are refused unless left at their default.",
  })
  override readonly options?: PathOptionsInput | null;
  @Field(() => CompareSideInput, A)
  readonly a!: CompareSideInput;
  @Field(() => CompareSideInput, B)
  readonly b!: CompareSideInput;
}

export const compareFunnel = asking<CompareFunnelArgs, CompareFunnelParams>({
  type: CompareFunnelType,
  description: "Do fewer journeys get through the steps on side B than on side A, and where? `funnel` on either side.",
  args: CompareFunnelArgs,
  read: { ...READ_MATCH, ...READ_SIDES },
  rows: ({ steps }) => steps.length,
  opens: OPENS,
});
