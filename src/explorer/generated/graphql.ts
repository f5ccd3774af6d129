/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** A condition on one attribute of the customer. All conditions that you give must hold. Give at least one besides `key`. */
export type AttributeFilter = {
  /** The attribute is a number that is at least this large. */
  atLeast?: number | null | undefined;
  /** The attribute is a number that is at most this large. */
  atMost?: number | null | undefined;
  /** The attribute has one of these values. */
  in?: Array<string> | null | undefined;
  /** The attribute's key. */
  key: string;
  /** `true`: the customer has a value of the attribute. `false`: the customer has none. */
  known?: boolean | null | undefined;
  /** The attribute has a value like this text, in which `*` matches any text, such as `gold*`. */
  like?: string | null | undefined;
  /** The attribute has a value, but none of these. */
  notIn?: Array<string> | null | undefined;
};

/** The comparison group for the fail rate of a pair. Pairs that are found significant are first removed from the group. */
export type Baseline =
  /** All other settled handoffs in scope. */
  | 'ALL'
  /** The same pair in the time just before `filter.startedFrom` or `filter.startedWithin`. That period is as long as the period of the filter. */
  | 'EARLIER'
  /** The other settled handoffs into the same channel. */
  | 'TARGET';

/** A blueprint to save. If versions with this key exist and the blueprint differs from the latest version, it becomes the next version. */
export type BlueprintInput = {
  /** What the design is for. */
  description?: string | null | undefined;
  /** The key that all versions share. */
  key: string;
  /** Whether the blueprint designs a journey or a series of messages. */
  kind?: BlueprintKind | null | undefined;
  /** The display name. By default, it is the key. */
  name?: string | null | undefined;
  /** Key of the persona whose journey the blueprint designs. */
  persona?: string | null | undefined;
  /** The steps in the order of the design. The journey starts at the first one. */
  steps: Array<BlueprintStepInput>;
};

/** What a blueprint designs. */
export type BlueprintKind =
  /** A journey that customers are meant to take. */
  | 'JOURNEY'
  /** A planned series of messages, such as a welcome series. Its steps have delays. */
  | 'SERIES';

/** A step of a blueprint. */
export type BlueprintStepInput = {
  /** Keys of touchpoints, or names that only one touchpoint has. If there are several, they are alternatives, for example on several channels. The first is the preferred one. */
  at: Array<string>;
  /** How long after the previous step a planned message is sent. Only steps of a series of messages have a delay. */
  delay?: string | null | undefined;
  /** What the customer does. */
  does?: string | null | undefined;
  /** The expected emotion, from -2 (very bad) to 2 (very good). */
  emotion?: number | null | undefined;
  /** The longest expected time between the previous step and this one. */
  expectedWait?: string | null | undefined;
  /** What the customer feels. */
  feels?: string | null | undefined;
  /** The key, unique within the version. If steps of two versions have the same key, they count as the same step. */
  key: string;
  /** The display name. By default, it is the key. */
  name?: string | null | undefined;
  /** Keys of the steps that may follow. By default, this is the next step in the list. An empty list means that the journey may end here. */
  next?: Array<string> | null | undefined;
  /** Whether the customer may leave the step out. */
  optional?: boolean | null | undefined;
  /** The team responsible for the step. */
  owner?: string | null | undefined;
  /** What may annoy or hinder the customer here. */
  painPoints?: Array<string> | null | undefined;
  /** Whether the step may occur several times in a row. */
  repeatable?: boolean | null | undefined;
  /** What the customer thinks. */
  thinks?: string | null | undefined;
};

/** Divides the journeys into groups that are counted separately. Set exactly one field. Groups are formed from whole journeys, before `hide` removes any interactions, except for groups by a property. */
export type Breakdown =
  {   /** Groups journeys by the value of this attribute of the customer. The group `(none)` contains the journeys of customers without a value. */
  attribute: string; firstChannel?: never; property?: never; segments?: never; started?: never; }
  |  { attribute?: never;   /** `true` groups by the channel of the journey's first interaction. `false` is refused. */
  firstChannel: boolean; property?: never; segments?: never; started?: never; }
  |  { attribute?: never; firstChannel?: never;   /** Groups by the value of this property at one interaction of the journey: in funnel and timeToConvert, at the interaction that starts the match; in ends, at the first or last interaction, as `groupedBy` says; in interactionsToGoal, at the interaction that reaches the goal; in handoffs, at the last interaction before the handoff. The group `(none)` contains the journeys (in handoffs, the handoffs) for which this interaction has no value. A journey without such an interaction is in no group. */
  property: string; segments?: never; started?: never; }
  |  { attribute?: never; firstChannel?: never; property?: never;   /** Groups journeys by these segments of their customers: 1 to 10 keys or names, each once. A customer may be in several segments, so groups may overlap and need not add up. The group `(none)` contains the journeys of customers in none of the segments. Each segment is a group, even if no journey is in it. */
  segments: Array<string>; started?: never; }
  |  { attribute?: never; firstChannel?: never; property?: never; segments?: never;   /** Groups journeys by the month, week, day of the week or hour of the day in which they started, in the time zone of the question. */
  started: Period; };

/** Whether journeys follow a blueprint. */
export type ConformsFilter = {
  /** Key of the blueprint. */
  blueprint: string;
  /** `false` selects the journeys that conform: they have no missing step, no ad hoc interaction and no step out of order. `true` selects the journeys that deviate. */
  deviating?: boolean | null | undefined;
  /** Version of the blueprint. By default, the latest one. */
  version?: number | null | undefined;
};

/** Declares a goal, or replaces the goal with this key. */
export type GoalInput = {
  /** Whether this is the default goal, which questions use if none is given. The previous default goal is then no longer the default. */
  isDefault?: boolean | null | undefined;
  /** The key. */
  key: string;
  /** The display name. If omitted, the key is shown. */
  name?: string | null | undefined;
  /** Selects the interactions that reach the goal. The field `goal` of the selector is not allowed here. */
  selector: PointSelector;
};

/** What the two ends of a handoff are. */
export type HandoffGrain =
  /** The two channels. */
  | 'CHANNEL'
  /** The last touchpoint on the channel that the handoff leaves, and the first touchpoint on the channel that the handoff reaches. */
  | 'TOUCHPOINT';

/** Why a handoff may count as failed. Several reasons may apply to one handoff, so do not add up their counts. Below, A is the channel that the handoff leaves, and B is the channel that it reaches. An episode is an uninterrupted run of interactions on one channel. */
export type HandoffReason =
  /** No interaction follows within `resolveWithin` after the last interaction on B. From the first interaction on B until then, there is no goal and no `resolved` interaction. The journey reached no goal before B. */
  | 'ABANDONED'
  /** The next episode is on A again and begins at most `bounceWithin` after the last interaction on B. There is no goal and no `resolved` interaction from the first interaction on B until `resolveWithin` after the last interaction on B. */
  | 'BOUNCED_BACK'
  /** The customer was sent to B or meant to use B next (`intendedChannel`), and the next episode is not on B. */
  | 'NEVER_ARRIVED'
  /** After B, the customer initiates an interaction with a `caseId` that also occurs on B. The interaction is in the same journey, and within `repeatWithin` after the last interaction on B. */
  | 'REPEATED'
  /** The time from A to B is longer than its limit. The limit is the first of these that is given: `stallAfter`, the service level of the two touchpoints, the service level of the two channels. If none is given, the limit is 24 h for an intended handoff, and there is no limit for any other. */
  | 'STALLED'
  /** There is no goal and no `resolved` interaction from the first interaction on B until `resolveWithin` later. This reason is reported, but counts as a failure only if `failureReasons` includes it. */
  | 'UNRESOLVED';

