// The contract suite on a real Neo4j.
import { describe, it } from "vitest";
import { openEmptyStore, openStore, WITHOUT_NEO4J } from "../support/neo4j.js";
import { storeContract } from "./store.contract.js";

if (WITHOUT_NEO4J === null) storeContract({ name: "neo4j", open: openEmptyStore, reopen: openStore, runs: 10, timeout: 120_000 });
else describe("store contract: neo4j", () => it.skip(`skipped: ${WITHOUT_NEO4J}`, () => {}));
