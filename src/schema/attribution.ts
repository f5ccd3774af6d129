// attribution: which touchpoints get the credit for conversions?
import { ArgsType, Field, Float, Int, ObjectType } from "type-graphql";
import type { Grain } from "../engine/terms.js";
import { DEFAULT_FIRST } from "../engine/totals.js";
import {
  type AttributionModel,
  type AttributionParams,
  DEFAULT_GRAIN,
  DEFAULT_HALF_LIFE,
  DEFAULT_HALF_LIFE_MS,
  MODELS,
} from "../questions/attribution/plan.js";
import type { AttributionRowResult, AttributionTotals, ModelCredit } from "../questions/attribution/result.js";
import { asking } from "./asking/asking.js";
import { AnswerType } from "./shared/answer.js";
import { AttributionModelEnum, GrainEnum } from "./shared/enums.js";
import { FILTER, JourneyFilterInput } from "./shared/filter.js";
import { ROWS } from "./shared/options.js";
import { AttributionPartEnum } from "./shared/partEnums.js";
import { HasMembers, IsDuration, IsPageSize } from "./shared/rules.js";
import { Duration } from "./shared/scalars.js";
import { PointSelectorInput } from "./shared/selector.js";
import { readDuration } from "./shared/texts.js";
import { UnitArgs } from "./shared/unit.js";

@ObjectType("AttributionCredit", {
  simpleResolvers: true,
  description: "The credit that one model gives to a label.",
})
export class AttributionCreditType implements ModelCredit {
  @Field(() => AttributionModelEnum, { description: "The model." })
  readonly model!: AttributionModel;
  @Field(() => Float, {
    description:
      "Number of conversions credited, which may be a fraction. The credits of a model add up to `totals.conversions`.",
  })
  readonly credit!: number;
  @Field(() => Float, {
    nullable: true,
    description: "Share of all conversions, from 0 to 1; null if there are none.",
  })
  readonly share!: number | null;
}

@ObjectType("AttributionRow", {
  simpleResolvers: true,
  description: "One label and the credit that each model gives it, or the conversions without a touch.",
})
export class AttributionRowType implements AttributionRowResult {
  @Field(() => String, {
    description:
      "The key of the label: of a touchpoint, kind, channel or stage, depending on `by`. `(direct)` is the key of the row of conversions without a touch.",
  })
  readonly key!: string;
  @Field(() => String, { description: "The name of the label." })
  readonly label!: string;
  @Field(() => Boolean, { description: "Whether this is the row of conversions without a touch." })
  readonly isDirect!: boolean;
  @Field(() => Int, {
    description:
      "Conversions with at least one touch of this label. A conversion may be on several rows. The number can be 0 although MARKOV gives credit to the label. This happens if paths lead through the label to other labels that have conversions.",
  })
  readonly conversions!: number;
  @Field(() => Int, { description: "Journeys with at least one of these conversions." })
  readonly journeys!: number;
  @Field(() => Int, { description: "Distinct customers of these journeys." })
  readonly customers!: number;
  @Field(() => [AttributionCreditType], { description: "The credit of each model, in the order of `models`." })
  readonly credits!: readonly AttributionCreditType[];
  /** Keys of journeys, which `exampleJourneys` loads. */
  readonly examples!: readonly string[];
}

@ObjectType("AttributionTotals", { simpleResolvers: true, description: "Counts of conversions and of journeys." })
export class AttributionTotalsType implements AttributionTotals {
  @Field(() => Int, { description: "Journeys in scope: those that satisfy the filter." })
  readonly journeys!: number;
  @Field(() => Int, { description: "Customers of the journeys in scope." })
  readonly customers!: number;
  @Field(() => Int, { description: "Interactions that reach the goal. A journey may have several." })
  readonly conversions!: number;
  @Field(() => Int, { description: "Journeys with at least one conversion." })
  readonly convertedJourneys!: number;
  @Field(() => Int, { description: "Conversions without a touch. Every model credits them to `(direct)`." })
  readonly directConversions!: number;
  @Field(() => Int, {
    description:
      "Closed journeys without a conversion. The model MARKOV uses them as null paths, which do not end in a conversion.",
  })
  readonly nullJourneys!: number;
  @Field(() => Int, {
    description: "Open journeys without a conversion. They may still convert, so no model uses them.",
  })
  readonly pendingJourneys!: number;
}

