// Every page of the explorer says so when one of its requests is refused. Otherwise, users would take an error for an
// answer without data. Each page is opened once to learn its requests, then once for each request, which is refused.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PLACES } from "../explorer/pagesSuite.js";
import { findChromium, NO_CHROMIUM, startBrowser, type TestBrowser } from "../support/browser.js";
import { buildPages, PAGES } from "../support/pages.js";
import { startTestServer, type TestServer } from "../support/server.js";
import type { SmallRow } from "../support/smallLog.js";

const missing = findChromium() === null;
const PATIENCE = 240_000;

/** Requests without which a page has all its numbers, and what it shows instead. */
const DISPENSABLE: Readonly<Record<string, string>> = {
  ExplorerStatus: "It is requested again every few seconds.",
  ExplorerChannels: "Channels have no colours of their own.",
  ExplorerNames: "Keys are shown instead of names.",
};

const MESSAGE = "The store cannot be reached.";

const rows = Array.from({ length: 20 }, (_, n): SmallRow[] => {
  const customer = `c${n}`;
  const ad: SmallRow = { customer, channel: "Web", kind: "Ad", time: "2026-01-01T12:00:00Z" };
  return n % 2 === 0 ? [ad, { customer, channel: "Store", kind: "Purchase", time: "2026-01-02T10:00:00Z" }] : [ad];
}).flat();
const attributes = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`c${n}`, { region: "south" }]));

/** Refuses the requests of this operation, and lists the operations that the page sends. */
async function refuse(page: Page, refused: string | null): Promise<ReadonlySet<string>> {
  const sent = new Set<string>();
  await page.route("**/graphql", async (route) => {
    const [, name = ""] = /(?:query|mutation) (\w+)/.exec(route.request().postData() ?? "") ?? [];
    sent.add(name);
    if (name !== refused) return route.continue();
    const extensions = { code: "STORE_UNAVAILABLE", remedy: "Start the store." };
    return route.fulfill({ status: 503, json: { errors: [{ message: MESSAGE, extensions }] } });
  });
  return sent;
}

describe.skipIf(missing)(
  missing ? `refused requests (skipped: ${NO_CHROMIUM})` : "refused requests",
  { timeout: PATIENCE },
  () => {
    let browser: TestBrowser;
    let server: TestServer;
    beforeAll(async () => {
      await buildPages();
      [browser, server] = await Promise.all([
        startBrowser(),
        startTestServer({ pages: PAGES, log: { rows, attributes } }),
      ]);
    });
    afterAll(async () => {
      await browser?.close();
      await server?.close();
    });

    it.each(PLACES)("are shown on %s", async (path, settled) => {
      const opened = await browser.open(`${server.url}/favicon.svg`);
      const { page } = opened;
      const sent = await refuse(page, null);
      await page.goto(`${server.url}${path}`);
      await page.waitForSelector(settled);
      await page.waitForLoadState("networkidle");
      await opened.close();
      const silent: string[] = [];
      for (const name of sent) {
        if (name in DISPENSABLE) continue;
        const opened = await browser.open(`${server.url}/favicon.svg`);
        await refuse(opened.page, name);
        await opened.page.goto(`${server.url}${path}`);
        await opened.page
          .getByText(MESSAGE)
          .first()
          // Fields under "More settings" are attached, but visible only once these are opened.
          .waitFor({ state: "attached", timeout: 5_000 })
          .catch(() => silent.push(name));
        await opened.close();
      }
      expect(silent).toEqual([]);
    });
  },
);
