import { describe } from "vitest";
import { openEmptyStore, WITHOUT_NEO4J } from "../support/neo4j.js";
import { propertiesSuite } from "../support/propertiesSuite.js";

describe.skipIf(WITHOUT_NEO4J)("with Neo4j", () => propertiesSuite("Neo4j", () => openEmptyStore()));
