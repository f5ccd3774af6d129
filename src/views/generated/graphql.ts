/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** How one interaction follows another. */
export type Adjacency =
  /** B comes directly after A. Hidden interactions are skipped. In transitions, START comes before the first label of a journey and END after its last. */
  | 'DIRECTLY'
  /** B comes anywhere after A. A transition counts once per journey, and its wait runs from the first A to the first B after it. There is no START and no END. */
  | 'EVENTUALLY';

/** A condition on one attribute of the customer. */
export type AttributeFilter = {
  /** Accepted values. */
  in: Array<string>;
  /** The attribute's key. */
  key: string;
};

/** Counts groups of journeys separately. Give exactly one field. Groups are formed from whole journeys, before `hide`, as in a filter. */
export type Breakdown =
  {   /** By the value of this attribute of the customer; `(none)` for customers without one. */
  attribute: string; firstChannel?: never; segments?: never; started?: never; }
  |  { attribute?: never;   /** `true` groups by the channel of the journey's first interaction. `false` is refused. */
  firstChannel: boolean; segments?: never; started?: never; }
  |  { attribute?: never; firstChannel?: never;   /** By these segments, by key or name: 1 to 10, each once. A customer may be in several segments, so rows overlap and do not add up; `(none)` has the journeys of customers in none of them. Each segment has a row, even without a journey. */
  segments: Array<string>; started?: never; }
  |  { attribute?: never; firstChannel?: never; segments?: never;   /** By the calendar period in which the journey started, in UTC. */
  started: Period; };

/** Forbids matches with one of these interactions strictly between two steps, neither of which is optional. Refused if it forbids every interaction that a required step between the two selects, because no journey could then complete the funnel. */
export type FunnelExclusion = {
  /** Number of the step after which they must not come. The first step is 1. */
  after: number;
  /** Interactions that must not come between the steps. */
  at: PointSelector;
  /** Number of the step before which they must not come. It is greater than `after`. */
  before: number;
};

/** One step of a funnel. */
export type FunnelStepInput = {
  /** Whether other interactions may come between the previous step and this one. Refused on the first step. */
  adjacency?: Adjacency | null | undefined;
  /** The interactions that count as the step. */
  at: PointSelector;
  /** Name of the step in the answer. Without it, the step is named after `at`. */
  name?: string | null | undefined;
  /** Whether journeys may skip the step. Refused on the first and the last step. */
  optional?: boolean | null | undefined;
  /** Longest time after the previous step of the match; the window includes its end. Refused on the first step. */
  within?: string | null | undefined;
};

/** What the labels of a route or a transition are. */
export type Grain =
  /** Channels. Rows without a channel are on the channel `unknown`. */
  | 'CHANNEL'
  /** Kinds of touchpoint, on any channel. */
  | 'KIND'
  /** Stages. Touchpoints without a stage have the label `(none)`. */
  | 'STAGE'
  /** Touchpoints: one kind of contact on one channel. */
  | 'TOUCHPOINT';

/** Selects journeys. A journey must satisfy all given conditions. The conditions apply to whole journeys, before `hide`. */
export type JourneyFilter = {
  /** Conditions on the customer's attributes. All of them must hold. */
  attributes?: Array<AttributeFilter> | null | undefined;
  /** The journey contains no interaction that one of these selectors selects. */
  avoids?: Array<PointSelector> | null | undefined;
  /** Journeys that a row of an answer counts: pass the row's `behind`. The filter finds them in the current data. */
  behind?: string | null | undefined;
  /** Journeys of these customers, by key. */
  customers?: Array<string> | null | undefined;
  /** A pattern that the journey matches, such as `channel:search .* [web/checkout|app/checkout] [^channel:phone]* goal:purchase`. The argument `pattern` of `pathMatches` describes the syntax. */
  matches?: string | null | undefined;
  /** The journey has at most this many interactions. */
  maxInteractions?: number | null | undefined;
  /** The journey has at least this many interactions. */
  minInteractions?: number | null | undefined;
  /** Key of a goal that the journey reaches. Interactions with the outcome FAILED do not count. */
  reachedGoal?: string | null | undefined;
  /** Journeys of customers who belong to any of these segments, by key or name. */
  segments?: Array<string> | null | undefined;
  /** Journeys whose first interaction is before this time. A date means its beginning in UTC, so the day itself is left out. */
  startedBefore?: string | null | undefined;
  /** Journeys whose first interaction is at this time or later. A date, such as 2026-01-31, means its beginning in UTC. */
  startedFrom?: string | null | undefined;
  /** Journeys whose first interaction is at most this long before the newest interaction of the store, such as P30D. */
  startedWithin?: string | null | undefined;
  /** The journey contains, for each of these selectors, an interaction that it selects. */
  touches?: Array<PointSelector> | null | undefined;
};

