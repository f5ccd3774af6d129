import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe } from "vitest";
import { WITHOUT_BUILD } from "../support/builtService.js";
import { completejourneySuite, WITHOUT_DATA } from "../support/completejourney.js";

const why = WITHOUT_DATA ?? WITHOUT_BUILD;

describe.skipIf(why !== null)(
  `completejourney on the embedded store, built output${why === null ? "" : ` (skipped: ${why})`}`,
  () => {
    let folder = "";
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "throughline-built-"));
    });
    completejourneySuite(() => ({ DATA_DIR: folder }));
    afterAll(() => rm(folder, { recursive: true, force: true }));
  },
);
