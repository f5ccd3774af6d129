import { describe, expect, it } from "vitest";
import { blueprintOf, stepOf } from "../support/blueprints.js";
import { designsSuite } from "../support/designsSuite.js";
import { openEmptyStore, query, WITHOUT_NEO4J } from "../support/neo4j.js";

describe.skipIf(WITHOUT_NEO4J !== null)(`Neo4j${WITHOUT_NEO4J === null ? "" : ` (skipped: ${WITHOUT_NEO4J})`}`, () => {
  designsSuite("Neo4j", openEmptyStore);

  it("shows personas, blueprints and steps as nodes and edges", async () => {
    const store = await openEmptyStore();
    const paths = async (cypher: string) => (await query(cypher)).map((row) => Object.values(row).join(" "));
    try {
      await store.upsertCatalogue({
        touchpoints: [
          { key: "web/ad", channel: "web", kind: "Ad" },
          { key: "web/buy", channel: "web", kind: "Buy" },
        ],
        personas: [{ key: "busy", preferredChannels: ["web"] }],
      });
      const steps = [stepOf("ad", ["web/ad"], ["buy"]), stepOf("buy", ["web/buy", "web/ad"])];
      await store.upsertCatalogue({ blueprints: [blueprintOf("b", steps, { persona: "busy" })] });
      expect(await paths("MATCH (p:Persona)-[:PREFERS]->(c:Channel) RETURN p.key, c.key")).toEqual(["busy web"]);
      const design = "MATCH (b:Blueprint)-[:DESIGNED_FOR]->(p:Persona) RETURN b.key, b.version, p.key";
      expect(await paths(design)).toEqual(["b 1 busy"]);
      const at = `MATCH (:Blueprint)-[:HAS_STEP]->(s:Step)-[:AT]->(t:Touchpoint)
                  RETURN s.key AS step, s.position AS position, t.key AS touchpoint ORDER BY position, touchpoint`;
      expect(await paths(at)).toEqual(["ad 1 web/ad", "buy 2 web/ad", "buy 2 web/buy"]);
      expect(await paths("MATCH (a:Step)-[:THEN]->(b:Step) RETURN a.key, b.key")).toEqual(["ad buy"]);
      await store.upsertCatalogue({ personas: [{ key: "busy", preferredChannels: [] }] });
      expect(await paths("MATCH (p:Persona)-[:PREFERS]->(c) RETURN p.key, c.key")).toEqual([]);
      await store.upsertCatalogue({ removedBlueprints: [{ key: "b", version: 1 }], removedPersonas: ["busy"] });
      expect(await paths("MATCH (n:Persona|Blueprint|Step) RETURN n.key")).toEqual([]);
    } finally {
      await store.close();
    }
  });
});
