// Tests of faults between the service and a real server: high latency, connections that become silent, and connections
// that are interrupted in the middle of a commit.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { GraphStore } from "../../src/graph/store.js";
import { batchFor } from "../support/histories.js";
import { driver, NEO4J, openEmptyStore, openStore, query, WITHOUT_NEO4J } from "../support/neo4j.js";
import { FaultyProxy } from "../support/proxy.js";
import { collector, expectExact } from "./contract/support.js";

/** Bolt's COMMIT message: a chunk of two bytes, a structure without fields. */
const COMMIT = Buffer.from("0002b0120000", "hex");
const PATIENCE = 8_000;

describe.skipIf(WITHOUT_NEO4J)(`faults${WITHOUT_NEO4J ? ` (skipped: ${WITHOUT_NEO4J})` : ""}`, () => {
  let proxy: FaultyProxy;
  let store: GraphStore;

  beforeAll(async () => {
    proxy = await FaultyProxy.start(Number(new URL(NEO4J.uri).port || 7687));
  });
  beforeEach(async () => {
    await (await openEmptyStore()).close();
    proxy.latency = 0;
    // The scheme `bolt` is used, because with `neo4j`, the driver would connect to the server's own address and bypass
    // the proxy.
    store = await openStore({ uri: `bolt://127.0.0.1:${proxy.port}` });
    return async () => {
      proxy.silent = proxy.refusing = false;
      proxy.latency = 0;
      await store.close();
    };
  });
  afterAll(() => proxy.close());

  const refused = async (call: Promise<unknown>): Promise<void> => {
    const start = performance.now();
    await expect(call).rejects.toMatchObject({ code: "DATABASE_UNAVAILABLE" });
    expect(performance.now() - start).toBeLessThan(PATIENCE);
  };
  const calls = (): Promise<unknown>[] => [
    store.version(),
    store.ping(),
    store.tryWriting(),
    store.catalogue(),
    store.customers(["ana"]),
    store.journeyPage(5, null),
    store.stream(collector().visitor),
    store.changesSince(0, collector().visitor),
    store.record(batchFor({ ben: "w/a@09:00" })),
  ];

  it("half a second in each direction: slow, but correct", async () => {
    proxy.latency = 500;
    const outcomes = await Promise.all(
      [1, 2, 3].map((i) => store.record(batchFor({ [`c${i}`]: "w/a@09:00 w/b@09:01" }))),
    );
    expect(outcomes.map((o) => o.accepted)).toEqual([2, 2, 2]);
    expect((await store.customers(["c1"]))[0]!.journeys).toHaveLength(1);
    proxy.latency = 0;
    await expectExact(store);
  }, 60_000);

  for (const when of ["before", "after"] as const)
    it(`the connection is cut ${when} the server gets the commit: recorded once, reported as new`, async () => {
      const first = await store.record(batchFor({ ana: "w/a@09:00" }));
      proxy.cut = { bytes: COMMIT, when };
      const outcome = await store.record(batchFor({ ana: "w/b@09:01#2 w/c@09:02#3", ben: "w/a@09:00" }));
      expect(proxy.cut).toBeNull();
      expect(outcome).toMatchObject({ accepted: 3, duplicates: 0, version: first.version + 1 });
      expect([...outcome.created.touchpoints].sort()).toEqual(["w/b", "w/c"]);
      expect(await store.version()).toBe(first.version + 1);
      await expectExact(store);
      proxy.cut = { bytes: COMMIT, when };
      expect(await store.erase("ben")).toMatchObject({ found: true, customers: 1, interactions: 1 });
      expect(proxy.cut).toBeNull();
      await expectExact(store);
    }, 60_000);

  it("interrupted again and again while many record: nothing is lost, nothing is stored twice", async () => {
    let done = false;
    const saboteur = (async () => {
      for (let i = 0; !done; i++) {
        await new Promise((next) => setTimeout(next, 120));
        if (i % 3 === 2) proxy.reset();
        else proxy.cut = { bytes: COMMIT, when: i % 3 === 0 ? "before" : "after" };
      }
      proxy.cut = null;
    })();
    let accepted = 0;
    const acknowledged: string[] = [];
    const problems: unknown[] = [];
    for (let i = 0; i < 40; i++) {
      const id = String(i);
      try {
        accepted += (await store.record(batchFor({ [`c${i % 7}`]: `w/t${i % 5}@09:00#${id}` }))).accepted;
        acknowledged.push(id);
      } catch (error) {
        problems.push(error);
      }
    }
    done = true;
    await saboteur;
    for (const error of problems)
      expect(error, `${error} ${(error as Error).cause}`).toMatchObject({ code: "DATABASE_UNAVAILABLE" });
    expect(proxy.cuts).toBeGreaterThan(3);
    expect(accepted).toBe(acknowledged.length);
    const there: string[] = [];
    for await (const history of store.histories())
      there.push(...history.journeys.flatMap((j) => j.interactions.map((i) => i.id)));
    expect(new Set(there).size).toBe(there.length);
    for (const id of acknowledged) expect(there).toContain(id);
    await expectExact(store);
  }, 120_000);

  it("a silent connection: every call ends with a coded error in time, and the service continues by itself", async () => {
    await store.record(batchFor({ ana: "w/a@09:00" }));
    proxy.silent = true;
    await Promise.all(calls().map(refused));
    proxy.silent = false;
    proxy.reset();
    await Promise.all(calls());
    await expectExact(store);
  }, 60_000);

  // This test may be repeated, because it measures time: if the machine pauses, a healthy connection looks silent too.
  it("connections that went silent: every call continues over a new one in time, and the lock is released", {
    timeout: 60_000,
    retry: 2,
  }, async () => {
    const other = await openStore();
    await store.record(batchFor({ ana: "w/a@09:00" }));
    await Promise.all(calls()); // several connections in the pool
    proxy.mute();
    await Promise.all(
      calls().map(async (call) => {
        const start = performance.now();
        await call;
        expect(performance.now() - start).toBeLessThan(PATIENCE);
      }),
    );
    await expectExact(store);
    await other.close();
  });

  // The loop in test/verify interrupts at any moment.
  const moments: readonly [string, Buffer, "before" | "after"][] = [
    ["the lock is asked for", Buffer.from("SET m.version = m.version + 1"), "after"],
    ["journeys are written", Buffer.from("CREATE (c:Customer"), "before"],
    ["the commit", COMMIT, "before"],
    ["the commit", COMMIT, "after"],
  ];
  for (const [moment, bytes, when] of moments)
    it(`a connection that goes silent ${when} ${moment}: recorded once, in time, and others write meanwhile`, async () => {
      const other = await openStore();
      const first = await store.record(batchFor({ ana: "w/a@09:00" }));
      proxy.cut = { bytes, when, silently: true };
      const start = performance.now();
      const recorded = store.record(batchFor({ ana: "w/b@09:01#2 w/c@09:02#3", ben: "w/a@09:00" }));
      // The other process writes once the connection is silent. On a busy machine, this takes longer than usual.
      await expect.poll(() => proxy.cut, { timeout: PATIENCE }).toBeNull();
      await Promise.all([recorded, other.record(batchFor({ zoe: "w/a@09:00" }))]);
      expect(performance.now() - start).toBeLessThan(PATIENCE);
      expect(await recorded).toMatchObject({ accepted: 3, duplicates: 0 });
      expect(await store.version()).toBe(first.version + 2);
      await expectExact(store);
      await other.close();
    }, 60_000);

  it("a connection that goes silent during a whole read: the read fails in time, and the next one works", async () => {
    const many: Record<string, string> = {};
    for (let c = 0; c < 4_500; c++) many[`c${c}`] = "w/a@09:00 w/b@09:01";
    await store.record(batchFor(many));
    let read = 0;
    const { visitor } = collector();
    const start = performance.now();
    const muting = {
      ...visitor,
      customer(number: number, attributes: Record<string, string>) {
        if (++read === 100) proxy.mute();
        visitor.customer(number, attributes);
      },
    };
    await refused(store.stream(muting));
    expect(performance.now() - start).toBeLessThan(PATIENCE);
    await store.stream(collector().visitor);
  }, 60_000);

  it("everything silent while the lock is held: as soon as the server answers again, the lock is released", async () => {
    const other = await openStore();
    await store.record(batchFor({ ana: "w/a@09:00" }));
    proxy.cut = { bytes: Buffer.from("CREATE (c:Customer"), when: "after", silently: true };
    const recorded = refused(store.record(batchFor({ ben: "w/a@09:00" })));
    proxy.silent = true;
    await recorded;
    proxy.silent = false;
    const start = performance.now();
    expect(await store.record(batchFor({ ben: "w/a@09:00" }))).toMatchObject({ accepted: 1, duplicates: 0 });
    expect(await other.record(batchFor({ zoe: "w/a@09:00" }))).toMatchObject({ accepted: 1 });
    expect(performance.now() - start).toBeLessThan(PATIENCE);
    await expectExact(store);
    await other.close();
  }, 60_000);

  it("a call that waits for a lock held by another is not treated as lost", async () => {
    const d = driver();
    const session = d.session({ database: NEO4J.database });
    const tx = await session.beginTransaction();
    await tx.run("MATCH (m:Meta) SET m.format = m.format");
    const recorded = store.record(batchFor({ ben: "w/a@09:00" }));
    await new Promise((next) => setTimeout(next, 6_500));
    await tx.rollback();
    expect(await recorded).toMatchObject({ accepted: 1, duplicates: 0 });
    await d.close();
  }, 60_000);

  it("splitting again takes limited transactions, and the next process that opens the store completes it", async () => {
    // 36,000 interactions of few customers. A transaction takes 16,000.
    const visits = Array.from({ length: 6_000 }, (_, i) => `w/t${i % 3}@${i % 2 === 0 ? "09:00" : "09:45"}#${i}`).join(
      " ",
    );
    for (const customer of ["ana", "ben", "cem", "dea", "eve", "fay"])
      await store.record(batchFor({ [customer]: visits }));
    const first = await store.version();
    const { version } = await store.updateSettings({ journeyGap: 30 * 60_000 });
    expect(version - first).toBeGreaterThan(3);
    expect((await store.status()).journeys).toBe(12);
    await expectExact(store);

    // The server goes away in the middle, so all transactions except the first few are lost.
    const changed = refused(store.updateSettings({ journeyGap: 60 * 60_000 }));
    while ((await store.version()) < version + 2) await new Promise((next) => setTimeout(next, 5));
    proxy.refusing = true;
    proxy.reset();
    await changed;
    const before = Number((await query("MATCH (j:Journey) RETURN count(j) AS journeys"))[0]!.journeys);
    expect(before).toBeGreaterThan(6);
    const next = await openStore();
    expect((await next.status()).journeys).toBe(6);
    await expectExact(next);
    await next.close();
  }, 120_000);

  it("no server: every call ends with a coded error in time, and the service continues by itself", async () => {
    await store.record(batchFor({ ana: "w/a@09:00" }));
    proxy.refusing = true;
    proxy.reset();
    await Promise.all(calls().map(refused));
    proxy.refusing = false;
    await Promise.all(calls());
    await expectExact(store);
  }, 60_000);

  it("opening without a server, with a wrong password, a missing database, a newer format, a foreign graph", async () => {
    const unused = await FaultyProxy.start(1);
    const { port } = unused;
    await unused.close();
    await refused(openStore({ uri: `bolt://127.0.0.1:${port}` }));
    await refused(openStore({ uri: `neo4j://127.0.0.1:${port}` }));
    await expect(openStore({ database: "nosuchdatabase" })).rejects.toMatchObject({
      code: "BAD_CONFIG",
      at: "NEO4J_DATABASE",
    });
    if (NEO4J.password !== "")
      await expect(openStore({ password: "wrong password" })).rejects.toMatchObject({
        code: "BAD_CONFIG",
        at: "NEO4J_PASSWORD",
      });
    await query("MATCH (m:Meta) SET m.format = 99");
    await expect(openStore()).rejects.toMatchObject({ code: "FORMAT_UNKNOWN" });
    await query("MATCH (m:Meta) DELETE m");
    await expect(openStore()).rejects.toMatchObject({ code: "BAD_CONFIG", at: "NEO4J_DATABASE" });
    await query("MATCH (n) DETACH DELETE n");
  }, 60_000);
});
