// transitions: what comes next?
import { ArgsType, Field, Float, Int, ObjectType } from "type-graphql";
import type { Adjacency, Label, WaitStats } from "../engine/terms.js";
import type { TransitionsParams, TransitionsWanted } from "../questions/transitions/plan.js";
import { DEFAULT_EDGES } from "../questions/transitions/plan.js";
import type { TransitionResult } from "../questions/transitions/result.js";
import { asking, type LookedUp, type Readers } from "./asking/asking.js";
import { AnswerType, TotalsType, WaitStatsType } from "./shared/answer.js";
import { AdjacencyEnum } from "./shared/enums.js";
import { FILTER, JourneyFilterInput } from "./shared/filter.js";
import { TransitionEndType } from "./shared/labels.js";
import { LEAVE, PathOptionsInput, REACH, ROWS, readPathOptions } from "./shared/options.js";
import { TotalsPartEnum } from "./shared/partEnums.js";
import { IsPageSize } from "./shared/rules.js";
import { PointSelectorInput } from "./shared/selector.js";
import { UnitArgs } from "./shared/unit.js";

@ObjectType("Transition", {
  simpleResolvers: true,
  description:
    "An ordered pair of labels. With DIRECTLY, the second label directly follows the first; START comes before the first label of a journey, and END after its last.",
})
export class TransitionType implements TransitionResult {
  @Field(() => TransitionEndType, { description: "The label that the transition leaves." })
  readonly from!: Label;
  @Field(() => TransitionEndType, { description: "The label that the transition reaches." })
  readonly to!: Label;
  @Field(() => Int, {
    description: "Number of occurrences of the pair. With EVENTUALLY, each journey counts at most once.",
  })
  readonly count!: number;
  @Field(() => Int, { description: "Journeys with at least one occurrence of the pair." })
  readonly journeys!: number;
  @Field(() => Int, { description: "Distinct customers of these journeys." })
  readonly customers!: number;
  @Field(() => Float, {
    description:
      "Share of the occurrences of `from` that `to` directly follows, from 0 to 1. The denominator includes occurrences after which the journey ends. With EVENTUALLY, it is the share of the journeys with `from` in which `to` comes later.",
  })
  readonly probability!: number;
  @Field(() => WaitStatsType, {
    description:
      "Time from one label to the other. With EVENTUALLY, this is the time from the first `from` to the first `to` after it. Pairs with START or END have no times: their `n` is 0.",
  })
  readonly wait!: WaitStats;
  @Field(() => Float, {
    nullable: true,
    description:
      "Share of the occurrences of the pair after which the journey ends. Null for pairs that reach END. Always null with EVENTUALLY.",
  })
  readonly dropAfter!: number | null;
  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether the two labels are on different channels. Interactions sent by the brand are included. Null if `grain` is KIND, STAGE or PROPERTY, or if one of the labels is a group.",
  })
  readonly isHandoff!: boolean | null;
  /** Keys of journeys, which `exampleJourneys` loads. */
  readonly examples!: readonly string[];
}

@ObjectType("Transitions", {
  simpleResolvers: true,
  description: "Pairs of labels, most frequent first, and ties sorted by label.",
})
export class TransitionsType {
  @Field(() => TotalsType, {
    description:
      "Counts of the journeys that the answer is based on. All journeys that have interactions left after `hide` are matched, completed and counted. With EVENTUALLY or `previous`, a journey may belong to no row. `otherCount` includes such journeys.",
  })
  readonly totals!: TotalsType;
  @Field(() => [TransitionType], { description: "The rows of the answer, at most `first` of them." })
  readonly edges!: readonly TransitionType[];
  @Field(() => AnswerType, { description: "Metadata of the answer." })
  readonly answer!: AnswerType;
}

@ArgsType()
export class TransitionsArgs extends UnitArgs {
  @Field(() => PathOptionsInput, {
    nullable: true,
    description:
      "How interactions become labels. Only `grain`, `property`, `groups`, `repeats` and `hide` apply. The query refuses any other option whose value is not its default.",
  })
  readonly options?: PathOptionsInput | null;
  @Field(() => AdjacencyEnum, {
    nullable: true,
    defaultValue: "DIRECTLY",
    description: "Whether the second label must follow the first directly, or may come anywhere after it.",
  })
  readonly adjacency?: Adjacency | null;
  @Field(() => PointSelectorInput, LEAVE)
  readonly from?: PointSelectorInput | null;
  @Field(() => PointSelectorInput, REACH)
  readonly to?: PointSelectorInput | null;
  @Field(() => PointSelectorInput, {
    nullable: true,
    description:
      "Counts an occurrence of A→B only if this selector selects the label directly before A. All numbers of a row refer to these occurrences. Pairs that leave START are not counted, because no label comes before START. This argument cannot be combined with EVENTUALLY.",
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
    "Which labels follow one another, directly or eventually? Counts ordered pairs of labels. Without a filter and with `grain: TOUCHPOINT` and `repeats: KEEP`, the counts equal those of the TRANSITIONS_TO edges of the graph.",
  args: TransitionsArgs,
  read: READ_TRANSITIONS,
  wanted: (selection): TransitionsWanted => ({
    ...selection.wanted(),
    journeys: selection.selects("Transition", "journeys"),
    dropAfter: selection.selects("Transition", "dropAfter"),
  }),
  rows: ({ first }) => first ?? DEFAULT_EDGES,
  opens: [{ type: TotalsType, parts: TotalsPartEnum, otherwise: "COUNTED" }, { type: TransitionType }],
  examples: [{ type: TransitionType }],
});
