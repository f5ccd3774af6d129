// The enumerations, built from the lists in the model. A value that is added to a list and has no description here does
// not compile.
import { registerEnumType } from "type-graphql";
import { PERIODS } from "../engine/periods.js";
import { ADJACENCIES, CUT_PARTS, GRAINS, REPEATS, START_AT, TOTALS_PARTS } from "../engine/terms.js";
import { MEDIA, PHASES } from "../model/catalogue.js";
import { INITIATORS, OUTCOMES } from "../model/interaction.js";
import { ATTRIBUTION_PARTS } from "../questions/attribution/drilldown.js";
import { MODELS } from "../questions/attribution/plan.js";
import { ROUTE_LOSS_PARTS } from "../questions/commonRoutes/drilldown.js";
import { SIDE_RATE_PARTS } from "../questions/compare/result.js";
import { END_PARTS } from "../questions/ends/drilldown.js";
import { FLOW_NODE_PARTS } from "../questions/flow/drilldown.js";
import { FLOW_DIRECTIONS } from "../questions/flow/result.js";
import { FUNNEL_STEP_PARTS } from "../questions/funnel/drilldown.js";
import { HANDOFF_PARTS, HANDOFF_TOTALS_PARTS } from "../questions/handoffs/drilldown.js";
import { HANDOFF_VERDICTS } from "../questions/handoffs/ofJourney.js";
import { BASELINES, HANDOFF_GRAINS, HANDOFF_REASONS } from "../questions/handoffs/settings.js";
import { LOOP_LABEL_PARTS, LOOP_TOTALS_PARTS } from "../questions/loops/drilldown.js";
import { MATCHES_PARTS } from "../questions/pathMatches/drilldown.js";
import { PERIOD_PARTS } from "../questions/timeToConvert/drilldown.js";
import { VISIT_TOTALS_PARTS } from "../questions/visits/drilldown.js";

function enumeration<T extends string>(
  values: readonly T[],
  name: string,
  description: string,
  descriptions: Record<T, string>,
): { readonly [K in T]: K } {
  const members = Object.fromEntries(values.map((value) => [value, value])) as { readonly [K in T]: K };
  const valuesConfig = Object.fromEntries(values.map((value) => [value, { description: descriptions[value] }]));
  registerEnumType(members, { name, description, valuesConfig: valuesConfig as never });
  return members;
}

export const MediumEnum = enumeration(MEDIA, "Medium", "Whether a channel is online or offline.", {
  ONLINE: "Website, app, e-mail, social, search, display, chat, SMS, push, marketplace.",
  OFFLINE: "Store, point of sale, phone, post and delivery, TV, print, outdoor, events, field sales.",
});

export const PhaseEnum = enumeration(PHASES, "Phase", "The phase of a stage, relative to the purchase.", {
  PRE_PURCHASE: "Before the purchase.",
  PURCHASE: "The purchase itself.",
  POST_PURCHASE: "After the purchase.",
});

export const InitiatorEnum = enumeration(INITIATORS, "Initiator", "Who starts an interaction.", {
  CUSTOMER: "The customer: a visit, a call, a purchase.",
  BRAND:
    "The brand: an ad shown, an e-mail sent. These interactions take no part in handoffs unless `includeBrandSent` is set.",
  PARTNER: "A partner of the brand: a carrier, a marketplace.",
  PEER: "Another customer: a referral, word of mouth.",
});

export const OutcomeEnum = enumeration(OUTCOMES, "Outcome", "How an interaction ended.", {
  SUCCEEDED: "The customer got what they came for.",
  FAILED: "The customer did not get what they came for. A failed interaction never counts as reaching a goal.",
});

export const GrainEnum = enumeration(GRAINS, "Grain", "What the labels of a route or a transition are.", {
  TOUCHPOINT: "Touchpoints: one kind of contact on one channel.",
  KIND: "Kinds of touchpoint, on any channel.",
  CHANNEL: "Channels. Rows without a channel are on the channel `unknown`.",
  STAGE: "Stages. Touchpoints without a stage have the label `(none)`.",
});

export const RepeatsEnum = enumeration(REPEATS, "Repeats", "What happens to neighbouring equal labels.", {
  KEEP: "Each stays a separate label.",
  COLLAPSE:
    "They become one label, which keeps the time of its first and of its last interaction. A wait runs from the last time of the previous label to the first time of this one.",
});

