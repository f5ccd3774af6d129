/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Which pairs of labels are transitions. */
export type Adjacency =
  /** Neighbours: B right after A. START stands before the first label of a journey, END after its last. */
  | 'DIRECTLY'
  /** B anywhere after A, counted once a journey; the wait is from the first A to the first B after it. No START and no END. */
  | 'EVENTUALLY';

/** A condition on one attribute of the customer. */
export type AttributeFilter = {
  /** The customer's value is one of these. */
  in: Array<string>;
  /** The attribute's key. */
  key: string;
};

/** What a pair's fail rate is compared with. Pairs found significant are set aside first. */
export type Baseline =
  /** All other settled handoffs in scope. */
  | 'ALL'
  /** The same pair over the span just before `filter.startedFrom`, as long as the filter's own span. */
  | 'EARLIER'
  /** The other settled handoffs into the same channel. */
  | 'TARGET';

/** Which way a flow is followed from its anchor. */
export type FlowDirection =
  /** From a journey's last interaction in the anchor back to its beginning: what led to it, read in reverse. */
  | 'BACKWARD'
  /** From a journey's first interaction in the anchor to its end. */
  | 'FORWARD';

/** What the labels of a route or a transition are. */
export type Grain =
  /** Channels. The channel of rows that bring none is `unknown`. */
  | 'CHANNEL'
  /** Kinds of touchpoint, whatever the channel. */
  | 'KIND'
  /** Stages. Touchpoints without a stage are `(none)`. */
  | 'STAGE'
  /** Touchpoints: one kind of contact on one channel. */
  | 'TOUCHPOINT';

/** What the two ends of a handoff are. */
export type HandoffGrain =
  /** The two channels. */
  | 'CHANNEL'
  /** The last touchpoint on the channel left and the first on the channel reached. */
  | 'TOUCHPOINT';

/** Why a handoff is judged to have broken. Reasons overlap: they are never added. */
export type HandoffReason =
  /** Nothing follows B within `resolveWithin` of B's last interaction, no goal and no `resolved` from B's first until then, and no goal came before B. */
  | 'ABANDONED'
  /** The next episode is on A again at most `bounceWithin` after B's last interaction, and nothing was reached or resolved meanwhile. */
  | 'BOUNCED_BACK'
  /** The customer was sent to B or meant to use it (`intendedChannel`), and the next episode is not on B. */
  | 'NEVER_ARRIVED'
  /** A case known in B appears again on an interaction the customer began, after B's last and within `repeatWithin`, in the same journey. */
  | 'REPEATED'
  /** The wait is longer than its limit: `stallAfter`, else the service level of the touchpoint pair, else of the channel pair, else 24 h if intended, else there is none. */
  | 'STALLED'
  /** No goal and no `resolved` from B's first interaction until it + `resolveWithin`. Reported, and not a failure unless `failureReasons` says so. */
  | 'UNRESOLVED';

/** What makes a handoff broken, and what its fail rate is compared with. Windows include their end. */
export type HandoffSettings = {
  /** What the fail rate is compared with. */
  baselineBy?: Baseline | null | undefined;
  /** Coming back to A within this after B's last interaction is BOUNCED_BACK. */
  bounceWithin?: string | null | undefined;
  /** At least one of these makes a handoff failed. Without it: all but UNRESOLVED. */
  failureReasons?: Array<HandoffReason> | null | undefined;
  /** What customers are to reach; without it the catalogue's default goal, and GOAL_REQUIRED if there is none. */
  goal?: PointSelector | null | undefined;
  /** What the two ends are. */
  grain?: HandoffGrain | null | undefined;
  /** Whether interactions the brand sent take part in episodes and verdicts. */
  includeBrandSent?: boolean | null | undefined;
  /** A fail rate less than this above its baseline is never significant; a share from 0 to 1. */
  minEffect?: number | null | undefined;
  /** Distinct customers with a settled handoff that a pair needs to be ranked. */
  minSupport?: number | null | undefined;
  /** The same case again within this after B's last interaction is REPEATED. */
  repeatWithin?: string | null | undefined;
  /** The time a goal or `resolved` has, for ABANDONED, BOUNCED_BACK and UNRESOLVED. */
  resolveWithin?: string | null | undefined;
  /** A longer wait is STALLED, for every pair. Without it only promised waits can stall: a service level, or 24 h where intended. */
  stallAfter?: string | null | undefined;
};

/** Who starts an interaction. */
export type Initiator =
  /** The brand: an advert shown, an e-mail sent. Takes no part in handoffs unless `includeBrandSent`. */
  | 'BRAND'
  /** The customer: a visit, a call, a purchase. */
  | 'CUSTOMER'
  /** A partner of the brand: a carrier, a marketplace. */
  | 'PARTNER'
  /** Another customer: a referral, word of mouth. */
  | 'PEER';

