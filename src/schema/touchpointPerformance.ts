// touchpointPerformance: how does each touchpoint perform, and did a change help?
import { ArgsType, Field, Int, ObjectType } from "type-graphql";
import type { Grain } from "../engine/terms.js";
import { SCORE_KINDS } from "../model/feedback.js";
import {
  DEFAULT_CONVERSION_WINDOW,
  DEFAULT_CONVERSION_WINDOW_MS,
  DEFAULT_TOUCHPOINTS,
  type PerformanceOrder,
  type PerformanceParams,
  type PerformanceWanted,
} from "../questions/touchpointPerformance/plan.js";
import type { PerformanceTotalsResult } from "../questions/touchpointPerformance/result.js";
import { asking } from "./asking/asking.js";
import type { Selected } from "./asking/selection.js";
import { MeasuredRateType, SideScoreType } from "./measures.js";
import { TouchpointPerformanceType } from "./performance.js";
import { AnswerType } from "./shared/answer.js";
import { TIME_ZONE } from "./shared/breakdown.js";
import { GrainEnum } from "./shared/enums.js";
import { FILTER, JourneyFilterInput } from "./shared/filter.js";
import { PerformanceOrderEnum, PerformancePartEnum, PerformanceTotalsPartEnum } from "./shared/measureEnums.js";
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
  description:
    "How long after a visit a goal still counts as a conversion of the visit. A goal exactly this long after the visit counts.",
} as const;

const CHANGED_AT = {
  nullable: true,
  description:
    "The date of a change. The field `change` then compares the time before this date with the time after it.",
} as const;
const SPAN = {
  nullable: true,
  description: "How much time before and after `changedAt` is compared. If omitted, all time is compared.",
} as const;

@ArgsType()
export class TouchpointPerformanceArgs {
  @Field(() => PointSelectorInput, GOAL)
  readonly goal?: PointSelectorInput | null;
  @Field(() => Duration, CONVERSION_WINDOW)
  @IsDuration()
  readonly within?: string | null;
  @Field(() => GrainEnum, {
    nullable: true,
    defaultValue: "TOUCHPOINT",
    description:
      "What a row measures: a touchpoint, or all touchpoints of a kind, a channel or a stage together. PROPERTY is refused.",
  })
  readonly grain?: Grain | null;
  @Field(() => PointSelectorInput, {
    nullable: true,
    description: "Shows only these touchpoints. The numbers of the rows do not change.",
  })
  readonly at?: PointSelectorInput | null;
  @Field(() => DateTime, CHANGED_AT)
  @IsInstant()
  readonly changedAt?: string | null;
  @Field(() => Duration, SPAN)
  @IsDuration()
  readonly span?: string | null;
  @Field(() => PerformanceOrderEnum, {
    nullable: true,
    defaultValue: "VISITS",
    description: "The measure by which the touchpoints are ranked, largest first.",
  })
  readonly orderBy?: PerformanceOrder | null;
  @Field(() => String, TIME_ZONE)
  readonly timeZone?: string | null;
  @Field(() => JourneyFilterInput, FILTER)
  readonly filter?: JourneyFilterInput | null;
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_TOUCHPOINTS,
    description: "Number of touchpoints in the answer, 1 to 1,000. The totals also count the remaining ones.",
  })
  @IsPageSize()
  readonly first?: number | null;
}

/** The arguments for one touchpoint, which choose no rows. */
@ArgsType()
export class PerformanceOfTouchpointArgs {
  @Field(() => PointSelectorInput, GOAL)
  readonly goal?: PointSelectorInput | null;
  @Field(() => Duration, CONVERSION_WINDOW)
  @IsDuration()
  readonly within?: string | null;
  @Field(() => DateTime, CHANGED_AT)
  @IsInstant()
  readonly changedAt?: string | null;
  @Field(() => Duration, SPAN)
  @IsDuration()
  readonly span?: string | null;
  @Field(() => String, TIME_ZONE)
  readonly timeZone?: string | null;
  @Field(() => JourneyFilterInput, FILTER)
  readonly filter?: JourneyFilterInput | null;
}

const TYPES = ["TouchpointPerformance", "PerformanceChange"] as const;

/** The details that are counted only if the query selects them. */
export const PERFORMANCE_WANTED = (selection: Selected): PerformanceWanted => ({
  ...selection.wanted(),
  customersOver: selection.selects("TouchpointPerformance", "repeatPurchase", "retention"),
  cases: TYPES.some((type) =>
    selection.selects(type, "requests", "responseTime", "cases", "resolutionTime", "repeatContact"),
  ),
  scores: selection.selects("TouchpointPerformance", "scores"),
  changedScores: selection.selects("PerformanceChange", ...SCORE_KINDS),
});

export const touchpointPerformance = asking<TouchpointPerformanceArgs, Omit<PerformanceParams, "sides">>({
  type: TouchpointPerformancesType,
  description:
    "How does each touchpoint perform? The answer has reach, conversion, assisted conversions, entries and exits, engagement, failures, response and resolution time, repeated contact, repeat purchase, retention, cost, value and scores. Rates have confidence intervals. With `changedAt`, the question compares the time before a date with the time after it.",
  args: TouchpointPerformanceArgs,
  read: {
    goal: (goal) => goal ?? null,
    within: (within, at) => readDuration(within, at) ?? DEFAULT_CONVERSION_WINDOW_MS,
    grain: (grain) => grain ?? "TOUCHPOINT",
    at: (at) => at ?? null,
    changedAt: (changedAt, at) => readInstant(changedAt, at),
    span: readDuration,
    orderBy: (orderBy) => orderBy ?? "VISITS",
    timeZone: (timeZone) => timeZone ?? null,
    filter: (_, __, { filter }) => filter,
    first: (first) => first ?? DEFAULT_TOUCHPOINTS,
  },
  wanted: PERFORMANCE_WANTED,
  rows: ({ first }) => first ?? DEFAULT_TOUCHPOINTS,
  opens: [
    { type: PerformanceTotalsType, parts: PerformanceTotalsPartEnum, otherwise: "JOURNEYS" },
    { type: TouchpointPerformanceType, parts: PerformancePartEnum, otherwise: "JOURNEYS" },
    { type: MeasuredRateType, parts: SideRatePartEnum, otherwise: "COUNT" },
    { type: SideScoreType },
  ],
});
