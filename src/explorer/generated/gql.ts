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
    "query ExplorerCatalogue {\n  channels(first: 1000) {\n    key\n    name\n    medium\n    assisted\n  }\n  stages(first: 1000) {\n    key\n    name\n    position\n  }\n  goals(first: 1000) {\n    key\n    name\n    isDefault\n  }\n}\n\nquery ExplorerChannels {\n  visits(options: {grain: CHANNEL}, first: 1000) {\n    labels {\n      label {\n        key\n        label\n      }\n    }\n  }\n}": typeof types.ExplorerCatalogueDocument,
    "query ExplorerFindings($settings: HandoffSettings, $filter: JourneyFilter, $first: Int = 20) {\n  handoffs(settings: $settings, filter: $filter, first: $first) {\n    totals {\n      handoffs\n      settled\n      failed\n    }\n    handoffs {\n      from {\n        key\n        label\n      }\n      to {\n        key\n        label\n      }\n      settled\n      failed\n      failRate\n      baseline\n      excessFailures\n      ranked\n      significant\n      reasons {\n        reason\n        count\n      }\n    }\n    answer {\n      dataVersion\n      warnings\n    }\n  }\n}\n\nquery ExplorerEdge($from: PointSelector!, $to: PointSelector!, $filter: JourneyFilter) {\n  transitions(from: $from, to: $to, filter: $filter, first: 1) {\n    edges {\n      count\n      journeys\n      behind\n    }\n  }\n}": typeof types.ExplorerFindingsDocument,
    "fragment JourneyRow on Journey {\n  key\n  startedAt\n  endedAt\n  length\n  value\n  customer {\n    key\n  }\n  route(options: {grain: CHANNEL, repeats: COLLAPSE}, first: 9) {\n    key\n    label\n  }\n}\n\nquery ExplorerJourneys($filter: JourneyFilter, $first: Int = 25, $after: String) {\n  journeys(filter: $filter, first: $first, after: $after) {\n    nodes {\n      ...JourneyRow\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    totalCount\n  }\n}\n\nquery ExplorerCustomer($key: String!, $filter: JourneyFilter, $first: Int = 25, $after: String) {\n  customer(key: $key) {\n    key\n    attributes\n    segments {\n      key\n      name\n    }\n    journeys(filter: $filter, first: $first, after: $after) {\n      nodes {\n        ...JourneyRow\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      totalCount\n    }\n  }\n}\n\nquery ExplorerCustomerList($segment: String, $first: Int = 25, $after: String) {\n  customers(segment: $segment, first: $first, after: $after) {\n    nodes {\n      key\n      attributes\n      journeys(first: 1) {\n        totalCount\n        nodes {\n          startedAt\n        }\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    totalCount\n  }\n}": typeof types.JourneyRowFragmentDoc,
    "query ExplorerCustomerKey($key: String!) {\n  customer(key: $key) {\n    key\n  }\n  customers(first: 20) {\n    nodes {\n      key\n    }\n  }\n}": typeof types.ExplorerCustomerKeyDocument,
    "query ExplorerNames($ids: [ID!]!) {\n  nodes(ids: $ids) {\n    ... on Touchpoint {\n      key\n      name\n    }\n  }\n}": typeof types.ExplorerNamesDocument,
    "query ExplorerSegments {\n  segments(first: 1000) {\n    key\n    name\n    size\n    problem\n  }\n}\n\nmutation SaveSegment($segment: SegmentInput!) {\n  upsertSegments(segments: [$segment]) {\n    key\n    name\n    size\n  }\n}": typeof types.ExplorerSegmentsDocument,
    "query ExplorerStatus {\n  status {\n    synthetic\n    dataVersion\n    customers\n    journeys\n    interactions\n    touchpoints\n    oldest\n    newest\n    journeyGap\n    projection {\n      state\n      progress\n      dataVersion\n    }\n  }\n}": typeof types.ExplorerStatusDocument,
};
const documents: Documents = {
    "query ExplorerCatalogue {\n  channels(first: 1000) {\n    key\n    name\n    medium\n    assisted\n  }\n  stages(first: 1000) {\n    key\n    name\n    position\n  }\n  goals(first: 1000) {\n    key\n    name\n    isDefault\n  }\n}\n\nquery ExplorerChannels {\n  visits(options: {grain: CHANNEL}, first: 1000) {\n    labels {\n      label {\n        key\n        label\n      }\n    }\n  }\n}": types.ExplorerCatalogueDocument,
    "query ExplorerFindings($settings: HandoffSettings, $filter: JourneyFilter, $first: Int = 20) {\n  handoffs(settings: $settings, filter: $filter, first: $first) {\n    totals {\n      handoffs\n      settled\n      failed\n    }\n    handoffs {\n      from {\n        key\n        label\n      }\n      to {\n        key\n        label\n      }\n      settled\n      failed\n      failRate\n      baseline\n      excessFailures\n      ranked\n      significant\n      reasons {\n        reason\n        count\n      }\n    }\n    answer {\n      dataVersion\n      warnings\n    }\n  }\n}\n\nquery ExplorerEdge($from: PointSelector!, $to: PointSelector!, $filter: JourneyFilter) {\n  transitions(from: $from, to: $to, filter: $filter, first: 1) {\n    edges {\n      count\n      journeys\n      behind\n    }\n  }\n}": types.ExplorerFindingsDocument,
    "fragment JourneyRow on Journey {\n  key\n  startedAt\n  endedAt\n  length\n  value\n  customer {\n    key\n  }\n  route(options: {grain: CHANNEL, repeats: COLLAPSE}, first: 9) {\n    key\n    label\n  }\n}\n\nquery ExplorerJourneys($filter: JourneyFilter, $first: Int = 25, $after: String) {\n  journeys(filter: $filter, first: $first, after: $after) {\n    nodes {\n      ...JourneyRow\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    totalCount\n  }\n}\n\nquery ExplorerCustomer($key: String!, $filter: JourneyFilter, $first: Int = 25, $after: String) {\n  customer(key: $key) {\n    key\n    attributes\n    segments {\n      key\n      name\n    }\n    journeys(filter: $filter, first: $first, after: $after) {\n      nodes {\n        ...JourneyRow\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      totalCount\n    }\n  }\n}\n\nquery ExplorerCustomerList($segment: String, $first: Int = 25, $after: String) {\n  customers(segment: $segment, first: $first, after: $after) {\n    nodes {\n      key\n      attributes\n      journeys(first: 1) {\n        totalCount\n        nodes {\n          startedAt\n        }\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    totalCount\n  }\n}": types.JourneyRowFragmentDoc,
    "query ExplorerCustomerKey($key: String!) {\n  customer(key: $key) {\n    key\n  }\n  customers(first: 20) {\n    nodes {\n      key\n    }\n  }\n}": types.ExplorerCustomerKeyDocument,
    "query ExplorerNames($ids: [ID!]!) {\n  nodes(ids: $ids) {\n    ... on Touchpoint {\n      key\n      name\n    }\n  }\n}": types.ExplorerNamesDocument,
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
export function graphql(source: "query ExplorerCatalogue {\n  channels(first: 1000) {\n    key\n    name\n    medium\n    assisted\n  }\n  stages(first: 1000) {\n    key\n    name\n    position\n  }\n  goals(first: 1000) {\n    key\n    name\n    isDefault\n  }\n}\n\nquery ExplorerChannels {\n  visits(options: {grain: CHANNEL}, first: 1000) {\n    labels {\n      label {\n        key\n        label\n      }\n    }\n  }\n}"): (typeof documents)["query ExplorerCatalogue {\n  channels(first: 1000) {\n    key\n    name\n    medium\n    assisted\n  }\n  stages(first: 1000) {\n    key\n    name\n    position\n  }\n  goals(first: 1000) {\n    key\n    name\n    isDefault\n  }\n}\n\nquery ExplorerChannels {\n  visits(options: {grain: CHANNEL}, first: 1000) {\n    labels {\n      label {\n        key\n        label\n      }\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ExplorerFindings($settings: HandoffSettings, $filter: JourneyFilter, $first: Int = 20) {\n  handoffs(settings: $settings, filter: $filter, first: $first) {\n    totals {\n      handoffs\n      settled\n      failed\n    }\n    handoffs {\n      from {\n        key\n        label\n      }\n      to {\n        key\n        label\n      }\n      settled\n      failed\n      failRate\n      baseline\n      excessFailures\n      ranked\n      significant\n      reasons {\n        reason\n        count\n      }\n    }\n    answer {\n      dataVersion\n      warnings\n    }\n  }\n}\n\nquery ExplorerEdge($from: PointSelector!, $to: PointSelector!, $filter: JourneyFilter) {\n  transitions(from: $from, to: $to, filter: $filter, first: 1) {\n    edges {\n      count\n      journeys\n      behind\n    }\n  }\n}"): (typeof documents)["query ExplorerFindings($settings: HandoffSettings, $filter: JourneyFilter, $first: Int = 20) {\n  handoffs(settings: $settings, filter: $filter, first: $first) {\n    totals {\n      handoffs\n      settled\n      failed\n    }\n    handoffs {\n      from {\n        key\n        label\n      }\n      to {\n        key\n        label\n      }\n      settled\n      failed\n      failRate\n      baseline\n      excessFailures\n      ranked\n      significant\n      reasons {\n        reason\n        count\n      }\n    }\n    answer {\n      dataVersion\n      warnings\n    }\n  }\n}\n\nquery ExplorerEdge($from: PointSelector!, $to: PointSelector!, $filter: JourneyFilter) {\n  transitions(from: $from, to: $to, filter: $filter, first: 1) {\n    edges {\n      count\n      journeys\n      behind\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment JourneyRow on Journey {\n  key\n  startedAt\n  endedAt\n  length\n  value\n  customer {\n    key\n  }\n  route(options: {grain: CHANNEL, repeats: COLLAPSE}, first: 9) {\n    key\n    label\n  }\n}\n\nquery ExplorerJourneys($filter: JourneyFilter, $first: Int = 25, $after: String) {\n  journeys(filter: $filter, first: $first, after: $after) {\n    nodes {\n      ...JourneyRow\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    totalCount\n  }\n}\n\nquery ExplorerCustomer($key: String!, $filter: JourneyFilter, $first: Int = 25, $after: String) {\n  customer(key: $key) {\n    key\n    attributes\n    segments {\n      key\n      name\n    }\n    journeys(filter: $filter, first: $first, after: $after) {\n      nodes {\n        ...JourneyRow\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      totalCount\n    }\n  }\n}\n\nquery ExplorerCustomerList($segment: String, $first: Int = 25, $after: String) {\n  customers(segment: $segment, first: $first, after: $after) {\n    nodes {\n      key\n      attributes\n      journeys(first: 1) {\n        totalCount\n        nodes {\n          startedAt\n        }\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    totalCount\n  }\n}"): (typeof documents)["fragment JourneyRow on Journey {\n  key\n  startedAt\n  endedAt\n  length\n  value\n  customer {\n    key\n  }\n  route(options: {grain: CHANNEL, repeats: COLLAPSE}, first: 9) {\n    key\n    label\n  }\n}\n\nquery ExplorerJourneys($filter: JourneyFilter, $first: Int = 25, $after: String) {\n  journeys(filter: $filter, first: $first, after: $after) {\n    nodes {\n      ...JourneyRow\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    totalCount\n  }\n}\n\nquery ExplorerCustomer($key: String!, $filter: JourneyFilter, $first: Int = 25, $after: String) {\n  customer(key: $key) {\n    key\n    attributes\n    segments {\n      key\n      name\n    }\n    journeys(filter: $filter, first: $first, after: $after) {\n      nodes {\n        ...JourneyRow\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      totalCount\n    }\n  }\n}\n\nquery ExplorerCustomerList($segment: String, $first: Int = 25, $after: String) {\n  customers(segment: $segment, first: $first, after: $after) {\n    nodes {\n      key\n      attributes\n      journeys(first: 1) {\n        totalCount\n        nodes {\n          startedAt\n        }\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    totalCount\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ExplorerCustomerKey($key: String!) {\n  customer(key: $key) {\n    key\n  }\n  customers(first: 20) {\n    nodes {\n      key\n    }\n  }\n}"): (typeof documents)["query ExplorerCustomerKey($key: String!) {\n  customer(key: $key) {\n    key\n  }\n  customers(first: 20) {\n    nodes {\n      key\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ExplorerNames($ids: [ID!]!) {\n  nodes(ids: $ids) {\n    ... on Touchpoint {\n      key\n      name\n    }\n  }\n}"): (typeof documents)["query ExplorerNames($ids: [ID!]!) {\n  nodes(ids: $ids) {\n    ... on Touchpoint {\n      key\n      name\n    }\n  }\n}"];
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