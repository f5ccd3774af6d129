import { expect } from "vitest";
import { CustomerPictureDocument, type CustomerViewFragment } from "../../../src/views/generated/graphql.js";
import { type PictureCase, pictureCase } from "../case.js";

const WORDS = { FAILED: "Handoff failed", SUCCEEDED: "Handoff succeeded", PENDING: "Handoff pending" } as const;

/**
 * Each journey, its first interactions with the handoffs that leave from them, and the rest as a count. The number of
 * interactions that are drawn depends on the space beside the names of channels.
 */
function marks({ journeys }: CustomerViewFragment, width: number, drawn: readonly string[]): Record<string, string> {
  const expected: Record<string, string> = {};
  for (const { key, length, interactions, handoffs } of journeys.nodes) {
    expected[key] = String(length);
    const shown = drawn.filter((id) => id.startsWith(`${key}/interaction-`)).length;
    expect(shown).toBeGreaterThanOrEqual(Math.min(length, width < 900 ? 5 : 25));
    for (const { position, at } of interactions.nodes.slice(0, shown)) expected[`${key}/interaction-${position}`] = at;
    const signed = handoffs.nodes.filter(({ leaves }) => leaves.position <= shown);
    for (const { position, verdict } of signed) expected[`${key}/handoff-${position}`] = WORDS[verdict];
    if (shown < length || signed.length < handoffs.totalCount) expected[`${key}/more`] = String(length - shown);
  }
  const others = journeys.totalCount - journeys.nodes.length;
  if (others > 0) expected.Other = String(others);
  return expected;
}

const customer = (
  given: Pick<PictureCase, "name" | "store" | "variables"> & Partial<PictureCase<CustomerViewFragment>>,
) => pictureCase<CustomerViewFragment>({ question: "customer", document: CustomerPictureDocument, marks, ...given });

const GOAL = { goal: { any: true } } as const;

export const customerCases: readonly PictureCase[] = [
  customer({
    name: "timeline of a customer",
    store: "demo",
    variables: { key: "c0000076", first: 4 },
    async also({ page }, { journeys }) {
      const [latest] = journeys.nodes;
      expect(journeys.nodes.length).toBe(4);
      expect(journeys.totalCount).toBeGreaterThan(4);
      // The picture is one tab stop. Arrow keys move, Enter selects, and T shows the table with the same journeys.
      expect(await page.locator('[data-mark][tabindex="0"]').count()).toBe(1);
      await page.locator(`[data-mark="${latest!.key}"]`).focus();
      await page.keyboard.press("ArrowRight");
      const focused = () => page.evaluate(() => document.activeElement?.getAttribute("data-mark"));
      expect(await focused()).toContain(`${latest!.key}/`);
      await page.keyboard.press("Enter");
      expect(await page.locator('[data-mark][aria-pressed="true"]').getAttribute("data-mark")).toBe(await focused());
      const table = await page.evaluate(() => (window as any).tableOf());
      expect(table.rows.map((row: any) => row.key)).toEqual([...journeys.nodes.map(({ key }) => key), "Other"]);
      for (const [i, { handoffs }] of journeys.nodes.entries()) {
        const { failed, succeeded, pending } = table.rows[i].values;
        expect(failed).toBe(handoffs.nodes.filter(({ verdict }) => verdict === "FAILED").length);
        expect(failed + succeeded + pending).toBe(handoffs.totalCount);
      }
    },
  }),
  customer({
    name: "timeline of a customer with long names",
    store: "thousand",
    variables: { key: "c10", settings: GOAL },
  }),
  customer({ name: "timeline of the only customer", store: "one customer", variables: { key: "c0", settings: GOAL } }),
];
