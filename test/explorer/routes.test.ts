// On the pages of routes and flow, an edit of the form changes the address and the numbers. The numbers equal the
// service's answers.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium, NO_CHROMIUM, startBrowser, type TestBrowser } from "../support/browser.js";
import { buildPages } from "../support/pages.js";
import { type Site, startSite } from "../support/site.js";

const missing = findChromium() === null;

describe.skipIf(missing)(
  missing ? `the pages of routes (skipped: ${NO_CHROMIUM})` : "the pages of routes",
  { timeout: 120_000 },
  () => {
    let browser: TestBrowser;
    let site: Site;
    beforeAll(async () => {
      await buildPages();
      [browser, site] = await Promise.all([startBrowser(), startSite({ demo: 1000 })]);
    });
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
      return ((await response.json()) as { data: unknown }).data;
    }

    it("routes: a longer least length shows other routes", async () => {
      const { page, strays, complaints, close } = await browser.open(`${site.url}/routes`);
      await page.waitForSelector('[data-mark="Other"]');
      const before = await page.locator('[data-mark="Other"]').getAttribute("data-value");
      await page.getByText("More settings").click();
      await page.getByLabel("At least").selectOption("4");
      await expect.poll(() => page.url()).toContain("minSteps");
      const { commonRoutes } = await ask(`{
        commonRoutes(to: { goal: "purchase" }, options: { grain: CHANNEL, repeats: COLLAPSE, minSteps: 4 }) {
          totals { otherCount }
        }
      }`);
      const expected = String(commonRoutes.totals.otherCount);
      expect(expected).not.toBe(before);
      await expect.poll(() => page.locator('[data-mark="Other"]').getAttribute("data-value")).toBe(expected);
      expect([strays, complaints]).toEqual([[], []]);
      await close();
    });

    it("flow: the panel of a label has all connections on both sides, and each opens its journeys", async () => {
      const { page, strays, complaints, close } = await browser.open(`${site.url}/flow?anchor=(~channels~:!~store~*)`);
      await page.waitForSelector('[data-mark="2/web"]');
      await page.locator('[data-mark="2/web"]').press("Enter");
      const { flow } = await ask(`{
        flow(anchor: { channels: ["store"] }, rowsPerStep: 6, options: { grain: CHANNEL, repeats: COLLAPSE }) {
          edges { step from { key } to { key } journeys }
        }
      }`);
      const panel = page.getByRole("complementary");
      const countsUnder = async (title: string) =>
        (await panel.locator("section", { hasText: title }).getByRole("link").allTextContents()).map((text) =>
          Number(/^[\d,]+/.exec(text)![0].replaceAll(",", "")),
        );
      const sorted = (edges: any[]) => edges.map(({ journeys }) => journeys).sort((a, b) => b - a);
      const incoming = flow.edges.filter((edge: any) => edge.step === 1 && edge.to.key === "web");
      const outgoing = flow.edges.filter((edge: any) => edge.step === 2 && edge.from.key === "web");
      expect(outgoing.length).toBeGreaterThan(2);
      expect(await countsUnder("Comes from")).toEqual(sorted(incoming));
      expect(await countsUnder("Goes to")).toEqual(sorted(outgoing));
      const most = sorted(outgoing)[0];
      await panel.locator("section", { hasText: "Goes to" }).getByRole("link").first().click();
      await page.waitForSelector(".journeys");
      expect(await page.locator(".question-head .lead").textContent()).toContain(
        `${new Intl.NumberFormat("en-US").format(most)} journey`,
      );
      expect([strays, complaints]).toEqual([[], []]);
      await close();
    });

    it("flow: the direction turns it round, and the anchor becomes the start of routes", async () => {
      const { page, strays, complaints, close } = await browser.open(`${site.url}/flow?anchor=(~channels~:!~store~*)`);
      await page.waitForSelector('[data-mark="1/store"]');
      await page.getByLabel("Direction").selectOption("BACKWARD");
      await expect.poll(() => page.url()).toContain("BACKWARD");
      const { flow } = await ask(`{
        flow(
          anchor: { channels: ["store"] }
          direction: BACKWARD
          rowsPerStep: 6
          options: { grain: CHANNEL, repeats: COLLAPSE }
        ) { steps { step nodes { journeys point { key } } } }
      }`);
      for (const { step, nodes } of flow.steps)
        for (const { point, journeys } of nodes)
          await expect
            .poll(() => page.locator(`[data-mark="${step}/${point.key}"]`).getAttribute("data-value"))
            .toBe(String(journeys));
      await page.getByRole("link", { name: "Whole routes" }).click();
      await expect.poll(() => page.url()).toContain("/routes?from=");
      expect([strays, complaints]).toEqual([[], []]);
      await close();
    });
  },
);
