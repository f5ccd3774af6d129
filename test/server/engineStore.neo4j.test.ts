// Tests of the service with ENGINE=store. There is no projection. Neo4j answers some questions itself, over HTTP, and
// everything else is refused with the argument's path and the remedy. The complete worked cases that Neo4j can answer
// are tested too.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { handCasesSuite, WITHOUT_CASES } from "../support/handCasesSuite.js";
import { emptyDatabase, openEmptyStore, openStore, WITHOUT_NEO4J } from "../support/neo4j.js";
import { startTestServer, type TestServer } from "../support/server.js";

const at = (minute: number) => `2026-01-01T09:${String(minute).padStart(2, "0")}:00Z`;
const row = (customer: string, channel: string, kind: string, minute: number) => ({
  customer,
  channel,
  kind,
  time: at(minute),
});
const log = {
  rows: [
    row("ana", "Search", "Ad", 0),
    row("ana", "Web", "Site", 5),
    row("ana", "Web", "Buy", 9),
    row("ben", "Search", "Ad", 1),
    row("ben", "Store", "Buy", 30),
  ],
  catalogue: { goals: [{ key: "bought", name: "Bought", selector: { kinds: ["Buy"] }, isDefault: true }] },
};

describe.skipIf(WITHOUT_NEO4J)(`ENGINE=store${WITHOUT_NEO4J ? ` (skipped: ${WITHOUT_NEO4J})` : ""}`, () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ open: openEmptyStore, log, engine: "store" });
  });
  afterAll(() => server.close());

  it("is ready at once, and status reports that no projection is built", async () => {
    const ready = await fetch(`${server.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([200, { status: "ready" }]);
    const { data } = await server.ask("{ status { store journeys newest projection { state dataVersion bytes } } }");
    expect(data.status).toEqual({
      store: "NEO4J",
      journeys: 2,
      newest: null,
      projection: { state: "NONE", dataVersion: null, bytes: null },
    });
  });

  it("answers the three questions, with examples and the objects of labels", async () => {
    const { data, errors } = await server.ask(`{
      commonRoutes(from: { channels: ["search"] }, to: { goal: "bought" }) {
        totals { matched completed shown }
        routes { label journeys duration { median } exampleJourneys { customer { key } } steps { touchpoint { name } isHandoff } }
        answer { dataVersion settings }
      }
      transitions(first: 1) { totals { shown otherRoutes } edges { from { key isStart } to { key } count probability } }
      handoffs { totals { handoffs settled } handoffs { from { key } to { channel { name } } count significant baseline ranked } }
    }`);
    expect(errors).toBeUndefined();
    expect(data.commonRoutes.totals).toEqual({ matched: 2, completed: 2, shown: 2 });
    expect(data.commonRoutes.routes[0]).toEqual({
      label: "Ad → Buy",
      journeys: 1,
      duration: { median: "PT29M" },
      exampleJourneys: [{ customer: { key: "ben" } }],
      steps: [
        { touchpoint: { name: "Ad" }, isHandoff: null },
        { touchpoint: { name: "Buy" }, isHandoff: true },
      ],
    });
    expect(data.transitions).toEqual({
      totals: { shown: 2, otherRoutes: 5 },
      edges: [{ from: { key: "START", isStart: true }, to: { key: "search/ad" }, count: 2, probability: 1 }],
    });
    expect(data.handoffs.totals).toEqual({ handoffs: 2, settled: 0 });
    expect(data.handoffs.handoffs[0]).toEqual({
      from: { key: "search" },
      to: { channel: { name: "Store" } },
      count: 1,
      significant: null,
      baseline: null,
      ranked: false,
    });
    expect(data.commonRoutes.answer.dataVersion).toBe(String(await server.store.version()));
  });

  it("sees everything that was recorded before the question, and asks Neo4j again only then", async () => {
    const journeys = async () =>
      (await server.ask("{ transitions { totals { journeys } } }")).data.transitions.totals.journeys;
    const before = await journeys();
    await server.ask(
      `mutation { recordInteractions(interactions: [{ customer: "cyd", touchpoint: "web/site", at: "2026-01-01T10:00:00Z" }]) { accepted } }`,
    );
    expect(await journeys()).toBe(before + 1);
    await server.ask(`mutation { eraseCustomer(key: "cyd") { found } }`);
    expect(await journeys()).toBe(before);
  });

  it.each([
    ["commonRoutes(options: { hide: [{ any: true }] }) { totals { counted } }", "options.hide"],
    ["commonRoutes(options: { via: [{ any: true }] }) { totals { counted } }", "options.via"],
    ["commonRoutes(options: { exclude: [{ any: true }] }) { totals { counted } }", "options.exclude"],
    ["commonRoutes(options: { startAt: LAST }) { totals { counted } }", "options.startAt"],
    ["commonRoutes(options: { minSteps: 2 }) { totals { counted } }", "options.minSteps"],
    ["commonRoutes(options: { maxSteps: 2 }) { totals { counted } }", "options.maxSteps"],
    ['commonRoutes(from: { property: { key: "a", in: ["b"] } }) { totals { counted } }', "property"],
    ['commonRoutes(to: { not: { goal: "bought" } }) { totals { counted } }', "property"],
    ["transitions(adjacency: EVENTUALLY) { totals { counted } }", "adjacency"],
    ["transitions(previous: { any: true }) { totals { counted } }", "previous"],
    ["transitions(options: { hide: [{ any: true }] }) { totals { counted } }", "options.hide"],
    ['transitions(filter: { attributes: [{ key: "a", in: ["b"] }] }) { totals { counted } }', "filter.attributes"],
    ["transitions(filter: { touches: [{ any: true }] }) { totals { counted } }", "filter.touches"],
    ["transitions(filter: { avoids: [{ any: true }] }) { totals { counted } }", "filter.avoids"],
    ['transitions(filter: { reachedGoal: "bought" }) { totals { counted } }', "filter.reachedGoal"],
    ["transitions(filter: { minInteractions: 2 }) { totals { counted } }", "filter.minInteractions"],
    ['customerAttributes(search: "a") { key }', "customerAttributes"],
    ["journeys(first: 1) { nodes { handoffs { totalCount } } }", "Journey.handoffs"],
    ["handoffs(filter: { maxInteractions: 2 }) { totals { handoffs } }", "filter.maxInteractions"],
    ["handoffs(settings: { grain: TOUCHPOINT }) { totals { handoffs } }", "settings.grain"],
    ["handoffs(settings: { minEffect: 0.1 }) { totals { handoffs } }", "settings.minEffect"],
    ["handoffs(settings: { baselineBy: TARGET }) { totals { handoffs } }", "settings.baselineBy"],
    ["journeys(filter: { minInteractions: 2 }) { totalCount }", "filter"],
    ['touchpoint(key: "web/site") { journeys { nodes { key } } }', "filter"],
    ['touchpoint(key: "web/site") { transitionsTo { edges { wait { median } } } }', "wait"],
  ])("refuses %s", async (query, argument) => {
    const { errors } = await server.ask(`{ ${query} }`);
    expect(errors?.[0]?.extensions).toMatchObject({
      code: "UNSUPPORTED_IN_STORE",
      argument,
      remedy: expect.stringContaining("ENGINE=projection"),
    });
  });

  it("refuses invalid arguments like the projection", async () => {
    const codeOf = async (query: string) => (await server.ask(`{ ${query} }`)).errors?.[0]?.extensions.code;
    expect(await codeOf('commonRoutes(options: { within: "P1D" }) { totals { counted } }')).toBe(
      "OPTION_DOES_NOT_APPLY",
    );
    expect(await codeOf("transitions(options: { startAt: LAST }) { totals { counted } }")).toBe(
      "OPTION_DOES_NOT_APPLY",
    );
    expect(await codeOf('commonRoutes(from: { kinds: ["Bye"] }) { totals { counted } }')).toBe("UNKNOWN_NAME");
    expect(await codeOf('handoffs(from: { kinds: ["Buy"] }) { totals { handoffs } }')).toBe("OPTION_DOES_NOT_APPLY");
    expect(await codeOf("transitions(first: 0) { totals { counted } }")).toBe("BAD_ARGUMENT");
    expect(
      await codeOf(
        'transitions(filter: { startedFrom: "2026-02-01T00:00:00Z", startedBefore: "2026-01-01T00:00:00Z" }) { totals { counted } }',
      ),
    ).toBe("BAD_ARGUMENT");
  });

  it("gives the same answers if it only reads, and changes nothing", async () => {
    const reader = await startTestServer({ open: () => openStore(), engine: "store", readOnly: true });
    const question = "{ commonRoutes { totals { counted } routes { label } } handoffs { totals { handoffs } } }";
    expect((await reader.ask(question)).data).toEqual((await server.ask(question)).data);
    const { errors } = await reader.ask('mutation { eraseCustomer(key: "ana") { found } }');
    expect(errors?.[0]?.extensions.code).toBe("READ_ONLY");
    await reader.close();
  });

  it("reads the graph without a projection", async () => {
    const { data, errors } = await server.ask(
      "{ journeys(first: 1) { nodes { customer { key } route(options: { grain: CHANNEL }) { key } interactions { nodes { touchpoint { key } } } } } }",
    );
    expect(errors).toBeUndefined();
    expect(data.journeys.nodes[0].route.map((step: { key: string }) => step.key)).toEqual(["search", "store"]);
  });
});

const why = WITHOUT_CASES ?? WITHOUT_NEO4J;
describe.skipIf(why !== null)(`worked cases, ENGINE=store${why === null ? "" : ` (skipped: ${why})`}`, () => {
  handCasesSuite(emptyDatabase, () => openStore(), "store");
});
