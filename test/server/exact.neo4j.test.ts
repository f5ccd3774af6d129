import { describe, it } from "vitest";
import { openEmptyStore, WITHOUT_NEO4J } from "../support/neo4j.js";
import { exactSuite } from "./exactValues.js";

if (WITHOUT_NEO4J === null) exactSuite("Neo4j", openEmptyStore);
else describe("values kept exactly, on Neo4j", () => it.skip(`skipped: ${WITHOUT_NEO4J}`, () => {}));