/** When a handoff counts as failed, and what its fail rate is compared with. A handoff leads from A to B, which are two channels or two touchpoints. Every time limit is inclusive: an interaction exactly at the limit is still in time. */
export type HandoffSettings = {
  /** The comparison group for the fail rate of a pair. */
  baselineBy?: Baseline | null | undefined;
  /** A handoff is BOUNCED_BACK if the customer returns to A within this time after the last interaction on B. */
  bounceWithin?: string | null | undefined;
  /** A settled handoff failed if at least one of these reasons applies to it. If omitted, these are all reasons except UNRESOLVED. */
  failureReasons?: Array<HandoffReason> | null | undefined;
  /** The goal that customers are meant to reach. Without it, the default goal of the catalogue is used; if there is none, the question is refused with GOAL_REQUIRED. */
  goal?: PointSelector | null | undefined;
  /** Whether the two ends of a handoff are channels or touchpoints. */
  grain?: HandoffGrain | null | undefined;
  /** Whether interactions initiated by the brand count in episodes and verdicts. By default, they are ignored. */
  includeBrandSent?: boolean | null | undefined;
  /** A pair is significant only if its fail rate exceeds the baseline by at least this much, from 0 to 1. */
  minEffect?: number | null | undefined;
  /** A pair is ranked and tested only if at least this many distinct customers have a settled handoff of the pair. */
  minSupport?: number | null | undefined;
  /** A handoff is REPEATED if the same case comes up again within this time after the last interaction on B. */
  repeatWithin?: string | null | undefined;
  /** The time within which a goal or a `resolved` interaction is expected. ABANDONED, BOUNCED_BACK and UNRESOLVED depend on this time. */
  resolveWithin?: string | null | undefined;
  /** A handoff whose wait is longer than this is STALLED. The limit applies to every pair. If omitted, the limit is the service level of the pair. Without a service level, the limit is 24 h for an intended handoff, and there is no limit for any other. */
  stallAfter?: string | null | undefined;
};

/** Selects the journeys that satisfy all given conditions. The conditions are applied to whole journeys, before `hide` removes any interactions. */
export type JourneyFilter = {
  /** Journeys whose customer satisfies all of these conditions on attributes. */
  attributes?: Array<AttributeFilter> | null | undefined;
  /** Journeys in which none of these selectors selects an interaction. */
  avoids?: Array<PointSelector> | null | undefined;
  /** The journeys that a row of an answer counts. Pass the `behind` of that row. The filter finds these journeys in the current data, which may have changed since that answer. */
  behind?: string | null | undefined;
  /** Journeys that conform to a blueprint, or that deviate from it, as `conformance` counts them. */
  conforms?: ConformsFilter | null | undefined;
  /** Journeys of the customers with these keys. */
  customers?: Array<string> | null | undefined;
  /** Journeys that match this pattern, such as `channel:search .* [web/checkout|app/checkout] [^channel:phone]* goal:purchase`. The argument `pattern` of `pathMatches` describes the syntax. */
  matches?: string | null | undefined;
  /** Journeys with at most this many interactions. */
  maxInteractions?: number | null | undefined;
  /** Journeys with at least this many interactions. */
  minInteractions?: number | null | undefined;
  /** Journeys of customers who have this persona, by key or name. A customer has the first persona, in order of position, whose rule holds. */
  persona?: string | null | undefined;
  /** Journeys that reach the goal with this key. Interactions with the outcome FAILED do not count. */
  reachedGoal?: string | null | undefined;
  /** Journeys of customers who belong to any of these segments, by key or name. */
  segments?: Array<string> | null | undefined;
  /** Journeys whose first interaction is before this time. A date means the beginning of that day in UTC, so journeys that start on the day itself are excluded. */
  startedBefore?: string | null | undefined;
  /** Journeys whose first interaction is at this time or later. A date, such as 2026-01-31, means the beginning of that day in UTC. */
  startedFrom?: string | null | undefined;
  /** Journeys whose first interaction is at most this long before the newest interaction of the store, such as P30D. */
  startedWithin?: string | null | undefined;
  /** Journeys in which each of these selectors selects at least one interaction. */
  touches?: Array<PointSelector> | null | undefined;
};

/** Whether a channel is online or offline. */
export type Medium =
  /** Store, point of sale, phone, post and delivery, TV, print, outdoor, events, field sales. */
  | 'OFFLINE'
  /** Website, app, e-mail, social, search, display, chat, SMS, push, marketplace. */
  | 'ONLINE';

/** A kind of period, by the local time of a time zone. */
export type Period =
  /** An hour of the day, such as `09:00`, over all days. */
  | 'HOUR_OF_DAY'
  /** A calendar month. */
  | 'MONTH'
  /** An ISO week, which starts on Monday. */
  | 'WEEK'
  /** A day of the week, such as `Monday`, over all weeks. */
  | 'WEEKDAY';

/** Selects interactions by where they happened, and by their properties. Set exactly one field. A list of names selects the interactions that any of its entries selects. An entry is a key, or a name from the catalogue. If an entry is the key of one object and the name of another, it means the object with the key. An unknown entry causes an error. */
export type PointSelector =
  {   /** Interactions that all of these selectors select. Selectors can be nested up to 5 deep. */
  all: Array<PointSelector>; any?: never; anyOf?: never; channels?: never; goal?: never; kinds?: never; not?: never; property?: never; stages?: never; touchpoints?: never; }
  |  { all?: never;   /** `true` selects every interaction. `false` is refused. */
  any: boolean; anyOf?: never; channels?: never; goal?: never; kinds?: never; not?: never; property?: never; stages?: never; touchpoints?: never; }
  |  { all?: never; any?: never;   /** Interactions that at least one of these selectors selects. */
  anyOf: Array<PointSelector>; channels?: never; goal?: never; kinds?: never; not?: never; property?: never; stages?: never; touchpoints?: never; }
  |  { all?: never; any?: never; anyOf?: never;   /** Channels, such as `store`. */
  channels: Array<string>; goal?: never; kinds?: never; not?: never; property?: never; stages?: never; touchpoints?: never; }
  |  { all?: never; any?: never; anyOf?: never; channels?: never;   /** Interactions that reach this goal of the catalogue. Interactions with the outcome FAILED do not. */
  goal: string; kinds?: never; not?: never; property?: never; stages?: never; touchpoints?: never; }
  |  { all?: never; any?: never; anyOf?: never; channels?: never; goal?: never;   /** Kinds of touchpoint on any channel, such as `Checkout`. */
  kinds: Array<string>; not?: never; property?: never; stages?: never; touchpoints?: never; }
  |  { all?: never; any?: never; anyOf?: never; channels?: never; goal?: never; kinds?: never;   /** Interactions that this selector does not select. */
  not: PointSelector; property?: never; stages?: never; touchpoints?: never; }
  |  { all?: never; any?: never; anyOf?: never; channels?: never; goal?: never; kinds?: never; not?: never;   /** Interactions with a property that satisfies the condition. */
  property: PropertyCondition; stages?: never; touchpoints?: never; }
  |  { all?: never; any?: never; anyOf?: never; channels?: never; goal?: never; kinds?: never; not?: never; property?: never;   /** Stages, such as `purchase`. */
  stages: Array<string>; touchpoints?: never; }
  |  { all?: never; any?: never; anyOf?: never; channels?: never; goal?: never; kinds?: never; not?: never; property?: never; stages?: never;   /** Touchpoints, such as `web/checkout`. */
  touchpoints: Array<string>; };

