// touchpointPerformance: how does each touchpoint perform, and did a change help?
import { ArgsType, Field, Float, Int, ObjectType } from "type-graphql";
import type { Label, WaitStats } from "../engine/terms.js";
import type { ComparedRateResult } from "../questions/compare/result.js";
import {
  DEFAULT_CONVERSION_WINDOW,
  DEFAULT_CONVERSION_WINDOW_MS,
  DEFAULT_TOUCHPOINTS,
  type PerformanceOrder,
  type PerformanceParams,
  type PerformanceWanted,
} from "../questions/touchpointPerformance/plan.js";
import type {
  ComparedMeanResult,
  MeasuredRateResult,
  PerformanceChangeResult,
  PerformanceResult,
  PerformanceTotalsResult,
} from "../questions/touchpointPerformance/result.js";
import { asking } from "./asking/asking.js";
import { ComparedRateType } from "./compare.js";
import { TIME_ZONE } from "./funnelMatch.js";
import { ComparedMeanType, MeasuredRateType } from "./measures.js";
import { AnswerType, WaitStatsType } from "./shared/answer.js";

import { FILTER, JourneyFilterInput } from "./shared/filter.js";
import { TransitionEndType } from "./shared/labels.js";
import { PerformanceOrderEnum, PerformancePartEnum } from "./shared/measureEnums.js";
import { SideRatePartEnum } from "./shared/partEnums.js";
import { IsDuration, IsInstant, IsPageSize } from "./shared/rules.js";
import { DateTime, Duration } from "./shared/scalars.js";
import { PointSelectorInput } from "./shared/selector.js";
import { readDuration, readInstant } from "./shared/texts.js";

@ObjectType("PerformanceTotals", {
  simpleResolvers: true,
  description: "Counts of the journeys that the answer is based on.",
})
export class PerformanceTotalsType implements PerformanceTotalsResult {
  @Field(() => Int, { description: "Journeys in scope: those that satisfy the filter." })
  readonly journeys!: number;
  @Field(() => Int, { description: "Customers of the journeys in scope." })
  readonly customers!: number;
  @Field(() => Int, { description: "Interactions of the journeys in scope." })
  readonly visits!: number;
  @Field(() => Int, { description: "Interactions that reach the goal." })
  readonly conversions!: number;
  @Field(() => Int, { description: "Number of touchpoints with visits that are not shown." })
  readonly otherTouchpoints!: number;
}

const COMPARED = "Before the change (a) and after it (b).";

@ObjectType("PerformanceChange", {
  simpleResolvers: true,
  description:
    "How a touchpoint performed before and after a change. Visits, requests and cases belong to the side of their own time, and `reach` counts journeys on the side of their start. Each rate is tested for all touchpoints together. A difference shows that something changed at that time, not why.",
})
export class PerformanceChangeType implements PerformanceChangeResult {
  @Field(() => ComparedRateType, { description: `Share of journeys with a visit. ${COMPARED}` })
  readonly reach!: ComparedRateResult;
  @Field(() => ComparedRateType, { description: `Share of mature visits that are followed by the goal. ${COMPARED}` })
  readonly conversion!: ComparedRateResult;
  @Field(() => ComparedRateType, { description: `Share of visits with a known outcome that failed. ${COMPARED}` })
  readonly failure!: ComparedRateResult;
  @Field(() => ComparedRateType, { description: `Share of cases with a second contact within seven days. ${COMPARED}` })
  readonly repeatContact!: ComparedRateResult;
  @Field(() => ComparedMeanType, { description: "Mean response time." })
  readonly responseTime!: ComparedMeanResult;
  @Field(() => ComparedMeanType, { description: "Mean resolution time." })
  readonly resolutionTime!: ComparedMeanResult;
}

