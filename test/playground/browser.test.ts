// Tests of the playground in a real browser, with the network blocked, on the real server and a small demo. It shows
// the docs, opens shared queries, and remembers the key for the session only. Every step of the tour runs without
// errors, and the rows that the last step records are counted at once.
import type { Page } from "playwright-core";
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
/** A page usually loads in two seconds, and in ten on a busy machine. The limit is much longer. */
const PATIENCE = 120_000;
const EDITOR = ".graphiql-query-editor .view-line";
const TABS = ".graphiql-tab-button";
const STEPS = ".throughline-tour li button";

interface Answer {
  readonly data?: Record<string, unknown>;
  readonly errors?: readonly { readonly message: string }[];
}

async function loaded(page: Page): Promise<void> {
  await page.waitForSelector(EDITOR, { timeout: PATIENCE });
}

/** No request left the origin, and the console has no messages. */
function quiet({ strays, complaints }: OpenPage): void {
  expect(strays).toEqual([]);
  expect(complaints).toEqual([]);
}

/** The names of the steps of the tour on the demo. */
const TOUR = [
  "FromAdToPurchase",
  "WhereJourneysStart",
  "HowFarTheyGet",
  "HowLongTheyTake",
  "StepByStep",
  "WhoGetsTheCredit",
  "AfterSupport",
  "OneTouchpoint",
  "WhereHandoffsFail",
  "TheJourneysBehind",
  "WhatGotWorse",
  "ThenAndNow",
  "TheMap",
  "WhereToImprove",
  "ByProperty",
  "TheSameCase",
  "WhatCustomersSay",
  "WhoBelongs",
  "CustomerPage",
  "SeeItCounted",
];

/** Opens a step of the tour; GraphiQL reads its operations a moment later. */
async function openStep(page: Page, index: number, name: string): Promise<void> {
  await page.locator(STEPS).nth(index).click();
  await page.waitForFunction(
    (tab) => document.querySelector(".graphiql-tab-active")?.textContent?.startsWith(tab) ?? false,
    name,
  );
  await page.waitForTimeout(300);
}

/** Runs the document in the editor. If it has several operations, `operation` is the name of the one to run. */
async function run(page: Page, operation?: string): Promise<Answer> {
  const answer = page.waitForResponse((response) => response.url().endsWith("/graphql"));
  await page.click(".graphiql-execute-button");
  if (operation) await page.getByRole("menuitem", { name: operation }).click();
  const body = (await (await answer).json()) as Answer;
  await page.waitForSelector(".result-window .view-line:has-text('data')");
  expect(body.errors, operation).toBeUndefined();
  return body;
}

