// ends: where do journeys begin and end?

import { Field, Float, Int, ObjectType } from "type-graphql";
import type { Label } from "../engine/terms.js";
import { DEFAULT_FIRST } from "../engine/totals.js";
import type { EndPointResult, EndsParams } from "../questions/ends/index.js";
import { AnswerType, TotalsType } from "./answer.js";
import { asking } from "./asking.js";
import { EndPartEnum, TotalsPartEnum } from "./enums.js";
import { TransitionEndType } from "./labels.js";
import { LabelsArgs, readPathOptions } from "./options.js";

@ObjectType("EndPoint", {
  simpleResolvers: true,
  description: "A label with which journeys begin, or with which they end.",
})
export class EndPointType implements EndPointResult {
  @Field(() => TransitionEndType, { description: "The label." })
  readonly label!: Label;
  @Field(() => Int, { description: "Journeys that begin, or end, with it; each does so with one." })
  readonly journeys!: number;
  @Field(() => Int, { description: "Customers of those journeys." })
  readonly customers!: number;
  @Field(() => Float, { description: "`journeys` of `totals.counted`, from 0 to 1." })
  readonly share!: number;
  @Field(() => Int, { description: "Of those journeys, open ones: an exit of theirs may not be the end." })
  readonly open!: number;
  /** Keys; `exampleJourneys` loads them. */
  readonly examples!: readonly string[];
}

@ObjectType("Ends", {
  simpleResolvers: true,
  description: "Where journeys begin and where they end, the most journeys first, then by label.",
})
export class EndsType {
  @Field(() => TotalsType, {
    description:
      "How many journeys this is about: all with something left are matched, completed and counted; `shown` are those whose entry and exit are both on rows shown.",
  })
  readonly totals!: TotalsType;
  @Field(() => [EndPointType], { description: "The first labels of journeys." })
  readonly entries!: readonly EndPointType[];
  @Field(() => [EndPointType], { description: "The last labels of journeys." })
  readonly exits!: readonly EndPointType[];
  @Field(() => AnswerType, { description: "What the answer says of itself." })
  readonly answer!: AnswerType;
}

export const ends = asking<LabelsArgs, EndsParams>({
  type: EndsType,
  description: "Where do journeys begin, and where do they end?",
  args: LabelsArgs,
  read: {
    options: (options) => readPathOptions(options),
    filter: (_, __, { filter }) => filter,
    first: (first) => first ?? DEFAULT_FIRST,
  },
  rows: ({ first }) => first ?? DEFAULT_FIRST,
  opens: [
    { type: TotalsType, parts: TotalsPartEnum, otherwise: "COUNTED" },
    { type: EndPointType, parts: EndPartEnum, otherwise: "JOURNEYS" },
  ],
  examples: [{ type: EndPointType }],
});