@ObjectType("TouchpointPerformance", {
  simpleResolvers: true,
  description: "How a touchpoint performs. None of these numbers is causal.",
})
export class TouchpointPerformanceType implements PerformanceResult {
  @Field(() => TransitionEndType, { description: "The touchpoint." })
  readonly label!: Label;
  @Field(() => Int, { description: "Visits: interactions at the touchpoint." })
  readonly visits!: number;
  @Field(() => Int, { description: "Journeys with at least one visit." })
  readonly journeys!: number;
  @Field(() => Int, { description: "Distinct customers of these journeys." })
  readonly customers!: number;
  @Field(() => MeasuredRateType, { description: "Share of the journeys in scope that have a visit." })
  readonly reach!: MeasuredRateResult;
  @Field(() => Int, { description: "Journeys that begin at the touchpoint." })
  readonly entries!: number;
  @Field(() => Float, { description: "`entries` / journeys in scope, from 0 to 1." })
  readonly entryShare!: number;
  @Field(() => Int, { description: "Journeys that end at the touchpoint. Open journeys are included." })
  readonly exits!: number;
  @Field(() => Float, { description: "`exits` / journeys in scope, from 0 to 1." })
  readonly exitShare!: number;
  @Field(() => Float, { description: "`visits` / `customers`." })
  readonly engagement!: number;
  @Field(() => MeasuredRateType, {
    description:
      "Share of mature visits that are followed by the goal, later in the same journey and at most `within` after the visit. A visit is mature if `within` has passed from it to the newest interaction of the store.",
  })
  readonly conversion!: MeasuredRateResult;
  @Field(() => Int, {
    description:
      "Conversions with a touch here that is not their last touch. The touches of a conversion are the interactions of its journey before it, after the previous conversion, and at most `within` before it.",
  })
  readonly assistedConversions!: number;
  @Field(() => Int, {
    description: "Conversions whose last touch is here. It equals the credit of the model LAST of `attribution`.",
  })
  readonly lastTouchConversions!: number;
  @Field(() => MeasuredRateType, { description: "Share of visits with a known outcome that failed." })
  readonly failure!: MeasuredRateResult;
  @Field(() => Int, { description: "Visits with a `caseId` that the customer initiated." })
  readonly requests!: number;
  @Field(() => WaitStatsType, {
    description:
      "Time from a request to the next interaction of the same case in the same journey that the brand or a partner initiated. `n` is the number of requests with a response.",
  })
  readonly responseTime!: WaitStats;
  @Field(() => Int, {
    description: "Cases that begin here. A case is the interactions of one journey with the same `caseId`.",
  })
  readonly cases!: number;
  @Field(() => WaitStatsType, {
    description:
      "Time from the beginning of a case to its first `resolved` interaction. `n` is the number of cases that were resolved.",
  })
  readonly resolutionTime!: WaitStats;
  @Field(() => MeasuredRateType, {
    description:
      "Share of cases that begin here and whose customer makes a second contact within seven days of the first one. Cases whose seven days are not over are left out.",
  })
  readonly repeatContact!: MeasuredRateResult;
  @Field(() => MeasuredRateType, {
    description:
      "Share of the customers who visit the touchpoint and reach the goal that reach it a second time, in any of their journeys in scope.",
  })
  readonly repeatPurchase!: MeasuredRateResult;
  @Field(() => MeasuredRateType, {
    description:
      "Of all months in which customers visit the touchpoint, the share after which they are active again in the next calendar month, at any touchpoint. Months are those of `timeZone`. Months whose next month is not over are left out.",
  })
  readonly retention!: MeasuredRateResult;
  @Field(() => Float, { nullable: true, description: "Sum of the known costs of its visits; null if none is known." })
  readonly cost!: number | null;
  @Field(() => Float, { nullable: true, description: "Sum of the known values of its visits; null if none is known." })
  readonly value!: number | null;
  @Field(() => PerformanceChangeType, {
    nullable: true,
    description: "Before and after `changedAt`: did the change help? Null without `changedAt`.",
  })
  readonly change!: PerformanceChangeResult | null;
}

