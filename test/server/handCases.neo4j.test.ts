import { describe } from "vitest";
import { handCasesSuite, WITHOUT_CASES } from "../support/handCasesSuite.js";
import { emptyDatabase, openStore, WITHOUT_NEO4J } from "../support/neo4j.js";

const why = WITHOUT_CASES ?? WITHOUT_NEO4J;

describe.skipIf(why !== null)(`worked cases, Neo4j${why === null ? "" : ` (skipped: ${why})`}`, () => {
  handCasesSuite(emptyDatabase, () => openStore());
});
