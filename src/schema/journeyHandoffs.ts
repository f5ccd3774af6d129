// Journey.handoffs: the handoffs of one journey, each with its verdict, its reasons, and the interactions that show the
// reasons.
import { ArgsType, Field, Int, ObjectType } from "type-graphql";
import type { Label } from "../engine/terms.js";
import type { HandoffVerdict } from "../questions/handoffs/ofJourney.js";
import type { HandoffReason } from "../questions/handoffs/settings.js";
import { HandoffSettingsInput } from "./handoffSettings.js";
import { InteractionType } from "./interaction.js";
import { connectionOf } from "./shared/connection.js";
import { HandoffReasonEnum, HandoffVerdictEnum } from "./shared/enums.js";
import { TransitionEndType } from "./shared/labels.js";
import { PageArgs } from "./shared/pages.js";
import { DateTime, Duration } from "./shared/scalars.js";

@ObjectType("JourneyHandoffReason", {
  simpleResolvers: true,
  description:
    "A reason that applies to a settled handoff, and the interaction that shows it. The reason was judged by the interactions from `since` to `until`, inclusive.",
})
export class JourneyHandoffReasonType {
  @Field(() => HandoffReasonEnum, { description: "The reason." })
  readonly reason!: HandoffReason;
  @Field(() => Boolean, {
    description:
      "Whether the reason is one of `failureReasons`. The handoff failed if this is true of any of its reasons.",
  })
  readonly isFailure!: boolean;
  @Field(() => DateTime, {
    description:
      "Beginning of the window. It is the time of an interaction: of `intent` (NEVER_ARRIVED), of the last interaction on A (STALLED), of the first interaction on B (UNRESOLVED), or of the last interaction on B (other reasons).",
  })
  readonly since!: number;
  @Field(() => DateTime, {
    nullable: true,
    description:
      "End of the window. For NEVER_ARRIVED and STALLED, B was expected by this time. For ABANDONED, another interaction was expected by this time. For UNRESOLVED, a goal or a `resolved` interaction was expected by this time. For BOUNCED_BACK and REPEATED, a return or a repeated case counts until this time. Null if the time is after the year 275,760.",
  })
  readonly until!: number | null;
  @Field(() => InteractionType, {
    nullable: true,
    description:
      "The interaction that shows the reason. NEVER_ARRIVED: the interaction that sent the customer to B. STALLED: the first interaction on B, which came too late. BOUNCED_BACK: the return to A. REPEATED: the first interaction that repeats a case. ABANDONED: the start of the next episode, which came too late. UNRESOLVED: the goal or `resolved` interaction that came too late. Null if there is no such interaction.",
  })
  readonly interaction!: unknown;
}

@ObjectType("JourneyHandoff", {
  simpleResolvers: true,
  description:
    "One handoff of a journey: a change from one channel (A) to the next (B), or an attempt to reach B that never arrived. The query `handoffs` counts the same verdicts and reasons if it is asked with the same settings.",
})
export class JourneyHandoffType {
  @Field(() => Int, { description: "Position among the handoffs of the journey, counted from 1." })
  readonly position!: number;
  @Field(() => TransitionEndType, { description: "The channel or touchpoint that the handoff leaves." })
  readonly from!: Label;
  @Field(() => TransitionEndType, {
    description:
      "The channel or touchpoint that the handoff reaches, or was meant to reach. A handoff that never arrived names a channel here even if `grain` is TOUCHPOINT.",
  })
  readonly to!: Label;
  @Field(() => HandoffVerdictEnum, { description: "Whether the handoff succeeded, failed or is pending." })
  readonly verdict!: HandoffVerdict;
  @Field(() => InteractionType, { description: "The last interaction on A before the handoff." })
  readonly leaves!: unknown;
  @Field(() => InteractionType, {
    nullable: true,
    description: "The first interaction on B; null if B was never reached.",
  })
  readonly reaches!: unknown;
  @Field(() => InteractionType, {
    nullable: true,
    description: "The first interaction on A whose `intendedChannel` is B; null if there is none.",
  })
  readonly intent!: unknown;
  @Field(() => Duration, {
    nullable: true,
    description: "Time from `leaves` to `reaches`; null if B was never reached.",
  })
  readonly wait!: number | null;
  @Field(() => InteractionType, {
    nullable: true,
    description:
      "The first interaction that reaches the goal or is `resolved`, from the first interaction on B until `resolveWithin` later; null if there is none.",
  })
  readonly resolvedBy!: unknown;
  @Field(() => DateTime, {
    nullable: true,
    description:
      "The time at which a pending handoff becomes settled if nothing more happens in the journey; null if the handoff is already settled.",
  })
  readonly pendingUntil!: number | null;
  @Field(() => [JourneyHandoffReasonType], {
    description:
      "The reasons that apply to the handoff. Several may apply. The list is empty while the handoff is pending.",
  })
  readonly reasons!: readonly JourneyHandoffReasonType[];
}

export const JourneyHandoffConnection = connectionOf(
  "JourneyHandoff",
  "handoffs of a journey",
  () => JourneyHandoffType,
  "in the order of the journey",
);

@ArgsType()
export class JourneyHandoffsArgs extends PageArgs {
  @Field(() => HandoffSettingsInput, {
    nullable: true,
    description:
      "When a handoff counts as failed. The query `handoffs` takes the same settings, so a client can use one variable for both. `minSupport`, `minEffect` and `baselineBy` concern the comparison of pairs and have no effect here.",
  })
  readonly settings?: HandoffSettingsInput | null;
}
