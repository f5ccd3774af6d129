// The enumerations, from the model's own lists: a value that is added there and not described here does not compile.
import { registerEnumType } from "type-graphql";
import { PERIODS } from "../engine/periods.js";
import { ADJACENCIES, CUT_PARTS, GRAINS, REPEATS, START_AT, TOTALS_PARTS } from "../engine/terms.js";
import { MEDIA, PHASES } from "../model/catalogue.js";
import { INITIATORS, OUTCOMES } from "../model/interaction.js";
import { ATTRIBUTION_PARTS } from "../questions/attribution/drilldown.js";
import { MODELS } from "../questions/attribution/plan.js";
import { SIDE_RATE_PARTS } from "../questions/compare/result.js";
import { END_PARTS } from "../questions/ends/drilldown.js";
import { FLOW_NODE_PARTS } from "../questions/flow/drilldown.js";
import { FLOW_DIRECTIONS } from "../questions/flow/result.js";
import { FUNNEL_STEP_PARTS } from "../questions/funnel/drilldown.js";
import { HANDOFF_PARTS, HANDOFF_TOTALS_PARTS } from "../questions/handoffs/drilldown.js";
import { BASELINES, HANDOFF_GRAINS, HANDOFF_REASONS } from "../questions/handoffs/settings.js";
import { LOOP_LABEL_PARTS, LOOP_TOTALS_PARTS } from "../questions/loops/drilldown.js";
import { MATCHES_PARTS } from "../questions/pathMatches/drilldown.js";
import { PERIOD_PARTS } from "../questions/timeToConvert/drilldown.js";

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

export const MediumEnum = enumeration(MEDIA, "Medium", "Whether a channel is met online or offline.", {
  ONLINE: "Website, app, e-mail, social, search, display, chat, SMS, push, marketplace.",
  OFFLINE: "Store, point of sale, phone, post and delivery, TV, print, outdoor, events, field sales.",
});

export const PhaseEnum = enumeration(PHASES, "Phase", "Where a stage stands relative to the purchase.", {
  PRE_PURCHASE: "Before the purchase.",
  PURCHASE: "The purchase itself.",
  POST_PURCHASE: "After the purchase.",
});

export const InitiatorEnum = enumeration(INITIATORS, "Initiator", "Who starts an interaction.", {
  CUSTOMER: "The customer: a visit, a call, a purchase.",
  BRAND: "The brand: an advert shown, an e-mail sent. Takes no part in handoffs unless `includeBrandSent`.",
  PARTNER: "A partner of the brand: a carrier, a marketplace.",
  PEER: "Another customer: a referral, word of mouth.",
});

export const OutcomeEnum = enumeration(OUTCOMES, "Outcome", "How an interaction ended.", {
  SUCCEEDED: "The customer got what they came for.",
  FAILED: "They did not. A failed interaction never counts as reaching a goal.",
});

export const GrainEnum = enumeration(GRAINS, "Grain", "What the labels of a route or a transition are.", {
  TOUCHPOINT: "Touchpoints: one kind of contact on one channel.",
  KIND: "Kinds of touchpoint, whatever the channel.",
  CHANNEL: "Channels. The channel of rows that bring none is `unknown`.",
  STAGE: "Stages. Touchpoints without a stage are `(none)`.",
});

export const RepeatsEnum = enumeration(REPEATS, "Repeats", "What becomes of neighbouring equal labels.", {
  KEEP: "Each stays a label of its own.",
  COLLAPSE:
    "They become one label, which keeps the time of its first and of its last; a wait runs from the label before's last to this one's first.",
});

export const StartAtEnum = enumeration(
  START_AT,
  "StartAt",
  "Which start a match takes. Both complete the same journeys, at the same target.",
  {
    FIRST: "The earliest interaction in `from` whose next `to` comes within `within`.",
    LAST: "The last interaction in `from` before that target.",
  },
);

const TOTALS = {
  JOURNEYS: "Those of `journeys`: all in scope.",
  MATCHED: "Those of `matched`.",
  COMPLETED: "Those of `completed`.",
  COUNTED: "Those of `counted`.",
  DROPPED: "Those of `dropped`.",
  PENDING: "Those of `pending`.",
  OPEN: "Those of `open`.",
  MATURE: "Those of `mature`.",
  MATURE_COMPLETED: "Those of `matureCompleted`.",
};

