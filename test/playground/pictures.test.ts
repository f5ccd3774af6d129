// Tests of pictures in the playground, in a real browser with the network blocked. Pictures are drawn for a document
// with aliases, fragments, variables and several questions. Missing fields are named, and added by one click. Counts
// and questions open in the explorer.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stateOf } from "../../src/explorer/state/address.js";
import { findChromium, NO_CHROMIUM, startBrowser, type TestBrowser } from "../support/browser.js";
import { buildPages } from "../support/pages.js";
import { type Site, startSite } from "../support/site.js";

const missing = findChromium() === null;
const PATIENCE = 120_000;

const QUERY = `query Both($steps: [FunnelStepInput!]!, $done: FunnelStepPart = COMPLETED) {
  # The first question.
  mine: funnel(steps: $steps) {
    ...Numbers
    s: steps { ...Step finished: completed }
  }
  # The second one lacks nearly everything.
  handoffs(first: 5) { answer { dataVersion } }
}
fragment Numbers on Funnel {
  totals { journeys matched completed dropped pending completionRate mature matureCompleted }
  ... on Funnel { answer { dataVersion warnings } duration { n median p90 } }
  otherGroups
  groups {
    key label isOther isNone behind
    totals { matched completed }
    steps { step name entered completed shareOfFirst behindCompleted: behind }
    duration { n median }
  }
}
fragment Step on FunnelStep {
  step name isOptional in: entered customers skipped pending lost: dropped shareOfFirst shareOfPrevious
  wait { n median p90 }
  done: behind(of: $done)
  behindSkipped: behind(of: SKIPPED) behindPending: behind(of: PENDING) behindDropped: behind(of: DROPPED)
  after { point { key label isEnd channel { key name } } journeys share behind }
}`;
const STEPS = [{ at: { channels: ["web"] } }, { at: { goal: "purchase" } }];

interface Answer {
  readonly data: {
    readonly mine: {
      readonly s: readonly { readonly finished: number; readonly lost: number; readonly done: string }[];
    };
  };
}

/** Clicks until a request is sent, because a click before the editor is ready does nothing, and returns its answer. */
async function run(page: Page, click: () => Promise<void>): Promise<Answer> {
  for (;;) {
    const sent = page
      .waitForRequest((request) => request.url().endsWith("/graphql"), { timeout: 5_000 })
      .catch(() => null);
    await click();
    const request = await sent;
    if (request !== null) return (await (await request.response())!.json()) as Answer;
  }
}

