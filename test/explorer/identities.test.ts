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
    await known.locator("li").first().waitFor();
    const entries = await known.locator("li").allTextContents();
    expect(entries).toEqual([
      "ana the key of the customer",
      "card-4 linked into ana Unlink",
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

  it("are linked and unlinked after the page has said what will happen", async () => {
    const opened = await browser.open(`${server.url}/customer?key=~ana~`, { width: 390, colorScheme: "dark" });
    const { page } = opened;
    const known = page.getByRole("region", { name: "Identities" });
    const owner = async () => (await server.ask('{ customer(key: "ben") { key } }')).data.customer.key;
    await page.getByRole("button", { name: "Link another identity" }).click();
    const key = page.getByLabel("Key of the other identity");
    await key.fill("phone");
    await key.press("Enter");
    await page.getByText("phone already belongs to this customer.").waitFor();
    await key.fill("ben");
    await key.press("Enter");
    await page.getByText("ben is a customer with 1 journey, who will no longer be listed separately.").waitFor();
    expect(await accessProblems(page)).toEqual([]);
    expect(await owner()).toBe("ben");
    await page.getByRole("button", { name: "Link ben to ana" }).click();
    // The tablet, which only ana and ben used, now belongs to one customer.
    await page.getByText("ben is linked. 2 interactions moved to ana.").waitFor();
    expect(await owner()).toBe("ana");
    await known.getByRole("button", { name: "Unlink ben from ana" }).click();
    await page.getByText("ben will no longer belong to ana.").waitFor();
    await page.keyboard.press("Escape");
    await page.getByText("ben will no longer belong to ana.").waitFor({ state: "detached" });
    await known.getByRole("button", { name: "Unlink ben from ana" }).click();
    await known.getByRole("button", { name: "Unlink ben", exact: true }).click();
    await known.getByRole("button", { name: "Unlink ben from ana" }).waitFor({ state: "detached" });
    expect(await owner()).toBe("ben");
    // The service refuses a key that is too long. The error is shown at the field.
    await page.getByRole("button", { name: "Link another identity" }).click();
    await page.getByLabel("Key of the other identity").fill("x".repeat(3000));
    await page.getByLabel("Key of the other identity").press("Enter");
    await page.locator('.link-identity [role="alert"]:not(:empty)').waitFor();
    expect(opened.strays).toEqual([]);
    await opened.close();
  });

  it("cannot be changed where the service only reads, and the page says why", async () => {
    const reader = await startTestServer({ pages: PAGES, log: { rows }, readOnly: true });
    const opened = await browser.open(`${reader.url}/customer?key=~ana~`);
    const link = opened.page.getByRole("button", { name: "Link another identity" });
    await link.waitFor();
    await opened.page.getByText("This service only reads").waitFor();
    expect(await link.isDisabled()).toBe(true);
    await opened.close();
    await reader.close();
  });
});
