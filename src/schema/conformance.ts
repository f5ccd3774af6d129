// conformance: do journeys follow their design?
import { ArgsType, Field, Float, Int, ObjectType } from "type-graphql";
import type { Label } from "../engine/terms.js";
import { DEFAULT_FIRST } from "../engine/totals.js";
import type { ConformanceParams, ConformanceWanted } from "../questions/conformance/plan.js";
import type {
  AdHocResult,
  ConformanceTotalsResult,
  Move,
  StepConformanceResult,
  VariantMove,
  VariantResult,
} from "../questions/conformance/result.js";
import { asking } from "./asking/asking.js";
import { AnswerType } from "./shared/answer.js";
import { MoveEnum } from "./shared/enums.js";
import { FILTER, JourneyFilterInput } from "./shared/filter.js";
import { TransitionEndType } from "./shared/labels.js";
import { ConformanceStepPartEnum, ConformanceTotalsPartEnum } from "./shared/partEnums.js";
import { IsPageSize } from "./shared/rules.js";
import { Duration } from "./shared/scalars.js";
import { UnitArgs } from "./shared/unit.js";

@ObjectType("ConformanceTotals", { simpleResolvers: true, description: "How well all journeys fit the design." })
export class ConformanceTotalsType implements ConformanceTotalsResult {
  @Field(() => Int, { description: "Journeys in scope: those that satisfy the filter." })
  readonly journeys!: number;
  @Field(() => Int, { description: "Customers of the journeys in scope." })
  readonly customers!: number;
  @Field(() => Int, {
    description: "Journeys without a missing step, an ad hoc interaction or a step out of order.",
  })
  readonly conforming!: number;
  @Field(() => Int, { description: "The other journeys. `conforming` + `deviating` = `journeys`." })
  readonly deviating!: number;
  @Field(() => Int, { description: "Open journeys. In these, a step that may still come is not missing." })
  readonly open!: number;
  @Field(() => Float, {
    nullable: true,
    description: "Mean fitness of the journeys, from 0 to 1; null if there are none.",
  })
  readonly fitness!: number | null;
  @Field(() => Int, {
    description:
      "Sum of the costs of all journeys. A missing step and an ad hoc interaction cost 1 each. A step out of order costs 2, because it is missing at its place and ad hoc at another.",
  })
  readonly cost!: number;
  @Field(() => Int, { description: "Number of ad hoc touchpoints that are not shown." })
  readonly otherAdHoc!: number;
  @Field(() => Int, { nullable: true, description: "Number of distinct variants." })
  readonly variants!: number | null;
  @Field(() => Int, {
    nullable: true,
    description: "Journeys of the variants that are not shown.",
  })
  readonly otherVariantJourneys!: number | null;
}

@ObjectType("StepConformance", {
  simpleResolvers: true,
  description: "How often a step of the design is reached, and how often journeys deviate from it.",
})
export class StepConformanceType implements StepConformanceResult {
  @Field(() => String, { description: "The step's key." })
  readonly key!: string;
  @Field(() => String, { description: "The step's name." })
  readonly name!: string;
  @Field(() => Int, { description: "Journeys in which at least one interaction matches the step." })
  readonly reached!: number;
  @Field(() => Int, { description: "Interactions that match the step." })
  readonly interactions!: number;
  @Field(() => Int, {
    description: "Journeys in which the step is missing and its touchpoint does not occur elsewhere.",
  })
  readonly missing!: number;
  @Field(() => Int, {
    description: "Journeys in which the step's touchpoint occurs, but not at the place of the step in the design.",
  })
  readonly outOfOrder!: number;
  @Field(() => Int, { description: "Journeys with an interaction that matches the step and has the outcome FAILED." })
  readonly failed!: number;
  @Field(() => Int, {
    description:
      "Journeys in which the time between the previous step and this step was longer than `expectedWait`. The count is 0 if the step has no expected wait.",
  })
  readonly late!: number;
  @Field(() => Duration, {
    nullable: true,
    description:
      "Mean wait before an interaction that matches this step, counted from the previous interaction of the journey that matches any step. Null if there is no such wait.",
  })
  readonly meanWait!: number | null;
}

@ObjectType("AdHoc", {
  simpleResolvers: true,
  description: "A touchpoint with interactions that match no step.",
})
export class AdHocType implements AdHocResult {
  @Field(() => TransitionEndType, { description: "The touchpoint." })
  readonly label!: Label;
  @Field(() => Int, { description: "Interactions that match no step and are not paired with a step out of order." })
  readonly interactions!: number;
  @Field(() => Int, { description: "Journeys with at least one such interaction." })
  readonly journeys!: number;
}

