// Tests every page of the explorer on unusual stores, such as an empty one. The console has no messages, no other
// origin receives a request, no texts of a picture overlap, no share is above 100 %, and axe finds no serious problem.
// LOOK=FOLDER keeps screenshots.
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium, NO_CHROMIUM, startBrowser, type TestBrowser } from "../support/browser.js";
import { buildPages, PAGES } from "../support/pages.js";
import { accessProblems, collisions, sharesAbove100 } from "../support/seen.js";
import type { StoreName } from "../views/case.js";
import { type Stores, startStores } from "../views/stores.js";

const missing = findChromium() === null;
const PATIENCE = 120_000;
const LOOK = process.env.LOOK;

/** For each place: an element that is visible once the page has its answer. */
export const PLACES: readonly (readonly [path: string, settled: string])[] = [
  ["/", ".overview .tl-picture"],
  ["/map", ".answer:not([data-old]), .empty, .problem"],
  ["/routes", ".answer:not([data-old]), .empty, .problem"],
  ["/flow", ".answer:not([data-old]), .empty, .problem"],
  ["/ends", ".answer:not([data-old]), .empty, .problem"],
  ["/funnel", ".answer:not([data-old]), .empty, .problem"],
  ["/time-to-convert", ".answer:not([data-old]), .empty, .problem"],
  ["/interactions-to-goal", ".answer:not([data-old]), .empty, .problem"],
  ["/feedback", ".answer:not([data-old]), .empty, .problem"],
  ["/handoffs", ".answer:not([data-old]), .empty, .problem"],
  ["/conformance", ".answer:not([data-old]), .empty, .problem"],
  ["/blueprints", ".editor, .problem"],
  ["/personas", ".personas, .empty, .problem"],
  ["/touchpoints", ".answer:not([data-old]), .empty, .problem"],
  ["/opportunities", ".answer:not([data-old]), .empty, .problem"],
  ["/journeys", ".journeys"],
  ["/customers", ".journeys"],
];

/** Codes of errors that a page may receive if the store lacks the requested data. The page then shows a remedy. */
const EXPECTED = /GOAL_REQUIRED/;

/** The element that every page shows for an empty store. */
const NO_DATA = "text=There are no journeys yet";

export function pagesSuite(names: readonly StoreName[]): void {
  describe.skipIf(missing)(
    missing ? `the pages of the explorer (skipped: ${NO_CHROMIUM})` : "the pages of the explorer",
    { timeout: PATIENCE },
    () => {
      let browser: TestBrowser;
      let stores: Stores;
      beforeAll(async () => {
        await buildPages();
        [browser, stores] = await Promise.all([startBrowser(), startStores(names, PAGES)]);
      });
      afterAll(async () => {
        await browser?.close();
        await stores?.close();
      });

      describe.each(names)("on %s", (store) => {
        it.each(PLACES)("%s is quiet and readable, wide and narrow", (path, settled) =>
          quietAndReadable(browser, stores.of(store).url, path, store === "empty" ? NO_DATA : settled, store),
        );
      });
    },
  );
}

/**
 * Opens the page, 1,440 pixels wide in light colours and 390 pixels wide in dark colours. `name` is the name of the
 * screenshots.
 */
export async function quietAndReadable(
  browser: TestBrowser,
  url: string,
  path: string,
  settled: string,
  name: string,
): Promise<void> {
  for (const [width, colorScheme] of [
    [1440, "light"],
    [390, "dark"],
  ] as const) {
    const opened = await browser.open(`${url}${path}`, { width, colorScheme });
    const { page } = opened;
    await page.waitForSelector(settled);
    await page.waitForTimeout(150);
    if (LOOK) {
      const file = `${name}${path.replaceAll("/", "-")}-${width}.png`.replaceAll(" ", "-");
      await page.screenshot({ path: join(LOOK, file), fullPage: true });
    }
    const where = `${path} ${width}`;
    expect(await collisions(page), where).toEqual([]);
    expect(await sharesAbove100(page), where).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), `${where}: scrolls aside`).toBe(width);
    expect(await accessProblems(page), where).toEqual([]);
    expect(opened.strays).toEqual([]);
    expect(opened.complaints.filter((text) => !EXPECTED.test(text))).toEqual([]);
    await opened.close();
  }
}
