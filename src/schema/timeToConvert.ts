// timeToConvert: how long do journeys take from the first step of a funnel to the last step, and does this change?
import { ArgsType, Field, Float, Int, ObjectType } from "type-graphql";
import type { Period } from "../engine/periods.js";
import type { Quartiles, WaitStats } from "../engine/terms.js";
import { MAX_GROUPS } from "../questions/groups.js";
import type { TimeToConvertParams, TimeToConvertWanted } from "../questions/timeToConvert/plan.js";
import type { ConversionPeriodResult, Conversions, DurationBucketResult } from "../questions/timeToConvert/result.js";
import { asking } from "./asking/asking.js";
import { FunnelMatchArgs, READ_MATCH } from "./funnelMatch.js";
import { AnswerType, TotalsType, WaitStatsType } from "./shared/answer.js";
import {
  answersIn,
  BREAKDOWN,
  BreakdownInput,
  FIRST_GROUPS,
  GROUPS,
  GroupType,
  OTHER_GROUPS,
  READ_BREAKDOWN,
  TIME_ZONE,
} from "./shared/breakdown.js";
import { PeriodEnum } from "./shared/enums.js";
import { ConversionPeriodPartEnum, TotalsPartEnum } from "./shared/partEnums.js";
import { IsCount } from "./shared/rules.js";
import { DateTime, Duration } from "./shared/scalars.js";

@ObjectType("Quartiles", {
  simpleResolvers: true,
  description:
    "Half of the durations lie between the two quartiles. They are interpolated linearly (type 7 in R), and null if there are no durations.",
})
export class QuartilesType implements Quartiles {
  @Field(() => Duration, { nullable: true, description: "A quarter of the durations are at most this long." })
  readonly lower!: number | null;
  @Field(() => Duration, { nullable: true, description: "Three quarters of the durations are at most this long." })
  readonly upper!: number | null;
}

@ObjectType("DurationBucket", {
  simpleResolvers: true,
  description: "The counted journeys whose duration is in one range.",
})
export class DurationBucketType implements DurationBucketResult {
  @Field(() => Duration, {
    description: "The durations in this bucket are longer than this. The first bucket also includes durations of 0.",
  })
  readonly from!: number;
  @Field(() => Duration, {
    nullable: true,
    description: "The durations in this bucket are at most this long. Null in the last bucket, which has no end.",
  })
  readonly upTo!: number | null;
  @Field(() => Int, { description: "Number of counted journeys in this bucket." })
  readonly journeys!: number;
  @Field(() => Float, {
    nullable: true,
    description: "Share of the counted journeys, from 0 to 1; null if there are none.",
  })
  readonly share!: number | null;
  @Field(() => Float, {
    nullable: true,
    description:
      "Share of the counted journeys with a duration of at most `upTo`, from 0 to 1. If `upTo` were the value of `within`, at least this share of the counted journeys would still complete the funnel. The share may be larger, because a later start of a journey may then match.",
  })
  readonly shareUpTo!: number | null;
}

const QUARTILES = { description: "The quartiles of the same times." };

@ObjectType("ConversionPeriod", { simpleResolvers: true, description: "Journeys that started in one period." })
export class ConversionPeriodType implements ConversionPeriodResult {
  @Field(() => String, {
    description: "Name of the period, such as `2026-01`, `2026-W05`, `Monday` or `09:00`.",
  })
  readonly name!: string;
  @Field(() => DateTime, {
    nullable: true,
    description: "Beginning of the month or week. Null for days of the week and hours of the day.",
  })
  readonly from!: number | null;
  @Field(() => DateTime, {
    nullable: true,
    description: "Beginning of the next month or week. Null for days of the week and hours of the day.",
  })
  readonly before!: number | null;
  @Field(() => Int, { description: "Journeys whose match contains the first step." })
  readonly matched!: number;
  @Field(() => Int, { description: "Matched journeys whose match contains the last step." })
  readonly completed!: number;
  @Field(() => Int, {
    description:
      "Matched journeys whose time to complete the funnel is over. If the whole funnel has no time limit, all matched journeys are mature.",
  })
  readonly mature!: number;
  @Field(() => Int, { description: "Mature journeys that completed the funnel. These are the counted journeys." })
  readonly matureCompleted!: number;
  @Field(() => Float, {
    nullable: true,
    description: "`matureCompleted` / `mature`, from 0 to 1; null if `mature` is 0.",
  })
  readonly completionRate!: number | null;
  @Field(() => WaitStatsType, { description: "Time from the first step to the last step of the counted journeys." })
  readonly duration!: WaitStats;
  @Field(() => QuartilesType, QUARTILES)
  readonly quartiles!: QuartilesType;
}

