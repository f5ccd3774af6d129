import { describe } from "vitest";
import { feedbackSuite } from "../support/feedbackSuite.js";
import { openEmptyStore, WITHOUT_NEO4J } from "../support/neo4j.js";

describe.skipIf(WITHOUT_NEO4J !== null)(`Neo4j${WITHOUT_NEO4J === null ? "" : ` (skipped: ${WITHOUT_NEO4J})`}`, () => {
  feedbackSuite("Neo4j", openEmptyStore);
});