describe.skipIf(missing)(
  missing ? `pictures in the playground (skipped: ${NO_CHROMIUM})` : "pictures in the playground",
  { timeout: PATIENCE },
  () => {
    let browser: TestBrowser;
    let site: Site;

    beforeAll(async () => {
      await buildPages();
      [browser, site] = await Promise.all([startBrowser(), startSite({ demo: 800 })]);
    });
    afterAll(async () => {
      await browser?.close();
      await site?.close();
    });

    it("draws the picture of a step of the tour as soon as the step is run, also after a change", async () => {
      const own = await browser.open(`${site.url}/playground/`);
      const { page } = own;
      await page.waitForSelector(".graphiql-tab-active:has-text('FromAdToPurchase')", { timeout: PATIENCE });
      await page.waitForTimeout(300);
      const { data } = (await run(page, () => page.click(".graphiql-execute-button"))) as unknown as {
        readonly data: { readonly commonRoutes: { readonly routes: readonly { readonly journeys: number }[] } };
      };
      const routes = page.locator('[data-question="commonRoutes"]');
      await routes.locator("[data-mark]").first().waitFor();
      const journeys = await routes.locator("[data-mark]").first().getAttribute("data-value");
      expect(journeys).toBe(String(data.commonRoutes.routes[0]!.journeys));
      await routes.getByText("For the picture, the page has also requested").waitFor();
      await routes.getByText("Add them and run").click();
      await routes.locator(".throughline-needs").waitFor({ state: "detached" });
      await routes.locator("[data-mark]").first().waitFor();
      expect(own.strays).toEqual([]);
      expect(own.complaints).toEqual([]);
      await own.close();
    });

    it("says why the service refused the fields for the picture of a step of the tour", async () => {
      const own = await browser.open(`${site.url}/playground/`);
      const { page } = own;
      await page.route("**/graphql", (route) => {
        const error = {
          message: "Too many questions.",
          extensions: { code: "BUSY", remedy: "Ask again in a second." },
        };
        return route.request().postData()?.includes("query CommonRoutesPicture")
          ? route.fulfill({ json: { data: null, errors: [error] } })
          : route.continue();
      });
      await page.waitForSelector(".graphiql-tab-active:has-text('FromAdToPurchase')", { timeout: PATIENCE });
      await page.waitForTimeout(300);
      await run(page, () => page.click(".graphiql-execute-button"));
      const routes = page.locator('[data-question="commonRoutes"]');
      await routes.getByRole("alert").getByText("Too many questions. Ask again in a second.").waitFor();
      await routes.getByText("Add them and run").waitFor();
      await own.close();
    });

    it("draws each question, names what it lacks, adds it by one click, and opens counts and questions", async () => {
      const link = new URLSearchParams({ query: QUERY, variables: JSON.stringify({ steps: STEPS }) });
      const own = await browser.open(`${site.url}/playground/?${link}`);
      const { page } = own;
      await page.waitForSelector(".graphiql-tab-active:has-text('Both')", { timeout: PATIENCE });
      await page.waitForTimeout(300);
      await run(page, () => page.click(".graphiql-execute-button"));

      // One field is missing in the funnel, and no alias hides the others.
      const funnel = page.locator('[data-question="mine"]');
      const handoffs = page.locator('[data-question="handoffs"]');
      await funnel.locator(".throughline-needs").waitFor();
      expect(await funnel.locator(".throughline-needs code").allTextContents()).toEqual(["steps.behind(of: ENTERED)"]);
      const { data } = await run(page, () => funnel.locator("text=Add them and run").click());
      await funnel.locator("[data-mark]").first().waitFor();
      for (const [i, { finished, lost }] of data.mine.s.entries()) {
        expect(await funnel.locator(`[data-mark="${i + 1}/completed"]`).getAttribute("data-value")).toBe(`${finished}`);
        if (lost > 0)
          expect(await funnel.locator(`[data-mark="${i + 1}/dropped"]`).getAttribute("data-value")).toBe(`${lost}`);
      }
      await funnel.locator("text=Table").click();
      await funnel.locator("table").waitFor();
      await funnel.locator("button:text-is('Picture')").click();

      // The other one lacks a whole picture.
      await handoffs.locator(".throughline-needs").waitFor();
      await run(page, () => handoffs.locator("text=Add them and run").click());
      await handoffs.locator("[data-mark]").first().waitFor();
      expect(await page.locator(".throughline-needs").count()).toBe(0);
      const text = await page
        .evaluate(() => JSON.parse(localStorage.getItem("throughline-demo:graphiql:query") ?? '""'))
        .catch(() => page.evaluate(() => localStorage.getItem("throughline-demo:graphiql:query") ?? ""));
      expect(text).toContain("# The second one lacks nearly everything.");
      expect(text).toContain(QUERY.slice(QUERY.indexOf("fragment Numbers")));

      // The question in the explorer, and a count of it.
      const href = await funnel.locator("text=Open in the explorer").getAttribute("href");
      const [path, search] = href!.split("?");
      expect(stateOf(path!, search!)?.state).toMatchObject({ place: "funnel", args: { steps: STEPS } });
      await funnel.locator('[data-mark="1/completed"] rect').first().click();
      await page.waitForURL(/\/journeys\?filter=/);
      const opened = new URL(page.url());
      expect(stateOf(opened.pathname, opened.search)?.state.filter).toEqual({ behind: data.mine.s[0]!.done });
      expect(own.strays).toEqual([]);
      expect(own.complaints).toEqual([]);
      await own.close();
    });
  },
);
