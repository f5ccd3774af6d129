// status: which data does the store hold, and can questions be answered?
import { Field, Float, Int, ObjectType } from "type-graphql";
import { type ProjectionState, ProjectionStateEnum, type StoreKind, StoreKindEnum } from "./shared/enums.js";
import { DateTime, Duration } from "./shared/scalars.js";

@ObjectType("PropertyMemory", {
  simpleResolvers: true,
  description: "The memory that the values of one property of interactions take.",
})
export class PropertyMemoryType {
  @Field(() => String, { description: "The property's key." })
  readonly key!: string;
  @Field(() => Float, {
    description: "Size in bytes: 1, 2 or 4 bytes for each interaction, plus an estimate for the different values.",
  })
  readonly bytes!: number;
  @Field(() => Int, { description: "Number of different values. A list is a value of its own." })
  readonly distinctValues!: number;
  @Field(() => Int, { description: "Number of members of all lists together." })
  readonly listMembers!: number;
}

@ObjectType("ProjectionStatus", {
  simpleResolvers: true,
  description: "The state of the projection: the copy of the graph in memory from which questions are answered.",
})
export class ProjectionStatusType {
  @Field(() => ProjectionStateEnum, { description: "Whether questions can be answered." })
  readonly state!: ProjectionState;
  @Field(() => Float, {
    nullable: true,
    description:
      "Share of the first build that is done, from 0 to 1. Null if no build is running, or if the amount is not known yet.",
  })
  readonly progress!: number | null;
  @Field(() => String, {
    nullable: true,
    description:
      "Version of the data that the projection shows; null before the first build. If the projection is older than the store, every question refreshes it before it is answered.",
  })
  readonly dataVersion!: string | null;
  @Field(() => Duration, {
    nullable: true,
    description: "Time since the service last found the projection to be up to date, or updated it.",
  })
  readonly age!: number | null;
  @Field(() => Float, {
    nullable: true,
    description: "Size of the projection in memory, in bytes, without the properties of interactions.",
  })
  readonly bytes!: number | null;
  @Field(() => [PropertyMemoryType], {
    description:
      "The properties of interactions that are in memory, sorted by key. A property is loaded when a question first asks about it.",
  })
  readonly properties!: readonly PropertyMemoryType[];
}

@ObjectType("Status", {
  simpleResolvers: true,
  description: "The state of the store, how much data it holds, and whether questions can be answered.",
})
export class StatusType {
  @Field(() => StoreKindEnum, { description: "The kind of store." })
  readonly store!: StoreKind;
  @Field(() => String, {
    description: "Location of the store: a folder, or the address of a server without credentials.",
  })
  readonly location!: string;
  @Field(() => String, {
    description: "Version of the data in the store. Every change of the data increases the version.",
  })
  readonly dataVersion!: string;
  @Field(() => Int, { description: "Version of the store's format." })
  readonly format!: number;
  @Field(() => Boolean, {
    description: "Whether the store holds generated demo data. Such a store does not accept file imports.",
  })
  readonly synthetic!: boolean;
  @Field(() => Boolean, {
    description: "Whether the service refuses all changes with READ_ONLY.",
  })
  readonly readOnly!: boolean;
  @Field(() => Duration, {
    description:
      "The longest time between two consecutive interactions of one journey. It applies to interactions without a journey key: wherever the time between two of them is longer, a new journey begins.",
  })
  readonly journeyGap!: number;
  @Field(() => String, {
    description:
      "IANA name of the time zone that questions use to divide time into months, weeks, days of the week and hours, and to name these periods. A question may use another time zone.",
  })
  readonly timeZone!: string;
  @Field(() => Int, { description: "Number of customers, including those who have attributes but no journeys." })
  readonly customers!: number;
  @Field(() => Int, { description: "Number of journeys." })
  readonly journeys!: number;
  @Field(() => Int, { description: "Number of interactions." })
  readonly interactions!: number;
  @Field(() => Int, { description: "Number of answers that customers gave as feedback." })
  readonly answers!: number;
  @Field(() => Int, { description: "Number of touchpoints in the catalogue." })
  readonly touchpoints!: number;
  @Field(() => DateTime, {
    nullable: true,
    description: "Time of the oldest interaction. Null if there is no interaction, or while there is no projection.",
  })
  readonly oldest!: number | null;
  @Field(() => DateTime, {
    nullable: true,
    description:
      "Time of the newest interaction. Whether a journey is open, and whether a time limit is over, is judged as of this time. Null if there is no interaction, or while there is no projection.",
  })
  readonly newest!: number | null;
  @Field(() => ProjectionStatusType, {
    description: "The state of the projection: the copy of the graph in memory from which questions are answered.",
  })
  readonly projection!: ProjectionStatusType;
}
