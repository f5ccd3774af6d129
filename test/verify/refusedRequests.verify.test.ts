// Every page of the explorer says so when one of its requests is refused. Otherwise, users would take an error for an
// answer without data. Each page is opened once to learn its requests, then once for each request, which is refused. The
// error is shown once, except that every field whose choices cannot be looked up says so beside the field.
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pairMark } from "../../src/views/handoffs/pair.js";
import { PLACES } from "../explorer/pagesSuite.js";
import { findChromium, NO_CHROMIUM, startBrowser, type TestBrowser } from "../support/browser.js";
import { buildPages, PAGES } from "../support/pages.js";
import { startTestServer, type TestServer } from "../support/server.js";
import { SHOP } from "../support/smallLog.js";

const missing = findChromium() === null;
const PATIENCE = 400_000;
const ROOT = resolve(import.meta.dirname, "../..");

/** Requests without which a page has all its numbers, and what it shows instead. */
const DISPENSABLE: Readonly<Record<string, string>> = {
  ExplorerChannels: "Channels have no colours of their own.",
  ExplorerNames: "Keys are shown instead of names.",
  FindKinds: "Keys are shown instead of names. (A search field that asks for kinds shows the error itself.)",
};
/** Where such a request is not dispensable: the page begins at the channel with the most interactions. */
const NEEDED: Readonly<Record<string, string>> = { ExplorerChannels: "/flow" };

/** Requests that no page sends before the user clicks or types, and what shows their errors. */
const AFTER_A_CLICK: Readonly<Record<string, string>> = {
  ExplorerEdge: "an error above the map of the overview",
  ExplorerSegments: "an error beside the name of the new segment",
  ExplorerLinkPreview: "an error in the form that links an identity",
  ExplorerCustomerKeys: "an error beside the search field",
  ExplorerProperties: "an error beside the search field",
  ExplorerPropertyValues: "an error beside the search field",
};
/** Requests that only the playground shows: they are parts of one that the explorer divides. */
const DIVIDED = ["JourneyPicture", "CustomerPicture"];

const MESSAGE = "The store cannot be reached.";
const SETTLED = ".answer:not([data-old]), .empty, .problem";

/** Pages with something selected or compared, so that they send further requests. */
function statesOf(journey: string, pair: string): readonly (readonly [path: string, settled: string])[] {
  return [
    ["/map?persona=~shopper~&blueprint=~click~&beside=(~earlier~:true)", SETTLED],
    ["/map?persona=null&blueprint=~click~&beside=(~persona~:~shopper~)", SETTLED],
    [`/handoffs?breakdown=(~firstChannel~:true)&~select=${encodeURIComponent(pair)}`, ".side-panel"],
    ["/feedback?~select=label/web/site", ".side-panel"],
    ["/feedback?options=(~grain~:~CHANNEL~)&~select=label/web", ".side-panel"],
    ["/blueprints?blueprint=~click~&~from=1", ".editor, .problem"],
    ["/journeys?filter=(~touches~:!(~kinds~:!~site~*,~touchpoints~:!~web/site~*)*,~minInteractions~:99)", ".emptied"],
    ["/customer?key=~ana~", SETTLED],
    [`/journey?key=~${journey}~`, SETTLED],
  ];
}

/** The names of the queries of the explorer and its views. */
function operations(): readonly string[] {
  const documents = ["src/explorer/operations", "src/views"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".graphql"))
      .map((name) => readFileSync(join(ROOT, folder, name), "utf8")),
  );
  return documents.flatMap((text) => [...text.matchAll(/^query (\w+)/gm)].map(([, name]) => name!));
}

/** Refuses the requests with this text, and collects the texts of all requests of the page. */
class Requests {
  refused: string | null = null;
  readonly sent = new Map<string, string>();

  async follow(page: Page): Promise<void> {
    await page.route("**/graphql", async (route) => {
      const text = route.request().postData() ?? "";
      const { query, variables } = JSON.parse(text) as { query: string; variables: object };
      const [, name = ""] = /(?:query|mutation) (\w+)/.exec(query) ?? [];
      const id = `${name} ${JSON.stringify(variables)}`;
      this.sent.set(id, name);
      if (id !== this.refused) return route.continue();
      const extensions = { code: "STORE_UNAVAILABLE", remedy: "Start the store." };
      return route.fulfill({ status: 503, json: { errors: [{ message: MESSAGE, extensions }] } });
    });
  }
}

describe.skipIf(missing)(
  missing ? `refused requests (skipped: ${NO_CHROMIUM})` : "refused requests",
  { timeout: PATIENCE },
  () => {
    let browser: TestBrowser;
    let server: TestServer;
    const seen = new Set<string>();
    beforeAll(async () => {
      await buildPages();
      [browser, server] = await Promise.all([startBrowser(), startTestServer({ pages: PAGES, log: SHOP })]);
      const steps = '[{ key: "ad", at: ["search/ad"] }, { key: "call", at: ["phone/call"] }]';
      await server.ask(`mutation { saveBlueprint(blueprint: { key: "click", steps: ${steps} }) { version } }`);
    });
    afterAll(async () => {
      await browser?.close();
      await server?.close();
    });

    /** Opens the page once for each of its requests, which is refused. */
    async function refuseEach(path: string, settled: string): Promise<void> {
      const opened = await browser.open(`${server.url}/favicon.svg`);
      const { page } = opened;
      const requests = new Requests();
      await requests.follow(page);
      await page.goto(`${server.url}${path}`);
      await page.waitForSelector(settled);
      await page.waitForLoadState("networkidle");
      const wrong: string[] = [];
      for (const [id, name] of [...requests.sent]) {
        seen.add(name);
        if (name in DISPENSABLE && NEEDED[name] !== path) continue;
        requests.refused = id;
        await page.goto(`${server.url}${path}`);
        const said = page.getByText(MESSAGE);
        // Fields under "More settings" are attached, but visible only once these are opened.
        const isSaid = await said
          .first()
          .waitFor({ state: "attached", timeout: 5_000 })
          .then(
            () => true,
            () => false,
          );
        await page.waitForLoadState("networkidle");
        const besidesFields = await page.locator(`:text("${MESSAGE}"):not(.field-problem *, .field-problem)`).count();
        if (!isSaid) wrong.push(`${id}: not said`);
        else if (besidesFields > 1) wrong.push(`${id}: said ${besidesFields} times`);
      }
      expect(wrong).toEqual([]);
      await opened.close();
    }

    it.each(PLACES)("are shown once on %s", (path, settled) => refuseEach(path, settled));

    it("are shown once on pages with something selected or compared", async () => {
      const { data } = await server.ask(`{
        customer(key: "ana") { journeys(first: 1) { nodes { key } } }
        handoffs { handoffs { from { key } to { key } reasons { count } } }
      }`);
      const [journey] = data.customer.journeys.nodes;
      const pair = data.handoffs.handoffs.find((one: any) => one.reasons.some(({ count }: any) => count > 0));
      for (const [path, settled] of statesOf(journey.key, pairMark(pair.from.key, pair.to.key)))
        await refuseEach(path, settled);
      const known = [...seen, ...Object.keys(AFTER_A_CLICK), ...DIVIDED];
      expect(operations().filter((name) => !known.includes(name))).toEqual([]);
    });
  },
);