export const TotalsPartEnum = enumeration(
  [...TOTALS_PARTS, ...CUT_PARTS],
  "TotalsPart",
  "Journeys that `Totals` counts, by its fields.",
  {
    ...TOTALS,
    SHOWN: "Those of `shown`: on the rows that the question shows; in later data on those that it would show then.",
    OTHER: "Those of `otherCount`: counted, and on none of those rows.",
  },
);

export const SidePartEnum = enumeration(
  TOTALS_PARTS,
  "SidePart",
  "Journeys that a side of a comparison counts, by the fields of `ComparedSide`.",
  TOTALS,
);

export const SideRatePartEnum = enumeration(
  SIDE_RATE_PARTS,
  "SideRatePart",
  "Journeys of a rate. Transitions with DIRECTLY count occurrences, of which a journey may have several: these are each such journey, once, and so at most as many as the number says.",
  {
    COUNT: "Those of `count`; of transitions those with the pair.",
    OF: "Those of `of`; of transitions those with an exit of `from`, EVENTUALLY those that have it.",
  },
);

export const EndPartEnum = enumeration(END_PARTS, "EndPart", "Journeys that begin or end with a label.", {
  JOURNEYS: "Those of `journeys`.",
  OPEN: "Those of `open`.",
});

export const FlowNodePartEnum = enumeration(
  FLOW_NODE_PARTS,
  "FlowNodePart",
  "Journeys that a step or a node of a flow counts.",
  {
    JOURNEYS: "Those of `journeys`.",
    DROP_OFF: "Those of `dropOff`.",
    DROP_OFF_OPEN: "Those of `dropOffOpen`.",
  },
);

export const FunnelStepPartEnum = enumeration(
  FUNNEL_STEP_PARTS,
  "FunnelStepPart",
  "Journeys that a step of a funnel counts.",
  {
    ENTERED: "Those of `entered`.",
    COMPLETED: "Those of `completed`.",
    SKIPPED: "Those of `skipped`.",
    PENDING: "Those of `pending`.",
    DROPPED: "Those of `dropped`.",
    DIRECTLY: "Those of `directly`.",
    MATURE_COMPLETED: "Those of `matureCompleted`.",
  },
);

export const ConversionPeriodPartEnum = enumeration(
  PERIOD_PARTS,
  "ConversionPeriodPart",
  "Journeys that a period of `timeToConvert` counts.",
  {
    MATCHED: "Those of `matched`.",
    COMPLETED: "Those of `completed`.",
    MATURE: "Those of `mature`.",
    MATURE_COMPLETED: "Those of `matureCompleted`, whose durations are looked at.",
  },
);

export const HandoffTotalsPartEnum = enumeration(
  HANDOFF_TOTALS_PARTS,
  "HandoffTotalsPart",
  "Journeys that `HandoffTotals` is about. A journey may have several handoffs, so these are no more than the handoffs counted.",
  {
    JOURNEYS: "Those of `journeys`: all in scope.",
    MULTI_CHANNEL: "Those of `multiChannelJourneys`.",
    HANDOFFS: "With any handoff.",
    SETTLED: "With a settled one.",
    PENDING: "With one whose verdict is not in yet.",
    FAILED: "With a failed one.",
  },
);

export const HandoffPartEnum = enumeration(HANDOFF_PARTS, "HandoffPart", "Journeys with a handoff of a pair.", {
  COUNT: "With any one: those of `journeys`.",
  SETTLED: "With a settled one.",
  FAILED: "With a failed one: those of `failedJourneys`.",
  PENDING: "With one whose verdict is not in yet.",
});

export const LoopLabelPartEnum = enumeration(
  LOOP_LABEL_PARTS,
  "LoopLabelPart",
  "Journeys that a label met again counts.",
  {
    JOURNEYS: "Those of `journeys`.",
    SELF_LOOPS: "Those of `selfLoopJourneys`.",
    REPEATS: "Those of `repeatJourneys`.",
    AGAIN: "Those of `againJourneys`.",
  },
);

export const LoopTotalsPartEnum = enumeration(
  LOOP_TOTALS_PARTS,
  "LoopTotalsPart",
  "Journeys that `LoopTotals` counts.",
  {
    JOURNEYS: "Those of `journeys`: all in scope.",
    COUNTED: "Those of `counted`.",
    OPEN: "Those of `open`.",
    SELF_LOOPS: "Those of `selfLoopJourneys`.",
    REPEATS: "Those of `repeatJourneys`.",
    RETURNS: "Those of `returnJourneys`.",
    AGAIN: "Those of `againJourneys`.",
  },
);