export const StartAtEnum = enumeration(
  START_AT,
  "StartAt",
  "Which start a match uses. Both choices complete the same journeys, at the same target.",
  {
    FIRST: "The earliest interaction in `from` whose next `to` comes within `within`.",
    LAST: "The last interaction in `from` before that target.",
  },
);

const TOTALS = {
  JOURNEYS: "The journeys of `journeys`: all in scope.",
  MATCHED: "The journeys of `matched`.",
  COMPLETED: "The journeys of `completed`.",
  COUNTED: "The journeys of `counted`.",
  DROPPED: "The journeys of `dropped`.",
  PENDING: "The journeys of `pending`.",
  OPEN: "The journeys of `open`.",
  MATURE: "The journeys of `mature`.",
  MATURE_COMPLETED: "The journeys of `matureCompleted`.",
};

export const TotalsPartEnum = enumeration(
  [...TOTALS_PARTS, ...CUT_PARTS],
  "TotalsPart",
  "The journeys that a field of `Totals` counts.",
  {
    ...TOTALS,
    SHOWN:
      "The journeys of `shown`: those on the rows that the answer shows. After the data change, those on the rows that it would then show.",
    OTHER: "The journeys of `otherCount`: counted journeys on none of the shown rows.",
  },
);

export const SidePartEnum = enumeration(
  TOTALS_PARTS,
  "SidePart",
  "The journeys that a field of `ComparedSide` counts.",
  TOTALS,
);

export const SideRatePartEnum = enumeration(
  SIDE_RATE_PARTS,
  "SideRatePart",
  "The journeys behind a rate. Transitions with DIRECTLY count occurrences, and a journey may have several. Each such journey is listed once, so there are at most as many journeys as occurrences.",
  {
    COUNT: "The journeys of `count`. For transitions, the journeys with the pair.",
    OF: "The journeys of `of`. For transitions, the journeys with an exit of `from`; with EVENTUALLY, those that contain it.",
  },
);

export const EndPartEnum = enumeration(
  END_PARTS,
  "EndPart",
  "The journeys that a field of an entry or an exit counts.",
  {
    JOURNEYS: "The journeys of `journeys`.",
    OPEN: "The journeys of `open`.",
  },
);

export const FlowNodePartEnum = enumeration(
  FLOW_NODE_PARTS,
  "FlowNodePart",
  "The journeys that a field of a step or a node counts.",
  {
    JOURNEYS: "The journeys of `journeys`.",
    DROP_OFF: "The journeys of `dropOff`.",
    DROP_OFF_OPEN: "The journeys of `dropOffOpen`.",
  },
);

export const FunnelStepPartEnum = enumeration(
  FUNNEL_STEP_PARTS,
  "FunnelStepPart",
  "The journeys that a field of a step counts.",
  {
    ENTERED: "The journeys of `entered`.",
    COMPLETED: "The journeys of `completed`.",
    SKIPPED: "The journeys of `skipped`.",
    PENDING: "The journeys of `pending`.",
    DROPPED: "The journeys of `dropped`.",
    DIRECTLY: "The journeys of `directly`.",
    MATURE_COMPLETED: "The journeys of `matureCompleted`.",
  },
);

export const ConversionPeriodPartEnum = enumeration(
  PERIOD_PARTS,
  "ConversionPeriodPart",
  "The journeys that a field of a period counts.",
  {
    MATCHED: "The journeys of `matched`.",
    COMPLETED: "The journeys of `completed`.",
    MATURE: "The journeys of `mature`.",
    MATURE_COMPLETED: "The journeys of `matureCompleted`, whose durations are measured.",
  },
);

export const RouteLossPartEnum = enumeration(
  ROUTE_LOSS_PARTS,
  "RouteLossPart",
  "The journeys that a field of `RouteLoss` counts.",
  {
    REACHED: "The journeys of `reached`.",
    COMPLETED: "The journeys of `completed`.",
    DROPPED: "The journeys of `dropped`.",
    PENDING: "The journeys of `pending`.",
  },
);

