// The parts of every answer: waits, totals and metadata.
import { Field, Float, Int, ObjectType } from "type-graphql";
import type { Totals, WaitStats } from "../engine/terms.js";
import { Duration, Json } from "./scalars.js";

@ObjectType("WaitStats", {
  simpleResolvers: true,
  description:
    "Statistics of waits. Quantiles interpolate linearly (R type 7). All fields but `n` are null if there are no waits.",
})
export class WaitStatsType implements WaitStats {
  @Field(() => Int, { description: "Number of waits." })
  readonly n!: number;
  @Field(() => Duration, { nullable: true, description: "Arithmetic mean." })
  readonly mean!: number | null;
  @Field(() => Duration, { nullable: true, description: "Median: half of the waits are at most this long." })
  readonly median!: number | null;
  @Field(() => Duration, { nullable: true, description: "90th percentile: nine in ten waits are at most this long." })
  readonly p90!: number | null;
  @Field(() => Duration, { nullable: true, description: "95th percentile: 19 in 20 waits are at most this long." })
  readonly p95!: number | null;
}

type Shown = "shown" | "shownShare" | "otherRoutes" | "otherCount";

@ObjectType("JourneyCounts", { simpleResolvers: true, description: "How many journeys." })
export class JourneyCountsType implements Omit<Totals, Shown> {
  @Field(() => Int, {
    description: "Journeys in scope: those that pass the filter, which looks at whole journeys before `hide`.",
  })
  readonly journeys!: number;
  @Field(() => Int, { description: "Customers of the journeys in scope." })
  readonly customers!: number;
  @Field(() => Int, { description: "Journeys that contain the start." })
  readonly matched!: number;
  @Field(() => Int, { description: "Matched journeys that reach the target." })
  readonly completed!: number;
  @Field(() => Int, { description: "Completed journeys that pass `via`, `exclude`, `minSteps` and `maxSteps`." })
  readonly counted!: number;
  @Field(() => Int, { description: "Matched journeys that are neither completed nor pending." })
  readonly dropped!: number;
  @Field(() => Int, {
    description:
      "Matched journeys that are not completed but still can be: the journey is open and, with `within`, its last start + `within` is after the newest interaction of the store.",
  })
  readonly pending!: number;
  @Field(() => Int, {
    description:
      "Matched journeys that are open: their last interaction + the journey gap is after the newest interaction of the store.",
  })
  readonly open!: number;
  @Field(() => Float, {
    nullable: true,
    description:
      "`matureCompleted` / `mature`. Without `within`, all matched journeys are mature. From 0 to 1; null if there are none.",
  })
  readonly completionRate!: number | null;
  @Field(() => Int, {
    description:
      "Matched journeys whose first start + `within` is not after the newest interaction. Without `within`, all matched journeys.",
  })
  readonly mature!: number;
  @Field(() => Int, { description: "Mature journeys that are completed." })
  readonly matureCompleted!: number;
}

@ObjectType("Totals", {
  simpleResolvers: true,
  description:
    "Counts of the journeys behind an answer. `shown` + `otherCount` = `counted`. `dropped` + `pending` + `completed` = `matched`.",
})
export class TotalsType extends JourneyCountsType implements Totals {
  @Field(() => Int, { description: "Counted journeys on the shown rows." })
  readonly shown!: number;
  @Field(() => Float, { nullable: true, description: "`shown` / `counted`, from 0 to 1; null if `counted` is 0." })
  readonly shownShare!: number | null;
  @Field(() => Int, { description: "Number of rows not shown." })
  readonly otherRoutes!: number;
  @Field(() => Int, { description: "Counted journeys on the rows not shown. They are counted, not inferred." })
  readonly otherCount!: number;
}

@ObjectType("Answer", { simpleResolvers: true, description: "Metadata of an answer." })
export class AnswerType {
  @Field(() => String, { description: "Version of the data behind the answer. Every change raises the version." })
  readonly dataVersion!: string;
  @Field(() => Duration, { description: "Time that the service took to answer." })
  readonly computedIn!: number;
  @Field(() => Json, {
    description: "Every setting that had an effect, including defaults. Durations and times are in ISO 8601.",
  })
  readonly settings!: Readonly<Record<string, unknown>>;
  @Field(() => [String], {
    description:
      "What to watch for when reading the answer. For example, a journey gap that is shorter than a window and therefore cuts it.",
  })
  readonly warnings!: readonly string[];
}
