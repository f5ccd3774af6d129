// Tests whether the projection is current, on a store in memory whose reads can be delayed, fail, or return earlier
// data.
import { afterEach, describe, expect, it } from "vitest";
import type { GraphStore, HistoryVisitor, ReadProgress } from "../../src/graph/store.js";
import { ThroughlineError } from "../../src/model/errors.js";
import { AnswerCache } from "../../src/service/cache.js";
import { Freshness } from "../../src/service/freshness.js";

/** A store of customers with one interaction each, one per version. */
class Fake {
  current = 0;
  readonly calls: string[] = [];
  failing: Error | null = null;
  hold: Promise<void> = Promise.resolve();

  async version() {
    this.calls.push("version");
    if (this.failing !== null) throw this.failing;
    return this.current;
  }
  async stream(visitor: HistoryVisitor, progress?: ReadProgress) {
    this.calls.push("stream");
    if (this.failing !== null) throw this.failing;
    const version = this.current;
    progress?.(version / 2, version);
    await this.hold;
    this.#visit(visitor, 0);
    return { version };
  }
  async changesSince(version: number, visitor: HistoryVisitor) {
    this.calls.push("changesSince");
    await this.hold;
    const now = this.current;
    this.#visit(visitor, version);
    return { version: Math.max(now, version) };
  }
  async catalogue() {
    const touchpoint = {
      key: "web/site",
      name: "Site",
      kind: "Site",
      kindKey: "site",
      channel: "web",
      stage: null,
      description: null,
      initiatedBy: "CUSTOMER",
      owner: null,
      declared: true,
    } as const;
    return {
      version: 1,
      touchpoints: [touchpoint],
      channels: [],
      stages: [],
      goals: [],
      segments: [],
      serviceLevels: [],
      mergedNames: [],
    };
  }
  async settings() {
    return { journeyGap: 1_000, synthetic: false };
  }

  #visit(visitor: HistoryVisitor, after: number) {
    for (let number = after; number < this.current; number++) {
      visitor.customer(number, {});
      visitor.journey(`j-${String(number).padStart(24, "0")}`);
      visitor.interaction("web/site", 1_000 + number);
    }
  }
}

const opened: Freshness[] = [];
function follow(store: Fake): Freshness {
  const freshness = new Freshness(store as unknown as GraphStore);
  opened.push(freshness);
  freshness.start();
  return freshness;
}
afterEach(() => {
  for (const freshness of opened.splice(0)) freshness.close();
});

describe("freshness", () => {
  it("shows everything that was acknowledged before the question", async () => {
    const store = new Fake();
    const freshness = follow(store);
    expect((await freshness.current()).journeys).toBe(0);
    for (let i = 1; i <= 50; i++) {
      store.current++;
      expect((await freshness.current()).journeys).toBe(i);
    }
  });

  it("keeps the number of blocks small, whether refreshes wait for merges or overtake them", async () => {
    const store = new Fake();
    const freshness = follow(store);
    for (let i = 1; i <= 200; i++) {
      store.current++;
      const asked = freshness.current();
      if (i % 3 === 0) await new Promise((done) => setTimeout(done, 1));
      const projection = await asked;
      expect(projection.journeys).toBe(i);
      expect(projection.blocks.length).toBeLessThan(40);
    }
    await new Promise((done) => setTimeout(done, 50));
    const { blocks, journeys } = freshness.latest!;
    expect(blocks.length).toBeLessThan(8);
    expect(journeys).toBe(200);
  });

  it("pulls once for all questions that wait, and not at all when nothing changed", async () => {
    const store = new Fake();
    const freshness = follow(store);
    await freshness.current();
    store.current = 3;
    store.calls.length = 0;
    const answers = await Promise.all(Array.from({ length: 20 }, () => freshness.current()));
    expect(new Set(answers.map(({ version }) => version))).toEqual(new Set([3]));
    expect(store.calls.filter((call) => call === "changesSince").length).toBe(1);
    store.calls.length = 0;
    await freshness.current();
    expect(store.calls).toEqual(["version"]);
  });

  it("pulls again if a running pull began before the question's version", async () => {
    const store = new Fake();
    const freshness = follow(store);
    await freshness.current();
    let go: () => void = () => {};
    store.hold = new Promise((open) => {
      go = open;
    });
    store.current = 1;
    const early = freshness.current();
    await new Promise((done) => setTimeout(done, 10));
    store.current = 2;
    const late = freshness.current();
    await new Promise((done) => setTimeout(done, 10));
    store.hold = Promise.resolve();
    go();
    expect((await early).version).toBeGreaterThanOrEqual(1);
    expect((await late).version).toBe(2);
  });

  it("builds again if the version decreased", async () => {
    const store = new Fake();
    store.current = 9;
    const freshness = follow(store);
    expect((await freshness.current()).journeys).toBe(9);
    store.current = 4;
    expect((await freshness.current()).journeys).toBe(4);
    store.current = 5;
    expect((await freshness.current()).journeys).toBe(5);
  });

  it("refuses with the progress if the first build takes longer than a moment", async () => {
    const store = new Fake();
    store.current = 4;
    let go: () => void = () => {};
    store.hold = new Promise((open) => {
      go = open;
    });
    const freshness = follow(store);
    await expect(freshness.current()).rejects.toMatchObject({
      code: "PROJECTION_BUILDING",
      message: expect.stringContaining("50 %"),
    });
    expect([freshness.state, freshness.progress]).toEqual(["BUILDING", 0.5]);
    go();
    expect((await freshness.current()).journeys).toBe(4);
    expect([freshness.state, freshness.progress]).toEqual(["READY", null]);
  });

  it("reports why the store cannot be read, and recovers by itself", async () => {
    const store = new Fake();
    store.current = 2;
    store.failing = new ThroughlineError("DATABASE_UNAVAILABLE", "The database does not answer.");
    const freshness = follow(store);
    await expect(freshness.current()).rejects.toMatchObject({ code: "DATABASE_UNAVAILABLE" });
    expect(freshness.state).toBe("FAILED");
    store.failing = null;
    await freshness.ready();
    expect((await freshness.current()).journeys).toBe(2);
    // If a store fails later, the question fails, and the next one is answered.
    store.failing = new ThroughlineError("DATABASE_UNAVAILABLE", "The database does not answer.");
    await expect(freshness.current()).rejects.toMatchObject({ code: "DATABASE_UNAVAILABLE" });
    store.failing = null;
    expect((await freshness.current()).journeys).toBe(2);
  });
});

describe("answers of a version", () => {
  it("are computed once, are removed with their version, and failures are not kept", async () => {
    const cache = new AnswerCache();
    let worked = 0;
    const work = async () => ++worked;
    expect(await cache.get(1, "a", work)).toBe(1);
    expect(await cache.get(1, "a", work)).toBe(1);
    await expect(cache.get(1, "b", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await cache.get(1, "b", work)).toBe(2);
    expect(await cache.get(2, "a", work)).toBe(3);
    // A question about an older version leaves no entry.
    expect(await cache.get(1, "a", work)).toBe(4);
    expect(await cache.get(2, "a", work)).toBe(3);
  });

  it("are at most a hundred, and the least recently used one is removed first", async () => {
    const cache = new AnswerCache();
    for (let i = 0; i < 100; i++) await cache.get(1, `q${i}`, async () => i);
    await cache.get(1, "q0", async () => -1);
    await cache.get(1, "new", async () => 100);
    expect(await cache.get(1, "q0", async () => -1)).toBe(0);
    expect(await cache.get(1, "q1", async () => -1)).toBe(-1);
  });
});
