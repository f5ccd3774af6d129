// loops: where do journeys go in circles?

import { Field, Float, Int, ObjectType } from "type-graphql";
import type { Label, WaitStats } from "../engine/terms.js";
import { DEFAULT_FIRST } from "../engine/totals.js";
import type { LoopsParams } from "../questions/loops/plan.js";
import type { LoopLabelResult, LoopReturnResult, LoopTotalsResult } from "../questions/loops/result.js";
import { AnswerType, WaitStatsType } from "./answer.js";
import { asking } from "./asking.js";
import { LoopLabelPartEnum, LoopTotalsPartEnum } from "./enums.js";
import { TransitionEndType } from "./labels.js";
import { LabelsArgs, READ_LABELS } from "./options.js";

@ObjectType("LoopTotals", { simpleResolvers: true, description: "Counts of the journeys that go in circles." })
export class LoopTotalsType implements LoopTotalsResult {
  @Field(() => Int, { description: "Journeys in scope: those that pass the filter, before `hide`." })
  readonly journeys!: number;
  @Field(() => Int, { description: "Customers of the journeys in scope." })
  readonly customers!: number;
  @Field(() => Int, {
    description: "Journeys with something left after `hide`. The counts below refer to these journeys.",
  })
  readonly counted!: number;
  @Field(() => Int, { description: "Counted journeys that are open and may continue." })
  readonly open!: number;
  @Field(() => Int, { description: "Journeys with a self-loop: a label directly after itself." })
  readonly selfLoopJourneys!: number;
  @Field(() => Int, { description: "Journeys with a repeat: a label that occurs again after another label." })
  readonly repeatJourneys!: number;
  @Field(() => Int, { description: "Journeys with a return A→B→A." })
  readonly returnJourneys!: number;
  @Field(() => Int, { description: "Journeys with a self-loop or a repeat." })
  readonly againJourneys!: number;
  @Field(() => Float, {
    nullable: true,
    description: "`againJourneys` / `counted`, from 0 to 1; null if `counted` is 0.",
  })
  readonly againShare!: number | null;
  @Field(() => Int, { description: "Number of labels that occur again but are not shown." })
  readonly otherLabels!: number;
  @Field(() => Int, { description: "Number of pairs of labels with a return that are not shown." })
  readonly otherReturns!: number;
}

@ObjectType("LoopLabel", { simpleResolvers: true, description: "A label that occurs more than once in a journey." })
export class LoopLabelType implements LoopLabelResult {
  @Field(() => TransitionEndType, { description: "The label." })
  readonly label!: Label;
  @Field(() => Int, { description: "Journeys that contain the label." })
  readonly journeys!: number;
  @Field(() => Int, {
    description: "How often the label occurs after its first occurrence in a journey: `selfLoops` + `repeats`.",
  })
  readonly again!: number;
  @Field(() => Int, { description: "How often the label comes directly after itself." })
  readonly selfLoops!: number;
  @Field(() => Int, {
    description: "How often the label occurs again after another label. A run of the label counts once.",
  })
  readonly repeats!: number;
  @Field(() => Int, { description: "Journeys with a self-loop of the label." })
  readonly selfLoopJourneys!: number;
  @Field(() => Int, { description: "Journeys with a repeat of the label." })
  readonly repeatJourneys!: number;
  @Field(() => Int, { description: "Journeys with a self-loop or a repeat of the label." })
  readonly againJourneys!: number;
  @Field(() => Int, { description: "Customers of these journeys." })
  readonly againCustomers!: number;
  @Field(() => Float, { description: "`againJourneys` / `journeys`, from 0 to 1." })
  readonly share!: number;
  /** Keys of journeys, which `exampleJourneys` loads. */
  readonly examples!: readonly string[];
}

@ObjectType("LoopReturn", {
  simpleResolvers: true,
  description: "A return A→B→A: to another label and directly back.",
})
export class LoopReturnType implements LoopReturnResult {
  @Field(() => TransitionEndType, { description: "A, the label that the journey leaves and comes back to." })
  readonly from!: Label;
  @Field(() => TransitionEndType, { description: "B, the label in between." })
  readonly via!: Label;
  @Field(() => Int, { description: "Number of occurrences." })
  readonly count!: number;
  @Field(() => Int, { description: "Journeys with at least one occurrence." })
  readonly journeys!: number;
  @Field(() => Int, { description: "Customers of these journeys." })
  readonly customers!: number;
  @Field(() => Float, {
    description: "`count` divided by the passages from A to B: the share of passages that come back. From 0 to 1.",
  })
  readonly share!: number;
  @Field(() => WaitStatsType, {
    description: "Time away: from the last time of the first run of A to the first time of the second.",
  })
  readonly wait!: WaitStats;
  @Field(() => Boolean, {
    nullable: true,
    description: "Whether A and B are on different channels; null at grains without a channel.",
  })
  readonly isHandoff!: boolean | null;
  /** Keys of journeys, which `exampleJourneys` loads. */
  readonly examples!: readonly string[];
}

@ObjectType("Loops", {
  simpleResolvers: true,
  description: "Labels that occur again, and returns, most frequent first, then by label.",
})
export class LoopsType {
  @Field(() => LoopTotalsType, { description: "Counts of the journeys behind the answer." })
  readonly totals!: LoopTotalsType;
  @Field(() => [LoopLabelType], { description: "The first rows of the labels." })
  readonly labels!: readonly LoopLabelType[];
  @Field(() => [LoopReturnType], { description: "The first rows of the returns." })
  readonly returns!: readonly LoopReturnType[];
  @Field(() => AnswerType, { description: "Metadata of the answer." })
  readonly answer!: AnswerType;
}

export const loops = asking<LabelsArgs, LoopsParams>({
  type: LoopsType,
  description: "Where do journeys go in circles? Lists labels that occur again, and returns A→B→A.",
  args: LabelsArgs,
  read: READ_LABELS,
  rows: ({ first }) => first ?? DEFAULT_FIRST,
  opens: [
    { type: LoopTotalsType, parts: LoopTotalsPartEnum, otherwise: "COUNTED" },
    { type: LoopLabelType, parts: LoopLabelPartEnum, otherwise: "AGAIN" },
    { type: LoopReturnType },
  ],
  examples: [{ type: LoopLabelType }, { type: LoopReturnType }],
});
