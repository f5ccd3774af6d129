// ends: where do journeys begin and end?

import { Field, Float, Int, ObjectType } from "type-graphql";
import type { Label } from "../engine/terms.js";
import { DEFAULT_FIRST } from "../engine/totals.js";
import type { EndPointResult, EndsParams } from "../questions/ends/index.js";
import { AnswerType, TotalsType } from "./answer.js";
import { asking } from "./asking.js";
import { EndPartEnum, TotalsPartEnum } from "./enums.js";
import { TransitionEndType } from "./labels.js";
import { LabelsArgs, READ_LABELS } from "./options.js";

@ObjectType("EndPoint", {
  simpleResolvers: true,
  description: "A label that journeys begin with, or end with.",
})
export class EndPointType implements EndPointResult {
  @Field(() => TransitionEndType, { description: "The label." })
  readonly label!: Label;
  @Field(() => Int, {
    description: "Journeys that begin, or end, with the label. Each journey has one entry and one exit.",
  })
  readonly journeys!: number;
  @Field(() => Int, { description: "Customers of these journeys." })
  readonly customers!: number;
  @Field(() => Float, { description: "`journeys` / `totals.counted`, from 0 to 1." })
  readonly share!: number;
  @Field(() => Int, {
    description:
      "Journeys of this row that are open. These journeys may continue, so the label of an exit is not necessarily their end.",
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
      "Counts of the journeys behind the answer. All journeys with something left are matched, completed and counted. `shown` counts journeys whose entry and exit are both on shown rows.",
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
