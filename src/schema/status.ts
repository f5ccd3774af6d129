// status: what data does the store hold, and can questions be answered?
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
      "Share of the first build that is done, from 0 to 1. Null if no build is running, or if the amount is not known yet.",
  })
  readonly progress!: number | null;
  @Field(() => String, {
    nullable: true,
    description:
      "Version of the store that the projection shows; null before the first build. Every question refreshes the projection first if it is older than the store.",
  })
  readonly dataVersion!: string | null;
  @Field(() => Duration, { nullable: true, description: "Time since the projection was last found or made current." })
  readonly age!: number | null;
  @Field(() => Float, { nullable: true, description: "Size in memory, in bytes." })
  readonly bytes!: number | null;
}

@ObjectType("Status", {
  simpleResolvers: true,
  description: "The store, its contents, and whether questions can be answered.",
})
export class StatusType {
  @Field(() => StoreKindEnum, { description: "The kind of store." })
  readonly store!: StoreKind;
  @Field(() => String, { description: "Location of the store: a folder, or an address without credentials." })
  readonly location!: string;
  @Field(() => String, { description: "Version of the store. Every change raises it." })
  readonly dataVersion!: string;
  @Field(() => Int, { description: "Version of the store's format." })
  readonly format!: number;
  @Field(() => Boolean, { description: "Whether the data are generated. Such a store accepts no imports of files." })
  readonly synthetic!: boolean;
  @Field(() => Duration, {
    description:
      "Interactions without a journey key are split into journeys where the gap between two neighbours is longer than this.",
  })
  readonly journeyGap!: number;
  @Field(() => Int, { description: "Number of customers, including those with attributes only." })
  readonly customers!: number;
  @Field(() => Int, { description: "Number of journeys." })
  readonly journeys!: number;
  @Field(() => Int, { description: "Number of interactions." })
  readonly interactions!: number;
  @Field(() => Int, { description: "Number of touchpoints in the catalogue." })
  readonly touchpoints!: number;
  @Field(() => DateTime, {
    nullable: true,
    description: "Time of the oldest interaction; null if there is none, or while there is no projection.",
  })
  readonly oldest!: number | null;
  @Field(() => DateTime, {
    nullable: true,
    description:
      "Time of the newest interaction, from which windows and open journeys are judged; null if there is none, or while there is no projection.",
  })
  readonly newest!: number | null;
  @Field(() => ProjectionStatusType, { description: "The copy in memory from which questions are answered." })
  readonly projection!: ProjectionStatusType;
}
