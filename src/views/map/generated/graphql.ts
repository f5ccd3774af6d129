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

/** Whether journeys follow a blueprint. */
export type ConformsFilter = {
  /** Key of the blueprint. */
  blueprint: string;
  /** `false` selects the journeys that conform: they have no missing step, no ad hoc interaction and no step out of order. `true` selects the journeys that deviate. */
  deviating?: boolean | null | undefined;
  /** Version of the blueprint. By default, the latest one. */
  version?: number | null | undefined;
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

export type MapVisitsViewFragment = { totals: { journeys: number, customers: number, counted: number, interactions: number, otherLabels: number, otherInteractions: number }, labels: Array<{ interactions: number, journeys: number, share: number, label: { key: string, label: string, kind: string | null, channel: { key: string, name: string } | null, stage: { key: string, name: string, position: number | null } | null } }>, answer: { dataVersion: string, warnings: Array<string> } };

export type MapTransitionsViewFragment = { edges: Array<{ count: number, journeys: number, isHandoff: boolean | null, from: { key: string, label: string, channel: { key: string } | null }, to: { key: string, label: string, channel: { key: string } | null } }> };

export type MapPictureQueryVariables = Exact<{
  unit?: Unit | null | undefined;
  filter?: JourneyFilter | null | undefined;
}>;


export type MapPictureQuery = { visits: { answer: { leftOut: number, dataVersion: string, warnings: Array<string> }, totals: { journeys: number, customers: number, counted: number, interactions: number, otherLabels: number, otherInteractions: number }, labels: Array<{ interactions: number, journeys: number, share: number, label: { key: string, label: string, kind: string | null, channel: { key: string, name: string } | null, stage: { key: string, name: string, position: number | null } | null } }> }, transitions: { edges: Array<{ count: number, journeys: number, isHandoff: boolean | null, from: { key: string, label: string, channel: { key: string } | null }, to: { key: string, label: string, channel: { key: string } | null } }> } };

export const MapVisitsViewFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MapVisitsView"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Visits"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"journeys"}},{"kind":"Field","name":{"kind":"Name","value":"customers"}},{"kind":"Field","name":{"kind":"Name","value":"counted"}},{"kind":"Field","name":{"kind":"Name","value":"interactions"}},{"kind":"Field","name":{"kind":"Name","value":"otherLabels"}},{"kind":"Field","name":{"kind":"Name","value":"otherInteractions"}}]}},{"kind":"Field","name":{"kind":"Name","value":"labels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"label"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"channel"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"stage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"position"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"interactions"}},{"kind":"Field","name":{"kind":"Name","value":"journeys"}},{"kind":"Field","name":{"kind":"Name","value":"share"}}]}},{"kind":"Field","name":{"kind":"Name","value":"answer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dataVersion"}},{"kind":"Field","name":{"kind":"Name","value":"warnings"}}]}}]}}]} as unknown as DocumentNode<MapVisitsViewFragment, unknown>;
export const MapTransitionsViewFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MapTransitionsView"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Transitions"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"channel"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"to"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"channel"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"journeys"}},{"kind":"Field","name":{"kind":"Name","value":"isHandoff"}}]}}]}}]} as unknown as DocumentNode<MapTransitionsViewFragment, unknown>;
export const MapPictureDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MapPicture"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"unit"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Unit"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"JourneyFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"visits"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"unit"},"value":{"kind":"Variable","name":{"kind":"Name","value":"unit"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1000"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MapVisitsView"}},{"kind":"Field","name":{"kind":"Name","value":"answer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"leftOut"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"transitions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"unit"},"value":{"kind":"Variable","name":{"kind":"Name","value":"unit"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"300"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MapTransitionsView"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MapVisitsView"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Visits"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"journeys"}},{"kind":"Field","name":{"kind":"Name","value":"customers"}},{"kind":"Field","name":{"kind":"Name","value":"counted"}},{"kind":"Field","name":{"kind":"Name","value":"interactions"}},{"kind":"Field","name":{"kind":"Name","value":"otherLabels"}},{"kind":"Field","name":{"kind":"Name","value":"otherInteractions"}}]}},{"kind":"Field","name":{"kind":"Name","value":"labels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"label"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"channel"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"stage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"position"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"interactions"}},{"kind":"Field","name":{"kind":"Name","value":"journeys"}},{"kind":"Field","name":{"kind":"Name","value":"share"}}]}},{"kind":"Field","name":{"kind":"Name","value":"answer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dataVersion"}},{"kind":"Field","name":{"kind":"Name","value":"warnings"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MapTransitionsView"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Transitions"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"channel"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"to"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"channel"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"journeys"}},{"kind":"Field","name":{"kind":"Name","value":"isHandoff"}}]}}]}}]} as unknown as DocumentNode<MapPictureQuery, MapPictureQueryVariables>;