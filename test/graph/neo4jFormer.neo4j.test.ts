// Tests the migration of a Neo4j graph of format 2, which an earlier release wrote. Nothing is lost, and keys that were
// linked remain aliases of one identity. test/commands/migrate.test.ts has the same for the embedded store.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runner } from "../commands/run.js";
import { batchFor } from "../support/histories.js";
import { NEO4J, openEmptyStore, openStore, query, WITHOUT_NEO4J } from "../support/neo4j.js";

const title = `a graph of format 2 on Neo4j${WITHOUT_NEO4J ? ` (skipped: ${WITHOUT_NEO4J})` : ""}`;
describe.skipIf(WITHOUT_NEO4J !== null)(title, () => {
  it("is migrated in a moment: nothing is lost, and a former link is refused to be undone", async () => {
    const run = runner(mkdtempSync(join(tmpdir(), "throughline-")), undefined, {
      NEO4J_URI: NEO4J.uri,
      NEO4J_USER: NEO4J.user,
      NEO4J_PASSWORD: NEO4J.password,
      NEO4J_DATABASE: NEO4J.database,
    });
    const store = await openEmptyStore();
    await store.record(batchFor({ card: "w/a@09:00 w/b@09:05#2", ben: "w/a@09:00" }));
    await store.setAttributes([{ customer: "card", attributes: { tier: "gold" } }]);
    await store.close();
    const exported = (await run("export", "interactions")).out;
    // The store as format 2 left it: the rows of the cookie belong to the card for ever.
    await query("MATCH (m:Meta {id: 'meta'}) SET m.format = 2");
    await query("MATCH (m:Migration {number: 3}) DELETE m");
    await query("CREATE (:Alias {key: 'cookie', into: 'card'})");
    await query("MATCH (j:Journey) REMOVE j.identities, j.anonymous, j.naming");
    const pending =
      "  3  identities that can be undone, and a place for feedback  to be applied\n     Takes a moment: no customer is rewritten. The interactions of 2 customers get the customer's key as their identity. 1 key that was linked stays a further name, and cannot be unlinked.\n";
    expect((await run("status")).out).toBe(
      `store         neo4j in ${NEO4J.uri}\nformat        2; this release needs format 3\n${pending}Nothing was changed. \`throughline migrate\` applies this, and so do the service and all other commands that open the store.\n`,
    );
    expect((await run("migrate", "--dry-run")).out).toBe(pending);
    expect(await query("MATCH (m:Meta) RETURN m.format AS format")).toEqual([{ format: 2 }]);
    expect((await run("migrate")).code).toBe(0);
    expect((await run("status", "--json")).json()).toMatchObject({ format: 3, migrationNeeded: false });
    expect((await run("export", "interactions")).out).toBe(exported);
    expect((await run("unlink", "cookie", "--into", "card")).err).toMatch(
      /^error LINKED_BEFORE: The key "cookie" .*\n$/,
    );
    const again = await openStore();
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
      await again.unlink("card", "ben");
      await again.erase("cookie");
      expect(await again.identities("card")).toEqual([]);
      expect(await again.identities("cookie")).toEqual([]);
    } finally {
      await again.close();
    }
  }, 120_000);
});