@ObjectType("TimeToConvertGroup", { simpleResolvers: true, description: "A group of the breakdown." })
export class TimeToConvertGroupType extends GroupType implements Conversions {
  @Field(() => TotalsType, { description: "Counts of the journeys of the group." })
  readonly totals!: TotalsType;
  @Field(() => WaitStatsType, { description: "Time from the first step to the last step of counted journeys." })
  readonly duration!: WaitStats;
  @Field(() => QuartilesType, QUARTILES)
  readonly quartiles!: QuartilesType;
  @Field(() => [DurationBucketType], { description: "The counted journeys of the group in buckets by duration." })
  readonly histogram!: readonly DurationBucketType[];
  @Field(() => [ConversionPeriodType], { description: "Results of the group by the period in which journeys start." })
  readonly periods!: readonly ConversionPeriodType[];
}

@ObjectType("TimeToConvert", {
  simpleResolvers: true,
  description: "How long journeys take from the first step of a funnel to the last step.",
})
export class TimeToConvertType {
  @Field(() => TotalsType, {
    description:
      "The totals of `funnel`, except that `counted` is the number of mature completed journeys, whose durations are measured.",
  })
  readonly totals!: TotalsType;
  @Field(() => WaitStatsType, { description: "Time from the first step to the last step of counted journeys." })
  readonly duration!: WaitStats;
  @Field(() => QuartilesType, QUARTILES)
  readonly quartiles!: QuartilesType;
  @Field(() => [DurationBucketType], {
    description:
      "The counted journeys in buckets by duration, shortest first. The buckets end at 1, 5 and 15 minutes, 1 and 6 hours, and 1, 3, 7, 14, 30, 90, 180 and 365 days. The last bucket has no end.",
  })
  readonly histogram!: readonly DurationBucketType[];
  @Field(() => [ConversionPeriodType], {
    description:
      "Results by the period in which journeys start, in chronological order. Periods without a matched journey are omitted.",
  })
  readonly periods!: readonly ConversionPeriodType[];
  @Field(() => [TimeToConvertGroupType], GROUPS)
  readonly groups!: readonly TimeToConvertGroupType[];
  @Field(() => Int, OTHER_GROUPS)
  readonly otherGroups!: number;
  @Field(() => AnswerType, { description: "Metadata of the answer." })
  readonly answer!: AnswerType;
}

@ArgsType()
export class TimeToConvertArgs extends FunnelMatchArgs {
  @Field(() => PeriodEnum, {
    nullable: true,
    defaultValue: "MONTH",
    description:
      "The kind of period by which `periods` groups journeys. A journey belongs to the period in which it starts.",
  })
  readonly by?: Period | null;
  @Field(() => String, TIME_ZONE)
  readonly timeZone?: string | null;
  @Field(() => BreakdownInput, BREAKDOWN)
  readonly breakdown?: BreakdownInput | null;
  @Field(() => Int, FIRST_GROUPS)
  @IsCount(1, MAX_GROUPS)
  readonly firstGroups?: number | null;
}

export const timeToConvert = asking<TimeToConvertArgs, TimeToConvertParams>({
  type: TimeToConvertType,
  description:
    "How long do journeys take from the first step of a funnel to the last step, and does this change over time? If the whole funnel has a time limit, only mature journeys are counted: those whose time limit is over. If younger journeys were counted too, recent periods would contain only fast conversions.",
  args: TimeToConvertArgs,
  read: { ...READ_MATCH, ...READ_BREAKDOWN, by: (by) => by ?? "MONTH" },
  wanted: (selection): TimeToConvertWanted => ({
    ...selection.wanted(),
    histogram: ["TimeToConvert", "TimeToConvertGroup"].some((type) => selection.selects(type, "histogram")),
    periods: ["TimeToConvert", "TimeToConvertGroup"].some((type) => selection.selects(type, "periods")),
  }),
  rows: (args) => args.steps.length * answersIn(args),
  opens: [
    { type: TotalsType, parts: TotalsPartEnum, otherwise: "COUNTED" },
    { type: DurationBucketType },
    { type: TimeToConvertGroupType },
    { type: ConversionPeriodType, parts: ConversionPeriodPartEnum, otherwise: "MATURE_COMPLETED" },
  ],
});
