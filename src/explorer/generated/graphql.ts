/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** A condition on one attribute of the customer. */
export type AttributeFilter = {
  /** Accepted values. */
  in: Array<string>;
  /** The attribute's key. */
  key: string;
};

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

/** Whether a channel is online or offline. */
export type Medium =
  /** Store, point of sale, phone, post and delivery, TV, print, outdoor, events, field sales. */
  | 'OFFLINE'
  /** Website, app, e-mail, social, search, display, chat, SMS, push, marketplace. */
  | 'ONLINE';

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

/** Whether questions can be answered. */
export type ProjectionState =
  /** The first projection is being read from the store; questions are refused with PROJECTION_BUILDING. */
  | 'BUILDING'
  /** The store could not be read. The service tries again every few seconds. */
  | 'FAILED'
  /** No projection is built, because Neo4j answers the questions itself (ENGINE=store). It supports some of the options; others are refused with UNSUPPORTED_IN_STORE. */
  | 'NONE'
  /** Questions are answered. */
  | 'READY';

/** A segment to declare or to change. A field that is left out stays as it is. Give either `rule` or `customers`. */
export type SegmentInput = {
  /** Makes the segment listed: its members are exactly these customers, by key. At most 10,000. */
  customers?: Array<string> | null | undefined;
  /** What the segment is for. */
  description?: string | null | undefined;
  /** The key. A new key creates a segment. */
  key: string;
  /** The display name. Without it, the key is shown. */
  name?: string | null | undefined;
  /** Makes the segment ruled: a customer belongs to it if at least one of their journeys passes this filter. `startedWithin` counts back from the newest interaction, so the segment changes as newer data arrive. A rule may name listed segments only. */
  rule?: JourneyFilter | null | undefined;
};

export type ExplorerCatalogueQueryVariables = Exact<{ [key: string]: never; }>;


export type ExplorerCatalogueQuery = { channels: Array<{ key: string, name: string, medium: Medium | null, assisted: boolean }>, stages: Array<{ key: string, name: string, position: number | null }>, goals: Array<{ key: string, name: string, isDefault: boolean }> };

export type ExplorerCustomersQueryVariables = Exact<{ [key: string]: never; }>;


export type ExplorerCustomersQuery = { customers: { nodes: Array<{ key: string, attributes: unknown }> } };

export type ExplorerTouchpointsQueryVariables = Exact<{ [key: string]: never; }>;


export type ExplorerTouchpointsQuery = { touchpoints: Array<{ key: string, name: string, kind: string, visits: number, channel: { key: string, name: string } }> };

export type ExplorerSegmentsQueryVariables = Exact<{ [key: string]: never; }>;


export type ExplorerSegmentsQuery = { segments: Array<{ key: string, name: string, size: number, problem: string | null }> };

export type SaveSegmentMutationVariables = Exact<{
  segment: SegmentInput;
}>;


export type SaveSegmentMutation = { upsertSegments: Array<{ key: string, name: string, size: number }> };

export type ExplorerStatusQueryVariables = Exact<{ [key: string]: never; }>;


export type ExplorerStatusQuery = { status: { synthetic: boolean, dataVersion: string, customers: number, journeys: number, interactions: number, touchpoints: number, oldest: string | null, newest: string | null, journeyGap: string, projection: { state: ProjectionState, progress: number | null, dataVersion: string | null } } };


export const ExplorerCatalogueDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExplorerCatalogue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channels"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1000"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"medium"}},{"kind":"Field","name":{"kind":"Name","value":"assisted"}}]}},{"kind":"Field","name":{"kind":"Name","value":"stages"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1000"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"position"}}]}},{"kind":"Field","name":{"kind":"Name","value":"goals"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1000"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"isDefault"}}]}}]}}]} as unknown as DocumentNode<ExplorerCatalogueQuery, ExplorerCatalogueQueryVariables>;
export const ExplorerCustomersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExplorerCustomers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"500"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"attributes"}}]}}]}}]}}]} as unknown as DocumentNode<ExplorerCustomersQuery, ExplorerCustomersQueryVariables>;
export const ExplorerTouchpointsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExplorerTouchpoints"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"touchpoints"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1000"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"visits"}},{"kind":"Field","name":{"kind":"Name","value":"channel"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<ExplorerTouchpointsQuery, ExplorerTouchpointsQueryVariables>;
export const ExplorerSegmentsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExplorerSegments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"segments"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1000"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"problem"}}]}}]}}]} as unknown as DocumentNode<ExplorerSegmentsQuery, ExplorerSegmentsQueryVariables>;
export const SaveSegmentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SaveSegment"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"segment"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SegmentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"upsertSegments"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"segments"},"value":{"kind":"ListValue","values":[{"kind":"Variable","name":{"kind":"Name","value":"segment"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"size"}}]}}]}}]} as unknown as DocumentNode<SaveSegmentMutation, SaveSegmentMutationVariables>;
export const ExplorerStatusDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExplorerStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"synthetic"}},{"kind":"Field","name":{"kind":"Name","value":"dataVersion"}},{"kind":"Field","name":{"kind":"Name","value":"customers"}},{"kind":"Field","name":{"kind":"Name","value":"journeys"}},{"kind":"Field","name":{"kind":"Name","value":"interactions"}},{"kind":"Field","name":{"kind":"Name","value":"touchpoints"}},{"kind":"Field","name":{"kind":"Name","value":"oldest"}},{"kind":"Field","name":{"kind":"Name","value":"newest"}},{"kind":"Field","name":{"kind":"Name","value":"journeyGap"}},{"kind":"Field","name":{"kind":"Name","value":"projection"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"progress"}},{"kind":"Field","name":{"kind":"Name","value":"dataVersion"}}]}}]}}]}}]} as unknown as DocumentNode<ExplorerStatusQuery, ExplorerStatusQueryVariables>;