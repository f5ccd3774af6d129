// Parts of a stage of a journey map: the steps of the blueprint, and pain points.
import { Field, Float, Int, ObjectType } from "type-graphql";
import type { Label } from "../engine/terms.js";
import { MAX_COMMENTS } from "../questions/journeyMap/plan.js";
import type { MapStepResult, PainPointKind, PainPointResult } from "../questions/journeyMap/result.js";
import { TransitionEndType } from "./shared/labels.js";
import { PainPointKindEnum } from "./shared/measureEnums.js";
import { Duration } from "./shared/scalars.js";

@ObjectType("MapStep", {
  simpleResolvers: true,
  description: "A step of the blueprint, as designed and as measured.",
})
export class MapStepType implements MapStepResult {
  @Field(() => String, { description: "The step's key." })
  readonly key!: string;
  @Field(() => String, { description: "The step's name." })
  readonly name!: string;
  @Field(() => [TransitionEndType], {
    description: "The touchpoint of the step, or alternatives, the preferred one first.",
  })
  readonly touchpoints!: readonly Label[];
  @Field(() => Boolean, { description: "Whether the customer may leave the step out." })
  readonly isOptional!: boolean;
  @Field(() => String, { nullable: true, description: "What the customer does, as designed." })
  readonly does!: string | null;
  @Field(() => String, { nullable: true, description: "What the customer thinks, as designed." })
  readonly thinks!: string | null;
  @Field(() => String, { nullable: true, description: "What the customer feels, as designed." })
  readonly feels!: string | null;
  @Field(() => Float, {
    nullable: true,
    description: "The expected emotion, from −2 (very bad) to 2 (very good).",
  })
  readonly emotion!: number | null;
  @Field(() => [String], { description: "Pain points that were known when the step was designed." })
  readonly painPoints!: readonly string[];
  @Field(() => String, { nullable: true, description: "Owner of the step, or else of its touchpoint." })
  readonly owner!: string | null;
  @Field(() => Duration, { nullable: true, description: "Longest expected wait since the previous step." })
  readonly expectedWait!: number | null;
  @Field(() => Duration, {
    nullable: true,
    description:
      "Mean wait before an interaction that matches this step, counted from the previous interaction of the journey that matches any step. Null if there is no such wait.",
  })
  readonly meanWait!: number | null;
  @Field(() => Int, { description: "Journeys in which at least one interaction matches the step." })
  readonly reached!: number;
  @Field(() => Int, { description: "Journeys in which the step is missing." })
  readonly missing!: number;
  @Field(() => Int, {
    description: "Journeys in which the step's touchpoint occurs, but not at the place of the step in the design.",
  })
  readonly outOfOrder!: number;
  @Field(() => Int, { description: "Journeys in which an interaction that matches the step failed." })
  readonly failed!: number;
  @Field(() => Int, { description: "Journeys in which the step came later than `expectedWait`." })
  readonly late!: number;
}

export { MAX_COMMENTS };

@ObjectType("PainPoint", { simpleResolvers: true, description: "Something that goes wrong, with its evidence." })
export class PainPointType implements Omit<PainPointResult, "evidence"> {
  @Field(() => PainPointKindEnum, { description: "The kind of evidence." })
  readonly kind!: PainPointKind;
  @Field(() => TransitionEndType, { description: "The touchpoint at which the problem occurs." })
  readonly label!: Label;
  @Field(() => String, { description: "The evidence in one sentence." })
  readonly sentence!: string;
  @Field(() => Int, {
    description: "How often the problem occurs: a number of visits, cases, handoffs, moves or journeys.",
  })
  readonly count!: number;
  @Field(() => Int, { nullable: true, description: "How often the problem could have occurred." })
  readonly of!: number | null;
  @Field(() => Float, { nullable: true, description: "`count` / `of`, from 0 to 1." })
  readonly rate!: number | null;
  /**
   * Not a field of the schema: resolvers/feedback.ts has a resolver for the field `comments`, which reads the texts
   * from the store.
   */
  readonly comments!: PainPointResult["comments"];
}