export const HandoffTotalsPartEnum = enumeration(
  HANDOFF_TOTALS_PARTS,
  "HandoffTotalsPart",
  "The journeys behind a field of `HandoffTotals`. A journey may have several handoffs, so there are at most as many journeys as handoffs.",
  {
    JOURNEYS: "The journeys of `journeys`: all in scope.",
    MULTI_CHANNEL: "The journeys of `multiChannelJourneys`.",
    HANDOFFS: "Journeys with at least one handoff.",
    SETTLED: "Journeys with at least one settled handoff.",
    PENDING: "Journeys with at least one pending handoff.",
    FAILED: "Journeys with at least one failed handoff.",
  },
);

export const HandoffPartEnum = enumeration(HANDOFF_PARTS, "HandoffPart", "The journeys behind a field of a pair.", {
  COUNT: "The journeys of `journeys`: those with at least one handoff of the pair.",
  SETTLED: "Journeys with at least one settled handoff.",
  FAILED: "The journeys of `failedJourneys`: those with at least one failed handoff.",
  PENDING: "Journeys with at least one pending handoff.",
});

export const LoopLabelPartEnum = enumeration(
  LOOP_LABEL_PARTS,
  "LoopLabelPart",
  "The journeys that a field of a label counts.",
  {
    JOURNEYS: "The journeys of `journeys`.",
    SELF_LOOPS: "The journeys of `selfLoopJourneys`.",
    REPEATS: "The journeys of `repeatJourneys`.",
    AGAIN: "The journeys of `againJourneys`.",
  },
);

export const LoopTotalsPartEnum = enumeration(
  LOOP_TOTALS_PARTS,
  "LoopTotalsPart",
  "The journeys that a field of `LoopTotals` counts.",
  {
    JOURNEYS: "The journeys of `journeys`: all in scope.",
    COUNTED: "The journeys of `counted`.",
    OPEN: "The journeys of `open`.",
    SELF_LOOPS: "The journeys of `selfLoopJourneys`.",
    REPEATS: "The journeys of `repeatJourneys`.",
    RETURNS: "The journeys of `returnJourneys`.",
    AGAIN: "The journeys of `againJourneys`.",
  },
);

export const VisitTotalsPartEnum = enumeration(
  VISIT_TOTALS_PARTS,
  "VisitTotalsPart",
  "The journeys that a field of `VisitTotals` counts.",
  {
    JOURNEYS: "The journeys of `journeys`: all in scope.",
    COUNTED: "The journeys of `counted`.",
  },
);

export const MatchesPartEnum = enumeration(
  MATCHES_PARTS,
  "MatchesPart",
  "The journeys that a field of `PathMatchesTotals` counts.",
  {
    JOURNEYS: "The journeys of `journeys`: all in scope.",
    MATCHED: "The journeys of `matched`.",
    OPEN: "The journeys of `open`.",
  },
);

export const AdjacencyEnum = enumeration(ADJACENCIES, "Adjacency", "How one interaction follows another.", {
  DIRECTLY:
    "B comes directly after A. Hidden interactions are skipped. In transitions, START comes before the first label of a journey and END after its last.",
  EVENTUALLY:
    "B comes anywhere after A. A transition counts once per journey, and its wait runs from the first A to the first B after it. There is no START and no END.",
});

export const PeriodEnum = enumeration(PERIODS, "Period", "A calendar period, in UTC.", {
  WEEK: "An ISO week, from Monday.",
  MONTH: "A calendar month.",
});

export const AttributionModelEnum = enumeration(
  MODELS,
  "AttributionModel",
  "How the credit for a conversion is divided among its touches. No model shows cause.",
  {
    FIRST: "All of it goes to the first touch.",
    LAST: "All of it goes to the last touch.",
    LINEAR: "Every touch gets the same.",
    POSITION:
      "40 % goes to the first touch, 40 % to the last, and 20 % evenly to those between. Two touches get half each.",
    TIME_DECAY:
      "A touch gets a weight of 2^(−t / `halfLife`), where t is the time from the touch to the conversion. Weights are normalized.",
    MARKOV:
      "Credit is proportional to the removal effect of a label: the share of conversions that a Markov chain of order 1 loses if every path that reaches the label ends there. The credits add up to the conversions with a touch. Repeated labels are collapsed (Anderl et al. 2016).",
    SHAPLEY:
      "The Shapley value of each label, which divides a conversion equally among its distinct labels. It is exact for any number of labels.",
  },
);

