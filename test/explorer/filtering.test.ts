// Tests of the filter bar in a browser. If no journey passes the filter, the page names the condition that excludes all
// journeys, and one click removes it. A selector with a property, "and" and "not" can be chosen without writing text.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { choose, findChromium, NO_CHROMIUM, startBrowser, type TestBrowser } from "../support/browser.js";
import { buildPages, PAGES } from "../support/pages.js";
import { accessProblems } from "../support/seen.js";
import { startTestServer, type TestServer } from "../support/server.js";
import type { SmallRow } from "../support/smallLog.js";

const missing = findChromium() === null;
const PATIENCE = 120_000;

/** Customer n visits the web under a campaign, then the store; every third has no campaign. */
const rows = Array.from({ length: 60 }, (_, n): SmallRow[] => {
  const campaign = n % 3 === 0 ? {} : { attributes: JSON.stringify({ campaign: n % 3 === 1 ? "spring" : "summer" }) };
  return [
    { customer: `c${n}`, channel: "Web", kind: "Ad", time: "2026-01-01T10:00:00Z", ...campaign },
    { customer: `c${n}`, channel: "Store", kind: "Purchase", time: "2026-01-02T10:00:00Z" },
  ];
}).flat();

describe.skipIf(missing)(missing ? `filtering (skipped: ${NO_CHROMIUM})` : "filtering", { timeout: PATIENCE }, () => {
  let browser: TestBrowser;
  let server: TestServer;
  beforeAll(async () => {
    await buildPages();
    [browser, server] = await Promise.all([startBrowser(), startTestServer({ pages: PAGES, log: { rows } })]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it.each(["/", "/routes", "/journeys"])("%s names the condition that leaves no journey", async (path) => {
    const filter = "filter=(~touches~:!(~channels~:!~web~*)*,~minInteractions~:90)";
    const opened = await browser.open(`${server.url}${path}?${filter}`);
    const { page } = opened;
    await page.waitForSelector("text=The filter leaves no journey");
    await page.waitForSelector("text=No journey at all satisfies this condition.");
    expect(await page.locator(".emptied li strong").allTextContents()).toEqual(["At least 90 interactions"]);
    expect(await accessProblems(page)).toEqual([]);
    await page.getByRole("button", { name: "Remove it: 60 journeys left" }).click();
    await page.waitForSelector(".emptied", { state: "detached" });
    expect(page.url()).not.toContain("minInteractions");
    expect(page.url()).toContain("touches");
    expect(opened.complaints).toEqual([]);
    await opened.close();
  });

  it("says which conditions exclude each other", async () => {
    const filter =
      "filter=(~touches~:!(~property~:(~key~:~campaign~,~in~:!~spring~*))*,~avoids~:!(~property~:(~key~:~campaign~,~known~:true))*)";
    const opened = await browser.open(`${server.url}/journeys?${filter}`);
    const { page } = opened;
    await page.waitForSelector("text=no journey satisfies all of them");
    expect((await page.locator(".emptied li").allTextContents()).sort()).toEqual([
      "Avoids campaign is known is satisfied by 20 journeys.Remove it: 20 journeys left",
      "Touches campaign is spring is satisfied by 20 journeys.Remove it: 20 journeys left",
    ]);
    await opened.close();
  });

  it("chooses interactions by a property, and all but these", async () => {
    const opened = await browser.open(`${server.url}/journeys`);
    const { page } = opened;
    await page.getByRole("button", { name: "+ Condition" }).click();
    await page.getByRole("menuitem", { name: "Touches" }).click();
    await page.getByRole("button", { name: "Interactions 1: properties, and, or, not" }).click();
    const part = page.getByRole("group", { name: "Interactions 1", exact: true });
    await part.getByRole("combobox", { name: /how interactions are selected/ }).selectOption("all");
    const first = page.getByRole("group", { name: "Interactions 1, part 1" });
    await first.getByRole("combobox", { name: /^Interactions 1, part 1$/ }).fill("web");
    await choose(page.getByRole("option", { name: /^Web channel/ }));
    const second = page.getByRole("group", { name: "Interactions 1, part 2", exact: true });
    await second.getByRole("combobox", { name: /how interactions/ }).selectOption("not");
    const except = page.getByRole("group", { name: "Interactions 1, part 2, except" });
    await except.getByRole("combobox", { name: /how interactions/ }).selectOption("property");
    await except.getByRole("combobox", { name: /: property$/ }).fill("camp");
    await choose(page.getByRole("option", { name: /^campaign/ }));
    await except.getByRole("combobox", { name: /is any of$/ }).fill("spr");
    await choose(page.getByRole("option", { name: /^spring/ }));
    await page.waitForSelector("text=40 journeys");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await page.waitForSelector(".panel", { state: "detached" });
    await page.waitForSelector("text=Touches Web, and not campaign is spring");
    expect(await accessProblems(page)).toEqual([]);
    expect(opened.strays).toEqual([]);
    expect(opened.complaints).toEqual([]);
    await opened.close();
  });
});
