// Rates, means and scores that several questions measure, with their intervals.
import { Field, Float, Int, ObjectType } from "type-graphql";
import {
  type ComparedScoreResult,
  type LowScores,
  type Score,
  type ScoreInterval,
  type SideScoreResult,
} from "../questions/feedback/result.js";
import { MIN_ANSWERS } from "../questions/feedback/scores.js";
import type { IntervalResult } from "../questions/handoffs/result.js";
import type {
  ComparedMeanResult,
  MeasuredRateResult,
  ScoresResult,
} from "../questions/touchpointPerformance/result.js";
import { IntervalType } from "./shared/interval.js";
import { Duration } from "./shared/scalars.js";

@ObjectType("MeasuredRate", {
  simpleResolvers: true,
  description:
    "A rate: `count` divided by `of`. Its interval treats customers as clusters, because the interactions of one customer tend to resemble each other.",
})
export class MeasuredRateType implements MeasuredRateResult {
  @Field(() => Int, { description: "The numerator of the rate." })
  readonly count!: number;
  @Field(() => Int, { description: "The denominator of the rate." })
  readonly of!: number;
  @Field(() => Float, { nullable: true, description: "`count` / `of`, from 0 to 1; null if `of` is 0." })
  readonly rate!: number | null;
  @Field(() => IntervalType, { nullable: true, description: "95 % confidence interval of `rate`; null if `of` is 0." })
  readonly interval!: IntervalResult | null;
  @Field(() => Int, { description: "Distinct customers of `count`." })
  readonly customers!: number;
  @Field(() => Int, { description: "Distinct customers of `of`." })
  readonly ofCustomers!: number;
}

@ObjectType("DurationInterval", {
  simpleResolvers: true,
  description: "A 95 % confidence interval of a difference of times.",
})
export class DurationIntervalType implements IntervalResult {
  @Field(() => Float, { description: "Lower end, in seconds." })
  readonly low!: number;
  @Field(() => Float, { description: "Upper end, in seconds." })
  readonly high!: number;
}

@ObjectType("ComparedMean", {
  simpleResolvers: true,
  description:
    "A mean time before and after a change. The interval treats customers as clusters. Differences are in seconds, because they can be negative.",
})
export class ComparedMeanType implements Omit<ComparedMeanResult, "difference" | "interval"> {
  @Field(() => Duration, { nullable: true, description: "Mean before the change; null if there is no such time." })
  readonly before!: number | null;
  @Field(() => Duration, { nullable: true, description: "Mean after the change; null if there is no such time." })
  readonly after!: number | null;
  @Field(() => Int, { description: "Number of times before the change." })
  readonly beforeCount!: number;
  @Field(() => Int, { description: "Number of times after the change." })
  readonly afterCount!: number;
  @Field(() => Float, {
    nullable: true,
    description: "`after` − `before`, in seconds; null if one of them is null.",
  })
  readonly difference!: number | null;
  @Field(() => DurationIntervalType, {
    nullable: true,
    description: "95 % confidence interval of `difference`; null if a side has fewer than two customers.",
  })
  readonly interval!: IntervalResult | null;
}

@ObjectType("Score", {
  simpleResolvers: true,
  description: `A score of answers. With fewer than ${MIN_ANSWERS} answers, it has no value, because the value would say more about a few people than about the touchpoint.`,
})
export class ScoreType implements Score {
  @Field(() => Int, { description: "Answers that contain this kind of score (CSAT, NPS, CES or emotion)." })
  readonly answers!: number;
  @Field(() => Int, {
    description: "Journeys with an interaction that such an answer belongs to. Answers of one journey count once.",
  })
  readonly journeys!: number;
  @Field(() => Int, { description: "Distinct customers who gave these answers." })
  readonly customers!: number;
  @Field(() => Float, {
    nullable: true,
    description: "The value of the score. The field that holds the score defines how it is computed.",
  })
  readonly value!: number | null;
  @Field(() => IntervalType, {
    nullable: true,
    description:
      "The 95 % confidence interval of `value`, with customers as clusters, because answers of one customer resemble each other. It is a Wilson interval for CSAT, and a t interval for the other scores, cut off at the ends of the scale. Null if there is no value. A t interval is also null if a single customer gave all the answers.",
  })
  readonly interval!: ScoreInterval | null;
}

