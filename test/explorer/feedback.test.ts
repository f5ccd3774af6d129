// Tests of feedback in the explorer. Scores open their journeys, a label shows its comments with the lowest scores
// first, and the pages of a journey and of a customer show the answers.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerText, scoresText } from "../../src/views/answers.js";
import { findChromium, NO_CHROMIUM, startBrowser, type TestBrowser } from "../support/browser.js";
import { buildPages, PAGES } from "../support/pages.js";
import { accessProblems } from "../support/seen.js";
import { startTestServer, type TestServer } from "../support/server.js";
import type { SmallAnswer, SmallRow } from "../support/smallLog.js";

const missing = findChromium() === null;
const PATIENCE = 120_000;

const customers = Array.from({ length: 8 }, (_, n) => `c${n}`);
const rows = customers.flatMap((customer): SmallRow[] => [
  { customer, channel: "Web", kind: "Order", time: "2026-01-01T10:00:00Z" },
  { customer, channel: "Phone", kind: "Call", time: "2026-01-02T10:00:00Z" },
]);
/** Everybody answers about the call; the lower the score, the longer the wait was. */
const answers: readonly SmallAnswer[] = [
  ...customers.map((customer, n): SmallAnswer => {
    const csat = 1 + (n % 5);
    return {
      customer,
      id: `a${n}`,
      time: "2026-01-02T11:00:00Z",
      touchpoint: "phone/call",
      csat,
      comment: `Waited ${50 - 10 * csat} minutes`,
    };
  }),
  { customer: "c0", id: "late", time: "2026-03-01T00:00:00Z", touchpoint: "web/order", nps: 9 },
];

describe("an answer in words", () => {
  it("has its scores and its comment", () => {
    const none = { csat: null, nps: null, ces: null, emotion: null };
    expect(scoresText(none)).toBe("");
    expect(scoresText({ ...none, csat: 2, emotion: -1 })).toBe("CSAT 2 of 5, emotion −1");
    expect(answerText({ ...none, nps: 9, comment: "Good." })).toBe("NPS 9 of 10: “Good.”");
    expect(answerText({ ...none, comment: "Good." })).toBe("“Good.”");
  });
});

describe.skipIf(missing)(missing ? `feedback (skipped: ${NO_CHROMIUM})` : "feedback", { timeout: PATIENCE }, () => {
  let browser: TestBrowser;
  let server: TestServer;
  beforeAll(async () => {
    await buildPages();
    [browser, server] = await Promise.all([startBrowser(), startTestServer({ pages: PAGES, log: { rows, answers } })]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it("opens the journeys of a score, and lists the lowest comments first", async () => {
    const opened = await browser.open(`${server.url}/feedback`);
    const { page } = opened;
    await page.getByText("9 answers of 8 customers").waitFor();
    await page.getByText("1 answer belongs to no interaction").waitFor();
    await page.locator('[data-mark="label/phone/call"] .tl-ring').click();
    const panel = page.getByRole("complementary", { name: "Call" });
    await panel.locator("blockquote").first().waitFor();
    const { data } = await server.ask(
      '{ touchpoint(key: "phone/call") { feedback(order: LOWEST, comments: true) { nodes { comment } } } }',
    );
    const comments = data.touchpoint.feedback.nodes.map(({ comment }: { comment: string }) => comment);
    expect(comments[0]).toBe("Waited 40 minutes");
    expect(await panel.locator("blockquote").allTextContents()).toEqual(comments);
    expect(await accessProblems(page)).toEqual([]);
    // A comment leads to the interaction that it is about.
    await panel.getByRole("link", { name: "c5" }).click();
    await page.waitForSelector('[data-mark="interaction-2"][aria-pressed="true"]');
    await page.getByText("answered: CSAT 1 of 5: “Waited 40 minutes”").waitFor();
    await page.goBack();
    await page.locator('[data-mark="label/phone/call/csat"] .tl-ring').click();
    await page.waitForSelector(".journeys");
    expect(await page.locator(".question-head .lead").textContent()).toMatch(/^8 journeys/);
    expect(opened.strays).toEqual([]);
    expect(opened.complaints).toEqual([]);
    await opened.close();
  });

  it("lists the comments of a channel per touchpoint", async () => {
    const opened = await browser.open(`${server.url}/feedback?options=(~grain~:~CHANNEL~)&~select=label/phone`);
    const panel = opened.page.getByRole("complementary", { name: "Phone" });
    await panel.getByRole("heading", { name: /^Call/ }).waitFor();
    expect(await panel.locator("blockquote").count()).toBe(3);
    expect(opened.complaints).toEqual([]);
    await opened.close();
  });

  it("lists the comments of a channel whose key looks like that of a group, and says that a group has no list", async () => {
    const key = "group:calls";
    const named = await startTestServer({ pages: PAGES });
    try {
      const { data } = await named.ask(`mutation {
        upsertChannels(channels: [{ key: "${key}", name: "Calls" }]) { key }
        upsertTouchpoints(touchpoints: [{ key: "${key}/call", kind: "Call", channel: "${key}" }]) { key }
        recordInteractions(
          interactions: [{ id: "i", customer: "ana", touchpoint: "${key}/call", at: "2026-01-02T10:00:00Z" }]
        ) { accepted }
        recordFeedback(
          feedback: [{ id: "a", customer: "ana", interaction: "i", at: "2026-01-02T11:00:00Z", csat: 1, comment: "Busy" }]
        ) { accepted }
      }`);
      expect(data).toMatchObject({ recordInteractions: { accepted: 1 }, recordFeedback: { accepted: 1 } });
      const opened = await browser.open(
        `${named.url}/feedback?options=(~grain~:~CHANNEL~)&~select=label/${encodeURIComponent(key)}`,
      );
      await opened.page.getByRole("complementary").locator("blockquote").waitFor();
      const groups = "!(~name~:~all~,~at~:(~any~:true))*";
      await opened.page.goto(`${named.url}/feedback?options=(~groups~:${groups})&~select=label/group:all`);
      await opened.page.getByText("Comments are listed per touchpoint, kind, channel and stage.").waitFor();
      await opened.close();
    } finally {
      await named.close();
    }
  });

  it("says that nobody answered, with and without a filter", async () => {
    const opened = await browser.open(
      `${server.url}/feedback?filter=(~customers~:!~c1~*,~avoids~:!(~channels~:!~phone~*)*)`,
    );
    await opened.page.waitForSelector("text=The filter leaves no journey");
    await opened.page.goto(`${server.url}/feedback?options=(~hide~:!(~channels~:!~phone~,~web~*)*)`);
    await opened.page.waitForSelector("text=There are no answers yet");
    await opened.close();
  });

  it("is on the page of the customer, also if it belongs to no interaction", async () => {
    const opened = await browser.open(`${server.url}/customer?key=~c0~`);
    const { page } = opened;
    const list = page.getByRole("region", { name: "Answers" });
    await list.waitFor();
    expect(await list.locator("li").allTextContents()).toEqual([
      expect.stringContaining("NPS 9 of 10"),
      expect.stringContaining("CSAT 1 of 5: “Waited 40 minutes”"),
    ]);
    await list.getByRole("link").first().click();
    await page.waitForSelector('[data-mark="interaction-2"][aria-pressed="true"]');
    expect(opened.complaints).toEqual([]);
    await opened.close();
  });
});
