// Blueprints: designed journeys and planned series of messages, their versions, and the inputs that save them.
import { ArgsType, Field, Float, InputType, Int, ObjectType } from "type-graphql";
import {
  type Blueprint,
  type BlueprintKind,
  MAX_ALTERNATIVES,
  MAX_STEPS,
  type Measurement,
  type Step,
} from "../model/blueprint.js";
import type { StepChange, StepDifference } from "../model/blueprintDifferences.js";
import { BlueprintKindEnum, StepChangeEnum } from "./shared/enums.js";
import { HasMembers, IsDuration, IsInstant } from "./shared/rules.js";
import { DateTime, Duration, Json } from "./shared/scalars.js";

/** The largest number of expected pain points of one step. */
const MAX_PAIN_POINTS = 20;

const STEP_KEY =
  "The key, unique within the version. If steps of two versions have the same key, they count as the same step.";
const NEXT = "Keys of the steps that may follow";
const OPTIONAL = "Whether the customer may leave the step out.";
const REPEATABLE = "Whether the step may occur several times in a row.";
const DOES = "What the customer does.";
const THINKS = "What the customer thinks.";
const FEELS = "What the customer feels.";
const EMOTION = "The expected emotion, from -2 (very bad) to 2 (very good).";
const STEP_PAIN_POINTS = "What may annoy or hinder the customer here.";
const STEP_OWNER = "The team responsible for the step.";
const EXPECTED_WAIT = "The longest expected time between the previous step and this one.";
const DELAY =
  "How long after the previous step a planned message is sent. Only steps of a series of messages have a delay.";

@ObjectType("BlueprintStep", { simpleResolvers: true, description: "A step of a blueprint." })
export class BlueprintStepType implements Omit<Step, "at"> {
  @Field(() => String, { description: STEP_KEY })
  readonly key!: string;
  @Field(() => String, { description: "The display name." })
  readonly name!: string;
  @Field(() => [String], { description: `${NEXT}. If there are none, the journey may end here.` })
  readonly next!: readonly string[];
  @Field(() => Boolean, { description: OPTIONAL })
  readonly optional!: boolean;
  @Field(() => Boolean, { description: REPEATABLE })
  readonly repeatable!: boolean;
  @Field(() => String, { nullable: true, description: DOES })
  readonly does!: string | null;
  @Field(() => String, { nullable: true, description: THINKS })
  readonly thinks!: string | null;
  @Field(() => String, { nullable: true, description: FEELS })
  readonly feels!: string | null;
  @Field(() => Float, { nullable: true, description: EMOTION })
  readonly emotion!: number | null;
  @Field(() => [String], { description: STEP_PAIN_POINTS })
  readonly painPoints!: readonly string[];
  @Field(() => String, { nullable: true, description: STEP_OWNER })
  readonly owner!: string | null;
  @Field(() => Duration, { nullable: true, description: EXPECTED_WAIT })
  readonly expectedWait!: number | null;
  @Field(() => Duration, { nullable: true, description: DELAY })
  readonly delay!: number | null;
}

@ObjectType("Measurement", {
  simpleResolvers: true,
  description:
    "A measurement that is kept with a version of a blueprint. It holds numbers only (counts, shares and waits), and no personal data.",
})
export class MeasurementType implements Measurement {
  @Field(() => DateTime, { description: "Journeys that start at this time or later were measured." })
  readonly from!: number;
  @Field(() => DateTime, { description: "Journeys that start before this time were measured." })
  readonly before!: number;
  @Field(() => DateTime, { description: "When it was measured." })
  readonly measuredAt!: number;
  @Field(() => Int, { description: "The version of the store that was measured." })
  readonly dataVersion!: number;
  @Field(() => Json, {
    description:
      "The measured values: `persona` is the key of the persona whose journeys were measured, or null; `totals`, `steps` and `adHoc` are those of `conformance` at that time. Waits are in milliseconds.",
  })
  readonly counts!: Readonly<Record<string, unknown>>;
}

@ObjectType("Blueprint", {
  simpleResolvers: true,
  description:
    "A saved version of a designed journey or of a planned series of messages. A saved version never changes.",
})
export class BlueprintType implements Omit<Blueprint, "persona" | "steps"> {
  @Field(() => String, { description: "The key that all versions share." })
  readonly key!: string;
  @Field(() => Int, { description: "The version, from 1." })
  readonly version!: number;
  @Field(() => String, { description: "The display name." })
  readonly name!: string;
  @Field(() => BlueprintKindEnum, { description: "Whether the blueprint designs a journey or a series of messages." })
  readonly kind!: BlueprintKind;
  @Field(() => String, { nullable: true, description: "What the design is for." })
  readonly description!: string | null;
  @Field(() => DateTime, { description: "When the version was saved." })
  readonly savedAt!: number;
  @Field(() => [BlueprintStepType], {
    description: "The steps in the order of the design. The journey starts at the first one.",
  })
  readonly steps!: readonly Step[];
  @Field(() => [MeasurementType], { description: "The measurements kept with this version, in order of time." })
  readonly measurements!: readonly Measurement[];
}

