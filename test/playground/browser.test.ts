// The playground in a real browser, with the network blocked: it loads, shows the docs, builds a query by clicks, remembers
// the key for the session only, and every tab of the tour runs and gets an answer without errors.
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { findChromium, NO_CHROMIUM, type OpenPage, startBrowser, type TestBrowser } from "../support/browser.js";
import { buildPlayground } from "./built.js";
import { KEY, type Site, startSite } from "./site.js";

const chromium = findChromium();
const suite = chromium === null ? describe.skip : describe;
const EDITOR = ".graphiql-query-editor .view-line";

suite(chromium === null ? `the playground (skipped: ${NO_CHROMIUM})` : "the playground", () => {
  let browser: TestBrowser;
  let site: Site;
  let locked: Site;
  let opened: OpenPage | null = null;

  beforeAll(async () => {
    await buildPlayground();
    browser = await startBrowser();
    site = await startSite();
    locked = await startSite({ key: KEY });
  });
  afterEach(async () => {
    await opened?.close();
    opened = null;
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
    await locked?.close();
  });

  const open = async (of: Site = site): Promise<Page> => {
    opened = await browser.open(`${of.url}/playground/`);
    return opened.page;
  };
  /** Nothing left the origin, and the console has nothing to say. */
  const quiet = (): void => {
    expect(opened!.strays).toEqual([]);
    expect(opened!.complaints).toEqual([]);
  };

  it("opens on the tour, in tabs and in its pane, and asks nothing of another origin", async () => {
    const page = await open();
    await page.waitForSelector(EDITOR);
    expect(await page.title()).toBe("Throughline playground");
    const tabs = await page.locator(".graphiql-tab-button").allTextContents();
    expect(tabs.slice(0, 4)).toEqual(["FromAdToPurchase", "WhereJourneysStart", "AfterSupport", "OneTouchpoint"]);
    expect(await page.locator(".throughline-tour li").count()).toBe(tabs.length);
    quiet();
  });

  it("runs every step of the tour and gets an answer without errors", async () => {
    const page = await open();
    await page.waitForSelector(EDITOR);
    const tabs = await page.locator(".graphiql-tab-button").allTextContents();
    for (const [i, tab] of tabs.entries()) {
      await page.locator(".throughline-tour li button").nth(i).click();
      await page.waitForFunction(
        (name) => document.querySelector(".graphiql-tab-active")?.textContent?.startsWith(name),
        tab,
      );
      // GraphiQL reads the query's operations a moment after the tab was changed.
      await page.waitForTimeout(300);
      const answer = page.waitForResponse((response) => response.url().endsWith("/graphql"));
      if (tab === "SeeItCounted") {
        await page.click(".graphiql-execute-button");
        await page.getByRole("menuitem", { name: "SeeItCounted" }).click();
      } else await page.click(".graphiql-execute-button");
      const body = (await (await answer).json()) as { data?: object; errors?: unknown };
      expect(body.errors, tab).toBeUndefined();
      expect(
        Object.values(body.data ?? {}).every((value) => value !== null),
        tab,
      ).toBe(true);
      await page.waitForSelector(".result-window .view-line:has-text('data')");
    }
    quiet();
  });

  it("brings a tab back that was closed or changed", async () => {
    const page = await open();
    await page.waitForSelector(EDITOR);
    const count = await page.locator(".graphiql-tab-button").count();
    await page.locator(".graphiql-tab-active .graphiql-tab-close").click();
    await page.waitForFunction((n) => document.querySelectorAll(".graphiql-tab-button").length === n, count - 1);
    await page.locator(".throughline-tour li button").first().click();
    await page.waitForFunction(() =>
      document.querySelector(".graphiql-tab-active")?.textContent?.startsWith("FromAdToPurchase"),
    );
    expect(await page.locator(".graphiql-tab-button").count()).toBe(count);
    // A second click finds the tab that is open.
    await page.locator(".throughline-tour li button").first().click();
    expect(await page.locator(".graphiql-tab-button").count()).toBe(count);
    quiet();
  });

  it("shows the docs", async () => {
    const page = await open();
    await page.waitForSelector(EDITOR);
    await page.click('button[aria-label="Show Documentation Explorer"]');
    await page.getByRole("link", { name: "Query", exact: true }).first().click();
    await page.locator(".graphiql-doc-explorer").getByText("commonRoutes").first().click();
    await page.waitForSelector(".graphiql-doc-explorer:has-text('PathOptions')");
    quiet();
  });

  it("builds a query by clicks, which runs", async () => {
    const page = await open();
    await page.waitForSelector(EDITOR);
    await page.click('button[aria-label="Show GraphiQL Explorer"]');
    await page.click('button[aria-label="New tab"]');
    await page
      .locator(".graphiql-explorer-root .graphiql-explorer-node", { hasText: /^status/ })
      .locator("span")
      .first()
      .click();
    await page
      .locator(".graphiql-explorer-root .graphiql-explorer-node", { hasText: /^interactions$/ })
      .last()
      .locator("span")
      .first()
      .click();
    await page.waitForSelector(`${EDITOR}:has-text('interactions')`);
    await page.waitForTimeout(300);
    const answer = page.waitForResponse((response) => response.url().endsWith("/graphql"));
    await page.click(".graphiql-execute-button");
    expect(await (await answer).json()).toMatchObject({ data: { status: { interactions: expect.any(Number) } } });
    quiet();
  });

  it("asks for a key where the service wants one, and keeps it for the session only", async () => {
    const page = await open(locked);
    await page.waitForSelector("text=This service wants an API key.");
    await page.fill("#throughline-key", "wrong");
    await page.click("text=Use");
    await page.waitForSelector("[role=alert]:not(:has-text('wants an API key'))");
    await page.fill("#throughline-key", KEY);
    await page.click("text=Use");
    await page.waitForSelector(EDITOR);
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain(KEY);
    await page.reload();
    await page.waitForSelector(EDITOR);
    expect(opened!.strays).toEqual([]);
  });

  it("keeps tabs over a reload, and the pane as it was left", async () => {
    const page = await open();
    await page.waitForSelector(EDITOR);
    const count = await page.locator(".graphiql-tab-button").count();
    await page.locator(".graphiql-tab-active .graphiql-tab-close").click();
    await page.click('button[aria-label="Hide Tour"]');
    // GraphiQL writes its tabs half a second later.
    await page.waitForTimeout(800);
    await page.reload();
    await page.waitForSelector(EDITOR);
    expect(await page.locator(".graphiql-tab-button").count()).toBe(count - 1);
    expect(await page.locator(".throughline-tour").isVisible()).toBe(false);
    quiet();
  });
});
