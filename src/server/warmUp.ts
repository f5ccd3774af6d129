// Sends requests to the service itself, so that clients do not wait until Node has compiled the code. Otherwise, the
// first page takes about 40 ms, and so does the first long query, even if it is refused. During this time, no other
// request is served. A page of customers is requested before the service listens, because it needs only the store.
// Then, while the projection is being built, long queries of every kind are read, checked, priced and refused, a long
// body is read, and a long answer is written. The service is not ready before this is done (/readyz). A page of
// journeys is requested when the projection is built and the threads are warm.
//
// Each request runs in its own turn of the event loop. The requests grow from a few fields to many, so that no turn
// takes more than about 10 ms. Nothing is changed, and no question is asked.
import { randomUUID } from "node:crypto";
import { type ApolloServer, HeaderMap } from "@apollo/server";
import { GraphQLError, getOperationAST, parse } from "graphql";
import type { Context } from "../resolvers/context.js";
import { schema } from "../resolvers/schema.js";
import type { Service } from "../service/service.js";
import { ownTurn } from "../service/turns.js";
import { problemsOf } from "./admission.js";
import { answerText, claimed } from "./answerText.js";
import { PARSE_OPTIONS } from "./apollo.js";
import { readBodyJson } from "./bodyJson.js";
import { priceOf } from "./price.js";
import type { Sizes } from "./sizes.js";

const JOURNEY = `key startedAt endedAt length customer { key }
  interactions(first: 50) { nodes { at value wait touchpoint { key name channel { name } stage { name } } } }`;

export const WARM_UP_PAGES = {
  customers: `{ customers(first: 5) { nodes { key attributes journeys(first: 5) { nodes { ${JOURNEY} } } } } }`,
  journeys: `{ journeys(first: 20) { nodes { ${JOURNEY} } } }`,
} as const;

/** Resolves when the page is answered. An error is logged, and clients with the same request receive it too. */
export async function warmUpPage(
  apollo: ApolloServer<Context>,
  service: Service,
  page: keyof typeof WARM_UP_PAGES,
): Promise<void> {
  const scope = service.scope(new AbortController().signal);
  await apollo.executeOperation({ query: WARM_UP_PAGES[page] }, { contextValue: { service, scope } }).catch(() => {});
}

/** A request without variables is answered by Apollo up to this size. A larger one is only checked and priced. */
const ANSWERED = 100;
/** The sizes of a small store. */
const SOME_SIZES: Sizes = {
  touchpoints: 40,
  channels: 8,
  stages: 6,
  goals: 2,
  serviceLevels: 4,
  segments: 2,
  ruledSegments: 1,
  personas: 1,
  blueprints: 1,
  besideOnChannel: 5,
  besideInStage: 7,
  customers: 2_000,
  journeys: 3_000,
  interactions: 20_000,
};
/**
 * Sizes of the requests of each kind. Depending on the kind, a size is a number of rows, fields or values. Together,
 * the requests take about 0.2 s of the main thread.
 */
const SIZES = [20, 100, 400, 1_200];

const many = (count: number, text: (i: number) => string) => Array.from({ length: count }, (_, i) => text(i)).join(" ");

const RECORD =
  "mutation WarmUp($rows: [InteractionInput!]!) { recordInteractions(interactions: $rows) { accepted rejected { code } } }";

/** A row that is rejected with any catalogue, because its time cannot be read. */
function rowOf(i: number) {
  return {
    ...{
      id: `warm-up-${i}`,
      customer: "warm-up",
      touchpoint: "no such",
      at: "never",
      value: i / 7,
      cost: i,
      caseId: "c",
    },
    ...{ outcome: "FAILED", resolved: false, initiatedBy: "CUSTOMER", attributes: { i, list: [i], text: "text" } },
  };
}

