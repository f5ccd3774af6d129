// Tests of the page of handoffs in a real browser. Its numbers equal the service's answers. The panel of a pair leads
// to reasons, journeys and touchpoints, also by keyboard alone. Stores with very few or very many handoffs are tested
// too.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pairMark } from "../../src/views/handoffs/pair.js";
import {
  choose,
  findChromium,
  NO_CHROMIUM,
  type OpenPage,
  startBrowser,
  type TestBrowser,
} from "../support/browser.js";
import { buildPages, PAGES } from "../support/pages.js";
import { startTestServer, type TestServer } from "../support/server.js";
import { type Site, startSite } from "../support/site.js";
import { edgeLog } from "../views/stores.js";

const missing = findChromium() === null;
const PATIENCE = 120_000;

const QUESTION = `query ($settings: HandoffSettings, $from: PointSelector, $to: PointSelector) {
  handoffs(first: 1000, settings: $settings, from: $from, to: $to) {
    handoffs {
      from { key label } to { key label }
      count journeys settled pending failed failedJourneys failRate baseline significant
      reasons { reason count rate behind }
      behind(of: FAILED)
    }
  }
}`;

const JOURNEYS = "query ($behind: String!) { journeys(filter: { behind: $behind }, first: 1) { totalCount } }";

async function ask(url: string, query: string, variables: object = {}): Promise<any> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: unknown; errors?: unknown };
  expect(errors).toBeUndefined();
  return data;
}

const keyOf = ({ from, to }: any): string => pairMark(from.key, to.key);

function quiet({ strays, complaints }: OpenPage): void {
  expect(strays).toEqual([]);
  expect(complaints).toEqual([]);
}

/** Checks that no content extends beyond the right edge of the window. */
const overflow = ({ page }: OpenPage) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

