import { expect } from "vitest";
import { FunnelPictureDocument, type FunnelViewFragment } from "../../../src/views/generated/graphql.js";
import { type PictureCase, pictureCase } from "../case.js";

/** The expected marks: every part of a step that is not empty, and the labels that followed the largest loss. */
function marks({ steps, groups }: FunnelViewFragment, width: number): Record<string, string> {
  const worst = Math.max(0, ...steps.map(({ dropped }) => dropped));
  const loses = steps.find(({ dropped }) => worst > 0 && dropped === worst);
  const expected: Record<string, string> = {};
  for (const step of steps) {
    for (const part of ["completed", "skipped", "dropped", "pending"] as const)
      if (part === "completed" || step[part] > 0) expected[`${step.step}/${part}`] = String(step[part]);
    if (step === loses)
      for (const { point, journeys } of step.after.slice(0, 5))
        expected[`${step.step}/after/${point.isEnd ? "END" : point.key}`] = String(journeys);
  }
  for (const group of groups) {
    expected[`group/${group.key}`] = String(group.totals.matched);
    // A narrow page has space for about five steps. If there are more, it draws only the last one.
    const drawn = width < 500 && group.steps.length > 6 ? group.steps.slice(-1) : group.steps.slice(1);
    for (const { step, completed } of drawn) expected[`group/${group.key}/${step}`] = String(completed);
  }
  return expected;
}

const funnel = (given: Pick<PictureCase, "name" | "store" | "variables"> & Partial<PictureCase<FunnelViewFragment>>) =>
  pictureCase<FunnelViewFragment>({ question: "funnel", document: FunnelPictureDocument, marks, ...given });

export const funnelCases: readonly PictureCase[] = [
  funnel({
    name: "funnel",
    store: "demo",
    variables: {
      steps: [
        { at: { kinds: ["search-ad", "display-ad", "social-ad"] }, name: "Ad" },
        { at: { kinds: ["comparison", "guide", "online-review"] }, name: "Reads about it", optional: true },
        { at: { kinds: ["product-page"] }, name: "Product page" },
        { at: { kinds: ["cart"] }, name: "Cart" },
        { at: { kinds: ["payment", "in-store-purchase", "pick-up"] }, name: "Purchase" },
      ],
      within: "P30D",
    },
    async also({ page }, { steps }) {
      // Each part opens its journeys, and the reference is the one of the answer.
      await page.locator('[data-mark="3/dropped"] .tl-ring').click();
      const opened = await page.evaluate(() => (window as any).opened.at(-1));
      expect(opened).toMatchObject({ journeys: steps[2]!.dropped, behind: steps[2]!.behindDropped });
    },
  }),
  funnel({
    name: "funnel by region",
    store: "demo",
    variables: {
      steps: [
        { at: { kinds: ["product-page"] }, name: "Product page" },
        { at: { kinds: ["cart"] }, name: "Cart" },
        { at: { goal: "purchase" }, name: "Purchase" },
      ],
      breakdown: { attribute: "region" },
      first: 3,
    },
    async also({ page }, { groups, otherGroups }) {
      expect(groups.at(-1)).toMatchObject({ isOther: true });
      expect(otherGroups).toBeGreaterThan(0);
      const [group] = groups;
      await page.locator(`[data-mark="group/${group!.key}/3"] .tl-ring`).click();
      const opened = await page.evaluate(() => (window as any).opened.at(-1));
      expect(opened).toMatchObject({
        journeys: group!.steps[2]!.completed,
        behind: group!.steps[2]!.behindCompleted,
      });
      const table = await page.evaluate(() => (window as any).tableOf());
      const keys = groups.flatMap(({ key }) => [1, 2, 3].map((step) => `group/${key}/${step}`));
      expect(table.rows.map((row: any) => row.key).filter((key: string) => key.startsWith("group/"))).toEqual(keys);
    },
  }),
  funnel({
    name: "funnel by month of 8 steps with long names",
    store: "thousand",
    variables: {
      steps: Array.from({ length: 8 }, (_, i) => ({ at: { any: true }, name: `Step ${i + 1}`.padEnd(60, ".") })),
      breakdown: { started: "WEEK" },
    },
  }),
  funnel({
    name: "funnel of 20 steps with long names",
    store: "thousand",
    variables: {
      steps: Array.from({ length: 20 }, (_, i) => ({
        at: { any: true },
        name: `Step ${i + 1} of this funnel, with a name that has sixty letters`.padEnd(60, "."),
      })),
    },
  }),
  funnel({
    name: "funnel in one channel",
    store: "one channel",
    variables: { steps: [{ at: { any: true } }, { at: { kinds: ["touchpoint-2-o"] } }], within: "P1D" },
  }),
  funnel({
    name: "funnel of one customer",
    store: "one customer",
    variables: { steps: [{ at: { any: true } }, { at: { any: true }, name: "Again" }] },
  }),
  funnel({
    name: "funnel of nothing",
    store: "empty",
    variables: { steps: [{ at: { any: true } }, { at: { any: true } }] },
  }),
];