/** One interaction to record. What is left out or null is unknown. */
export type InteractionInput = {
  /** When it happened; at most a day in the future. */
  at: string;
  /** Whatever else is known, an object. */
  attributes?: unknown;
  /** Key of the case or ticket it belongs to. */
  caseId?: string | null | undefined;
  /** Whether what was known on the channel before was known here too. */
  contextCarried?: boolean | null | undefined;
  /** Its cost in the log's own unit, rounded to 1/10,000. */
  cost?: number | null | undefined;
  /** Key of the customer; one that is new comes into being. */
  customer: string;
  /** Its own id, unique within its customer: what makes recording it again a duplicate. Without it the id is made of all fields, and of how many equal interactions stand before it in this call. */
  id?: string | null | undefined;
  /** Who started it; without it as the touchpoint says. */
  initiatedBy?: Initiator | null | undefined;
  /** Key or name of the channel the customer was sent to or meant to use next; an unknown one is rejected with UNKNOWN_CHANNEL. */
  intendedChannel?: string | null | undefined;
  /** Key of the journey it belongs to; without it the gap decides. */
  journey?: string | null | undefined;
  /** How it ended. */
  outcome?: Outcome | null | undefined;
  /** Who referred the customer. */
  referredBy?: string | null | undefined;
  /** Whether the customer had to say again what they had said before. */
  repeatedInfo?: boolean | null | undefined;
  /** Whether it resolved what the customer came for. */
  resolved?: boolean | null | undefined;
  /** Orders interactions of the same time. */
  sequence?: number | null | undefined;
  /** Key of a touchpoint of the catalogue; another is rejected with UNKNOWN_TOUCHPOINT. */
  touchpoint: string;
  /** Its value in the log's own unit, rounded to 1/10,000. */
  value?: number | null | undefined;
};

/** Which journeys are looked at. All given conditions must hold; whole journeys are judged, before `hide`. */
export type JourneyFilter = {
  /** Attributes of the customer; every one must hold. */
  attributes?: Array<AttributeFilter> | null | undefined;
  /** The journey touches none of these. */
  avoids?: Array<PointSelector> | null | undefined;
  /** Journeys of these customers, by key. */
  customers?: Array<string> | null | undefined;
  /** A pattern that the journey matches, such as `channel:search .* [web/checkout|app/checkout] [^channel:phone]* goal:purchase`; `pathMatches` says what patterns are. */
  matches?: string | null | undefined;
  /** The journey has at most this many interactions. */
  maxInteractions?: number | null | undefined;
  /** The journey has at least this many interactions. */
  minInteractions?: number | null | undefined;
  /** Key of a goal that the journey reaches, by an interaction that did not FAIL. */
  reachedGoal?: string | null | undefined;
  /** Journeys of customers who belong to any of these segments, by key or name. */
  segments?: Array<string> | null | undefined;
  /** Journeys whose first interaction is before this time. */
  startedBefore?: string | null | undefined;
  /** Journeys whose first interaction is at this time or later. */
  startedFrom?: string | null | undefined;
  /** Journeys whose first interaction is at most this long before the newest interaction of the store, such as P30D. */
  startedWithin?: string | null | undefined;
  /** The journey touches every one of these. */
  touches?: Array<PointSelector> | null | undefined;
};

/** How an interaction ended. */
export type Outcome =
  /** They did not. A failed interaction never counts as reaching a goal. */
  | 'FAILED'
  /** The customer got what they came for. */
  | 'SUCCEEDED';

/** How interactions become labels, and which paths count. In this order: hide, group by `grain`, collapse repeats, count. */
export type PathOptions = {
  /** Completed journeys with such an interaction strictly between start and target are not counted. */
  exclude?: Array<PointSelector> | null | undefined;
  /** What the labels are. */
  grain?: Grain | null | undefined;
  /** Interactions that are removed before anything else. */
  hide?: Array<PointSelector> | null | undefined;
  /** Routes of at most this many labels, both ends included. */
  maxSteps?: number | null | undefined;
  /** Routes of at least this many labels, both ends included. */
  minSteps?: number | null | undefined;
  /** What becomes of neighbouring equal labels. */
  repeats?: Repeats | null | undefined;
  /** Which start a match takes. */
  startAt?: StartAt | null | undefined;
  /** Each of these is met strictly between start and target, in any order. */
  via?: Array<PointSelector> | null | undefined;
  /** The target comes at most this long after the start (its end included). Refused without `to`. */
  within?: string | null | undefined;
};