export const MatchesPartEnum = enumeration(MATCHES_PARTS, "MatchesPart", "Journeys that `PathMatchesTotals` counts.", {
  JOURNEYS: "Those of `journeys`: all in scope.",
  MATCHED: "Those of `matched`.",
  OPEN: "Those of `open`.",
});

export const AdjacencyEnum = enumeration(ADJACENCIES, "Adjacency", "How one interaction follows another.", {
  DIRECTLY:
    "B right after A; what is hidden is not there. In transitions START stands before the first label of a journey, END after its last.",
  EVENTUALLY:
    "B anywhere after A. A transition is counted once a journey, its wait is from the first A to the first B after it, and there is no START and no END.",
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
    TIME_DECAY: "A touch gets 2^(−t / `halfLife`) for its time t before the conversion, normalized.",
    MARKOV:
      "All conversions with a touch are divided by removal effects: the share of conversions that a Markov chain of order 1 loses if every path that reaches the label ends there. Repeated labels are collapsed (Anderl et al. 2016).",
    SHAPLEY:
      "The Shapley value of each label. Every distinct label of a conversion gets the same, for any number of labels.",
  },
);

export const AttributionPartEnum = enumeration(
  ATTRIBUTION_PARTS,
  "AttributionPart",
  "Journeys that `AttributionTotals` counts.",
  {
    JOURNEYS: "Those of `journeys`: all in scope.",
    CONVERTED: "Those of `convertedJourneys`.",
    DIRECT: "Journeys with one of the `directConversions`.",
    NULL: "Those of `nullJourneys`.",
    PENDING: "Those of `pendingJourneys`.",
  },
);

export const FlowDirectionEnum = enumeration(
  FLOW_DIRECTIONS,
  "FlowDirection",
  "Which way a flow is followed from its anchor.",
  {
    FORWARD: "From a journey's first interaction in the anchor to its end.",
    BACKWARD: "From a journey's last interaction in the anchor back to its beginning: what led to it, read in reverse.",
  },
);

export const HandoffReasonEnum = enumeration(
  HANDOFF_REASONS,
  "HandoffReason",
  "Why a handoff is judged to have broken. Reasons overlap: they are never added.",
  {
    NEVER_ARRIVED:
      "The customer was sent to B or meant to use it (`intendedChannel`), and the next episode is not on B.",
    STALLED:
      "The wait is longer than its limit: `stallAfter`, else the service level of the touchpoint pair, else of the channel pair, else 24 h if intended, else there is none.",
    ABANDONED:
      "Nothing follows B within `resolveWithin` of B's last interaction, no goal and no `resolved` from B's first until then, and no goal came before B.",
    BOUNCED_BACK:
      "The next episode is on A again at most `bounceWithin` after B's last interaction, and nothing was reached or resolved meanwhile.",
    REPEATED:
      "A case known in B appears again on an interaction the customer began, after B's last and within `repeatWithin`, in the same journey.",
    UNRESOLVED:
      "No goal and no `resolved` from B's first interaction until it + `resolveWithin`. Reported, and not a failure unless `failureReasons` says so.",
  },
);

export const HandoffGrainEnum = enumeration(HANDOFF_GRAINS, "HandoffGrain", "What the two ends of a handoff are.", {
  CHANNEL: "The two channels.",
  TOUCHPOINT: "The last touchpoint on the channel left and the first on the channel reached.",
});

export const BaselineEnum = enumeration(
  BASELINES,
  "Baseline",
  "What a pair's fail rate is compared with. Pairs found significant are set aside first.",
  {
    ALL: "All other settled handoffs in scope.",
    TARGET: "The other settled handoffs into the same channel.",
    EARLIER: "The same pair over the span just before `filter.startedFrom`, as long as the filter's own span.",
  },
);

export const STORE_KINDS = ["EMBEDDED", "NEO4J"] as const;
export type StoreKind = (typeof STORE_KINDS)[number];
export const StoreKindEnum = enumeration(STORE_KINDS, "StoreKind", "The kind of graph store.", {
  EMBEDDED: "LMDB in a folder of this machine.",
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
    FAILED: "The store could not be read; it is tried again every few seconds.",
    NONE: "None is built: Neo4j answers the questions itself (ENGINE=store), a part of the options; the others are refused with UNSUPPORTED_IN_STORE.",
  },
);
