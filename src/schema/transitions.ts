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
    "A pair of labels; DIRECTLY they are neighbours, START stands before the first label of a journey and END after its last.",
})
export class TransitionType implements TransitionResult {
  @Field(() => TransitionEndType, { description: "The label left." })
  readonly from!: Label;
  @Field(() => TransitionEndType, { description: "The label reached." })
  readonly to!: Label;
  @Field(() => Int, { description: "How often the pair occurs; EVENTUALLY once a journey." })
  readonly count!: number;
  @Field(() => Int, { description: "Journeys in which it occurs." })
  readonly journeys!: number;
  @Field(() => Int, { description: "Customers of those journeys." })
  readonly customers!: number;
  @Field(() => Float, {
    description:
      "`count` of all exits of `from`, END included; EVENTUALLY of the journeys that have `from`. From 0 to 1.",
  })
  readonly probability!: number;
  @Field(() => WaitStatsType, {
    description:
      "Time from one to the other; nothing from START or into END. EVENTUALLY from the first `from` to the first `to` after it.",
  })
  readonly wait!: WaitStats;
  @Field(() => Float, {
    nullable: true,
    description: "Share of its occurrences after which the journey ends; null into END, and EVENTUALLY.",
  })
  readonly dropAfter!: number | null;
  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether the two labels are on two channels, brand-sent included; null at grains that have no channel.",
  })
  readonly isHandoff!: boolean | null;
  /** Keys; `exampleJourneys` loads them. */
  readonly examples!: readonly string[];
}

@ObjectType("Transitions", {
  simpleResolvers: true,
  description: "Pairs of labels, the most frequent first, then by label.",
})
export class TransitionsType {
  @Field(() => TotalsType, {
    description:
      "How many journeys this is about: all with something left are matched, completed and counted. EVENTUALLY or with `previous`, some may be on no row; `otherCount` has them too.",
  })
  readonly totals!: TotalsType;
  @Field(() => [TransitionType], { description: "The first of them." })
  readonly edges!: readonly TransitionType[];
  @Field(() => AnswerType, { description: "What the answer says of itself." })
  readonly answer!: AnswerType;
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
    "What comes next, directly or eventually? Pairs of labels. Unfiltered, at touchpoint grain with repeats kept, the counts are those of the TRANSITIONS_TO edges.",
  args: TransitionsArgs,
  read: READ_TRANSITIONS,
  rows: ({ first }) => first ?? DEFAULT_EDGES,
  opens: [{ type: TotalsType, parts: TotalsPartEnum, otherwise: "COUNTED" }, { type: TransitionType }],
  examples: [{ type: TransitionType }],
});
