// What mutations take and report.
import { Field, Float, InputType, Int, ObjectType } from "type-graphql";
import type { Medium, Phase } from "../model/catalogue.js";
import type { Initiator, Outcome } from "../model/interaction.js";
import { InitiatorEnum, MediumEnum, OutcomeEnum, PhaseEnum } from "./enums.js";
import { DateTime, Duration, Int64, Json } from "./scalars.js";
import { PointSelectorInput } from "./selector.js";

@InputType("InteractionInput", { description: "One interaction to record. What is left out or null is unknown." })
export class InteractionInput {
  @Field(() => String, {
    nullable: true,
    description:
      "Its own id, unique within its customer: what makes recording it again a duplicate. Without it the id is made of all fields, and of how many equal interactions stand before it in this call.",
  })
  readonly id?: string | null;
  @Field(() => Int64, { nullable: true, defaultValue: 0, description: "Orders interactions of the same time." })
  readonly sequence?: number | string | null;
  @Field(() => String, { description: "Key of the customer; one that is new comes into being." })
  readonly customer!: string;
  @Field(() => String, {
    description: "Key of a touchpoint of the catalogue; another is rejected with UNKNOWN_TOUCHPOINT.",
  })
  readonly touchpoint!: string;
  @Field(() => DateTime, { description: "When it happened; at most a day in the future." })
  readonly at!: string;
  @Field(() => String, { nullable: true, description: "Key of the journey it belongs to; without it the gap decides." })
  readonly journey?: string | null;
  @Field(() => String, { nullable: true, description: "Key of the case or ticket it belongs to." })
  readonly caseId?: string | null;
  @Field(() => Float, { nullable: true, description: "Its value in the log's own unit, rounded to 1/10,000." })
  readonly value?: number | null;
  @Field(() => Float, { nullable: true, description: "Its cost in the log's own unit, rounded to 1/10,000." })
  readonly cost?: number | null;
  @Field(() => InitiatorEnum, { nullable: true, description: "Who started it; without it as the touchpoint says." })
  readonly initiatedBy?: Initiator | null;
  @Field(() => OutcomeEnum, { nullable: true, description: "How it ended." })
  readonly outcome?: Outcome | null;
  @Field(() => Boolean, { nullable: true, description: "Whether it resolved what the customer came for." })
  readonly resolved?: boolean | null;
  @Field(() => String, {
    nullable: true,
    description:
      "Key or name of the channel the customer was sent to or meant to use next; an unknown one is rejected with UNKNOWN_CHANNEL.",
  })
  readonly intendedChannel?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: "Whether what was known on the channel before was known here too.",
  })
  readonly contextCarried?: boolean | null;
  @Field(() => Boolean, {
    nullable: true,
    description: "Whether the customer had to say again what they had said before.",
  })
  readonly repeatedInfo?: boolean | null;
  @Field(() => String, { nullable: true, description: "Who referred the customer." })
  readonly referredBy?: string | null;
  @Field(() => Json, { nullable: true, description: "Whatever else is known, an object." })
  readonly attributes?: unknown;
}

@InputType("TouchpointInput", {
  description: "Declares a touchpoint or changes one. What is left out stays as it is; null clears it.",
})
export class TouchpointInput {
  @Field(() => String, { description: "Its key, `channel/kind` by custom; never changes." })
  readonly key!: string;
  @Field(() => String, { nullable: true, description: "The name to show." })
  readonly name?: string | null;
  @Field(() => String, { nullable: true, description: "Name of its kind; needed for a new touchpoint." })
  readonly kind?: string | null;
  @Field(() => String, { nullable: true, description: "Key or name of its channel; needed for a new touchpoint." })
  readonly channel?: string | null;
  @Field(() => String, { nullable: true, description: "Key or name of its stage." })
  readonly stage?: string | null;
  @Field(() => String, { nullable: true, description: "What it is." })
  readonly description?: string | null;
  @Field(() => InitiatorEnum, {
    nullable: true,
    description: "Who starts its interactions unless an interaction says otherwise.",
  })
  readonly initiatedBy?: Initiator | null;
  @Field(() => String, { nullable: true, description: "The team that looks after it." })
  readonly owner?: string | null;
}

@InputType("ChannelInput", {
  description: "Declares a channel or changes one. What is left out stays as it is; null clears it.",
})
export class ChannelInput {
  @Field(() => String, { description: "Its key." })
  readonly key!: string;
  @Field(() => String, { nullable: true, description: "The name to show." })
  readonly name?: string | null;
  @Field(() => MediumEnum, { nullable: true, description: "Online or offline." })
  readonly medium?: Medium | null;
  @Field(() => Boolean, { nullable: true, description: "Whether a person answers." })
  readonly assisted?: boolean | null;
}

@InputType("StageInput", {
  description: "Declares a stage or changes one. What is left out stays as it is; null clears it.",
})
export class StageInput {
  @Field(() => String, { description: "Its key." })
  readonly key!: string;
  @Field(() => String, { nullable: true, description: "The name to show." })
  readonly name?: string | null;
  @Field(() => Int, { nullable: true, description: "Place in the order of stages." })
  readonly position?: number | null;
  @Field(() => PhaseEnum, { nullable: true, description: "Before, during or after the purchase." })
  readonly phase?: Phase | null;
  @Field(() => String, { nullable: true, description: "What the stage is for, from the company's side." })
  readonly purpose?: string | null;
}

