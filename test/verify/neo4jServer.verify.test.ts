// A real server of its own, stopped, killed and started again under load, and four processes that write at once.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import neo4j from "neo4j-driver";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openNeo4jStore } from "../../src/graph/neo4j/store.js";
import type { GraphStore } from "../../src/graph/store.js";
import { MAX_TOUCHPOINTS } from "../../src/model/catalogue.js";
import { expectExact, Mirror } from "../graph/contract/support.js";
import { batchFor } from "../support/histories.js";

const ROOT = resolve(import.meta.dirname, "../..");
const [PORT, HTTP_PORT] = [await freePort(), await freePort()];
const OPTIONS = { uri: `neo4j://127.0.0.1:${PORT}`, user: "neo4j", password: "throughline-verify", database: "neo4j" };
/** Another release, such as 2026.08.1, may be tried too. */
const VERSION = process.env.NEO4J_VERIFY_VERSION ?? "5.26.30";
const home = mkdtempSync(join(tmpdir(), "throughline-neo4j-"));

const script = (...args: string[]): string =>
  execFileSync(process.execPath, [join(ROOT, "scripts/neo4j.mjs"), "--home", home, "--version", VERSION, ...args], {
    encoding: "utf8",
  });
const start = (): string =>
  script(
    "--detach",
    "--port",
    String(PORT),
    "--http-port",
    String(HTTP_PORT),
    "--heap",
    "3g",
    "--password",
    OPTIONS.password,
  );
const pid = (): number => Number(readFileSync(join(home, "run/throughline-neo4j.pid"), "utf8"));
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

interface Writing {
  readonly acknowledged: string[];
  readonly refused: () => number;
  readonly ended: Promise<number | null>;
}

function writer(name: string, batches: number): Writing {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, "neo4jWriter.mjs"), OPTIONS.uri, OPTIONS.user, OPTIONS.password, name, String(batches)],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const acknowledged: string[] = [];
  let [refused, rest] = [0, ""];
  child.stdout.on("data", (data: Buffer) => {
    const lines = (rest + data.toString()).split("\n");
    rest = lines.pop()!;
    for (const line of lines) {
      if (line === "again") refused++;
      else acknowledged.push(line.slice(4));
    }
  });
  return { acknowledged, refused: () => refused, ended: new Promise((done) => child.once("exit", done)) };
}

/** Rows of each batch that stand, by its case. */
async function cases(store: GraphStore): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for await (const { journeys } of store.histories())
    for (const { interactions } of journeys)
      for (const { caseId } of interactions) found.set(caseId!, (found.get(caseId!) ?? 0) + 1);
  return found;
}

