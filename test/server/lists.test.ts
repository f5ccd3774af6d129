// Lists that grow with the data can be requested in parts, and are complete by default. Objects that are removed while
// an answer is built are reported.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GraphStore } from "../../src/graph/store.js";
import { startTestServer, type TestServer } from "../support/server.js";
import { SHOP } from "../support/smallLog.js";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ log: SHOP });
  await server.service.ready();
  await server.ask(
    `mutation { upsertServiceLevels(serviceLevels: [{ from: "web", to: "store", wait: "P1D" }, { from: "store", to: "web", wait: "P2D" }]) { from }
      upsertSegments(segments: [{ key: "a", rule: {} }, { key: "b", customers: [] }, { key: "c", rule: {} }]) { key } }`,
  );
});
afterAll(() => server.close());

const keys = (things: { key: string }[]) => things.map(({ key }) => key);

describe("lists", () => {
  it.each(["touchpoints", "channels", "stages", "goals", "segments"])("%s: parts make the whole", async (list) => {
    const whole = keys((await server.ask(`{ ${list} { key } }`)).data[list]);
    const parts: string[] = [];
    for (let after: string | null = null; ; after = parts.at(-1)!) {
      const { data } = await server.ask(`query($after: String) { ${list}(first: 2, after: $after) { key } }`, {
        after,
      });
      parts.push(...keys(data[list]));
      if (data[list].length < 2) break;
    }
    expect(parts).toEqual(whole);
  });

  it("of a channel and of a stage too", async () => {
    const { data } = await server.ask("{ channels { touchpoints { key } } stages { touchpoints { key } } }");
    const largest = data.channels.find(({ touchpoints }: { touchpoints: unknown[] }) => touchpoints.length > 1);
    const [first, second] = keys(largest.touchpoints);
    const part = await server.ask(
      "query($after: String!) { channels { touchpoints(first: 1) { key } } touchpoint(key: $after) { channel { touchpoints(after: $after) { key } } } }",
      { after: first },
    );
    expect(keys(part.data.touchpoint.channel.touchpoints)[0]).toBe(second);
    for (const { touchpoints } of part.data.channels) expect(touchpoints.length).toBeLessThanOrEqual(1);
  });

  it("refuse keys that do not exist, and lengths that no page has", async () => {
    const unknown = await server.ask('{ touchpoints(after: "web/sit") { key } }');
    expect(unknown.errors![0]!.extensions).toMatchObject({
      code: "UNKNOWN_NAME",
      argument: "after",
      allowed: expect.arrayContaining(["web/site"]),
    });
    for (const first of [0, -1, 1_001])
      expect((await server.ask(`{ touchpoints(first: ${first}) { key } }`)).errors![0]!.extensions).toMatchObject({
        code: "BAD_ARGUMENT",
        argument: "first",
      });
  });

  it("a route can be limited to its first labels", async () => {
    const { data } = await server.ask("{ journeys { nodes { whole: route { key } part: route(first: 2) { key } } } }");
    for (const { whole, part } of data.journeys.nodes) expect(part).toEqual(whole.slice(0, 2));
  });

  it("service levels by either end, sources by number, segments of a customer by key", async () => {
    const { data } = await server.ask(
      '{ all: serviceLevels { from to } left: serviceLevels(from: "web") { to } reached: serviceLevels(to: "web", from: "store") { from } sources(after: 0) { number } first: sources(first: 1) { number } customer(key: "ana") { segments(after: "buyers") { key } } }',
    );
    expect(data.all).toHaveLength(2);
    expect(data.left).toEqual([{ to: "store" }]);
    expect(data.reached).toEqual([{ from: "store" }]);
    for (const { number } of data.sources) expect(number).toBeGreaterThan(0);
    expect(data.first).toHaveLength(1);
    expect(data.customer.segments).toEqual([{ key: "c" }]);
  });
});

describe("an object that is added or removed while an answer is built", () => {
  it("is looked up once more, and then reported as removed", async () => {
    let reads = 0;
    let lacks = 1;
    const racing = await startTestServer({
      log: SHOP,
      engine: "projection",
      wrap: (store) =>
        new Proxy(store, {
          get(target, name) {
            const value = Reflect.get(target, name, target) as (...args: never[]) => unknown;
            if (name === "catalogue")
              return async () => {
                const catalogue = await target.catalogue();
                return ++reads <= lacks ? { ...catalogue, touchpoints: [] } : catalogue;
              };
            return typeof value === "function" ? value.bind(target) : value;
          },
        }) as GraphStore,
    });
    await racing.service.ready();
    const query = "{ journeys { nodes { interactions { nodes { touchpoint { key } } } } } }";
    reads = 0;
    const found = await racing.ask(query);
    expect(found.errors).toBeUndefined();
    reads = 0;
    lacks = Number.POSITIVE_INFINITY;
    const gone = await racing.ask(query);
    for (const { extensions } of gone.errors!)
      expect(extensions).toMatchObject({ code: "NOT_FOUND", remedy: "Ask again." });
    expect(racing.logged).toEqual([]);
    await racing.close();
  });
});