/** Whether questions can be answered. */
export type ProjectionState =
  /** The first projection is being read from the store; questions are refused with PROJECTION_BUILDING. */
  | 'BUILDING'
  /** The store could not be read. The service tries again every few seconds. */
  | 'FAILED'
  /** No projection is built, because Neo4j answers the questions itself (ENGINE=store). Neo4j supports some of the questions and options. All others are refused with UNSUPPORTED_IN_STORE. */
  | 'NONE'
  /** Questions are answered. */
  | 'READY';

/** A condition on a property of an interaction. All conditions that you give must hold. If the value is a list, `in`, `like`, `atLeast` and `atMost` hold if they hold for any of its members. Numbers are compared in their shortest decimal form, and booleans as `true` and `false`. A key that no interaction has causes an error. A value that no interaction has causes a warning. */
export type PropertyCondition = {
  /** The property has a number that is at least this large. Numbers that are written as texts count too. */
  atLeast?: number | null | undefined;
  /** The property has a number that is at most this large. Numbers that are written as texts count too. */
  atMost?: number | null | undefined;
  /** The property has any of these values. */
  in?: Array<string> | null | undefined;
  /** The property's key, such as `campaign`. A dot selects a member of an object, or of each object in a list, such as `context.campaign.name`. `properties` lists the keys. */
  key: string;
  /** With `true`, the property must have a value. With `false`, it must have none. Null, an empty text and an object do not count as values. */
  known?: boolean | null | undefined;
  /** The property has a value like this text, in which `*` matches any text, such as `/shop/*`. */
  like?: string | null | undefined;
  /** The property has a value, but none of these. */
  notIn?: Array<string> | null | undefined;
};

/** Declares or changes a segment. A field that is omitted keeps its value. Set either `rule` or `customers`, but not both. */
export type SegmentInput = {
  /** Makes the segment a listed one: its members are exactly the customers with these keys, at most 10,000. */
  customers?: Array<string> | null | undefined;
  /** What the segment is for. */
  description?: string | null | undefined;
  /** The key. A new key creates a segment. */
  key: string;
  /** The display name. If omitted, the key is shown. */
  name?: string | null | undefined;
  /** Makes the segment a ruled one: a customer is a member if at least one of the customer's journeys satisfies this filter. `startedWithin` counts back from the newest interaction of the store, so the members change as newer data arrive. A rule may name listed segments, but no ruled ones. */
  rule?: JourneyFilter | null | undefined;
};

/** How a step differs between two versions of a blueprint. */
export type StepChange =
  /** Only the later version contains the step. */
  | 'ADDED'
  /** At least one field of the step differs. */
  | 'CHANGED'
  /** The step is the same, but has another position among the steps that both versions contain. */
  | 'MOVED'
  /** Only the earlier version contains the step. */
  | 'REMOVED';

/** What a question counts as a journey. Set exactly one field. Whatever the answer calls a journey is then such a unit: units are filtered, counted and listed. A unit never joins interactions of two customers. */
export type Unit =
  {   /** The interactions of a customer with the same case id. Interactions without a case id are left out. */
  case: boolean; customer?: never; gap?: never; journey?: never; property?: never; }
  |  { case?: never;   /** All interactions of a customer. */
  customer: boolean; gap?: never; journey?: never; property?: never; }
  |  { case?: never; customer?: never;   /** Runs of a customer's interactions. A new unit begins where the time between two neighbours is longer than this, such as PT30M. Journey keys are ignored. A unit is open until this time after its last interaction. */
  gap: string; journey?: never; property?: never; }
  |  { case?: never; customer?: never; gap?: never;   /** The stored journey. This is the default. */
  journey: boolean; property?: never; }
  |  { case?: never; customer?: never; gap?: never; journey?: never;   /** The interactions of a customer with the same value of the property with this key, such as `orderId`. Interactions without a value are left out. An interaction with a list of values is in one unit for each value. */
  property: string; };

export type ExplorerCatalogueQueryVariables = Exact<{ [key: string]: never; }>;


export type ExplorerCatalogueQuery = { channels: Array<{ key: string, name: string, medium: Medium | null, assisted: boolean }>, stages: Array<{ key: string, name: string, position: number | null }>, goals: Array<{ key: string, name: string, isDefault: boolean }> };

export type ExplorerChannelsQueryVariables = Exact<{ [key: string]: never; }>;


export type ExplorerChannelsQuery = { visits: { labels: Array<{ label: { key: string, label: string } }> } };

export type ExplorerPersonasQueryVariables = Exact<{ [key: string]: never; }>;


export type ExplorerPersonasQuery = { customersWithoutPersona: number, personas: Array<{ key: string, name: string, description: string | null, picture: string | null, demographics: unknown, psychographics: Array<string>, behaviours: Array<string>, needs: Array<string>, goals: Array<string>, painPoints: Array<string>, rule: unknown, size: number, problem: string | null, preferredChannels: Array<{ key: string, name: string }>, blueprints: Array<{ key: string, name: string }> }> };

export type ExplorerBlueprintsQueryVariables = Exact<{ [key: string]: never; }>;


export type ExplorerBlueprintsQuery = { blueprints: Array<{ key: string, name: string, kind: BlueprintKind, description: string | null, version: number, versions: Array<number>, savedAt: string, persona: { key: string, name: string } | null, steps: Array<{ key: string }> }> };

export type BlueprintDesignFragment = { key: string, version: number, versions: Array<number>, name: string, kind: BlueprintKind, description: string | null, savedAt: string, persona: { key: string, name: string } | null, steps: Array<{ key: string, name: string, next: Array<string>, optional: boolean, repeatable: boolean, does: string | null, thinks: string | null, feels: string | null, emotion: number | null, painPoints: Array<string>, owner: string | null, expectedWait: string | null, delay: string | null, touchpoints: Array<{ key: string, name: string, channel: { key: string, name: string } }> }> };