@ObjectType("Attribution", {
  simpleResolvers: true,
  description:
    "The credit that each label gets for conversions, by model. A model is a rule for dividing credit. It does not say what would have happened without a touchpoint.",
})
export class AttributionType {
  @Field(() => AttributionTotalsType, { description: "Counts of conversions and of journeys." })
  readonly totals!: AttributionTotalsType;
  @Field(() => [AttributionRowType], {
    description:
      "The labels, at most `first` of them, most conversions first, and ties sorted by label. `(direct)` comes last.",
  })
  readonly rows!: readonly AttributionRowType[];
  @Field(() => Int, { description: "Number of labels that are not shown." })
  readonly otherRows!: number;
  @Field(() => [AttributionCreditType], {
    description: "The credit that each model gives to all labels that are not shown.",
  })
  readonly otherCredits!: readonly AttributionCreditType[];
  @Field(() => AnswerType, { description: "Metadata of the answer." })
  readonly answer!: AnswerType;
}

@ArgsType()
export class AttributionArgs extends UnitArgs {
  @Field(() => PointSelectorInput, {
    nullable: true,
    description:
      "The goal whose interactions are conversions. Without it, the default goal of the catalogue is used; if there is none, the question is refused with GOAL_REQUIRED. An interaction with the outcome FAILED is never a conversion.",
  })
  readonly goal?: PointSelectorInput | null;
  @Field(() => [AttributionModelEnum], { description: "The models to compare, each once." })
  @HasMembers(1, MODELS.length)
  readonly models!: AttributionModel[];
  @Field(() => GrainEnum, {
    nullable: true,
    defaultValue: DEFAULT_GRAIN,
    description: "What receives the credit: touchpoints, kinds, channels, stages or values of a property.",
  })
  readonly by?: Grain | null;
  @Field(() => String, {
    nullable: true,
    description:
      "The key of the property whose values receive the credit. Required with `by: PROPERTY`, and refused otherwise.",
  })
  readonly property?: string | null;
  @Field(() => Duration, {
    nullable: true,
    description:
      "The longest time from a touch to its conversion. A touch that comes longer before the conversion does not count. If omitted, all touches count.",
  })
  @IsDuration()
  readonly within?: string | null;
  @Field(() => Duration, {
    nullable: true,
    defaultValue: DEFAULT_HALF_LIFE,
    description:
      "Half-life of the weight of a touch under TIME_DECAY: a touch that is this much earlier than another weighs half as much.",
  })
  @IsDuration()
  readonly halfLife?: string | null;
  @Field(() => JourneyFilterInput, FILTER)
  readonly filter?: JourneyFilterInput | null;
  @Field(() => Int, { nullable: true, defaultValue: DEFAULT_FIRST, description: ROWS })
  @IsPageSize()
  readonly first?: number | null;
}

export const attribution = asking<AttributionArgs, AttributionParams>({
  type: AttributionType,
  description:
    "How much credit does each touchpoint get for conversions? A touch of a conversion is an interaction of the same journey that comes before this conversion and after the previous one. Each model divides the credit for a conversion among its touches in its own way. The credits of a model add up to the number of conversions.",
  args: AttributionArgs,
  read: {
    goal: (goal) => goal,
    models: (models) => models,
    by: (by) => by ?? DEFAULT_GRAIN,
    property: (property) => property ?? null,
    within: readDuration,
    halfLife: (halfLife, at) => readDuration(halfLife, at) ?? DEFAULT_HALF_LIFE_MS,
    filter: (_, __, { filter }) => filter,
    first: (first) => first ?? DEFAULT_FIRST,
  },
  rows: ({ first }) => first ?? DEFAULT_FIRST,
  opens: [
    { type: AttributionTotalsType, parts: AttributionPartEnum, otherwise: "CONVERTED" },
    { type: AttributionRowType },
  ],
  examples: [{ type: AttributionRowType }],
});
