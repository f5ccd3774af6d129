// Channels, stages, goals, service levels, and the sources of interactions.
import { Field, Int, ObjectType } from "type-graphql";
import type { Channel, Goal, Medium, Phase, PointSelector, ServiceLevel, Stage } from "../model/catalogue.js";
import { MediumEnum, PhaseEnum } from "./shared/enums.js";
import { NodeInterface } from "./shared/node.js";
import { DateTime, Duration, Json } from "./shared/scalars.js";

@ObjectType("Channel", {
  simpleResolvers: true,
  implements: NodeInterface,
  description:
    "A channel through which customers and the company are in contact, such as the website, a store or the phone.",
})
export class ChannelType extends NodeInterface implements Omit<Channel, "declared"> {
  @Field(() => String, {
    description:
      "The channel's key. Interactions that were recorded without a channel belong to the channel `unknown`.",
  })
  readonly key!: string;
  @Field(() => String, { description: "The display name." })
  readonly name!: string;
  @Field(() => MediumEnum, { nullable: true, description: "Online or offline; null if the catalogue does not say." })
  readonly medium!: Medium | null;
  @Field(() => Boolean, {
    description:
      "Whether an employee serves the customer, as on the phone, in a live chat, at a store counter or in field sales.",
  })
  readonly assisted!: boolean;
}

@ObjectType("Stage", {
  simpleResolvers: true,
  implements: NodeInterface,
  description: "A stage of the journey, such as Awareness or Decision.",
})
export class StageType extends NodeInterface implements Omit<Stage, "declared"> {
  @Field(() => String, { description: "The key." })
  readonly key!: string;
  @Field(() => String, { description: "The display name." })
  readonly name!: string;
  @Field(() => Int, {
    nullable: true,
    description: "Position in the order of stages; null if the catalogue does not say.",
  })
  readonly position!: number | null;
  @Field(() => PhaseEnum, { nullable: true, description: "Before, during or after the purchase." })
  readonly phase!: Phase | null;
  @Field(() => String, { nullable: true, description: "What the stage is for, from the company's point of view." })
  readonly purpose!: string | null;
}

@ObjectType("Goal", {
  simpleResolvers: true,
  implements: NodeInterface,
  description:
    "A goal that customers are meant to reach, such as a purchase. Its selector says which interactions reach it. An interaction with the outcome FAILED never reaches a goal.",
})
export class GoalType extends NodeInterface implements Goal {
  @Field(() => String, { description: "The key." })
  readonly key!: string;
  @Field(() => String, { description: "The display name." })
  readonly name!: string;
  @Field(() => Boolean, {
    description: "Whether this is the default goal, which questions use if they need a goal and none is given.",
  })
  readonly isDefault!: boolean;
  @Field(() => Json, { description: "The interactions that reach the goal, in the form of a PointSelector." })
  readonly selector!: PointSelector;
}

@ObjectType("ServiceLevel", {
  simpleResolvers: true,
  description:
    "A promise that a handoff from one channel or touchpoint to another takes no longer than a given time. A handoff that takes longer is STALLED.",
})
export class ServiceLevelType implements ServiceLevel {
  @Field(() => String, { description: "Key of the channel or touchpoint that the handoff leaves." })
  readonly from!: string;
  @Field(() => String, {
    description: "Key of the channel or touchpoint that the handoff reaches, of the same type as `from`.",
  })
  readonly to!: string;
  @Field(() => Duration, { description: "The longest duration of a handoff that still keeps the promise." })
  readonly wait!: number;
}

@ObjectType("Source", {
  simpleResolvers: true,
  implements: NodeInterface,
  description:
    "The origin of interactions: an imported file, or the API. The mutation `forgetSource` undoes an import.",
})
export class SourceType extends NodeInterface {
  @Field(() => Int, { description: "The number of the source. Imports are numbered from 1, and 0 is the API." })
  readonly number!: number;
  @Field(() => String, { description: "The file name." })
  readonly name!: string;
  @Field(() => DateTime, { description: "Time at which the source was first imported." })
  readonly importedAt!: number;
  @Field(() => Int, {
    description:
      "Number of interactions from this source that still exist, including those that another source recorded as well.",
  })
  readonly interactions!: number;
  @Field(() => Int, {
    description:
      "Number of answers from this source that still exist, including those that another source recorded as well.",
  })
  readonly answers!: number;
}
