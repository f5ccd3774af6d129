// handoffs: where do omnichannel journeys break?

import { ArgsType, Field, Float, InputType, Int, ObjectType } from "type-graphql";
import type { Label, WaitStats } from "../engine/terms.js";
import { DEFAULT_FIRST } from "../engine/totals.js";
import type { HandoffsParams } from "../questions/handoffs/plan.js";
import type {
  HandoffReasonResult,
  HandoffResult,
  HandoffTotalsResult,
  IntervalResult,
} from "../questions/handoffs/result.js";
import type { Baseline, HandoffGrain, HandoffReason } from "../questions/handoffs/settings.js";
import { DEFAULT_HANDOFF_SETTINGS, DEFAULT_WINDOWS, type HandoffSettings } from "../questions/handoffs/settings.js";
import { AnswerType, WaitStatsType } from "./answer.js";
import { asking, type Readers, readFields } from "./asking.js";
import { BaselineEnum, HandoffGrainEnum, HandoffReasonEnum, HandoffTotalsPartEnum } from "./enums.js";
import { FILTER, JourneyFilterInput } from "./filter.js";
import { TransitionEndType } from "./labels.js";
import { LEAVE, REACH, ROWS } from "./options.js";
import { IsDuration, IsPageSize } from "./rules.js";
import { Duration } from "./scalars.js";
import { PointSelectorInput } from "./selector.js";
import { readDuration } from "./texts.js";

/** For fields that result from comparing a pair with the others. */
const NO_TESTS = "Null if Neo4j answers the question itself (ENGINE=store), because it runs no tests.";

@ObjectType("Interval", {
  simpleResolvers: true,
  description: "A 95 % interval. Both ends are shares from 0 to 1, or differences of shares.",
})
export class IntervalType implements IntervalResult {
  @Field(() => Float, { description: "Lower end." })
  readonly low!: number;
  @Field(() => Float, { description: "Upper end." })
  readonly high!: number;
}

@ObjectType("HandoffReasonCount", {
  simpleResolvers: true,
  description: "Number of handoffs with a reason. Reasons overlap, so never add them up.",
})
export class HandoffReasonCountType implements Pick<HandoffReasonResult, "reason" | "count" | "rate"> {
  @Field(() => HandoffReasonEnum, { description: "The reason." })
  readonly reason!: HandoffReason;
  @Field(() => Int, { description: "Settled handoffs of the pair that have the reason." })
  readonly count!: number;
  @Field(() => Float, {
    nullable: true,
    description: "`count` divided by the settled handoffs of the pair, from 0 to 1; null if there are none.",
  })
  readonly rate!: number | null;
}

@ObjectType("HandoffTotals", {
  simpleResolvers: true,
  description: "Counts of the journeys and handoffs behind an answer.",
})
export class HandoffTotalsType implements HandoffTotalsResult {
  @Field(() => Int, { description: "Journeys in scope." })
  readonly journeys!: number;
  @Field(() => Int, { description: "Customers of the journeys in scope." })
  readonly customers!: number;
  @Field(() => Int, {
    description: "Journeys with two or more episodes. An episode is a run of interactions on one channel.",
  })
  readonly multiChannelJourneys!: number;
  @Field(() => Int, {
    description:
      "Pairs with at least one handoff, whether they are shown or not. `from`, `to` and `first` do not change it.",
  })
  readonly pairs!: number;
  @Field(() => Int, {
    description:
      "Ranked pairs, whether they are shown or not. The false discovery rate of `significant` holds over all of them.",
  })
  readonly rankedPairs!: number;
  @Field(() => Int, {
    description: "Handoffs of all pairs: observed handoffs, and intended handoffs that never arrived.",
  })
  readonly handoffs!: number;
  @Field(() => Int, {
    description: "Settled handoffs: their windows are over, or the journey is no longer open.",
  })
  readonly settled!: number;
  @Field(() => Int, { description: "Pending handoffs: not settled yet, whatever has happened so far." })
  readonly pending!: number;
  @Field(() => Int, { description: "Settled handoffs with at least one of `failureReasons`. Each counts once." })
  readonly failed!: number;
  @Field(() => Float, { nullable: true, description: "`failed` / `settled`, from 0 to 1; null if `settled` is 0." })
  readonly failRate!: number | null;
}

