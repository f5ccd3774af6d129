// handoffs: which changes of channel fail, and why?
import { ArgsType, Field, Float, Int, ObjectType } from "type-graphql";
import type { Label, WaitStats } from "../engine/terms.js";
import { DEFAULT_FIRST } from "../engine/totals.js";
import { MAX_GROUPS } from "../questions/groups.js";
import type { HandoffsParams } from "../questions/handoffs/plan.js";
import type {
  HandoffReasonResult,
  HandoffResult,
  HandoffTotalsResult,
  IntervalResult,
} from "../questions/handoffs/result.js";
import type { HandoffReason } from "../questions/handoffs/settings.js";
import { asking } from "./asking/asking.js";
import { HandoffCountsType, HandoffGroupPairType, HandoffGroupType } from "./handoffGroups.js";
import { HandoffSettingsInput, readHandoffSettings } from "./handoffSettings.js";
import { AnswerType, WaitStatsType } from "./shared/answer.js";
import {
  answersIn,
  BREAKDOWN,
  BREAKDOWN_TIME_ZONE,
  BreakdownInput,
  FIRST_GROUPS,
  OTHER_GROUPS,
  READ_BREAKDOWN,
} from "./shared/breakdown.js";
import { HandoffReasonEnum } from "./shared/enums.js";
import { FILTER, JourneyFilterInput } from "./shared/filter.js";
import { IntervalType } from "./shared/interval.js";
import { TransitionEndType } from "./shared/labels.js";
import { LEAVE, REACH, ROWS } from "./shared/options.js";
import { HandoffPartEnum, HandoffTotalsPartEnum } from "./shared/partEnums.js";
import { IsCount, IsPageSize } from "./shared/rules.js";
import { PointSelectorInput } from "./shared/selector.js";
import { UnitArgs } from "./shared/unit.js";

/** This sentence ends the description of each field that results from comparing a pair with the others. */
const NO_TESTS = "Always null if Neo4j answers the question itself (ENGINE=store).";

@ObjectType("HandoffReasonCount", {
  simpleResolvers: true,
  description:
    "Number of handoffs to which a reason applies. Several reasons may apply to one handoff, so do not add up these numbers.",
})
export class HandoffReasonCountType implements Pick<HandoffReasonResult, "reason" | "count" | "rate"> {
  @Field(() => HandoffReasonEnum, { description: "The reason." })
  readonly reason!: HandoffReason;
  @Field(() => Int, { description: "Settled handoffs of the pair to which the reason applies." })
  readonly count!: number;
  @Field(() => Float, {
    nullable: true,
    description: "`count` divided by the settled handoffs of the pair, from 0 to 1; null if there are none.",
  })
  readonly rate!: number | null;
}

@ObjectType("HandoffTotals", {
  simpleResolvers: true,
  description: "Counts of the journeys and handoffs that an answer is based on.",
})
export class HandoffTotalsType implements HandoffTotalsResult {
  @Field(() => Int, { description: "Journeys in scope." })
  readonly journeys!: number;
  @Field(() => Int, { description: "Customers of the journeys in scope." })
  readonly customers!: number;
  @Field(() => Int, {
    description:
      "Journeys with two or more episodes. An episode is an uninterrupted run of interactions on one channel.",
  })
  readonly multiChannelJourneys!: number;
  @Field(() => Int, {
    description:
      "Number of pairs with at least one handoff, including those that are not shown. `from`, `to` and `first` do not change this number.",
  })
  readonly pairs!: number;
  @Field(() => Int, {
    description:
      "Number of ranked pairs, including those that are not shown. The false discovery rate of `significant` applies to all of them together.",
  })
  readonly rankedPairs!: number;
  @Field(() => Int, {
    description: "Handoffs of all pairs: observed changes of channel, and intended ones that never arrived.",
  })
  readonly handoffs!: number;
  @Field(() => Int, {
    description:
      "Settled handoffs: those that can be judged, because their time limits are over or the journey is no longer open.",
  })
  readonly settled!: number;
  @Field(() => Int, { description: "Pending handoffs: those that are not settled yet." })
  readonly pending!: number;
  @Field(() => Int, {
    description: "Settled handoffs to which at least one of `failureReasons` applies. Each handoff counts once.",
  })
  readonly failed!: number;
  @Field(() => Float, { nullable: true, description: "`failed` / `settled`, from 0 to 1; null if `settled` is 0." })
  readonly failRate!: number | null;
}

