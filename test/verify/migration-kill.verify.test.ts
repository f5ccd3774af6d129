// Kills `throughline migrate` with kill -9 again and again. The next process continues, and in the end, the store must
// equal one into which the same rows were imported. The test runs on the embedded store, and on Neo4j if NEO4J_URI is
// set. THROUGHLINE_KILLS sets the number of kills (20 per store). Needs the built output.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { type Meta, openDatabases, transact } from "../../src/graph/embedded/databases.js";
import { openEmbedded } from "../../src/graph/embedded/embeddedStore.js";
import { EMPTY, pairKey, textKey } from "../../src/graph/embedded/keys.js";
import type { GraphStore } from "../../src/graph/store.js";
import { dump, expectExact } from "../graph/contract/support.js";
import { importLog, type LogRow } from "../graph/rekeyings.js";
import { makeFormer } from "../support/formerStore.js";
import { NEO4J, openEmptyStore, openStore, query, WITHOUT_NEO4J } from "../support/neo4j.js";
import { startTestServer } from "../support/server.js";

const KILLS = Number(process.env.THROUGHLINE_KILLS ?? 20);
/** Interactions of each customer of the large store, and the number of customers that are imported together. */
const EACH = 20;
const PIECE = 2_000;
/** Interactions of the large store, which has whole pieces. */
const MANY = Math.ceil(Number(process.env.THROUGHLINE_MIGRATED ?? 1_000_000) / (PIECE * EACH)) * PIECE * EACH;
const CLI = resolve(import.meta.dirname, "../../dist/cli.js");
const KINDS = ["C", "C++", "C#", "/a/b", "/a-b", "Rating +", "Rating -", "Plain", "A & B"];
const CHANNELS = ["Web", "Web+", "Store", null];

/** Returns the same rows on every call. No two rows of a customer have the same id. */
function rowsOf(customers: number, each: number): LogRow[] {
  return Array.from({ length: customers * each }, (_, i) => {
    const mixed = (i * 104_729 + 7) >>> 0;
    return {
      source: 1 + (mixed % 3),
      customer: `c${i % customers}`,
      id: Math.floor(i / customers),
      kind: KINDS[mixed % KINDS.length]!,
      channel: CHANNELS[mixed % CHANNELS.length]!,
      stage: mixed % 5 === 0 ? "Try & buy" : null,
      intended: mixed % 7 === 0 ? "Web+" : null,
      minute: mixed % 3 === 0 ? 50_000 : 0,
    };
  });
}

/**
 * Migrates until the store is migrated. The process is killed up to `kills` times, at random moments. Returns the
 * number of kills. `time.typical` is the time of a whole migration, from which the moments are chosen. It is set to the
 * time of the fastest one, because if the machine was busy when it was measured, most processes would end before they
 * are killed.
 */
async function migrateUnderFire(
  env: Record<string, string>,
  kills: number,
  time: { typical: number },
): Promise<number> {
  for (let killed = 0; ; ) {
    const began = Date.now();
    const child = spawn(process.execPath, [CLI, "migrate"], {
      env: { ...process.env, ...env },
      stdio: ["ignore", "ignore", "inherit"],
    });
    const ended = once(child, "close") as Promise<[number | null]>;
    const fire = killed < kills;
    const first = await Promise.race([
      ended.then(() => "ended"),
      sleep(fire ? Math.random() * time.typical : 600_000, "late"),
    ]);
    if (first === "late") {
      child.kill("SIGKILL");
      await ended;
      killed++;
      continue;
    }
    expect((await ended)[0]).toBe(0);
    if (killed === 0) time.typical = Math.min(time.typical, Date.now() - began);
    return killed;
  }
}

