// kill -9 on `throughline migrate`, again and again. The next process continues, and in the end the store equals one
// into which the same rows are imported. On the embedded store, and on Neo4j if NEO4J_URI is set. THROUGHLINE_KILLS
// sets the number of kills (20 per store). Needs the built output.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { openEmbedded } from "../../src/graph/embedded/embeddedStore.js";
import type { GraphStore } from "../../src/graph/store.js";
import { dump, expectExact } from "../graph/contract/support.js";
import { importLog, type LogRow } from "../graph/rekeyings.js";
import { makeFormer } from "../support/formerStore.js";
import { NEO4J, openEmptyStore, openStore, query, WITHOUT_NEO4J } from "../support/neo4j.js";

const KILLS = Number(process.env.THROUGHLINE_KILLS ?? 20);
const CLI = resolve(import.meta.dirname, "../../dist/cli.js");
const KINDS = ["C", "C++", "C#", "/a/b", "/a-b", "Rating +", "Rating -", "Plain", "A & B"];
const CHANNELS = ["Web", "Web+", "Store", null];

/** The same on every call. No two rows of a customer have the same id. */
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
 * Migrates until it is done. The process is killed at random moments, `kills` times. Returns the number of kills.
 * `time.typical` is the time of a migration, and becomes that of the fastest one: on a machine that was busy when it was
 * measured, hardly any process would otherwise be killed before its end.
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
