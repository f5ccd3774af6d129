// status: what data is here, and can questions be answered?
import { Field, Float, Int, ObjectType } from "type-graphql";
import { type ProjectionState, ProjectionStateEnum, type StoreKind, StoreKindEnum } from "./enums.js";
import { DateTime, Duration } from "./scalars.js";

@ObjectType("ProjectionStatus", {
  simpleResolvers: true,
  description: "The copy in memory from which questions are answered.",
})
export class ProjectionStatusType {
  @Field(() => ProjectionStateEnum, { description: "Whether questions can be answered." })
  readonly state!: ProjectionState;
  @Field(() => Float, {
    nullable: true,
    description:
      "How much of the first build is done, from 0 to 1; null if it is not building or the amount is not known yet.",
  })
  readonly progress!: number | null;
  @Field(() => String, {
    nullable: true,
    description:
      "Version of the store that it shows; null before the first build. A question always refreshes it first.",
  })
  readonly dataVersion!: string | null;
  @Field(() => Duration, { nullable: true, description: "Time since it was last found or made current." })
  readonly age!: number | null;
  @Field(() => Float, { nullable: true, description: "Its size in memory, in bytes." })
  readonly bytes!: number | null;
}

@ObjectType("Status", {
  simpleResolvers: true,
  description: "The store, what is in it, and whether questions can be answered.",
})
export class StatusType {
  @Field(() => StoreKindEnum, { description: "The kind of store." })
  readonly store!: StoreKind;
  @Field(() => String, { description: "Where it is: a folder, or an address without credentials." })
  readonly location!: string;
  @Field(() => String, { description: "The store's version: every change raises it." })
  readonly dataVersion!: string;
  @Field(() => Int, { description: "Version of the store's format." })
  readonly format!: number;
  @Field(() => Boolean, { description: "Whether the data is generated. Such a store takes no imports of files." })
  readonly synthetic!: boolean;
  @Field(() => Duration, {
    description: "Interactions without a journey key are split where the gap between two is longer than this.",
  })
  readonly journeyGap!: number;
  @Field(() => Int, { description: "Customers, also those with attributes only." })
  readonly customers!: number;
  @Field(() => Int, { description: "Journeys." })
  readonly journeys!: number;
  @Field(() => Int, { description: "Interactions." })
  readonly interactions!: number;
  @Field(() => Int, { description: "Touchpoints of the catalogue." })
  readonly touchpoints!: number;
  @Field(() => DateTime, {
    nullable: true,
    description: "Time of the oldest interaction; null if there is none, or while there is no projection.",
  })
  readonly oldest!: number | null;
  @Field(() => DateTime, {
    nullable: true,
    description:
      "Time of the newest interaction, which closes windows and journeys; null if there is none, or while there is no projection.",
  })
  readonly newest!: number | null;
  @Field(() => ProjectionStatusType, { description: "The copy in memory from which questions are answered." })
  readonly projection!: ProjectionStatusType;
}
