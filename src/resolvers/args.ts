// Arguments that several questions take.
import { ArgsType, Field, Int } from "type-graphql";
import { AdjacencyEnum } from "../schema/enums.js";
import { FunnelExclusionInput, FunnelStepInput } from "../schema/funnel.js";
import { JourneyFilterInput, PathOptionsInput, PointSelectorInput } from "../schema/question.js";
import { Duration } from "../schema/scalars.js";
import type { Adjacency } from "../service/asked.js";

export const FILTER = { nullable: true, description: "Which journeys are looked at; all without it." } as const;
export const ROWS = "Rows of the answer, 1 to 1,000; what they leave out is counted.";

/** Of questions about labels, with lists of them: loops and ends. */
@ArgsType()
export class LabelsArgs {
  @Field(() => PathOptionsInput, {
    nullable: true,
    description: "`grain` and `hide`; the others do not apply and are refused unless left at their default.",
  })
  readonly options?: PathOptionsInput | null;
  @Field(() => JourneyFilterInput, FILTER)
  readonly filter?: JourneyFilterInput | null;
  @Field(() => Int, {
    nullable: true,
    defaultValue: 20,
    description: "Rows of each list, 1 to 1,000; what they leave out is counted.",
  })
  readonly first?: number | null;
}

export const LEAVE = {
  nullable: true,
  description: "Only pairs that leave one of these. It chooses rows and changes no number.",
} as const;
export const REACH = {
  nullable: true,
  description: "Only pairs that reach one of these. It chooses rows and changes no number.",
} as const;

@ArgsType()
export class CommonRoutesArgs {
  @Field(() => PointSelectorInput, {
    nullable: true,
    description: "Where routes start. Without it they start before the first interaction of a journey.",
  })
  readonly from?: PointSelectorInput | null;
  @Field(() => PointSelectorInput, {
    nullable: true,
    description:
      "Where they lead. Without it they go to the end of the journey, and every matched journey is completed.",
  })
  readonly to?: PointSelectorInput | null;
  @Field(() => PathOptionsInput, {
    nullable: true,
    description: "How interactions become labels, and which paths count.",
  })
  readonly options?: PathOptionsInput | null;
  @Field(() => JourneyFilterInput, FILTER)
  readonly filter?: JourneyFilterInput | null;
  @Field(() => Int, { nullable: true, defaultValue: 20, description: ROWS })
  readonly first?: number | null;
}

@ArgsType()
export class TransitionsArgs {
  @Field(() => PathOptionsInput, {
    nullable: true,
    description: "`grain`, `repeats` and `hide`; the others do not apply and are refused unless left at their default.",
  })
  readonly options?: PathOptionsInput | null;
  @Field(() => AdjacencyEnum, { nullable: true, defaultValue: "DIRECTLY", description: "Which pairs are looked at." })
  readonly adjacency?: Adjacency | null;
  @Field(() => PointSelectorInput, LEAVE)
  readonly from?: PointSelectorInput | null;
  @Field(() => PointSelectorInput, REACH)
  readonly to?: PointSelectorInput | null;
  @Field(() => PointSelectorInput, {
    nullable: true,
    description:
      "Only pairs A→B whose label before A is one of these: all numbers of the rows are of those occurrences. START has nothing before it. Not with EVENTUALLY.",
  })
  readonly previous?: PointSelectorInput | null;
  @Field(() => JourneyFilterInput, FILTER)
  readonly filter?: JourneyFilterInput | null;
  @Field(() => Int, { nullable: true, defaultValue: 100, description: ROWS })
  readonly first?: number | null;
}

/** What a match of a funnel is. */
@ArgsType()
export class FunnelMatchArgs {
  @Field(() => [FunnelStepInput], { description: "The steps, in order: 2 to 20." })
  readonly steps!: FunnelStepInput[];
  @Field(() => Duration, {
    nullable: true,
    description: "Every step comes at most this long after the first (its end included).",
  })
  readonly within?: string | null;
  @Field(() => [FunnelExclusionInput], { nullable: true, description: "What must not come between steps: at most 10." })
  readonly exclude?: FunnelExclusionInput[] | null;
  @Field(() => PathOptionsInput, {
    nullable: true,
    description: "`hide` and `grain`; the others do not apply and are refused unless left at their default.",
  })
  readonly options?: PathOptionsInput | null;
  @Field(() => JourneyFilterInput, FILTER)
  readonly filter?: JourneyFilterInput | null;
}