@ObjectType("Handoff", {
  simpleResolvers: true,
  description:
    "All handoffs of one pair. A change of channel is not bad in itself: what follows it is judged. Verdicts, rates and tests count settled handoffs only; the other counts include pending handoffs.",
})
export class HandoffType implements HandoffResult {
  @Field(() => TransitionEndType, { description: "The channel or touchpoint that the handoff leaves." })
  readonly from!: Label;
  @Field(() => TransitionEndType, {
    description:
      "The channel or touchpoint that the handoff reaches, or was meant to reach. At touchpoint grain, a handoff that never arrived has a channel here.",
  })
  readonly to!: Label;
  @Field(() => Int, { description: "Observed handoffs, and attempts that never arrived." })
  readonly count!: number;
  @Field(() => Int, { description: "Observed handoffs: two neighbouring episodes." })
  readonly observed!: number;
  @Field(() => Int, { description: "Journeys with at least one handoff of the pair." })
  readonly journeys!: number;
  @Field(() => Int, { description: "Customers of these journeys." })
  readonly customers!: number;
  @Field(() => Int, { description: "Pending handoffs: not settled yet." })
  readonly pending!: number;
  @Field(() => Int, { description: "Settled handoffs: `count` − `pending`." })
  readonly settled!: number;
  @Field(() => Int, { description: "Settled handoffs with at least one of `failureReasons`." })
  readonly failed!: number;
  @Field(() => Int, { description: "Journeys with at least one failed handoff of the pair." })
  readonly failedJourneys!: number;
  @Field(() => Int, { description: "Customers with at least one failed handoff of the pair." })
  readonly failedCustomers!: number;
  @Field(() => Float, { nullable: true, description: "`failed` / `settled`, from 0 to 1; null if `settled` is 0." })
  readonly failRate!: number | null;
  @Field(() => IntervalType, {
    nullable: true,
    description: `95 % interval of the fail rate: Wilson's interval with the effective number of observations, because handoffs of one customer resemble each other. ${NO_TESTS}`,
  })
  readonly failRateInterval!: IntervalResult | null;
  @Field(() => Float, {
    nullable: true,
    description: `Fail rate of the comparison group (\`baselineBy\`), from 0 to 1. Null if there is nothing to compare with. ${NO_TESTS}`,
  })
  readonly baseline!: number | null;
  @Field(() => IntervalType, { nullable: true, description: `\`failRateInterval\` − \`baseline\`. ${NO_TESTS}` })
  readonly excessRate!: IntervalResult | null;
  @Field(() => Float, {
    nullable: true,
    description: `\`settled\` × (failRate − baseline), and at least 0: how many fewer failures there would be if the pair failed as often as the others. ${NO_TESTS}`,
  })
  readonly excessFailures!: number | null;
  @Field(() => Float, {
    nullable: true,
    description: `p-value of the one-sided score test of the hypothesis that the pair fails no more often than the others, with customers as clusters. Null if there is nothing to test. ${NO_TESTS}`,
  })
  readonly pValue!: number | null;
  @Field(() => Boolean, {
    description:
      "Whether at least `minSupport` customers have a settled handoff of the pair. Ranked pairs come first. Other pairs are never significant.",
  })
  readonly ranked!: boolean;
  @Field(() => Boolean, {
    nullable: true,
    description: `Whether the pair fails more often than the others, at a false discovery rate of 5 % over all ranked pairs, and by at least \`minEffect\`. It means different, not proven broken. ${NO_TESTS}`,
  })
  readonly significant!: boolean | null;
  @Field(() => [HandoffReasonCountType], { description: "All reasons, including those with a count of 0." })
  readonly reasons!: readonly HandoffReasonResult[];
  @Field(() => WaitStatsType, {
    description: "Time from A's last interaction to B's first, over observed handoffs only.",
  })
  readonly wait!: WaitStats;
  /** Keys of journeys, which `exampleJourneys` loads. */
  readonly examples!: readonly string[];
}

@ObjectType("Handoffs", {
  simpleResolvers: true,
  description:
    "Pairs of channels or touchpoints between which customers move. Ranked pairs come first, then rows by excess failures, count and label.",
})
export class HandoffsType {
  @Field(() => HandoffTotalsType, { description: "Counts of the journeys and handoffs behind the answer." })
  readonly totals!: HandoffTotalsType;
  @Field(() => [HandoffType], { description: "The first rows of the answer." })
  readonly handoffs!: readonly HandoffType[];
  @Field(() => AnswerType, { description: "Metadata of the answer." })
  readonly answer!: AnswerType;
}

