import { expect } from "vitest";
import { OpportunitiesPictureDocument, type OpportunitiesViewFragment } from "../../../src/views/generated/graphql.js";
import { type PictureCase, pictureCase } from "../case.js";

type Answer = OpportunitiesViewFragment;

/** Each finding that is drawn with its difference, how often it went wrong, and how often it could. */
function marks({ opportunities }: Answer, width: number): Record<string, string> {
  const expected: Record<string, string> = {};
  for (const { strategy, key, effect, count, of } of opportunities.slice(0, width < 860 + 48 ? 10 : 20)) {
    expected[`${strategy}/${key}`] = String(effect);
    expected[`${strategy}/${key}/count`] = String(count);
    expected[`${strategy}/${key}/of`] = String(of);
  }
  return expected;
}

const opportunities = (given: Pick<PictureCase, "name" | "store" | "variables"> & Partial<PictureCase<Answer>>) =>
  pictureCase<Answer>({ question: "opportunities", document: OpportunitiesPictureDocument, marks, ...given });

export const opportunitiesCases: readonly PictureCase[] = [
  opportunities({
    name: "opportunities",
    store: "demo",
    variables: { first: 200 },
    async also({ page }, { opportunities: [first, second], answer }) {
      expect(answer.warnings).toEqual([]);
      // Both counts open their journeys, and a finding can be selected by keyboard.
      const id = `${first!.strategy}/${first!.key}`;
      for (const [part, behind] of [
        ["count", first!.behindCount],
        ["of", first!.behindOf],
      ] as const) {
        await page.click(`[data-mark="${id}/${part}"]`);
        expect(await page.evaluate(() => (window as any).opened.at(-1))).toMatchObject({ journeys: null, behind });
      }
      await page.focus(`[data-mark="${id}"]`);
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      expect(await page.locator('[aria-pressed="true"][data-mark]').getAttribute("data-mark")).toBe(
        `${second!.strategy}/${second!.key}`,
      );
      await page.keyboard.press("Escape");
    },
  }),
  opportunities({
    name: "opportunities of 200 channels with long names",
    store: "200 channels",
    variables: { first: 200, goal: { kinds: ["touchpoint-1-of-an-exceptionally-long-name-that-nobody-can-s"] } },
  }),
  opportunities({
    name: "opportunities of one customer",
    store: "one customer",
    variables: { first: 200, goal: { any: true } },
  }),
];