describe.skipIf(missing)(
  missing ? `the playground (skipped: ${NO_CHROMIUM})` : "the playground",
  { timeout: PATIENCE },
  () => {
    let browser: TestBrowser;
    let site: Site;
    /** The page is opened once, because each test leaves it usable. */
    let opened: OpenPage;

    beforeAll(async () => {
      await buildPages();
      [browser, site] = await Promise.all([startBrowser(), startSite({ demo: 800 })]);
      opened = await browser.open(`${site.url}/playground`);
      await loaded(opened.page);
    });
    afterAll(async () => {
      await browser?.close();
      await site?.close();
    });

    it("opens on the tour, in tabs and in its pane", async () => {
      const { page } = opened;
      expect(page.url()).toBe(`${site.url}/playground/`);
      expect(await page.title()).toBe("Throughline playground");
      const tabs = await page.locator(TABS).allTextContents();
      expect(tabs).toEqual(TOUR);
      expect(await page.locator(STEPS).count()).toBe(tabs.length);
      quiet(opened);
    });

    it("runs every step of the tour and gets an answer with something in it", async () => {
      const { page } = opened;
      const tabs = await page.locator(TABS).allTextContents();
      for (const [i, tab] of tabs.slice(0, -1).entries()) {
        await openStep(page, i, tab);
        const { data } = await run(page);
        for (const value of Object.values(data ?? {})) {
          expect(value, tab).not.toBeNull();
          expect(JSON.stringify(value), tab).not.toMatch(/"(routes|edges|handoffs|nodes)":\[\]/);
        }
      }
      quiet(opened);
    });

    it("records two interactions, counts them at once, and takes them back", async () => {
      const { page } = opened;
      await openStep(page, TOUR.indexOf("SeeItCounted"), "SeeItCounted");
      const look = async () =>
        (await run(page, "SeeItCounted")).data as { first: { visits: number }; second: { visits: number } };
      const before = await look();
      expect((await run(page, "Record")).data).toMatchObject({
        recordInteractions: { accepted: 2, duplicates: 0, rejected: [] },
      });
      expect((await run(page, "Record")).data).toMatchObject({
        recordInteractions: { accepted: 0, duplicates: 2, rejected: [] },
      });
      const after = await look();
      expect([after.first.visits, after.second.visits]).toEqual([before.first.visits + 1, before.second.visits + 1]);
      await run(page, "TakeItBack");
      expect(await look()).toEqual(before);
      quiet(opened);
    });

    it("opens a shared query in a tab of its own, in front, and copies a link to it", async () => {
      const query = `query Shared($steps: [FunnelStepInput!]!) {
  # Kept as it is.
  funnel(steps: $steps) { totals { journeys } }
}`;
      const variables = { steps: [{ at: { any: true } }, { at: { goal: "purchase" } }] };
      const link = `${site.url}/playground/?${new URLSearchParams({ query, variables: JSON.stringify(variables) })}`;
      const own = await browser.open(link);
      const { page } = own;
      await loaded(page);
      await page.waitForSelector(".graphiql-tab-active:has-text('Shared')");
      expect(page.url()).toBe(`${site.url}/playground/`);
      const tabs = await page.locator(TABS).allTextContents();
      expect([tabs[0], tabs.at(-1), tabs.length]).toEqual([TOUR[0], "Shared", TOUR.length + 1]);
      await page.waitForSelector('.graphiql-editor-tool .view-line:has-text(\'"goal": "purchase"\')');
      expect(await run(page)).toMatchObject({ data: { funnel: { totals: { journeys: expect.any(Number) } } } });

      await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
      await page.click('button[aria-label="Copy link to this query"]');
      await page.waitForSelector(".throughline-said:has-text('The link was copied.')");
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      expect(new URL(copied).searchParams.get("query")).toBe(query);
      expect(JSON.parse(new URL(copied).searchParams.get("variables") ?? "")).toEqual(variables);

      // If the same link is opened again, the existing tab is shown.
      await page.waitForTimeout(800);
      await page.goto(link);
      await loaded(page);
      await page.waitForSelector(".graphiql-tab-active:has-text('Shared')");
      await page.waitForFunction(() => window.location.search === "");
      expect(await page.locator(TABS).count()).toBe(TOUR.length + 1);
      quiet(own);
      await own.close();
    });

    it("edits arguments in a form, and leaves the selection alone", async () => {
      const { page } = opened;
      await openStep(page, 0, "FromAdToPurchase");
      const text = () => page.evaluate(() => localStorage.getItem("throughline-demo:graphiql:query") ?? "");
      await page.click('button[aria-label="Show Form"]');
      const first = page.locator('.throughline-form input[aria-label="first"]');
      await first.fill("7");
      await first.press("Enter");
      await page.waitForSelector(`${EDITOR}:has-text('first: 7')`);
      // The form shows an object as fields. A choice in a field changes the text at once.
      const form = page.locator(".throughline-form");
      await form.getByRole("combobox", { name: /^options: another field/ }).selectOption("startAt");
      await form.getByRole("combobox", { name: "options, startAt" }).selectOption("LAST");
      await page.waitForSelector(`${EDITOR}:has-text('startAt: LAST')`);
      await form.getByRole("button", { name: "+ Condition" }).click();
      await page.getByRole("menuitem", { name: "Touches" }).click();
      await page.getByRole("combobox", { name: "Interactions 1" }).fill("store");
      await choose(page.getByRole("option", { name: /^Store channel/ }));
      await page.waitForSelector(`${EDITOR}:has-text('touches')`);
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
      // The object can also be edited as text. A mistake is reported, and does not change the document.
      await form.locator("details:has(textarea[aria-label^='filter']) summary").click();
      const filter = page.locator('.throughline-form textarea[aria-label="filter in GraphQL"]');
      await filter.fill("{ minInteractions: many }");
      await filter.blur();
      await page.waitForSelector(".throughline-form [role=alert]:has-text('minInteractions')");
      await filter.fill("{ minInteractions: 2 }");
      await filter.blur();
      await page.waitForSelector(`${EDITOR}:has-text('minInteractions: 2')`);
      expect(await run(page)).toMatchObject({ data: { commonRoutes: { routes: expect.any(Array) } } });
      await page.waitForTimeout(200);
      expect(await text()).toMatch(/^# FROM \S.* TO \S/mu);
      await page.click('button[aria-label="Show Tour"]');
      quiet(opened);
    });

    it("says beside a field that its text is not JSON, and takes it once it is", async () => {
      const query =
        'mutation Upsert {\n  upsertCustomers(customers: [{ key: "ana", attributes: { a: 1 } }]) {\n    dataVersion\n  }\n}';
      const own = await browser.open(`${site.url}/playground/?${new URLSearchParams({ query })}`);
      const { page } = own;
      await loaded(page);
      await page.waitForSelector(".graphiql-tab-active:has-text('Upsert')");
      await page.click('button[aria-label="Show Form"]');
      const field = page.getByRole("textbox", { name: "customers 1, attributes" });
      await field.fill("{ region: north }");
      await field.blur();
      const problem = page.locator(".throughline-form [role=alert]:has-text('This is not JSON')");
      await problem.waitFor();
      await field.fill('{ "my region": "north" }');
      await field.blur();
      await page.locator(".throughline-form [role=alert]:has-text('a key has only letters')").waitFor();
      await field.fill('{ "region": "north" }');
      await field.blur();
      await problem.waitFor({ state: "detached" });
      // The editor wraps long lines, so only a word is looked for.
      await page.waitForSelector(`${EDITOR}:has-text('"north"')`);
      quiet(own);
      await own.close();
    });

    it("says what Throughline is, and leads to the explorer and the docs", async () => {
      const { page } = opened;
      await page.waitForSelector(".throughline-what:has-text('customer journeys')");
      expect(await page.locator('.throughline-bar a:has-text("Explorer")').getAttribute("href")).toBe("/");
      await page.click('.throughline-bar button:has-text("Schema")');
      await page.waitForSelector(".graphiql-doc-explorer:has-text('Root Types')");
      await page.click('button[aria-label="Show Tour"]');
      quiet(opened);
    });

    it("fits the window at every width, so that the page does not scroll", async () => {
      const own = await browser.open(`${site.url}/playground/`);
      await loaded(own.page);
      for (const width of [1440, 390, 320]) {
        await own.page.setViewportSize({ width, height: 800 });
        await own.page.waitForTimeout(500);
        const size = await own.page.evaluate(() => {
          const { scrollWidth, scrollHeight } = document.documentElement;
          return [scrollWidth, scrollHeight];
        });
        expect(size).toEqual([width, 800]);
      }
      await own.close();
    });

    it("shows the docs", async () => {
      const { page } = opened;
      await page.click('button[aria-label="Show Documentation Explorer"]');
      await page.getByRole("link", { name: "Query", exact: true }).first().click();
      await page.locator(".graphiql-doc-explorer").getByText("commonRoutes").first().click();
      await page.waitForSelector(".graphiql-doc-explorer:has-text('PathOptions')");
      quiet(opened);
    });

    it("keeps tabs and pane over a reload, and brings a closed tab back", async () => {
      const own = await browser.open(`${site.url}/playground/`);
      const { page } = own;
      await loaded(page);
      const count = await page.locator(TABS).count();
      await page.locator(".graphiql-tab-active .graphiql-tab-close").click();
      await page.click('button[aria-label="Hide Tour"]');
      // GraphiQL writes its tabs half a second later.
      await page.waitForTimeout(800);
      await page.reload();
      await loaded(page);
      expect(await page.locator(TABS).count()).toBe(count - 1);
      expect(await page.locator(".throughline-tour").isVisible()).toBe(false);
      await page.click('button[aria-label="Show Tour"]');
      await openStep(page, 0, "FromAdToPurchase");
      await openStep(page, 0, "FromAdToPurchase");
      expect(await page.locator(TABS).count()).toBe(count);
      quiet(own);
      await own.close();
    });

    it("asks for a key where the service wants one, keeps it for the session only, and says how to fill an empty store", async () => {
      const locked = await startSite({ locked: true });
      const own = await browser.open(`${locked.url}/playground/`);
      const { page } = own;
      await page.waitForSelector("text=This service requires an API key.");
      await page.fill("#throughline-key", "wrong");
      await page.click("text=Use");
      await page.waitForSelector("text=The service does not know this API key.");
      await page.fill("#throughline-key", KEY);
      await page.click("text=Use");
      await loaded(page);
      expect(await page.locator(TABS).allTextContents()).toEqual(["NothingLoadedYet"]);
      expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain(KEY);
      await page.reload();
      await loaded(page);
      expect(own.strays).toEqual([]);
      await own.close();
      await locked.close();
    });
  },
);