export type ExplorerBlueprintQueryVariables = Exact<{
  key: string;
  version?: number | null | undefined;
}>;


export type ExplorerBlueprintQuery = { blueprint: { key: string, version: number, versions: Array<number>, name: string, kind: BlueprintKind, description: string | null, savedAt: string, persona: { key: string, name: string } | null, steps: Array<{ key: string, name: string, next: Array<string>, optional: boolean, repeatable: boolean, does: string | null, thinks: string | null, feels: string | null, emotion: number | null, painPoints: Array<string>, owner: string | null, expectedWait: string | null, delay: string | null, touchpoints: Array<{ key: string, name: string, channel: { key: string, name: string } }> }> } };

export type ExplorerBlueprintDiffQueryVariables = Exact<{
  key: string;
  from: number;
  to: number;
}>;


export type ExplorerBlueprintDiffQuery = { blueprintDiff: Array<{ key: string, name: string, change: StepChange, fields: Array<{ name: string, before: unknown, after: unknown }> }> };

export type SaveBlueprintMutationVariables = Exact<{
  blueprint: BlueprintInput;
}>;


export type SaveBlueprintMutation = { saveBlueprint: { key: string, version: number, versions: Array<number>, name: string, kind: BlueprintKind, description: string | null, savedAt: string, persona: { key: string, name: string } | null, steps: Array<{ key: string, name: string, next: Array<string>, optional: boolean, repeatable: boolean, does: string | null, thinks: string | null, feels: string | null, emotion: number | null, painPoints: Array<string>, owner: string | null, expectedWait: string | null, delay: string | null, touchpoints: Array<{ key: string, name: string, channel: { key: string, name: string } }> }> } };

export type FeedbackCommentFragment = { key: string, at: string, csat: number | null, nps: number | null, ces: number | null, emotion: number | null, comment: string | null, customer: { key: string }, interaction: { key: string, position: number, journey: { key: string } } | null };