@ObjectType("Handoff", {
  simpleResolvers: true,
  description:
    "All handoffs of one pair of channels or touchpoints. A change of channel is not a failure in itself: each handoff is judged by what happens after it. Verdicts, rates and tests count settled handoffs only. The other counts include pending handoffs.",
})
export class HandoffType implements HandoffResult {
  @Field(() => TransitionEndType, { description: "The channel or touchpoint that the handoff leaves." })
  readonly from!: Label;
  @Field(() => TransitionEndType, {
    description:
      "The channel or touchpoint that the handoff reaches, or was meant to reach. A handoff that never arrived names a channel here even if `grain` is TOUCHPOINT.",
  })
  readonly to!: Label;
  @Field(() => Int, { description: "Handoffs of the pair: observed ones, and attempts that never arrived." })
  readonly count!: number;
  @Field(() => Int, { description: "Observed handoffs: changes from one episode to the next." })
  readonly observed!: number;
  @Field(() => Int, { description: "Journeys with at least one handoff of the pair." })
  readonly journeys!: number;
  @Field(() => Int, { description: "Distinct customers of these journeys." })
  readonly customers!: number;
  @Field(() => Int, { description: "Pending handoffs: those that are not settled yet." })
  readonly pending!: number;
  @Field(() => Int, { description: "Settled handoffs: `count` − `pending`." })
  readonly settled!: number;
  @Field(() => Int, {
    description: "Settled handoffs to which at least one of `failureReasons` applies. Each handoff counts once.",
  })
  readonly failed!: number;
  @Field(() => Int, { description: "Journeys with at least one failed handoff of the pair." })
  readonly failedJourneys!: number;
  @Field(() => Int, { description: "Customers with at least one failed handoff of the pair." })
  readonly failedCustomers!: number;
  @Field(() => Float, { nullable: true, description: "`failed` / `settled`, from 0 to 1; null if `settled` is 0." })
  readonly failRate!: number | null;
  @Field(() => IntervalType, {
    nullable: true,
    description: `95 % confidence interval of the fail rate. It is Wilson's interval, computed with the effective number of observations, because handoffs of the same customer tend to resemble each other. ${NO_TESTS}`,
  })
  readonly failRateInterval!: IntervalResult | null;
  @Field(() => Float, {
    nullable: true,
    description: `Fail rate of the comparison group that \`baselineBy\` selects, from 0 to 1. Null if this group has no settled handoffs. ${NO_TESTS}`,
  })
  readonly baseline!: number | null;
  @Field(() => IntervalType, {
    nullable: true,
    description: `95 % confidence interval of the difference between the fail rate of the pair and the baseline. It is \`failRateInterval\` minus \`baseline\`: the baseline is treated as exact. ${NO_TESTS}`,
  })
  readonly excessRate!: IntervalResult | null;
  @Field(() => Float, {
    nullable: true,
    description: `How many fewer handoffs would have failed if the pair failed as often as the comparison group: \`settled\` × (\`failRate\` − \`baseline\`), or 0 if this is negative. ${NO_TESTS}`,
  })
  readonly excessFailures!: number | null;
  @Field(() => Float, {
    nullable: true,
    description: `p-value of the hypothesis that the pair fails no more often than the comparison group. It comes from a one-sided score test with customers as clusters. Null if the pair is not tested. ${NO_TESTS}`,
  })
  readonly pValue!: number | null;
  @Field(() => Boolean, {
    description:
      "Whether at least `minSupport` distinct customers have a settled handoff of the pair. Ranked pairs come first in the answer. Other pairs are not tested.",
  })
  readonly ranked!: boolean;
  @Field(() => Boolean, {
    nullable: true,
    description: `Whether the pair fails more often than the comparison group by at least \`minEffect\`, at a false discovery rate of 5 % over all ranked pairs. A significant difference does not prove that the handoff itself is the cause. ${NO_TESTS}`,
  })
  readonly significant!: boolean | null;
  @Field(() => [HandoffReasonCountType], {
    description: "Counts of the reasons, one entry per reason, including reasons with a count of 0.",
  })
  readonly reasons!: readonly HandoffReasonResult[];
  @Field(() => WaitStatsType, {
    description:
      "Time from the last interaction before a handoff to the first one after it. Only observed handoffs are included.",
  })
  readonly wait!: WaitStats;
  /** Keys of journeys, which `exampleJourneys` loads. */
  readonly examples!: readonly string[];
}

