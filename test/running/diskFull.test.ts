// Tests with a full disk: a file system of a few megabytes that exists only for one process. The tests require Linux,
// and the right to mount a file system in a separate namespace.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WITHOUT_BUILD } from "../support/builtService.js";

const CLI = resolve(import.meta.dirname, "../../dist/cli.js");
const UNSHARE = process.getuid?.() === 0 ? ["-m"] : ["-Urm"];
const root = mkdtempSync(join(tmpdir(), "throughline-full-"));
const disk = join(root, "disk");
const log = join(root, "log.csv");

/** Runs the script with `disk` of this size. */
function onSmallDisk(size: string, script: string): { status: number | null; out: string; err: string } {
  const mounted = `mkdir -p ${disk} && mount -t tmpfs -o size=${size} tmpfs ${disk} && cd ${disk} && ${script}`;
  const env = { ...process.env, NEO4J_URI: "", DATA_DIR: `${disk}/data` };
  const { status, stdout, stderr } = spawnSync("unshare", [...UNSHARE, "sh", "-c", mounted], { encoding: "utf8", env });
  return { status, out: stdout ?? "", err: stderr ?? "" };
}

const why = WITHOUT_BUILD ?? (onSmallDisk("1m", "true").status === 0 ? null : "no file system can be mounted here");

describe.skipIf(why !== null)(`a full disk${why === null ? "" : ` (skipped: ${why})`}`, () => {
  beforeAll(() => {
    const rows = Array.from({ length: 40_000 }, (_, i) => {
      const at = new Date(1_700_000_000_000 + i * 60_000).toISOString();
      return `customer-${i % 7_000},web,page ${i % 30},${at},some text of its own ${i}`;
    });
    writeFileSync(log, `customer,channel,activity,timestamp,note\n${rows.join("\n")}\n`);
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it("while an import spills: one line with the remedy, nothing recorded, nothing left behind", () => {
    const { status, out, err } = onSmallDisk(
      "2m",
      `node ${CLI} import ${log}; echo "code $?"; ls data; node ${CLI} status --json`,
    );
    expect(err).toMatch(
      /^error STORE_FAILED: Temporary files cannot be written to "\S+": the disk is full\. Free some space, .*\n$/,
    );
    expect(out).toMatch(/^code 1\ngraph\n/);
    expect(JSON.parse(out.slice(out.indexOf("{")))).toMatchObject({ interactions: 0 });
    expect(status).toBe(0);
  }, 60_000);

  it("while a store is written: acknowledged changes stay, and it continues when there is space", () => {
    const script = join(root, "fill.mjs");
    writeFileSync(script, FILL);
    const { out, err } = onSmallDisk("4m", `node ${script} ${resolve(import.meta.dirname, "../../dist")} ${disk}`);
    expect(err.replaceAll(/Write error: .*?(?=Write error|$)/gs, "")).toBe("");
    const { refused, atRefusal, acknowledged, there } = JSON.parse(out);
    expect(refused).toMatchObject({ code: "STORE_FAILED", message: expect.stringContaining("the disk is full") });
    expect(atRefusal.there).toBe(atRefusal.acknowledged);
    expect(acknowledged).toBeGreaterThan(atRefusal.acknowledged);
    expect(there).toBe(acknowledged);
  }, 60_000);
});

/** Records until the disk is full, frees space, records again, opens again and counts. */
const FILL = `
import { rmSync, writeFileSync } from "node:fs";
const [dist, disk] = process.argv.slice(2);
const { openEmbedded } = await import(dist + "/graph/embedded/embeddedStore.js");
writeFileSync(disk + "/ballast", Buffer.alloc(1 << 20));
let store = await openEmbedded(disk + "/data/graph", { writer: "thread" });
const none = { journey: null, cost: null, initiatedBy: null, outcome: null, resolved: null, intendedChannel: null,
  contextCarried: null, repeatedInfo: null, referredBy: null, attributes: null, caseId: null, value: null, sequence: 0, origin: 0 };
const origins = [{ source: 0, touchpoint: "web/t", kind: "t", channel: "web", stage: null, intended: null, initiatedBy: null }];
let acknowledged = 0, batch = 0;
const record = async () => {
  batch++;
  const rows = Array.from({ length: 300 }, (_, i) =>
    ({ ...none, customer: "c-" + batch + "-" + i, id: "i" + i, touchpoint: "web/t", at: 1_700_000_000_000 + i }));
  acknowledged += (await store.record({ origins, rows, replace: false, createNames: true })).accepted;
};
const there = async () => (await store.status()).interactions;
let refused = null, atRefusal = null;
while (refused === null)
  await record().catch(({ code, message, remedy }) => { refused = { code, message, remedy }; });
atRefusal = { acknowledged, there: await there() };
rmSync(disk + "/ballast");
for (let i = 0; i < 3; i++) await record();
await store.close();
store = await openEmbedded(disk + "/data/graph");
console.log(JSON.stringify({ refused, atRefusal, acknowledged, there: await there() }));
await store.close();
`;