export type ExplorerTouchpointCommentsQueryVariables = Exact<{
  key: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ExplorerTouchpointCommentsQuery = { touchpoint: { key: string, name: string, feedback: { nodes: Array<{ key: string, at: string, csat: number | null, nps: number | null, ces: number | null, emotion: number | null, comment: string | null, customer: { key: string }, interaction: { key: string, position: number, journey: { key: string } } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type ExplorerCommentsQueryVariables = Exact<{
  channel?: string | null | undefined;
  stage?: string | null | undefined;
  kind?: string | null | undefined;
  first?: number | null | undefined;
}>;


export type ExplorerCommentsQuery = { touchpoints: Array<{ key: string, name: string, feedback: { nodes: Array<{ key: string, at: string, csat: number | null, nps: number | null, ces: number | null, emotion: number | null, comment: string | null, customer: { key: string }, interaction: { key: string, position: number, journey: { key: string } } | null }> } }> };

export type ExplorerFindingsQueryVariables = Exact<{
  settings?: HandoffSettings | null | undefined;
  unit?: Unit | null | undefined;
  filter?: JourneyFilter | null | undefined;
  first?: number | null | undefined;
}>;


export type ExplorerFindingsQuery = { handoffs: { totals: { rankedPairs: number, handoffs: number, settled: number, failed: number }, handoffs: Array<{ settled: number, failed: number, failRate: number | null, baseline: number | null, excessFailures: number | null, ranked: boolean, significant: boolean | null, from: { key: string, label: string }, to: { key: string, label: string }, reasons: Array<{ reason: HandoffReason, count: number }> }>, answer: { dataVersion: string, warnings: Array<string> } } };

export type ExplorerEdgeQueryVariables = Exact<{
  from: PointSelector;
  to: PointSelector;
  unit?: Unit | null | undefined;
  filter?: JourneyFilter | null | undefined;
}>;


export type ExplorerEdgeQuery = { transitions: { edges: Array<{ count: number, journeys: number, behind: string | null }> } };

export type SaveGoalMutationVariables = Exact<{
  goal: GoalInput;
}>;


export type SaveGoalMutation = { upsertGoals: Array<{ key: string, name: string, isDefault: boolean }> };

export type ExplorerPairQueryVariables = Exact<{
  settings?: HandoffSettings | null | undefined;
  from?: PointSelector | null | undefined;
  to?: PointSelector | null | undefined;
  unit?: Unit | null | undefined;
  filter?: JourneyFilter | null | undefined;
  first?: number | null | undefined;
  reason?: HandoffReason | null | undefined;
}>;


export type ExplorerPairQuery = { handoffs: { handoffs: Array<{ from: { key: string }, to: { key: string }, reasons: Array<{ reason: HandoffReason, count: number, rate: number | null, behind: string | null }>, exampleJourneys: Array<{ key: string, startedAt: string, endedAt: string, length: number, customer: { key: string } }> }> } };

export type ExplorerTouchpointPairsQueryVariables = Exact<{
  settings?: HandoffSettings | null | undefined;
  from?: PointSelector | null | undefined;
  to?: PointSelector | null | undefined;
  unit?: Unit | null | undefined;
  filter?: JourneyFilter | null | undefined;
}>;


export type ExplorerTouchpointPairsQuery = { handoffs: { handoffs: Array<{ settled: number, failed: number, failedJourneys: number, failRate: number | null, ranked: boolean, significant: boolean | null, behind: string | null, from: { key: string, label: string }, to: { key: string, label: string, touchpoint: { key: string } | null } }> } };

export type ExplorerHandoffGroupsQueryVariables = Exact<{
  settings?: HandoffSettings | null | undefined;
  from?: PointSelector | null | undefined;
  to?: PointSelector | null | undefined;
  unit?: Unit | null | undefined;
  filter?: JourneyFilter | null | undefined;
  breakdown: Breakdown;
  timeZone?: string | null | undefined;
}>;


export type ExplorerHandoffGroupsQuery = { handoffs: { otherGroups: number, groups: Array<{ key: string, label: string, isOther: boolean, isNone: boolean, totals: { settled: number, failed: number, failedJourneys: number, failRate: number | null, behind: string | null, failRateInterval: { low: number, high: number } | null } }>, answer: { warnings: Array<string> } } };

export type ExplorerDesignsQueryVariables = Exact<{ [key: string]: never; }>;


export type ExplorerDesignsQuery = { personas: Array<{ key: string, name: string }>, blueprints: Array<{ key: string, name: string, kind: BlueprintKind, version: number, versions: Array<number>, persona: { key: string } | null }> };

export type ExplorerMapPersonasQueryVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;


export type ExplorerMapPersonasQuery = { nodes: Array<
    | { key: string, name: string, description: string | null, picture: string | null, demographics: unknown, behaviours: Array<string>, needs: Array<string>, goals: Array<string>, painPoints: Array<string>, size: number, preferredChannels: Array<{ key: string, name: string }> }
    | Record<PropertyKey, never>
   | null> };

export type JourneyRowFragment = { key: string, startedAt: string, endedAt: string, length: number, value: number | null, customer: { key: string }, route: Array<{ key: string, label: string }> };

export type ExplorerJourneysQueryVariables = Exact<{
  unit?: Unit | null | undefined;
  filter?: JourneyFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ExplorerJourneysQuery = { journeys: { totalCount: number, nodes: Array<{ key: string, startedAt: string, endedAt: string, length: number, value: number | null, customer: { key: string }, route: Array<{ key: string, label: string }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ExplorerJourneyCountQueryVariables = Exact<{
  unit?: Unit | null | undefined;
  filter?: JourneyFilter | null | undefined;
}>;


export type ExplorerJourneyCountQuery = { journeys: { totalCount: number } };

export type ExplorerCustomerQueryVariables = Exact<{
  key: string;
}>;


export type ExplorerCustomerQuery = { customer: { key: string, attributes: unknown, segments: Array<{ key: string, name: string }> } | null };

export type ExplorerCustomerListQueryVariables = Exact<{
  segment?: string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ExplorerCustomerListQuery = { customers: { totalCount: number, nodes: Array<{ key: string, attributes: unknown, journeys: { totalCount: number, nodes: Array<{ startedAt: string }> } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ExplorerCustomerKeysQueryVariables = Exact<{
  key: string;
  first?: number | null | undefined;
}>;


export type ExplorerCustomerKeysQuery = { customer: { key: string } | null, customers: { nodes: Array<{ key: string }> } };

export type ExplorerPersonQueryVariables = Exact<{
  key: string;
}>;


export type ExplorerPersonQuery = { person: { key: string, identities: Array<string>, shared: Array<string>, names: Array<{ name: string, identity: string }>, links: Array<{ from: string, into: string }>, declarations: Array<{ anonymous: string, customer: string, rows: boolean, sources: Array<number> }> } | null };

export type ExplorerCustomerAnswersQueryVariables = Exact<{
  key: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ExplorerCustomerAnswersQuery = { customer: { feedback: { totalCount: number, nodes: Array<{ key: string, at: string, csat: number | null, nps: number | null, ces: number | null, emotion: number | null, comment: string | null, touchpoint: { name: string } | null, interaction: { position: number, journey: { key: string } } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type ExplorerLinkPreviewQueryVariables = Exact<{
  key: string;
}>;


export type ExplorerLinkPreviewQuery = { person: { key: string, identities: Array<string> } | null, customer: { journeys: { totalCount: number } } | null };

export type LinkIdentityMutationVariables = Exact<{
  from: string;
  into: string;
}>;


export type LinkIdentityMutation = { linkCustomers: { customers: number, interactions: number } };

export type UnlinkIdentityMutationVariables = Exact<{
  from: string;
  into: string;
}>;


export type UnlinkIdentityMutation = { unlinkCustomers: { found: boolean, customers: number, interactions: number } };

export type ExplorerNamesQueryVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;


export type ExplorerNamesQuery = { nodes: Array<
    | { key: string, name: string }
    | Record<PropertyKey, never>
   | null> };

export type ExplorerPropertiesQueryVariables = Exact<{
  search?: string | null | undefined;
  first?: number | null | undefined;
}>;


export type ExplorerPropertiesQuery = { properties: Array<{ key: string, interactions: number }> };

export type ExplorerPropertyValuesQueryVariables = Exact<{
  key: string;
  search?: string | null | undefined;
  first?: number | null | undefined;
}>;


export type ExplorerPropertyValuesQuery = { property: { values: Array<{ value: string, interactions: number }> } | null };

export type ExplorerSegmentsQueryVariables = Exact<{ [key: string]: never; }>;


export type ExplorerSegmentsQuery = { segments: Array<{ key: string, name: string, size: number, problem: string | null }> };

export type SaveSegmentMutationVariables = Exact<{
  segment: SegmentInput;
}>;


export type SaveSegmentMutation = { upsertSegments: Array<{ key: string, name: string, size: number }> };

export type ExplorerStatusQueryVariables = Exact<{ [key: string]: never; }>;


export type ExplorerStatusQuery = { status: { synthetic: boolean, readOnly: boolean, dataVersion: string, customers: number, journeys: number, interactions: number, touchpoints: number, oldest: string | null, newest: string | null, journeyGap: string, timeZone: string, projection: { state: ProjectionState, progress: number | null, dataVersion: string | null } } };

export const BlueprintDesignFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"BlueprintDesign"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Blueprint"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"versions"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"savedAt"}},{"kind":"Field","name":{"kind":"Name","value":"persona"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"next"}},{"kind":"Field","name":{"kind":"Name","value":"optional"}},{"kind":"Field","name":{"kind":"Name","value":"repeatable"}},{"kind":"Field","name":{"kind":"Name","value":"does"}},{"kind":"Field","name":{"kind":"Name","value":"thinks"}},{"kind":"Field","name":{"kind":"Name","value":"feels"}},{"kind":"Field","name":{"kind":"Name","value":"emotion"}},{"kind":"Field","name":{"kind":"Name","value":"painPoints"}},{"kind":"Field","name":{"kind":"Name","value":"owner"}},{"kind":"Field","name":{"kind":"Name","value":"expectedWait"}},{"kind":"Field","name":{"kind":"Name","value":"delay"}},{"kind":"Field","name":{"kind":"Name","value":"touchpoints"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"channel"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<BlueprintDesignFragment, unknown>;
export const FeedbackCommentFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FeedbackComment"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Feedback"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"csat"}},{"kind":"Field","name":{"kind":"Name","value":"nps"}},{"kind":"Field","name":{"kind":"Name","value":"ces"}},{"kind":"Field","name":{"kind":"Name","value":"emotion"}},{"kind":"Field","name":{"kind":"Name","value":"comment"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}}]}},{"kind":"Field","name":{"kind":"Name","value":"interaction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"journey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}}]}}]}}]}}]} as unknown as DocumentNode<FeedbackCommentFragment, unknown>;
export const JourneyRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"JourneyRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Journey"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"length"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}}]}},{"kind":"Field","name":{"kind":"Name","value":"route"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"options"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"grain"},"value":{"kind":"EnumValue","value":"CHANNEL"}},{"kind":"ObjectField","name":{"kind":"Name","value":"repeats"},"value":{"kind":"EnumValue","value":"COLLAPSE"}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"9"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"label"}}]}}]}}]} as unknown as DocumentNode<JourneyRowFragment, unknown>;
export const ExplorerCatalogueDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExplorerCatalogue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channels"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1000"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"medium"}},{"kind":"Field","name":{"kind":"Name","value":"assisted"}}]}},{"kind":"Field","name":{"kind":"Name","value":"stages"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1000"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"position"}}]}},{"kind":"Field","name":{"kind":"Name","value":"goals"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1000"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"isDefault"}}]}}]}}]} as unknown as DocumentNode<ExplorerCatalogueQuery, ExplorerCatalogueQueryVariables>;
export const ExplorerChannelsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExplorerChannels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"visits"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"options"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"grain"},"value":{"kind":"EnumValue","value":"CHANNEL"}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1000"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"labels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"label"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"label"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ExplorerChannelsQuery, ExplorerChannelsQueryVariables>;
export const ExplorerPersonasDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExplorerPersonas"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customersWithoutPersona"}},{"kind":"Field","name":{"kind":"Name","value":"personas"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"picture"}},{"kind":"Field","name":{"kind":"Name","value":"demographics"}},{"kind":"Field","name":{"kind":"Name","value":"psychographics"}},{"kind":"Field","name":{"kind":"Name","value":"behaviours"}},{"kind":"Field","name":{"kind":"Name","value":"needs"}},{"kind":"Field","name":{"kind":"Name","value":"goals"}},{"kind":"Field","name":{"kind":"Name","value":"painPoints"}},{"kind":"Field","name":{"kind":"Name","value":"preferredChannels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rule"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"problem"}},{"kind":"Field","name":{"kind":"Name","value":"blueprints"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<ExplorerPersonasQuery, ExplorerPersonasQueryVariables>;
export const ExplorerBlueprintsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExplorerBlueprints"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"blueprints"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"versions"}},{"kind":"Field","name":{"kind":"Name","value":"savedAt"}},{"kind":"Field","name":{"kind":"Name","value":"persona"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}}]}}]}}]}}]} as unknown as DocumentNode<ExplorerBlueprintsQuery, ExplorerBlueprintsQueryVariables>;
export const ExplorerBlueprintDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExplorerBlueprint"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"key"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"blueprint"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"key"},"value":{"kind":"Variable","name":{"kind":"Name","value":"key"}}},{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"BlueprintDesign"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"BlueprintDesign"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Blueprint"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"versions"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"savedAt"}},{"kind":"Field","name":{"kind":"Name","value":"persona"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"next"}},{"kind":"Field","name":{"kind":"Name","value":"optional"}},{"kind":"Field","name":{"kind":"Name","value":"repeatable"}},{"kind":"Field","name":{"kind":"Name","value":"does"}},{"kind":"Field","name":{"kind":"Name","value":"thinks"}},{"kind":"Field","name":{"kind":"Name","value":"feels"}},{"kind":"Field","name":{"kind":"Name","value":"emotion"}},{"kind":"Field","name":{"kind":"Name","value":"painPoints"}},{"kind":"Field","name":{"kind":"Name","value":"owner"}},{"kind":"Field","name":{"kind":"Name","value":"expectedWait"}},{"kind":"Field","name":{"kind":"Name","value":"delay"}},{"kind":"Field","name":{"kind":"Name","value":"touchpoints"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"channel"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ExplorerBlueprintQuery, ExplorerBlueprintQueryVariables>;
export const ExplorerBlueprintDiffDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExplorerBlueprintDiff"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"key"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"to"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"blueprintDiff"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"key"},"value":{"kind":"Variable","name":{"kind":"Name","value":"key"}}},{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"change"}},{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}}]}}]}}]} as unknown as DocumentNode<ExplorerBlueprintDiffQuery, ExplorerBlueprintDiffQueryVariables>;
export const SaveBlueprintDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SaveBlueprint"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"blueprint"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"BlueprintInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"saveBlueprint"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"blueprint"},"value":{"kind":"Variable","name":{"kind":"Name","value":"blueprint"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"BlueprintDesign"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"BlueprintDesign"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Blueprint"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"versions"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"savedAt"}},{"kind":"Field","name":{"kind":"Name","value":"persona"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"next"}},{"kind":"Field","name":{"kind":"Name","value":"optional"}},{"kind":"Field","name":{"kind":"Name","value":"repeatable"}},{"kind":"Field","name":{"kind":"Name","value":"does"}},{"kind":"Field","name":{"kind":"Name","value":"thinks"}},{"kind":"Field","name":{"kind":"Name","value":"feels"}},{"kind":"Field","name":{"kind":"Name","value":"emotion"}},{"kind":"Field","name":{"kind":"Name","value":"painPoints"}},{"kind":"Field","name":{"kind":"Name","value":"owner"}},{"kind":"Field","name":{"kind":"Name","value":"expectedWait"}},{"kind":"Field","name":{"kind":"Name","value":"delay"}},{"kind":"Field","name":{"kind":"Name","value":"touchpoints"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"channel"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<SaveBlueprintMutation, SaveBlueprintMutationVariables>;
export const ExplorerTouchpointCommentsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExplorerTouchpointComments"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"key"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"10"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"touchpoint"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"key"},"value":{"kind":"Variable","name":{"kind":"Name","value":"key"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"feedback"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"order"},"value":{"kind":"EnumValue","value":"LOWEST"}},{"kind":"Argument","name":{"kind":"Name","value":"comments"},"value":{"kind":"BooleanValue","value":true}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"FeedbackComment"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FeedbackComment"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Feedback"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"csat"}},{"kind":"Field","name":{"kind":"Name","value":"nps"}},{"kind":"Field","name":{"kind":"Name","value":"ces"}},{"kind":"Field","name":{"kind":"Name","value":"emotion"}},{"kind":"Field","name":{"kind":"Name","value":"comment"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}}]}},{"kind":"Field","name":{"kind":"Name","value":"interaction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"journey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}}]}}]}}]}}]} as unknown as DocumentNode<ExplorerTouchpointCommentsQuery, ExplorerTouchpointCommentsQueryVariables>;
export const ExplorerCommentsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExplorerComments"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"channel"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"stage"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"kind"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"3"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"touchpoints"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"channel"},"value":{"kind":"Variable","name":{"kind":"Name","value":"channel"}}},{"kind":"Argument","name":{"kind":"Name","value":"stage"},"value":{"kind":"Variable","name":{"kind":"Name","value":"stage"}}},{"kind":"Argument","name":{"kind":"Name","value":"kind"},"value":{"kind":"Variable","name":{"kind":"Name","value":"kind"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"feedback"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"order"},"value":{"kind":"EnumValue","value":"LOWEST"}},{"kind":"Argument","name":{"kind":"Name","value":"comments"},"value":{"kind":"BooleanValue","value":true}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"FeedbackComment"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FeedbackComment"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Feedback"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"csat"}},{"kind":"Field","name":{"kind":"Name","value":"nps"}},{"kind":"Field","name":{"kind":"Name","value":"ces"}},{"kind":"Field","name":{"kind":"Name","value":"emotion"}},{"kind":"Field","name":{"kind":"Name","value":"comment"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}}]}},{"kind":"Field","name":{"kind":"Name","value":"interaction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"journey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}}]}}]}}]}}]} as unknown as DocumentNode<ExplorerCommentsQuery, ExplorerCommentsQueryVariables>;
export const ExplorerFindingsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExplorerFindings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"settings"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"HandoffSettings"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"unit"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Unit"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"JourneyFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"handoffs"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"settings"},"value":{"kind":"Variable","name":{"kind":"Name","value":"settings"}}},{"kind":"Argument","name":{"kind":"Name","value":"unit"},"value":{"kind":"Variable","name":{"kind":"Name","value":"unit"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rankedPairs"}},{"kind":"Field","name":{"kind":"Name","value":"handoffs"}},{"kind":"Field","name":{"kind":"Name","value":"settled"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}}]}},{"kind":"Field","name":{"kind":"Name","value":"handoffs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"label"}}]}},{"kind":"Field","name":{"kind":"Name","value":"to"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"label"}}]}},{"kind":"Field","name":{"kind":"Name","value":"settled"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"failRate"}},{"kind":"Field","name":{"kind":"Name","value":"baseline"}},{"kind":"Field","name":{"kind":"Name","value":"excessFailures"}},{"kind":"Field","name":{"kind":"Name","value":"ranked"}},{"kind":"Field","name":{"kind":"Name","value":"significant"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"answer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dataVersion"}},{"kind":"Field","name":{"kind":"Name","value":"warnings"}}]}}]}}]}}]} as unknown as DocumentNode<ExplorerFindingsQuery, ExplorerFindingsQueryVariables>;
export const ExplorerEdgeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExplorerEdge"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PointSelector"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"to"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PointSelector"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"unit"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Unit"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"JourneyFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transitions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}},{"kind":"Argument","name":{"kind":"Name","value":"unit"},"value":{"kind":"Variable","name":{"kind":"Name","value":"unit"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"journeys"}},{"kind":"Field","name":{"kind":"Name","value":"behind"}}]}}]}}]}}]} as unknown as DocumentNode<ExplorerEdgeQuery, ExplorerEdgeQueryVariables>;
export const SaveGoalDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SaveGoal"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"goal"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"GoalInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"upsertGoals"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"goals"},"value":{"kind":"ListValue","values":[{"kind":"Variable","name":{"kind":"Name","value":"goal"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"isDefault"}}]}}]}}]} as unknown as DocumentNode<SaveGoalMutation, SaveGoalMutationVariables>;
export const ExplorerPairDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExplorerPair"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"settings"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"HandoffSettings"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PointSelector"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"to"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PointSelector"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"unit"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Unit"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"JourneyFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"reason"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"HandoffReason"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"handoffs"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"settings"},"value":{"kind":"Variable","name":{"kind":"Name","value":"settings"}}},{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}},{"kind":"Argument","name":{"kind":"Name","value":"unit"},"value":{"kind":"Variable","name":{"kind":"Name","value":"unit"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"handoffs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}}]}},{"kind":"Field","name":{"kind":"Name","value":"to"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"rate"}},{"kind":"Field","name":{"kind":"Name","value":"behind"}}]}},{"kind":"Field","name":{"kind":"Name","value":"exampleJourneys"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"reason"},"value":{"kind":"Variable","name":{"kind":"Name","value":"reason"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"3"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"length"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<ExplorerPairQuery, ExplorerPairQueryVariables>;
export const ExplorerTouchpointPairsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExplorerTouchpointPairs"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"settings"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"HandoffSettings"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PointSelector"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"to"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PointSelector"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"unit"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Unit"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"JourneyFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"handoffs"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"settings"},"value":{"kind":"Variable","name":{"kind":"Name","value":"settings"}}},{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}},{"kind":"Argument","name":{"kind":"Name","value":"unit"},"value":{"kind":"Variable","name":{"kind":"Name","value":"unit"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1000"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"handoffs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"label"}}]}},{"kind":"Field","name":{"kind":"Name","value":"to"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"touchpoint"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"settled"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"failedJourneys"}},{"kind":"Field","name":{"kind":"Name","value":"failRate"}},{"kind":"Field","name":{"kind":"Name","value":"ranked"}},{"kind":"Field","name":{"kind":"Name","value":"significant"}},{"kind":"Field","name":{"kind":"Name","value":"behind"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"of"},"value":{"kind":"EnumValue","value":"FAILED"}}]}]}}]}}]}}]} as unknown as DocumentNode<ExplorerTouchpointPairsQuery, ExplorerTouchpointPairsQueryVariables>;
export const ExplorerHandoffGroupsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExplorerHandoffGroups"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"settings"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"HandoffSettings"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PointSelector"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"to"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PointSelector"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"unit"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Unit"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"JourneyFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"breakdown"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Breakdown"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"timeZone"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"handoffs"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"settings"},"value":{"kind":"Variable","name":{"kind":"Name","value":"settings"}}},{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}},{"kind":"Argument","name":{"kind":"Name","value":"unit"},"value":{"kind":"Variable","name":{"kind":"Name","value":"unit"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}},{"kind":"Argument","name":{"kind":"Name","value":"breakdown"},"value":{"kind":"Variable","name":{"kind":"Name","value":"breakdown"}}},{"kind":"Argument","name":{"kind":"Name","value":"timeZone"},"value":{"kind":"Variable","name":{"kind":"Name","value":"timeZone"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"groups"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"isOther"}},{"kind":"Field","name":{"kind":"Name","value":"isNone"}},{"kind":"Field","name":{"kind":"Name","value":"totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"settled"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"failedJourneys"}},{"kind":"Field","name":{"kind":"Name","value":"failRate"}},{"kind":"Field","name":{"kind":"Name","value":"failRateInterval"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"high"}}]}},{"kind":"Field","name":{"kind":"Name","value":"behind"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"of"},"value":{"kind":"EnumValue","value":"FAILED"}}]}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"otherGroups"}},{"kind":"Field","name":{"kind":"Name","value":"answer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"warnings"}}]}}]}}]}}]} as unknown as DocumentNode<ExplorerHandoffGroupsQuery, ExplorerHandoffGroupsQueryVariables>;
export const ExplorerDesignsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExplorerDesigns"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"personas"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"200"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"blueprints"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"200"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"versions"}},{"kind":"Field","name":{"kind":"Name","value":"persona"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}}]}}]}}]}}]} as unknown as DocumentNode<ExplorerDesignsQuery, ExplorerDesignsQueryVariables>;
export const ExplorerMapPersonasDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExplorerMapPersonas"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ids"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ids"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ids"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Persona"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"picture"}},{"kind":"Field","name":{"kind":"Name","value":"demographics"}},{"kind":"Field","name":{"kind":"Name","value":"behaviours"}},{"kind":"Field","name":{"kind":"Name","value":"needs"}},{"kind":"Field","name":{"kind":"Name","value":"goals"}},{"kind":"Field","name":{"kind":"Name","value":"painPoints"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"preferredChannels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ExplorerMapPersonasQuery, ExplorerMapPersonasQueryVariables>;
export const ExplorerJourneysDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExplorerJourneys"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"unit"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Unit"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"JourneyFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"journeys"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"unit"},"value":{"kind":"Variable","name":{"kind":"Name","value":"unit"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"JourneyRow"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"JourneyRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Journey"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"length"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}}]}},{"kind":"Field","name":{"kind":"Name","value":"route"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"options"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"grain"},"value":{"kind":"EnumValue","value":"CHANNEL"}},{"kind":"ObjectField","name":{"kind":"Name","value":"repeats"},"value":{"kind":"EnumValue","value":"COLLAPSE"}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"9"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"label"}}]}}]}}]} as unknown as DocumentNode<ExplorerJourneysQuery, ExplorerJourneysQueryVariables>;
export const ExplorerJourneyCountDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExplorerJourneyCount"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"unit"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Unit"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"JourneyFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"journeys"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"unit"},"value":{"kind":"Variable","name":{"kind":"Name","value":"unit"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]} as unknown as DocumentNode<ExplorerJourneyCountQuery, ExplorerJourneyCountQueryVariables>;
export const ExplorerCustomerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExplorerCustomer"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"key"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"key"},"value":{"kind":"Variable","name":{"kind":"Name","value":"key"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"attributes"}},{"kind":"Field","name":{"kind":"Name","value":"segments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<ExplorerCustomerQuery, ExplorerCustomerQueryVariables>;
export const ExplorerCustomerListDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExplorerCustomerList"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"segment"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"segment"},"value":{"kind":"Variable","name":{"kind":"Name","value":"segment"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"attributes"}},{"kind":"Field","name":{"kind":"Name","value":"journeys"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startedAt"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]} as unknown as DocumentNode<ExplorerCustomerListQuery, ExplorerCustomerListQueryVariables>;
export const ExplorerCustomerKeysDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExplorerCustomerKeys"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"key"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"key"},"value":{"kind":"Variable","name":{"kind":"Name","value":"key"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"startsWith"},"value":{"kind":"Variable","name":{"kind":"Name","value":"key"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}}]}}]}}]}}]} as unknown as DocumentNode<ExplorerCustomerKeysQuery, ExplorerCustomerKeysQueryVariables>;
export const ExplorerPersonDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExplorerPerson"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"key"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"person"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"key"},"value":{"kind":"Variable","name":{"kind":"Name","value":"key"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"identities"}},{"kind":"Field","name":{"kind":"Name","value":"names"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"identity"}}]}},{"kind":"Field","name":{"kind":"Name","value":"shared"}},{"kind":"Field","name":{"kind":"Name","value":"links"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"into"}}]}},{"kind":"Field","name":{"kind":"Name","value":"declarations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"anonymous"}},{"kind":"Field","name":{"kind":"Name","value":"customer"}},{"kind":"Field","name":{"kind":"Name","value":"rows"}},{"kind":"Field","name":{"kind":"Name","value":"sources"}}]}}]}}]}}]} as unknown as DocumentNode<ExplorerPersonQuery, ExplorerPersonQueryVariables>;
export const ExplorerCustomerAnswersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExplorerCustomerAnswers"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"key"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"10"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"key"},"value":{"kind":"Variable","name":{"kind":"Name","value":"key"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"feedback"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"csat"}},{"kind":"Field","name":{"kind":"Name","value":"nps"}},{"kind":"Field","name":{"kind":"Name","value":"ces"}},{"kind":"Field","name":{"kind":"Name","value":"emotion"}},{"kind":"Field","name":{"kind":"Name","value":"comment"}},{"kind":"Field","name":{"kind":"Name","value":"touchpoint"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"interaction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"journey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]}}]} as unknown as DocumentNode<ExplorerCustomerAnswersQuery, ExplorerCustomerAnswersQueryVariables>;
export const ExplorerLinkPreviewDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExplorerLinkPreview"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"key"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"person"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"key"},"value":{"kind":"Variable","name":{"kind":"Name","value":"key"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"identities"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"key"},"value":{"kind":"Variable","name":{"kind":"Name","value":"key"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"journeys"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]}}]} as unknown as DocumentNode<ExplorerLinkPreviewQuery, ExplorerLinkPreviewQueryVariables>;
export const LinkIdentityDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LinkIdentity"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"into"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"linkCustomers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"ListValue","values":[{"kind":"Variable","name":{"kind":"Name","value":"from"}}]}},{"kind":"Argument","name":{"kind":"Name","value":"into"},"value":{"kind":"Variable","name":{"kind":"Name","value":"into"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customers"}},{"kind":"Field","name":{"kind":"Name","value":"interactions"}}]}}]}}]} as unknown as DocumentNode<LinkIdentityMutation, LinkIdentityMutationVariables>;
export const UnlinkIdentityDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UnlinkIdentity"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"into"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"unlinkCustomers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"into"},"value":{"kind":"Variable","name":{"kind":"Name","value":"into"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"found"}},{"kind":"Field","name":{"kind":"Name","value":"customers"}},{"kind":"Field","name":{"kind":"Name","value":"interactions"}}]}}]}}]} as unknown as DocumentNode<UnlinkIdentityMutation, UnlinkIdentityMutationVariables>;
export const ExplorerNamesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExplorerNames"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ids"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ids"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ids"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Touchpoint"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<ExplorerNamesQuery, ExplorerNamesQueryVariables>;
export const ExplorerPropertiesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExplorerProperties"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"properties"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"interactions"}}]}}]}}]} as unknown as DocumentNode<ExplorerPropertiesQuery, ExplorerPropertiesQueryVariables>;
export const ExplorerPropertyValuesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExplorerPropertyValues"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"key"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"property"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"key"},"value":{"kind":"Variable","name":{"kind":"Name","value":"key"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"values"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"interactions"}}]}}]}}]}}]} as unknown as DocumentNode<ExplorerPropertyValuesQuery, ExplorerPropertyValuesQueryVariables>;
export const ExplorerSegmentsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExplorerSegments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"segments"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1000"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"problem"}}]}}]}}]} as unknown as DocumentNode<ExplorerSegmentsQuery, ExplorerSegmentsQueryVariables>;
export const SaveSegmentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SaveSegment"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"segment"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SegmentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"upsertSegments"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"segments"},"value":{"kind":"ListValue","values":[{"kind":"Variable","name":{"kind":"Name","value":"segment"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"size"}}]}}]}}]} as unknown as DocumentNode<SaveSegmentMutation, SaveSegmentMutationVariables>;
export const ExplorerStatusDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExplorerStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"synthetic"}},{"kind":"Field","name":{"kind":"Name","value":"readOnly"}},{"kind":"Field","name":{"kind":"Name","value":"dataVersion"}},{"kind":"Field","name":{"kind":"Name","value":"customers"}},{"kind":"Field","name":{"kind":"Name","value":"journeys"}},{"kind":"Field","name":{"kind":"Name","value":"interactions"}},{"kind":"Field","name":{"kind":"Name","value":"touchpoints"}},{"kind":"Field","name":{"kind":"Name","value":"oldest"}},{"kind":"Field","name":{"kind":"Name","value":"newest"}},{"kind":"Field","name":{"kind":"Name","value":"journeyGap"}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}},{"kind":"Field","name":{"kind":"Name","value":"projection"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"progress"}},{"kind":"Field","name":{"kind":"Name","value":"dataVersion"}}]}}]}}]}}]} as unknown as DocumentNode<ExplorerStatusQuery, ExplorerStatusQueryVariables>;