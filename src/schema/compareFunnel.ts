// compareFunnel: its answer and its arguments.
import { ArgsType, Field, Int, ObjectType } from "type-graphql";
import type { CompareFunnelParams } from "../questions/compare/funnel.js";
import type { ComparedFunnelStepResult, ComparedRateResult } from "../questions/compare/result.js";
import { asking } from "./asking/asking.js";
import {
  ComparedRateType,
  ComparedTotalsType,
  CompareSideInput,
  OPENS,
  READ_SIDES,
  SIDE_A,
  SIDE_B,
} from "./compare.js";
import { FunnelMatchArgs, READ_MATCH } from "./funnelMatch.js";
import { AnswerType } from "./shared/answer.js";
import { PathOptionsInput } from "./shared/options.js";

@ObjectType("ComparedFunnelStep", {
  simpleResolvers: true,
  description:
    "One step of a funnel on both sides. For each of the four shares, the tests of all steps are corrected together, with the Benjamini–Hochberg procedure.",
})
export class ComparedFunnelStepType implements ComparedFunnelStepResult {
  @Field(() => Int, { description: "Number of the step, from 1." })
  readonly step!: number;
  @Field(() => String, { description: "Name of the step." })
  readonly name!: string;
  @Field(() => Boolean, { description: "Whether the step is optional." })
  readonly isOptional!: boolean;
  @Field(() => ComparedRateType, {
    description: "Journeys that completed the step, as a share of those that completed the first step.",
  })
  readonly shareOfFirst!: ComparedRateResult;
  @Field(() => ComparedRateType, {
    description: "Journeys that completed the step, as a share of those that entered it.",
  })
  readonly shareOfPrevious!: ComparedRateResult;
  @Field(() => ComparedRateType, {
    description: "Journeys that completed the step, as a share of all journeys on the side.",
  })
  readonly shareOfAll!: ComparedRateResult;
  @Field(() => ComparedRateType, {
    description:
      "Mature journeys that completed the step, as a share of all mature journeys. Journeys that still have time to complete do not lower this rate.",
  })
  readonly completionRate!: ComparedRateResult;
}

@ObjectType("CompareFunnel", { simpleResolvers: true, description: "A funnel of two sides, compared step by step." })
export class CompareFunnelType {
  @Field(() => ComparedTotalsType, {
    description:
      "Counts of the journeys that the answer is based on. Journeys in `matched` have the first step in their match, and journeys in `completed` have the last step in their match.",
  })
  readonly totals!: ComparedTotalsType;
  @Field(() => [ComparedFunnelStepType], { description: "The steps, in order." })
  readonly steps!: readonly ComparedFunnelStepType[];
  @Field(() => AnswerType, { description: "Metadata of the answer." })
  readonly answer!: AnswerType;
}

@ArgsType()
export class CompareFunnelArgs extends FunnelMatchArgs {
  @Field(() => PathOptionsInput, {
    nullable: true,
    description:
      "How interactions become labels. Only `hide` applies. The query refuses any other option whose value is not its default.",
  })
  override readonly options?: PathOptionsInput | null;
  @Field(() => CompareSideInput, SIDE_A)
  readonly a!: CompareSideInput;
  @Field(() => CompareSideInput, SIDE_B)
  readonly b!: CompareSideInput;
}

export const compareFunnel = asking<CompareFunnelArgs, CompareFunnelParams>({
  type: CompareFunnelType,
  description:
    "Do fewer journeys complete the steps on side B than on side A, and at which step do they stop? Applies `funnel` to both sides.",
  args: CompareFunnelArgs,
  read: { ...READ_MATCH, ...READ_SIDES },
  rows: ({ steps }) => steps.length,
  opens: OPENS,
});
