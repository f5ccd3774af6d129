// Tests every view in a real browser, with the answers of a real service to the view's document. The values of the
// marks must equal the answer, no labels may overlap, no share may be above 100 %, axe-core must find no serious
// problem, and the console must have no messages. The cases of each view are in cases/.
//
// To look at the pictures: `LOOK=/tmp/look LOOK_CUSTOMERS=4000 npx vitest run --project embedded test/views`.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { print } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CommonRoutesViewFragment } from "../../src/views/generated/graphql.js";
import { findChromium, NO_CHROMIUM } from "../support/browser.js";
import type { PictureCase } from "./case.js";
import { commonRoutesCases } from "./cases/commonRoutes.js";
import { conformanceCases } from "./cases/conformance.js";
import { customerCases } from "./cases/customer.js";
import { endsCases } from "./cases/ends.js";
import { feedbackCases } from "./cases/feedback.js";
import { flowCases } from "./cases/flow.js";
import { funnelCases } from "./cases/funnel.js";
import { handoffsCases } from "./cases/handoffs.js";
import { interactionsToGoalCases } from "./cases/interactionsToGoal.js";
import { journeyCases } from "./cases/journey.js";
import { journeyMapCases } from "./cases/journeyMap.js";
import { opportunitiesCases } from "./cases/opportunities.js";
import { timeToConvertCases } from "./cases/timeToConvert.js";
import { touchpointPerformanceCases } from "./cases/touchpointPerformance.js";
import { type Channel, type Pictures, type Shown, startPictures } from "./pictures.js";
import { type Stores, startStores } from "./stores.js";

const CASES: readonly PictureCase[] = [
  ...commonRoutesCases,
  ...conformanceCases,
  ...customerCases,
  ...endsCases,
  ...feedbackCases,
  ...flowCases,
  ...funnelCases,
  ...handoffsCases,
  ...interactionsToGoalCases,
  ...journeyCases,
  ...journeyMapCases,
  ...opportunitiesCases,
  ...timeToConvertCases,
  ...touchpointPerformanceCases,
];

const missing = findChromium() === null;
const { LOOK } = process.env;
const LOOKS = [
  { width: 1440, colorScheme: "light" },
  { width: 390, colorScheme: "dark" },
  ...(LOOK
    ? ([
        { width: 1440, colorScheme: "dark" },
        { width: 390, colorScheme: "light" },
        { width: 800, colorScheme: "light" },
      ] as const)
    : []),
] as const;

/** The widths are just below and above those at which pictures change their layout. */
const WIDTHS = [360, 480, 560, 660, 740, 790, 800, 820, 880, 1000, 1200] as const;