/** Returns the hash of an export, because its text would be too large. */
async function digestOf(data: string, what: string): Promise<string> {
  const child = spawn(process.execPath, [CLI, "export", what], {
    env: { ...process.env, DATA_DIR: data },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const hash = createHash("sha256");
  for await (const bytes of child.stdout) hash.update(bytes as Buffer);
  return hash.digest("hex");
}

async function answersOf(data: string): Promise<{ status: { interactions: number } }> {
  const server = await startTestServer({ open: () => openEmbedded(join(data, "graph")) });
  try {
    await server.service.ready();
    const { data: answers, errors } = await server.ask(`{
      status { customers journeys interactions touchpoints }
      transitions(first: 100) { totals { journeys } edges { from { label } to { label } count journeys } }
      commonRoutes(from: { channels: ["web"] }, to: { channels: ["store"] }, first: 50) {
        routes { label journeys customers value duration { median } }
      }
      handoffs(first: 20, settings: { goal: { kinds: ["Plain"] } }) { handoffs { from { label } to { label } count failed failRate } }
    }`);
    expect(errors).toBeUndefined();
    return answers;
  } finally {
    await server.close();
  }
}

describe.skipIf(!existsSync(CLI))("a migration under kill -9", () => {
  const folders: string[] = [];
  afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true, maxRetries: 3 }))));
  const newFolder = async () => {
    const folder = await mkdtemp(join(tmpdir(), "throughline-migration-"));
    folders.push(folder);
    return folder;
  };

  it(`embedded: ${KILLS} kills`, async () => {
    const rows = rowsOf(8_000, 20);
    const freshStore = await openEmbedded(await newFolder());
    await importLog(freshStore, rows, false);
    const fresh = await dump(freshStore);
    await freshStore.close();
    const former = async () => {
      const data = await newFolder();
      const store = await openEmbedded(join(data, "graph"));
      await importLog(store, rows, true);
      await store.close();
      await makeFormer(join(data, "graph"));
      return data;
    };
    const whole = { DATA_DIR: await former() };
    const time = { typical: Number.POSITIVE_INFINITY };
    await migrateUnderFire(whole, 0, time);
    for (let killed = 0; killed < KILLS; ) {
      const data = await former();
      killed += await migrateUnderFire({ DATA_DIR: data }, Math.min(4, KILLS - killed), time);
      const store = await openEmbedded(join(data, "graph"));
      expect(await dump(store)).toEqual(fresh);
      await expectExact(store);
      await store.close();
    }
  }, 1_800_000);

  it(`embedded: ${MANY} interactions, with keys that were linked: the same exports and answers`, async () => {
    /** Imports the rows in pieces of whole customers, so that they are never all in memory. */
    const filled = async (former: boolean) => {
      const data = await newFolder();
      const store = await openEmbedded(join(data, "graph"));
      for (let customer = 0; customer * EACH < MANY; customer += PIECE) {
        const rows = rowsOf(PIECE, EACH).map((row) => ({ ...row, customer: `${row.customer}-${customer / PIECE}` }));
        await importLog(store, rows, former);
      }
      await store.close();
      return data;
    };
    const fresh = await filled(false);
    const data = await filled(true);
    await makeFormer(join(data, "graph"));
    const dbs = await openDatabases(join(data, "graph"));
    transact(dbs, () => {
      dbs.meta.putSync("meta", { ...(dbs.meta.get("meta") as Meta), aliases: 1 });
      dbs.aliases.putSync(textKey("cookie"), textKey("c1-0"));
      dbs.aliasesOf.putSync(pairKey("c1-0", "cookie"), EMPTY);
    });
    await dbs.root.close();

    const time = { typical: 3_000 };
    const began = Date.now();
    const killed = await migrateUnderFire({ DATA_DIR: data }, KILLS, time);
    expect(killed).toBeGreaterThan(0);
    console.info(`${MANY} interactions migrated with ${killed} kills in ${Date.now() - began} ms`);
    for (const what of ["interactions", "journeys", "transitions"])
      expect(await digestOf(data, what), what).toBe(await digestOf(fresh, what));
    const expected = await answersOf(fresh);
    expect(expected.status.interactions).toBe(MANY);
    expect(await answersOf(data)).toEqual(expected);
    const store = await openEmbedded(join(data, "graph"));
    expect(await store.person("cookie")).toMatchObject({ key: "c1-0", names: [{ name: "cookie", identity: "c1-0" }] });
    await expect(store.unlink("cookie", "c1-0")).rejects.toMatchObject({ code: "LINKED_BEFORE" });
    await store.close();
  }, 3_600_000);

  it.skipIf(WITHOUT_NEO4J !== null)(
    `Neo4j: ${KILLS} kills`,
    async () => {
      const rows = rowsOf(1_500, 8);
      const env = { NEO4J_URI: NEO4J.uri, NEO4J_USER: NEO4J.user, NEO4J_PASSWORD: NEO4J.password };
      const content = async (store: GraphStore) => {
        const all = await dump(store);
        await expectExact(store);
        await store.close();
        return all;
      };
      const freshStore = await openEmptyStore();
      await importLog(freshStore, rows, false);
      const fresh = await content(freshStore);
      const former = async () => {
        const store = await openEmptyStore();
        await importLog(store, rows, true);
        await store.close();
        await query("MATCH (m:Meta {id: 'meta'}) SET m.format = 1, m.formerRowIds = null");
        await query("MATCH (m:Migration) WHERE m.number > 1 DELETE m");
      };
      await former();
      const time = { typical: Number.POSITIVE_INFINITY };
      await migrateUnderFire(env, 0, time);
      for (let killed = 0; killed < KILLS; ) {
        await former();
        killed += await migrateUnderFire(env, Math.min(4, KILLS - killed), time);
        expect(await content(await openStore())).toEqual(fresh);
      }
    },
    1_800_000,
  );
});
