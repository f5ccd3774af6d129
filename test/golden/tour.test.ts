// Tests the tour on the shipped demo, to the last digit. The queries that the page writes and their answers are pairs
// of files in tour/. For a step with several operations, the answers are in the order of its comments. Numbers in the
// comments of a query must equal its answer. GOLDEN=write writes the pairs, which must then be checked.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { loadDemo } from "../../src/demo/load.js";
import { DEFAULT_DEMO } from "../../src/demo/settings.js";
import { brokenest, loadCatalogue, SUGGESTIONS } from "../../src/playground/tour/catalogue.js";
import type { TourStep } from "../../src/playground/tour/step.js";
import { tourFor } from "../../src/playground/tour/tour.js";
import { startTestServer, type TestServer } from "../support/server.js";
import { goldenText, mask } from "./goldens.js";

const FOLDER = join(import.meta.dirname, "tour");
const STEPS = [
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
  "ByProperty",
  "TheSameCase",
  "WhatCustomersSay",
  "WhoBelongs",
  "CustomerPage",
  "SeeItCounted",
];
/**
 * The operations run in the order of the last step's comments. The question is then asked once more, because everything
 * must be as before after the change is taken back.
 */
const IN_ORDER = ["SeeItCounted", "Record", "SeeItCounted", "Record", "TakeItBack", "SeeItCounted"];

describe("the tour on the demo", () => {
  let server: TestServer;
  let steps: readonly TourStep[] = [];
  const realFetch = globalThis.fetch;

  const ask = async (query: string, operationName?: string): Promise<any> => {
    const response = await realFetch(`${server.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query, operationName }),
    });
    const { data, errors } = (await response.json()) as { data: unknown; errors?: unknown };
    expect(errors, operationName).toBeUndefined();
    return data;
  };

  beforeAll(async () => {
    server = await startTestServer();
    await loadDemo(server.store, DEFAULT_DEMO);
    await server.service.ready();
    // The page waits three seconds for these answers and otherwise continues without them. Here, they are in the cache.
    await ask(brokenest('{ goal: "purchase" }'));
    for (const query of Object.values(SUGGESTIONS)) await ask(query);
    // Globals that exist in the page but not in Node.
    vi.stubGlobal("sessionStorage", { getItem: () => null });
    vi.stubGlobal("fetch", (path: string, init: RequestInit) => realFetch(server.url + path, init));
    steps = tourFor(await loadCatalogue());
    vi.unstubAllGlobals();
  }, 300_000);
  afterAll(() => server?.close());

  it("has these steps, and a pair for each", () => {
    expect(steps.map(({ name }) => name)).toEqual(STEPS);
    const pairs = STEPS.flatMap((name) => [`${name}.graphql`, `${name}.json`]);
    if (process.env.GOLDEN !== "write") expect(readdirSync(FOLDER).sort()).toEqual(pairs.sort());
  });

  it.each(STEPS)("%s", { timeout: 120_000 }, async (name) => {
    const { query } = steps.find((step) => step.name === name)!;
    expect(query).toBe(goldenText(join(FOLDER, `${name}.graphql`), query));
    let answer: unknown;
    if (name === "SeeItCounted") {
      const answers = [];
      for (const operation of IN_ORDER) answers.push({ [operation]: await ask(query, operation) });
      answer = mask(answers);
      expect(answers[5]).toEqual(answers[0]);
    } else answer = mask(await ask(query));
    const golden = goldenText(join(FOLDER, `${name}.json`), `${JSON.stringify(answer, null, 2)}\n`);
    expect(answer).toEqual(JSON.parse(golden));
  });

  it("has only numbers in its comments that the answers contain", async () => {
    const { query: neighbours } = steps.find(({ name }) => name === "OneTouchpoint")!;
    const { touchpoint } = await ask(neighbours);
    expect(neighbours).toContain(`(${touchpoint.visits.toLocaleString("en")} visits)`);
    const { query: counted } = steps.find(({ name }) => name === "SeeItCounted")!;
    const { first, second } = await ask(counted, "SeeItCounted");
    const said = counted.replace(/\n#\s*/g, " ");
    expect(said).toContain(`${first.name} (${first.visits.toLocaleString("en")} visits)`);
    expect(said).toContain(`${second.name} (${second.visits.toLocaleString("en")})`);
  });
});
