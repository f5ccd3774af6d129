// The contract suite on a real Neo4j.
import { describe, it } from "vitest";
import { openEmptyStore, openStore, WITHOUT_NEO4J } from "../support/neo4j.js";
import { storeContract } from "./store.contract.js";

if (WITHOUT_NEO4J === null)
  storeContract({
    name: "neo4j",
    open: openEmptyStore,
    reopen: openStore,
    skip: [
      {
        reason: "65,535 new nodes in one commit take a minute; test/verify has it",
        tests: ["a catalogue has at most the maximum number of touchpoints"],
      },
    ],
    // Each run empties the database a dozen times. test/verify has more runs.
    runs: 4,
    timeout: 240_000,
  });
else describe("store contract: neo4j", () => it.skip(`skipped: ${WITHOUT_NEO4J}`, () => {}));
