// The values of the marks on the map of the overview equal the answer of its query, also with a filter.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MapPictureQuery } from "../../src/views/map/generated/graphql.js";
import { findChromium, NO_CHROMIUM, startBrowser, type TestBrowser } from "../support/browser.js";
import { buildPages } from "../support/pages.js";
import { type Site, startSite } from "../support/site.js";

const missing = findChromium() === null;
const PATIENCE = 120_000;

describe.skipIf(missing)(missing ? `the map (skipped: ${NO_CHROMIUM})` : "the map", { timeout: PATIENCE }, () => {
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

  it.each(["/", "/?filter=(~touches~:!(~channels~:!~store~*)*)"])("%s shows the numbers of its query", async (path) => {
    const opened = await browser.open(`${site.url}/favicon.svg`);
    const { page } = opened;
    const answered = page.waitForResponse(
      (response) => response.request().postData()?.includes("query MapPicture") ?? false,
    );
    await page.goto(`${site.url}${path}`);
    const { data } = (await (await answered).json()) as { readonly data: MapPictureQuery };
    await page.waitForSelector(".answer:not([data-old]) .tl-picture");
    const marks = await page
      .locator(".overview [data-mark]")
      .evaluateAll((all) => all.map(({ dataset }: any) => [dataset.mark, dataset.value] as const));
    const { visits, transitions } = data;
    const nodes = new Map(visits.labels.map(({ label, interactions }) => [label.key, interactions]));
    const edges = new Map(transitions.edges.map(({ from, to, count }) => [`${from.key}→${to.key}`, count]));
    expect(marks.filter(([mark]) => nodes.has(mark)).length).toBeGreaterThan(20);
    expect(marks.filter(([mark]) => edges.has(mark)).length).toBe(30);
    for (const [mark, value] of marks) expect(value, mark).toBe(String(nodes.get(mark) ?? edges.get(mark)));
    expect(await page.locator("h1").textContent()).toContain(visits.totals.journeys.toLocaleString("en-US"));
    await opened.close();
  });

  it("says why a change of channel cannot be opened, and opens it after another try", async () => {
    const opened = await browser.open(`${site.url}/favicon.svg`);
    const { page } = opened;
    let refusals = 2;
    await page.route("**/graphql", (route) => {
      const isRefused = route.request().postData()?.includes("query ExplorerEdge") && refusals-- > 0;
      const error = { message: "The store is away.", extensions: { code: "STORE_UNAVAILABLE" } };
      return isRefused ? route.fulfill({ status: 503, json: { errors: [error] } }) : route.continue();
    });
    await page.goto(site.url);
    await page.waitForSelector(".answer:not([data-old]) .tl-picture");
    await page.locator('[data-mark*="→"]').first().press("Enter");
    await page.getByText("The store is away.").waitFor();
    // With another filter, the map shows other journeys, and the error is not about them.
    await page.getByRole("button", { name: /All time/ }).click();
    await page.getByRole("button", { name: "last 90 days of the data" }).click();
    await page.getByText("The store is away.").waitFor({ state: "detached" });
    await page.waitForSelector(".answer:not([data-old]) .tl-picture");
    await page.locator('[data-mark*="→"]').first().press("Enter");
    await page.getByText("The store is away.").waitFor();
    await page.getByRole("button", { name: "Ask again" }).click();
    await page.waitForSelector(".journeys");
    await opened.close();
  });
});