/** How interactions become labels, and which paths are counted. The order is: hide, group by `grain`, collapse repeats, count. */
export type PathOptions = {
  /** Completed journeys with such an interaction strictly between start and target are not counted. */
  exclude?: Array<PointSelector> | null | undefined;
  /** What the labels are. */
  grain?: Grain | null | undefined;
  /** Interactions to remove before anything else. */
  hide?: Array<PointSelector> | null | undefined;
  /** Most labels of a route, including both ends. */
  maxSteps?: number | null | undefined;
  /** Fewest labels of a route, including both ends. */
  minSteps?: number | null | undefined;
  /** What happens to neighbouring equal labels. */
  repeats?: Repeats | null | undefined;
  /** Which start the match uses. */
  startAt?: StartAt | null | undefined;
  /** Each of these selectors must select an interaction strictly between start and target, in any order. */
  via?: Array<PointSelector> | null | undefined;
  /** Longest time from start to target; the window includes its end. Refused without `to`. */
  within?: string | null | undefined;
};

/** A calendar period, in UTC. */
export type Period =
  /** A calendar month. */
  | 'MONTH'
  /** An ISO week, from Monday. */
  | 'WEEK';

/** Selects interactions by where they happened. Give exactly one field. A list selects what any of its members selects. Members are keys, or names from the catalogue; if both fit, the key wins. An unknown name is an error. */
export type PointSelector =
  {   /** `true` selects every interaction. `false` is refused. */
  any: boolean; channels?: never; goal?: never; kinds?: never; stages?: never; touchpoints?: never; }
  |  { any?: never;   /** Channels, such as `store`. */
  channels: Array<string>; goal?: never; kinds?: never; stages?: never; touchpoints?: never; }
  |  { any?: never; channels?: never;   /** A goal of the catalogue. Interactions with the outcome FAILED are not selected. */
  goal: string; kinds?: never; stages?: never; touchpoints?: never; }
  |  { any?: never; channels?: never; goal?: never;   /** Kinds of touchpoint on any channel, such as `Checkout`. */
  kinds: Array<string>; stages?: never; touchpoints?: never; }
  |  { any?: never; channels?: never; goal?: never; kinds?: never;   /** Stages, such as `purchase`. */
  stages: Array<string>; touchpoints?: never; }
  |  { any?: never; channels?: never; goal?: never; kinds?: never; stages?: never;   /** Touchpoints, such as `web/checkout`. */
  touchpoints: Array<string>; };

/** What happens to neighbouring equal labels. */
export type Repeats =
  /** They become one label, which keeps the time of its first and of its last interaction. A wait runs from the last time of the previous label to the first time of this one. */
  | 'COLLAPSE'
  /** Each stays a separate label. */
  | 'KEEP';

/** Which start a match uses. Both choices complete the same journeys, at the same target. */
export type StartAt =
  /** The earliest interaction in `from` whose next `to` comes within `within`. */
  | 'FIRST'
  /** The last interaction in `from` before that target. */
  | 'LAST';

export type CommonRoutesViewFragment = { totals: { journeys: number, matched: number, completed: number, counted: number, pending: number, dropped: number, shown: number, otherRoutes: number, otherCount: number, behindCounted: string | null, behindOther: string | null }, routes: Array<{ label: string, journeys: number, customers: number, share: number, value: number | null, behind: string | null, steps: Array<{ key: string, label: string, isHandoff: boolean | null, wait: { n: number, median: string | null, p90: string | null } | null, channel: { key: string, name: string } | null }>, duration: { n: number, median: string | null, p90: string | null } }>, answer: { dataVersion: string, warnings: Array<string> } };

export type CommonRoutesPictureQueryVariables = Exact<{
  from?: PointSelector | null | undefined;
  to?: PointSelector | null | undefined;
  options?: PathOptions | null | undefined;
  filter?: JourneyFilter | null | undefined;
  first?: number | null | undefined;
}>;


