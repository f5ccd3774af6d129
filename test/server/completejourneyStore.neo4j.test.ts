// completejourney with ENGINE=store: Neo4j's own answers equal answers.json for the questions that it answers.
import { beforeAll, describe } from "vitest";
import { WITHOUT_BUILD } from "../support/builtService.js";
import { completejourneySuite, WITHOUT_DATA } from "../support/completejourney.js";
import { emptyDatabase, NEO4J, WITHOUT_NEO4J } from "../support/neo4j.js";

const why = WITHOUT_DATA ?? WITHOUT_BUILD ?? WITHOUT_NEO4J;

describe.skipIf(why !== null)(`completejourney, ENGINE=store${why === null ? "" : ` (skipped: ${why})`}`, () => {
  beforeAll(emptyDatabase);
  completejourneySuite(() => ({
    ENGINE: "store",
    NEO4J_URI: NEO4J.uri,
    NEO4J_USER: NEO4J.user,
    NEO4J_PASSWORD: NEO4J.password,
    NEO4J_DATABASE: NEO4J.database,
  }));
});