@ObjectType("FieldDifference", { simpleResolvers: true, description: "A field that differs between two versions." })
export class FieldDifferenceType {
  @Field(() => String, { description: "The name of the field in a catalogue file." })
  readonly name!: string;
  @Field(() => Json, {
    nullable: true,
    description: "The value of the field in the earlier version. Durations are in milliseconds.",
  })
  readonly before!: unknown;
  @Field(() => Json, {
    nullable: true,
    description: "The value of the field in the later version. Durations are in milliseconds.",
  })
  readonly after!: unknown;
}

@ObjectType("StepDifference", {
  simpleResolvers: true,
  description: "A step that differs between two versions of a blueprint.",
})
export class StepDifferenceType implements StepDifference {
  @Field(() => String, { description: "The step's key." })
  readonly key!: string;
  @Field(() => String, {
    description: "The name of the step in the later version, or in the earlier version if the step was removed.",
  })
  readonly name!: string;
  @Field(() => StepChangeEnum, { description: "How the step differs." })
  readonly change!: StepChange;
  @Field(() => [FieldDifferenceType], { description: "The fields that differ, if the step is CHANGED." })
  readonly fields!: readonly FieldDifferenceType[];
}

@InputType("BlueprintStepInput", { description: "A step of a blueprint." })
export class BlueprintStepInput {
  @Field(() => String, { description: STEP_KEY })
  readonly key!: string;
  @Field(() => String, { nullable: true, description: "The display name. By default, it is the key." })
  readonly name?: string | null;
  @Field(() => [String], {
    description:
      "Keys of touchpoints, or names that only one touchpoint has. If there are several, they are alternatives, for example on several channels. The first is the preferred one.",
  })
  @HasMembers(1, MAX_ALTERNATIVES, `Name 1 to ${MAX_ALTERNATIVES} touchpoints.`)
  readonly at!: string[];
  @Field(() => [String], {
    nullable: true,
    description: `${NEXT}. By default, this is the next step in the list. An empty list means that the journey may end here.`,
  })
  @HasMembers(0, MAX_STEPS)
  readonly next?: string[] | null;
  @Field(() => Boolean, { nullable: true, defaultValue: false, description: OPTIONAL })
  readonly optional?: boolean | null;
  @Field(() => Boolean, { nullable: true, defaultValue: false, description: REPEATABLE })
  readonly repeatable?: boolean | null;
  @Field(() => String, { nullable: true, description: DOES })
  readonly does?: string | null;
  @Field(() => String, { nullable: true, description: THINKS })
  readonly thinks?: string | null;
  @Field(() => String, { nullable: true, description: FEELS })
  readonly feels?: string | null;
  @Field(() => Float, { nullable: true, description: EMOTION })
  readonly emotion?: number | null;
  @Field(() => [String], { nullable: true, description: STEP_PAIN_POINTS })
  @HasMembers(0, MAX_PAIN_POINTS)
  readonly painPoints?: string[] | null;
  @Field(() => String, { nullable: true, description: STEP_OWNER })
  readonly owner?: string | null;
  @Field(() => Duration, { nullable: true, description: EXPECTED_WAIT })
  @IsDuration()
  readonly expectedWait?: string | null;
  @Field(() => Duration, { nullable: true, description: DELAY })
  @IsDuration()
  readonly delay?: string | null;
}

@InputType("BlueprintInput", {
  description:
    "A blueprint to save. If versions with this key exist and the blueprint differs from the latest version, it becomes the next version.",
})
export class BlueprintInput {
  @Field(() => String, { description: "The key that all versions share." })
  readonly key!: string;
  @Field(() => String, { nullable: true, description: "The display name. By default, it is the key." })
  readonly name?: string | null;
  @Field(() => BlueprintKindEnum, {
    nullable: true,
    defaultValue: "JOURNEY",
    description: "Whether the blueprint designs a journey or a series of messages.",
  })
  readonly kind?: BlueprintKind | null;
  @Field(() => String, { nullable: true, description: "What the design is for." })
  readonly description?: string | null;
  @Field(() => String, { nullable: true, description: "Key of the persona whose journey the blueprint designs." })
  readonly persona?: string | null;
  @Field(() => [BlueprintStepInput], {
    description: "The steps in the order of the design. The journey starts at the first one.",
  })
  @HasMembers(1, MAX_STEPS)
  readonly steps!: BlueprintStepInput[];
}

@ArgsType()
export class MeasurementArgs {
  @Field(() => String, { description: "The blueprint's key." })
  readonly key!: string;
  @Field(() => Int, { nullable: true, description: "The version. By default, the latest one." })
  readonly version?: number | null;
  @Field(() => DateTime, {
    description:
      "Journeys that start at this time or later are measured. A date means the beginning of that day in UTC.",
  })
  @IsInstant()
  readonly from!: string;
  @Field(() => DateTime, {
    description: "Journeys that start before this time are measured. A date means the beginning of that day in UTC.",
  })
  @IsInstant()
  readonly before!: string;
}
