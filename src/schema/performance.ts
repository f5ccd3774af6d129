// How a touchpoint performs: the row of touchpointPerformance, which is also part of journey maps.
import { Field, Float, Int, ObjectType } from "type-graphql";
import type { Label, WaitStats } from "../engine/terms.js";
import type { ComparedRateResult } from "../questions/compare/result.js";
import type { ComparedScoreResult } from "../questions/feedback/result.js";
import type {
  ComparedMeanResult,
  MeasuredRateResult,
  PerformanceChangeResult,
  PerformanceResult,
  ScoresResult,
} from "../questions/touchpointPerformance/result.js";
import { ComparedRateType } from "./compare.js";
import {
  CES,
  ComparedMeanType,
  ComparedScoreType,
  CSAT,
  EMOTION,
  MeasuredRateType,
  NPS,
  TouchpointScoresType,
} from "./measures.js";
import { WaitStatsType } from "./shared/answer.js";
import { TransitionEndType } from "./shared/labels.js";

const COMPARED = "`a` is side A, or the time before the change. `b` is side B, or the time after the change.";

@ObjectType("PerformanceChange", {
  simpleResolvers: true,
  description:
    "How a touchpoint performed before and after a change, or on the two sides of a journey map. With `changedAt`, a visit, request or case is before or after the change according to its time. For an answer, this is the time of the interaction that it belongs to, or else the time of the answer itself. For `reach` and `dropOff`, it is the start of the journey. For each rate and score, the tests of all touchpoints are corrected together. A difference does not show its cause.",
})
export class PerformanceChangeType implements PerformanceChangeResult {
  @Field(() => ComparedRateType, { description: `Share of journeys with a visit. ${COMPARED}` })
  readonly reach!: ComparedRateResult;
  @Field(() => ComparedRateType, {
    description: `Share of closed journeys with a visit that end here without the goal. ${COMPARED}`,
  })
  readonly dropOff!: ComparedRateResult;
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
  @Field(() => ComparedScoreType, { description: `${CSAT} ${COMPARED}` })
  readonly csat!: ComparedScoreResult;
  @Field(() => ComparedScoreType, { description: `${NPS} ${COMPARED}` })
  readonly nps!: ComparedScoreResult;
  @Field(() => ComparedScoreType, { description: `${CES} ${COMPARED}` })
  readonly ces!: ComparedScoreResult;
  @Field(() => ComparedScoreType, { description: `${EMOTION} ${COMPARED}` })
  readonly emotion!: ComparedScoreResult;
}

@ObjectType("TouchpointPerformance", {
  simpleResolvers: true,
  description: "How a touchpoint performs. None of these numbers shows what caused a conversion.",
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
    description: "Of the closed journeys with a visit, the share that ends here and never reaches the goal.",
  })
  readonly dropOff!: MeasuredRateResult;
  @Field(() => WaitStatsType, {
    description: "Time from the previous interaction to a visit, if the previous interaction is at another touchpoint.",
  })
  readonly wait!: WaitStats;
  @Field(() => MeasuredRateType, {
    description:
      "Share of mature visits that are followed by the goal, later in the same journey and at most `within` after the visit. A visit is mature if `within` has passed from it to the newest interaction of the store.",
  })
  readonly conversion!: MeasuredRateResult;
  @Field(() => Int, {
    description:
      "Conversions with a touch here that is not their last touch. The touches of a conversion are the interactions of its journey after the previous conversion and at most `within` before this conversion.",
  })
  readonly assistedConversions!: number;
  @Field(() => Int, {
    description:
      "Conversions whose last touch is here. Their number equals the credit of the model LAST of `attribution`.",
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
      "Of the cases that begin here, the share in which the customer makes a second contact within seven days of the first contact. Cases whose seven days are not over are left out.",
  })
  readonly repeatContact!: MeasuredRateResult;
  @Field(() => MeasuredRateType, {
    description:
      "Of the customers who visit the touchpoint and reach the goal, the share who reach the goal at least twice, in any of their journeys in scope.",
  })
  readonly repeatPurchase!: MeasuredRateResult;
  @Field(() => MeasuredRateType, {
    description:
      "How often customers come back in the next month. `of` counts, for each customer, the calendar months in which the customer visits the touchpoint. `count` counts how many of these months are followed by a month in which the customer has an interaction, at any touchpoint. Months begin and end in the time zone of the answer. A month is left out if the next month is not over.",
  })
  readonly retention!: MeasuredRateResult;
  @Field(() => Float, { nullable: true, description: "Sum of the known costs of the visits; null if none is known." })
  readonly cost!: number | null;
  @Field(() => Float, { nullable: true, description: "Sum of the known values of the visits; null if none is known." })
  readonly value!: number | null;
  @Field(() => TouchpointScoresType, {
    description: "What customers answered about the touchpoint: satisfaction, recommendation, effort and emotion.",
  })
  readonly scores!: ScoresResult;
  @Field(() => PerformanceChangeType, {
    nullable: true,
    description:
      "Compares the time before `changedAt` with the time after it. In a journey map with two sides, it compares side A with side B. Null otherwise.",
  })
  readonly change!: PerformanceChangeResult | null;
}
