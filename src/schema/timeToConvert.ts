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

@ObjectType("DurationBucket", { simpleResolvers: true, description: "Journeys by how long they took." })
export class DurationBucketType implements DurationBucketResult {
  @Field(() => Duration, { description: "Longer than this; the first bucket holds 0." })
  readonly from!: number;
  @Field(() => Duration, { nullable: true, description: "At most this long; null: no end." })
  readonly upTo!: number | null;
  @Field(() => Int, { description: "Counted journeys that took so long." })
  readonly journeys!: number;
  @Field(() => Float, { nullable: true, description: "Of counted, from 0 to 1; null over nothing." })
  readonly share!: number | null;
  @Field(() => Float, {
    nullable: true,
    description: "Share of counted that took at most `upTo`, as a window of that length would find it.",
  })
  readonly shareUpTo!: number | null;
}

@ObjectType("ConversionPeriod", { simpleResolvers: true, description: "Journeys that started in one calendar period." })
export class ConversionPeriodType implements ConversionPeriodResult {
  @Field(() => String, { description: "Like `2026-01` or `2026-W05`." })
  readonly name!: string;
  @Field(() => DateTime, { description: "When it begins." })
  readonly from!: number;
  @Field(() => DateTime, { description: "When the next begins." })
  readonly before!: number;
  @Field(() => Int, { description: "Journeys that meet the first step." })
  readonly matched!: number;
  @Field(() => Int, { description: "Of those, journeys that meet the last." })
  readonly completed!: number;
  @Field(() => Int, { description: "Matched journeys whose whole window is over; without one all." })
  readonly mature!: number;
  @Field(() => Int, { description: "Mature journeys that completed; those counted." })
  readonly matureCompleted!: number;
  @Field(() => Float, { nullable: true, description: "`matureCompleted` of `mature`; null over nothing." })
  readonly completionRate!: number | null;
  @Field(() => WaitStatsType, { description: "Time from the first step to the last of those counted." })
  readonly duration!: WaitStats;
}

@ObjectType("TimeToConvert", {
  simpleResolvers: true,
  description: "How long journeys take from the first step of a funnel to its last.",
})
export class TimeToConvertType {
  @Field(() => TotalsType, {
    description: "As of `funnel`; but `counted` are mature completed journeys: those whose durations are looked at.",
  })
  readonly totals!: TotalsType;
  @Field(() => WaitStatsType, { description: "Time from the first step to the last of counted journeys." })
  readonly duration!: WaitStats;
  @Field(() => [DurationBucketType], {
    description:
      "Counted journeys by duration, shortest first; the buckets end at 1, 5 and 15 minutes, 1 and 6 hours, 1, 3, 7, 14, 30, 90, 180 and 365 days.",
  })
  readonly histogram!: readonly DurationBucketType[];
  @Field(() => [ConversionPeriodType], {
    description:
      "By the period in which the journey starts, in order of time; periods without a matched journey are left out.",
  })
  readonly periods!: readonly ConversionPeriodType[];
  @Field(() => AnswerType, { description: "What the answer says of itself." })
  readonly answer!: AnswerType;
}

@ArgsType()
export class TimeToConvertArgs extends FunnelMatchArgs {
  @Field(() => PeriodEnum, {
    nullable: true,
    defaultValue: "MONTH",
    description: "The periods by which the course over time is shown.",
  })
  readonly by?: Period | null;
}

export const timeToConvert = asking<TimeToConvertArgs, TimeToConvertParams>({
  type: TimeToConvertType,
  description:
    "How long do journeys take from the first step of a funnel to its last, and does that change? With a whole window only journeys whose window is over are counted.",
  args: TimeToConvertArgs,
  read: { ...READ_MATCH, by: (by) => by ?? "MONTH" },
  rows: ({ steps }) => steps.length,
  opens: [
    { type: TotalsType, parts: TotalsPartEnum, otherwise: "COUNTED" },
    { type: DurationBucketType },
    { type: ConversionPeriodType, parts: ConversionPeriodPartEnum, otherwise: "MATURE_COMPLETED" },
  ],
});
