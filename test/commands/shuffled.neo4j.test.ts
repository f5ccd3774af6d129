import { existsSync } from "node:fs";
import { beforeAll, describe, it } from "vitest";
import { emptyDatabase, NEO4J, WITHOUT_NEO4J } from "../support/neo4j.js";
import { LOG, shuffledEqualsWhole } from "../support/shuffledLog.js";

const why = existsSync(LOG) ? WITHOUT_NEO4J : "../shared/data is absent";

describe.skipIf(why !== null)(`completejourney on Neo4j${why === null ? "" : ` (skipped: ${why})`}`, () => {
  beforeAll(emptyDatabase);

  it("shuffled, cut and partly repeated, exports the same bytes as the embedded store", { timeout: 400_000 }, () =>
    shuffledEqualsWhole({
      NEO4J_URI: NEO4J.uri,
      NEO4J_USER: NEO4J.user,
      NEO4J_PASSWORD: NEO4J.password,
      NEO4J_DATABASE: NEO4J.database,
    }),
  );
});
