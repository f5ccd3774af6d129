// A large answer is built in many turns of the event loop, but still with one read of the store per level.
import DataLoader from "dataloader";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PacedLoader } from "../../src/service/loader.js";
import { Pace } from "../../src/service/pace.js";
import { counting, startTestServer, type TestServer } from "../support/server.js";
import type { SmallLog } from "../support/smallLog.js";

const CUSTOMERS = 1_000;
const LOG: SmallLog = {
  rows: Array.from({ length: CUSTOMERS * 6 }, (_, i) => ({
    customer: `c-${i % CUSTOMERS}`,
    channel: "Web",
    kind: `Page ${i % 7}`,
    time: new Date(Date.UTC(2026, 0, 1) + i * 60_000).toISOString(),
  })),
};

/** Holds the thread, like completing many fields. */
function hold(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

describe("a pace", () => {
  it("lets resolvers continue in a short turn", async () => {
    await new Promise((turn) => setImmediate(turn));
    expect(new Pace().wait()).toBeNull();
  });

  it("makes resolvers in a long turn wait, and gives other work turns in between", async () => {
    const pace = new Pace();
    await new Promise((turn) => setImmediate(turn));
    pace.wait();
    hold(20);
    let turns = 0;
    let done = false;
    const count = () => {
      turns++;
      if (!done) setImmediate(count);
    };
    setImmediate(count);
    await Promise.all(Array.from({ length: 12 }, () => pace.wait()?.then(() => hold(10))));
    done = true;
    expect(turns).toBeGreaterThan(8);
  });

  it("keeps the loads of a level together", async () => {
    const pace = new Pace();
    const batches: number[] = [];
    const loader = new DataLoader<number, number>(
      async (keys) => {
        batches.push(keys.length);
        return [...keys];
      },
      { batchScheduleFn: pace.schedule },
    );
    await new Promise((turn) => setImmediate(turn));
    pace.wait();
    hold(20);
    const level = await Promise.all(
      Array.from({ length: 30 }, async (_, i) => {
        await pace.wait();
        hold(3);
        const one = await loader.load(i);
        return loader.load(100 + one);
      }),
    );
    expect([level.length, batches]).toEqual([30, [30, 30]]);
  });
});

describe("a paced loader", () => {
  it("lets objects that were loaded together continue a few at a time, and keeps their level one batch", async () => {
    const pace = new Pace();
    const batches: number[] = [];
    const loader = new PacedLoader<number, number>(pace, async (keys) => {
      batches.push(keys.length);
      return [...keys];
    });
    const inTurn = [0];
    let done = false;
    const nextTurn = () => {
      inTurn.push(0);
      if (!done) setImmediate(nextTurn);
    };
    setImmediate(nextTurn);
    const level = await Promise.all(
      Array.from({ length: 1_000 }, async (_, i) => {
        const found = await loader.load(i % 5);
        // GraphQL receives objects after several promises. Without the pace, all objects would arrive before work on
        // the first of them continues.
        for (let hop = 0; hop < 5; hop++) await Promise.resolve();
        inTurn[inTurn.length - 1]! += 1;
        hold(0.1);
        return loader.load(10 + found);
      }),
    );
    done = true;
    expect([level.length, batches]).toEqual([1_000, [5, 5]]);
    expect(inTurn.reduce((sum, count) => sum + count, 0)).toBe(1_000);
    expect(Math.max(...inTurn)).toBeLessThanOrEqual(300);
  });

  it("passes errors on", async () => {
    const loader = new PacedLoader<number, number>(new Pace(), async (keys) =>
      keys.map((key) => (key === 1 ? new Error("one") : key)),
    );
    const found = await Promise.allSettled([loader.load(1), loader.load(2)]);
    expect(found.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
    expect(await loader.loadMany([1, 2])).toEqual([expect.any(Error), 2]);
  });
});

describe("a large page", () => {
  let server: TestServer;
  let calls: string[] = [];
  beforeAll(async () => {
    server = await startTestServer({
      log: LOG,
      wrap: (store) => {
        const counted = counting(store);
        calls = counted.calls;
        return counted.store;
      },
    });
    await server.service.ready();
  });
  afterAll(() => server.close());

  const QUERY = `query Page($first: Int!) { customers(first: $first) { nodes { key journeys(first: 2) { nodes { key length
    interactions(first: 10) { nodes { at value wait sequence touchpoint { key name channel { name } } } } } } } } }`;

  it("takes many turns, with as many reads of the store as a small one", async () => {
    const readsOf = async (first: number) => {
      calls.length = 0;
      const { data, errors } = await server.ask(QUERY, { first });
      expect(errors).toBeUndefined();
      expect(data.customers.nodes.length).toBe(first);
      for (const { journeys } of data.customers.nodes) expect(journeys.nodes[0].interactions.nodes.length).toBe(6);
      return calls.filter((name) => name !== "version").sort();
    };
    await readsOf(2);
    const small = await readsOf(2);
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const large = await readsOf(CUSTOMERS);
    clearInterval(timer);
    expect(large).toEqual(small);
    expect(turns).toBeGreaterThan(5);
  });

  it("lets a short query run in the meantime", async () => {
    const large = server.ask(QUERY, { first: CUSTOMERS }).then(() => "large");
    const short = server.ask("{ status { journeys } }").then(() => "short");
    expect(await Promise.race([large, short])).toBe("short");
    await large;
  });
});