/** Chooses interactions by where they happened. Exactly one choice; a list means any of its members. Keys, or names as the catalogue has them; a key wins over a name, and what nothing bears is an error. */
export type PointSelector =
  {   /** `true`: every interaction. `false` is refused. */
  any: boolean; channels?: never; goal?: never; kinds?: never; stages?: never; touchpoints?: never; }
  |  { any?: never;   /** Channels, like `store`. */
  channels: Array<string>; goal?: never; kinds?: never; stages?: never; touchpoints?: never; }
  |  { any?: never; channels?: never;   /** A goal of the catalogue; interactions that FAILED are left out. */
  goal: string; kinds?: never; stages?: never; touchpoints?: never; }
  |  { any?: never; channels?: never; goal?: never;   /** Kinds of touchpoint, on whatever channel, like `Checkout`. */
  kinds: Array<string>; stages?: never; touchpoints?: never; }
  |  { any?: never; channels?: never; goal?: never; kinds?: never;   /** Stages, like `purchase`. */
  stages: Array<string>; touchpoints?: never; }
  |  { any?: never; channels?: never; goal?: never; kinds?: never; stages?: never;   /** Touchpoints, like `web/checkout`. */
  touchpoints: Array<string>; };

/** Whether questions can be answered. */
export type ProjectionState =
  /** The first projection is being read from the store; questions are refused with PROJECTION_BUILDING. */
  | 'BUILDING'
  /** The store could not be read; it is tried again every few seconds. */
  | 'FAILED'
  /** None is built: Neo4j answers the questions itself (ENGINE=store), a part of the options; the others are refused with UNSUPPORTED_IN_STORE. */
  | 'NONE'
  /** Questions are answered. */
  | 'READY';

/** What becomes of neighbouring equal labels. */
export type Repeats =
  /** They become one label, which keeps the time of its first and of its last; a wait runs from the label before's last to this one's first. */
  | 'COLLAPSE'
  /** Each stays a label of its own. */
  | 'KEEP';

/** Which start a match takes. Both complete the same journeys, at the same target. */
export type StartAt =
  /** The earliest interaction in `from` whose next `to` comes within `within`. */
  | 'FIRST'
  /** The last interaction in `from` before that target. */
  | 'LAST';

/** The kind of graph store. */
export type StoreKind =
  /** LMDB in a folder of this machine. */
  | 'EMBEDDED'
  /** A Neo4j server or cluster. */
  | 'NEO4J';

export type CommonRoutesQueryVariables = Exact<{
  from?: PointSelector | null | undefined;
  to?: PointSelector | null | undefined;
  options?: PathOptions | null | undefined;
  filter?: JourneyFilter | null | undefined;
  first?: number | null | undefined;
  examples?: number | null | undefined;
}>;


export type CommonRoutesQuery = { commonRoutes: { totals: { journeys: number, customers: number, matched: number, completed: number, counted: number, dropped: number, pending: number, open: number, completionRate: number | null, mature: number, matureCompleted: number, shown: number, shownShare: number | null, otherRoutes: number, otherCount: number }, routes: Array<{ label: string, journeys: number, customers: number, share: number, value: number | null, steps: Array<{ key: string, label: string, isHandoff: boolean | null, wait: { n: number, mean: string | null, median: string | null, p90: string | null, p95: string | null } | null }>, duration: { n: number, mean: string | null, median: string | null, p90: string | null, p95: string | null }, exampleJourneys: Array<{ id: string, key: string, startedAt: string, endedAt: string, length: number, value: number | null }> }>, answer: { dataVersion: string, computedIn: string, settings: unknown, warnings: Array<string> } } };

export type CustomerPageQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  journeys?: number | null | undefined;
  interactions?: number | null | undefined;
}>;


