// Two services on one Neo4j database, in a short form. test/verify has the long form.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { WITHOUT_BUILD } from "../support/builtService.js";
import { emptyDatabase, NEO4J, WITHOUT_NEO4J } from "../support/neo4j.js";
import { recordHereAskThere } from "../support/twoServices.js";

const why = WITHOUT_NEO4J ?? WITHOUT_BUILD;

describe.skipIf(why !== null)(`two services on one database${why ? ` (skipped: ${why})` : ""}`, () => {
  it("what one service acknowledged, the other answers with, 40 times, while others write", async () => {
    await emptyDatabase();
    const env = {
      ...{ NEO4J_URI: NEO4J.uri, NEO4J_USER: NEO4J.user, NEO4J_PASSWORD: NEO4J.password || "none" },
      ...{
        NEO4J_DATABASE: NEO4J.database,
        DATA_DIR: mkdtempSync(join(tmpdir(), "throughline-")),
        QUESTION_THREADS: "1",
      },
    };
    const { asked, beside } = await recordHereAskThere(env, 40, 1);
    expect([asked, beside > 20]).toEqual([40, true]);
  }, 120_000);
});
