// transitions: what comes next?

import { ArgsType, Field, Float, Int, ObjectType } from "type-graphql";
import type { Adjacency, Label, WaitStats } from "../engine/terms.js";
import type { TransitionsParams } from "../questions/transitions/plan.js";
import { DEFAULT_EDGES } from "../questions/transitions/plan.js";
import type { TransitionResult } from "../questions/transitions/result.js";
import { AnswerType, TotalsType, WaitStatsType } from "./answer.js";
import { asking, type LookedUp, type Readers } from "./asking.js";
import { AdjacencyEnum, TotalsPartEnum } from "./enums.js";
import { FILTER, JourneyFilterInput } from "./filter.js";
import { TransitionEndType } from "./labels.js";
import { LEAVE, PathOptionsInput, REACH, ROWS, readPathOptions } from "./options.js";
import { IsPageSize } from "./rules.js";
import { PointSelectorInput } from "./selector.js";

@ObjectType("Transition", {
  simpleResolvers: true,
  description:
    "A pair of labels. With DIRECTLY, they are neighbours; START comes before the first label of a journey and END after its last.",
})
export class TransitionType implements TransitionResult {
  @Field(() => TransitionEndType, { description: "The label that the transition leaves." })
  readonly from!: Label;
  @Field(() => TransitionEndType, { description: "The label that the transition reaches." })
  readonly to!: Label;
  @Field(() => Int, { description: "Number of occurrences. With EVENTUALLY, each journey counts once." })
  readonly count!: number;
  @Field(() => Int, { description: "Journeys with at least one occurrence." })
  readonly journeys!: number;
  @Field(() => Int, { description: "Customers of these journeys." })
  readonly customers!: number;
  @Field(() => Float, {
    description:
      "`count` divided by all exits of `from`, including END. With EVENTUALLY, `count` divided by the journeys that contain `from`. From 0 to 1.",
  })
  readonly probability!: number;
  @Field(() => WaitStatsType, {
    description:
      "Time from one label to the other; without values from START and into END. With EVENTUALLY, it runs from the first `from` to the first `to` after it.",
  })
  readonly wait!: WaitStats;
  @Field(() => Float, {
    nullable: true,
    description: "Share of the occurrences after which the journey ends. Null for pairs into END, and with EVENTUALLY.",
  })
  readonly dropAfter!: number | null;
  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether the two labels are on different channels, including interactions sent by the brand; null at grains without a channel.",
  })
  readonly isHandoff!: boolean | null;
  /** Keys of journeys, which `exampleJourneys` loads. */
  readonly examples!: readonly string[];
}

@ObjectType("Transitions", {
  simpleResolvers: true,
  description: "Pairs of labels, most frequent first, then by label.",
})
export class TransitionsType {
  @Field(() => TotalsType, {
    description:
      "Counts of the journeys behind the answer. All journeys with something left are matched, completed and counted. With EVENTUALLY or `previous`, a journey may be on no row; `otherCount` includes it.",
  })
  readonly totals!: TotalsType;
  @Field(() => [TransitionType], { description: "The first rows of the answer." })
  readonly edges!: readonly TransitionType[];
  @Field(() => AnswerType, { description: "Metadata of the answer." })
  readonly answer!: AnswerType;
}

@ArgsType()
export class TransitionsArgs {
  @Field(() => PathOptionsInput, {
    nullable: true,
    description:
      "Uses `grain`, `repeats` and `hide`. The other options do not apply and are refused unless they have their default value.",
  })
  readonly options?: PathOptionsInput | null;
  @Field(() => AdjacencyEnum, {
    nullable: true,
    defaultValue: "DIRECTLY",
    description: "Whether B must follow A directly, or at any distance.",
  })
  readonly adjacency?: Adjacency | null;
  @Field(() => PointSelectorInput, LEAVE)
  readonly from?: PointSelectorInput | null;
  @Field(() => PointSelectorInput, REACH)
  readonly to?: PointSelectorInput | null;
  @Field(() => PointSelectorInput, {
    nullable: true,
    description:
      "Counts only occurrences of A→B where the label before A is one of these; all numbers of a row refer to these occurrences. START has no label before it. Refused with EVENTUALLY.",
  })
  readonly previous?: PointSelectorInput | null;
  @Field(() => JourneyFilterInput, FILTER)
  readonly filter?: JourneyFilterInput | null;
  @Field(() => Int, { nullable: true, defaultValue: DEFAULT_EDGES, description: ROWS })
  @IsPageSize()
  readonly first?: number | null;
}

export const READ_TRANSITIONS: Readers<TransitionsArgs, TransitionsParams, LookedUp> = {
  options: (options) => readPathOptions(options),
  adjacency: (adjacency) => adjacency,
  from: (from) => from,
  to: (to) => to,
  previous: (previous) => previous,
  filter: (_, __, { filter }) => filter,
  first: (first) => first ?? DEFAULT_EDGES,
};

export const transitions = asking<TransitionsArgs, TransitionsParams>({
  type: TransitionsType,
  description:
    "What comes next, directly or eventually? Counts pairs of labels. Unfiltered, at touchpoint grain with repeats kept, the counts equal the TRANSITIONS_TO edges of the graph.",
  args: TransitionsArgs,
  read: READ_TRANSITIONS,
  rows: ({ first }) => first ?? DEFAULT_EDGES,
  opens: [{ type: TotalsType, parts: TotalsPartEnum, otherwise: "COUNTED" }, { type: TransitionType }],
  examples: [{ type: TransitionType }],
});
