import { join } from "node:path";
import { describe } from "vitest";
import { openEmbedded } from "../../src/graph/embedded/embeddedStore.js";
import { handCasesSuite, WITHOUT_CASES } from "../support/handCasesSuite.js";

const why = WITHOUT_CASES;

describe.skipIf(why !== null)(`worked cases, embedded store${why === null ? "" : ` (skipped: ${why})`}`, () => {
  handCasesSuite(
    async () => {},
    (folder) => openEmbedded(join(folder, "graph")),
  );
});
