// Kills an importer with kill -9 again and again, while a second importer records into the same folder and this process
// reads. No acknowledged batch may be lost, none may be stored in part, edges and counters must be exact, and the
// change feed complete. THROUGHLINE_KILLS sets the number of kills (50). Needs the built output.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { openEmbedded } from "../../src/graph/embedded/embeddedStore.js";
import type { GraphStore } from "../../src/graph/store.js";
import { allHistories, expectExact, Mirror } from "../graph/contract/support.js";

const KILLS = Number(process.env.THROUGHLINE_KILLS ?? 50);
/** The number of times that both importers are stopped and everything is counted again. */
const CHECK_EVERY = 5;
const ROWS = 60;
const DIST = resolve(import.meta.dirname, "../../dist");
const SCRIPT = resolve(import.meta.dirname, "../support/embeddedImporter.mjs");

class Importer {
  /** Batches 0 … acknowledged − 1 must exist. */
  acknowledged = 0;
  #child: ChildProcess | null = null;

  constructor(
    readonly folder: string,
    readonly name: string,
  ) {}

  /** Resolves at the first acknowledgement. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, [SCRIPT, DIST, this.folder, this.name, String(this.acknowledged)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.#child = child;
    let rest = "";
    child.stdout.on("data", (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split("\n");
      rest = lines.pop()!;
      for (const line of lines) this.acknowledged = Number(line) + 1;
    });
    await once(child.stdout, "data");
  }

  async kill(): Promise<void> {
    const child = this.#child!;
    const ended = once(child, "close");
    child.kill("SIGKILL");
    await ended;
  }
}

/** Returns, for each batch, the number of its rows that exist. */
function batchesOf(mirror: Mirror): Map<string, number> {
  const rows = new Map<string, number>();
  for (const { journeys } of mirror.customers.values())
    for (const { interactions } of journeys)
      for (const { caseId } of interactions) rows.set(caseId as string, (rows.get(caseId as string) ?? 0) + 1);
  return rows;
}

function expectWhole(mirror: Mirror, promised: ReadonlyMap<string, number>): void {
  const rows = batchesOf(mirror);
  for (const [batch, count] of rows) expect(count, `batch ${batch} by half`).toBe(ROWS);
  for (const [name, count] of promised)
    for (let n = 0; n < count; n++) expect(rows.has(`${name}-${n}`), `batch ${name}-${n} is lost`).toBe(true);
}

describe.skipIf(!existsSync(join(DIST, "graph/embedded/embeddedStore.js")))("embedded store under kill -9", () => {
  const folders: string[] = [];
  afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true, maxRetries: 3 }))));

  it(`${KILLS} kills: nothing lost, nothing stored in part, everything exact`, async () => {
    const folder = await mkdtemp(join(tmpdir(), "throughline-kill-"));
    folders.push(folder);
    const store: GraphStore = await openEmbedded(folder);
    const mirror = new Mirror();
    await mirror.build(store);
    const [killed, steady] = [new Importer(folder, "a"), new Importer(folder, "b")];
    const promised = (): Map<string, number> => new Map([killed, steady].map((i) => [i.name, i.acknowledged]));
    let seed = 20_261_124;
    const random = (): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return seed / 2 ** 31;
    };
    let refreshes = 0;

    await steady.start();
    for (let kill = 1; kill <= KILLS; kill++) {
      await killed.start();
      // The process is killed after some batches, at a random moment of the next one.
      const enough = killed.acknowledged + Math.floor(random() * 8);
      const latest = Date.now() + 2_000;
      while (killed.acknowledged < enough && Date.now() < latest) {
        // Everything that was acknowledged before a refresh began must be in it.
        const before = promised();
        await mirror.refresh(store);
        expectWhole(mirror, before);
        refreshes++;
        await sleep(random() * 10);
      }
      await sleep(random() * 40);
      await killed.kill();
      const before = promised();
      await mirror.refresh(store);
      expectWhole(mirror, before);
      if (kill % CHECK_EVERY === 0 || kill === KILLS) {
        await steady.kill();
        const all = promised();
        await mirror.refresh(store);
        expectWhole(mirror, all);
        await expectExact(store);
        const fresh = new Mirror();
        await fresh.build(store);
        expect(mirror.customers).toEqual(fresh.customers);
        if (kill < KILLS) await steady.start();
      }
    }
    const rows = (await allHistories(store)).reduce(
      (n, h) => n + h.journeys.reduce((m, j) => m + j.interactions.length, 0),
      0,
    );
    expect(rows).toBe([...batchesOf(mirror).values()].reduce((a, b) => a + b, 0));
    console.info(
      `${KILLS} kills, ${killed.acknowledged} and ${steady.acknowledged} batches acknowledged, ${rows} rows, ${refreshes} refreshes`,
    );
    await store.close();
  });
});
