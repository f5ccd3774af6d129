// Journey.handoffs: the handoffs of one journey, each with its verdict, the reasons, and what shows them.
import { ArgsType, Field, Int, ObjectType } from "type-graphql";
import type { Label } from "../engine/terms.js";
import type { HandoffVerdict } from "../questions/handoffs/ofJourney.js";
import type { HandoffReason } from "../questions/handoffs/settings.js";
import { connectionOf } from "./connection.js";
import { HandoffReasonEnum, HandoffVerdictEnum } from "./enums.js";
import { HandoffSettingsInput } from "./handoffs.js";
import { InteractionType } from "./interaction.js";
import { TransitionEndType } from "./labels.js";
import { PageArgs } from "./pages.js";
import { DateTime, Duration } from "./scalars.js";

@ObjectType("JourneyHandoffReason", {
  simpleResolvers: true,
  description:
    "A reason of a settled handoff, and the interaction that shows it. The reason was judged over the window from `since` to `until`, which includes both ends.",
})
export class JourneyHandoffReasonType {
  @Field(() => HandoffReasonEnum, { description: "The reason." })
  readonly reason!: HandoffReason;
  @Field(() => Boolean, {
    description: "Whether the reason is one of `failureReasons`. The handoff failed if any of its reasons is.",
  })
  readonly isFailure!: boolean;
  @Field(() => DateTime, {
    description:
      "Beginning of the window: the time of the intent (NEVER_ARRIVED), of A's last interaction (STALLED), of B's first interaction (UNRESOLVED), or of B's last interaction (the others).",
  })
  readonly since!: number;
  @Field(() => DateTime, {
    nullable: true,
    description:
      "End of the window. B was expected by this time (NEVER_ARRIVED, STALLED); something had to follow by this time (ABANDONED), or a goal or `resolved` (UNRESOLVED); a return (BOUNCED_BACK) or a repetition (REPEATED) counts until this time. Null if it is after the year 275,760.",
  })
  readonly until!: number | null;
  @Field(() => InteractionType, {
    nullable: true,
    description:
      "The interaction that shows the reason: the one that sent the customer to B (NEVER_ARRIVED), B's first one, which came late (STALLED), the return to A (BOUNCED_BACK), the first repetition of a case (REPEATED). For ABANDONED and UNRESOLVED, the interaction that came too late: the next episode, or the goal or `resolved`; null if there is none.",
  })
  readonly interaction!: unknown;
}

@ObjectType("JourneyHandoff", {
  simpleResolvers: true,
  description:
    "One handoff of a journey, from one channel (A) to the next (B), or an attempt to reach B that never arrived. Its verdict and its reasons are those that `handoffs` counts with the same settings.",
})
export class JourneyHandoffType {
  @Field(() => Int, { description: "Position among the handoffs of the journey, from 1." })
  readonly position!: number;
  @Field(() => TransitionEndType, { description: "The channel or touchpoint that the handoff leaves." })
  readonly from!: Label;
  @Field(() => TransitionEndType, {
    description:
      "The channel or touchpoint that the handoff reaches, or was meant to reach. At touchpoint grain, a handoff that never arrived has a channel here.",
  })
  readonly to!: Label;
  @Field(() => HandoffVerdictEnum, { description: "The verdict." })
  readonly verdict!: HandoffVerdict;
  @Field(() => InteractionType, { description: "A's last interaction." })
  readonly leaves!: unknown;
  @Field(() => InteractionType, { nullable: true, description: "B's first interaction; null if B was never reached." })
  readonly reaches!: unknown;
  @Field(() => InteractionType, {
    nullable: true,
    description: "The first interaction on A that sent the customer to B (`intendedChannel`); null if none did.",
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
      "The first interaction from B's first on that reaches the goal or is `resolved`, within `resolveWithin` of B's first; null if there is none.",
  })
  readonly resolvedBy!: unknown;
  @Field(() => DateTime, {
    nullable: true,
    description: "When a pending handoff is settled if nothing more happens in the journey; null if it is settled.",
  })
  readonly pendingUntil!: number | null;
  @Field(() => [JourneyHandoffReasonType], {
    description: "The reasons that the handoff has. They overlap. Empty while it is pending.",
  })
  readonly reasons!: readonly JourneyHandoffReasonType[];
}

export const JourneyHandoffConnection = connectionOf(
  "JourneyHandoff",
  "handoffs of a journey",
  () => JourneyHandoffType,
  "in the order of the interactions that they leave",
);

@ArgsType()
export class JourneyHandoffsArgs extends PageArgs {
  @Field(() => HandoffSettingsInput, {
    nullable: true,
    description:
      "When a handoff counts as broken: the settings of `handoffs`, so that one variable can be used for both. `minSupport`, `minEffect` and `baselineBy` concern comparisons of pairs and have no effect here.",
  })
  readonly settings?: HandoffSettingsInput | null;
}
