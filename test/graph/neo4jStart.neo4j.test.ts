// Tests of starting on a real server: migrations, several processes at once, read-only processes, and all errors, in
// the one line that a user sees.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { runner } from "../commands/run.js";
import { serve, run as spawned, WITHOUT_BUILD } from "../support/builtService.js";
import { batchFor } from "../support/histories.js";
import { driver, emptyDatabase, NEO4J, openEmptyStore, openStore, query, WITHOUT_NEO4J } from "../support/neo4j.js";
import { FaultyProxy } from "../support/proxy.js";

const why = WITHOUT_NEO4J ?? WITHOUT_BUILD;
const SETTINGS = {
  NEO4J_URI: NEO4J.uri,
  NEO4J_USER: NEO4J.user,
  NEO4J_PASSWORD: NEO4J.password || "none",
  NEO4J_DATABASE: NEO4J.database,
};
const data = mkdtempSync(join(tmpdir(), "throughline-"));
const runWith = (settings: Partial<typeof SETTINGS> & { READ_ONLY?: string } = {}) =>
  runner(data, undefined, { ...SETTINGS, ...settings });

/** Removes everything, so that the server is like one that Throughline has never used. */
async function pristine(): Promise<void> {
  await emptyDatabase();
  const d = driver();
  const session = d.session({ database: NEO4J.database });
  const namesOf = async (statement: string): Promise<string[]> =>
    (await session.run(statement)).records.map((record) => record.get("name"));
  for (const name of await namesOf("SHOW CONSTRAINTS YIELD name")) await session.run(`DROP CONSTRAINT ${name}`);
  for (const name of await namesOf("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name"))
    await session.run(`DROP INDEX ${name}`);
  await d.close();
}
const listed = (state: string) =>
  [
    "constraints, indexes and the Meta node",
    "keys that keep signs: C++ and C# are two",
    "identities that can be undone, and a place for feedback",
  ]
    .map((name, i) => `  ${i + 1}  ${name.padEnd(55)}  ${state}\n`)
    .join("");
const everything = async (): Promise<unknown> => ({
  nodes: await query("MATCH (n) RETURN labels(n) AS labels, properties(n) AS properties ORDER BY elementId(n)"),
  schema: await query("SHOW CONSTRAINTS YIELD name RETURN name ORDER BY name"),
});

