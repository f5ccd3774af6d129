// compareTransitions: its answer and its arguments.
import { ArgsType, Field, Int, ObjectType } from "type-graphql";
import type { Label } from "../engine/terms.js";
import type { ComparedRateResult, ComparedTransitionResult } from "../questions/compare/result.js";
import type { CompareTransitionsParams } from "../questions/compare/transitions.js";
import { DEFAULT_EDGES } from "../questions/transitions/plan.js";
import { asking } from "./asking/asking.js";
import {
  ComparedRateType,
  ComparedTotalsType,
  CompareSideInput,
  OPENS,
  ORDER,
  READ_SIDES,
  SIDE_A,
  SIDE_B,
} from "./compare.js";
import { AnswerType } from "./shared/answer.js";
import { TransitionEndType } from "./shared/labels.js";
import { READ_TRANSITIONS, TransitionsArgs } from "./transitions.js";

@ObjectType("ComparedTransition", {
  simpleResolvers: true,
  description: "A pair of labels that occurs on at least one side.",
})
export class ComparedTransitionType implements ComparedTransitionResult {
  @Field(() => TransitionEndType, { description: "The label that the transition leaves." })
  readonly from!: Label;
  @Field(() => TransitionEndType, { description: "The label that the transition reaches." })
  readonly to!: Label;
  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether the two labels are on different channels. Interactions sent by the brand are included. Null if `grain` is KIND, STAGE or PROPERTY, or if one of the labels is a group.",
  })
  readonly isHandoff!: boolean | null;
  @Field(() => ComparedRateType, {
    description:
      "Occurrences of the pair, as a share of all occurrences of `from`, including those after which the journey ends. With EVENTUALLY, journeys with the pair, as a share of those that contain `from`.",
  })
  readonly probability!: ComparedRateResult;
}

@ObjectType("CompareTransitions", {
  simpleResolvers: true,
  description: "The transitions of two sides, compared with each other.",
})
export class CompareTransitionsType {
  @Field(() => ComparedTotalsType, {
    description:
      "Counts of the journeys that the comparison is based on. All journeys that have interactions left after `hide` are matched, completed and counted.",
  })
  readonly totals!: ComparedTotalsType;
  @Field(() => [ComparedTransitionType], { description: ORDER })
  readonly edges!: readonly ComparedTransitionType[];
  @Field(() => Int, { description: "Number of pairs that the answer does not show." })
  readonly otherEdges!: number;
  @Field(() => AnswerType, { description: "Metadata of the answer." })
  readonly answer!: AnswerType;
}

@ArgsType()
export class CompareTransitionsArgs extends TransitionsArgs {
  @Field(() => CompareSideInput, SIDE_A)
  readonly a!: CompareSideInput;
  @Field(() => CompareSideInput, SIDE_B)
  readonly b!: CompareSideInput;
}

export const compareTransitions = asking<CompareTransitionsArgs, CompareTransitionsParams>({
  type: CompareTransitionsType,
  description:
    "Do the journeys on side B continue differently from those on side A? Applies `transitions` to both sides.",
  args: CompareTransitionsArgs,
  read: { ...READ_TRANSITIONS, ...READ_SIDES },
  rows: ({ first }) => first ?? DEFAULT_EDGES,
  opens: OPENS,
});
