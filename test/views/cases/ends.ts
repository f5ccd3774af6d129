import { expect } from "vitest";
import { EndsPictureDocument, type EndsViewFragment } from "../../../src/views/generated/graphql.js";
import { type PictureCase, pictureCase } from "../case.js";

const SIDES = ["entries", "exits"] as const;

function marks(answer: EndsViewFragment, width: number, drawn: readonly string[]): Record<string, string> {
  const expected: Record<string, string> = {};
  for (const side of SIDES) {
    for (const { label, journeys, open } of answer[side].slice(0, width <= 800 ? 10 : 20)) {
      expected[`${side}/${label.key}`] = String(journeys);
      if (side === "exits" && open > 0) expected[`${side}/${label.key}/open`] = String(open);
    }
    for (const group of answer.groups) {
      const id = `${side}/group/${group.key}`;
      expected[id] = String(group.totals.counted);
      // The number of columns depends on the width.
      for (const { label, journeys } of group[side])
        if (drawn.includes(`${id}/${label.key}`)) expected[`${id}/${label.key}`] = String(journeys);
      const [most] = answer[side];
      const own = group[side].find(({ label }) => label.key === most?.label.key);
      if (own !== undefined) expected[`${id}/${own.label.key}`] = String(own.journeys);
    }
  }
  return expected;
}

const ends = (given: Pick<PictureCase, "name" | "store" | "variables"> & Partial<PictureCase<EndsViewFragment>>) =>
  pictureCase<EndsViewFragment>({ question: "ends", document: EndsPictureDocument, marks, ...given });

export const endsCases: readonly PictureCase[] = [
  ends({
    name: "ends by month",
    store: "demo",
    variables: { first: 30, breakdown: { started: "MONTH" }, firstGroups: 3 },
    async also({ page }, { exits, groups }) {
      const open = exits.find((exit) => exit.open > 0)!;
      await page.locator(`[data-mark="exits/${open.label.key}/open"] rect`).click();
      const [group] = groups;
      await page.locator(`[data-mark="entries/group/${group!.key}"] .tl-ring`).click();
      expect(await page.evaluate(() => (window as any).opened.slice(-2))).toMatchObject([
        { journeys: open.open, behind: open.behindOpen },
        { journeys: group!.totals.counted, behind: group!.totals.behind },
      ]);
    },
  }),
  ends({
    name: "ends with long names by first channel",
    store: "thousand",
    variables: { first: 30, breakdown: { firstChannel: true }, firstGroups: 4 },
  }),
  ends({ name: "ends by channel", store: "one customer", variables: { options: { grain: "CHANNEL" } } }),
  ends({ name: "ends of nothing", store: "empty", variables: {} }),
];
