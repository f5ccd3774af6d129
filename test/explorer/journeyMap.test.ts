// Tests of the page of the journey map. It opens with a persona and a design, its figures lead to journeys, two
// personas can be compared side by side, and the map can be saved as files and printed on one page.
import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
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
import { buildPages, PAGES } from "../support/pages.js";
import { accessProblems, collisions, sharesAbove100 } from "../support/seen.js";
import { startTestServer } from "../support/server.js";
import { type Site, startSite } from "../support/site.js";

const missing = findChromium() === null;
const PATIENCE = 120_000;
const SETTLED = ".answer:not([data-old]) .tl-picture";
const MAP = "/map?persona=~busy-parent~&blueprint=~click-and-collect~";

async function fileOf(page: Page, kind: string): Promise<Buffer> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: kind, exact: true }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(`journeyMap.${kind.toLowerCase()}`);
  return readFileSync(await download.path());
}

function quiet({ strays, complaints }: OpenPage): void {
  expect(strays).toEqual([]);
  expect(complaints).toEqual([]);
}

describe.skipIf(missing)(
  missing ? `the journey map (skipped: ${NO_CHROMIUM})` : "the journey map",
  { timeout: PATIENCE },
  () => {
    let browser: TestBrowser;
    let site: Site;
    beforeAll(async () => {
      await buildPages();
      [browser, site] = await Promise.all([startBrowser(), startSite({ demo: 1500 })]);
    });
    afterAll(async () => {
      await browser?.close();
      await site?.close();
    });

    it("opens with the design of a persona's journey, and its figures lead to the journeys behind them", async () => {
      const opened = await browser.open(`${site.url}/map`);
      const { page } = opened;
      await page.waitForSelector(SETTLED);
      const persona = page.getByLabel("Persona", { exact: true });
      expect(await persona.inputValue()).not.toBe("");
      const name = await persona.evaluate((select: any) => select.selectedOptions[0].textContent as string);
      await page.waitForSelector(`.tl-picture text.tl-name:has-text("${name}")`);
      const missed = page.locator('[data-mark$="/missing"]').first();
      const count = Number(await missed.getAttribute("data-value"));
      await missed.press("Enter");
      await page.waitForSelector(".journeys");
      await page.waitForSelector(`.lead:has-text("${count.toLocaleString("en-US")} journey")`);
      quiet(opened);
      await opened.close();
    });

    it("opens the journeys of a stage from the wait before it", async () => {
      const opened = await browser.open(`${site.url}${MAP}`);
      const { page } = opened;
      await page.waitForSelector(SETTLED);
      const wait = page.locator('[data-mark$="/wait"]').last();
      const stage = (await wait.getAttribute("data-mark"))!.replace(/\/wait$/, "");
      const reached = Number(await page.locator(`[data-mark="${stage}"]`).getAttribute("data-value"));
      await wait.press("Enter");
      await page.waitForSelector(`.lead:has-text("${reached.toLocaleString("en-US")} journey")`);
      quiet(opened);
      await opened.close();
    });

    it("shows two personas side by side, and the differences with their intervals", async () => {
      for (const [width, colorScheme] of [
        [1440, "dark"],
        [390, "light"],
      ] as const) {
        const opened = await browser.open(`${site.url}${MAP}`, { width, colorScheme });
        const { page } = opened;
        await page.waitForSelector(SETTLED);
        const choice = page.getByLabel("Compare with");
        const other = await choice.evaluate(
          (select: any) => [...select.options].find((option) => option.value.startsWith("persona:")).value as string,
        );
        await choice.selectOption(other);
        await page.waitForSelector('[data-mark="journeys/b"]');
        await page.waitForSelector('[data-mark$="/change/reach"]');
        await page.waitForSelector(SETTLED);
        expect(await page.locator(".tl-picture text.tl-name").count()).toBe(2);
        expect(await collisions(page)).toEqual([]);
        expect(await sharesAbove100(page)).toEqual([]);
        expect(await accessProblems(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
        quiet(opened);
        await opened.close();
      }
    });

    it("compares with the period before", async () => {
      const opened = await browser.open(`${site.url}${MAP}`);
      const { page } = opened;
      await page.waitForSelector(SETTLED);
      await page.getByLabel("Compare with").selectOption("earlier");
      await page.waitForSelector('[data-mark="journeys/b"]');
      const [a, b] = await Promise.all(
        ["journeys", "journeys/b"].map(async (mark) =>
          Number(await page.locator(`[data-mark="${mark}"]`).getAttribute("data-value")),
        ),
      );
      expect(Math.min(a!, b!)).toBeGreaterThan(0);
      quiet(opened);
      await opened.close();
    });

    it("becomes an SVG, a PNG and a PDF file of the shape of a sheet of paper", async () => {
      const opened = await browser.open(`${site.url}${MAP}`, { colorScheme: "dark" });
      const { page } = opened;
      await page.waitForSelector(`${SETTLED} text.tl-name`);
      const svg = (await fileOf(page, "SVG")).toString("utf8");
      expect(svg).toContain("Busy parent");
      expect(svg).not.toMatch(/var\(|class=|tabindex|aria-/);
      const png = await fileOf(page, "PNG");
      expect(png.subarray(1, 4).toString()).toBe("PNG");
      expect(png.readUInt32BE(16) / png.readUInt32BE(20)).toBeGreaterThan(1.2);
      expect(png.readUInt32BE(16) / png.readUInt32BE(20)).toBeLessThan(1.7);
      const pdf = await fileOf(page, "PDF");
      const text = pdf.toString("latin1");
      expect(text.startsWith("%PDF-1.4\n")).toBe(true);
      // The reference table of the PDF file is at the position that the file states, and its entries point to the
      // objects.
      const start = Number(/startxref\n(\d+)\n%%EOF/.exec(text)![1]);
      const offsets = [...text.slice(start).matchAll(/^(\d{10}) 00000 n /gm)].map(([, offset]) => Number(offset));
      expect(offsets.length).toBeGreaterThan(8);
      for (const [i, offset] of offsets.entries()) expect(text.slice(offset)).toMatch(new RegExp(`^${i + 1} 0 obj\n`));
      // The texts of the map are texts of the file.
      const content = text.indexOf("stream\n", text.indexOf("4 0 obj")) + "stream\n".length;
      const drawn = inflateSync(pdf.subarray(content)).toString("latin1");
      expect(drawn).toContain(Buffer.from("Busy parent").toString("hex"));
      expect(drawn).toContain(Buffer.from("Retention").toString("hex"));
      quiet(opened);
      await opened.close();
    });

    it("asks for the goal if the catalogue has no default goal", async () => {
      const ad = { customer: "ana", channel: "Web", kind: "Ad", time: "2026-01-01T12:00:00Z" };
      const buy = { customer: "ana", channel: "Store", kind: "Purchase", time: "2026-01-02T12:00:00Z" };
      const server = await startTestServer({ pages: PAGES, log: { rows: [ad, buy] } });
      try {
        const opened = await browser.open(`${server.url}/map`);
        const { page } = opened;
        await page.getByRole("combobox", { name: /Name your goal/ }).fill("purchase");
        await choose(page.getByRole("listbox").getByRole("option").first());
        await page.keyboard.press("Escape");
        await page.getByRole("button", { name: "Use it for this question only" }).click();
        await page.waitForSelector(SETTLED);
        expect(page.url()).toContain("goal=(~kinds~:!~purchase~*)");
        await opened.close();
      } finally {
        await server.close();
      }
    });

    it("is printed on one page", async () => {
      const opened = await browser.open(`${site.url}${MAP}`);
      const { page } = opened;
      await page.waitForSelector(`${SETTLED} text.tl-name`);
      for (const format of ["A4", "A3"]) {
        const pdf = (await page.pdf({ format, landscape: true, printBackground: true })).toString("latin1");
        expect([format, [...pdf.matchAll(/\/Type \/Page\b/g)].length]).toEqual([format, 1]);
      }
      quiet(opened);
      await opened.close();
    });
  },
);
