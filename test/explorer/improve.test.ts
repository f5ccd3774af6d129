// Tests of the pages of opportunities, conformance and touchpoints in a real browser. Their numbers equal the service's
// answers, each count opens its journeys, and the panels of a finding and of a touchpoint can be reached by keyboard.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium, NO_CHROMIUM, type OpenPage, startBrowser, type TestBrowser } from "../support/browser.js";
import { buildPages } from "../support/pages.js";
import { type Site, startSite } from "../support/site.js";

const missing = findChromium() === null;
const PATIENCE = 120_000;

describe.skipIf(missing)(
  missing ? `the pages for improving (skipped: ${NO_CHROMIUM})` : "the pages for improving",
  { timeout: PATIENCE },
  () => {
    let browser: TestBrowser;
    let site: Site;
    beforeAll(async () => {
      await buildPages();
      [browser, site] = await Promise.all([startBrowser(), startSite({ demo: 1500 })]);
    }, PATIENCE);
    afterAll(async () => {
      await browser?.close();
      await site?.close();
    });

    async function ask(query: string): Promise<any> {
      const response = await fetch(`${site.url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ query }),
      });
      const { data, errors } = (await response.json()) as { data: unknown; errors?: unknown };
      expect(errors).toBeUndefined();
      return data;
    }

    const open = async (path: string): Promise<OpenPage> => {
      const opened = await browser.open(`${site.url}${path}`, { width: 1440 });
      await opened.page.waitForSelector(".answer:not([data-old]) [data-mark]");
      return opened;
    };

    const done = async (opened: OpenPage): Promise<void> => {
      expect([opened.strays, opened.complaints]).toEqual([[], []]);
      await opened.close();
    };

    /** The number of journeys that the page of journeys says it lists. */
    const listed = async ({ page }: OpenPage): Promise<number> => {
      await page.waitForURL(/\/journeys/);
      await page.waitForSelector(".journeys li");
      const text = (await page.locator("main").textContent()) ?? "";
      return Number(/([\d,]+) journeys?/.exec(text)![1]!.replaceAll(",", ""));
    };

    it("opportunities: says how many gaps were tested, and shows the finding, its evidence and its query", async () => {
      const { opportunities: answer } = await ask(
        "{ opportunities(first: 200) { totals { tested found } opportunities { strategy key sentence query behind(of: OF) } } }",
      );
      const opened = await open("/opportunities");
      const { page } = opened;
      const { tested, found } = answer.totals;
      expect(await page.locator(".opportunities-tested").textContent()).toContain(
        `${found} of ${tested} tested gaps ${found === 1 ? "stands" : "stand"} out. The other ${tested - found}`,
      );
      const [first] = answer.opportunities;
      await page.focus(`[data-mark="${first.strategy}/${first.key}"]`);
      await page.keyboard.press("Enter");
      const panel = page.locator(".side-panel");
      await panel.locator("pre").waitFor();
      expect(await panel.textContent()).toContain(first.sentence);
      expect(await panel.locator("pre").textContent()).toBe(first.query);
      expect(await page.evaluate(() => document.activeElement?.className)).toBe("side-panel");
      await page.keyboard.press("Escape");
      expect(await page.evaluate(() => document.activeElement?.getAttribute("data-mark"))).toBe(
        `${first.strategy}/${first.key}`,
      );

      // A strategy shows its findings only.
      const own = answer.opportunities.filter(({ strategy }: any) => strategy === "OMNICHANNEL");
      await page.locator(".strategy", { hasText: "Omnichannel" }).click();
      await page.waitForSelector('.strategy[aria-current="page"]');
      const marks = await page.$$eval("[data-mark]", (all) => all.map((mark) => mark.getAttribute("data-mark")!));
      expect(marks.filter((mark) => mark.split("/").length === 2)).toEqual(
        own.slice(0, 20).map(({ strategy, key }: any) => `${strategy}/${key}`),
      );

      const { journeys } = await ask(
        `{ journeys(filter: { behind: ${JSON.stringify(own[0].behind)} }, first: 1) { totalCount } }`,
      );
      await page.click(`[data-mark="OMNICHANNEL/${own[0].key}/of"]`);
      expect(await listed(opened)).toBe(journeys.totalCount);
      await done(opened);
    });

    it("conformance: each count of a step opens its journeys, and the persona of the design becomes a filter", async () => {
      const opened = await open("/conformance?blueprint=~click-and-collect~");
      const { page } = opened;
      await page.locator(".summary").getByRole("link", { name: "Store regular" }).click();
      const { conformance } = await ask(
        '{ conformance(blueprint: "click-and-collect", filter: { persona: "store-regular" }) { totals { journeys conforming } steps { key missing } } }',
      );
      await page.waitForSelector(`.summary:has-text("of ${conformance.totals.journeys.toLocaleString("en-US")})")`);
      const step = conformance.steps.find(({ missing: count }: any) => count > 0);
      await page.click(`[data-mark="${step.key}/missing"]`);
      expect(await listed(opened)).toBe(step.missing);
      await done(opened);
    });

    it("touchpoints: ranks by a measure, and says in a sentence whether a change helped", async () => {
      const opened = await open("/touchpoints");
      const { page } = opened;
      await page.getByLabel("Ranked by").selectOption("CONVERSION");
      await page.getByLabel("Changed on").fill("2026-06-01");
      const { touchpointPerformance } = await ask(
        '{ touchpointPerformance(orderBy: CONVERSION, changedAt: "2026-06-01", first: 200) { touchpoints { label { key label } conversion { count } } } }',
      );
      await page.waitForSelector('.summary:has-text("Before and after")');
      const ranked = touchpointPerformance.touchpoints
        .filter(({ conversion }: any) => conversion.count > 0)
        .slice(0, 5);
      const marks = await page.$$eval("[data-mark]", (all) => all.map((mark) => mark.getAttribute("data-mark")!));
      expect(marks.filter((mark) => !mark.endsWith("/count")).slice(0, 5)).toEqual(
        ranked.map(({ label }: any) => label.key),
      );
      await page.focus(`[data-mark="${ranked[0].label.key}"]`);
      await page.keyboard.press("Enter");
      await page.waitForSelector(".touchpoint-changes li");
      const panel = await page.locator(".side-panel").textContent();
      expect(panel).toContain("Did the change on Jun 1, 2026 help?");
      expect(panel).toMatch(/Conversion was .* before and .* after: .*95 % interval/);
      await page.locator(".side-panel").getByRole("link", { name: "Journeys that touch it" }).click();
      expect(await listed(opened)).toBeGreaterThan(0);
      await done(opened);
    });
  },
);
