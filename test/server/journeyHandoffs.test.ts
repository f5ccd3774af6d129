// Journey.handoffs over HTTP: pages, arguments, price.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestServer, type TestServer } from "../support/server.js";
import type { SmallLog } from "../support/smallLog.js";

const CHANNELS = ["Web", "Phone", "Store"];
const hour = (n: number) => new Date(Date.UTC(2026, 0, 1) + n * 3_600_000).toISOString();

/** One journey of 40 interactions on three channels in turn, each of which names two channels to go to. */
const LOG: SmallLog = {
  catalogue: {
    channels: CHANNELS.concat("Mail").map((name) => ({ key: name.toLowerCase(), name })),
    goals: [{ key: "sold", name: "Sold", selector: { kinds: ["Sale"] }, isDefault: true }],
  },
  rows: [
    ...Array.from({ length: 40 }, (_, i) => ({
      customer: "ana",
      channel: CHANNELS[i % 3]!,
      kind: "Ask",
      time: hour(i),
      journey: "long",
      intendedChannel: i % 2 === 0 ? "mail" : null,
    })),
    { customer: "bob", channel: "Web", kind: "Sale", time: hour(5_000) },
  ],
};

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ log: LOG });
  await server.service.ready();
});
afterAll(() => server.close());

const LINE = "nodes { position from { key } to { key } verdict leaves { position } }";

async function journeyKey(): Promise<string> {
  const { data } = await server.ask(`{ customer(key: "ana") { journeys { nodes { key } } } }`);
  return data.customer.journeys.nodes[0].key;
}

describe("the handoffs of a journey", () => {
  it("come in pages, whatever their size, and each once", async () => {
    const key = await journeyKey();
    const { data } = await server.ask(`{ journey(key: "${key}") { handoffs(first: 1000) { totalCount ${LINE} } } }`);
    const { nodes, totalCount } = data.journey.handoffs;
    expect(totalCount).toBe(59);
    expect(nodes).toHaveLength(59);
    for (const first of [1, 7]) {
      const found: unknown[] = [];
      for (let after: string | null = null, more = true; more; ) {
        const page: any = await server.ask(
          `query($after: String) { journey(key: "${key}") { handoffs(first: ${first}, after: $after) { ${LINE} pageInfo { hasNextPage endCursor } } } }`,
          { after },
        );
        found.push(...page.data.journey.handoffs.nodes);
        ({ endCursor: after, hasNextPage: more } = page.data.journey.handoffs.pageInfo);
      }
      expect(found).toEqual(nodes);
    }
  });

  it("are as many as handoffs counts", async () => {
    const { data } = await server.ask(
      `{ handoffs { totals { handoffs failed } } journeys { nodes { handoffs(first: 100) { nodes { verdict } } } } }`,
    );
    const verdicts = data.journeys.nodes.flatMap((journey: any) => journey.handoffs.nodes.map((n: any) => n.verdict));
    expect(verdicts).toHaveLength(data.handoffs.totals.handoffs);
    expect(verdicts.filter((verdict: string) => verdict === "FAILED")).toHaveLength(data.handoffs.totals.failed);
  });

  it("take the settings of handoffs, those that compare pairs included", async () => {
    const key = await journeyKey();
    const { data, errors } = await server.ask(
      `query($settings: HandoffSettings) { journey(key: "${key}") { handoffs(settings: $settings) { nodes { verdict } } } }`,
      { settings: { baselineBy: "EARLIER", minSupport: 5, failureReasons: ["STALLED"], goal: { kinds: ["Sale"] } } },
    );
    expect(errors).toBeUndefined();
    expect(data.journey.handoffs.nodes.every(({ verdict }: any) => verdict === "SUCCEEDED")).toBe(true);
  });

  it.each([
    ['after: "nonsense"', "BAD_CURSOR", "after"],
    ["first: 0", "BAD_ARGUMENT", "first"],
    ['settings: { resolveWithin: "soon" }', "BAD_ARGUMENT", "settings.resolveWithin"],
    ['settings: { goal: { goal: "gold" } }', "UNKNOWN_NAME", "settings.goal.goal"],
  ])("are refused with %s: %s", async (args, code, at) => {
    const { errors } = await server.ask(
      `{ journey(key: "${await journeyKey()}") { handoffs(${args}) { totalCount } } }`,
    );
    expect(errors![0]!.extensions).toMatchObject({ code, argument: at });
  });
});
