import { expect } from "vitest";
import { CommonRoutesPictureDocument, type CommonRoutesViewFragment } from "../../../src/views/generated/graphql.js";
import { type PictureCase, pictureCase } from "../case.js";

/** The expected marks: each route, its labels (except folded ones) with their losses and waits, and Other. */
function marks({ routes, totals }: CommonRoutesViewFragment): Record<string, string> {
  const expected: Record<string, string> = {};
  const loses = routes.some(({ steps }) => steps.some(({ loss }) => loss!.dropped + loss!.pending > 0));
  for (const { steps, journeys } of routes) {
    const key = steps.map((step) => step.key).join(" → ");
    expected[key] = String(journeys);
    for (const [place, { key: label, wait, loss }] of steps.entries()) {
      if (steps.length > 8 && place >= 5 && place < steps.length - 2) {
        expected[`${key}/fold`] = String(steps.length - 7);
        continue;
      }
      expected[`${key}/${place}`] = loses ? String(loss!.reached) : label;
      for (const part of ["completed", "dropped", "pending"] as const)
        if (loses && loss![part] > 0) expected[`${key}/${place}/${part}`] = String(loss![part]);
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
  routes({
    name: "losses of long names",
    store: "thousand",
    variables: {
      to: { kinds: ["touchpoint-1-of-an-exceptionally-long-name-that-nobody-can-s"] },
      options: { within: "PT6H" },
      first: 8,
    },
    async also({ page }, answer) {
      const [{ steps }] = answer.routes as [CommonRoutesViewFragment["routes"][number]];
      await page.locator(`[data-mark="${steps.map(({ key }) => key).join(" → ")}/0/dropped"] .tl-ring`).click();
      const opened = await page.evaluate(() => (window as any).opened.at(-1));
      expect(opened).toMatchObject({ journeys: steps[0]!.loss!.dropped, behind: steps[0]!.loss!.behindDropped });
    },
  }),
  routes({ name: "routes in one channel", store: "one channel", variables: { first: 8 } }),
  routes({ name: "routes of one customer", store: "one customer", variables: {} }),
  routes({ name: "routes of nothing", store: "empty", variables: {} }),
];
