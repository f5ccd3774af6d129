// The settings of handoffs, which the questions about handoffs and the handoffs of a journey share.
import { Field, Float, InputType, Int } from "type-graphql";
import type { Baseline, HandoffGrain, HandoffReason } from "../questions/handoffs/settings.js";
import { DEFAULT_HANDOFF_SETTINGS, DEFAULT_WINDOWS, type HandoffSettings } from "../questions/handoffs/settings.js";
import { type Readers, readFields } from "./asking/asking.js";
import { BaselineEnum, HandoffGrainEnum, HandoffReasonEnum } from "./shared/enums.js";
import { IsDuration } from "./shared/rules.js";
import { Duration } from "./shared/scalars.js";
import { PointSelectorInput } from "./shared/selector.js";
import { readDuration } from "./shared/texts.js";

@InputType("HandoffSettings", {
  description:
    "When a handoff counts as failed, and what its fail rate is compared with. A handoff leads from A to B, which are two channels or two touchpoints. Every time limit is inclusive: an interaction exactly at the limit is still in time.",
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
      "A handoff whose wait is longer than this is STALLED. The limit applies to every pair. If omitted, the limit is the service level of the pair. Without a service level, the limit is 24 h for an intended handoff, and there is no limit for any other.",
  })
  @IsDuration()
  readonly stallAfter?: string | null;
  @Field(() => Duration, {
    nullable: true,
    defaultValue: DEFAULT_WINDOWS.bounceWithin,
    description:
      "A handoff is BOUNCED_BACK if the customer returns to A within this time after the last interaction on B.",
  })
  @IsDuration()
  readonly bounceWithin?: string | null;
  @Field(() => Duration, {
    nullable: true,
    defaultValue: DEFAULT_WINDOWS.repeatWithin,
    description:
      "A handoff is REPEATED if the same case comes up again within this time after the last interaction on B.",
  })
  @IsDuration()
  readonly repeatWithin?: string | null;
  @Field(() => Duration, {
    nullable: true,
    defaultValue: DEFAULT_WINDOWS.resolveWithin,
    description:
      "The time within which a goal or a `resolved` interaction is expected. ABANDONED, BOUNCED_BACK and UNRESOLVED depend on this time.",
  })
  @IsDuration()
  readonly resolveWithin?: string | null;
  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT_HANDOFF_SETTINGS.minSupport,
    description:
      "A pair is ranked and tested only if at least this many distinct customers have a settled handoff of the pair.",
  })
  readonly minSupport?: number | null;
  @Field(() => Float, {
    nullable: true,
    defaultValue: DEFAULT_HANDOFF_SETTINGS.minEffect,
    description: "A pair is significant only if its fail rate exceeds the baseline by at least this much, from 0 to 1.",
  })
  readonly minEffect?: number | null;
  @Field(() => BaselineEnum, {
    nullable: true,
    defaultValue: DEFAULT_HANDOFF_SETTINGS.baselineBy,
    description: "The comparison group for the fail rate of a pair.",
  })
  readonly baselineBy?: Baseline | null;
  @Field(() => [HandoffReasonEnum], {
    nullable: true,
    description:
      "A settled handoff failed if at least one of these reasons applies to it. If omitted, these are all reasons except UNRESOLVED.",
  })
  readonly failureReasons?: HandoffReason[] | null;
  @Field(() => Boolean, {
    nullable: true,
    defaultValue: DEFAULT_HANDOFF_SETTINGS.includeBrandSent,
    description:
      "Whether interactions initiated by the brand count in episodes and verdicts. By default, they are ignored.",
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
