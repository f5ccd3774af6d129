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
import { LabelsArgs, readPathOptions } from "./options.js";

@ObjectType("LoopTotals", { simpleResolvers: true, description: "How many journeys go in circles at all." })
export class LoopTotalsType implements LoopTotalsResult {
  @Field(() => Int, { description: "Journeys in scope: those that pass the filter, before `hide`." })
  readonly journeys!: number;
  @Field(() => Int, { description: "Customers of the journeys in scope." })
  readonly customers!: number;
  @Field(() => Int, { description: "Journeys with something left after `hide`; those below are of these." })
  readonly counted!: number;
  @Field(() => Int, { description: "Of those, open ones: more may come." })
  readonly open!: number;
  @Field(() => Int, { description: "Journeys with a self-loop: a label right after itself." })
  readonly selfLoopJourneys!: number;
  @Field(() => Int, { description: "Journeys with a repeat: a label that is met again after another one." })
  readonly repeatJourneys!: number;
  @Field(() => Int, { description: "Journeys with a return A→B→A." })
  readonly returnJourneys!: number;
  @Field(() => Int, { description: "Journeys with a self-loop or a repeat." })
  readonly againJourneys!: number;
  @Field(() => Float, { nullable: true, description: "`againJourneys` of `counted`, from 0 to 1; null over nothing." })
  readonly againShare!: number | null;
  @Field(() => Int, { description: "Labels that are met again and not shown." })
  readonly otherLabels!: number;
  @Field(() => Int, { description: "Pairs of labels with a return that are not shown." })
  readonly otherReturns!: number;
}

@ObjectType("LoopLabel", { simpleResolvers: true, description: "A label that journeys meet again." })
export class LoopLabelType implements LoopLabelResult {
  @Field(() => TransitionEndType, { description: "The label." })
  readonly label!: Label;
  @Field(() => Int, { description: "Journeys that have it." })
  readonly journeys!: number;
  @Field(() => Int, { description: "How often it is met beyond the first time in a journey: `selfLoops` + `repeats`." })
  readonly again!: number;
  @Field(() => Int, { description: "How often it comes right after itself." })
  readonly selfLoops!: number;
  @Field(() => Int, { description: "How often it is met again after another label; a run of it counts once." })
  readonly repeats!: number;
  @Field(() => Int, { description: "Journeys with a self-loop of it." })
  readonly selfLoopJourneys!: number;
  @Field(() => Int, { description: "Journeys with a repeat of it." })
  readonly repeatJourneys!: number;
  @Field(() => Int, { description: "Journeys that meet it again either way." })
  readonly againJourneys!: number;
  @Field(() => Int, { description: "Customers of those journeys." })
  readonly againCustomers!: number;
  @Field(() => Float, { description: "`againJourneys` of `journeys`, from 0 to 1." })
  readonly share!: number;
  /** Keys; `exampleJourneys` loads them. */
  readonly examples!: readonly string[];
}

@ObjectType("LoopReturn", {
  simpleResolvers: true,
  description: "A return A→B→A: away to another label and back, with nothing else between.",
})
export class LoopReturnType implements LoopReturnResult {
  @Field(() => TransitionEndType, { description: "A, the label left and met again." })
  readonly from!: Label;
  @Field(() => TransitionEndType, { description: "B, the label between." })
  readonly via!: Label;
  @Field(() => Int, { description: "How often it occurs." })
  readonly count!: number;
  @Field(() => Int, { description: "Journeys in which it occurs." })
  readonly journeys!: number;
  @Field(() => Int, { description: "Customers of those journeys." })
  readonly customers!: number;
  @Field(() => Float, { description: "`count` of the passages from A to B: how many of them come back; from 0 to 1." })
  readonly share!: number;
  @Field(() => WaitStatsType, { description: "Time away: from A's last time to its next." })
  readonly wait!: WaitStats;
  @Field(() => Boolean, {
    nullable: true,
    description: "Whether A and B are on two channels; null at grains that have no channel.",
  })
  readonly isHandoff!: boolean | null;
  /** Keys; `exampleJourneys` loads them. */
  readonly examples!: readonly string[];
}

@ObjectType("Loops", {
  simpleResolvers: true,
  description: "Labels that are met again, the most often first, and returns, the most frequent first; then by label.",
})
export class LoopsType {
  @Field(() => LoopTotalsType, { description: "How many journeys this is about." })
  readonly totals!: LoopTotalsType;
  @Field(() => [LoopLabelType], { description: "The first of the labels." })
  readonly labels!: readonly LoopLabelType[];
  @Field(() => [LoopReturnType], { description: "The first of the returns." })
  readonly returns!: readonly LoopReturnType[];
  @Field(() => AnswerType, { description: "What the answer says of itself." })
  readonly answer!: AnswerType;
}

export const loops = asking<LabelsArgs, LoopsParams>({
  type: LoopsType,
  description: "Where do journeys go in circles? Labels that are met again, and returns A→B→A.",
  args: LabelsArgs,
  read: {
    options: (options) => readPathOptions(options),
    filter: (_, __, { filter }) => filter,
    first: (first) => first ?? DEFAULT_FIRST,
  },
  rows: ({ first }) => first ?? DEFAULT_FIRST,
  opens: [
    { type: LoopTotalsType, parts: LoopTotalsPartEnum, otherwise: "COUNTED" },
    { type: LoopLabelType, parts: LoopLabelPartEnum, otherwise: "AGAIN" },
    { type: LoopReturnType },
  ],
  examples: [{ type: LoopLabelType }, { type: LoopReturnType }],
});
