import { describe } from "vitest";
import { openEmptyStore, WITHOUT_NEO4J } from "../support/neo4j.js";
import { unitsSuite } from "../support/unitsSuite.js";

describe.skipIf(WITHOUT_NEO4J !== null)(`Neo4j${WITHOUT_NEO4J === null ? "" : ` (skipped: ${WITHOUT_NEO4J})`}`, () => {
  unitsSuite("Neo4j", openEmptyStore);
});
