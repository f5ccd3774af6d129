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
import { asking, type LookedUp } from "./asking/asking.js";
import { CommonRoutesArgs, READ_ROUTES } from "./commonRoutes.js";
import { FunnelMatchArgs, READ_MATCH } from "./funnel.js";
import { IntervalType } from "./handoffs.js";
import { AnswerType, JourneyCountsType } from "./shared/answer.js";
import { SidePartEnum } from "./shared/enums.js";
import { JourneyFilterInput } from "./shared/filter.js";
import { RouteLabelType, TransitionEndType } from "./shared/labels.js";
import { PathOptionsInput } from "./shared/options.js";
import { READ_TRANSITIONS, TransitionsArgs } from "./transitions.js";

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
      "The numerator of the rate. It equals the count that the question without comparison gives if the common filter and the filter of the side are combined.",
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
    "A rate on both sides, and how certain the difference is. The interval and the test treat customers as clusters, because the journeys of a customer tend to resemble each other, and because a customer may be on both sides.",
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
      "p-value of the hypothesis that both rates are equal. It comes from a two-sided score test with customers as clusters. Null if the row is not tested, for one of these reasons: a side has fewer than 30 customers in `of`; a side has fewer than 20 effective customers (n²/Σn_c², where n is `of` and n_c is the part of customer c), because few customers make up most of `of`; both sides together have fewer than 30 customers in `count`; or both rates are 1.",
  })
  readonly pValue!: number | null;
  @Field(() => Boolean, {
    description:
      "Whether the rates differ at a false discovery rate of 5 % over all tested rows, including those that are not shown, and `interval` does not contain 0. A significant difference says nothing about its cause.",
  })
  readonly significant!: boolean;
}

@ObjectType("ComparedSide", { simpleResolvers: true, description: "Counts of the journeys on one side." })
export class ComparedSideType extends JourneyCountsType implements ComparedSideResult {
  @Field(() => String, { description: "Name of the step." })
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

const ORDER =
  "The rows of the answer, at most `first` of them. Tested rows come first. Within tested and other rows, the order is: largest absolute value of `excess`, then largest count on both sides together, then label.";

@ObjectType("ComparedRoute", { simpleResolvers: true, description: "A route that journeys took on at least one side." })
export class ComparedRouteType implements ComparedRouteResult {
  @Field(() => String, { description: "Names of the labels, joined by ` → `." })
  readonly label!: string;
  @Field(() => [RouteLabelType], { description: "The labels in order." })
  readonly steps!: readonly Label[];
  @Field(() => ComparedRateType, {
    description: "Journeys that took the route, as a share of the counted journeys of the side.",
  })
  readonly share!: ComparedRateResult;
}

@ObjectType("CompareRoutes", {
  simpleResolvers: true,
  description: "The routes of two sides, compared with each other.",
})
export class CompareRoutesType {
  @Field(() => ComparedTotalsType, { description: "Counts of the journeys that the answer is based on." })
  readonly totals!: ComparedTotalsType;
  @Field(() => ComparedRateType, {
    description:
      "The completion rate of each side: `matureCompleted` / `mature` of its totals. Its test is separate from the tests of the routes.",
  })
  readonly completionRate!: ComparedRateResult;
  @Field(() => [ComparedRouteType], { description: ORDER })
  readonly routes!: readonly ComparedRouteType[];
  @Field(() => Int, { description: "Number of routes that the answer does not show." })
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
      "Whether the two labels are on different channels. Interactions sent by the brand are included. Null if `grain` is KIND or STAGE.",
  })
  readonly isHandoff!: boolean | null;
  @Field(() => ComparedRateType, {
    description:
      "Occurrences of the pair, as a share of all occurrences of `from`, including those after which the journey ends. With EVENTUALLY, journeys with the pair, as a share of those that contain `from`.",
  })
  readonly probability!: ComparedRateResult;
}

@ObjectType("CompareTransitions", {
  simpleResolvers: true,
  description: "The transitions of two sides, compared with each other.",
})
export class CompareTransitionsType {
  @Field(() => ComparedTotalsType, {
    description:
      "Counts of the journeys that the comparison is based on.  All journeys that have interactions left after `hide` are matched, completed and counted.",
  })
  readonly totals!: ComparedTotalsType;
  @Field(() => [ComparedTransitionType], { description: ORDER })
  readonly edges!: readonly ComparedTransitionType[];
  @Field(() => Int, { description: "Number of pairs that the answer does not show." })
  readonly otherEdges!: number;
  @Field(() => AnswerType, { description: "Metadata of the answer." })
  readonly answer!: AnswerType;
}

@ObjectType("ComparedFunnelStep", {
  simpleResolvers: true,
  description:
    "One step of a funnel on both sides. Each of the four shares is tested for all steps together, with the Benjamini–Hochberg procedure.",
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
      "Mature journeys that completed the step, as a share of all mature journeys. Journeys that still have time to complete do not lower this rate.",
  })
  readonly completionRate!: ComparedRateResult;
}

@ObjectType("CompareFunnel", { simpleResolvers: true, description: "A funnel of two sides, compared step by step." })
export class CompareFunnelType {
  @Field(() => ComparedTotalsType, {
    description:
      "Counts of the journeys that the answer is based on.  Journeys in `matched` have the first step in their match, and journeys in `completed` have the last step in their match.",
  })
  readonly totals!: ComparedTotalsType;
  @Field(() => [ComparedFunnelStepType], { description: "The steps, in order." })
  readonly steps!: readonly ComparedFunnelStepType[];
  @Field(() => AnswerType, { description: "Metadata of the answer." })
  readonly answer!: AnswerType;
}

const A = { description: "The side that B is compared with." } as const;
const B = {
  description:
    "The side to compare with A. Every difference is the number of B minus the number of A. The two sides may overlap.",
} as const;

/** The two sides, whose filters are looked up first. */
const READ_SIDES = {
  a: ({ name }: CompareSideInput, _: string, { a }: LookedUp): Sides["a"] => ({ name: name ?? "A", filter: a }),
  b: ({ name }: CompareSideInput, _: string, { b }: LookedUp): Sides["b"] => ({ name: name ?? "B", filter: b }),
};
// A rate has one reference for `count` and one for `of`. The reference to journeys on both sides contains another
// reference (resolvers/behind.ts).
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
    "Do customers on side B take other routes than customers on side A, and do they reach the target as often? Applies `commonRoutes` to both sides. A side is a period, a segment or any other filter.",
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
  description:
    "Do the journeys on side B continue differently from those on side A? Applies `transitions` to both sides.",
  args: CompareTransitionsArgs,
  read: { ...READ_TRANSITIONS, ...READ_SIDES },
  rows: ({ first }) => first ?? DEFAULT_EDGES,
  opens: OPENS,
});

@ArgsType()
export class CompareFunnelArgs extends FunnelMatchArgs {
  @Field(() => PathOptionsInput, {
    nullable: true,
    description:
      "How interactions become labels. Only `hide` applies. The query refuses any other option whose value is not its default.",
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
    "Do fewer journeys complete the steps on side B than on side A, and at which step do they stop? Applies `funnel` to both sides.",
  args: CompareFunnelArgs,
  read: { ...READ_MATCH, ...READ_SIDES },
  rows: ({ steps }) => steps.length,
  opens: OPENS,
});
