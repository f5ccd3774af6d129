// Tests the ways through the explorer that its pages promise. One way leads from the first page to one customer of the
// worst handoff, in five clicks or by keyboard alone. Another way leads from a count to a segment, to a filter, and to
// a link that opens in another browser.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium, NO_CHROMIUM, type OpenPage, startBrowser, type TestBrowser } from "../support/browser.js";
import { buildPages } from "../support/pages.js";
import { type Site, startSite } from "../support/site.js";

const missing = findChromium() === null;
const PATIENCE = 120_000;

function quiet({ strays, complaints }: OpenPage): void {
  expect(strays).toEqual([]);
  expect(complaints).toEqual([]);
}

/** Presses Tab until the focus is on an element that the selector matches. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let i = 0; i < 80; i++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
  }
  throw new Error(`Tab never reaches ${selector}.`);
}

const countIn = (text: string | null): number =>
  Number(/([\d,]+) journeys?/.exec(text ?? "")?.[1]?.replaceAll(",", ""));

describe.skipIf(missing)(
  missing ? `ways through the explorer (skipped: ${NO_CHROMIUM})` : "ways through the explorer",
  { timeout: PATIENCE },
  () => {
    let browser: TestBrowser;
    let site: Site;
    beforeAll(async () => {
      await buildPages();
      [browser, site] = await Promise.all([startBrowser(), startSite({ demo: 5000 })]);
    });
    afterAll(async () => {
      await browser?.close();
      await site?.close();
    });

    it("lead from the start to one customer of the worst handoff in five clicks", async () => {
      const opened = await browser.open(`${site.url}/`);
      const { page } = opened;
      await page.locator(".finding").first().click(); // 1: the finding
      const pair = page.getByRole("complementary");
      await pair.waitFor();
      await pair
        .getByRole("link", { name: /bounced back/i })
        .first()
        .click(); // 2: the reason
      await page.waitForSelector(".journeys");
      await page.locator(".journey-row").first().click(); // 3: a journey
      await page.waitForSelector('[data-mark^="handoff-"]');
      expect(await page.locator('[data-value="Handoff failed"]').count()).toBeGreaterThan(0);
      await page.getByRole("link", { name: "All journeys of this customer" }).click(); // 4: the customer
      await page.waitForSelector(".facts");
      // All journeys on one timeline; choosing an interaction leads to it in its journey.
      const dot = page.locator('[data-mark*="/interaction-"]').last();
      const mark = await dot.getAttribute("data-mark");
      await dot.press("Enter"); // 5: another journey
      await page.waitForSelector(`[data-mark="${mark!.split("/")[1]}"][aria-pressed="true"]`);
      expect(page.url()).toContain(mark!.split("/")[0]);
      quiet(opened);
      await opened.close();
    });

    it("name a handoff that got worse than in the span before, and lead to the same comparison", async () => {
      const ask = async (filter: object) => {
        const query =
          "query($f: JourneyFilter) { handoffs(filter: $f, settings: { baselineBy: EARLIER }) { totals { rankedPairs } handoffs { from { label } to { label } settled failed significant } } }";
        const response = await fetch(`${site.url}/graphql`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ query, variables: { f: filter } }),
        });
        return ((await response.json()) as any).data.handoffs;
      };
      // The page is opened with two periods. The last month can be compared with the month before it. All time is
      // divided into halves, which are compared.
      for (const search of ["?filter=(~startedWithin~:~P30D~)", ""]) {
        const opened = await browser.open(`${site.url}/${search}`);
        const { page } = opened;
        await page.waitForSelector(".finding");
        await page.waitForFunction(() => /got worse/i.test(document.body.textContent ?? ""));
        const finding = page.locator(".finding", { hasText: "Got worse" });
        if ((await finding.count()) === 0) {
          const [, pairs] = /Nothing got worse among (\d+) pairs/.exec((await page.locator("body").textContent())!)!;
          if (search !== "") {
            const { totals, handoffs } = await ask({ startedWithin: "P30D" });
            expect(handoffs.filter((pair: any) => pair.significant)).toEqual([]);
            expect(Number(pairs)).toBe(totals.rankedPairs);
          }
        } else {
          const text = (await finding.textContent())!;
          await finding.click();
          await page.getByRole("complementary").waitFor();
          expect(page.url()).toContain("~baselineBy~:~EARLIER~");
          const filter = search === "" ? /~startedFrom~/ : /~startedWithin~:~P30D~/;
          expect(page.url()).toMatch(filter);
          const panel = (await page.getByRole("complementary").textContent())!;
          const rate = /\(([\d,]+ of [\d,]+)\)/.exec(text)![1]!;
          expect(panel).toContain(rate);
          if (search !== "") {
            const worst = (await ask({ startedWithin: "P30D" })).handoffs.find((pair: any) => pair.significant);
            expect(text).toContain(`${worst.from.label} → ${worst.to.label}`);
          }
        }
        quiet(opened);
        await opened.close();
      }
    });

    it("and by keyboard alone", async () => {
      const opened = await browser.open(`${site.url}/`);
      const { page } = opened;
      await page.waitForSelector(".finding");
      await tabTo(page, ".finding");
      await page.keyboard.press("Enter");
      const pair = page.getByRole("complementary");
      await pair.waitFor();
      for (let i = 0; ; i++) {
        if (i === 80) throw new Error("Tab never reaches the reason.");
        await page.keyboard.press("Tab");
        const name = await page.evaluate(
          () => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "",
        );
        if (/bounced back/i.test(name)) break;
      }
      await page.keyboard.press("Enter");
      await page.waitForSelector(".journeys");
      await tabTo(page, ".journey-row");
      await page.keyboard.press("Enter");
      await page.waitForSelector('[data-mark^="handoff-"]');
      quiet(opened);
      await opened.close();
    });

    it("lead from a count to its journeys, a segment, a filter and a link with the same numbers", async () => {
      const opened = await browser.open(`${site.url}/funnel`);
      const { page } = opened;
      const dropped = page.locator('[data-mark="2/dropped"]');
      await dropped.waitFor();
      const count = Number(await dropped.getAttribute("data-value"));
      await dropped.press("Enter");
      await page.waitForSelector(".journeys");
      expect(countIn(await page.locator(".question-head .lead").textContent())).toBe(count);
      await page.getByRole("button", { name: "Save as segment" }).click();
      await page.getByLabel("Name of the segment").fill("Lost at consideration");
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await page.getByText("Segment: lost-at-consideration").waitFor();
      await page.waitForSelector(".lead:not([data-old])");
      const listed = countIn(await page.locator(".question-head .lead").textContent());
      expect(listed).toBeGreaterThanOrEqual(count);
      await page.getByRole("link", { name: "Their map" }).click();
      await page.waitForSelector(".overview h1:not([data-old])");
      await page.waitForSelector(".overview .tl-picture");
      const link = page.url();
      const scope = await page.locator("h1").textContent();
      expect(countIn(scope)).toBe(listed);
      quiet(opened);
      await opened.close();
      const other = await browser.open(link);
      await other.page.waitForSelector(".overview .tl-picture");
      expect(await other.page.locator("h1").textContent()).toBe(scope);
      quiet(other);
      await other.close();
    });
  },
);