@ObjectType("TouchpointPerformances", { simpleResolvers: true, description: "How touchpoints perform." })
export class TouchpointPerformancesType {
  @Field(() => PerformanceTotalsType, { description: "Counts of the journeys that the answer is based on." })
  readonly totals!: PerformanceTotalsType;
  @Field(() => [TouchpointPerformanceType], {
    description: "The touchpoints in the order of `orderBy`, at most `first` of them.",
  })
  readonly touchpoints!: readonly TouchpointPerformanceType[];
  @Field(() => AnswerType, { description: "Metadata of the answer." })
  readonly answer!: AnswerType;
}

export const GOAL = {
  nullable: true,
  description:
    "The interactions that reach the goal. Without it, the default goal of the catalogue is used; if there is none, the question is refused with GOAL_REQUIRED.",
} as const;
export const CONVERSION_WINDOW = {
  nullable: true,
  defaultValue: DEFAULT_CONVERSION_WINDOW,
  description: "How long after a visit a goal still counts for it. A goal exactly this long after the visit counts.",
} as const;

@ArgsType()
export class TouchpointPerformanceArgs {
  @Field(() => PointSelectorInput, GOAL)
  readonly goal?: PointSelectorInput | null;
  @Field(() => Duration, CONVERSION_WINDOW)
  @IsDuration()
  readonly within?: string | null;
  @Field(() => PointSelectorInput, {
    nullable: true,
    description: "Shows only these touchpoints. The numbers of the rows do not change.",
  })
  readonly at?: PointSelectorInput | null;
  @Field(() => DateTime, {
    nullable: true,
    description: "The date of a change. `change` then compares what was before it with what came after it.",
  })
  @IsInstant()
  readonly changedAt?: string | null;
  @Field(() => Duration, {
    nullable: true,
    description: "How much time before and after `changedAt` is compared. If omitted, all time is compared.",
  })
  @IsDuration()
  readonly span?: string | null;
  @Field(() => PerformanceOrderEnum, {
    nullable: true,
    defaultValue: "VISITS",
    description: "By what the touchpoints are ranked, largest first.",
  })
  readonly orderBy?: PerformanceOrder | null;
  @Field(() => String, TIME_ZONE)
  readonly timeZone?: string | null;
  @Field(() => JourneyFilterInput, FILTER)
  readonly filter?: JourneyFilterInput | null;
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_TOUCHPOINTS,
    description: "Number of touchpoints in the answer, 1 to 1,000. The totals count the remaining ones.",
  })
  @IsPageSize()
  readonly first?: number | null;
}

const TYPES = ["TouchpointPerformance", "PerformanceChange"] as const;

export const touchpointPerformance = asking<TouchpointPerformanceArgs, PerformanceParams>({
  type: TouchpointPerformancesType,
  description:
    "How does each touchpoint perform? Reach, conversion, assisted conversions, entries and exits, engagement, failures, response and resolution time, repeated contact, repeat purchase, retention, cost and value, each with its interval where it is a rate. With `changedAt`, it compares what was before a date with what came after it.",
  args: TouchpointPerformanceArgs,
  read: {
    goal: (goal) => goal ?? null,
    within: (within, at) => readDuration(within, at) ?? DEFAULT_CONVERSION_WINDOW_MS,
    at: (at) => at ?? null,
    changedAt: (changedAt, at) => readInstant(changedAt, at),
    span: readDuration,
    orderBy: (orderBy) => orderBy ?? "VISITS",
    timeZone: (timeZone) => timeZone ?? null,
    filter: (_, __, { filter }) => filter,
    first: (first) => first ?? DEFAULT_TOUCHPOINTS,
  },
  wanted: (selection): PerformanceWanted => ({
    ...selection.wanted(),
    customersOver: selection.selects("TouchpointPerformance", "repeatPurchase", "retention"),
    cases: TYPES.some((type) =>
      selection.selects(type, "requests", "responseTime", "cases", "resolutionTime", "repeatContact"),
    ),
  }),
  rows: ({ first }) => first ?? DEFAULT_TOUCHPOINTS,
  opens: [
    { type: PerformanceTotalsType },
    { type: TouchpointPerformanceType, parts: PerformancePartEnum, otherwise: "JOURNEYS" },
    { type: MeasuredRateType, parts: SideRatePartEnum, otherwise: "COUNT" },
  ],
});
