// The page of a customer says under which keys the customer was seen, why these keys are one customer, and which devices
// are shared with others.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium, NO_CHROMIUM, startBrowser, type TestBrowser } from "../support/browser.js";
import { buildPages, PAGES } from "../support/pages.js";
import { accessProblems } from "../support/seen.js";
import { startTestServer, type TestServer } from "../support/server.js";
import type { SmallRow } from "../support/smallLog.js";

const missing = findChromium() === null;
const PATIENCE = 120_000;

const visit = (customer: string, hour: number, more: Partial<SmallRow> = {}): SmallRow => ({
  customer,
  channel: "Web",
  kind: "Visit",
  time: `2026-01-01T${String(hour).padStart(2, "0")}:00:00Z`,
  ...more,
});

/** ana and ben were both seen on the tablet; only ana on the phone. */
const rows: readonly SmallRow[] = [
  visit("phone", 8),
  visit("ana", 9, { anonymous: "phone" }),
  visit("ana", 10, { anonymous: "tablet" }),
  visit("ben", 11, { anonymous: "tablet" }),
  visit("tablet", 12),
  visit("card-4", 13),
];

describe.skipIf(missing)(missing ? `identities (skipped: ${NO_CHROMIUM})` : "identities", { timeout: PATIENCE }, () => {
  let browser: TestBrowser;
  let server: TestServer;
  beforeAll(async () => {
    await buildPages();
    [browser, server] = await Promise.all([startBrowser(), startTestServer({ pages: PAGES, log: { rows } })]);
    const { errors } = await server.ask('mutation { linkCustomers(from: ["card-4"], into: "ana") { dataVersion } }');
    expect(errors).toBeUndefined();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it("of a customer are listed with the reasons, and shared devices lead to their own page", async () => {
    const opened = await browser.open(`${server.url}/customer?key=~ana~`);
    const { page } = opened;
    const known = page.getByRole("region", { name: "Identities" });
    await known.waitFor();
    const entries = await known.locator("li").allTextContents();
    expect(entries).toEqual([
      "ana the key of the customer",
      "card-4 linked into ana",
      "phone named as ana by its interactions",
      "tablet",
    ]);
    expect(await accessProblems(page)).toEqual([]);
    await known.getByRole("link", { name: "tablet" }).click();
    await page.getByRole("heading", { name: "tablet", exact: true }).waitFor();
    await page.getByText("1 journey, latest start first.").waitFor();
    expect(opened.strays).toEqual([]);
    expect(opened.complaints).toEqual([]);
    await opened.close();
  });
});
