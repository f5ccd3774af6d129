// From a number to its journeys over HTTP: a row's `behind`, given back as a filter, leaves as many journeys as the row says.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestServer, type TestServer } from "../support/server.js";
import type { SmallLog } from "../support/smallLog.js";

const row = (customer: string, channel: string, kind: string, time: string) => ({
  customer,
  channel,
  kind,
  time: `2026-01-${time}:00Z`,
});
const LOG: SmallLog = {
  rows: [
    row("ana", "Web", "Ad", "01T09:00"),
    row("ana", "Web", "Cart", "01T09:10"),
    row("ana", "Store", "Visit", "02T09:00"),
    row("ana", "Web", "Buy", "02T10:00"),
    row("bob", "Web", "Ad", "01T09:00"),
    row("bob", "Store", "Visit", "01T12:00"),
    row("bob", "Web", "Cart", "01T12:30"),
    row("cyd", "App", "Ad", "03T09:00"),
    row("cyd", "Web", "Buy", "03T10:00"),
    row("dan", "Web", "Ad", "28T09:00"),
  ],
  attributes: { ana: { region: "north" } },
  catalogue: { goals: [{ key: "bought", name: "Bought", selector: { kinds: ["buy"] }, isDefault: true }] },
};
const JOURNEYS = `query($filter: JourneyFilter, $first: Int, $after: String) {
  journeys(filter: $filter, first: $first, after: $after) {
    totalCount nodes { customer { key } } pageInfo { hasNextPage endCursor } } }`;
const HANDOFFS = `handoffs(settings: { minSupport: 1 }) { handoffs {
  from { key } to { key } journeys failedJourneys behind failed: behind(of: FAILED) reasons { count behind } } }`;

