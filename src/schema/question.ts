// What questions are asked with: selectors, filters, path options. Durations and times arrive as texts and are read in
// service/arguments.ts.
import { Field, Float, InputType, Int } from "type-graphql";
import type { Grain, Repeats, StartAt } from "../engine/terms.js";
import type { Baseline, HandoffGrain, HandoffReason } from "../questions/results.js";
import { BaselineEnum, GrainEnum, HandoffGrainEnum, HandoffReasonEnum, RepeatsEnum, StartAtEnum } from "./enums.js";
import { DateTime, Duration } from "./scalars.js";

@InputType("PointSelector", {
  description:
    "Chooses interactions by where they happened. Exactly one choice; a list means any of its members. Keys, or names as the catalogue has them; a key wins over a name, and what nothing bears is an error.",
})
export class PointSelectorInput {
  @Field(() => [String], { nullable: true, description: "Touchpoints, like `web/checkout`." })
  readonly touchpoints?: string[] | null;
  @Field(() => [String], { nullable: true, description: "Kinds of touchpoint, on whatever channel, like `Checkout`." })
  readonly kinds?: string[] | null;
  @Field(() => [String], { nullable: true, description: "Channels, like `store`." })
  readonly channels?: string[] | null;
  @Field(() => [String], { nullable: true, description: "Stages, like `purchase`." })
  readonly stages?: string[] | null;
  @Field(() => String, {
    nullable: true,
    description: "A goal of the catalogue; interactions that FAILED are left out.",
  })
  readonly goal?: string | null;
  @Field(() => Boolean, { nullable: true, description: "`true`: every interaction. `false` is refused." })
  readonly any?: boolean | null;
}

@InputType("AttributeFilter", { description: "A condition on one attribute of the customer." })
export class AttributeFilterInput {
  @Field(() => String, { description: "The attribute's key." })
  readonly key!: string;
  @Field(() => [String], { description: "The customer's value is one of these." })
  readonly in!: string[];
}

@InputType("JourneyFilter", {
  description:
    "Which journeys are looked at. All given conditions must hold; whole journeys are judged, before `hide`.",
})
export class JourneyFilterInput {
  @Field(() => DateTime, { nullable: true, description: "Journeys whose first interaction is at this time or later." })
  readonly startedFrom?: string | null;
  @Field(() => DateTime, { nullable: true, description: "Journeys whose first interaction is before this time." })
  readonly startedBefore?: string | null;
  @Field(() => Duration, {
    nullable: true,
    description:
      "Journeys whose first interaction is at most this long before the newest interaction of the store, such as P30D.",
  })
  readonly startedWithin?: string | null;
  @Field(() => [String], {
    nullable: true,
    description: "Journeys of customers who belong to any of these segments, by key or name.",
  })
  readonly segments?: string[] | null;
  @Field(() => [String], { nullable: true, description: "Journeys of these customers, by key." })
  readonly customers?: string[] | null;
  @Field(() => String, {
    nullable: true,
    description:
      "Journeys that a row of an answer counts: what the row's `behind` says. They are worked out in the data as it is now.",
  })
  readonly behind?: string | null;
  @Field(() => [AttributeFilterInput], {
    nullable: true,
    description: "Attributes of the customer; every one must hold.",
  })
  readonly attributes?: AttributeFilterInput[] | null;
  @Field(() => [PointSelectorInput], { nullable: true, description: "The journey touches every one of these." })
  readonly touches?: PointSelectorInput[] | null;
  @Field(() => [PointSelectorInput], { nullable: true, description: "The journey touches none of these." })
  readonly avoids?: PointSelectorInput[] | null;
  @Field(() => String, {
    nullable: true,
    description: "Key of a goal that the journey reaches, by an interaction that did not FAIL.",
  })
  readonly reachedGoal?: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      "A pattern that the journey matches, such as `channel:search .* [web/checkout|app/checkout] [^channel:phone]* goal:purchase`; `pathMatches` says what patterns are.",
  })
  readonly matches?: string | null;
  @Field(() => Int, { nullable: true, description: "The journey has at least this many interactions." })
  readonly minInteractions?: number | null;
  @Field(() => Int, { nullable: true, description: "The journey has at most this many interactions." })
  readonly maxInteractions?: number | null;
}

@InputType("PathOptions", {
  description:
    "How interactions become labels, and which paths count. In this order: hide, group by `grain`, collapse repeats, count.",
})
export class PathOptionsInput {
  @Field(() => GrainEnum, { nullable: true, defaultValue: "TOUCHPOINT", description: "What the labels are." })
  readonly grain?: Grain | null;
  @Field(() => RepeatsEnum, {
    nullable: true,
    defaultValue: "KEEP",
    description: "What becomes of neighbouring equal labels.",
  })
  readonly repeats?: Repeats | null;
  @Field(() => [PointSelectorInput], {
    nullable: true,
    description: "Interactions that are removed before anything else.",
  })
  readonly hide?: PointSelectorInput[] | null;
  @Field(() => [PointSelectorInput], {
    nullable: true,
    description: "Completed journeys with such an interaction strictly between start and target are not counted.",
  })
  readonly exclude?: PointSelectorInput[] | null;
  @Field(() => [PointSelectorInput], {
    nullable: true,
    description: "Each of these is met strictly between start and target, in any order.",
  })
  readonly via?: PointSelectorInput[] | null;
  @Field(() => Duration, {
    nullable: true,
    description: "The target comes at most this long after the start (its end included). Refused without `to`.",
  })
  readonly within?: string | null;
  @Field(() => StartAtEnum, { nullable: true, defaultValue: "FIRST", description: "Which start a match takes." })
  readonly startAt?: StartAt | null;
  @Field(() => Int, { nullable: true, description: "Routes of at least this many labels, both ends included." })
  readonly minSteps?: number | null;
  @Field(() => Int, { nullable: true, description: "Routes of at most this many labels, both ends included." })
  readonly maxSteps?: number | null;
}

@InputType("HandoffSettings", {
  description: "What makes a handoff broken, and what its fail rate is compared with. Windows include their end.",
})
export class HandoffSettingsInput {
  @Field(() => HandoffGrainEnum, { nullable: true, defaultValue: "CHANNEL", description: "What the two ends are." })
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
  readonly stallAfter?: string | null;
  @Field(() => Duration, {
    nullable: true,
    defaultValue: "PT24H",
    description: "Coming back to A within this after B's last interaction is BOUNCED_BACK.",
  })
  readonly bounceWithin?: string | null;
  @Field(() => Duration, {
    nullable: true,
    defaultValue: "P7D",
    description: "The same case again within this after B's last interaction is REPEATED.",
  })
  readonly repeatWithin?: string | null;
  @Field(() => Duration, {
    nullable: true,
    defaultValue: "P7D",
    description: "The time a goal or `resolved` has, for ABANDONED, BOUNCED_BACK and UNRESOLVED.",
  })
  readonly resolveWithin?: string | null;
  @Field(() => Int, {
    nullable: true,
    defaultValue: 30,
    description: "Distinct customers with a settled handoff that a pair needs to be ranked.",
  })
  readonly minSupport?: number | null;
  @Field(() => Float, {
    nullable: true,
    defaultValue: 0.02,
    description: "A fail rate less than this above its baseline is never significant; a share from 0 to 1.",
  })
  readonly minEffect?: number | null;
  @Field(() => BaselineEnum, {
    nullable: true,
    defaultValue: "ALL",
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
    defaultValue: false,
    description: "Whether interactions the brand sent take part in episodes and verdicts.",
  })
  readonly includeBrandSent?: boolean | null;
}