export type CommonRoutesPictureQuery = { commonRoutes: { totals: { journeys: number, matched: number, completed: number, counted: number, pending: number, dropped: number, shown: number, otherRoutes: number, otherCount: number, behindCounted: string | null, behindOther: string | null }, routes: Array<{ label: string, journeys: number, customers: number, share: number, value: number | null, behind: string | null, steps: Array<{ key: string, label: string, isHandoff: boolean | null, wait: { n: number, median: string | null, p90: string | null } | null, channel: { key: string, name: string } | null }>, duration: { n: number, median: string | null, p90: string | null } }>, answer: { dataVersion: string, warnings: Array<string> } } };

export type FunnelStepViewFragment = { step: number, name: string, isOptional: boolean, entered: number, completed: number, customers: number, skipped: number, pending: number, dropped: number, shareOfFirst: number | null, shareOfPrevious: number | null, behindEntered: string | null, behindCompleted: string | null, behindSkipped: string | null, behindPending: string | null, behindDropped: string | null, wait: { n: number, median: string | null, p90: string | null }, after: Array<{ journeys: number, share: number, behind: string | null, point: { key: string, label: string, isEnd: boolean, channel: { key: string, name: string } | null } }> };

export type FunnelViewFragment = { totals: { journeys: number, matched: number, completed: number, dropped: number, pending: number, completionRate: number | null, mature: number, matureCompleted: number }, steps: Array<{ step: number, name: string, isOptional: boolean, entered: number, completed: number, customers: number, skipped: number, pending: number, dropped: number, shareOfFirst: number | null, shareOfPrevious: number | null, behindEntered: string | null, behindCompleted: string | null, behindSkipped: string | null, behindPending: string | null, behindDropped: string | null, wait: { n: number, median: string | null, p90: string | null }, after: Array<{ journeys: number, share: number, behind: string | null, point: { key: string, label: string, isEnd: boolean, channel: { key: string, name: string } | null } }> }>, duration: { n: number, median: string | null, p90: string | null }, answer: { dataVersion: string, warnings: Array<string> } };

export type FunnelPictureQueryVariables = Exact<{
  steps: Array<FunnelStepInput> | FunnelStepInput;
  within?: string | null | undefined;
  exclude?: Array<FunnelExclusion> | FunnelExclusion | null | undefined;
  options?: PathOptions | null | undefined;
  filter?: JourneyFilter | null | undefined;
  breakdown?: Breakdown | null | undefined;
  rowsPerStep?: number | null | undefined;
  first?: number | null | undefined;
}>;


export type FunnelPictureQuery = { funnel: { totals: { journeys: number, matched: number, completed: number, dropped: number, pending: number, completionRate: number | null, mature: number, matureCompleted: number }, steps: Array<{ step: number, name: string, isOptional: boolean, entered: number, completed: number, customers: number, skipped: number, pending: number, dropped: number, shareOfFirst: number | null, shareOfPrevious: number | null, behindEntered: string | null, behindCompleted: string | null, behindSkipped: string | null, behindPending: string | null, behindDropped: string | null, wait: { n: number, median: string | null, p90: string | null }, after: Array<{ journeys: number, share: number, behind: string | null, point: { key: string, label: string, isEnd: boolean, channel: { key: string, name: string } | null } }> }>, duration: { n: number, median: string | null, p90: string | null }, answer: { dataVersion: string, warnings: Array<string> } } };