export const AttributionPartEnum = enumeration(
  ATTRIBUTION_PARTS,
  "AttributionPart",
  "Journeys that `AttributionTotals` counts.",
  {
    JOURNEYS: "The journeys of `journeys`: all in scope.",
    CONVERTED: "Those of `convertedJourneys`.",
    DIRECT: "Journeys with one of the `directConversions`.",
    NULL: "Those of `nullJourneys`.",
    PENDING: "Those of `pendingJourneys`.",
  },
);

export const FlowDirectionEnum = enumeration(FLOW_DIRECTIONS, "FlowDirection", "Direction of a flow from its anchor.", {
  FORWARD: "From the journey's first interaction in the anchor to its end.",
  BACKWARD:
    "From the journey's last interaction in the anchor back to its beginning, read in reverse: what led to the anchor.",
});

export const HandoffReasonEnum = enumeration(
  HANDOFF_REASONS,
  "HandoffReason",
  "Why a handoff counts as broken. Reasons overlap, so never add them up.",
  {
    NEVER_ARRIVED:
      "The customer was sent to B, or meant to use it (`intendedChannel`), and the next episode is not on B.",
    STALLED:
      "The wait is longer than its limit. The limit is the first of these that exists: `stallAfter`, the service level of the touchpoint pair, the service level of the channel pair, 24 h if the handoff was intended. Otherwise there is no limit.",
    ABANDONED:
      "Nothing follows B within `resolveWithin` after B's last interaction, no goal and no `resolved` comes from B's first interaction until then, and no goal came before B.",
    BOUNCED_BACK:
      "The next episode is on A again, at most `bounceWithin` after B's last interaction, and no goal and no `resolved` comes from B's first interaction until B's last + `resolveWithin`.",
    REPEATED:
      "A case known in B appears again on an interaction that the customer started, after B's last interaction and within `repeatWithin`, in the same journey.",
    UNRESOLVED:
      "No goal and no `resolved` comes from B's first interaction until B's first + `resolveWithin`. It is reported, but it is not a failure unless `failureReasons` includes it.",
  },
);

export const HandoffVerdictEnum = enumeration(
  HANDOFF_VERDICTS,
  "HandoffVerdict",
  "The verdict on a handoff. Handoffs with SUCCEEDED or FAILED are settled.",
  {
    SUCCEEDED: "The handoff is settled and has none of `failureReasons`.",
    FAILED: "The handoff is settled and has at least one of `failureReasons`.",
    PENDING: "The handoff is not settled yet, whatever has happened so far.",
  },
);

export const HandoffGrainEnum = enumeration(HANDOFF_GRAINS, "HandoffGrain", "What the two ends of a handoff are.", {
  CHANNEL: "The two channels.",
  TOUCHPOINT:
    "The last touchpoint on the channel that the handoff leaves, and the first one on the channel that it reaches.",
});

export const BaselineEnum = enumeration(
  BASELINES,
  "Baseline",
  "What the fail rate of a pair is compared with. Pairs found significant are excluded first.",
  {
    ALL: "All other settled handoffs in scope.",
    TARGET: "The other settled handoffs into the same channel.",
    EARLIER: "The same pair in the span just before `filter.startedFrom`, as long as the span of the filter itself.",
  },
);

export const STORE_KINDS = ["EMBEDDED", "NEO4J"] as const;
export type StoreKind = (typeof STORE_KINDS)[number];
export const StoreKindEnum = enumeration(STORE_KINDS, "StoreKind", "The kind of graph store.", {
  EMBEDDED: "LMDB in a folder on this machine.",
  NEO4J: "A Neo4j server or cluster.",
});

export const PROJECTION_STATES = ["BUILDING", "READY", "FAILED", "NONE"] as const;
export type ProjectionState = (typeof PROJECTION_STATES)[number];
export const ProjectionStateEnum = enumeration(
  PROJECTION_STATES,
  "ProjectionState",
  "Whether questions can be answered.",
  {
    BUILDING: "The first projection is being read from the store; questions are refused with PROJECTION_BUILDING.",
    READY: "Questions are answered.",
    FAILED: "The store could not be read. The service tries again every few seconds.",
    NONE: "No projection is built, because Neo4j answers the questions itself (ENGINE=store). It supports some of the options; others are refused with UNSUPPORTED_IN_STORE.",
  },
);
