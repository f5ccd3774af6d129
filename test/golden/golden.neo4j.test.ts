import { describe } from "vitest";
import { openEmptyStore, WITHOUT_NEO4J } from "../support/neo4j.js";
import { goldenSuite } from "./goldens.js";

describe.skipIf(WITHOUT_NEO4J !== null)(`Neo4j${WITHOUT_NEO4J === null ? "" : ` (skipped: ${WITHOUT_NEO4J})`}`, () => {
  goldenSuite("Neo4j", openEmptyStore);
});
