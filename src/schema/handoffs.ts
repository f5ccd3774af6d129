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

/** Of what comes of comparing a pair with the others. */
const NO_TESTS = "Null where Neo4j answers itself (ENGINE=store): no tests are made there.";

@ObjectType("Interval", {
  simpleResolvers: true,
  description: "A 95 % interval; both ends are shares from 0 to 1, or differences of shares.",
})
export class IntervalType implements IntervalResult {
  @Field(() => Float, { description: "Its lower end." })
  readonly low!: number;
  @Field(() => Float, { description: "Its upper end." })
  readonly high!: number;
}

@ObjectType("HandoffReasonCount", {
  simpleResolvers: true,
  description: "How often a reason was found. Reasons overlap: they are never added.",
})
export class HandoffReasonCountType implements Pick<HandoffReasonResult, "reason" | "count" | "rate"> {
  @Field(() => HandoffReasonEnum, { description: "The reason." })
  readonly reason!: HandoffReason;
  @Field(() => Int, { description: "Settled handoffs of the pair that have it." })
  readonly count!: number;
  @Field(() => Float, { nullable: true, description: "`count` of the settled, from 0 to 1; null over nothing." })
  readonly rate!: number | null;
}

@ObjectType("HandoffTotals", {
  simpleResolvers: true,
  description: "How many journeys and handoffs an answer is about.",
})
export class HandoffTotalsType implements HandoffTotalsResult {
  @Field(() => Int, { description: "Journeys in scope." })
  readonly journeys!: number;
  @Field(() => Int, { description: "Customers of the journeys in scope." })
  readonly customers!: number;
  @Field(() => Int, { description: "Journeys of two episodes or more: runs of interactions on one channel." })
  readonly multiChannelJourneys!: number;
  @Field(() => Int, { description: "Handoffs of all pairs: observed ones, and intended ones that never arrived." })
  readonly handoffs!: number;
  @Field(() => Int, {
    description: "Those whose verdict is in: their windows are over, or the journey is no longer open.",
  })
  readonly settled!: number;
  @Field(() => Int, { description: "Those whose verdict is not in yet, whatever has happened." })
  readonly pending!: number;
  @Field(() => Int, { description: "Settled handoffs with at least one of `failureReasons`; each counted once." })
  readonly failed!: number;
  @Field(() => Float, { nullable: true, description: "`failed` of `settled`, from 0 to 1; null over nothing." })
  readonly failRate!: number | null;
}

@ObjectType("Handoff", {
  simpleResolvers: true,
  description:
    "All handoffs of one pair. A switch of channel is not bad by itself: what follows it is judged. Verdicts, rates and tests count settled handoffs only; the other counts include the pending.",
})
export class HandoffType implements HandoffResult {
  @Field(() => TransitionEndType, { description: "What was left." })
  readonly from!: Label;
  @Field(() => TransitionEndType, {
    description: "What was reached, or meant to be reached; at touchpoint grain a channel where it never arrived.",
  })
  readonly to!: Label;
  @Field(() => Int, { description: "Observed handoffs and attempts that never arrived." })
  readonly count!: number;
  @Field(() => Int, { description: "Observed handoffs: two neighbouring episodes." })
  readonly observed!: number;
  @Field(() => Int, { description: "Journeys with one." })
  readonly journeys!: number;
  @Field(() => Int, { description: "Customers of those journeys." })
  readonly customers!: number;
  @Field(() => Int, { description: "Those whose verdict is not in yet." })
  readonly pending!: number;
  @Field(() => Int, { description: "Those whose verdict is in: `count` − `pending`." })
  readonly settled!: number;
  @Field(() => Int, { description: "Settled ones with at least one of `failureReasons`." })
  readonly failed!: number;
  @Field(() => Int, { description: "Journeys with a failed one." })
  readonly failedJourneys!: number;
  @Field(() => Int, { description: "Customers with a failed one." })
  readonly failedCustomers!: number;
  @Field(() => Float, { nullable: true, description: "`failed` of `settled`, from 0 to 1; null over nothing." })
  readonly failRate!: number | null;
  @Field(() => IntervalType, {
    nullable: true,
    description: `95 % interval of the fail rate: Wilson's, with the effective number of observations, since one customer's handoffs are alike. ${NO_TESTS}`,
  })
  readonly failRateInterval!: IntervalResult | null;
  @Field(() => Float, {
    nullable: true,
    description: `Fail rate of what it is compared with (\`baselineBy\`), from 0 to 1; null if there is nothing. ${NO_TESTS}`,
  })
  readonly baseline!: number | null;
  @Field(() => IntervalType, { nullable: true, description: `\`failRateInterval\` − \`baseline\`. ${NO_TESTS}` })
  readonly excessRate!: IntervalResult | null;
  @Field(() => Float, {
    nullable: true,
    description: `\`settled\` × (failRate − baseline), at least 0: failures beyond what the others would have had. ${NO_TESTS}`,
  })
  readonly excessFailures!: number | null;
  @Field(() => Float, {
    nullable: true,
    description: `Of the one-sided score test of “this pair fails no more often than the others”, customers as clusters; null where there is nothing to test. ${NO_TESTS}`,
  })
  readonly pValue!: number | null;
  @Field(() => Boolean, {
    description:
      "Whether at least `minSupport` customers have a settled one. Ranked pairs come first; the others are never significant.",
  })
  readonly ranked!: boolean;
  @Field(() => Boolean, {
    nullable: true,
    description: `Whether it fails more often than the others, at a false discovery rate of 5 % over all ranked pairs, and by at least \`minEffect\`. Different, not proven broken. ${NO_TESTS}`,
  })
  readonly significant!: boolean | null;
  @Field(() => [HandoffReasonCountType], { description: "All reasons, also those not found." })
  readonly reasons!: readonly HandoffReasonResult[];
  @Field(() => WaitStatsType, { description: "From A's last interaction to B's first, observed handoffs only." })
  readonly wait!: WaitStats;
  /** Keys; `exampleJourneys` loads them. */
  readonly examples!: readonly string[];
}

