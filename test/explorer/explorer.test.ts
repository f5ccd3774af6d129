// Tests of the explorer in a real browser, with the network blocked, with the real server and a small demo. Its pages
// open, the filter stays the same from page to page, Back and Forward work, and the console has no messages.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  choose,
  findChromium,
  NO_CHROMIUM,
  type OpenPage,
  startBrowser,
  type TestBrowser,
} from "../support/browser.js";
import { buildPages } from "../support/pages.js";
import { KEY, type Site, startSite } from "../support/site.js";

const missing = findChromium() === null;
const PATIENCE = 120_000;

function quiet({ strays, complaints }: OpenPage): void {
  expect(strays).toEqual([]);
  expect(complaints).toEqual([]);
}

describe.skipIf(missing)(
  missing ? `the explorer (skipped: ${NO_CHROMIUM})` : "the explorer",
  { timeout: PATIENCE },
  () => {
    let browser: TestBrowser;
    let site: Site;

    beforeAll(async () => {
      await buildPages();
      [browser, site] = await Promise.all([startBrowser(), startSite({ demo: 800 })]);
    });
    afterAll(async () => {
      await browser?.close();
      await site?.close();
    });

    it("keeps the filter from place to place, and goes back and forward", async () => {
      const opened = await browser.open(`${site.url}/`);
      const { page } = opened;
      await page.getByRole("button", { name: /All time/ }).click();
      await page.getByRole("button", { name: "last 90 days of the data" }).click();
      await page.getByRole("navigation", { name: "Places" }).getByRole("link", { name: "Funnel" }).click();
      await page.waitForSelector(".tl-picture");
      expect(new URL(page.url()).pathname).toBe("/funnel");
      expect(page.url()).toContain("filter=(~startedWithin~:~P90D~)");
      expect(await page.title()).toBe("Funnel – Throughline");
      await page.goBack();
      expect(new URL(page.url()).pathname).toBe("/");
      await page.getByRole("button", { name: /Last 90 days/ }).waitFor();
      await page.goForward();
      await page.waitForSelector(".tl-picture");
      quiet(opened);
      await opened.close();
    });

    it("adds a condition from the search of the server's names", async () => {
      const opened = await browser.open(`${site.url}/funnel`);
      const { page } = opened;
      await page.waitForSelector(".tl-picture");
      await page.getByRole("button", { name: "+ Condition" }).click();
      await page.getByRole("menuitem", { name: "Touches" }).click();
      await page.getByRole("combobox", { name: "Interactions 1" }).fill("store");
      await choose(page.getByRole("option", { name: /Store channel/ }));
      await page.waitForFunction(() => location.search.includes("~touches~:!(~channels~:!~store~*)*"));
      await page.waitForSelector(".answer:not([data-old])");
      quiet(opened);
      await opened.close();
    });

    it("asks for a key where the service wants one, and says how to fill an empty store", async () => {
      const locked = await startSite({ locked: true });
      const opened = await browser.open(`${locked.url}/handoffs`);
      const { page } = opened;
      await page.getByText("This service requires an API key.").waitFor();
      await page.getByLabel("API key").last().fill(KEY);
      await page.getByRole("button", { name: "Use" }).click();
      await page.getByRole("heading", { name: "There are no journeys yet" }).waitFor();
      expect(opened.strays).toEqual([]);
      await opened.close();
      await locked.close();
    });
  },
);
