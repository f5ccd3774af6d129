// Hand cases of the three questions and of status over HTTP, on a small shop.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestServer, type TestServer } from "../support/server.js";
import { SHOP } from "../support/smallLog.js";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ log: SHOP });
});
afterAll(() => server.close());

async function ask(query: string, variables?: Record<string, unknown>) {
  const { data, errors } = await server.ask(query, variables);
  expect(errors).toBeUndefined();
  return data;
}

describe("questions", () => {
  it("commonRoutes, with the objects of its labels and the journeys behind it", async () => {
    const { commonRoutes } =
      await ask(`{ commonRoutes(from: { channels: ["web"] }, to: { goal: "bought" }, options: { within: "P7D" }) {
      totals { journeys customers matched completed counted dropped pending open completionRate mature shown otherRoutes otherCount }
      routes { label journeys customers share value duration { n median }
        steps { key label kind isHandoff wait { n median } touchpoint { key } channel { name } stage { name } }
        exampleJourneys(first: 1) { customer { key } } }
      answer { dataVersion computedIn settings warnings } } }`);
    expect(commonRoutes.totals).toMatchObject({
      journeys: 5,
      customers: 4,
      matched: 5,
      completed: 2,
      counted: 2,
      shown: 2,
      otherRoutes: 0,
      otherCount: 0,
    });
    expect(commonRoutes.routes).toEqual([
      {
        label: "Site → Purchase",
        journeys: 1,
        customers: 1,
        share: 0.5,
        value: 19.99,
        duration: { n: 1, median: "PT3H" },
        steps: [
          {
            key: "web/site",
            label: "Site",
            kind: "Site",
            isHandoff: null,
            wait: { n: 0, median: null },
            touchpoint: { key: "web/site" },
            channel: { name: "Web" },
            stage: null,
          },
          {
            key: "store/purchase",
            label: "Purchase",
            kind: "Purchase",
            isHandoff: true,
            wait: { n: 1, median: "PT3H" },
            touchpoint: { key: "store/purchase" },
            channel: { name: "Store" },
            stage: { name: "Purchase" },
          },
        ],
        exampleJourneys: [{ customer: { key: "ana" } }],
      },
      expect.objectContaining({ label: "Site → Checkout", value: 5, exampleJourneys: [{ customer: { key: "cy" } }] }),
    ]);
    expect(commonRoutes.answer).toMatchObject({
      settings: { within: "P7D", grain: "TOUCHPOINT", first: 20 },
      warnings: [],
    });
    expect(commonRoutes.answer.computedIn).toMatch(/^PT/);
  });

  it("transitions, with the ends of journeys", async () => {
    const { transitions } = await ask(`{ transitions(options: { grain: CHANNEL, repeats: COLLAPSE }) {
      totals { counted otherRoutes } edges { from { key label kind isStart isEnd channel { key } touchpoint { key } } to { key isEnd } count journeys customers probability dropAfter isHandoff wait { n } } } }`);
    expect(transitions.totals).toEqual({ counted: 5, otherRoutes: 0 });
    expect(transitions.edges[0]).toMatchObject({
      from: { key: "web" },
      to: { key: "END", isEnd: true },
      count: 3,
      probability: 0.6,
      dropAfter: null,
    });
    expect(transitions.edges.find((e: { to: { key: string } }) => e.to.key === "search")).toEqual({
      from: { key: "START", label: "Start", kind: null, isStart: true, isEnd: false, channel: null, touchpoint: null },
      to: { key: "search", isEnd: false },
      count: 2,
      journeys: 2,
      customers: 2,
      probability: 0.4,
      dropAfter: 0,
      isHandoff: false,
      wait: { n: 0 },
    });
  });

  it("transitions equal the edges of the graph", async () => {
    const { transitions, touchpoints } = await ask(`{
      transitions(first: 1000) { edges { from { key } to { key } count journeys } }
      touchpoints { key visits transitionsTo(first: 1000) { edges { node { key } count journeys } } } }`);
    const asked = transitions.edges
      .filter((e: { from: { key: string }; to: { key: string } }) => e.from.key !== "START" && e.to.key !== "END")
      .map((e: { from: { key: string }; to: { key: string }; count: number; journeys: number }) => [
        e.from.key,
        e.to.key,
        e.count,
        e.journeys,
      ]);
    const inGraph = touchpoints.flatMap(
      (t: { key: string; transitionsTo: { edges: { node: { key: string }; count: number; journeys: number }[] } }) =>
        t.transitionsTo.edges.map((e) => [t.key, e.node.key, e.count, e.journeys]),
    );
    expect(asked.sort()).toEqual(inGraph.sort());
  });

  it("handoffs by the default goal, with reasons and examples by reason", async () => {
    const { handoffs } = await ask(`{ handoffs(settings: { minSupport: 1 }) {
      totals { journeys customers multiChannelJourneys handoffs settled pending failed failRate }
      handoffs { from { key label channel { assisted } } to { key } count observed settled failed failRate failRateInterval { low high } baseline excessFailures ranked significant pValue
        reasons { reason count rate } wait { median }
        exampleJourneys { customer { key } } stalled: exampleJourneys(reason: STALLED) { customer { key } } } } }`);
    const pair = (from: string, to: string) =>
      handoffs.handoffs.find(
        (h: { from: { key: string }; to: { key: string } }) => h.from.key === from && h.to.key === to,
      );
    expect(handoffs.totals).toMatchObject({
      journeys: 5,
      customers: 4,
      multiChannelJourneys: 2,
      handoffs: 4,
      settled: 4,
      pending: 0,
    });
    // The wait is three hours, and the promised limit is one hour.
    expect(pair("web", "store")).toMatchObject({
      count: 1,
      failed: 1,
      wait: { median: "PT3H" },
      stalled: [{ customer: { key: "ana" } }],
    });
    expect(pair("web", "store").reasons.map((r: { reason: string }) => r.reason)).toEqual([
      "NEVER_ARRIVED",
      "STALLED",
      "ABANDONED",
      "BOUNCED_BACK",
      "REPEATED",
      "UNRESOLVED",
    ]);
    expect(pair("web", "phone")).toMatchObject({
      count: 1,
      failed: 1,
      stalled: [],
      exampleJourneys: [{ customer: { key: "ben" } }],
    });
    expect(pair("web", "phone").reasons[2]).toEqual({ reason: "ABANDONED", count: 1, rate: 1 });
  });

  it("accepts all kinds of filters", async () => {
    const count = async (filter: string) =>
      (await ask(`{ transitions(filter: ${filter}) { totals { journeys } } }`)).transitions.totals.journeys;
    expect(await count('{ attributes: [{ key: "region", in: ["North", "West"] }] }')).toBe(1);
    expect(await count('{ customers: ["cy", "ben"] }')).toBe(3);
    expect(await count('{ startedFrom: "2026-01-06T11:00:00+01:00", startedBefore: "2026-01-30T20:00:00Z" }')).toBe(2);
    expect(await count('{ touches: [{ stages: ["Awareness"] }], avoids: [{ channels: ["phone"] }] }')).toBe(2);
    expect(await count('{ reachedGoal: "bought" }')).toBe(2);
    expect(await count("{ minInteractions: 2, maxInteractions: 3 }")).toBe(3);
  });

  it("answers the same question of the same version from the cache, with the same answer", async () => {
    const query = "{ transitions { edges { count } answer { dataVersion } } }";
    expect(await ask(query)).toEqual(await ask(query));
  });

  it("status describes the store", async () => {
    const { status } =
      await ask(`{ status { store location dataVersion format synthetic journeyGap customers journeys interactions touchpoints oldest newest
      projection { state progress dataVersion age bytes } } }`);
    expect(status).toMatchObject({
      store: "EMBEDDED",
      synthetic: false,
      journeyGap: "P30D",
      customers: 4,
      journeys: 5,
      interactions: 11,
      touchpoints: 6,
      oldest: "2025-11-20T08:00:00.000Z",
      newest: "2026-01-30T20:00:00.000Z",
      projection: { state: "READY", progress: null, dataVersion: status.dataVersion },
    });
    expect(status.projection.bytes).toBeGreaterThan(0);
  });
});