describe.skipIf(why !== null)(`starting on Neo4j${why ? ` (skipped: ${why})` : ""}`, () => {
  beforeEach(emptyDatabase);

  it("migrate reports what would be applied, applies it, and reports when it was applied", async () => {
    await pristine();
    const run = runWith();
    const pending = listed("to be applied");
    for (const argv of [["--status"], ["--dry-run"]]) expect((await run("migrate", ...argv)).out).toBe(pending);
    expect(await everything()).toEqual({ nodes: [], schema: [] });
    const applied = (out: string) => out.replace(/20\d\d-\S+Z/g, "TIME");
    expect(applied((await run("migrate")).out)).toBe(listed("applied TIME"));
    expect(applied((await run("migrate", "--status")).out)).toBe(listed("applied TIME"));
    expect((await run("migrate")).out).toBe("Nothing to do: the store has format 3.\n");
    expect((await query("SHOW CONSTRAINTS")).length).toBeGreaterThan(10);
  });

  it("a start creates schema that was added after the graph", async () => {
    await (await openEmptyStore()).close();
    const names = async () => (await query("SHOW CONSTRAINTS YIELD name RETURN name ORDER BY name")).map((r) => r.name);
    const before = await names();
    expect(before).toContain("naming_key");
    await query("DROP CONSTRAINT naming_key");
    await (await openStore()).close();
    expect(await names()).toEqual(before);
  });

  // This test may be repeated: on a busy machine, six starting processes can keep the server from answering for the
  // seven seconds after which a process reports that it cannot be reached.
  it("six processes that start at the same moment create one of each", { timeout: 120_000, retry: 2 }, async () => {
    await pristine();
    const env = { ...SETTINGS, DATA_DIR: data };
    const ran = await Promise.all(Array.from({ length: 6 }, () => spawned(env, "migrate")));
    for (const { code, err } of ran) expect([code, err]).toEqual([0, ""]);
    expect(await query("MATCH (n) RETURN labels(n)[0] AS label, count(*) AS nodes ORDER BY label")).toEqual([
      { label: "Meta", nodes: 1 },
      { label: "Migration", nodes: 3 },
      { label: "Source", nodes: 1 },
    ]);
  });

  it("a read-only process is refused before the graph is ready, then serves, and writes nothing at all", async () => {
    await pristine();
    const reading = { ...SETTINGS, READ_ONLY: "true", DATA_DIR: data };
    expect((await spawned(reading, "status")).err).toMatch(
      /^error MIGRATION_NEEDED: .* Run `throughline migrate` .*\n$/,
    );
    expect(await everything()).toEqual({ nodes: [], schema: [] });

    const store = await openStore();
    await store.record(batchFor({ ana: "w/a@09:00 w/b@09:01" }));
    await query("MATCH (w:Writer) SET w.at = 0"); // a start that may write would clear this away
    const before = await everything();
    const service = await serve(reading);
    const ask = async (question: string) => {
      const response = await fetch(`${service.url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ query: question }),
      });
      return (await response.json()) as { data: never; errors?: { extensions: { code: string } }[] };
    };
    const question =
      "{ transitions { totals { journeys } } catalogue: touchpoints { key } customers { nodes { key } } }";
    expect(await ask(question)).toMatchObject({ data: { transitions: { totals: { journeys: 1 } } } });
    const refused = await ask('mutation { eraseCustomer(key: "ana") { found } }');
    expect(refused.errors![0]!.extensions.code).toBe("READ_ONLY");
    expect(await everything()).toEqual(before);
    // It also follows the processes that write.
    await store.record(batchFor({ ben: "w/a@09:00" }));
    expect(await ask(question)).toMatchObject({ data: { transitions: { totals: { journeys: 2 } } } });
    await service.stop();
    await store.close();
  }, 60_000);

  describe("each error is one line, with the remedy", () => {
    const lines: Record<string, { settings: Partial<typeof SETTINGS>; before?: () => Promise<unknown>; line: RegExp }> =
      {
        "a missing database": {
          settings: { NEO4J_DATABASE: "nosuchdatabase" },
          line: /^error BAD_CONFIG: Neo4j at \S+ has no database "nosuchdatabase"\. Set NEO4J_DATABASE to a database that exists.*\.\n$/,
        },
        "a graph that a newer release wrote": {
          settings: {},
          before: async () => {
            await (await openEmptyStore()).close();
            await query("MATCH (m:Meta) SET m.format = 99");
          },
          line: /^error FORMAT_UNKNOWN: The graph has format 99; this release knows formats up to 3\. Use the newer release .*\.\n$/,
        },
        "a database of someone else": {
          settings: {},
          before: () => query("CREATE (:Film {title: 'Heat'})"),
          line: /^error BAD_CONFIG: The database "\S+" holds 1 nodes that Throughline did not write\. Give Throughline a database of its own.*\.\n$/,
        },
        "a scheme that the server does not speak": {
          settings: { NEO4J_URI: NEO4J.uri.replace(/^\w+:/, "neo4j+s:") },
          line: /^error DATABASE_UNAVAILABLE: Neo4j at neo4j\+s:\S+ does not answer\. .*\.\n$/,
        },
      };
    for (const [name, { settings, before, line }] of Object.entries(lines))
      it(name, async () => {
        await before?.();
        const found = await everything();
        for (const argv of [["migrate", "--status"], ["status"]]) {
          const { code, out, err } = await runWith(settings)(...argv);
          expect(err, argv.join(" ")).toMatch(line);
          expect([code, out]).toEqual([1, ""]);
        }
        expect(await everything()).toEqual(found);
        await query("MATCH (n) DETACH DELETE n");
      });

    it.skipIf(NEO4J.password === "")("a wrong password, which is not shown", async () => {
      const { code, err } = await runWith({ NEO4J_PASSWORD: "not-the-password" })("status");
      expect(code).toBe(1);
      expect(err).toMatch(
        /^error BAD_CONFIG: Neo4j at \S+ refuses the user or the password\. Set NEO4J_USER and NEO4J_PASSWORD to what the server expects\.\n$/,
      );
    });

    it("a database that Throughline has never used: commands that only read create nothing in it", async () => {
      await pristine();
      const { code, out, err } = await runWith()("status");
      expect([code, out]).toEqual([1, ""]);
      expect(err).toMatch(/^error NOT_FOUND: There is no store in Neo4j at \S+ yet\. Load a log with .*\.\n$/);
      expect(await everything()).toEqual({ nodes: [], schema: [] });
    });

    it("a server that accepts connections and does not answer: the command ends soon", async () => {
      const proxy = await FaultyProxy.start(Number(new URL(NEO4J.uri).port || 7687));
      proxy.silent = true;
      const began = performance.now();
      const env = { ...SETTINGS, NEO4J_URI: `bolt://127.0.0.1:${proxy.port}`, DATA_DIR: data };
      const { code, err } = await spawned(env, "status");
      expect(performance.now() - began).toBeLessThan(14_000);
      expect(code).toBe(1);
      expect(err).toMatch(
        /^error DATABASE_UNAVAILABLE: Neo4j at \S+ does not answer\. Check that the server runs .*\n$/,
      );
      await proxy.close();
    }, 30_000);

    it("no server", async () => {
      const unused = await FaultyProxy.start(1);
      const { port } = unused;
      await unused.close();
      const began = performance.now();
      const { code, err } = await runWith({ NEO4J_URI: `neo4j://127.0.0.1:${port}` })("status");
      expect(performance.now() - began).toBeLessThan(8_000);
      expect(code).toBe(1);
      expect(err).toMatch(
        /^error DATABASE_UNAVAILABLE: Neo4j at \S+ does not answer\. Check that the server runs .*\.\n$/,
      );
    });
  });
});