export type CustomerPageQuery = { customers: { nodes: Array<{ id: string, key: string, attributes: unknown, journeys: { nodes: Array<{ id: string, key: string, startedAt: string, endedAt: string, length: number, value: number | null, interactions: { nodes: Array<{ id: string, key: string, position: number, at: string, wait: string | null, value: number | null, touchpoint: { key: string, name: string, channel: { key: string, name: string }, stage: { key: string, name: string } | null } }> } }> } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type FlowQueryVariables = Exact<{
  anchor: PointSelector;
  direction?: FlowDirection | null | undefined;
  steps?: number | null | undefined;
  rowsPerStep?: number | null | undefined;
  options?: PathOptions | null | undefined;
  filter?: JourneyFilter | null | undefined;
}>;


export type FlowQuery = { flow: { totals: { journeys: number, customers: number, matched: number, completed: number, counted: number, dropped: number, pending: number, open: number, completionRate: number | null, mature: number, matureCompleted: number, shown: number, shownShare: number | null, otherRoutes: number, otherCount: number }, steps: Array<{ step: number, journeys: number, customers: number, dropOff: number, dropOffOpen: number, otherLabels: number, nodes: Array<{ journeys: number, customers: number, share: number, dropOff: number, dropOffOpen: number, point: { key: string, label: string, isOther: boolean } }> }>, edges: Array<{ step: number, journeys: number, customers: number, probability: number, isHandoff: boolean | null, from: { key: string, isOther: boolean }, to: { key: string, isOther: boolean }, wait: { n: number, mean: string | null, median: string | null, p90: string | null, p95: string | null } }>, answer: { dataVersion: string, computedIn: string, settings: unknown, warnings: Array<string> } } };

export type TotalsFragment = { journeys: number, customers: number, matched: number, completed: number, counted: number, dropped: number, pending: number, open: number, completionRate: number | null, mature: number, matureCompleted: number, shown: number, shownShare: number | null, otherRoutes: number, otherCount: number };

export type WaitStatsFragment = { n: number, mean: string | null, median: string | null, p90: string | null, p95: string | null };

export type AnswerFragment = { dataVersion: string, computedIn: string, settings: unknown, warnings: Array<string> };

export type JourneyLineFragment = { id: string, key: string, startedAt: string, endedAt: string, length: number, value: number | null };

export type HandoffsQueryVariables = Exact<{
  settings?: HandoffSettings | null | undefined;
  from?: PointSelector | null | undefined;
  to?: PointSelector | null | undefined;
  filter?: JourneyFilter | null | undefined;
  first?: number | null | undefined;
  examples?: number | null | undefined;
}>;


export type HandoffsQuery = { handoffs: { totals: { journeys: number, customers: number, multiChannelJourneys: number, handoffs: number, settled: number, pending: number, failed: number, failRate: number | null }, handoffs: Array<{ count: number, observed: number, journeys: number, customers: number, pending: number, settled: number, failed: number, failedJourneys: number, failedCustomers: number, failRate: number | null, baseline: number | null, excessFailures: number | null, pValue: number | null, ranked: boolean, significant: boolean | null, from: { key: string, label: string }, to: { key: string, label: string }, failRateInterval: { low: number, high: number } | null, excessRate: { low: number, high: number } | null, reasons: Array<{ reason: HandoffReason, count: number, rate: number | null }>, wait: { n: number, mean: string | null, median: string | null, p90: string | null, p95: string | null }, exampleJourneys: Array<{ id: string, key: string, startedAt: string, endedAt: string, length: number, value: number | null }> }>, answer: { dataVersion: string, computedIn: string, settings: unknown, warnings: Array<string> } } };

export type PathMatchesQueryVariables = Exact<{
  pattern: string;
  filter?: JourneyFilter | null | undefined;
  examples?: number | null | undefined;
}>;


export type PathMatchesQuery = { pathMatches: { totals: { journeys: number, customers: number, matched: number, matchedCustomers: number, open: number, share: number | null }, steps: Array<{ step: string, journeys: number, share: number | null }>, exampleJourneys: Array<{ id: string, key: string, startedAt: string, endedAt: string, length: number, value: number | null }>, answer: { dataVersion: string, computedIn: string, settings: unknown, warnings: Array<string> } } };

export type RecordMutationVariables = Exact<{
  interactions: Array<InteractionInput> | InteractionInput;
  replace?: boolean | null | undefined;
}>;


export type RecordMutation = { recordInteractions: { accepted: number, duplicates: number, replaced: number, dataVersion: string, conflicts: Array<{ index: number, field: string | null, code: string, message: string }>, rejected: Array<{ index: number, field: string | null, code: string, message: string }> } };

export type StatusQueryVariables = Exact<{ [key: string]: never; }>;


export type StatusQuery = { status: { store: StoreKind, location: string, dataVersion: string, synthetic: boolean, journeyGap: string, customers: number, journeys: number, interactions: number, touchpoints: number, oldest: string | null, newest: string | null, projection: { state: ProjectionState, progress: number | null, dataVersion: string | null, age: string | null, bytes: number | null } } };

export type TransitionsQueryVariables = Exact<{
  from?: PointSelector | null | undefined;
  to?: PointSelector | null | undefined;
  previous?: PointSelector | null | undefined;
  adjacency?: Adjacency | null | undefined;
  options?: PathOptions | null | undefined;
  filter?: JourneyFilter | null | undefined;
  first?: number | null | undefined;
}>;


export type TransitionsQuery = { transitions: { totals: { journeys: number, customers: number, matched: number, completed: number, counted: number, dropped: number, pending: number, open: number, completionRate: number | null, mature: number, matureCompleted: number, shown: number, shownShare: number | null, otherRoutes: number, otherCount: number }, edges: Array<{ count: number, journeys: number, customers: number, probability: number, dropAfter: number | null, isHandoff: boolean | null, from: { key: string, label: string, isStart: boolean }, to: { key: string, label: string, isEnd: boolean }, wait: { n: number, mean: string | null, median: string | null, p90: string | null, p95: string | null } }>, answer: { dataVersion: string, computedIn: string, settings: unknown, warnings: Array<string> } } };

export const TotalsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Totals"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Totals"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"journeys"}},{"kind":"Field","name":{"kind":"Name","value":"customers"}},{"kind":"Field","name":{"kind":"Name","value":"matched"}},{"kind":"Field","name":{"kind":"Name","value":"completed"}},{"kind":"Field","name":{"kind":"Name","value":"counted"}},{"kind":"Field","name":{"kind":"Name","value":"dropped"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"open"}},{"kind":"Field","name":{"kind":"Name","value":"completionRate"}},{"kind":"Field","name":{"kind":"Name","value":"mature"}},{"kind":"Field","name":{"kind":"Name","value":"matureCompleted"}},{"kind":"Field","name":{"kind":"Name","value":"shown"}},{"kind":"Field","name":{"kind":"Name","value":"shownShare"}},{"kind":"Field","name":{"kind":"Name","value":"otherRoutes"}},{"kind":"Field","name":{"kind":"Name","value":"otherCount"}}]}}]} as unknown as DocumentNode<TotalsFragment, unknown>;
export const WaitStatsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WaitStats"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WaitStats"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"n"}},{"kind":"Field","name":{"kind":"Name","value":"mean"}},{"kind":"Field","name":{"kind":"Name","value":"median"}},{"kind":"Field","name":{"kind":"Name","value":"p90"}},{"kind":"Field","name":{"kind":"Name","value":"p95"}}]}}]} as unknown as DocumentNode<WaitStatsFragment, unknown>;
export const AnswerFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Answer"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Answer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dataVersion"}},{"kind":"Field","name":{"kind":"Name","value":"computedIn"}},{"kind":"Field","name":{"kind":"Name","value":"settings"}},{"kind":"Field","name":{"kind":"Name","value":"warnings"}}]}}]} as unknown as DocumentNode<AnswerFragment, unknown>;
export const JourneyLineFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"JourneyLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Journey"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"length"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}}]} as unknown as DocumentNode<JourneyLineFragment, unknown>;
export const CommonRoutesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CommonRoutes"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PointSelector"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"to"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PointSelector"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"options"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PathOptions"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"JourneyFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"examples"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"3"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"commonRoutes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}},{"kind":"Argument","name":{"kind":"Name","value":"options"},"value":{"kind":"Variable","name":{"kind":"Name","value":"options"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Totals"}}]}},{"kind":"Field","name":{"kind":"Name","value":"routes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"isHandoff"}},{"kind":"Field","name":{"kind":"Name","value":"wait"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WaitStats"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"journeys"}},{"kind":"Field","name":{"kind":"Name","value":"customers"}},{"kind":"Field","name":{"kind":"Name","value":"share"}},{"kind":"Field","name":{"kind":"Name","value":"duration"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WaitStats"}}]}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"exampleJourneys"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"examples"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"JourneyLine"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"answer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Answer"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Totals"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Totals"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"journeys"}},{"kind":"Field","name":{"kind":"Name","value":"customers"}},{"kind":"Field","name":{"kind":"Name","value":"matched"}},{"kind":"Field","name":{"kind":"Name","value":"completed"}},{"kind":"Field","name":{"kind":"Name","value":"counted"}},{"kind":"Field","name":{"kind":"Name","value":"dropped"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"open"}},{"kind":"Field","name":{"kind":"Name","value":"completionRate"}},{"kind":"Field","name":{"kind":"Name","value":"mature"}},{"kind":"Field","name":{"kind":"Name","value":"matureCompleted"}},{"kind":"Field","name":{"kind":"Name","value":"shown"}},{"kind":"Field","name":{"kind":"Name","value":"shownShare"}},{"kind":"Field","name":{"kind":"Name","value":"otherRoutes"}},{"kind":"Field","name":{"kind":"Name","value":"otherCount"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WaitStats"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WaitStats"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"n"}},{"kind":"Field","name":{"kind":"Name","value":"mean"}},{"kind":"Field","name":{"kind":"Name","value":"median"}},{"kind":"Field","name":{"kind":"Name","value":"p90"}},{"kind":"Field","name":{"kind":"Name","value":"p95"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"JourneyLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Journey"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"length"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Answer"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Answer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dataVersion"}},{"kind":"Field","name":{"kind":"Name","value":"computedIn"}},{"kind":"Field","name":{"kind":"Name","value":"settings"}},{"kind":"Field","name":{"kind":"Name","value":"warnings"}}]}}]} as unknown as DocumentNode<CommonRoutesQuery, CommonRoutesQueryVariables>;
export const CustomerPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CustomerPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"journeys"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"5"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"interactions"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"attributes"}},{"kind":"Field","name":{"kind":"Name","value":"journeys"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"journeys"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"JourneyLine"}},{"kind":"Field","name":{"kind":"Name","value":"interactions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"interactions"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"position"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"wait"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"touchpoint"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"channel"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"stage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"JourneyLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Journey"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"length"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}}]} as unknown as DocumentNode<CustomerPageQuery, CustomerPageQueryVariables>;
export const FlowDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Flow"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"anchor"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PointSelector"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"direction"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"FlowDirection"}},"defaultValue":{"kind":"EnumValue","value":"FORWARD"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"steps"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"5"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"rowsPerStep"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"5"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"options"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PathOptions"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"JourneyFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"flow"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"anchor"},"value":{"kind":"Variable","name":{"kind":"Name","value":"anchor"}}},{"kind":"Argument","name":{"kind":"Name","value":"direction"},"value":{"kind":"Variable","name":{"kind":"Name","value":"direction"}}},{"kind":"Argument","name":{"kind":"Name","value":"steps"},"value":{"kind":"Variable","name":{"kind":"Name","value":"steps"}}},{"kind":"Argument","name":{"kind":"Name","value":"rowsPerStep"},"value":{"kind":"Variable","name":{"kind":"Name","value":"rowsPerStep"}}},{"kind":"Argument","name":{"kind":"Name","value":"options"},"value":{"kind":"Variable","name":{"kind":"Name","value":"options"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Totals"}}]}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"step"}},{"kind":"Field","name":{"kind":"Name","value":"journeys"}},{"kind":"Field","name":{"kind":"Name","value":"customers"}},{"kind":"Field","name":{"kind":"Name","value":"dropOff"}},{"kind":"Field","name":{"kind":"Name","value":"dropOffOpen"}},{"kind":"Field","name":{"kind":"Name","value":"otherLabels"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"point"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"isOther"}}]}},{"kind":"Field","name":{"kind":"Name","value":"journeys"}},{"kind":"Field","name":{"kind":"Name","value":"customers"}},{"kind":"Field","name":{"kind":"Name","value":"share"}},{"kind":"Field","name":{"kind":"Name","value":"dropOff"}},{"kind":"Field","name":{"kind":"Name","value":"dropOffOpen"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"step"}},{"kind":"Field","name":{"kind":"Name","value":"from"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"isOther"}}]}},{"kind":"Field","name":{"kind":"Name","value":"to"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"isOther"}}]}},{"kind":"Field","name":{"kind":"Name","value":"journeys"}},{"kind":"Field","name":{"kind":"Name","value":"customers"}},{"kind":"Field","name":{"kind":"Name","value":"probability"}},{"kind":"Field","name":{"kind":"Name","value":"wait"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WaitStats"}}]}},{"kind":"Field","name":{"kind":"Name","value":"isHandoff"}}]}},{"kind":"Field","name":{"kind":"Name","value":"answer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Answer"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Totals"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Totals"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"journeys"}},{"kind":"Field","name":{"kind":"Name","value":"customers"}},{"kind":"Field","name":{"kind":"Name","value":"matched"}},{"kind":"Field","name":{"kind":"Name","value":"completed"}},{"kind":"Field","name":{"kind":"Name","value":"counted"}},{"kind":"Field","name":{"kind":"Name","value":"dropped"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"open"}},{"kind":"Field","name":{"kind":"Name","value":"completionRate"}},{"kind":"Field","name":{"kind":"Name","value":"mature"}},{"kind":"Field","name":{"kind":"Name","value":"matureCompleted"}},{"kind":"Field","name":{"kind":"Name","value":"shown"}},{"kind":"Field","name":{"kind":"Name","value":"shownShare"}},{"kind":"Field","name":{"kind":"Name","value":"otherRoutes"}},{"kind":"Field","name":{"kind":"Name","value":"otherCount"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WaitStats"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WaitStats"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"n"}},{"kind":"Field","name":{"kind":"Name","value":"mean"}},{"kind":"Field","name":{"kind":"Name","value":"median"}},{"kind":"Field","name":{"kind":"Name","value":"p90"}},{"kind":"Field","name":{"kind":"Name","value":"p95"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Answer"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Answer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dataVersion"}},{"kind":"Field","name":{"kind":"Name","value":"computedIn"}},{"kind":"Field","name":{"kind":"Name","value":"settings"}},{"kind":"Field","name":{"kind":"Name","value":"warnings"}}]}}]} as unknown as DocumentNode<FlowQuery, FlowQueryVariables>;
export const HandoffsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Handoffs"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"settings"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"HandoffSettings"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PointSelector"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"to"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PointSelector"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"JourneyFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"20"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"examples"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"3"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"handoffs"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"settings"},"value":{"kind":"Variable","name":{"kind":"Name","value":"settings"}}},{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"journeys"}},{"kind":"Field","name":{"kind":"Name","value":"customers"}},{"kind":"Field","name":{"kind":"Name","value":"multiChannelJourneys"}},{"kind":"Field","name":{"kind":"Name","value":"handoffs"}},{"kind":"Field","name":{"kind":"Name","value":"settled"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"failRate"}}]}},{"kind":"Field","name":{"kind":"Name","value":"handoffs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"label"}}]}},{"kind":"Field","name":{"kind":"Name","value":"to"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"label"}}]}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"observed"}},{"kind":"Field","name":{"kind":"Name","value":"journeys"}},{"kind":"Field","name":{"kind":"Name","value":"customers"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"settled"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"failedJourneys"}},{"kind":"Field","name":{"kind":"Name","value":"failedCustomers"}},{"kind":"Field","name":{"kind":"Name","value":"failRate"}},{"kind":"Field","name":{"kind":"Name","value":"failRateInterval"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"high"}}]}},{"kind":"Field","name":{"kind":"Name","value":"baseline"}},{"kind":"Field","name":{"kind":"Name","value":"excessRate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"high"}}]}},{"kind":"Field","name":{"kind":"Name","value":"excessFailures"}},{"kind":"Field","name":{"kind":"Name","value":"pValue"}},{"kind":"Field","name":{"kind":"Name","value":"ranked"}},{"kind":"Field","name":{"kind":"Name","value":"significant"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"rate"}}]}},{"kind":"Field","name":{"kind":"Name","value":"wait"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WaitStats"}}]}},{"kind":"Field","name":{"kind":"Name","value":"exampleJourneys"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"examples"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"JourneyLine"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"answer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Answer"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WaitStats"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WaitStats"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"n"}},{"kind":"Field","name":{"kind":"Name","value":"mean"}},{"kind":"Field","name":{"kind":"Name","value":"median"}},{"kind":"Field","name":{"kind":"Name","value":"p90"}},{"kind":"Field","name":{"kind":"Name","value":"p95"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"JourneyLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Journey"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"length"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Answer"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Answer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dataVersion"}},{"kind":"Field","name":{"kind":"Name","value":"computedIn"}},{"kind":"Field","name":{"kind":"Name","value":"settings"}},{"kind":"Field","name":{"kind":"Name","value":"warnings"}}]}}]} as unknown as DocumentNode<HandoffsQuery, HandoffsQueryVariables>;
export const PathMatchesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PathMatches"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"pattern"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"JourneyFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"examples"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"3"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pathMatches"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"pattern"},"value":{"kind":"Variable","name":{"kind":"Name","value":"pattern"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"journeys"}},{"kind":"Field","name":{"kind":"Name","value":"customers"}},{"kind":"Field","name":{"kind":"Name","value":"matched"}},{"kind":"Field","name":{"kind":"Name","value":"matchedCustomers"}},{"kind":"Field","name":{"kind":"Name","value":"open"}},{"kind":"Field","name":{"kind":"Name","value":"share"}}]}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"step"}},{"kind":"Field","name":{"kind":"Name","value":"journeys"}},{"kind":"Field","name":{"kind":"Name","value":"share"}}]}},{"kind":"Field","name":{"kind":"Name","value":"exampleJourneys"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"examples"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"JourneyLine"}}]}},{"kind":"Field","name":{"kind":"Name","value":"answer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Answer"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"JourneyLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Journey"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"length"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Answer"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Answer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dataVersion"}},{"kind":"Field","name":{"kind":"Name","value":"computedIn"}},{"kind":"Field","name":{"kind":"Name","value":"settings"}},{"kind":"Field","name":{"kind":"Name","value":"warnings"}}]}}]} as unknown as DocumentNode<PathMatchesQuery, PathMatchesQueryVariables>;
export const RecordDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Record"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"interactions"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"InteractionInput"}}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"replace"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}},"defaultValue":{"kind":"BooleanValue","value":false}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recordInteractions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"interactions"},"value":{"kind":"Variable","name":{"kind":"Name","value":"interactions"}}},{"kind":"Argument","name":{"kind":"Name","value":"replace"},"value":{"kind":"Variable","name":{"kind":"Name","value":"replace"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accepted"}},{"kind":"Field","name":{"kind":"Name","value":"duplicates"}},{"kind":"Field","name":{"kind":"Name","value":"replaced"}},{"kind":"Field","name":{"kind":"Name","value":"conflicts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rejected"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"dataVersion"}}]}}]}}]} as unknown as DocumentNode<RecordMutation, RecordMutationVariables>;
export const StatusDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Status"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"store"}},{"kind":"Field","name":{"kind":"Name","value":"location"}},{"kind":"Field","name":{"kind":"Name","value":"dataVersion"}},{"kind":"Field","name":{"kind":"Name","value":"synthetic"}},{"kind":"Field","name":{"kind":"Name","value":"journeyGap"}},{"kind":"Field","name":{"kind":"Name","value":"customers"}},{"kind":"Field","name":{"kind":"Name","value":"journeys"}},{"kind":"Field","name":{"kind":"Name","value":"interactions"}},{"kind":"Field","name":{"kind":"Name","value":"touchpoints"}},{"kind":"Field","name":{"kind":"Name","value":"oldest"}},{"kind":"Field","name":{"kind":"Name","value":"newest"}},{"kind":"Field","name":{"kind":"Name","value":"projection"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"progress"}},{"kind":"Field","name":{"kind":"Name","value":"dataVersion"}},{"kind":"Field","name":{"kind":"Name","value":"age"}},{"kind":"Field","name":{"kind":"Name","value":"bytes"}}]}}]}}]}}]} as unknown as DocumentNode<StatusQuery, StatusQueryVariables>;
export const TransitionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Transitions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PointSelector"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"to"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PointSelector"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"previous"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PointSelector"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"adjacency"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Adjacency"}},"defaultValue":{"kind":"EnumValue","value":"DIRECTLY"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"options"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PathOptions"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"JourneyFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transitions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}},{"kind":"Argument","name":{"kind":"Name","value":"previous"},"value":{"kind":"Variable","name":{"kind":"Name","value":"previous"}}},{"kind":"Argument","name":{"kind":"Name","value":"adjacency"},"value":{"kind":"Variable","name":{"kind":"Name","value":"adjacency"}}},{"kind":"Argument","name":{"kind":"Name","value":"options"},"value":{"kind":"Variable","name":{"kind":"Name","value":"options"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Totals"}}]}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"isStart"}}]}},{"kind":"Field","name":{"kind":"Name","value":"to"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"isEnd"}}]}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"journeys"}},{"kind":"Field","name":{"kind":"Name","value":"customers"}},{"kind":"Field","name":{"kind":"Name","value":"probability"}},{"kind":"Field","name":{"kind":"Name","value":"wait"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WaitStats"}}]}},{"kind":"Field","name":{"kind":"Name","value":"dropAfter"}},{"kind":"Field","name":{"kind":"Name","value":"isHandoff"}}]}},{"kind":"Field","name":{"kind":"Name","value":"answer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Answer"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Totals"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Totals"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"journeys"}},{"kind":"Field","name":{"kind":"Name","value":"customers"}},{"kind":"Field","name":{"kind":"Name","value":"matched"}},{"kind":"Field","name":{"kind":"Name","value":"completed"}},{"kind":"Field","name":{"kind":"Name","value":"counted"}},{"kind":"Field","name":{"kind":"Name","value":"dropped"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"open"}},{"kind":"Field","name":{"kind":"Name","value":"completionRate"}},{"kind":"Field","name":{"kind":"Name","value":"mature"}},{"kind":"Field","name":{"kind":"Name","value":"matureCompleted"}},{"kind":"Field","name":{"kind":"Name","value":"shown"}},{"kind":"Field","name":{"kind":"Name","value":"shownShare"}},{"kind":"Field","name":{"kind":"Name","value":"otherRoutes"}},{"kind":"Field","name":{"kind":"Name","value":"otherCount"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WaitStats"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WaitStats"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"n"}},{"kind":"Field","name":{"kind":"Name","value":"mean"}},{"kind":"Field","name":{"kind":"Name","value":"median"}},{"kind":"Field","name":{"kind":"Name","value":"p90"}},{"kind":"Field","name":{"kind":"Name","value":"p95"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Answer"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Answer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dataVersion"}},{"kind":"Field","name":{"kind":"Name","value":"computedIn"}},{"kind":"Field","name":{"kind":"Name","value":"settings"}},{"kind":"Field","name":{"kind":"Name","value":"warnings"}}]}}]} as unknown as DocumentNode<TransitionsQuery, TransitionsQueryVariables>;