import { expect } from "vitest";
import { TimeToConvertPictureDocument, type TimeToConvertViewFragment } from "../../../src/views/generated/graphql.js";
import { type PictureCase, pictureCase } from "../case.js";
import { outcomeMarks, shownBins } from "./distribution.js";

function marks({ totals, duration, histogram, periods, groups }: TimeToConvertViewFragment): Record<string, string> {
  const bins = shownBins(histogram).map(({ from, journeys }) => [`bin/${from}`, String(journeys)] as const);
  const outcome = outcomeMarks(totals);
  if (bins.length === 0) return outcome;
  return {
    ...outcome,
    middle: String(duration.median),
    ...Object.fromEntries(bins),
    ...Object.fromEntries(periods.slice(-24).map(({ name, duration: { n } }) => [`period/${name}`, String(n)])),
    ...Object.fromEntries(groups.map(({ key, duration: { n } }) => [`group/${key}`, String(n)])),
  };
}

const timeToConvert = (
  given: Pick<PictureCase, "name" | "store" | "variables"> & Partial<PictureCase<TimeToConvertViewFragment>>,
) =>
  pictureCase<TimeToConvertViewFragment>({
    question: "timeToConvert",
    document: TimeToConvertPictureDocument,
    marks,
    ...given,
  });

const ANY = { at: { any: true } };

export const timeToConvertCases: readonly PictureCase[] = [
  timeToConvert({
    name: "time to convert by region",
    store: "demo",
    variables: {
      steps: [{ at: { kinds: ["product-page"] } }, { at: { goal: "purchase" } }],
      within: "P30D",
      breakdown: { attribute: "region" },
      firstGroups: 3,
    },
    async also({ page }, { totals, duration, histogram }) {
      expect(duration.n).toBeGreaterThan(50);
      // The median opens the journeys whose durations it summarizes, and a column opens its own.
      await page.locator('[data-mark="middle"] .tl-ring').click();
      const [largest] = [...histogram].sort((a, b) => b.journeys - a.journeys);
      await page.locator(`[data-mark="bin/${largest!.from}"] .tl-ring`).click();
      expect(await page.evaluate(() => (window as any).opened.slice(-2))).toMatchObject([
        { journeys: totals.counted, behind: totals.behind },
        { journeys: largest!.journeys, behind: largest!.behind },
      ]);
      // The line of the median is in the column whose range contains the median.
      const table = await page.evaluate(() => (window as any).tableOf());
      const counted = table.rows.filter(({ key }: any) => key.startsWith("bin/"));
      expect(counted.reduce((sum: number, { values }: any) => sum + values.journeys, 0)).toBe(totals.counted);
    },
  }),
  timeToConvert({
    name: "time to convert in two channels, by hour of the day",
    store: "two channels",
    variables: { steps: [ANY, ANY], by: "HOUR_OF_DAY", breakdown: { firstChannel: true } },
  }),
  timeToConvert({
    name: "time to convert of one customer",
    store: "one customer",
    variables: { steps: [ANY, ANY], by: "WEEK" },
  }),
  timeToConvert({ name: "time to convert of nothing", store: "empty", variables: { steps: [ANY, ANY] } }),
];
