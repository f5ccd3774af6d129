// Tests the largest data that a store can hold: 65,535 touchpoints, 2,000 of them on one channel, and 100,000
// interactions of one customer. Every field of the schema is queried on its shortest path. Each query must be answered,
// or refused because of its price.
import { getNamedType, isLeafType } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { API_SOURCE, type GraphStore } from "../../src/graph/store.js";
import { MAX_TOUCHPOINTS } from "../../src/model/catalogue.js";
import { MAX_INTERACTIONS_PER_CUSTOMER, NOTHING_KNOWN } from "../../src/model/interaction.js";
import { schema } from "../../src/resolvers/schema.js";
import { leavesOf, pathsOf, queryOf } from "../support/schemaPaths.js";
import { startTestServer, type TestServer } from "../support/server.js";

const ON_ONE_CHANNEL = 2_000;
const BATCH = 10_000;
/** Arguments of generated queries, whatever they select. */
const NAME = "x";
const TOUCHPOINT = `${NAME}/${NAME}`;

let server: TestServer;

async function fill(store: GraphStore): Promise<void> {
  const touchpoints = Array.from({ length: MAX_TOUCHPOINTS }, (_, i) => {
    const channel = i < ON_ONE_CHANNEL ? NAME : `c${i % 60}`;
    return {
      key: i === 0 ? TOUCHPOINT : `${channel}/t${i}`,
      kind: i === 0 ? NAME : `kind ${i % 500}`,
      channel,
      stage: i % 3 === 0 ? NAME : null,
    };
  });
  const channels = [NAME, ...Array.from({ length: 60 }, (_, i) => `c${i}`)].map((key) => ({ key }));
  const goals = [{ key: NAME, name: NAME, selector: { touchpoints: [TOUCHPOINT] }, isDefault: true }];
  await store.upsertCatalogue({ channels, stages: [{ key: NAME }], touchpoints });
  await store.upsertCatalogue({ goals, segments: [{ key: NAME, name: NAME, rule: {} }] });
  const origins = touchpoints.map(({ key, kind, channel }) => ({
    source: API_SOURCE,
    touchpoint: key,
    kind,
    channel,
    stage: null,
    intended: null,
    initiatedBy: null,
  }));
  for (let from = 0; from < MAX_INTERACTIONS_PER_CUSTOMER; from += BATCH) {
    const rows = Array.from({ length: BATCH }, (_, i) => {
      const number = from + i;
      const origin = number % 5 === 0 ? 0 : number % MAX_TOUCHPOINTS;
      return {
        ...NOTHING_KNOWN,
        customer: NAME,
        id: `i${number}`,
        sequence: number,
        at: Date.UTC(2026, 0, 1) + number * 60_000,
        touchpoint: touchpoints[origin]!.key,
        origin,
        attributes: '{"text":"some words"}',
      };
    });
    await store.record({ origins, rows, replace: false, createNames: false });
  }
}

beforeAll(async () => {
  server = await startTestServer();
  await fill(server.store);
  await server.service.ready();
}, 600_000);
afterAll(() => server.close());

const QUERIES = [...pathsOf(schema())]
  .filter(([, path]) => path[0]!.parent === "Query")
  .map(([place, path]) => {
    const type = getNamedType(path.at(-1)!.field.type);
    const query = queryOf(path, isLeafType(type) ? "" : leavesOf(type).join(" ") || "__typename");
    const named = query
      .replaceAll(`touchpoints: ["${NAME}"]`, `touchpoints: ["${TOUCHPOINT}"]`)
      .replaceAll(`touchpoint(key: "${NAME}")`, `touchpoint(key: "${TOUCHPOINT}")`);
    return [place, named] as const;
  });
/** The codes that a generated query may get instead of an answer. */
const REFUSALS = /^(QUERY_TOO_EXPENSIVE|ANSWER_TOO_LARGE|UNKNOWN_NAME|BAD_ARGUMENT|BAD_PATTERN|NOT_FOUND|TIMEOUT)$/;

describe("the largest world", () => {
  it("contains what it should", async () => {
    const { data } = await server.ask("{ status { interactions touchpoints customers } }");
    expect(data.status).toEqual({
      interactions: MAX_INTERACTIONS_PER_CUSTOMER,
      touchpoints: MAX_TOUCHPOINTS,
      customers: 1,
    });
  });

  it.each(QUERIES)("%s is answered, or refused because of its price", async (_, query) => {
    const { status, errors = [] } = await server.ask(query);
    expect(status, query).toBeLessThan(500);
    for (const { extensions, message } of errors) expect(extensions.code, `${message}\n${query}`).toMatch(REFUSALS);
    expect(server.logged.join("\n"), query).toBe("");
  });

  it.each([
    "{ touchpoints { channel { touchpoints { channel { touchpoints { key } } } } } }",
    '{ customer(key: "x") { journeys { nodes { route { label } interactions(first: 1000) { nodes { touchpoint { channel { touchpoints { key } } } } } } } } }',
    "{ touchpoints { transitionsTo { nodes { key } } } }",
    "{ journeys { nodes { route { touchpoint { key } channel { key } stage { key } } } } }",
  ])("%s is refused", async (query) => {
    const { errors } = await server.ask(query);
    expect(errors![0]!.extensions.code).toBe("QUERY_TOO_EXPENSIVE");
  });

  it.each([
    "{ channels { key touchpoints { key } } }",
    '{ touchpoints(channel: "x") { key channel { key } } }',
    "{ touchpoints(first: 1000) { key transitionsTo(first: 1) { nodes { key } } } }",
    '{ customer(key: "x") { journeys { nodes { length route { label } } } } }',
    '{ customer(key: "x") { journeys { nodes { route(first: 10) { label wait { median } } interactions(first: 1000) { nodes { at attributes } pageInfo { endCursor } } } } } }',
  ])("%s is answered", async (query) => {
    const { data, errors } = await server.ask(query);
    expect(errors).toBeUndefined();
    expect(data).not.toBeNull();
  });
});
