// Tests of the typed client with a started service.
import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createClient, Refusal, type ThroughlineClient } from "../../src/client/client.js";
import { startTestServer, type TestServer } from "../support/server.js";
import { SHOP } from "../support/smallLog.js";

const KEY = "a-key-for-tests";
let server: TestServer;
let client: ThroughlineClient;
beforeAll(async () => {
  const sha256 = createHash("sha256").update(KEY).digest("hex");
  server = await startTestServer({ log: SHOP, apiKeys: [{ name: "test", sha256 }], now: () => Date.UTC(2026, 1, 1) });
  client = createClient({ url: `${server.url}/graphql`, apiKey: KEY });
});
afterAll(() => server.close());

describe("client", () => {
  it("asks the questions", async () => {
    const routes = await client.commonRoutes({
      from: { kinds: ["Ad"] },
      to: { goal: "bought" },
      options: { within: "P7D" },
    });
    expect(routes.routes.map(({ label, journeys }) => [label, journeys])).toEqual([["Ad → Site → Purchase", 1]]);
    expect(routes.routes[0]!.exampleJourneys[0]).toMatchObject({ length: 3, value: 19.99 });
    const transitions = await client.transitions({ options: { grain: "CHANNEL" }, first: 1 });
    expect(transitions.edges[0]).toMatchObject({ from: { key: "web" }, to: { isEnd: true }, count: 3 });
    const flow = await client.flow({ anchor: { kinds: ["Site"] }, steps: 2 });
    expect(flow.steps[1]!.nodes.map(({ point, journeys }) => [point.key, journeys])).toEqual([
      ["phone/call", 1],
      ["store/purchase", 1],
      ["web/checkout", 1],
    ]);
    const funnel = await client.funnel({ steps: [{ at: { kinds: ["Site"] } }, { at: { goal: "bought" } }] });
    expect(funnel.steps.map(({ name, completed }) => [name, completed])).toEqual([
      ["Site", 5],
      ["bought", 2],
    ]);
    const handoffs = await client.handoffs({ settings: { grain: "TOUCHPOINT" } });
    expect(handoffs.totals.handoffs).toBe(4);
    expect(handoffs.handoffs.flatMap(({ reasons }) => reasons.map(({ reason }) => reason))).toContain("STALLED");
  });

  it("reads pages of customers and the status, and records", async () => {
    const page = await client.customerPage({ first: 2 });
    expect(page.nodes.map(({ key }) => key)).toEqual(["dot", "cy"]);
    expect(page.nodes[1]!.journeys.nodes[0]!.interactions.nodes.map(({ touchpoint }) => touchpoint.key)).toEqual([
      "mail/newsletter",
      "web/site",
      "web/checkout",
    ]);
    const next = await client.customerPage({ first: 2, after: page.pageInfo.endCursor });
    expect(next.nodes.map(({ key }) => key)).toEqual(["ben", "ana"]);
    const before = await client.status();
    const report = await client.record({
      interactions: [{ customer: "eve", touchpoint: "web/site", at: "2026-01-20T10:00:00Z" }],
    });
    expect(report).toMatchObject({ accepted: 1, rejected: [] });
    expect((await client.status()).interactions).toBe(before.interactions + 1);
  });

  it("lists segments with the problems of their rules, and removes what nothing uses", async () => {
    const [advertised] = await client.segments();
    expect(advertised).toMatchObject({ key: "advertised", size: 2, problem: null });
    await expect(client.removeGoal({ key: "bought" })).rejects.toMatchObject({ code: "IN_USE", argument: "key" });
    expect(await client.removeServiceLevel({ from: "web", to: "store" })).toBe(true);
    expect(await client.removeSegment({ key: "buyers" })).toBe(true);
    expect(await client.removeGoal({ key: "bought" })).toBe(true);
    const none = { key: "no such" };
    for (const removed of [client.removeGoal(none), client.removeTouchpoint(none), client.removeChannel(none)])
      expect(await removed).toBe(false);
    expect(await client.removeStage(none)).toBe(false);
  });

  it("throws what the service refuses, with code, argument and remedy", async () => {
    const refusal = await client.commonRoutes({ options: { within: "-P1D" } }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal).toMatchObject({ code: "BAD_ARGUMENT", argument: "options.within", remedy: expect.any(String) });
    const stranger = createClient({ url: `${server.url}/graphql` });
    await expect(stranger.status()).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });

  it("stops when it is aborted", async () => {
    await expect(client.status(AbortSignal.abort())).rejects.toThrow();
  });
});