describe("a server of its own", () => {
  let store: GraphStore;
  beforeAll(() => {
    start();
  });
  beforeEach(async () => {
    const driver = neo4j.driver(OPTIONS.uri, neo4j.auth.basic(OPTIONS.user, OPTIONS.password));
    const session = driver.session();
    await session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS");
    await driver.close();
    store = await openNeo4jStore(OPTIONS);
    return () => store.close();
  });
  afterAll(() => {
    script("--stop");
    rmSync(home, { recursive: true, force: true });
  });

  it("four processes at once: every row there, edges exact, no version hidden, no refresh torn", async () => {
    const mirror = new Mirror();
    await mirror.build(store);
    const writers = ["a", "b", "c", "d"].map((name) => writer(name, 150));
    let running = true;
    void Promise.all(writers.map((w) => w.ended)).then(() => {
      running = false;
    });
    let refreshes = 0;
    while (running) {
      await mirror.refresh(store);
      const seen = new Map<string, number>();
      for (const { journeys } of mirror.customers.values())
        for (const { interactions } of journeys)
          for (const { caseId } of interactions) seen.set(String(caseId), (seen.get(String(caseId)) ?? 0) + 1);
      expect([...seen].filter(([, rows]) => rows !== 3)).toEqual([]);
      refreshes++;
    }
    expect(await Promise.all(writers.map((w) => w.ended))).toEqual([0, 0, 0, 0]);
    expect(refreshes).toBeGreaterThan(10);
    await mirror.refresh(store);
    const fresh = new Mirror();
    await fresh.build(store);
    expect(mirror.customers).toEqual(fresh.customers);
    const found = await cases(store);
    expect(found.size).toBe(600);
    expect(new Set(found.values())).toEqual(new Set([3]));
    await expectExact(store);
    // Processes that started at once made one of each.
    expect((await store.status()).interactions).toBe(1_800);
  });

  it("first starts at the same moment", async () => {
    const driver = neo4j.driver(OPTIONS.uri, neo4j.auth.basic(OPTIONS.user, OPTIONS.password));
    const session = driver.session();
    await session.run("MATCH (n) DETACH DELETE n");
    for (const { name } of (await session.run("SHOW CONSTRAINTS YIELD name")).records.map((r) => r.toObject()))
      await session.run(`DROP CONSTRAINT ${name}`);
    await driver.close();
    const stores = await Promise.all(Array.from({ length: 6 }, () => openNeo4jStore(OPTIONS)));
    await Promise.all(stores.map((s, i) => s.record(batchFor({ [`c${i % 2}`]: `w/a@09:00#${i}` }))));
    expect((await store.status()).interactions).toBe(6);
    await Promise.all(stores.map((s) => s.close()));
    await expectExact(store);
  });

  it("stopped for ten seconds and started again: coded errors in time, recovery without a restart", async () => {
    const w = writer("w", 400);
    while (w.acknowledged.length < 20) await pause(20);
    script("--stop");
    const stopped = Date.now();
    while (Date.now() < stopped + 10_000) {
      const began = Date.now();
      const results = await Promise.allSettled([
        store.version(),
        store.customers(["c1"]),
        store.record(batchFor({ x: "w/a@09:00" })),
      ]);
      expect(Date.now() - began).toBeLessThan(8_000);
      for (const result of results)
        expect(result).toMatchObject({ status: "rejected", reason: { code: "DATABASE_UNAVAILABLE" } });
    }
    start();
    await store.version();
    expect(await w.ended).toBe(0);
    expect(w.refused()).toBeGreaterThan(0);
    const found = await cases(store);
    expect(found.size).toBe(400);
    expect(new Set(found.values())).toEqual(new Set([3]));
    await expectExact(store);
  });

  it("killed with SIGKILL in the middle of writing, three times", async () => {
    const writers = ["x", "y"].map((name) => writer(name, 300));
    for (let i = 0; i < 3; i++) {
      const before = writers[0]!.acknowledged.length;
      while (writers[0]!.acknowledged.length < before + 15) await pause(10);
      process.kill(pid(), "SIGKILL");
      await pause(500);
      start();
      const found = await cases(store);
      for (const w of writers) for (const name of w.acknowledged.slice(0, -1)) expect(found.get(name), name).toBe(3);
    }
    expect(await Promise.all(writers.map((w) => w.ended))).toEqual([0, 0]);
    const found = await cases(store);
    expect(found.size).toBe(600);
    expect(new Set(found.values())).toEqual(new Set([3]));
    await expectExact(store);
  });

  it("as many touchpoints as there can be, in one batch", async () => {
    const some = batchFor({ ana: "w/a@09:00" });
    const origins = Array.from({ length: MAX_TOUCHPOINTS + 1 }, (_, i) => ({
      ...some.origins[0]!,
      touchpoint: `w/t${i}`,
      kind: `t${i}`,
    }));
    const rows = origins.map((origin, i) => ({
      ...some.rows[0]!,
      id: `i${i}`,
      touchpoint: origin.touchpoint,
      origin: i,
      at: some.rows[0]!.at + i,
    }));
    const outcome = await store.record({ ...some, origins, rows });
    expect(outcome.accepted).toBe(MAX_TOUCHPOINTS);
    expect(outcome.rejected.map((r) => [r.index, r.code])).toEqual([[MAX_TOUCHPOINTS, "TOO_MANY_TOUCHPOINTS"]]);
    await store.erase("ana");
    expect((await store.catalogue()).touchpoints).toEqual([]);
    await expectExact(store);
  });
});
