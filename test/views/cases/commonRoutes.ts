import { expect } from "vitest";
import { CommonRoutesPictureDocument, type CommonRoutesViewFragment } from "../../../src/views/generated/graphql.js";
import { type PictureCase, pictureCase } from "../case.js";

/** Each route, its labels and waits except folded ones, and Other. */
function marks({ routes, totals }: CommonRoutesViewFragment): Record<string, string> {
  const expected: Record<string, string> = {};
  for (const { steps, journeys } of routes) {
    const key = steps.map((step) => step.key).join(" → ");
    expected[key] = String(journeys);
    for (const [place, { key: label, wait }] of steps.entries()) {
      if (steps.length > 8 && place >= 5 && place < steps.length - 2) {
        expected[`${key}/fold`] = String(steps.length - 7);
        continue;
      }
      expected[`${key}/${place}`] = label;
      if (wait?.median != null) expected[`${key}/${place}/wait`] = wait.median;
    }
  }
  if (totals.otherCount > 0) expected.Other = String(totals.otherCount);
  return expected;
}

const routes = (
  given: Pick<PictureCase, "name" | "store" | "variables"> & Partial<PictureCase<CommonRoutesViewFragment>>,
) =>
  pictureCase<CommonRoutesViewFragment>({
    question: "commonRoutes",
    document: CommonRoutesPictureDocument,
    marks,
    ...given,
  });

export const commonRoutesCases: readonly PictureCase[] = [
  routes({
    name: "routes",
    store: "demo",
    variables: {
      from: { kinds: ["search-ad", "display-ad", "social-ad"] },
      to: { goal: "purchase" },
      options: { grain: "CHANNEL", repeats: "COLLAPSE" },
      first: 12,
    },
    async also({ page }, answer) {
      await page.locator('[data-mark="Other"]').click();
      const opened = await page.evaluate(() => (window as any).opened.at(-1));
      expect(opened).toMatchObject({ journeys: answer.totals.otherCount, behind: answer.totals.behindOther });
    },
  }),
  routes({
    name: "routes of touchpoints",
    store: "demo",
    variables: { to: { goal: "purchase" }, first: 20 },
  }),
  routes({
    name: "routes by stage",
    store: "demo",
    variables: { to: { goal: "purchase" }, options: { grain: "STAGE", repeats: "COLLAPSE" }, first: 6 },
  }),
  routes({
    name: "long routes with long names",
    store: "thousand",
    variables: { options: { minSteps: 4 }, first: 12 },
    async also({ page, collisions }, answer) {
      // Selecting the fold shows its labels.
      const long = answer.routes.find(({ steps }) => steps.length > 8)!;
      const key = long.steps.map((step) => step.key).join(" → ");
      await page.locator(`[data-mark="${key}/fold"]`).click();
      for (const place of long.steps.keys()) await page.waitForSelector(`[data-mark="${key}/${place}"]`);
      expect(await collisions()).toEqual([]);
    },
  }),
  routes({ name: "routes in one channel", store: "one channel", variables: { first: 8 } }),
  routes({ name: "routes of one customer", store: "one customer", variables: {} }),
  routes({ name: "routes of nothing", store: "empty", variables: {} }),
];
