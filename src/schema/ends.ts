// ends: where do journeys begin and end?
import { Field, Float, Int, ObjectType } from "type-graphql";
import type { Label } from "../engine/terms.js";
import { DEFAULT_FIRST } from "../engine/totals.js";
import type { EndPointResult, EndsParams } from "../questions/ends/index.js";
import { asking } from "./asking/asking.js";
import { AnswerType, TotalsType } from "./shared/answer.js";
import { TransitionEndType } from "./shared/labels.js";
import { LabelsArgs, READ_LABELS } from "./shared/options.js";
import { EndPartEnum, TotalsPartEnum } from "./shared/partEnums.js";

@ObjectType("EndPoint", {
  simpleResolvers: true,
  description: "A label with which journeys begin (in `entries`) or end (in `exits`).",
})
export class EndPointType implements EndPointResult {
  @Field(() => TransitionEndType, { description: "The label." })
  readonly label!: Label;
  @Field(() => Int, {
    description: "Journeys that begin or end with the label. Each counted journey has one entry and one exit.",
  })
  readonly journeys!: number;
  @Field(() => Int, { description: "Distinct customers of these journeys." })
  readonly customers!: number;
  @Field(() => Float, { description: "`journeys` / `totals.counted`, from 0 to 1." })
  readonly share!: number;
  @Field(() => Int, {
    description:
      "Journeys of this row that are open. An open journey may continue, so its current last label need not be its final one.",
  })
  readonly open!: number;
  /** Keys of journeys, which `exampleJourneys` loads. */
  readonly examples!: readonly string[];
}

@ObjectType("Ends", {
  simpleResolvers: true,
  description: "Where journeys begin and where they end, most journeys first, then by label.",
})
export class EndsType {
  @Field(() => TotalsType, {
    description:
      "Counts of the journeys that the answer is based on.  All journeys that have interactions left after `hide` are matched, completed and counted. `shown` counts the journeys whose first and last label are both on rows that the answer shows.",
  })
  readonly totals!: TotalsType;
  @Field(() => [EndPointType], { description: "The first labels of journeys." })
  readonly entries!: readonly EndPointType[];
  @Field(() => [EndPointType], { description: "The last labels of journeys." })
  readonly exits!: readonly EndPointType[];
  @Field(() => AnswerType, { description: "Metadata of the answer." })
  readonly answer!: AnswerType;
}

export const ends = asking<LabelsArgs, EndsParams>({
  type: EndsType,
  description: "Where do journeys begin, and where do they end?",
  args: LabelsArgs,
  read: READ_LABELS,
  rows: ({ first }) => first ?? DEFAULT_FIRST,
  opens: [
    { type: TotalsType, parts: TotalsPartEnum, otherwise: "COUNTED" },
    { type: EndPointType, parts: EndPartEnum, otherwise: "JOURNEYS" },
  ],
  examples: [{ type: EndPointType }],
});