@ObjectType("Handoffs", {
  simpleResolvers: true,
  description:
    "The handoffs of all journeys, one row per pair of channels or touchpoints. Ranked pairs come before the others. Both groups are in the same order: by excess failures (most first), then by count (largest first), then by label.",
})
export class HandoffsType {
  @Field(() => HandoffTotalsType, { description: "Counts of the journeys and handoffs that the answer is based on." })
  readonly totals!: HandoffTotalsType;
  @Field(() => [HandoffType], { description: "The rows of the answer, at most `first` of them." })
  readonly handoffs!: readonly HandoffType[];
  @Field(() => [HandoffGroupType], {
    description:
      "The groups of the breakdown, most journeys in scope first, or most handoffs in a breakdown by property; then by key. Periods are in chronological order instead. Other comes last. The list is empty if there is no breakdown.",
  })
  readonly groups!: readonly HandoffGroupType[];
  @Field(() => Int, OTHER_GROUPS)
  readonly otherGroups!: number;
  @Field(() => AnswerType, { description: "Metadata of the answer." })
  readonly answer!: AnswerType;
}

@ArgsType()
export class HandoffsArgs extends UnitArgs {
  @Field(() => HandoffSettingsInput, {
    nullable: true,
    description: "When a handoff counts as failed, and what its fail rate is compared with.",
  })
  readonly settings?: HandoffSettingsInput | null;
  @Field(() => PointSelectorInput, LEAVE)
  readonly from?: PointSelectorInput | null;
  @Field(() => PointSelectorInput, REACH)
  readonly to?: PointSelectorInput | null;
  @Field(() => JourneyFilterInput, FILTER)
  readonly filter?: JourneyFilterInput | null;
  @Field(() => Int, { nullable: true, defaultValue: DEFAULT_FIRST, description: ROWS })
  @IsPageSize()
  readonly first?: number | null;
  @Field(() => BreakdownInput, BREAKDOWN)
  readonly breakdown?: BreakdownInput | null;
  @Field(() => String, BREAKDOWN_TIME_ZONE)
  readonly timeZone?: string | null;
  @Field(() => Int, FIRST_GROUPS)
  @IsCount(1, MAX_GROUPS)
  readonly firstGroups?: number | null;
}

export const handoffs = asking<HandoffsArgs, HandoffsParams>({
  type: HandoffsType,
  description:
    "Between which channels do customers get lost? A handoff is a change of channel within a journey. Each handoff is judged by what happens after it, and each pair of channels is compared with the other pairs.",
  args: HandoffsArgs,
  read: {
    ...READ_BREAKDOWN,
    settings: (settings) => readHandoffSettings(settings),
    from: (from) => from ?? null,
    to: (to) => to ?? null,
    filter: (_, __, { filter }) => filter ?? {},
    first: (first) => first ?? DEFAULT_FIRST,
  },
  rows: (args) => (args.first ?? DEFAULT_FIRST) * answersIn(args),
  // The fields `behind` and `exampleJourneys` of a handoff also have an argument `reason` (resolvers/behind.ts,
  // resolvers/examples.ts).
  opens: [
    { type: HandoffReasonCountType },
    { type: HandoffTotalsType, parts: HandoffTotalsPartEnum, otherwise: "HANDOFFS" },
    { type: HandoffCountsType, parts: HandoffPartEnum, otherwise: "COUNT" },
    { type: HandoffGroupPairType, parts: HandoffPartEnum, otherwise: "COUNT" },
  ],
});
