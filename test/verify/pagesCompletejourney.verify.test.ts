// Tests the pages of the explorer on the real log completejourney, which the built commands import and serve.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PLACES, quietAndReadable } from "../explorer/pagesSuite.js";
import { findChromium, NO_CHROMIUM, startBrowser, type TestBrowser } from "../support/browser.js";
import { type BuiltService, run, serve, WITHOUT_BUILD } from "../support/builtService.js";
import { EVENTS, OPTIONS, WITHOUT_DATA } from "../support/completejourney.js";
import { buildPages } from "../support/pages.js";

const why = WITHOUT_DATA ?? WITHOUT_BUILD ?? (findChromium() === null ? NO_CHROMIUM : null);
const PATIENCE = 300_000;

describe.skipIf(why !== null)(
  `the pages of the explorer on completejourney${why === null ? "" : ` (skipped: ${why})`}`,
  { timeout: PATIENCE },
  () => {
    let folder = "";
    let service: BuiltService;
    let browser: TestBrowser;
    beforeAll(async () => {
      await buildPages();
      folder = await mkdtemp(join(tmpdir(), "throughline-pages-"));
      const env = { DATA_DIR: folder };
      const imported = await run(env, "import", EVENTS, ...OPTIONS, "--brand", "Campaign received*");
      expect(imported.code, imported.err).toBe(0);
      [service, browser] = await Promise.all([serve(env), startBrowser()]);
    }, PATIENCE);
    afterAll(async () => {
      await browser?.close();
      await service?.stop();
      await rm(folder, { recursive: true, force: true });
    });

    it.each(PLACES)("%s is quiet and readable, wide and narrow", (path, settled) =>
      quietAndReadable(browser, service.url, path, settled, "completejourney"),
    );
  },
);
