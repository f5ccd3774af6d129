/* eslint-disable */
import * as types from './graphql.js';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "fragment MapVisitsView on Visits {\n  totals {\n    journeys\n    customers\n    counted\n    interactions\n    otherLabels\n    otherInteractions\n  }\n  labels {\n    label {\n      key\n      label\n      kind\n      channel {\n        key\n        name\n      }\n      stage {\n        key\n        name\n        position\n      }\n    }\n    interactions\n    journeys\n    share\n  }\n  answer {\n    dataVersion\n    warnings\n  }\n}\n\nfragment MapTransitionsView on Transitions {\n  edges {\n    from {\n      key\n      label\n      channel {\n        key\n      }\n    }\n    to {\n      key\n      label\n      channel {\n        key\n      }\n    }\n    count\n    journeys\n    isHandoff\n  }\n}\n\nquery MapPicture($unit: Unit, $filter: JourneyFilter) {\n  visits(unit: $unit, filter: $filter, first: 1000) {\n    ...MapVisitsView\n    answer {\n      leftOut\n    }\n  }\n  transitions(unit: $unit, filter: $filter, first: 300) {\n    ...MapTransitionsView\n  }\n}": typeof types.MapVisitsViewFragmentDoc,
};
const documents: Documents = {
    "fragment MapVisitsView on Visits {\n  totals {\n    journeys\n    customers\n    counted\n    interactions\n    otherLabels\n    otherInteractions\n  }\n  labels {\n    label {\n      key\n      label\n      kind\n      channel {\n        key\n        name\n      }\n      stage {\n        key\n        name\n        position\n      }\n    }\n    interactions\n    journeys\n    share\n  }\n  answer {\n    dataVersion\n    warnings\n  }\n}\n\nfragment MapTransitionsView on Transitions {\n  edges {\n    from {\n      key\n      label\n      channel {\n        key\n      }\n    }\n    to {\n      key\n      label\n      channel {\n        key\n      }\n    }\n    count\n    journeys\n    isHandoff\n  }\n}\n\nquery MapPicture($unit: Unit, $filter: JourneyFilter) {\n  visits(unit: $unit, filter: $filter, first: 1000) {\n    ...MapVisitsView\n    answer {\n      leftOut\n    }\n  }\n  transitions(unit: $unit, filter: $filter, first: 300) {\n    ...MapTransitionsView\n  }\n}": types.MapVisitsViewFragmentDoc,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment MapVisitsView on Visits {\n  totals {\n    journeys\n    customers\n    counted\n    interactions\n    otherLabels\n    otherInteractions\n  }\n  labels {\n    label {\n      key\n      label\n      kind\n      channel {\n        key\n        name\n      }\n      stage {\n        key\n        name\n        position\n      }\n    }\n    interactions\n    journeys\n    share\n  }\n  answer {\n    dataVersion\n    warnings\n  }\n}\n\nfragment MapTransitionsView on Transitions {\n  edges {\n    from {\n      key\n      label\n      channel {\n        key\n      }\n    }\n    to {\n      key\n      label\n      channel {\n        key\n      }\n    }\n    count\n    journeys\n    isHandoff\n  }\n}\n\nquery MapPicture($unit: Unit, $filter: JourneyFilter) {\n  visits(unit: $unit, filter: $filter, first: 1000) {\n    ...MapVisitsView\n    answer {\n      leftOut\n    }\n  }\n  transitions(unit: $unit, filter: $filter, first: 300) {\n    ...MapTransitionsView\n  }\n}"): (typeof documents)["fragment MapVisitsView on Visits {\n  totals {\n    journeys\n    customers\n    counted\n    interactions\n    otherLabels\n    otherInteractions\n  }\n  labels {\n    label {\n      key\n      label\n      kind\n      channel {\n        key\n        name\n      }\n      stage {\n        key\n        name\n        position\n      }\n    }\n    interactions\n    journeys\n    share\n  }\n  answer {\n    dataVersion\n    warnings\n  }\n}\n\nfragment MapTransitionsView on Transitions {\n  edges {\n    from {\n      key\n      label\n      channel {\n        key\n      }\n    }\n    to {\n      key\n      label\n      channel {\n        key\n      }\n    }\n    count\n    journeys\n    isHandoff\n  }\n}\n\nquery MapPicture($unit: Unit, $filter: JourneyFilter) {\n  visits(unit: $unit, filter: $filter, first: 1000) {\n    ...MapVisitsView\n    answer {\n      leftOut\n    }\n  }\n  transitions(unit: $unit, filter: $filter, first: 300) {\n    ...MapTransitionsView\n  }\n}"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;