@ObjectType("Handoffs", {
  simpleResolvers: true,
  description:
    "Pairs of channels or touchpoints between which customers move: ranked pairs first, by excess failures, then count, then label.",
})
export class HandoffsType {
  @Field(() => HandoffTotalsType, { description: "How many journeys and handoffs this is about." })
  readonly totals!: HandoffTotalsType;
  @Field(() => [HandoffType], { description: "The first of them." })
  readonly handoffs!: readonly HandoffType[];
  @Field(() => AnswerType, { description: "What the answer says of itself." })
  readonly answer!: AnswerType;
}

@InputType("HandoffSettings", {
  description: "What makes a handoff broken, and what its fail rate is compared with. Windows include their end.",
})
export class HandoffSettingsInput {
  @Field(() => HandoffGrainEnum, {
    nullable: true,
    defaultValue: DEFAULT_HANDOFF_SETTINGS.grain,
    description: "What the two ends are.",
  })
  readonly grain?: HandoffGrain | null;
  @Field(() => PointSelectorInput, {
    nullable: true,
    description:
      "What customers are to reach; without it the catalogue's default goal, and GOAL_REQUIRED if there is none.",
  })
  readonly goal?: PointSelectorInput | null;
  @Field(() => Duration, {
    nullable: true,
    description:
      "A longer wait is STALLED, for every pair. Without it only promised waits can stall: a service level, or 24 h where intended.",
  })
  @IsDuration()
  readonly stallAfter?: string | null;
  @Field(() => Duration, {
    nullable: true,
    defaultValue: DEFAULT_WINDOWS.bounceWithin,
    description: "Coming back to A within this after B's last interaction is BOUNCED_BACK.",
  })
  @IsDuration()
  readonly bounceWithin?: string | null;
  @Field(() => Duration, {
    nullable: true,
    defaultValue: DEFAULT_WINDOWS.repeatWithin,
    description: "The same case again within this after B's last interaction is REPEATED.",
  })
  @IsDuration()
  readonly repeatWithin?: string | null;
  @Field(() => Duration, {
    nullable: true,
    defaultValue: DEFAULT_WINDOWS.resolveWithin,
    description: "The time a goal or `resolved` has, for ABANDONED, BOUNCED_BACK and UNRESOLVED.",
  })
  @IsDuration()
  readonly resolveWithin?: string | null;
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_HANDOFF_SETTINGS.minSupport,
    description: "Distinct customers with a settled handoff that a pair needs to be ranked.",
  })
  readonly minSupport?: number | null;
  @Field(() => Float, {
    nullable: true,
    defaultValue: DEFAULT_HANDOFF_SETTINGS.minEffect,
    description: "A fail rate less than this above its baseline is never significant; a share from 0 to 1.",
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
    description: "At least one of these makes a handoff failed. Without it: all but UNRESOLVED.",
  })
  readonly failureReasons?: HandoffReason[] | null;
  @Field(() => Boolean, {
    nullable: true,
    defaultValue: DEFAULT_HANDOFF_SETTINGS.includeBrandSent,
    description: "Whether interactions the brand sent take part in episodes and verdicts.",
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
    description: "What makes a handoff broken, and what it is compared with.",
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
    "Where do journeys break when they change channel? Every change of channel is judged by what follows it, and each pair compared with the others.",
  args: HandoffsArgs,
  read: {
    settings: (settings) => readHandoffSettings(settings),
    from: (from) => from ?? null,
    to: (to) => to ?? null,
    filter: (_, __, { filter }) => filter ?? {},
    first: (first) => first ?? DEFAULT_FIRST,
  },
  rows: ({ first }) => first ?? DEFAULT_FIRST,
  // A handoff names its journeys, and lists examples, by reason too: resolvers/behind.ts and resolvers/examples.ts.
  opens: [
    { type: HandoffReasonCountType },
    { type: HandoffTotalsType, parts: HandoffTotalsPartEnum, otherwise: "HANDOFFS" },
  ],
});
