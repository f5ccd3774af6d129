// Channels, stages, goals, service levels, and the sources interactions came from.
import { Field, Int, ObjectType } from "type-graphql";
import type { Channel, Goal, Medium, Phase, PointSelector, ServiceLevel, Stage } from "../model/catalogue.js";
import { MediumEnum, PhaseEnum } from "./enums.js";
import { NodeInterface } from "./node.js";
import { DateTime, Duration, Json } from "./scalars.js";

@ObjectType("Channel", {
  simpleResolvers: true,
  implements: NodeInterface,
  description: "The medium or environment in which touchpoints occur.",
})
export class ChannelType extends NodeInterface implements Omit<Channel, "declared"> {
  @Field(() => String, { description: "Its key; `unknown` is the channel of rows that bring none." })
  readonly key!: string;
  @Field(() => String, { description: "The name to show." })
  readonly name!: string;
  @Field(() => MediumEnum, { nullable: true, description: "Online or offline; null where the catalogue does not say." })
  readonly medium!: Medium | null;
  @Field(() => Boolean, { description: "Whether a person answers: phone, live chat, store counter, field sales." })
  readonly assisted!: boolean;
}

@ObjectType("Stage", {
  simpleResolvers: true,
  implements: NodeInterface,
  description: "A stage of the journey, such as Awareness or Decision.",
})
export class StageType extends NodeInterface implements Omit<Stage, "declared"> {
  @Field(() => String, { description: "Its key." })
  readonly key!: string;
  @Field(() => String, { description: "The name to show." })
  readonly name!: string;
  @Field(() => Int, {
    nullable: true,
    description: "Place in the order of stages; null where the catalogue does not say.",
  })
  readonly position!: number | null;
  @Field(() => PhaseEnum, { nullable: true, description: "Before, during or after the purchase." })
  readonly phase!: Phase | null;
  @Field(() => String, { nullable: true, description: "What the stage is for, from the company's side." })
  readonly purpose!: string | null;
}

@ObjectType("Goal", {
  simpleResolvers: true,
  implements: NodeInterface,
  description: "A named selector: what customers are to reach. An interaction that FAILED never reaches it.",
})
export class GoalType extends NodeInterface implements Goal {
  @Field(() => String, { description: "Its key." })
  readonly key!: string;
  @Field(() => String, { description: "The name to show." })
  readonly name!: string;
  @Field(() => Boolean, { description: "Whether questions that need a goal and are given none take this one." })
  readonly isDefault!: boolean;
  @Field(() => Json, { description: "The interactions that reach it, in the shape of a PointSelector." })
  readonly selector!: PointSelector;
}

@ObjectType("ServiceLevel", {
  simpleResolvers: true,
  description:
    "How long a handoff from one channel or touchpoint to another may take by promise; a longer wait is STALLED.",
})
export class ServiceLevelType implements ServiceLevel {
  @Field(() => String, { description: "Key of the channel or touchpoint that is left." })
  readonly from!: string;
  @Field(() => String, { description: "Key of the channel or touchpoint that is reached; of the same sort as `from`." })
  readonly to!: string;
  @Field(() => Duration, { description: "The longest wait that keeps the promise." })
  readonly wait!: number;
}

@ObjectType("Source", {
  simpleResolvers: true,
  implements: NodeInterface,
  description: "Where interactions came from: one imported file, or the API. `forgetSource` takes an import back.",
})
export class SourceType extends NodeInterface {
  @Field(() => Int, { description: "Its number, from 1; 0 is the API." })
  readonly number!: number;
  @Field(() => String, { description: "Name of the file." })
  readonly name!: string;
  @Field(() => DateTime, { description: "When it was first imported." })
  readonly importedAt!: number;
  @Field(() => Int, {
    description: "Interactions it brought that still stand, also where another source brought them too.",
  })
  readonly interactions!: number;
}
