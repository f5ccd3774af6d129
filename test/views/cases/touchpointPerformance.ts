import { expect } from "vitest";
import { format } from "../../../src/views/format.js";
import {
  TouchpointPerformancePictureDocument,
  type TouchpointPerformanceViewFragment,
} from "../../../src/views/generated/graphql.js";
import { type PictureCase, pictureCase } from "../case.js";

type Answer = TouchpointPerformanceViewFragment;
type Row = Answer["touchpoints"][number];

/** The value of the measure, and the count that it is based on. */
const VALUE: Readonly<Record<string, (row: Row) => readonly [value: unknown, count: number | null]>> = {
  VISITS: (row) => [row.visits, row.visits],
  CONVERSION: ({ conversion }) => [conversion.rate, conversion.count],
  FAILURE: ({ failure }) => [failure.rate, failure.count],
  RESPONSE_TIME: ({ responseTime }) => [responseTime.mean, null],
  NPS: ({ scores }) => [scores.nps.value, scores.nps.answers],
};

/** Each touchpoint that has a value, with its value and with the count that opens journeys. */
function marks({ touchpoints, answer }: Answer, width: number): Record<string, string> {
  const { orderBy } = answer.settings as { orderBy: string };
  const expected: Record<string, string> = {};
  const ranked = touchpoints.filter((row) => VALUE[orderBy]!(row)[0] !== null);
  for (const row of ranked.slice(0, width < 760 + 48 ? 15 : 30)) {
    const [value, count] = VALUE[orderBy]!(row);
    expected[row.label.key] = String(value);
    if (count !== null) expected[`${row.label.key}/count`] = String(count);
  }
  return expected;
}

const performance = (given: Pick<PictureCase, "name" | "store" | "variables"> & Partial<PictureCase<Answer>>) =>
  pictureCase<Answer>({
    question: "touchpointPerformance",
    document: TouchpointPerformancePictureDocument,
    marks,
    ...given,
  });

const GOAL = { kinds: ["touchpoint-1-of-an-exceptionally-long-name-that-nobody-can-s"] };

export const touchpointPerformanceCases: readonly PictureCase[] = [
  performance({
    name: "touchpoints by conversion, before and after a date",
    store: "demo",
    variables: { orderBy: "CONVERSION", changedAt: "2026-06-01T00:00:00Z", first: 200 },
    async also({ page }, { touchpoints }) {
      const [first] = touchpoints;
      await page.click(`[data-mark="${first!.label.key}/count"]`);
      expect(await page.evaluate(() => (window as any).opened.at(-1))).toMatchObject({
        behind: first!.conversion.behindCount,
      });
      // What changed is said in a sentence, with both rates and the interval.
      await page.hover(`[data-mark="${first!.label.key}"]`);
      const tip = await page.locator(".tl-tip").textContent();
      expect(tip).toMatch(/Conversion was .* before and .* after: .* \(95 % interval .* to .*\)\./);
    },
  }),
  performance({ name: "touchpoints by visits", store: "demo", variables: { first: 200 } }),
  performance({ name: "channels by failure", store: "demo", variables: { orderBy: "FAILURE", grain: "CHANNEL" } }),
  performance({ name: "touchpoints by response time", store: "demo", variables: { orderBy: "RESPONSE_TIME" } }),
  performance({
    name: "touchpoints by recommendation",
    store: "demo",
    variables: { orderBy: "NPS", changedAt: "2026-06-01T00:00:00Z" },
    async also({ page }, { touchpoints }) {
      const first = touchpoints.find(({ change }) => change!.nps.difference !== null);
      // The pointer may rest where an earlier picture had its first row. It must move to bring up a tip.
      await page.mouse.move(0, 0);
      await page.hover(`[data-mark="${first!.label.key}"]`);
      const tip = await page.locator(".tl-tip").textContent();
      expect(tip).toMatch(/Recommendation \(NPS\) was .* before and .* after: .* \(95 % interval .* to .*\)\./);
      // Scores are written as on the page of feedback.
      expect(tip).toContain(`Recommendation (NPS) ${format.nps(first!.scores.nps.value!)},`);
    },
  }),
  performance({
    name: "touchpoints with long names",
    store: "thousand",
    variables: { orderBy: "CONVERSION", goal: GOAL, changedAt: "2026-01-14T00:00:00Z", first: 200 },
  }),
  performance({ name: "the only touchpoint", store: "one customer", variables: { goal: { any: true } } }),
];