describe.skipIf(missing)(
  missing ? `the page of handoffs (skipped: ${NO_CHROMIUM})` : "the page of handoffs",
  { timeout: PATIENCE },
  () => {
    let browser: TestBrowser;
    let site: Site;
    let pairs: any[];

    beforeAll(async () => {
      await buildPages();
      [browser, site] = await Promise.all([startBrowser(), startSite({ demo: 1500 })]);
      pairs = (await ask(site.url, QUESTION)).handoffs.handoffs;
    }, PATIENCE);
    afterAll(async () => {
      await browser?.close();
      await site?.close();
    });

    it("shows a pair with its rate, baseline, reasons and touchpoints, as the service counts them", async () => {
      const opened = await browser.open(`${site.url}/handoffs`);
      const { page } = opened;
      await page.waitForSelector(".tl-picture");
      const [worst] = pairs;
      expect(worst.significant).toBe(true);
      expect(await page.locator(".summary").textContent()).toContain(`${worst.from.label} → ${worst.to.label}`);
      for (const pair of pairs.slice(0, 20))
        expect(await page.locator(`[data-mark="${keyOf(pair)}"]`).getAttribute("data-value")).toBe(
          String(pair.failRate),
        );

      await page.locator(`[data-mark="${keyOf(worst)}"]`).click({ position: { x: 40, y: 20 } });
      const panel = page.locator("aside.pair");
      await panel.waitFor();
      expect(new URL(page.url()).searchParams.get("~select")).toBe(keyOf(worst));
      const text = (await panel.textContent())!;
      const counts = new Intl.NumberFormat("en-US");
      expect(text).toContain(`(${counts.format(worst.failed)} of ${counts.format(worst.settled)})`);
      expect(text).toContain(`${(worst.baseline * 100).toFixed(1)}\u00a0% of all other handoffs`);
      expect(await panel.locator('[data-count="failed"]').textContent()).toBe(
        `${counts.format(worst.failed)} failures in ${counts.format(worst.failedJourneys)} journeys`,
      );
      expect(await panel.locator('[data-count="count"]').getAttribute("data-value")).toBe(String(worst.count));
      const reasons = await panel
        .locator("[data-reason]")
        .evaluateAll((all) => all.map((one) => [one.getAttribute("data-reason"), one.getAttribute("data-value")]));
      expect(new Map(reasons as [string, string][])).toEqual(
        new Map(worst.reasons.filter((one: any) => one.count > 0).map((one: any) => [one.reason, String(one.count)])),
      );

      // The pairs of touchpoints equal the answer of the same question with the grain TOUCHPOINT.
      const finer = await ask(site.url, QUESTION, {
        settings: { grain: "TOUCHPOINT" },
        from: { channels: [worst.from.key] },
        to: { channels: [worst.to.key] },
      });
      const [touchpoints] = finer.handoffs.handoffs;
      const first = panel.locator(".touchpoint-pairs li").first();
      await first.waitFor();
      expect(await first.textContent()).toContain(`${touchpoints.from.label} → ${touchpoints.to.label}`);
      expect(await first.locator("[data-count]").getAttribute("data-value")).toBe(String(touchpoints.failed));
      await first.locator("a").first().click();
      await page.waitForFunction(() => location.search.includes("TOUCHPOINT"));
      await page.locator(`aside.pair[aria-label="${touchpoints.from.label} → ${touchpoints.to.label}"]`).waitFor();
      await page.goBack();
      quiet(opened);
      await opened.close();
    });

    it("opens exactly the journeys of a reason, and says how many they are", async () => {
      const [worst] = pairs;
      const leading = [...worst.reasons]
        .filter((one: any) => one.reason !== "UNRESOLVED")
        .sort((a: any, b: any) => b.count - a.count)[0];
      const journeysOf = async (behind: string) => (await ask(site.url, JOURNEYS, { behind })).journeys.totalCount;
      const journeys = await journeysOf(leading.behind);
      const opened = await browser.open(`${site.url}/handoffs?~select=${encodeURIComponent(keyOf(worst))}`);
      const { page } = opened;
      const reason = page.locator(`[data-reason="${leading.reason}"] a`);
      await reason.getByText(`in ${journeys} journey`).waitFor();
      await reason.click();
      await page.waitForFunction(() => location.pathname === "/journeys");
      const [, behind] = /~behind~:~([^~]+)~/.exec(decodeURIComponent(page.url()))!;
      expect(await journeysOf(behind!)).toBe(journeys);
      quiet(opened);
      await opened.close();
    });

    it("works by keyboard alone: the list is one stop, Enter leads to the panel, Escape back", async () => {
      const opened = await browser.open(`${site.url}/handoffs`);
      const { page } = opened;
      await page.waitForSelector(".tl-picture");
      const focused = () => page.evaluate(() => document.activeElement?.getAttribute("data-mark") ?? null);
      for (let i = 0; i < 40 && (await focused()) === null; i++) await page.keyboard.press("Tab");
      expect(await focused()).toBe(keyOf(pairs[0]));
      await page.keyboard.press("ArrowDown");
      expect(await focused()).toBe(keyOf(pairs[1]));
      await page.keyboard.press("Enter");
      await page.waitForFunction(() => document.activeElement?.classList.contains("pair"));
      await page.keyboard.press("Escape");
      await page.waitForFunction((key) => document.activeElement?.getAttribute("data-mark") === key, keyOf(pairs[1]));
      expect(await page.locator("aside.pair").count()).toBe(0);
      expect(page.url()).not.toContain("select");

      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("Enter");
      await page.waitForSelector("[data-reason] a");
      const isReason = () => page.evaluate(() => document.activeElement?.closest("[data-reason]") != null);
      for (let i = 0; i < 20 && !(await isReason()); i++) await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await page.waitForFunction(() => location.pathname === "/journeys");
      quiet(opened);
      await opened.close();
    });

    it.each([1440, 390])("leads from a finding of the overview to a journey it happened to, %i px", async (width) => {
      const opened = await browser.open(`${site.url}/`, { width });
      const { page } = opened;
      const [worst] = pairs;
      // Click 1: the finding.
      await page.locator("main").getByText(`${worst.from.label} → ${worst.to.label}`).first().click();
      await page.waitForFunction(() => document.activeElement?.classList.contains("pair"));
      expect(new URL(page.url()).searchParams.get("~select")).toBe(keyOf(worst));
      // Click 2: its leading reason. Click 3: a journey. Its page is the timeline.
      await page.locator("[data-reason] a").first().click();
      await page.waitForFunction(() => location.pathname === "/journeys");
      await page.locator('main a[href^="/journey?"]').first().click();
      await page.waitForFunction(() => location.pathname === "/journey");
      await page.locator("h1").waitFor();
      quiet(opened);
      await opened.close();
    });

    it("leads there by keyboard alone", async () => {
      const opened = await browser.open(`${site.url}/`);
      const { page } = opened;
      const tabTo = async (selector: string) => {
        await page.waitForSelector(selector);
        const isThere = () => page.evaluate((wanted) => document.activeElement?.closest(wanted) != null, selector);
        for (let i = 0; i < 80 && !(await isThere()); i++) await page.keyboard.press("Tab");
        await page.keyboard.press("Enter");
      };
      await tabTo(`main a[href*="/handoffs?"][href*="select"]`);
      await page.waitForFunction(() => document.activeElement?.classList.contains("pair"));
      await tabTo("[data-reason] a");
      await page.waitForFunction(() => location.pathname === "/journeys");
      await tabTo('main a[href^="/journey?"]');
      await page.waitForFunction(() => location.pathname === "/journey");
      quiet(opened);
      await opened.close();
    });

    it.each(["deuteranopia", "achromatopsia"] as const)("shows which pair is broken with %s", async (type) => {
      const opened = await browser.open(`${site.url}/handoffs`);
      const { page } = opened;
      await page.waitForSelector(".tl-picture");
      const session = await page.context().newCDPSession(page);
      await session.send("Emulation.setEmulatedVisionDeficiency", { type });
      const word = page.locator(`[data-mark="${keyOf(pairs[0])}"] text`, { hasText: "Broken" });
      const box = (await word.boundingBox())!;
      const calm = pairs.find(({ significant }) => !significant);
      const row = (await page.locator(`[data-mark="${keyOf(calm)}"]`).boundingBox())!;
      const contrastOf = async (y: number) => {
        // The symbol is left of the word.
        const clip = { x: box.x - 22, y, width: box.width + 22, height: box.height };
        const picture = (await page.screenshot({ clip })).toString("base64");
        return page.evaluate(async (data) => {
          const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
          const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
          const canvas = new OffscreenCanvas(image.width, image.height);
          const context = canvas.getContext("2d")!;
          context.drawImage(image, 0, 0);
          const pixels = context.getImageData(0, 0, image.width, image.height).data;
          let [least, most] = [1, 0];
          for (let i = 0; i < pixels.length; i += 4) {
            const [r, g, b] = [0, 1, 2].map((k) => {
              const share = pixels[i + k]! / 255;
              return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
            });
            const luminance = 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
            least = Math.min(least, luminance);
            most = Math.max(most, luminance);
          }
          return (most + 0.05) / (least + 0.05);
        }, picture);
      };
      // 4.5 is the contrast that text must have (WCAG 2.2, 1.4.3). A pair that is not broken shows nothing there.
      expect(await contrastOf(box.y)).toBeGreaterThan(4.5);
      expect(await contrastOf(row.y + row.height / 2 - box.height / 2)).toBeLessThan(1.5);
      quiet(opened);
      await opened.close();
    });

    it("on a small screen, shows the panel below and moves there", async () => {
      const opened = await browser.open(`${site.url}/handoffs`, { width: 390, height: 844, colorScheme: "dark" });
      const { page } = opened;
      await page.waitForSelector(".tl-picture");
      await page.locator(`[data-mark="${keyOf(pairs[0])}"]`).click({ position: { x: 40, y: 12 } });
      await page.waitForFunction(() => document.activeElement?.classList.contains("pair"));
      await page.waitForFunction(() => {
        const box = document.activeElement!.getBoundingClientRect();
        return box.top >= 0 && box.top < window.innerHeight / 2;
      });
      expect(await overflow(opened)).toBeLessThanOrEqual(0);
      quiet(opened);
      await opened.close();
    });

    it("asks for the start of a period if the comparison is with the period before", async () => {
      const opened = await browser.open(`${site.url}/handoffs`);
      const { page } = opened;
      await page.getByLabel("Compared with", { exact: true }).selectOption("EARLIER");
      await page.getByText("choose a period in the bar above that has a beginning").waitFor();
      quiet(opened);
      await opened.close();
    });

    it("says that a filter leaves nothing, and removes it", async () => {
      const opened = await browser.open(`${site.url}/handoffs?filter=(~startedBefore~:~2001-01-01~)`);
      const { page } = opened;
      await page.getByRole("heading", { name: "The filter leaves no journey" }).waitFor();
      await page.getByRole("button", { name: /^Remove it: [\d,]+ journeys left$/ }).click();
      await page.waitForSelector(".tl-picture");
      quiet(opened);
      await opened.close();
    });

    describe("stores at the edges", () => {
      const withStore = async (log: Parameters<typeof edgeLog>[0], check: (server: TestServer) => Promise<void>) => {
        const server = await startTestServer({ log: edgeLog(log), pages: PAGES });
        await server.service.ready();
        try {
          await check(server);
        } finally {
          await server.close();
        }
      };

      it("200 channels without a goal: names the goal, then shows the pairs", async () => {
        await withStore({ channels: 200, touchpoints: 1000, customers: 400, letters: 60 }, async (server) => {
          for (const width of [1440, 390]) {
            const opened = await browser.open(`${server.url}/handoffs`, { width });
            const { page } = opened;
            await page.getByRole("heading", { name: "Name your goal" }).waitFor();
            await page.getByRole("combobox", { name: /Name your goal/ }).fill("Touchpoint 1 ");
            await choose(page.getByRole("listbox").getByRole("option").first());
            // The list stays open for further names, over what is below.
            await page.keyboard.press("Escape");
            if (width === 1440) {
              await page.getByRole("button", { name: "Use it for this question only" }).click();
              await page.waitForSelector(".tl-picture");
              expect(page.url()).toContain("settings=(~goal~");
            } else {
              // Saved, it is the default goal of the catalogue, and every page knows it.
              await page.getByLabel("Name of the goal").fill("The best");
              await page.getByRole("button", { name: "Save as the default goal" }).click();
              await page.waitForSelector(".tl-picture");
              const { data } = await server.ask("{ goals { key name isDefault } }");
              expect(data.goals).toEqual([{ key: "the-best", name: "The best", isDefault: true }]);
            }
            await page.locator("[data-mark]").first().focus();
            await page.keyboard.press("Enter");
            await page.waitForSelector("aside.pair .touchpoint-pairs");
            expect(await overflow(opened)).toBeLessThanOrEqual(0);
            quiet(opened);
            await opened.close();
          }
        });
      });

      it("one channel: no handoffs are possible, and the routes are a link away", async () => {
        await withStore({ channels: 1, touchpoints: 6, customers: 40, letters: 12 }, async ({ url }) => {
          const opened = await browser.open(`${url}/handoffs`);
          const { page } = opened;
          await page.getByRole("heading", { name: "No handoffs are possible" }).waitFor();
          await page.getByRole("link", { name: "Look at the routes" }).click();
          await page.waitForFunction(() => location.pathname === "/routes");
          quiet(opened);
          await opened.close();
        });
      });

      it("two channels that fail alike: nothing stands out", async () => {
        await withStore({ channels: 2, touchpoints: 6, customers: 80, letters: 12 }, async ({ url }) => {
          const opened = await browser.open(`${url}/handoffs?settings=(~goal~:(~any~:true))`);
          await opened.page.getByText(/Nothing stands out among 2 pairs/).waitFor();
          quiet(opened);
          await opened.close();
        });
      });
    });
  },
);