describe.skipIf(missing)(missing ? `pictures (skipped: ${NO_CHROMIUM})` : "pictures", () => {
  let pictures: Pictures;
  let stores: Stores;
  let pages: readonly Shown[];
  beforeAll(async () => {
    [pictures, stores] = await Promise.all([startPictures(), startStores(CASES.map(({ store }) => store))]);
    pages = await Promise.all(LOOKS.map((look) => pictures.open(look)));
  });
  afterAll(async () => {
    await pictures?.close();
    await stores?.close();
  });

  async function answerOf({ store, question, document, variables }: PictureCase): Promise<unknown> {
    const response = await fetch(`${stores.of(store).url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: print(document), variables }),
    });
    const { data, errors, extensions } = (await response.json()) as any;
    expect(errors).toBeUndefined();
    // The price must be far below the limit, because a page asks several questions at once, and its user may request
    // more rows.
    expect(extensions.cost.price).toBeLessThan(extensions.cost.limit / 4);
    if (LOOK) console.log(question, JSON.stringify(variables).slice(0, 60), extensions.cost.price);
    return data[question];
  }

  const channels = new Map<string, readonly Channel[]>();
  async function channelsOf(store: PictureCase["store"]): Promise<readonly Channel[]> {
    const known = channels.get(store);
    if (known !== undefined) return known;
    const { data } = await stores.of(store).ask("{ channels { key name touchpoints { visits } } }");
    const visits = (channel: { touchpoints: { visits: number }[] }) =>
      channel.touchpoints.reduce((sum, touchpoint) => sum + touchpoint.visits, 0);
    const sorted = data.channels.sort((a: any, b: any) => visits(b) - visits(a));
    channels.set(store, sorted);
    return sorted;
  }

  it.each(CASES.map((one) => [one.name, one] as const))("%s", async (name, one) => {
    const answer = await answerOf(one);
    for (const [i, shown] of pages.entries()) {
      const { width, colorScheme } = LOOKS[i]!;
      await shown.show(one.question, answer, await channelsOf(one.store));
      if (LOOK) {
        mkdirSync(LOOK, { recursive: true });
        const path = join(LOOK, `${name.replaceAll(" ", "-")}-${width}-${colorScheme}.png`);
        await shown.page.screenshot({ path, fullPage: true });
      }
      const marks = await shown.marks();
      expect(new Set(marks.map(({ id }) => id)).size).toBe(marks.length);
      expect(Object.fromEntries(marks.map(({ id, value }) => [id, value]))).toEqual(
        one.marks(
          answer,
          width,
          marks.map(({ id }) => id),
        ),
      );
      expect(await shown.collisions()).toEqual([]);
      expect(await shown.sharesAbove100()).toEqual([]);
      // The checks of axe-core do not depend on the store, and take long.
      if (one.store === "demo") expect(await shown.accessProblems()).toEqual([]);
    }
    await one.also?.(pages[0]!, answer);
    for (const { complaints, strays } of pages) expect([complaints, strays]).toEqual([[], []]);
  });

  const first = new Map<string, PictureCase>();
  for (const one of CASES) if (!first.has(one.question)) first.set(one.question, one);
  it.each([...first])("%s fits every width", async (question, one) => {
    const answer = await answerOf(one);
    const { page, complaints } = pages[0]!;
    await pages[0]!.show(question, answer, await channelsOf(one.store));
    // A part of negative size is an error in the console.
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      expect([width, await pages[0]!.collisions(), complaints]).toEqual([width, [], []]);
    }
    await page.setViewportSize({ width: LOOKS[0].width, height: 900 });
  });

  describe("the frame of a picture", () => {
    const [routes] = commonRoutesCases;
    let answer: CommonRoutesViewFragment;
    const focused = () =>
      pages[0]!.page.evaluate(
        () => document.activeElement?.getAttribute("data-mark") ?? document.activeElement?.className,
      );
    const keyOf = (i: number): string => answer.routes[i]!.steps.map(({ key }) => key).join(" → ");

    beforeAll(async () => {
      answer = (await answerOf(routes!)) as CommonRoutesViewFragment;
      await pages[0]!.show("commonRoutes", answer, await channelsOf("demo"));
    });

    it("is one tab stop; arrows move, Enter opens, and the tip says the exact counts", async () => {
      const { page } = pages[0]!;
      expect(await page.locator('[data-mark][tabindex="0"]').count()).toBe(1);
      await page.getByRole("button", { name: "PDF" }).focus();
      await page.keyboard.press("Tab");
      expect(await focused()).toBe(keyOf(0));
      await page.keyboard.press("ArrowRight");
      expect(await focused()).toBe(`${keyOf(0)}/0`);
      await page.keyboard.press("ArrowLeft");
      await page.keyboard.press("ArrowDown");
      expect(await focused()).toBe(keyOf(1));
      const { journeys, behind } = answer.routes[1]!;
      expect(await page.locator(".tl-tip").textContent()).toContain(`${journeys} of`);
      await page.keyboard.press("Enter");
      expect(await page.evaluate(() => (window as any).opened.at(-1))).toMatchObject({ journeys, behind });
      await page.keyboard.press("End");
      expect(await focused()).toBe("Other");
      await page.keyboard.press("Home");
      expect(await focused()).toBe(keyOf(0));
      await page.keyboard.press("Shift+Tab");
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("PDF");
    });

    it("becomes a file of its own, without anything of the page", async () => {
      const file = await pages[0]!.page.evaluate(() => (window as any).fileOf("Routes & more"));
      expect(file).toContain("<title>Routes &amp; more</title>");
      expect(file).toContain("font-family");
      expect(file).not.toMatch(/var\(|class=|tabindex|aria-|data-acts/);
      const own = await pages[0]!.page.evaluate(
        (text) => new DOMParser().parseFromString(text, "image/svg+xml").querySelector("parsererror") === null,
        file,
      );
      expect(own).toBe(true);
      if (LOOK) writeFileSync(join(LOOK, "file.svg"), file);
    });

    it("T shows the table, which sorts and opens; T again the picture", async () => {
      const { page } = pages[0]!;
      await page.locator(`[data-mark="${keyOf(0)}"]`).focus();
      await page.keyboard.press("t");
      await page.waitForSelector(".tl-table");
      await page.waitForFunction(() => document.activeElement?.className === "tl-table");
      const rows = () => page.$$eval("[data-row]", (all) => all.map((row) => row.getAttribute("data-row")!));
      const given = [...answer.routes.keys()].map(keyOf);
      const labels = answer.routes.flatMap(({ steps }, i) => steps.map((_, place) => `${keyOf(i)}/${place}`));
      expect(await rows()).toEqual([...given, ...labels, "Other"]);
      const sort = () => page.locator("th[aria-sort]").getAttribute("aria-sort");
      await page.getByRole("button", { name: "Journeys" }).first().click();
      expect(await sort()).toBe("descending");
      await page.getByRole("button", { name: "Journeys" }).first().click();
      expect(await sort()).toBe("ascending");
      expect((await rows()).at(-1)).toBe("Other");
      expect((await rows())[0]).not.toBe(keyOf(0));
      await page.locator(`[data-row="${keyOf(2)}"] td button`).click();
      expect(await page.evaluate(() => (window as any).opened.at(-1))).toMatchObject({
        behind: answer.routes[2]!.behind,
      });
      expect(await pages[0]!.accessProblems()).toEqual([]);
      if (LOOK) await page.screenshot({ path: join(LOOK, "table.png"), fullPage: true });
      await page.keyboard.press("t");
      await page.waitForSelector(".tl-picture");
      expect(pages[0]!.complaints).toEqual([]);
    });
  });
});
