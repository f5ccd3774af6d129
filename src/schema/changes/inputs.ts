// Inputs of the mutations: rows to record, and entries of the catalogue.
import { Field, Float, InputType, Int } from "type-graphql";
import type { Medium, Phase } from "../../model/catalogue.js";
import type { Initiator, Outcome } from "../../model/interaction.js";
import { InitiatorEnum, MediumEnum, OutcomeEnum, PhaseEnum } from "../shared/enums.js";
import { DateTime, Duration, Int64, Json } from "../shared/scalars.js";
import { PointSelectorInput } from "../shared/selector.js";

@InputType("InteractionInput", {
  description: "One interaction to record. A field that is omitted or null is stored as unknown.",
})
export class InteractionInput {
  @Field(() => String, {
    nullable: true,
    description:
      "The id of the interaction, unique within its customer. A row whose id already exists is recognized as a repetition. If omitted, the id is derived from all fields, and from the number of equal rows that come earlier in the request.",
  })
  readonly id?: string | null;
  @Field(() => Int64, {
    nullable: true,
    defaultValue: 0,
    description:
      "A number that orders the interactions of a customer that have the same time: the lowest number comes first.",
  })
  readonly sequence?: number | string | null;
  @Field(() => String, {
    nullable: true,
    description:
      "Key of the customer: the identity under which the interaction is recorded. A new key creates a customer. Without it, `anonymous` is the identity.",
  })
  readonly customer?: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      "Anonymous key beside the customer's key, such as the key of a device or visit. The row declares that the two keys belong to one customer. The declaration has no effect if the anonymous key is declared for another customer too.",
  })
  readonly anonymous?: string | null;
  @Field(() => String, {
    description:
      "Key of a touchpoint of the catalogue, or the name of a kind if `channel` is given. An unknown touchpoint is rejected with UNKNOWN_TOUCHPOINT, unless `createNames` is set. With `createNames`, it is created, and a text such as `web/checkout` gives channel and kind.",
  })
  readonly touchpoint!: string;
  @Field(() => String, {
    nullable: true,
    description: "Name or key of the channel. `touchpoint` is then the name of a kind on this channel, as in a file.",
  })
  readonly channel?: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      "Name of the touchpoint's stage. It is accepted only if `createNames` is set. Otherwise, the row is rejected.",
  })
  readonly stage?: string | null;
  @Field(() => DateTime, { description: "Time of the interaction, at most a day in the future." })
  readonly at!: string;
  @Field(() => String, {
    nullable: true,
    description: "Key of the journey. If omitted, the interaction is assigned to a journey by the journey gap.",
  })
  readonly journey?: string | null;
  @Field(() => String, { nullable: true, description: "Key of the case or ticket." })
  readonly caseId?: string | null;
  @Field(() => Float, { nullable: true, description: "Value in the unit of the log, rounded to 1/10,000." })
  readonly value?: number | null;
  @Field(() => Float, { nullable: true, description: "Cost in the unit of the log, rounded to 1/10,000." })
  readonly cost?: number | null;
  @Field(() => InitiatorEnum, {
    nullable: true,
    description: "Who initiated the interaction. If omitted, the value of the touchpoint is used.",
  })
  readonly initiatedBy?: Initiator | null;
  @Field(() => OutcomeEnum, { nullable: true, description: "How the interaction ended." })
  readonly outcome?: Outcome | null;
  @Field(() => Boolean, { nullable: true, description: "Whether the interaction resolved the customer's request." })
  readonly resolved?: boolean | null;
  @Field(() => String, {
    nullable: true,
    description:
      "Key or name of the channel that the customer was sent to, or meant to use next. An unknown channel is rejected with UNKNOWN_CHANNEL, unless `createNames` is set.",
  })
  readonly intendedChannel?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether the information that the customer gave on the previous channel was available at this interaction.",
  })
  readonly contextCarried?: boolean | null;
  @Field(() => Boolean, {
    nullable: true,
    description: "Whether the customer had to repeat information given before.",
  })
  readonly repeatedInfo?: boolean | null;
  @Field(() => String, { nullable: true, description: "Who referred the customer." })
  readonly referredBy?: string | null;
  @Field(() => Json, { nullable: true, description: "All other information about the interaction, as a JSON object." })
  readonly attributes?: unknown;
}

