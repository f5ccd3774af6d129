import { expect } from "vitest";
import {
  InteractionsToGoalPictureDocument,
  type InteractionsToGoalViewFragment,
} from "../../../src/views/generated/graphql.js";
import { type PictureCase, pictureCase } from "../case.js";
import { outcomeMarks, shownBins } from "./distribution.js";

function marks({ totals, interactions, histogram, groups }: InteractionsToGoalViewFragment): Record<string, string> {
  const bins = shownBins(histogram).map(
    ({ interactions, orMore, journeys }) => [`bin/${interactions}${orMore ? "+" : ""}`, String(journeys)] as const,
  );
  const outcome = outcomeMarks(totals);
  if (bins.length === 0) return outcome;
  return {
    ...outcome,
    middle: String(interactions.median),
    ...Object.fromEntries(bins),
    ...Object.fromEntries(groups.map(({ key, interactions: { n } }) => [`group/${key}`, String(n)])),
  };
}

const interactionsToGoal = (
  given: Pick<PictureCase, "name" | "store" | "variables"> & Partial<PictureCase<InteractionsToGoalViewFragment>>,
) =>
  pictureCase<InteractionsToGoalViewFragment>({
    question: "interactionsToGoal",
    document: InteractionsToGoalPictureDocument,
    marks,
    ...given,
  });

export const interactionsToGoalCases: readonly PictureCase[] = [
  interactionsToGoal({
    name: "interactions to the goal by region",
    store: "demo",
    variables: { breakdown: { attribute: "region" }, firstGroups: 3, upTo: 12 },
    async also({ page }, { totals, groups }) {
      expect(totals.counted).toBeGreaterThan(50);
      const [group] = groups;
      await page.locator(`[data-mark="group/${group!.key}"] .tl-ring`).click();
      expect(await page.evaluate(() => (window as any).opened.at(-1))).toMatchObject({
        journeys: group!.interactions.n,
        behind: group!.totals.behind,
      });
    },
  }),
  interactionsToGoal({
    name: "interactions to one of a thousand touchpoints",
    store: "thousand",
    variables: { goal: { any: true }, breakdown: { started: "WEEK" } },
  }),
  interactionsToGoal({ name: "interactions of nothing", store: "empty", variables: { goal: { any: true } } }),
];