@ObjectType("VariantMove", { simpleResolvers: true, description: "One move of an alignment." })
export class VariantMoveType implements VariantMove {
  @Field(() => MoveEnum, { description: "The kind of move." })
  readonly move!: Move;
  @Field(() => String, { nullable: true, description: "Key of the step; null for an ad hoc interaction." })
  readonly step!: string | null;
  @Field(() => String, { nullable: true, description: "Key of the touchpoint; null for a missing step." })
  readonly touchpoint!: string | null;
}

@ObjectType("Variant", {
  simpleResolvers: true,
  description: "All journeys with the same touchpoints in the same order, aligned with the design.",
})
export class VariantType implements Omit<VariantResult, "touchpoints"> {
  @Field(() => Int, { description: "Number of journeys." })
  readonly journeys!: number;
  @Field(() => Float, { description: "Share of the journeys in scope, from 0 to 1." })
  readonly share!: number;
  @Field(() => Boolean, {
    description: "Whether the journeys of the variant are open. Open and closed journeys are in separate variants.",
  })
  readonly open!: boolean;
  @Field(() => Int, { description: "Cost of the alignment. If the cost is 0, the variant conforms." })
  readonly cost!: number;
  @Field(() => Float, {
    description: "1 − `cost` / (fewest steps of any run through the design + interactions), from 0 to 1.",
  })
  readonly fitness!: number;
  @Field(() => [VariantMoveType], {
    description: "The interactions in order. A missing step comes just before the next match.",
  })
  readonly moves!: readonly VariantMove[];
}

@ObjectType("Conformance", {
  simpleResolvers: true,
  description: "How well journeys fit a blueprint, and where they deviate from it.",
})
export class ConformanceType {
  @Field(() => ConformanceTotalsType, { description: "How well all journeys fit the design." })
  readonly totals!: ConformanceTotalsType;
  @Field(() => [StepConformanceType], { description: "The steps in the order of the design." })
  readonly steps!: readonly StepConformanceType[];
  @Field(() => [AdHocType], {
    description: "Ad hoc touchpoints, most journeys first, and ties sorted by touchpoint; at most `first` of them.",
  })
  readonly adHoc!: readonly AdHocType[];
  @Field(() => [VariantType], {
    description:
      "The most frequent variants, most journeys first, and ties sorted by touchpoints; at most `first` of them.",
  })
  readonly variants!: readonly VariantType[];
  @Field(() => AnswerType, { description: "Metadata of the answer." })
  readonly answer!: AnswerType;
}

@ArgsType()
export class ConformanceArgs extends UnitArgs {
  @Field(() => String, { description: "Key of the blueprint." })
  readonly blueprint!: string;
  @Field(() => Int, { nullable: true, description: "Version of the blueprint. By default, the latest one." })
  readonly version?: number | null;
  @Field(() => JourneyFilterInput, FILTER)
  readonly filter?: JourneyFilterInput | null;
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_FIRST,
    description: "The largest number of ad hoc touchpoints, and of variants.",
  })
  @IsPageSize()
  readonly first?: number | null;
}

export const conformance = asking<ConformanceArgs, ConformanceParams>({
  type: ConformanceType,
  description:
    "Do journeys follow their design? Each journey is aligned with the blueprint at the lowest cost. Every interaction matches a step or is ad hoc, and a step that no interaction matches is missing. If several alignments have the lowest cost, the one with the earliest matches is taken. The costs are those of optimal alignments by Adriansyah, van Dongen and van der Aalst (2011) with the standard cost function; the deviations follow Halvorsrud, Kvale and Følstad (2016).",
  args: ConformanceArgs,
  read: {
    blueprint: (blueprint) => blueprint,
    version: (version) => version ?? null,
    filter: (_, __, found) => found.filter,
    first: (first) => first ?? DEFAULT_FIRST,
  },
  wanted: (selection): ConformanceWanted => ({
    ...selection.wanted(),
    variants:
      selection.selects("Conformance", "variants") ||
      selection.selects("ConformanceTotals", "variants", "otherVariantJourneys"),
  }),
  rows: ({ first }) => 60 + 2 * (first ?? DEFAULT_FIRST),
  opens: [
    { type: ConformanceTotalsType, parts: ConformanceTotalsPartEnum, otherwise: "DEVIATING" },
    { type: StepConformanceType, parts: ConformanceStepPartEnum, otherwise: "REACHED" },
    { type: AdHocType },
    { type: VariantType },
  ],
});
