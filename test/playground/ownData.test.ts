// Tests the tour on a user's own log, without declared goals, stages or assisted channels. The real server answers the
// queries of the page, and every query that the page writes, without errors.
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { loadCatalogue } from "../../src/playground/tour/catalogue.js";
import { tourFor } from "../../src/playground/tour/tour.js";
import { type Site, startSite } from "../support/site.js";

const KEYS = ["web/newsletter-ad", "web/front-page", "shop/purchase", "hotline/complaint"];

function declaration(key: string): string {
  const [channel, kind] = key.split("/");
  return `{ key: "${key}", channel: "${channel}", kind: "${kind}" }`;
}

describe("the tour on a log of your own", () => {
  let site: Site;
  const realFetch = globalThis.fetch;

  const ask = async (query: string, operationName?: string) => {
    const response = await realFetch(`${site.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query, operationName }),
    });
    return (await response.json()) as { data?: Record<string, never>; errors?: unknown };
  };

  beforeAll(async () => {
    site = await startSite({});
    // Globals that exist in the page but not in Node.
    vi.stubGlobal("sessionStorage", { getItem: () => null });
    vi.stubGlobal("fetch", (path: string, init: RequestInit) => realFetch(site.url + path, init));
  });
  afterEach(() => vi.restoreAllMocks());
  afterAll(async () => {
    vi.unstubAllGlobals();
    await site?.close();
  });

  it("an empty store has a tour of one step, which runs", async () => {
    const steps = tourFor(await loadCatalogue());
    expect(steps.map((s) => s.name)).toEqual(["NothingLoadedYet"]);
    expect((await ask(steps[0]!.query)).errors).toBeUndefined();
  });

  it("every step is answered, and uses names of the log", async () => {
    const declared = await ask(`mutation {
      upsertChannels(channels: [{ key: "web" } { key: "shop" } { key: "hotline" }]) { key }
      upsertTouchpoints(touchpoints: [${KEYS.map(declaration).join(" ")}]) { key }
    }`);
    expect(declared.errors).toBeUndefined();
    const rows = [];
    for (let customer = 0; customer < 40; customer++)
      for (const [step, key] of KEYS.slice(customer % 2, 2 + (customer % 3)).entries())
        rows.push(
          `{ id: "i${step}", customer: "c${customer}", touchpoint: "${key}", at: "2026-03-${10 + step}T09:00:00Z" }`,
        );
    expect(
      (
        await ask(
          `mutation { recordInteractions(interactions: [${rows.join("\n")}]) { accepted rejected { message } } }`,
        )
      ).data,
    ).toEqual({
      recordInteractions: { accepted: rows.length, rejected: [] },
    });

    const catalogue = await loadCatalogue();
    expect(catalogue).toMatchObject({
      synthetic: false,
      customers: 40,
      interactions: rows.length,
      newest: "2026-03-13T09:00:00.000Z",
    });
    const steps = tourFor(catalogue);
    expect(steps.map((s) => s.name)).toEqual([
      "FromAdToPurchase",
      "WhereJourneysStart",
      "HowFarTheyGet",
      "HowLongTheyTake",
      "StepByStep",
      "WhoGetsTheCredit",
      "AfterSupport",
      "OneTouchpoint",
      "WhereHandoffsFail",
      "TheJourneysBehind",
      "WhatGotWorse",
      "ThenAndNow",
      "TheMap",
      "WhereToImprove",
      "CustomerPage",
      "SeeItCounted",
    ]);
    expect(steps[0]!.query).toContain('from: { touchpoints: ["web/newsletter-ad"] }');
    expect(steps[0]!.query).toContain('to: { touchpoints: ["shop/purchase"] }');
    for (const { name, query } of steps) {
      const { data, errors } = await ask(query, name);
      expect(errors, name).toBeUndefined();
      expect(
        Object.values(data!).every((value) => value !== null),
        name,
      ).toBe(true);
    }
    const last = steps.at(-1)!.query;
    expect((await ask(last, "Record")).data).toMatchObject({ recordInteractions: { accepted: 2 } });
    expect((await ask(last, "TakeItBack")).errors).toBeUndefined();
    expect(await loadCatalogue()).toEqual(catalogue);
  });
});
