// loops: where do journeys repeat themselves?
import { Field, Float, Int, ObjectType } from "type-graphql";
import type { Label, WaitStats } from "../engine/terms.js";
import { DEFAULT_FIRST } from "../engine/totals.js";
import type { LoopsParams, LoopsWanted } from "../questions/loops/plan.js";
import type { LoopLabelResult, LoopReturnResult, LoopTotalsResult } from "../questions/loops/result.js";
import { asking } from "./asking/asking.js";
import { AnswerType, WaitStatsType } from "./shared/answer.js";
import { TransitionEndType } from "./shared/labels.js";
import { LabelsArgs, READ_LABELS } from "./shared/options.js";
import { LoopLabelPartEnum, LoopTotalsPartEnum } from "./shared/partEnums.js";

@ObjectType("LoopTotals", { simpleResolvers: true, description: "Counts of the journeys that repeat labels." })
export class LoopTotalsType implements LoopTotalsResult {
  @Field(() => Int, {
    description: "Journeys in scope: those that satisfy the filter, which is applied before `hide`.",
  })
  readonly journeys!: number;
  @Field(() => Int, { description: "Customers of the journeys in scope." })
  readonly customers!: number;
  @Field(() => Int, {
    description:
      "Journeys in scope that have interactions left after `hide`. All counts below refer to these journeys.",
  })
  readonly counted!: number;
  @Field(() => Int, {
    description: "Counted journeys that are open, so that further interactions can still belong to them.",
  })
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
  @Field(() => Int, { description: "Number of labels that occur again and are not shown in `labels`." })
  readonly otherLabels!: number;
  @Field(() => Int, { description: "Number of returns that are not shown in `returns`." })
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
    description: "How often the label occurs again after another label. An uninterrupted run of the label counts once.",
  })
  readonly repeats!: number;
  @Field(() => Int, { description: "Journeys with a self-loop of the label." })
  readonly selfLoopJourneys!: number;
  @Field(() => Int, { description: "Journeys with a repeat of the label." })
  readonly repeatJourneys!: number;
  @Field(() => Int, { description: "Journeys with a self-loop or a repeat of the label." })
  readonly againJourneys!: number;
  @Field(() => Int, { description: "Distinct customers of these journeys." })
  readonly againCustomers!: number;
  @Field(() => Float, { description: "`againJourneys` / `journeys`, from 0 to 1." })
  readonly share!: number;
  /** Keys of journeys, which `exampleJourneys` loads. */
  readonly examples!: readonly string[];
}

@ObjectType("LoopReturn", {
  simpleResolvers: true,
  description: "A return: from a label A to another label B and directly back to A.",
})
export class LoopReturnType implements LoopReturnResult {
  @Field(() => TransitionEndType, { description: "Label A, which the journey leaves and comes back to." })
  readonly from!: Label;
  @Field(() => TransitionEndType, { description: "Label B, which comes between the two occurrences of A." })
  readonly via!: Label;
  @Field(() => Int, { description: "Number of occurrences." })
  readonly count!: number;
  @Field(() => Int, { description: "Journeys with at least one occurrence of the return." })
  readonly journeys!: number;
  @Field(() => Int, { description: "Distinct customers of these journeys." })
  readonly customers!: number;
  @Field(() => Float, {
    description: "Share of the direct moves from A to B after which the journey goes directly back to A, from 0 to 1.",
  })
  readonly share!: number;
  @Field(() => WaitStatsType, {
    description: "Time away from A: from the last interaction on A before B to the first interaction on A after B.",
  })
  readonly wait!: WaitStats;
  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether A and B are on different channels. Null if `grain` is KIND, STAGE or PROPERTY, or if A or B is a group.",
  })
  readonly isHandoff!: boolean | null;
  /** Keys of journeys, which `exampleJourneys` loads. */
  readonly examples!: readonly string[];
}

@ObjectType("Loops", {
  simpleResolvers: true,
  description:
    "Labels that occur again within a journey, and returns. In a return, a journey goes from one label to another one and directly back to the first. Both lists are ordered by frequency, then by label.",
})
export class LoopsType {
  @Field(() => LoopTotalsType, { description: "Counts of the journeys that the answer is based on." })
  readonly totals!: LoopTotalsType;
  @Field(() => [LoopLabelType], { description: "One row for each label that occurs again, at most `first` rows." })
  readonly labels!: readonly LoopLabelType[];
  @Field(() => [LoopReturnType], {
    description: "One row for each pair of labels with a return, at most `first` rows.",
  })
  readonly returns!: readonly LoopReturnType[];
  @Field(() => AnswerType, { description: "Metadata of the answer." })
  readonly answer!: AnswerType;
}

export const loops = asking<LabelsArgs, LoopsParams>({
  type: LoopsType,
  description:
    "Where do journeys repeat themselves? Lists labels that occur again within a journey, and returns: from a label A to another label B and directly back to A.",
  args: LabelsArgs,
  read: READ_LABELS,
  wanted: (selection): LoopsWanted => ({
    ...selection.wanted(),
    returns: selection.selects("Loops", "returns") || selection.selects("LoopTotals", "otherReturns"),
  }),
  rows: ({ first }) => first ?? DEFAULT_FIRST,
  opens: [
    { type: LoopTotalsType, parts: LoopTotalsPartEnum, otherwise: "COUNTED" },
    { type: LoopLabelType, parts: LoopLabelPartEnum, otherwise: "AGAIN" },
    { type: LoopReturnType },
  ],
  examples: [{ type: LoopLabelType }, { type: LoopReturnType }],
});
