// `throughline migrate` on the embedded store, and the behaviour of read-only processes.
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, it } from "vitest";
import { openDatabases, transact } from "../../src/graph/embedded/databases.js";
import { FORMAT } from "../../src/graph/embedded/format.js";
import { EMPTY, pairKey, textKey } from "../../src/graph/embedded/keys.js";
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
  [
    "  1  the folder and its databases                           ",
    "  2  keys that keep signs: C++ and C# are two               ",
    "  3  identities that can be undone, and a place for feedback",
  ]
    .map((line) => `${line}  ${state}\n`)
    .join("");

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
  expect((await run("migrate", "--dry-run")).out).toBe("Nothing to do: the store has format 3.\n");
  expect((await run("migrate")).out).toBe("Nothing to do: the store has format 3.\n");
  expect((await run("migrate", "--dry-run", "--json")).json()).toEqual([]);
  expect((await run("migrate", "--help")).out).toContain("throughline migrate --dry-run");
});

it("migrates a store of format 2: nothing is lost, and keys that were linked stay further names", async () => {
  await run("migrate");
  const dbs = await openDatabases(join(data, "graph"));
  const store = await openStore({ dataDir: data, neo4j: null });
  await store.record(batchFor({ card: "w/a@09:00 w/b@09:05#2", ben: "w/a@09:00" }));
  await store.setAttributes([{ customer: "card", attributes: { tier: "gold" } }]);
  await store.close();
  const exported = (await run("export", "interactions")).out;
  // The store as format 2 left it: the rows of the cookie belong to the card for ever.
  transact(dbs, () => {
    const { related: _, ...meta } = dbs.meta.get("meta") as Record<string, unknown>;
    dbs.meta.putSync("meta", { ...meta, format: 2, aliases: 1 });
    dbs.aliases.putSync(textKey("cookie"), textKey("card"));
    dbs.aliasesOf.putSync(pairKey("card", "cookie"), EMPTY);
    for (const db of [dbs.members, dbs.membersOf, dbs.relations]) db.dropSync();
  });
  await dbs.root.close();
  expect((await readOnly("status")).err).toMatch(/^error MIGRATION_NEEDED/);
  const pending =
    "  3  identities that can be undone, and a place for feedback  to be applied\n     Takes a moment: no customer is rewritten. The interactions of 2 customers get the customer's key as their identity. 1 key that was linked stays a further name, and cannot be unlinked.\n";
  const before = bytesOf(join(data, "graph"));
  expect(await run("status")).toMatchObject({
    code: 0,
    out: `store         embedded in ${join(data, "graph")}\nformat        2; this release needs format 3\n${pending}Nothing was changed. \`throughline migrate\` applies this, and so do the service and all other commands that open the store.\n`,
  });
  expect((await run("status", "--json")).json()).toMatchObject({
    kind: "embedded",
    format: 2,
    migrationNeeded: true,
    migrations: [{ number: 3, applied: false, appliedAt: null }],
  });
  expect((await run("migrate", "--dry-run")).out).toBe(pending);
  expect(bytesOf(join(data, "graph"))).toBe(before);
  expect((await run("export", "interactions")).out).toBe(exported);
  expect((await readOnly("status", "--json")).json()).toMatchObject({ format: 3, interactions: 3 });
  expect((await run("status", "--json")).json()).toMatchObject({ format: 3, migrationNeeded: false });
  expect((await run("unlink", "cookie", "--into", "card")).err).toMatch(/^error LINKED_BEFORE: The key "cookie" .*\n$/);
  const again = await openStore({ dataDir: data, neo4j: null });
  try {
    expect(await again.identities("cookie")).toEqual(["card", "cookie"]);
    // Rows under the alias are recorded under the identity, and a link of the alias is a link of the identity.
    await again.record(batchFor({ cookie: "w/c@09:10#3" }));
    await again.link(["cookie"], "ben");
    expect(await again.person("cookie")).toMatchObject({
      key: "ben",
      identities: ["ben", "card"],
      names: [{ name: "cookie", identity: "card" }],
      links: [{ from: "card", into: "ben" }],
    });
    const [customer] = await again.customers(["cookie"]);
    expect(customer!.journeys[0]!.interactions.map(({ identity, id }) => `${identity}/${id}`)).toEqual([
      "ben/1",
      "card/1",
      "card/2",
      "card/3",
    ]);
    await again.unlink("card", "ben");
    await again.erase("cookie");
    expect(await again.identities("card")).toEqual([]);
    expect(await again.identities("cookie")).toEqual([]);
  } finally {
    await again.close();
  }
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
      /^error FORMAT_UNKNOWN: The store has format 4; this program knows formats up to 3\. Use .*\n$/,
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
