// Tests repeated faults in the folder of the embedded store. Random places are damaged while no process runs. The
// folder is also moved away and put back while two processes record and are killed. THROUGHLINE_DAMAGES (150) and
// THROUGHLINE_MOVES (25) set the numbers. Needs the built output.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { damageOf } from "../../src/graph/embedded/damage.js";
import { openEmbedded } from "../../src/graph/embedded/embeddedStore.js";
import { expectExact } from "../graph/contract/support.js";
import { WITHOUT_BUILD } from "../support/builtService.js";
import { batchFor } from "../support/histories.js";

const DAMAGES = Number(process.env.THROUGHLINE_DAMAGES ?? 150);
const MOVES = Number(process.env.THROUGHLINE_MOVES ?? 25);
const DIST = resolve(import.meta.dirname, "../../dist");
const USER = resolve(import.meta.dirname, "../support/embeddedUser.mjs");
const IMPORTER = resolve(import.meta.dirname, "../support/embeddedImporter.mjs");
const PAGE = 4_096;
/** Milliseconds until a process that uses a damaged store has come to an end. */
const ENDS_WITHIN = 60_000;
const root = mkdtempSync(join(tmpdir(), "throughline-faults-"));
afterAll(() => rmSync(root, { recursive: true, force: true, maxRetries: 3 }));

let seed = 20_261_130;
function random(below: number): number {
  seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
  return Math.floor((seed / 2 ** 31) * below);
}

/** Kinds of damage; each gets a copy of the file. */
const KINDS: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  "cut short": (bytes) => bytes.subarray(0, random(bytes.length)),
  "a page of zeros": (bytes) => stretch(bytes, PAGE, () => 0, random(bytes.length / PAGE) * PAGE),
  "zeros to the end": (bytes) => stretch(bytes, bytes.length, () => 0),
  "a stretch of zeros": (bytes) => stretch(bytes, 1 + random(600), () => 0),
  "a stretch of ones": (bytes) => stretch(bytes, 1 + random(600), () => 255),
  "random bytes": (bytes) => stretch(bytes, 1 + random(600), () => random(256)),
  "a random page": (bytes) => stretch(bytes, PAGE, () => random(256), random(bytes.length / PAGE) * PAGE),
  "one page in another's place": (bytes) => {
    const [from, to] = [random(bytes.length / PAGE), random(bytes.length / PAGE)];
    bytes.copy(bytes, to * PAGE, from * PAGE, (from + 1) * PAGE);
    return bytes;
  },
  "one bit": (bytes) => {
    const at = random(bytes.length);
    bytes[at]! ^= 1 << random(8);
    return bytes;
  },
};

function stretch(bytes: Buffer, length: number, fill: () => number, at = random(bytes.length)): Buffer {
  for (let i = at; i < Math.min(bytes.length, at + length); i++) bytes[i] = fill();
  return bytes;
}

describe.skipIf(WITHOUT_BUILD !== null)("faults of the folder", () => {
  it(`${DAMAGES} damaged files: each refused with STORE_FAILED or used, and no process ends with a signal`, async () => {
    const source = join(root, "source");
    const store = await openEmbedded(source);
    for (let batch = 0; batch < 10; batch++) {
      const customers: Record<string, string> = {};
      for (let c = 0; c < 80; c++) {
        const steps = Array.from({ length: c === 0 ? 500 : 5 }, (_, i) => `w/t${(c + i) % 9}@09:00#${batch}-${c}-${i}`);
        customers[`customer-${batch * 60 + c}`] = steps.join(" ");
      }
      await store.record(batchFor(customers));
    }
    await store.close();
    const whole = readFileSync(join(source, "data.mdb"));
    const outcomes: Record<string, number> = {};
    const kinds = Object.keys(KINDS);
    for (let i = 0; i < DAMAGES; i++) {
      const kind = kinds[i % kinds.length]!;
      const folder = join(root, `damaged-${i}`, "graph");
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "data.mdb"), KINDS[kind]!(Buffer.from(whole)));
      const found = damageOf(join(folder, "data.mdb"));
      const { signal, said } = await used(folder);
      expect(signal, `${kind}: ${found}`).toBeNull();
      if (!said.used) expect(said.code, `${kind}: ${said.message}`).toBe("STORE_FAILED");
      if (found !== null) expect(said.used, `${kind}: ${found}`).toBe(false);
      const outcome = `${kind}: ${said.used ? "used" : "refused"}`;
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      rmSync(join(root, `damaged-${i}`), { recursive: true });
    }
    console.info(outcomes);
  });

  it(`${MOVES} times moved away while two processes record: nothing acknowledged is lost, nothing is written elsewhere`, async () => {
    const folder = join(root, "moved", "graph");
    await (await openEmbedded(folder)).close();
    const acknowledged = new Map<string, number>();
    let refused = 0;
    for (let move = 0; move < MOVES; move++) {
      const importers = ["a", "b"].map((name) => importer(folder, name, acknowledged));
      await Promise.all(importers.map(({ began }) => began));
      await sleep(random(150));
      renameSync(folder, `${folder}.away`);
      // Each process ends by itself at its next batch. If it hangs, it is killed.
      await Promise.all(
        importers.map(({ child, ended }) => Promise.race([ended, sleep(3_000)]).then(() => child.kill("SIGKILL"))),
      );
      const ends = await Promise.all(importers.map(({ ended }) => ended));
      refused += ends.filter(({ err }) => err.includes("while it was open")).length;
      renameSync(`${folder}.away`, folder);
    }
    expect(refused).toBeGreaterThan(MOVES);
    const store = await openEmbedded(folder);
    const found = new Map<string, number>();
    for await (const { journeys } of store.histories())
      for (const { interactions } of journeys)
        for (const { caseId } of interactions) found.set(caseId!, (found.get(caseId!) ?? 0) + 1);
    for (const [name, batches] of acknowledged)
      for (let batch = 0; batch < batches; batch++) expect(found.get(`${name}-${batch}`), `${name}-${batch}`).toBe(60);
    await expectExact(store);
    console.info(`${MOVES} moves, ${refused} processes refused, ${[...acknowledged.values()]} batches acknowledged`);
    await store.close();
  });
});

async function used(
  folder: string,
): Promise<{ signal: string | null; said: { used: boolean; code?: string; message?: string } }> {
  // A process that does not end is killed, so it ends with a signal.
  const child = spawn(process.execPath, [USER, DIST, folder], {
    stdio: ["ignore", "pipe", "inherit"],
    timeout: ENDS_WITHIN,
    killSignal: "SIGKILL",
  });
  let out = "";
  child.stdout.on("data", (chunk) => {
    out += chunk;
  });
  const [, signal] = (await once(child, "close")) as [number | null, string | null];
  return { signal, said: out === "" ? { used: false } : JSON.parse(out) };
}

function importer(
  folder: string,
  name: string,
  acknowledged: Map<string, number>,
): { child: ChildProcess; began: Promise<unknown>; ended: Promise<{ err: string }> } {
  const first = String(acknowledged.get(name) ?? 0);
  const child = spawn(process.execPath, [IMPORTER, DIST, folder, name, first], { stdio: ["ignore", "pipe", "pipe"] });
  let [rest, err] = ["", ""];
  child.stdout.on("data", (chunk) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop()!;
    for (const line of lines) acknowledged.set(name, Number(line) + 1);
  });
  child.stderr.on("data", (chunk) => {
    err += chunk;
  });
  return { child, began: once(child.stdout, "data"), ended: once(child, "close").then(() => ({ err })) };
}
