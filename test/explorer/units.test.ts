// Tests of the unit of analysis in a browser. It is chosen in the filter bar, and stays the same from page to page and
// in the journeys that a count opens. The page names the data that the unit leaves out.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { leftOutSentence, unitSentence } from "../../src/explorer/fields/unitText.js";
import { choose, findChromium, NO_CHROMIUM, startBrowser, type TestBrowser } from "../support/browser.js";
import { buildPages, PAGES } from "../support/pages.js";
import { accessProblems } from "../support/seen.js";
import { startTestServer, type TestServer } from "../support/server.js";
import type { SmallRow } from "../support/smallLog.js";

const missing = findChromium() === null;
const PATIENCE = 120_000;

const order = (key: string) => ({ attributes: JSON.stringify({ orderId: key }) });

/**
 * Each of 30 customers visits without an order, and then orders twice. Only the first order has a pick-up with the same
 * order id.
 */
const rows = Array.from({ length: 30 }, (_, n): SmallRow[] => {
  const customer = `c${n}`;
  return [
    { customer, channel: "Web", kind: "Visit", time: "2026-01-01T09:00:00Z" },
    { customer, channel: "Web", kind: "Order", time: "2026-01-01T10:00:00Z", ...order(`${n}-a`) },
    { customer, channel: "Web", kind: "Order", time: "2026-01-01T11:00:00Z", ...order(`${n}-b`) },
    { customer, channel: "Store", kind: "Pickup", time: "2026-01-02T10:00:00Z", ...order(`${n}-a`) },
  ];
}).flat();

describe("the unit of analysis in words", () => {
  it("says what a journey is and what is left out", () => {
    expect(unitSentence(null)).toBeNull();
    expect(unitSentence({ gap: "PT30M" })).toMatch(/^A journey here is .* more than 30.min\.$/);
    expect(unitSentence({ property: "orderId" })).toBe(
      "A journey here is what one customer did with one value of orderId.",
    );
    expect(leftOutSentence({ customer: true }, 0)).toBeNull();
    expect(leftOutSentence({ case: true }, 1)).toBe("One interaction of the store has no case id and is left out.");
    expect(leftOutSentence({ property: "orderId" }, 1200)).toBe(
      "1,200 interactions of the store have no value of orderId and are left out.",
    );
  });
});

describe.skipIf(missing)(
  missing ? `the unit of analysis (skipped: ${NO_CHROMIUM})` : "the unit of analysis",
  { timeout: PATIENCE },
  () => {
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

    it("is chosen in the bar, and holds from page to page and in the journeys of a count", async () => {
      const steps = "steps=!(~at~:(~kinds~:!~order~*)),(~at~:(~kinds~:!~pickup~*))*";
      const opened = await browser.open(`${server.url}/funnel?${steps}`);
      const { page } = opened;
      const value = (mark: string) => page.locator(`[data-mark="${mark}"]`).first().getAttribute("data-value");
      const settled = () => page.waitForSelector(".answer:not([data-old]) .tl-picture");
      await settled();
      // Each stored journey has an order and a pick-up.
      expect(await value("2/completed")).toBe("30");
      await page.getByLabel("What counts as one journey").selectOption("By a property…");
      await page.getByRole("combobox", { name: /Property whose value/ }).fill("order");
      await choose(page.getByRole("option", { name: /orderId/ }));
      await page.waitForFunction(() => location.search.includes("unit=(~property~:~orderId~)"));
      await settled();
      await page.getByText("30 interactions of the store have no value of orderId and are left out.").waitFor();
      // 60 orders, of which 30 were picked up.
      expect(await value("1/completed")).toBe("60");
      expect(await value("2/completed")).toBe("30");
      expect(await accessProblems(page)).toEqual([]);
      await page.locator('[data-mark="2/completed"]').first().press("Enter");
      await page.waitForSelector(".journeys");
      expect(await page.locator(".question-head .lead").textContent()).toMatch(/^30 journeys/);
      expect(page.url()).toContain("unit=(~property~:~orderId~)");
      await page.getByText("A journey here is what one customer did with one value of orderId.").waitFor();
      await page.getByRole("link", { name: "Their routes" }).click();
      await settled();
      expect(page.url()).toContain("unit=(~property~:~orderId~)");
      expect(await page.locator(".summary").textContent()).toContain("(30 of 30)");
      expect(opened.complaints).toEqual([]);
      expect(opened.strays).toEqual([]);
      await opened.close();
    });

    it.each(["/", "/routes", "/flow", "/journeys", "/handoffs"])("%s counts units, and says which", async (path) => {
      for (const [unit, text] of [
        ["(~customer~:true)", "everything that one customer did"],
        ["(~gap~:~PT30M~)", "nothing happened for more than 30"],
      ] as const) {
        const opened = await browser.open(`${server.url}${path}?settings=(~goal~:(~kinds~:!~pickup~*))&unit=${unit}`);
        const { page } = opened;
        await page.getByText(text).waitFor();
        expect(opened.complaints.filter((complaint) => !/GOAL_REQUIRED/.test(complaint))).toEqual([]);
        await opened.close();
      }
    });

    it("opens a journey that is such a unit", async () => {
      const opened = await browser.open(`${server.url}/journeys?unit=(~property~:~orderId~)`);
      const { page } = opened;
      await page.locator(".journey-row").first().click();
      await page.waitForSelector('[data-mark^="interaction-"]');
      expect(await page.locator("h1").textContent()).toMatch(/^Journey of c/);
      await opened.close();
    });
  },
);
