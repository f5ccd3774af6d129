// `throughline migrate` on the embedded store, and the behaviour of read-only processes.
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, it } from "vitest";
import { openDatabases, transact } from "../../src/graph/embedded/databases.js";
import { FORMAT } from "../../src/graph/embedded/format.js";
import { openStore } from "../../src/graph/open.js";
import { batchFor } from "../support/histories.js";
import { runner } from "./run.js";

let data: string;
let run: ReturnType<typeof runner>;
let readOnly: ReturnType<typeof runner>;
beforeEach(() => {
  data = join(mkdtempSync(join(tmpdir(), "throughline-")), "data");
  run = runner(data);
  readOnly = runner(data, undefined, { READ_ONLY: "true" });
});

const listed = (state: string) =>
  `  1  the folder and its databases              ${state}\n  2  keys that keep signs: C++ and C# are two  ${state}\n`;

it("reports what would be applied, applies it, and reports when it was applied", async () => {
  expect((await run("migrate", "--status")).out).toBe(listed("to be applied"));
  expect((await run("migrate", "--dry-run")).out).toBe(listed("to be applied"));
  expect(existsSync(data)).toBe(false);
  const applied = new RegExp(`^${listed("applied 20\\d\\d-\\S+Z").replaceAll("+", "\\+").replaceAll("S\\+", "S+")}$`);
  expect((await run("migrate")).out).toMatch(applied);
  expect((await run("migrate", "--status")).out).toMatch(applied);
  const [migration] = (await run("migrate", "--status", "--json")).json<{ appliedAt: string }[]>() as never as [
    { appliedAt: string },
  ];
  expect(migration).toMatchObject({ number: 1, name: "the folder and its databases", applied: true });
  expect(Math.abs(Date.parse(migration.appliedAt) - Date.now())).toBeLessThan(60_000);
  expect((await run("migrate", "--dry-run")).out).toBe("Nothing to do: the store has format 2.\n");
  expect((await run("migrate")).out).toBe("Nothing to do: the store has format 2.\n");
  expect((await run("migrate", "--dry-run", "--json")).json()).toEqual([]);
  expect((await run("migrate", "--help")).out).toContain("throughline migrate --dry-run");
});

it("accepts a store that did not record the time, and refuses a newer one in one line", async () => {
  await run("migrate");
  const dbs = await openDatabases(join(data, "graph"));
  transact(dbs, () => dbs.meta.removeSync("migrated"));
  expect((await run("migrate", "--status")).out).toBe(listed("applied"));
  transact(dbs, () => dbs.meta.putSync("meta", { ...(dbs.meta.get("meta") as object), format: FORMAT + 1 } as never));
  await dbs.root.close();
  for (const argv of [["migrate", "--status"], ["migrate"], ["status"]]) {
    const { code, out, err } = await run(...argv);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(
      /^error FORMAT_UNKNOWN: The store has format 3; this program knows formats up to 2\. Use .*\n$/,
    );
  }
});

it("READ_ONLY writes nothing: it refuses a store that needs a migration, answers questions on one that does not, and refuses every change", async () => {
  const missing = await readOnly("status");
  expect(missing.err).toMatch(/^error MIGRATION_NEEDED: .* Run `throughline migrate` once without READ_ONLY.*\n$/);
  expect(existsSync(data)).toBe(false);
  expect((await readOnly("migrate", "--dry-run")).out).toContain("to be applied");

  const log = join(data, "../log.csv");
  writeFileSync(log, "customer,touchpoint,at,channel\nana,Ad,2024-01-01,Web\n");
  await run("import", log);
  const before = bytesOf(join(data, "graph"));
  expect((await readOnly("status", "--json")).json()).toMatchObject({ customers: 1, interactions: 1 });
  expect((await readOnly("export", "interactions", "--format", "ndjson")).out).toContain("ana");
  for (const argv of [
    ["import", log],
    ["migrate"],
    ["erase", "ana"],
    ["erase", "ana", "--yes"],
    ["forget", "--source", "1"],
    ["settings", "--journey-gap", "PT1H"],
    ["link", "ana", "--into", "ben"],
  ]) {
    const { code, err } = await readOnly(...argv);
    expect([code, err], argv.join(" ")).toEqual([
      1,
      "error READ_ONLY: This process only reads: it was started with READ_ONLY. Send changes to a process that was started without it.\n",
    ]);
  }
  expect(bytesOf(join(data, "graph"))).toBe(before);
  expect((await runner(data, undefined, { READ_ONLY: "yes" })("status")).err).toMatch(
    /^error BAD_CONFIG: READ_ONLY is "yes"\. Set it to true or false.*\n$/,
  );
});

it("a read-only process sees what another process records", async () => {
  const writing = await openStore({ dataDir: data, neo4j: null }, { writer: "inline" });
  const reading = await openStore({ dataDir: data, readOnly: true, neo4j: null });
  for (let i = 1; i <= 20; i++) {
    const { version } = await writing.record(batchFor({ [`c${i}`]: "w/a@09:00 w/b@09:01" }));
    expect(await reading.version()).toBe(version);
    expect((await reading.customers([`c${i}`]))[0]!.journeys).toHaveLength(1);
  }
  expect((await reading.catalogue()).touchpoints.map(({ key }) => key)).toEqual(["w/a", "w/b"]);
  await expect(reading.record(batchFor({ x: "w/a@09:00" }))).rejects.toMatchObject({ code: "READ_ONLY" });
  await reading.close();
  await writing.close();
});

function bytesOf(folder: string): string {
  return readdirSync(folder)
    .filter((name) => name !== "lock.mdb")
    .map((name) => readFileSync(join(folder, name)).toString("base64"))
    .join();
}
