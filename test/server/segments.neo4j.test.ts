import { describe, expect, it } from "vitest";
import { openEmptyStore, query, WITHOUT_NEO4J } from "../support/neo4j.js";
import { segmentsSuite } from "../support/segmentsSuite.js";

describe.skipIf(WITHOUT_NEO4J !== null)(`Neo4j${WITHOUT_NEO4J === null ? "" : ` (skipped: ${WITHOUT_NEO4J})`}`, () => {
  segmentsSuite("Neo4j", openEmptyStore);

  it("shows members of listed segments as edges", async () => {
    const store = await openEmptyStore();
    try {
      await store.upsertCatalogue({ segments: [{ key: "vip" }, { key: "new" }] });
      const member = (customer: string, ...segments: string[]) => ({
        customer,
        attributes: Object.fromEntries(["vip", "new"].map((s) => [`segment:${s}`, segments.includes(s) ? "1" : ""])),
      });
      const edges = async () =>
        (await query("MATCH (c:Customer)-[:MEMBER_OF]->(s:Segment) RETURN c.key AS c, s.key AS s ORDER BY c, s")).map(
          (row) => `${row.c} ${row.s}`,
        );
      await store.setAttributes([member("ana", "vip", "new"), member("bob", "vip")]);
      expect(await edges()).toEqual(["ana new", "ana vip", "bob vip"]);
      await store.setAttributes([member("ana", "new")]);
      expect(await edges()).toEqual(["ana new", "bob vip"]);
      await store.link(["bob"], "ana");
      expect(await edges()).toEqual(["ana new", "ana vip"]);
      await store.erase("ana");
      expect(await edges()).toEqual([]);
    } finally {
      await store.close();
    }
  });
});