@ObjectType("LowScores", {
  simpleResolvers: true,
  description:
    "Answers with at least one low score: CSAT 1 or 2, NPS 0 to 6, CES 1 to 3, or emotion −2 or −1. `rate` is their share of the answers with at least one score.",
})
export class LowScoresType implements LowScores {
  @Field(() => Int, { description: "Answers with at least one low score." })
  readonly count!: number;
  @Field(() => Int, { description: "Answers with at least one score." })
  readonly of!: number;
  @Field(() => Float, {
    nullable: true,
    description: `\`count\` / \`of\`, from 0 to 1; null if \`of\` is less than ${MIN_ANSWERS}.`,
  })
  readonly rate!: number | null;
  @Field(() => IntervalType, {
    nullable: true,
    description: "95 % confidence interval of `rate`, with customers as clusters; null if `rate` is null.",
  })
  readonly interval!: ScoreInterval | null;
  @Field(() => Int, {
    description:
      "Journeys that have an answer with a low score, that is, an answer that belongs to one of their interactions.",
  })
  readonly journeys!: number;
  @Field(() => Int, { description: "Distinct customers who gave an answer with a low score." })
  readonly customers!: number;
}

@ObjectType("SideScore", {
  simpleResolvers: true,
  description: `A score on one side. With fewer than ${MIN_ANSWERS} answers, it has no value.`,
})
export class SideScoreType implements SideScoreResult {
  @Field(() => Int, { description: "Answers of this side with this score." })
  readonly answers!: number;
  @Field(() => Int, { description: "Distinct customers who gave these answers." })
  readonly customers!: number;
  @Field(() => Float, {
    nullable: true,
    description: `The value of the score; null if there are fewer than ${MIN_ANSWERS} answers.`,
  })
  readonly value!: number | null;
}

@ObjectType("ComparedScore", {
  simpleResolvers: true,
  description:
    "A score before and after a change, or on two sides, and how certain the difference is. Answers of one customer tend to resemble each other, and a customer may have answers on both sides. The interval and the test therefore treat customers as clusters.",
})
export class ComparedScoreType implements ComparedScoreResult {
  @Field(() => SideScoreType, { description: "The time before the change, or side A." })
  readonly a!: SideScoreResult;
  @Field(() => SideScoreType, { description: "The time after the change, or side B." })
  readonly b!: SideScoreResult;
  @Field(() => Float, {
    nullable: true,
    description: "The value of B minus the value of A; null if a side has no value.",
  })
  readonly difference!: number | null;
  @Field(() => IntervalType, {
    nullable: true,
    description:
      "95 % confidence interval of `difference`. For CSAT, it is computed as for rates. For the other scores, it is a t interval, cut off at the smallest and largest possible difference. This t interval is null if a side has fewer than two customers. Null if `difference` is null.",
  })
  readonly interval!: ScoreInterval | null;
  @Field(() => Boolean, {
    description:
      "Whether the values differ significantly. This has two conditions: the touchpoint is selected at a false discovery rate of 5 % among all tested touchpoints, whether they are shown or not, and `interval` does not contain 0. A touchpoint is tested if each side has at least 30 customers and at least 20 effective customers. For CSAT, the other conditions for rates must hold too. A significant difference says nothing about its cause.",
  })
  readonly significant!: boolean;
}

export const CSAT = "Customer satisfaction, scores 1 to 5: the share of 4 and 5, from 0 to 1.";
export const NPS = "Net promoter score, scores 0 to 10: the share of 9 and 10 minus the share of 0 to 6, from −1 to 1.";
export const CES = "Customer effort score, 1 (hard) to 7 (easy): the mean.";
export const EMOTION = "Emotion, −2 to 2: the mean.";
export const LOW = "Answers with a low score.";

@ObjectType("TouchpointScores", {
  simpleResolvers: true,
  description:
    "What customers answered. The numbers equal those of `feedback` with the same labels and the same filter. If there is a filter, answers that belong to no interaction are left out.",
})
export class TouchpointScoresType implements ScoresResult {
  @Field(() => Int, { description: "Number of answers." })
  readonly answers!: number;
  @Field(() => Int, { description: "Number of answers with a comment." })
  readonly comments!: number;
  @Field(() => ScoreType, { description: CSAT })
  readonly csat!: Score;
  @Field(() => ScoreType, { description: NPS })
  readonly nps!: Score;
  @Field(() => ScoreType, { description: CES })
  readonly ces!: Score;
  @Field(() => ScoreType, { description: EMOTION })
  readonly emotion!: Score;
  @Field(() => LowScoresType, { description: LOW })
  readonly low!: LowScores;
}