describe("behind", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ log: LOG });
  });
  afterAll(() => server.close());

  async function ask(query: string, variables?: Record<string, unknown>) {
    const { data, errors } = await server.ask(query, variables);
    expect(errors).toBeUndefined();
    return data;
  }
  const count = async (behind: string, filter: object = {}): Promise<number> =>
    (await ask(JOURNEYS, { filter: { ...filter, behind } })).journeys.totalCount;
  const customersOf = async (filter: object): Promise<string[]> =>
    (await ask(JOURNEYS, { filter })).journeys.nodes.map((j: { customer: { key: string } }) => j.customer.key).sort();
  const refused = async (filter: object) => (await server.ask(JOURNEYS, { filter })).errors![0]!.extensions;
  const named = (question: string, asked: unknown, of: unknown): string =>
    Buffer.from(JSON.stringify([question, asked, of])).toString("base64url");

  it("opens each row and each total of every question", async () => {
    const { commonRoutes, transitions, eventually, handoffs, flow, pathMatches, ends, interactionsToGoal, loops } =
      await ask(`{
      commonRoutes(from: { kinds: ["ad"] }, to: { kinds: ["Buy"] }, options: { within: "P1D", repeats: COLLAPSE, grain: CHANNEL }) {
        totals { matched completed counted dropped pending open
          MATCHED: behind(of: MATCHED) COMPLETED: behind(of: COMPLETED) COUNTED: behind DROPPED: behind(of: DROPPED)
          PENDING: behind(of: PENDING) OPEN: behind(of: OPEN) }
        routes { label journeys behind } }
      transitions(previous: { channels: ["web"] }, from: { channels: ["web"] }, options: { hide: [{ kinds: ["cart"] }] }) {
        edges { journeys behind } totals { open behind(of: OPEN) } }
      eventually: transitions(adjacency: EVENTUALLY, filter: { avoids: [{ channels: ["app"] }] }) { edges { journeys behind } }
      ${HANDOFFS}
      flow(anchor: { kinds: ["ad"] }, rowsPerStep: 1) {
        totals { counted behind }
        steps { nodes { point { key } journeys dropOff behind DROP_OFF: behind(of: DROP_OFF) } }
        edges { journeys behind } }
      ends { totals { open behind(of: OPEN) } entries { journeys behind } exits { journeys: open behind(of: OPEN) } }
      loops(options: { grain: CHANNEL }) { totals { counted behind } labels { journeys: againJourneys behind } returns { journeys behind } }
      interactionsToGoal(upTo: 2) { totals { dropped behind(of: DROPPED) } histogram { journeys behind } }
      pathMatches(pattern: "kind:ad .* channel:store") { totals { matched open behind OPEN: behind(of: OPEN) } steps { journeys behind } }
    }`);
    const rows: { journeys: number; behind: string }[] = [
      ...["matched", "completed", "counted", "dropped", "pending", "open"].map((part) => ({
        journeys: commonRoutes.totals[part],
        behind: commonRoutes.totals[part.toUpperCase()],
      })),
      ...commonRoutes.routes,
      ...transitions.edges,
      { journeys: transitions.totals.open, behind: transitions.totals.behind },
      ...eventually.edges,
      ...handoffs.handoffs,
      ...handoffs.handoffs.map((h: any) => ({ journeys: h.failedJourneys, behind: h.failed })),
      ...flow.steps.flatMap(({ nodes }: any) =>
        nodes.flatMap((n: any) => [n, { journeys: n.dropOff, behind: n.DROP_OFF }]),
      ),
      ...flow.edges,
      { journeys: flow.totals.counted, behind: flow.totals.behind },
      { journeys: pathMatches.totals.matched, behind: pathMatches.totals.behind },
      { journeys: pathMatches.totals.open, behind: pathMatches.totals.OPEN },
      ...pathMatches.steps,
      { journeys: loops.totals.counted, behind: loops.totals.behind },
      ...loops.labels,
      ...loops.returns,
      ...ends.entries,
      ...ends.exits,
      { journeys: ends.totals.open, behind: ends.totals.behind },
      ...interactionsToGoal.histogram,
      { journeys: interactionsToGoal.totals.dropped, behind: interactionsToGoal.totals.behind },
    ];
    expect(flow.steps.flatMap(({ nodes }: any) => nodes.map(({ point }: any) => point.key))).toContain("OTHER");
    expect(rows.filter(({ journeys }) => journeys > 0).length).toBeGreaterThan(25);
    for (const { journeys, behind } of rows)
      expect(await count(behind), Buffer.from(behind, "base64url").toString()).toBe(journeys);
  });

  it("pages through them, and narrows further questions, also to rows of rows", async () => {
    const { flow } = await ask(`{ flow(anchor: { any: true }) { totals { behind } } }`);
    const { behind } = flow.totals;
    const filter = { behind };
    const first = (await ask(JOURNEYS, { filter, first: 3 })).journeys;
    expect([first.totalCount, first.nodes.length, first.pageInfo.hasNextPage]).toEqual([4, 3, true]);
    const next = (await ask(JOURNEYS, { filter, first: 3, after: first.pageInfo.endCursor })).journeys;
    expect([next.totalCount, next.nodes.length, next.pageInfo.hasNextPage]).toEqual([4, 1, false]);

    const ROUTES = `query($filter: JourneyFilter) { commonRoutes(filter: $filter, from: { kinds: ["ad"] }, to: { kinds: ["buy"] }) {
      totals { journeys counted behind answered: behind(of: COMPLETED) } answer { settings } } }`;
    const once = (await ask(ROUTES, { filter: { behind, touches: [{ channels: ["store"] }] } })).commonRoutes;
    expect([once.totals.journeys, once.totals.counted]).toEqual([2, 1]);
    expect(once.answer.settings.filter).toEqual({ behind, touches: [{ channels: ["store"] }] });
    const twice = (await ask(ROUTES, { filter: { behind: once.totals.behind } })).commonRoutes;
    expect(twice.totals).toMatchObject({ journeys: 1, counted: 1 });
    expect(await customersOf({ behind: twice.totals.behind })).toEqual(["ana"]);
    const thrice = (await ask(ROUTES, { filter: { behind: twice.totals.behind } })).commonRoutes;
    expect(await refused({ behind: thrice.totals.behind })).toMatchObject({
      code: "BAD_ARGUMENT",
      argument: "filter.behind",
    });
  });

  it("follows the data", async () => {
    const { transitions } = await ask(
      `{ transitions(from: { kinds: ["ad"] }, to: { channels: ["store"] }) { edges { journeys behind } } }`,
    );
    const [edge] = transitions.edges;
    expect([edge.journeys, await count(edge.behind)]).toEqual([1, 1]);
    await ask(`mutation { recordInteractions(interactions: [
      { customer: "eve", touchpoint: "web/ad", at: "2026-01-10T09:00:00Z" }
      { customer: "eve", touchpoint: "store/visit", at: "2026-01-10T10:00:00Z" }]) { accepted } }`);
    expect(await customersOf({ behind: edge.behind })).toEqual(["bob", "eve"]);
    await ask(`mutation { eraseCustomer(key: "eve") { found } }`);
    expect(await customersOf({ behind: edge.behind })).toEqual(["bob"]);
  });

  it("makes the customers of a row's journeys a segment", async () => {
    const { handoffs } = (await ask(`{ ${HANDOFFS} }`)).handoffs;
    const broken = handoffs.find((h: any) => h.from.key === "web" && h.to.key === "store");
    expect([broken.journeys, broken.failedJourneys]).toEqual([2, 1]);
    const UPSERT = `mutation($segments: [SegmentInput!]!) { upsertSegments(segments: $segments) { key size customers { nodes { key } } } }`;
    const rule = { behind: broken.failed };
    const [segment] = (await ask(UPSERT, { segments: [{ key: "lost", rule }] })).upsertSegments;
    expect(segment).toEqual({ key: "lost", size: 1, customers: { nodes: [{ key: "bob" }] } });
    expect(await customersOf({ segments: ["lost"] })).toEqual(["bob"]);
    expect((await ask(`{ segments { key rule } }`)).segments).toEqual([{ key: "lost", rule }]);

    // A rule that would lead back to itself through the row's own question.
    const { transitions } = await ask(`{ transitions(filter: { segments: ["lost"] }) { totals { behind } } }`);
    const back = { key: "lost", rule: { behind: transitions.totals.behind } };
    const { errors } = await server.ask(UPSERT, { segments: [back] });
    expect(errors![0]!.extensions).toMatchObject({ code: "UNKNOWN_NAME", argument: "segments[0].rule.behind" });
    expect(await customersOf({ behind: transitions.totals.behind })).toEqual(["bob"]);
  });

  it("refuses what names no row, and says where the question within is wrong", async () => {
    const totals = { of: "COUNTED" };
    for (const behind of [
      "",
      "nonsense",
      "x".repeat(10_000),
      named("members", {}, totals),
      named("__proto__", {}, totals),
      named("transitions", {}, { of: "ALL" }),
      named("transitions", { first: 3 }, totals),
      named("transitions", { filter: { touches: "web" } }, totals),
      named("transitions", { filter: { touches: [{ any: 1 }] } }, totals),
      named("transitions", { options: { grain: "CITY" } }, totals),
      named("transitions", [], totals),
      named("flow", {}, totals),
      named("pathMatches", { pattern: null }, { of: "MATCHED" }),
      named("handoffs", {}, { from: "web", to: "store", of: "COUNT", reason: null }),
    ])
      expect(await refused({ behind }), behind.slice(0, 80)).toMatchObject({
        code: "BAD_ARGUMENT",
        argument: "filter.behind",
      });
    const unknown = named("transitions", { filter: { touches: [{ channels: ["wep"] }] } }, totals);
    expect(await refused({ behind: unknown })).toMatchObject({ code: "UNKNOWN_NAME", argument: "filter.behind" });
    // A label that nothing bears (any more) is on no journey.
    expect(await count(named("transitions", {}, { from: "fax/order", to: null }))).toBe(0);
  });

  it("names nothing too long to be given back", async () => {
    const touches = Array.from({ length: 300 }, () => ({ touchpoints: ["web/ad", "web/cart", "web/buy"] }));
    const asked = await server.ask(
      `query($filter: JourneyFilter) { transitions(filter: $filter) { totals { behind } } }`,
      { filter: { touches } },
    );
    expect(asked.errors![0]!.extensions).toMatchObject({ code: "QUERY_TOO_EXPENSIVE", argument: "behind" });
  });
});
