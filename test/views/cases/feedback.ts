import { expect } from "vitest";
import { FeedbackPictureDocument, type FeedbackViewFragment } from "../../../src/views/generated/graphql.js";
import { type PictureCase, pictureCase } from "../case.js";

type Answer = FeedbackViewFragment;
const KINDS = ["csat", "nps", "ces", "emotion"] as const;

/** The expected marks: each row with its number of answers, and each of its scores that has a value. */
function marks({ totals, labels }: Answer): Record<string, string> {
  const expected: Record<string, string> = {};
  const add = (id: string, row: Answer["totals"] | Answer["labels"][number]) => {
    expected[id] = String(row.answers);
    for (const kind of KINDS) if (row[kind].answers > 0) expected[`${id}/${kind}`] = String(row[kind].value ?? "");
  };
  if (totals.answers > 0) add("all", totals);
  for (const row of labels) add(`label/${row.label.key}`, row);
  if (totals.otherLabels > 0) expected.Other = String(totals.otherAnswers);
  return expected;
}

const feedback = (given: Pick<PictureCase, "name" | "store" | "variables"> & Partial<PictureCase<Answer>>) =>
  pictureCase<Answer>({ question: "feedback", document: FeedbackPictureDocument, marks, ...given });

export const feedbackCases: readonly PictureCase[] = [
  feedback({
    name: "feedback",
    store: "demo",
    variables: { options: { grain: "TOUCHPOINT" } },
    async also({ page }, { labels, totals }) {
      expect(totals.answers).toBeGreaterThan(100);
      const row = labels.find(({ csat }) => csat.journeys > 0)!;
      await page.locator(`[data-mark="label/${row.label.key}/csat"] .tl-ring`).click();
      const opened = await page.evaluate(() => (window as any).opened.at(-1));
      expect(opened).toMatchObject({ journeys: row.csat.journeys, behind: row.csat.behind });
      const table = await page.evaluate(() => (window as any).tableOf());
      expect(table.rows.map((row: any) => row.key)).toEqual([
        "all",
        ...labels.map(({ label }) => `label/${label.key}`),
      ]);
      expect(table.rows[1].values).toMatchObject({ answers: labels[0]!.answers, comments: labels[0]!.comments });
    },
  }),
  feedback({
    name: "feedback per channel, the first three",
    store: "demo",
    variables: { options: { grain: "CHANNEL" }, first: 3 },
    async also(_shown, { totals }) {
      expect(totals.otherLabels).toBeGreaterThan(0);
    },
  }),
  feedback({ name: "feedback of nobody", store: "one customer", variables: {} }),
  feedback({ name: "feedback in an empty store", store: "empty", variables: {} }),
];
