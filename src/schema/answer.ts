// What every answer has: waits, totals, and what it says of itself.
import { Field, Float, Int, ObjectType } from "type-graphql";
import type { Totals, WaitStats } from "../engine/terms.js";
import { Duration, Json } from "./scalars.js";

@ObjectType("WaitStats", {
  simpleResolvers: true,
  description: "Waits in figures; quantiles interpolate linearly (R type 7). All but `n` are null where there is none.",
})
export class WaitStatsType implements WaitStats {
  @Field(() => Int, { description: "How many waits." })
  readonly n!: number;
  @Field(() => Duration, { nullable: true, description: "Their mean." })
  readonly mean!: number | null;
  @Field(() => Duration, { nullable: true, description: "Half are at most this long." })
  readonly median!: number | null;
  @Field(() => Duration, { nullable: true, description: "Nine in ten are at most this long." })
  readonly p90!: number | null;
  @Field(() => Duration, { nullable: true, description: "19 in 20 are at most this long." })
  readonly p95!: number | null;
}

type Shown = "shown" | "shownShare" | "otherRoutes" | "otherCount";

@ObjectType("JourneyCounts", { simpleResolvers: true, description: "How many journeys." })
export class JourneyCountsType implements Omit<Totals, Shown> {
  @Field(() => Int, {
    description: "Journeys in scope: those that pass the filter, which judges whole journeys before `hide`.",
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
  @Field(() => Int, { description: "Matched, and neither completed nor pending." })
  readonly dropped!: number;
  @Field(() => Int, {
    description:
      "Matched, not completed, and still able to: the journey is open, and with `within` its last start + `within` is after the newest interaction of the store.",
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
      "Completed / matched over the mature journeys; without `within` over all matched so far. A share from 0 to 1; null over nothing.",
  })
  readonly completionRate!: number | null;
  @Field(() => Int, {
    description:
      "Matched journeys whose first start + `within` is not after the newest interaction; without `within` all matched.",
  })
  readonly mature!: number;
  @Field(() => Int, { description: "Mature journeys that completed." })
  readonly matureCompleted!: number;
}

@ObjectType("Totals", {
  simpleResolvers: true,
  description:
    "How many journeys an answer is about. `shown` + `otherCount` = `counted`; `dropped` + `pending` + `completed` = `matched`.",
})
export class TotalsType extends JourneyCountsType implements Totals {
  @Field(() => Int, { description: "Counted journeys on the rows shown." })
  readonly shown!: number;
  @Field(() => Float, { nullable: true, description: "`shown` of `counted`, from 0 to 1; null over nothing." })
  readonly shownShare!: number | null;
  @Field(() => Int, { description: "Rows that are not shown." })
  readonly otherRoutes!: number;
  @Field(() => Int, { description: "Counted journeys on the rows not shown; counted, not inferred." })
  readonly otherCount!: number;
}

@ObjectType("Answer", { simpleResolvers: true, description: "What an answer says of itself." })
export class AnswerType {
  @Field(() => String, { description: "Version of the store that was answered from: every change raises it." })
  readonly dataVersion!: string;
  @Field(() => Duration, { description: "Time from the question to the answer, on the service." })
  readonly computedIn!: number;
  @Field(() => Json, {
    description: "Every setting that had an effect, defaults included; durations and times in ISO 8601.",
  })
  readonly settings!: Readonly<Record<string, unknown>>;
  @Field(() => [String], {
    description:
      "What a reader should know, for instance that the journey gap is shorter than a window and so cuts it.",
  })
  readonly warnings!: readonly string[];
}
