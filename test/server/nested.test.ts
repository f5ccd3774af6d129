// Nested reads over HTTP, in both directions, and the number of reads of the store.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { counting, startTestServer, type TestServer } from "../support/server.js";
import { SHOP } from "../support/smallLog.js";

let server: TestServer;
let calls: string[];

beforeAll(async () => {
  server = await startTestServer({
    log: SHOP,
    wrap: (store) => {
      const counted = counting(store);
      calls = counted.calls;
      return counted.store;
    },
  });
  await server.service.ready();
});
afterAll(() => server.close());

async function read(query: string, variables?: Record<string, unknown>) {
  calls.length = 0;
  const { data, errors } = await server.ask(query, variables);
  expect(errors).toBeUndefined();
  return data;
}

describe("nested reads", () => {
  it("a page of customers with everything below costs one read per level", async () => {
    const data = await read(`{
      customers(first: 20) { nodes { key attributes journeys { nodes { key name startedAt length value
        channels { key } stages { key }
        interactions { nodes { key position at wait initiatedBy touchpoint { key name channel { key medium } stage { key } visits starts ends }
          journey { customer { key } } intendedChannel { name } sources { number name } } } } } } }
    }`);
    expect(calls.sort()).toEqual(["catalogue", "customerPage", "origins", "sources", "touchpointCounts"]);
    expect(data.customers.nodes.map((c: { key: string }) => c.key)).toEqual(["dot", "cy", "ben", "ana"]);
    const ana = data.customers.nodes[3];
    expect(ana.attributes).toEqual({ region: "North" });
    const [journey] = ana.journeys.nodes;
    expect(journey).toMatchObject({ name: null, startedAt: "2026-01-05T09:00:00.000Z", length: 3, value: 19.99 });
    expect(journey.channels.map((c: { key: string }) => c.key)).toEqual(["search", "web", "store"]);
    expect(journey.interactions.nodes[1]).toMatchObject({
      position: 2,
      wait: "PT10M",
      touchpoint: { key: "web/site", channel: { key: "web", medium: "ONLINE" }, visits: 5, starts: 2, ends: 2 },
      sources: [{ number: 1, name: "small.csv" }],
    });
    // There are two journeys, and the later one comes first.
    expect(data.customers.nodes[1].journeys.nodes.map((j: { length: number }) => j.length)).toEqual([3, 1]);
    expect(data.customers.nodes[1].journeys.nodes[0].interactions.nodes[0].initiatedBy).toBe("BRAND");
  });

  it("journeys with their customers are two reads, whatever the length of the page", async () => {
    const data = await read(
      "{ journeys(first: 3) { nodes { startedAt customer { key journeys { nodes { key } } } } } }",
    );
    expect(calls.sort()).toEqual(["customers", "journeyPage"]);
    expect(data.journeys.nodes.map((j: { customer: { key: string } }) => j.customer.key)).toEqual(["dot", "cy", "ben"]);
  });

  it("pages forward by cursor, and counts only if selected", async () => {
    const keys: string[] = [];
    let after: string | null = null;
    do {
      const {
        journeys,
      }: { journeys: { nodes: { key: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } } } = await read(
        "query($after: String) { journeys(first: 2, after: $after) { nodes { key } pageInfo { endCursor hasNextPage hasPreviousPage startCursor } } }",
        { after },
      );
      expect(calls).toEqual(["journeyPage"]);
      keys.push(...journeys.nodes.map(({ key }) => key));
      after = journeys.pageInfo.hasNextPage ? journeys.pageInfo.endCursor : null;
    } while (after !== null);
    const { journeys } = await read("{ journeys(first: 1000) { totalCount nodes { key } } }");
    expect(calls.sort()).toEqual(["journeyPage", "status"]);
    expect(journeys.totalCount).toBe(5);
    expect(keys).toEqual(journeys.nodes.map(({ key }: { key: string }) => key));
  });

  it("a filtered page is chosen by the projection and loaded in one read", async () => {
    const query = `query($first: Int, $after: String) { journeys(first: $first, after: $after, filter: { touches: [{ kinds: ["Site"] }], minInteractions: 2 }) {
      totalCount edges { cursor node { key customer { key } } } pageInfo { hasNextPage } } }`;
    const { journeys } = await read(query, { first: 2 });
    expect(calls.sort()).toEqual(["customers", "journeys", "version"]);
    expect(journeys.totalCount).toBe(3);
    expect(journeys.edges.map((e: { node: { customer: { key: string } } }) => e.node.customer.key)).toEqual([
      "cy",
      "ben",
    ]);
    expect(journeys.pageInfo.hasNextPage).toBe(true);
    const next = await read(query, { first: 2, after: journeys.edges[1].cursor });
    expect(next.journeys.edges.map((e: { node: { customer: { key: string } } }) => e.node.customer.key)).toEqual([
      "ana",
    ]);
    expect(next.journeys.pageInfo.hasNextPage).toBe(false);
  });

  it("filters the journeys of all customers of a page in one scan", async () => {
    const data = await read(
      `{ customers { nodes { key journeys(filter: { reachedGoal: "bought" }) { totalCount nodes { length } } } } }`,
    );
    expect(calls.filter((call) => call !== "version").sort()).toEqual(["customerPage"]);
    expect(data.customers.nodes.map((c: { journeys: { totalCount: number } }) => c.journeys.totalCount)).toEqual([
      0, 1, 0, 1,
    ]);
  });

  it("reads a touchpoint with its edges, waits and journeys", async () => {
    const data = await read(`{ touchpoint(key: "web/site") { name kind owner visits starts ends
      transitionsTo { totalCount edges { node { key } count journeys probability isHandoff wait { n median } } }
      transitionsFrom(first: 1) { totalCount edges { cursor node { key } count } pageInfo { hasNextPage } }
      journeys(first: 2) { totalCount nodes { customer { key } } } } }`);
    const { touchpoint } = data;
    expect(touchpoint.transitionsTo.edges).toEqual([
      {
        node: { key: "phone/call" },
        count: 1,
        journeys: 1,
        probability: 0.2,
        isHandoff: true,
        wait: { n: 1, median: "PT30M" },
      },
      {
        node: { key: "store/purchase" },
        count: 1,
        journeys: 1,
        probability: 0.2,
        isHandoff: true,
        wait: { n: 1, median: "PT3H" },
      },
      {
        node: { key: "web/checkout" },
        count: 1,
        journeys: 1,
        probability: 0.2,
        isHandoff: false,
        wait: { n: 1, median: "PT15M" },
      },
    ]);
    expect(touchpoint.transitionsFrom).toMatchObject({
      totalCount: 2,
      edges: [{ node: { key: "search/ad" }, count: 2 }],
      pageInfo: { hasNextPage: true },
    });
    expect(touchpoint.journeys).toMatchObject({
      totalCount: 5,
      nodes: [{ customer: { key: "dot" } }, { customer: { key: "cy" } }],
    });
    expect(calls.filter((call) => call !== "version").sort()).toEqual([
      "catalogue",
      "customers",
      "edges",
      "journeys",
      "touchpointCounts",
    ]);
  });

  it("finds every object again by its id", async () => {
    const data =
      await read(`{ customer(key: "dot") { id journeys { nodes { id interactions { nodes { id touchpoint { id channel { id } } sources { id } } } } } }
      stages { id } goals { id } }`);
    const [journey] = data.customer.journeys.nodes;
    const [interaction] = journey.interactions.nodes;
    expect(interaction.id).toMatch(/^Interaction:j-[0-9a-f]{24}#d#1$/);
    const ids = [
      data.customer.id,
      journey.id,
      interaction.id,
      interaction.touchpoint.id,
      interaction.touchpoint.channel.id,
      interaction.sources[0].id,
      data.stages[0].id,
      data.goals[0].id,
    ];
    expect(ids.slice(3)).toEqual(["Touchpoint:web/site", "Channel:web", "Source:1", "Stage:awareness", "Goal:bought"]);
    const { nodes } = await read("query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }", {
      ids: [...ids, "Customer:nobody", "Source:99"],
    });
    expect(nodes).toEqual([...ids.map((id) => ({ __typename: id.split(":")[0], id })), null, null]);
    const { node } = await read(
      "query($id: ID!) { node(id: $id) { ... on Interaction { key at journey { name } } } }",
      { id: interaction.id },
    );
    expect(node).toEqual({ key: "d#1", at: "2026-01-30T20:00:00.000Z", journey: { name: "given" } });
  });

  it("shows a journey as a route at every grain", async () => {
    const data = await read(`{ customer(key: "cy") { journeys(first: 1) { nodes {
      touchpoints: route { key label isHandoff wait { n median } touchpoint { key } channel { key } stage { key } kind }
      channels: route(options: { grain: CHANNEL, repeats: COLLAPSE }) { key wait { median } channel { medium } }
      hidden: route(options: { grain: STAGE, hide: [{ channels: ["Mail"] }] }) { key stage { name } } } } } }`);
    const [journey] = data.customer.journeys.nodes;
    expect(journey.touchpoints[1]).toEqual({
      key: "web/site",
      label: "Site",
      isHandoff: true,
      wait: { n: 1, median: "PT30M" },
      touchpoint: { key: "web/site" },
      channel: { key: "web" },
      stage: null,
      kind: "Site",
    });
    expect(journey.channels).toEqual([
      { key: "mail", wait: { median: null }, channel: { medium: null } },
      { key: "web", wait: { median: "PT30M" }, channel: { medium: "ONLINE" } },
    ]);
    expect(journey.hidden).toEqual([
      { key: "(none)", stage: null },
      { key: "purchase", stage: { name: "Purchase" } },
    ]);
  });
});
