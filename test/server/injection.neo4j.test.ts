// For Neo4j, all statements that are sent are in the two files of statements, whatever the request is.
import { afterAll, describe, expect, it, vi } from "vitest";
import * as questionStatements from "../../src/graph/neo4j/questionStatements.js";
import * as statements from "../../src/graph/neo4j/statements/index.js";
import { emptyDatabase, openStore, WITHOUT_NEO4J } from "../support/neo4j.js";
import { noteStatements } from "../support/sentStatements.js";
import { injectionSuite } from "./injections.js";

function textsOf(exported: unknown): string[] {
  if (typeof exported === "string") return [exported];
  return exported !== null && typeof exported === "object" ? Object.values(exported).flatMap(textsOf) : [];
}

if (WITHOUT_NEO4J === null) {
  let sent: string[] = [];
  injectionSuite("Neo4j", async () => {
    await emptyDatabase();
    sent = noteStatements();
    return openStore();
  });
  describe("statements sent", () => {
    afterAll(() => vi.restoreAllMocks());

    it("are the fixed set", () => {
      const known = new Set([...textsOf(statements), ...textsOf(questionStatements)]);
      const texts = new Set(sent);
      expect(texts.size).toBeGreaterThan(25);
      expect([...texts].filter((text) => !known.has(text))).toEqual([]);
    });
  });
} else describe("texts in every argument, on Neo4j", () => it.skip(`skipped: ${WITHOUT_NEO4J}`, () => {}));
