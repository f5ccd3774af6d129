// The parts of every answer: waits, totals and metadata.
import { Field, Float, Int, ObjectType } from "type-graphql";
import type { Totals, WaitStats } from "../../engine/terms.js";
import { Duration, Json } from "./scalars.js";

@ObjectType("WaitStats", {
  simpleResolvers: true,
  description:
    "Statistics of the time between interactions. Quantiles are interpolated linearly (type 7 in R). If `n` is 0, all other fields are null.",
})
export class WaitStatsType implements WaitStats {
  @Field(() => Int, { description: "Number of measured times." })
  readonly n!: number;
  @Field(() => Duration, { nullable: true, description: "Arithmetic mean." })
  readonly mean!: number | null;
  @Field(() => Duration, { nullable: true, description: "Median: half of the times are at most this long." })
  readonly median!: number | null;
  @Field(() => Duration, { nullable: true, description: "90th percentile: nine in ten times are at most this long." })
  readonly p90!: number | null;
  @Field(() => Duration, { nullable: true, description: "95th percentile: 19 in 20 times are at most this long." })
  readonly p95!: number | null;
}

type Shown = "shown" | "shownShare" | "otherRoutes" | "otherCount";

@ObjectType("JourneyCounts", { simpleResolvers: true, description: "How many journeys." })
export class JourneyCountsType implements Omit<Totals, Shown> {
  @Field(() => Int, {
    description: "Journeys in scope: those that satisfy the filter, which is applied to whole journeys, before `hide`.",
  })
  readonly journeys!: number;
  @Field(() => Int, { description: "Customers of the journeys in scope." })
  readonly customers!: number;
  @Field(() => Int, { description: "Journeys that contain the start." })
  readonly matched!: number;
  @Field(() => Int, { description: "Matched journeys that reach the target within `within`." })
  readonly completed!: number;
  @Field(() => Int, { description: "Completed journeys that satisfy `via`, `exclude`, `minSteps` and `maxSteps`." })
  readonly counted!: number;
  @Field(() => Int, { description: "Matched journeys that are neither completed nor pending." })
  readonly dropped!: number;
  @Field(() => Int, {
    description:
      "Matched journeys that are not completed but can still be completed. Such a journey is open. If `within` is given, less than `within` has passed from its last start to the newest interaction of the store.",
  })
  readonly pending!: number;
  @Field(() => Int, {
    description:
      "Matched journeys that are open, which means that further interactions can still belong to them. Less than the journey gap has passed from their last interaction to the newest interaction of the store.",
  })
  readonly open!: number;
  @Field(() => Float, {
    nullable: true,
    description: "`matureCompleted` / `mature`, from 0 to 1; null if `mature` is 0.",
  })
  readonly completionRate!: number | null;
  @Field(() => Int, {
    description:
      "Matched journeys whose time to complete is over: at least `within` has passed from their first start to the newest interaction of the store. Without `within`, all matched journeys are mature.",
  })
  readonly mature!: number;
  @Field(() => Int, { description: "Mature journeys that are completed." })
  readonly matureCompleted!: number;
}

@ObjectType("Totals", {
  simpleResolvers: true,
  description:
    "Counts of the journeys that an answer is based on.  `shown` + `otherCount` = `counted`. `dropped` + `pending` + `completed` = `matched`.",
})
export class TotalsType extends JourneyCountsType implements Totals {
  @Field(() => Int, { description: "Counted journeys on the rows that the answer shows." })
  readonly shown!: number;
  @Field(() => Float, { nullable: true, description: "`shown` / `counted`, from 0 to 1; null if `counted` is 0." })
  readonly shownShare!: number | null;
  @Field(() => Int, { description: "Number of rows that the answer does not show." })
  readonly otherRoutes!: number;
  @Field(() => Int, { description: "Counted journeys on the rows that the answer does not show. The number is exact." })
  readonly otherCount!: number;
}

@ObjectType("Answer", { simpleResolvers: true, description: "Metadata of an answer." })
export class AnswerType {
  @Field(() => String, {
    description: "Version of the data that the answer is based on. Every change of the data increases the version.",
  })
  readonly dataVersion!: string;
  @Field(() => Duration, { description: "Time that the service took to compute the answer." })
  readonly computedIn!: number;
  @Field(() => Json, {
    description:
      "All settings that affected the answer, including defaults. Durations and times are in ISO 8601 format.",
  })
  readonly settings!: Readonly<Record<string, unknown>>;
  @Field(() => Int, {
    description:
      "Interactions of the whole store that are in no unit, such as those without a case id. If the unit is the stored journey, this is 0.",
  })
  readonly leftOut!: number;
  @Field(() => [String], {
    description:
      "Warnings to consider when you read the answer. For example, a warning says that the journey gap is shorter than a time window, so that journeys end before their window does.",
  })
  readonly warnings!: readonly string[];
}