@InputType("CustomerInput", { description: "Sets attributes of a customer." })
export class CustomerInput {
  @Field(() => String, { description: "Key of the customer; one that is new comes into being." })
  readonly key!: string;
  @Field(() => Json, {
    description:
      "An object of texts, numbers and booleans, kept as texts. Given keys are set, null or an empty text removes a key, the others stay.",
  })
  readonly attributes!: unknown;
}

@InputType("GoalInput", { description: "Declares a goal, or replaces the one with this key." })
export class GoalInput {
  @Field(() => String, { description: "Its key." })
  readonly key!: string;
  @Field(() => String, { nullable: true, description: "The name to show; without it the key." })
  readonly name?: string | null;
  @Field(() => PointSelectorInput, { description: "The interactions that reach it: any choice but `goal`." })
  readonly selector!: PointSelectorInput;
  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      "Whether questions that need a goal and are given none take this one. The one before is then no longer the default.",
  })
  readonly isDefault?: boolean | null;
}

@InputType("ServiceLevelInput", {
  description: "How long a handoff may take by promise. One for the pair replaces the one before.",
})
export class ServiceLevelInput {
  @Field(() => String, { description: "Key of a channel or touchpoint that is left." })
  readonly from!: string;
  @Field(() => String, { description: "Key of the channel or touchpoint that is reached; of the same sort as `from`." })
  readonly to!: string;
  @Field(() => Duration, { description: "The longest wait that keeps the promise." })
  readonly wait!: string;
}

const VERSION = "The store's version after it: every question asked from now on sees at least this.";

@ObjectType("Rejection", { simpleResolvers: true, description: "Why a row was not recorded." })
export class RejectionType {
  @Field(() => Int, { description: "Index of the row in the call, from 0." })
  readonly index!: number;
  @Field(() => String, { nullable: true, description: "The field at fault." })
  readonly field!: string | null;
  @Field(() => String, { description: "A code that stays the same, such as UNKNOWN_TOUCHPOINT." })
  readonly code!: string;
  @Field(() => String, { description: "A sentence for people." })
  readonly message!: string;
}

@ObjectType("RecordReport", {
  simpleResolvers: true,
  description: "What became of the rows of a recording. Every row is counted once.",
})
export class RecordReportType {
  @Field(() => Int, { description: "Rows that are new." })
  readonly accepted!: number;
  @Field(() => Int, { description: "Rows that were there already with equal content." })
  readonly duplicates!: number;
  @Field(() => Int, { description: "Rows that were there with other content and were replaced, as `replace` asked." })
  readonly replaced!: number;
  @Field(() => [RejectionType], { description: "Rows that are there with other content, which was kept." })
  readonly conflicts!: readonly RejectionType[];
  @Field(() => [RejectionType], { description: "Rows that were refused; the others were recorded." })
  readonly rejected!: readonly RejectionType[];
  @Field(() => String, { description: VERSION })
  readonly dataVersion!: string;
}

@ObjectType("LinkReport", { simpleResolvers: true, description: "What became of linked identities." })
export class LinkReportType {
  @Field(() => Int, { description: "Customers changed." })
  readonly customers!: number;
  @Field(() => Int, { description: "Interactions moved." })
  readonly interactions!: number;
  @Field(() => Int, { description: "Interactions that stood under both with other content: the one of `into` stays." })
  readonly conflicts!: number;
  @Field(() => String, { description: VERSION })
  readonly dataVersion!: string;
}

@ObjectType("EraseReport", { simpleResolvers: true, description: "What became of an erased customer." })
export class EraseReportType {
  @Field(() => Boolean, { description: "Whether there was such a customer." })
  readonly found!: boolean;
  @Field(() => Int, { description: "Interactions removed." })
  readonly interactions!: number;
  @Field(() => String, { description: VERSION })
  readonly dataVersion!: string;
}

@ObjectType("ForgetReport", { simpleResolvers: true, description: "What became of an import that was taken back." })
export class ForgetReportType {
  @Field(() => Boolean, { description: "Whether there was such a source." })
  readonly found!: boolean;
  @Field(() => Int, { description: "Customers changed." })
  readonly customers!: number;
  @Field(() => Int, { description: "Interactions removed: those that no other source brought." })
  readonly interactions!: number;
  @Field(() => String, { description: VERSION })
  readonly dataVersion!: string;
}

@ObjectType("Settings", { simpleResolvers: true, description: "Settings of the store." })
export class SettingsType {
  @Field(() => Duration, {
    description: "Interactions without a journey key are split where the gap between two is longer than this.",
  })
  readonly journeyGap!: number;
  @Field(() => Boolean, { description: "Whether the data is generated." })
  readonly synthetic!: boolean;
  @Field(() => String, { description: VERSION })
  readonly dataVersion!: string;
}
