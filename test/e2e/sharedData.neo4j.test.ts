import { describe } from "vitest";
import { emptyDatabase, NEO4J, openStore, WITHOUT_NEO4J } from "../support/neo4j.js";
import { sharedDataSuite } from "./sharedData.suite.js";

describe.skipIf(WITHOUT_NEO4J !== null)(
  `shared data on Neo4j${WITHOUT_NEO4J === null ? "" : ` (${WITHOUT_NEO4J})`}`,
  () => {
    sharedDataSuite({
      name: "Neo4j",
      async prepare(folder) {
        await emptyDatabase();
        return {
          DATA_DIR: folder,
          NEO4J_URI: NEO4J.uri,
          NEO4J_USER: NEO4J.user,
          NEO4J_PASSWORD: NEO4J.password,
          NEO4J_DATABASE: NEO4J.database,
        };
      },
      open: () => openStore(),
    });
  },
);