@InputType("TouchpointInput", {
  description: "Declares or changes a touchpoint. A field that is omitted keeps its value, and null removes the value.",
})
export class TouchpointInput {
  @Field(() => String, { description: "The key, `channel/kind` by convention. It never changes." })
  readonly key!: string;
  @Field(() => String, { nullable: true, description: "The display name." })
  readonly name?: string | null;
  @Field(() => String, { nullable: true, description: "Name of the kind. Required for a new touchpoint." })
  readonly kind?: string | null;
  @Field(() => String, { nullable: true, description: "Key or name of the channel. Required for a new touchpoint." })
  readonly channel?: string | null;
  @Field(() => String, { nullable: true, description: "Key or name of the stage." })
  readonly stage?: string | null;
  @Field(() => String, { nullable: true, description: "Description of the touchpoint." })
  readonly description?: string | null;
  @Field(() => InitiatorEnum, {
    nullable: true,
    description:
      "Who initiates interactions at this touchpoint. An interaction that has its own `initiatedBy` overrides this value.",
  })
  readonly initiatedBy?: Initiator | null;
  @Field(() => String, { nullable: true, description: "The team responsible for the touchpoint." })
  readonly owner?: string | null;
  @Field(() => [String], { nullable: true, description: "Teams or people who take part, besides the owner." })
  readonly stakeholders?: string[] | null;
}

@InputType("ChannelInput", {
  description: "Declares or changes a channel. A field that is omitted keeps its value, and null removes the value.",
})
export class ChannelInput {
  @Field(() => String, { description: "The key." })
  readonly key!: string;
  @Field(() => String, { nullable: true, description: "The display name." })
  readonly name?: string | null;
  @Field(() => MediumEnum, { nullable: true, description: "Online or offline." })
  readonly medium?: Medium | null;
  @Field(() => Boolean, { nullable: true, description: "Whether an employee serves the customer." })
  readonly assisted?: boolean | null;
}

@InputType("StageInput", {
  description: "Declares or changes a stage. A field that is omitted keeps its value, and null removes the value.",
})
export class StageInput {
  @Field(() => String, { description: "The key." })
  readonly key!: string;
  @Field(() => String, { nullable: true, description: "The display name." })
  readonly name?: string | null;
  @Field(() => Int, { nullable: true, description: "Position in the order of stages." })
  readonly position?: number | null;
  @Field(() => PhaseEnum, { nullable: true, description: "Before, during or after the purchase." })
  readonly phase?: Phase | null;
  @Field(() => String, { nullable: true, description: "What the stage is for, from the company's point of view." })
  readonly purpose?: string | null;
}

@InputType("CustomerInput", { description: "Sets attributes of a customer." })
export class CustomerInput {
  @Field(() => String, { description: "Key of the customer. A new key creates a customer." })
  readonly key!: string;
  @Field(() => Json, {
    description:
      "The attributes, as a JSON object whose values are strings, numbers or booleans. All values are stored as strings. A value of null or an empty string removes the attribute. Attributes that are not in the object keep their values.",
  })
  readonly attributes!: unknown;
}

@InputType("GoalInput", { description: "Declares a goal, or replaces the goal with this key." })
export class GoalInput {
  @Field(() => String, { description: "The key." })
  readonly key!: string;
  @Field(() => String, { nullable: true, description: "The display name. If omitted, the key is shown." })
  readonly name?: string | null;
  @Field(() => PointSelectorInput, {
    description: "Selects the interactions that reach the goal. The field `goal` of the selector is not allowed here.",
  })
  readonly selector!: PointSelectorInput;
  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      "Whether this is the default goal, which questions use if none is given. The previous default goal is then no longer the default.",
  })
  readonly isDefault?: boolean | null;
}

@InputType("ServiceLevelInput", {
  description:
    "A promise that a handoff takes no longer than a given time. It replaces an existing service level for the same pair.",
})
export class ServiceLevelInput {
  @Field(() => String, { description: "Key of the channel or touchpoint that the handoff leaves." })
  readonly from!: string;
  @Field(() => String, {
    description: "Key of the channel or touchpoint that the handoff reaches, of the same type as `from`.",
  })
  readonly to!: string;
  @Field(() => Duration, { description: "The longest duration of a handoff that still keeps the promise." })
  readonly wait!: string;
}

@InputType("DeclarationInput", { description: "A declaration that an anonymous identity belongs to a customer." })
export class DeclarationInput {
  @Field(() => String, { description: "The anonymous key." })
  readonly anonymous!: string;
  @Field(() => String, { description: "Key of the customer." })
  readonly customer!: string;
}
