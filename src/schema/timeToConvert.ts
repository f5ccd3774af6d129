// timeToConvert: how long do journeys take from the first step of a funnel to its last, and does that change?

import { ArgsType, Field, Float, Int, ObjectType } from "type-graphql";
import type { Period } from "../engine/periods.js";
import type { WaitStats } from "../engine/terms.js";
import type { TimeToConvertParams } from "../questions/timeToConvert/index.js";
import type { ConversionPeriodResult, DurationBucketResult } from "../questions/timeToConvert/result.js";
import { AnswerType, TotalsType, WaitStatsType } from "./answer.js";
import { asking } from "./asking.js";
import { ConversionPeriodPartEnum, PeriodEnum, TotalsPartEnum } from "./enums.js";
import { FunnelMatchArgs, READ_MATCH } from "./funnel.js";
import { DateTime, Duration } from "./scalars.js";

@ObjectType("DurationBucket", { simpleResolvers: true, description: "Counted journeys with a duration in one range." })
export class DurationBucketType implements DurationBucketResult {
  @Field(() => Duration, { description: "The durations are longer than this. The first bucket includes 0." })
  readonly from!: number;
  @Field(() => Duration, {
    nullable: true,
    description: "The durations are at most this long; null if there is no upper end.",
  })
  readonly upTo!: number | null;
  @Field(() => Int, { description: "Counted journeys with such a duration." })
  readonly journeys!: number;
  @Field(() => Float, {
    nullable: true,
    description: "Share of the counted journeys, from 0 to 1; null if there are none.",
  })
  readonly share!: number | null;
  @Field(() => Float, {
    nullable: true,
    description:
      "Share of the counted journeys with a duration of at most `upTo`. A window of this length would contain this share of the conversions.",
  })
  readonly shareUpTo!: number | null;
}

@ObjectType("ConversionPeriod", { simpleResolvers: true, description: "Journeys that started in one calendar period." })
export class ConversionPeriodType implements ConversionPeriodResult {
  @Field(() => String, { description: "Name of the period, such as `2026-01` or `2026-W05`." })
  readonly name!: string;
  @Field(() => DateTime, { description: "Beginning of the period." })
  readonly from!: number;
  @Field(() => DateTime, { description: "Beginning of the next period." })
  readonly before!: number;
  @Field(() => Int, { description: "Journeys with the first step in their match." })
  readonly matched!: number;
  @Field(() => Int, { description: "Matched journeys with the last step in their match." })
  readonly completed!: number;
  @Field(() => Int, {
    description: "Matched journeys whose whole window is over. Without a whole window, all matched journeys.",
  })
  readonly mature!: number;
  @Field(() => Int, { description: "Mature journeys that completed. These are the counted journeys." })
  readonly matureCompleted!: number;
  @Field(() => Float, { nullable: true, description: "`matureCompleted` / `mature`; null over nothing." })
  readonly completionRate!: number | null;
  @Field(() => WaitStatsType, { description: "Time from the first step to the last, over the counted journeys." })
  readonly duration!: WaitStats;
}

@ObjectType("TimeToConvert", {
  simpleResolvers: true,
  description: "How long journeys take from the first step of a funnel to its last.",
})
export class TimeToConvertType {
  @Field(() => TotalsType, {
    description:
      "The totals of `funnel`, except that `counted` is the number of mature completed journeys, whose durations are measured.",
  })
  readonly totals!: TotalsType;
  @Field(() => WaitStatsType, { description: "Time from the first step to the last, over counted journeys." })
  readonly duration!: WaitStats;
  @Field(() => [DurationBucketType], {
    description:
      "Counted journeys by duration, shortest first. The buckets end at 1, 5 and 15 minutes, 1 and 6 hours, 1, 3, 7, 14, 30, 90, 180 and 365 days.",
  })
  readonly histogram!: readonly DurationBucketType[];
  @Field(() => [ConversionPeriodType], {
    description:
      "Results by the period in which the journey starts, in order of time. Periods without a matched journey are left out.",
  })
  readonly periods!: readonly ConversionPeriodType[];
  @Field(() => AnswerType, { description: "Metadata of the answer." })
  readonly answer!: AnswerType;
}

@ArgsType()
export class TimeToConvertArgs extends FunnelMatchArgs {
  @Field(() => PeriodEnum, {
    nullable: true,
    defaultValue: "MONTH",
    description: "The calendar period of `periods`.",
  })
  readonly by?: Period | null;
}

export const timeToConvert = asking<TimeToConvertArgs, TimeToConvertParams>({
  type: TimeToConvertType,
  description:
    "How long do journeys take from the first step of a funnel to its last, and does that change? With a whole window, only journeys whose window is over are counted.",
  args: TimeToConvertArgs,
  read: { ...READ_MATCH, by: (by) => by ?? "MONTH" },
  rows: ({ steps }) => steps.length,
  opens: [
    { type: TotalsType, parts: TotalsPartEnum, otherwise: "COUNTED" },
    { type: DurationBucketType },
    { type: ConversionPeriodType, parts: ConversionPeriodPartEnum, otherwise: "MATURE_COMPLETED" },
  ],
});