export const CommonRoutesViewFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CommonRoutesView"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CommonRoutes"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"journeys"}},{"kind":"Field","name":{"kind":"Name","value":"matched"}},{"kind":"Field","name":{"kind":"Name","value":"completed"}},{"kind":"Field","name":{"kind":"Name","value":"counted"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"dropped"}},{"kind":"Field","name":{"kind":"Name","value":"shown"}},{"kind":"Field","name":{"kind":"Name","value":"otherRoutes"}},{"kind":"Field","name":{"kind":"Name","value":"otherCount"}},{"kind":"Field","alias":{"kind":"Name","value":"behindCounted"},"name":{"kind":"Name","value":"behind"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"of"},"value":{"kind":"EnumValue","value":"COUNTED"}}]},{"kind":"Field","alias":{"kind":"Name","value":"behindOther"},"name":{"kind":"Name","value":"behind"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"of"},"value":{"kind":"EnumValue","value":"OTHER"}}]}]}},{"kind":"Field","name":{"kind":"Name","value":"routes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"isHandoff"}},{"kind":"Field","name":{"kind":"Name","value":"wait"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"n"}},{"kind":"Field","name":{"kind":"Name","value":"median"}},{"kind":"Field","name":{"kind":"Name","value":"p90"}}]}},{"kind":"Field","name":{"kind":"Name","value":"channel"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"journeys"}},{"kind":"Field","name":{"kind":"Name","value":"customers"}},{"kind":"Field","name":{"kind":"Name","value":"share"}},{"kind":"Field","name":{"kind":"Name","value":"duration"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"n"}},{"kind":"Field","name":{"kind":"Name","value":"median"}},{"kind":"Field","name":{"kind":"Name","value":"p90"}}]}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"behind"}}]}},{"kind":"Field","name":{"kind":"Name","value":"answer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dataVersion"}},{"kind":"Field","name":{"kind":"Name","value":"warnings"}}]}}]}}]} as unknown as DocumentNode<CommonRoutesViewFragment, unknown>;
export const FunnelStepViewFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FunnelStepView"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FunnelStep"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"step"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"isOptional"}},{"kind":"Field","name":{"kind":"Name","value":"entered"}},{"kind":"Field","name":{"kind":"Name","value":"completed"}},{"kind":"Field","name":{"kind":"Name","value":"customers"}},{"kind":"Field","name":{"kind":"Name","value":"skipped"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"dropped"}},{"kind":"Field","name":{"kind":"Name","value":"shareOfFirst"}},{"kind":"Field","name":{"kind":"Name","value":"shareOfPrevious"}},{"kind":"Field","name":{"kind":"Name","value":"wait"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"n"}},{"kind":"Field","name":{"kind":"Name","value":"median"}},{"kind":"Field","name":{"kind":"Name","value":"p90"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"behindEntered"},"name":{"kind":"Name","value":"behind"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"of"},"value":{"kind":"EnumValue","value":"ENTERED"}}]},{"kind":"Field","alias":{"kind":"Name","value":"behindCompleted"},"name":{"kind":"Name","value":"behind"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"of"},"value":{"kind":"EnumValue","value":"COMPLETED"}}]},{"kind":"Field","alias":{"kind":"Name","value":"behindSkipped"},"name":{"kind":"Name","value":"behind"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"of"},"value":{"kind":"EnumValue","value":"SKIPPED"}}]},{"kind":"Field","alias":{"kind":"Name","value":"behindPending"},"name":{"kind":"Name","value":"behind"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"of"},"value":{"kind":"EnumValue","value":"PENDING"}}]},{"kind":"Field","alias":{"kind":"Name","value":"behindDropped"},"name":{"kind":"Name","value":"behind"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"of"},"value":{"kind":"EnumValue","value":"DROPPED"}}]},{"kind":"Field","name":{"kind":"Name","value":"after"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"point"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"isEnd"}},{"kind":"Field","name":{"kind":"Name","value":"channel"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"journeys"}},{"kind":"Field","name":{"kind":"Name","value":"share"}},{"kind":"Field","name":{"kind":"Name","value":"behind"}}]}}]}}]} as unknown as DocumentNode<FunnelStepViewFragment, unknown>;
export const FunnelViewFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FunnelView"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Funnel"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"journeys"}},{"kind":"Field","name":{"kind":"Name","value":"matched"}},{"kind":"Field","name":{"kind":"Name","value":"completed"}},{"kind":"Field","name":{"kind":"Name","value":"dropped"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"completionRate"}},{"kind":"Field","name":{"kind":"Name","value":"mature"}},{"kind":"Field","name":{"kind":"Name","value":"matureCompleted"}}]}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"FunnelStepView"}}]}},{"kind":"Field","name":{"kind":"Name","value":"duration"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"n"}},{"kind":"Field","name":{"kind":"Name","value":"median"}},{"kind":"Field","name":{"kind":"Name","value":"p90"}}]}},{"kind":"Field","name":{"kind":"Name","value":"answer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dataVersion"}},{"kind":"Field","name":{"kind":"Name","value":"warnings"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FunnelStepView"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FunnelStep"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"step"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"isOptional"}},{"kind":"Field","name":{"kind":"Name","value":"entered"}},{"kind":"Field","name":{"kind":"Name","value":"completed"}},{"kind":"Field","name":{"kind":"Name","value":"customers"}},{"kind":"Field","name":{"kind":"Name","value":"skipped"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"dropped"}},{"kind":"Field","name":{"kind":"Name","value":"shareOfFirst"}},{"kind":"Field","name":{"kind":"Name","value":"shareOfPrevious"}},{"kind":"Field","name":{"kind":"Name","value":"wait"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"n"}},{"kind":"Field","name":{"kind":"Name","value":"median"}},{"kind":"Field","name":{"kind":"Name","value":"p90"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"behindEntered"},"name":{"kind":"Name","value":"behind"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"of"},"value":{"kind":"EnumValue","value":"ENTERED"}}]},{"kind":"Field","alias":{"kind":"Name","value":"behindCompleted"},"name":{"kind":"Name","value":"behind"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"of"},"value":{"kind":"EnumValue","value":"COMPLETED"}}]},{"kind":"Field","alias":{"kind":"Name","value":"behindSkipped"},"name":{"kind":"Name","value":"behind"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"of"},"value":{"kind":"EnumValue","value":"SKIPPED"}}]},{"kind":"Field","alias":{"kind":"Name","value":"behindPending"},"name":{"kind":"Name","value":"behind"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"of"},"value":{"kind":"EnumValue","value":"PENDING"}}]},{"kind":"Field","alias":{"kind":"Name","value":"behindDropped"},"name":{"kind":"Name","value":"behind"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"of"},"value":{"kind":"EnumValue","value":"DROPPED"}}]},{"kind":"Field","name":{"kind":"Name","value":"after"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"point"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"isEnd"}},{"kind":"Field","name":{"kind":"Name","value":"channel"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"journeys"}},{"kind":"Field","name":{"kind":"Name","value":"share"}},{"kind":"Field","name":{"kind":"Name","value":"behind"}}]}}]}}]} as unknown as DocumentNode<FunnelViewFragment, unknown>;
export const CommonRoutesPictureDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CommonRoutesPicture"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PointSelector"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"to"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PointSelector"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"options"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PathOptions"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"JourneyFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"commonRoutes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}},{"kind":"Argument","name":{"kind":"Name","value":"options"},"value":{"kind":"Variable","name":{"kind":"Name","value":"options"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CommonRoutesView"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CommonRoutesView"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CommonRoutes"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"journeys"}},{"kind":"Field","name":{"kind":"Name","value":"matched"}},{"kind":"Field","name":{"kind":"Name","value":"completed"}},{"kind":"Field","name":{"kind":"Name","value":"counted"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"dropped"}},{"kind":"Field","name":{"kind":"Name","value":"shown"}},{"kind":"Field","name":{"kind":"Name","value":"otherRoutes"}},{"kind":"Field","name":{"kind":"Name","value":"otherCount"}},{"kind":"Field","alias":{"kind":"Name","value":"behindCounted"},"name":{"kind":"Name","value":"behind"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"of"},"value":{"kind":"EnumValue","value":"COUNTED"}}]},{"kind":"Field","alias":{"kind":"Name","value":"behindOther"},"name":{"kind":"Name","value":"behind"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"of"},"value":{"kind":"EnumValue","value":"OTHER"}}]}]}},{"kind":"Field","name":{"kind":"Name","value":"routes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"isHandoff"}},{"kind":"Field","name":{"kind":"Name","value":"wait"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"n"}},{"kind":"Field","name":{"kind":"Name","value":"median"}},{"kind":"Field","name":{"kind":"Name","value":"p90"}}]}},{"kind":"Field","name":{"kind":"Name","value":"channel"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"journeys"}},{"kind":"Field","name":{"kind":"Name","value":"customers"}},{"kind":"Field","name":{"kind":"Name","value":"share"}},{"kind":"Field","name":{"kind":"Name","value":"duration"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"n"}},{"kind":"Field","name":{"kind":"Name","value":"median"}},{"kind":"Field","name":{"kind":"Name","value":"p90"}}]}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"behind"}}]}},{"kind":"Field","name":{"kind":"Name","value":"answer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dataVersion"}},{"kind":"Field","name":{"kind":"Name","value":"warnings"}}]}}]}}]} as unknown as DocumentNode<CommonRoutesPictureQuery, CommonRoutesPictureQueryVariables>;
export const FunnelPictureDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FunnelPicture"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"steps"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"FunnelStepInput"}}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"within"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Duration"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"exclude"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"FunnelExclusion"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"options"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"PathOptions"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"JourneyFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"breakdown"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Breakdown"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"rowsPerStep"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"funnel"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"steps"},"value":{"kind":"Variable","name":{"kind":"Name","value":"steps"}}},{"kind":"Argument","name":{"kind":"Name","value":"within"},"value":{"kind":"Variable","name":{"kind":"Name","value":"within"}}},{"kind":"Argument","name":{"kind":"Name","value":"exclude"},"value":{"kind":"Variable","name":{"kind":"Name","value":"exclude"}}},{"kind":"Argument","name":{"kind":"Name","value":"options"},"value":{"kind":"Variable","name":{"kind":"Name","value":"options"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"breakdown"},"value":{"kind":"Variable","name":{"kind":"Name","value":"breakdown"}}},{"kind":"Argument","name":{"kind":"Name","value":"rowsPerStep"},"value":{"kind":"Variable","name":{"kind":"Name","value":"rowsPerStep"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"FunnelView"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FunnelStepView"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FunnelStep"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"step"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"isOptional"}},{"kind":"Field","name":{"kind":"Name","value":"entered"}},{"kind":"Field","name":{"kind":"Name","value":"completed"}},{"kind":"Field","name":{"kind":"Name","value":"customers"}},{"kind":"Field","name":{"kind":"Name","value":"skipped"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"dropped"}},{"kind":"Field","name":{"kind":"Name","value":"shareOfFirst"}},{"kind":"Field","name":{"kind":"Name","value":"shareOfPrevious"}},{"kind":"Field","name":{"kind":"Name","value":"wait"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"n"}},{"kind":"Field","name":{"kind":"Name","value":"median"}},{"kind":"Field","name":{"kind":"Name","value":"p90"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"behindEntered"},"name":{"kind":"Name","value":"behind"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"of"},"value":{"kind":"EnumValue","value":"ENTERED"}}]},{"kind":"Field","alias":{"kind":"Name","value":"behindCompleted"},"name":{"kind":"Name","value":"behind"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"of"},"value":{"kind":"EnumValue","value":"COMPLETED"}}]},{"kind":"Field","alias":{"kind":"Name","value":"behindSkipped"},"name":{"kind":"Name","value":"behind"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"of"},"value":{"kind":"EnumValue","value":"SKIPPED"}}]},{"kind":"Field","alias":{"kind":"Name","value":"behindPending"},"name":{"kind":"Name","value":"behind"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"of"},"value":{"kind":"EnumValue","value":"PENDING"}}]},{"kind":"Field","alias":{"kind":"Name","value":"behindDropped"},"name":{"kind":"Name","value":"behind"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"of"},"value":{"kind":"EnumValue","value":"DROPPED"}}]},{"kind":"Field","name":{"kind":"Name","value":"after"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"point"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"isEnd"}},{"kind":"Field","name":{"kind":"Name","value":"channel"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"journeys"}},{"kind":"Field","name":{"kind":"Name","value":"share"}},{"kind":"Field","name":{"kind":"Name","value":"behind"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FunnelView"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Funnel"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"journeys"}},{"kind":"Field","name":{"kind":"Name","value":"matched"}},{"kind":"Field","name":{"kind":"Name","value":"completed"}},{"kind":"Field","name":{"kind":"Name","value":"dropped"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"completionRate"}},{"kind":"Field","name":{"kind":"Name","value":"mature"}},{"kind":"Field","name":{"kind":"Name","value":"matureCompleted"}}]}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"FunnelStepView"}}]}},{"kind":"Field","name":{"kind":"Name","value":"duration"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"n"}},{"kind":"Field","name":{"kind":"Name","value":"median"}},{"kind":"Field","name":{"kind":"Name","value":"p90"}}]}},{"kind":"Field","name":{"kind":"Name","value":"answer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dataVersion"}},{"kind":"Field","name":{"kind":"Name","value":"warnings"}}]}}]}}]} as unknown as DocumentNode<FunnelPictureQuery, FunnelPictureQueryVariables>;