interface Request {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/**
 * One request of each kind that takes long at first. These requests change nothing: a query is refused, or reads only
 * the status and single objects by key, and no row of the mutation can be recorded.
 */
export function longQueries(count: number, unique = ""): Request[] {
  const chain = many(count / 4, (i) => `fragment F${i} on Query { ...F${i + 1} }`);
  const last = `fragment F${Math.ceil(count / 4)} on Query { status { store } }`;
  return [
    { query: `{ ${many(count, (i) => `x${unique}${i}`)} }` },
    { query: `{ ${many(count * 3, (i) => `x${unique}${i}`)} }` },
    { query: `query Q${unique} { status { ${"store format ".repeat(count / 2)} } }` },
    { query: `query Q${unique}(${many(count, (i) => `$v${i}: Int`)}) { status { store } }` },
    { query: `query Q${unique} { status { store ${"@include(if: true) ".repeat(count / 2)} } }` },
    { query: `query Q${unique} { ...F0 } ${chain} ${last}` },
    { query: `query Q${unique} { touchpoints { ${"channel { ...F0 } ".repeat(count / 4)} } } ${chain} ${last}` },
    { query: `query Q${unique} { ${many(count / 4, (i) => `touchpoint(key: "${i}") { key }`)} }` },
    { query: `query Q${unique} { ${many(Math.min(count / 4, 40), (i) => `a${i}: touchpoint(key: "none") { key }`)} }` },
    { query: `query Q${unique} { ${"status { store settings { journeyGap } } ".repeat(count / 4)} }` },
    { query: many(count / 4, (i) => `query Q${unique}${i} { status { store } }`) },
    { query: `query Q${unique} { ${"touchpoints { channel { ".repeat(12)}key${" } }".repeat(12)} }` },
    { query: `query Q${unique} { node(id: ${"[".repeat(count / 2)}1${"]".repeat(count / 2)}) { id } }` },
    { query: `query Q${unique} { journeys(filter: { customers: [${many(count, (i) => `"${i}"`)}] }) { none } }` },
    {
      query: `query Q${unique}($c: [String!]) { journeys(filter: { customers: $c }) { totalCount } }`,
      variables: { c: Array.from({ length: count }, (_, i) => (i % 2 === 0 ? i : `${i}`)) },
    },
    {
      query: `query Q${unique}($c: [Int!]!) { journeys(filter: { customers: $c }) { totalCount } }`,
      variables: { c: Array.from({ length: count }, (_, i) => `${i}`) },
    },
    {
      query: `{ __schema { types { name kind fields { name ${many(count / 40, (i) => `t${i}: type { name }`)} } } } }`,
    },
    { query: RECORD, variables: { rows: Array.from({ length: count }, (_, i) => rowOf(i)) } },
    { query: `# ${unique}\n{ ${"touchpoints ".repeat(count)}` },
    { query: `query Q${unique} { ${"\n".repeat(count)} ${many(20, (i) => `no${i}\n`)} }` },
    { query: `query Q${unique} { touchpoints(search: "${"long ".repeat(count * 10)}") { key } }` },
  ];
}

/** Resolves when every kind of long query, body and answer has been processed, or earlier if `isOver` returns true. */
export async function warmUpLong(
  apollo: ApolloServer<Context>,
  service: Service,
  isOver: () => boolean,
): Promise<void> {
  const unique = `w${randomUUID().slice(0, 8)}_`;
  for (const size of SIZES)
    for (const request of longQueries(size, unique)) {
      await ownTurn();
      if (isOver()) return;
      if (size <= ANSWERED || request.variables !== undefined) await answerOne(apollo, service, request);
      else checkOne(request);
    }
  for (let size = 1; size <= 4; size++) {
    await ownTurn();
    if (isOver()) return;
    const rows = Array.from({ length: size * 300 }, (_, i) => ({
      ...{ at: `2026-01-01T00:00:${i}`, value: i / 3, customer: `customer ${i}`, list: [i, null, true, 2 ** 60 + i] },
    }));
    claimed(await answerText({ data: { rows } }));
    await readBodyJson(JSON.stringify({ query: "{ status { store } }", variables: { rows } }));
  }
}

/**
 * Processes a request as if it had come over HTTP. Errors are expected, because these requests are meant to be refused.
 */
async function answerOne(apollo: ApolloServer<Context>, service: Service, body: Request): Promise<void> {
  const headers = new HeaderMap([["content-type", "application/json"]]);
  const scope = service.scope(new AbortController().signal);
  const answer = await apollo
    .executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: "POST", headers, search: "", body },
      context: async () => ({ service, scope }),
    })
    .catch(() => null);
  if (answer?.body.kind === "complete") claimed(answer.body.string);
}

/** Reads, checks and prices a query without Apollo, because Apollo would keep the document in its cache. */
function checkOne({ query, variables = {} }: Request): void {
  try {
    const document = parse(query, PARSE_OPTIONS);
    const [problem] = problemsOf(schema(), document);
    if (problem !== undefined) return void problem.toJSON();
    const operation = getOperationAST(document);
    if (operation != null) priceOf(schema(), document, operation, variables, SOME_SIZES);
  } catch (error) {
    // The request was refused, as expected.
    if (!(error instanceof GraphQLError || error instanceof RangeError)) throw error;
  }
}
