// The enumerations, built from the lists in the model. A value that is added to a list and has no description here does
// not compile.
import { registerEnumType } from "type-graphql";
import { PERIODS } from "../../engine/periods.js";
import { ADJACENCIES, GRAINS, REPEATS, START_AT } from "../../engine/terms.js";
import { BLUEPRINT_KINDS } from "../../model/blueprint.js";
import { STEP_CHANGES } from "../../model/blueprintDifferences.js";
import { MEDIA, PHASES } from "../../model/catalogue.js";
import { INITIATORS, OUTCOMES } from "../../model/interaction.js";
import { MODELS } from "../../questions/attribution/plan.js";
import { MOVES } from "../../questions/conformance/result.js";
import { JOURNEY_ENDS } from "../../questions/ends/plan.js";
import { FLOW_DIRECTIONS } from "../../questions/flow/result.js";
import { HANDOFF_VERDICTS } from "../../questions/handoffs/ofJourney.js";
import { BASELINES, HANDOFF_GRAINS, HANDOFF_REASONS } from "../../questions/handoffs/settings.js";

export function enumeration<T extends string>(
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

export const BlueprintKindEnum = enumeration(BLUEPRINT_KINDS, "BlueprintKind", "What a blueprint designs.", {
  JOURNEY: "A journey that customers are meant to take.",
  SERIES: "A planned series of messages, such as a welcome series. Its steps have delays.",
});

export const StepChangeEnum = enumeration(
  STEP_CHANGES,
  "StepChange",
  "How a step differs between two versions of a blueprint.",
  {
    ADDED: "Only the later version contains the step.",
    REMOVED: "Only the earlier version contains the step.",
    CHANGED: "At least one field of the step differs.",
    MOVED: "The step is the same, but has another position among the steps that both versions contain.",
  },
);

export const InitiatorEnum = enumeration(INITIATORS, "Initiator", "Who initiates an interaction.", {
  CUSTOMER: "The customer: a visit, a call, a purchase.",
  BRAND: "The brand: an ad shown, an e-mail sent. Handoffs ignore these interactions unless `includeBrandSent` is set.",
  PARTNER: "A partner of the brand: a carrier, a marketplace.",
  PEER: "Another customer: a referral, word of mouth.",
});

export const OutcomeEnum = enumeration(OUTCOMES, "Outcome", "How an interaction ended.", {
  SUCCEEDED: "The interaction succeeded: the customer got what they wanted.",
  FAILED:
    "The interaction failed: the customer did not get what they wanted. A failed interaction never counts as reaching a goal.",
});

export const GrainEnum = enumeration(GRAINS, "Grain", "What a label represents.", {
  TOUCHPOINT: "Touchpoints: one kind of contact on one channel.",
  KIND: "Kinds of touchpoint, on any channel.",
  CHANNEL: "Channels. Interactions that were recorded without a channel belong to the channel `unknown`.",
  STAGE: "Stages. Touchpoints without a stage have the label `(none)`.",
  PROPERTY:
    "Values of the property that `property` names. Interactions without a value have the label `(none)`. A list of several values is refused with PROPERTY_IS_LIST.",
});

export const RepeatsEnum = enumeration(
  REPEATS,
  "Repeats",
  "What happens to equal labels that directly follow each other.",
  {
    KEEP: "Each of them remains a separate label.",
    COLLAPSE:
      "They become one label with the time of the first and of the last interaction. A wait is the time from the last interaction of one label to the first interaction of the next.",
  },
);

export const StartAtEnum = enumeration(
  START_AT,
  "StartAt",
  "Which start a match uses if a journey has several. Both choices complete the same journeys, at the same target.",
  {
    FIRST: "The earliest interaction of `from` after which an interaction of `to` comes within the time `within`.",
    LAST: "The last interaction of `from` before the target that FIRST finds.",
  },
);

export const AdjacencyEnum = enumeration(ADJACENCIES, "Adjacency", "How closely one interaction must follow another.", {
  DIRECTLY:
    "The second interaction directly follows the first. Hidden interactions are skipped. Transitions also count START before the first label of a journey and END after its last.",
  EVENTUALLY:
    "The second interaction comes anywhere after the first. A transition counts at most once per journey. Its wait is the time from the first occurrence of its first label to the next occurrence of its second label. START and END are not counted.",
});

export const PeriodEnum = enumeration(PERIODS, "Period", "A kind of period, by the local time of a time zone.", {
  WEEK: "An ISO week, which starts on Monday.",
  MONTH: "A calendar month.",
  WEEKDAY: "A day of the week, such as `Monday`, over all weeks.",
  HOUR_OF_DAY: "An hour of the day, such as `09:00`, over all days.",
});

export const AttributionModelEnum = enumeration(
  MODELS,
  "AttributionModel",
  "How the credit for a conversion is divided among its touches. No model says what caused the conversion.",
  {
    FIRST: "All credit goes to the first touch.",
    LAST: "All credit goes to the last touch.",
    LINEAR: "Every touch gets the same credit.",
    POSITION:
      "The first touch gets 40 %, the last touch 40 %, and the touches in between share 20 % evenly. If there are two touches, each gets 50 %. A single touch gets all credit.",
    TIME_DECAY:
      "Credit is proportional to the weight 2^(−t / `halfLife`) of a touch, where t is the time from the touch to the conversion.",
    MARKOV:
      "Credit is proportional to the removal effect of a label. This is the share of conversions that a first-order Markov chain loses if every path ends where it reaches the label. Labels that directly repeat count once. The credits of all labels add up to the number of conversions with a touch. See Anderl et al. (2016).",
    SHAPLEY:
      "Credit is the Shapley value of the label. As a result, the credit for a conversion is divided equally among its distinct labels. The value is exact for any number of labels.",
  },
);

export const FlowDirectionEnum = enumeration(FLOW_DIRECTIONS, "FlowDirection", "Direction of a flow from its anchor.", {
  FORWARD: "Paths lead from the first interaction of the anchor to the end of the journey.",
  BACKWARD: "Paths lead from the last interaction of the anchor back to the beginning of the journey.",
});

export const HandoffReasonEnum = enumeration(
  HANDOFF_REASONS,
  "HandoffReason",
  "Why a handoff may count as failed. Several reasons may apply to one handoff, so do not add up their counts. Below, A is the channel that the handoff leaves, and B is the channel that it reaches. An episode is an uninterrupted run of interactions on one channel.",
  {
    NEVER_ARRIVED:
      "The customer was sent to B or meant to use B next (`intendedChannel`), and the next episode is not on B.",
    STALLED:
      "The time from A to B is longer than its limit. The limit is the first of these that is given: `stallAfter`, the service level of the two touchpoints, the service level of the two channels. If none is given, the limit is 24 h for an intended handoff, and there is no limit for any other.",
    ABANDONED:
      "No interaction follows within `resolveWithin` after the last interaction on B. From the first interaction on B until then, there is no goal and no `resolved` interaction. The journey reached no goal before B.",
    BOUNCED_BACK:
      "The next episode is on A again and begins at most `bounceWithin` after the last interaction on B. There is no goal and no `resolved` interaction from the first interaction on B until `resolveWithin` after the last interaction on B.",
    REPEATED:
      "After B, the customer initiates an interaction with a `caseId` that also occurs on B. The interaction is in the same journey, and within `repeatWithin` after the last interaction on B.",
    UNRESOLVED:
      "There is no goal and no `resolved` interaction from the first interaction on B until `resolveWithin` later. This reason is reported, but counts as a failure only if `failureReasons` includes it.",
  },
);

export const HandoffVerdictEnum = enumeration(
  HANDOFF_VERDICTS,
  "HandoffVerdict",
  "The verdict on a handoff. A handoff is settled if the verdict is SUCCEEDED or FAILED.",
  {
    SUCCEEDED: "The handoff is settled, and none of `failureReasons` applies.",
    FAILED: "The handoff is settled, and at least one of `failureReasons` applies.",
    PENDING: "The handoff is not settled yet, because later interactions may still change the verdict.",
  },
);

export const HandoffGrainEnum = enumeration(HANDOFF_GRAINS, "HandoffGrain", "What the two ends of a handoff are.", {
  CHANNEL: "The two channels.",
  TOUCHPOINT:
    "The last touchpoint on the channel that the handoff leaves, and the first touchpoint on the channel that the handoff reaches.",
});

export const BaselineEnum = enumeration(
  BASELINES,
  "Baseline",
  "The comparison group for the fail rate of a pair. Pairs that are found significant are first removed from the group.",
  {
    ALL: "All other settled handoffs in scope.",
    TARGET: "The other settled handoffs into the same channel.",
    EARLIER:
      "The same pair in the time just before `filter.startedFrom` or `filter.startedWithin`. That period is as long as the period of the filter.",
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
    NONE: "No projection is built, because Neo4j answers the questions itself (ENGINE=store). Neo4j supports some of the questions and options. All others are refused with UNSUPPORTED_IN_STORE.",
  },
);

export const MoveEnum = enumeration(MOVES, "Move", "A move of an alignment of a journey with a blueprint.", {
  MATCHED: "An interaction matches a step.",
  AD_HOC: "An interaction matches no step.",
  MISSING: "No interaction matches a step that is not optional.",
  OUT_OF_ORDER: "An interaction is at the touchpoint of a step, but not at the place of the step in the design.",
});

export const JourneyEndEnum = enumeration(
  JOURNEY_ENDS,
  "JourneyEnd",
  "The first or the last interaction of a journey that is left after `hide`.",
  {
    FIRST: "The first interaction.",
    LAST: "The last interaction.",
  },
);