@InputType("HandoffSettings", {
  description: "When a handoff counts as broken, and what its fail rate is compared with. Windows include their end.",
})
export class HandoffSettingsInput {
  @Field(() => HandoffGrainEnum, {
    nullable: true,
    defaultValue: DEFAULT_HANDOFF_SETTINGS.grain,
    description: "Whether the two ends of a handoff are channels or touchpoints.",
  })
  readonly grain?: HandoffGrain | null;
  @Field(() => PointSelectorInput, {
    nullable: true,
    description:
      "The goal that customers are meant to reach. Without it, the default goal of the catalogue is used; if there is none, the question is refused with GOAL_REQUIRED.",
  })
  readonly goal?: PointSelectorInput | null;
  @Field(() => Duration, {
    nullable: true,
    description:
      "For every pair, a wait longer than this is STALLED. Without it, the limit is the service level of the pair; without a service level, it is 24 h if the handoff was intended; otherwise there is no limit.",
  })
  @IsDuration()
  readonly stallAfter?: string | null;
  @Field(() => Duration, {
    nullable: true,
    defaultValue: DEFAULT_WINDOWS.bounceWithin,
    description: "A return to A within this time after B's last interaction is BOUNCED_BACK.",
  })
  @IsDuration()
  readonly bounceWithin?: string | null;
  @Field(() => Duration, {
    nullable: true,
    defaultValue: DEFAULT_WINDOWS.repeatWithin,
    description: "The same case again within this time after B's last interaction is REPEATED.",
  })
  @IsDuration()
  readonly repeatWithin?: string | null;
  @Field(() => Duration, {
    nullable: true,
    defaultValue: DEFAULT_WINDOWS.resolveWithin,
    description: "The time in which a goal or `resolved` must come, for ABANDONED, BOUNCED_BACK and UNRESOLVED.",
  })
  @IsDuration()
  readonly resolveWithin?: string | null;
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_HANDOFF_SETTINGS.minSupport,
    description: "A pair is ranked if at least this many distinct customers have a settled handoff on it.",
  })
  readonly minSupport?: number | null;
  @Field(() => Float, {
    nullable: true,
    defaultValue: DEFAULT_HANDOFF_SETTINGS.minEffect,
    description: "The smallest difference between fail rate and baseline that can be significant, from 0 to 1.",
  })
  readonly minEffect?: number | null;
  @Field(() => BaselineEnum, {
    nullable: true,
    defaultValue: DEFAULT_HANDOFF_SETTINGS.baselineBy,
    description: "What the fail rate is compared with.",
  })
  readonly baselineBy?: Baseline | null;
  @Field(() => [HandoffReasonEnum], {
    nullable: true,
    description:
      "A handoff is failed if it has at least one of these reasons. Without it: all reasons except UNRESOLVED.",
  })
  readonly failureReasons?: HandoffReason[] | null;
  @Field(() => Boolean, {
    nullable: true,
    defaultValue: DEFAULT_HANDOFF_SETTINGS.includeBrandSent,
    description: "Whether interactions sent by the brand take part in episodes and verdicts.",
  })
  readonly includeBrandSent?: boolean | null;
}

const HANDOFF_SETTINGS: Readers<HandoffSettingsInput, HandoffSettings> = {
  grain: (grain) => grain ?? DEFAULT_HANDOFF_SETTINGS.grain,
  goal: (goal) => goal ?? DEFAULT_HANDOFF_SETTINGS.goal,
  stallAfter: readDuration,
  bounceWithin: (text, at) => readDuration(text, at) ?? DEFAULT_HANDOFF_SETTINGS.bounceWithin,
  repeatWithin: (text, at) => readDuration(text, at) ?? DEFAULT_HANDOFF_SETTINGS.repeatWithin,
  resolveWithin: (text, at) => readDuration(text, at) ?? DEFAULT_HANDOFF_SETTINGS.resolveWithin,
  minSupport: (minSupport) => minSupport ?? DEFAULT_HANDOFF_SETTINGS.minSupport,
  minEffect: (minEffect) => minEffect ?? DEFAULT_HANDOFF_SETTINGS.minEffect,
  baselineBy: (baselineBy) => baselineBy ?? DEFAULT_HANDOFF_SETTINGS.baselineBy,
  failureReasons: (failureReasons) => failureReasons ?? DEFAULT_HANDOFF_SETTINGS.failureReasons,
  includeBrandSent: (includeBrandSent) => includeBrandSent ?? DEFAULT_HANDOFF_SETTINGS.includeBrandSent,
};

export function readHandoffSettings(given: HandoffSettingsInput | null | undefined, at = "settings"): HandoffSettings {
  return readFields<HandoffSettingsInput, HandoffSettings>(HANDOFF_SETTINGS, given, at, undefined);
}

@ArgsType()
export class HandoffsArgs {
  @Field(() => HandoffSettingsInput, {
    nullable: true,
    description: "When a handoff counts as broken, and what it is compared with.",
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
}

export const handoffs = asking<HandoffsArgs, HandoffsParams>({
  type: HandoffsType,
  description:
    "Where do journeys break when they change channel? Each change of channel is judged by what follows it, and each pair of channels is compared with the others.",
  args: HandoffsArgs,
  read: {
    settings: (settings) => readHandoffSettings(settings),
    from: (from) => from ?? null,
    to: (to) => to ?? null,
    filter: (_, __, { filter }) => filter ?? {},
    first: (first) => first ?? DEFAULT_FIRST,
  },
  rows: ({ first }) => first ?? DEFAULT_FIRST,
  // A handoff selects its journeys and examples by reason too: resolvers/behind.ts and resolvers/examples.ts.
  opens: [
    { type: HandoffReasonCountType },
    { type: HandoffTotalsType, parts: HandoffTotalsPartEnum, otherwise: "HANDOFFS" },
  ],
});
