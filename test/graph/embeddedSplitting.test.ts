// Tests of a change of the journey gap, after which the journeys of every customer are split again. This takes several
// transactions, between which other processes can write. If the process is killed, splitting continues when the store
// is opened again.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openEmbedded } from "../../src/graph/embedded/embeddedStore.js";
import type { GraphStore } from "../../src/graph/store.js";
import { WITHOUT_BUILD } from "../support/builtService.js";
import { batchFor } from "../support/histories.js";
import { expectExact } from "./contract/support.js";

const MINUTE = 60_000;
const CUSTOMERS = 6_000;
const KILLS = 4;
const DIST = resolve(import.meta.dirname, "../../dist");
const SCRIPT = resolve(import.meta.dirname, "../support/embeddedSplitter.mjs");
const root = mkdtempSync(join(tmpdir(), "throughline-split-"));
const folder = join(root, "graph");
afterAll(() => rmSync(root, { recursive: true, force: true, maxRetries: 3 }));

/**
 * Returns the number of journeys of each customer. Each customer has two visits 45 minutes apart, which are one journey
 * or two, depending on the gap.
 */
async function journeysOf(store: GraphStore): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for await (const { key, journeys } of store.histories()) found.set(key, journeys.length);
  return found;
}

describe.skipIf(WITHOUT_BUILD !== null)("splitting again", () => {
  beforeAll(async () => {
    const store = await openEmbedded(folder);
    for (let from = 0; from < CUSTOMERS; from += 1_000) {
      const some: Record<string, string> = {};
      for (let c = from; c < from + 1_000; c++) some[`c${c}`] = "w/a@09:00 w/b@09:45";
      await store.record(batchFor(some));
    }
    await store.close();
  });

  it("lets others write in between, and splits their new rows by the new gap", async () => {
    const store = await openEmbedded(folder, { writer: "thread" });
    const order: string[] = [];
    const split = store.updateSettings({ journeyGap: 30 * MINUTE }).then(() => order.push("split"));
    await sleep(1);
    const recorded = store.record(batchFor({ new: "w/a@09:00 w/b@09:45" })).then(() => order.push("recorded"));
    await Promise.all([split, recorded]);
    expect(order).toEqual(["recorded", "split"]);
    const journeys = await journeysOf(store);
    expect(journeys.size).toBe(CUSTOMERS + 1);
    expect(new Set(journeys.values())).toEqual(new Set([2]));
    await expectExact(store);
    await store.erase("new");
    await store.close();
  }, 60_000);

  it(`killed ${KILLS} times, it is completed by the next process that opens the store`, async () => {
    let halfway = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const gap = kill % 2 === 0 ? 60 * MINUTE : 30 * MINUTE;
      const child = spawn(process.execPath, [SCRIPT, DIST, folder, String(gap)], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      const over = once(child, "close");
      await once(child.stdout, "data");
      // Reads the store while some customers are split by the new gap and others are not.
      const watched = await openEmbedded(folder, { readOnly: true });
      for (let alive = true; alive; ) {
        const { journeys } = await watched.status();
        if (journeys > CUSTOMERS && journeys < 2 * CUSTOMERS) child.kill("SIGKILL");
        alive = await Promise.race([over.then(() => false), sleep(1).then(() => true)]);
      }
      await watched.close();
      const left = await openEmbedded(folder, { readOnly: true });
      const { settings } = await left.status();
      if (new Set((await journeysOf(left)).values()).size > 1) halfway++;
      await left.close();
      const store = await openEmbedded(folder);
      const expected = settings.journeyGap === 60 * MINUTE ? 1 : 2;
      expect(new Set((await journeysOf(store)).values())).toEqual(new Set([expected]));
      expect((await store.status()).journeys).toBe(CUSTOMERS * expected);
      await expectExact(store);
      await store.close();
    }
    expect(halfway).toBeGreaterThan(0);
  }, 120_000);
});
