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
    "query ExplorerCatalogue {\n  channels(first: 1000) {\n    key\n    name\n    medium\n    assisted\n  }\n  stages(first: 1000) {\n    key\n    name\n    position\n  }\n  goals(first: 1000) {\n    key\n    name\n    isDefault\n  }\n}": typeof types.ExplorerCatalogueDocument,
    "query ExplorerCustomers {\n  customers(first: 500) {\n    nodes {\n      key\n      attributes\n    }\n  }\n}": typeof types.ExplorerCustomersDocument,
    "query ExplorerTouchpoints {\n  touchpoints(first: 1000) {\n    key\n    name\n    kind\n    visits\n    channel {\n      key\n      name\n    }\n  }\n}": typeof types.ExplorerTouchpointsDocument,
    "query ExplorerSegments {\n  segments(first: 1000) {\n    key\n    name\n    size\n    problem\n  }\n}\n\nmutation SaveSegment($segment: SegmentInput!) {\n  upsertSegments(segments: [$segment]) {\n    key\n    name\n    size\n  }\n}": typeof types.ExplorerSegmentsDocument,
    "query ExplorerStatus {\n  status {\n    synthetic\n    dataVersion\n    customers\n    journeys\n    interactions\n    touchpoints\n    oldest\n    newest\n    journeyGap\n    projection {\n      state\n      progress\n      dataVersion\n    }\n  }\n}": typeof types.ExplorerStatusDocument,
};
const documents: Documents = {
    "query ExplorerCatalogue {\n  channels(first: 1000) {\n    key\n    name\n    medium\n    assisted\n  }\n  stages(first: 1000) {\n    key\n    name\n    position\n  }\n  goals(first: 1000) {\n    key\n    name\n    isDefault\n  }\n}": types.ExplorerCatalogueDocument,
    "query ExplorerCustomers {\n  customers(first: 500) {\n    nodes {\n      key\n      attributes\n    }\n  }\n}": types.ExplorerCustomersDocument,
    "query ExplorerTouchpoints {\n  touchpoints(first: 1000) {\n    key\n    name\n    kind\n    visits\n    channel {\n      key\n      name\n    }\n  }\n}": types.ExplorerTouchpointsDocument,
    "query ExplorerSegments {\n  segments(first: 1000) {\n    key\n    name\n    size\n    problem\n  }\n}\n\nmutation SaveSegment($segment: SegmentInput!) {\n  upsertSegments(segments: [$segment]) {\n    key\n    name\n    size\n  }\n}": types.ExplorerSegmentsDocument,
    "query ExplorerStatus {\n  status {\n    synthetic\n    dataVersion\n    customers\n    journeys\n    interactions\n    touchpoints\n    oldest\n    newest\n    journeyGap\n    projection {\n      state\n      progress\n      dataVersion\n    }\n  }\n}": types.ExplorerStatusDocument,
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
export function graphql(source: "query ExplorerCatalogue {\n  channels(first: 1000) {\n    key\n    name\n    medium\n    assisted\n  }\n  stages(first: 1000) {\n    key\n    name\n    position\n  }\n  goals(first: 1000) {\n    key\n    name\n    isDefault\n  }\n}"): (typeof documents)["query ExplorerCatalogue {\n  channels(first: 1000) {\n    key\n    name\n    medium\n    assisted\n  }\n  stages(first: 1000) {\n    key\n    name\n    position\n  }\n  goals(first: 1000) {\n    key\n    name\n    isDefault\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ExplorerCustomers {\n  customers(first: 500) {\n    nodes {\n      key\n      attributes\n    }\n  }\n}"): (typeof documents)["query ExplorerCustomers {\n  customers(first: 500) {\n    nodes {\n      key\n      attributes\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ExplorerTouchpoints {\n  touchpoints(first: 1000) {\n    key\n    name\n    kind\n    visits\n    channel {\n      key\n      name\n    }\n  }\n}"): (typeof documents)["query ExplorerTouchpoints {\n  touchpoints(first: 1000) {\n    key\n    name\n    kind\n    visits\n    channel {\n      key\n      name\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ExplorerSegments {\n  segments(first: 1000) {\n    key\n    name\n    size\n    problem\n  }\n}\n\nmutation SaveSegment($segment: SegmentInput!) {\n  upsertSegments(segments: [$segment]) {\n    key\n    name\n    size\n  }\n}"): (typeof documents)["query ExplorerSegments {\n  segments(first: 1000) {\n    key\n    name\n    size\n    problem\n  }\n}\n\nmutation SaveSegment($segment: SegmentInput!) {\n  upsertSegments(segments: [$segment]) {\n    key\n    name\n    size\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ExplorerStatus {\n  status {\n    synthetic\n    dataVersion\n    customers\n    journeys\n    interactions\n    touchpoints\n    oldest\n    newest\n    journeyGap\n    projection {\n      state\n      progress\n      dataVersion\n    }\n  }\n}"): (typeof documents)["query ExplorerStatus {\n  status {\n    synthetic\n    dataVersion\n    customers\n    journeys\n    interactions\n    touchpoints\n    oldest\n    newest\n    journeyGap\n    projection {\n      state\n      progress\n      dataVersion\n    }\n  }\n}"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;