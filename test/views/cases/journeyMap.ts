import { expect } from "vitest";
import { JourneyMapPictureDocument, type JourneyMapViewFragment } from "../../../src/views/generated/graphql.js";
import { type PictureCase, pictureCase } from "../case.js";

type Stage = JourneyMapViewFragment["stages"][number];

/** Every figure of every stage, except touchpoints and pain points that only the table has. */
function marks(map: JourneyMapViewFragment, width: number): Record<string, string> {
  const { totals, design } = map;
  const expected: Record<string, string> = {
    journeys: String(totals.journeys),
    conversions: String(totals.conversions),
  };
  if (design !== null) {
    expected.fitness = String(design.fitness ?? "");
    expected.conforming = String(design.conforming);
    expected.deviating = String(design.deviating);
  }
  for (const stage of map.stages) Object.assign(expected, marksOf(stage, width));
  return expected;
}

function marksOf(stage: Stage, width: number): Record<string, string> {
  const { label, performance, touchpoints, steps, adHoc, painPoints } = stage;
  const expected: Record<string, string> = {};
  const put = (id: string, value: number | string) => {
    expected[`${label.key}${id}`] = String(value);
  };
  if (performance !== null) {
    put("", performance.reach.count);
    if (performance.wait.median != null) put("/wait", performance.wait.median);
    if (performance.dropOff.of > 0) put("/drop-off", performance.dropOff.count);
  }
  for (const kind of ["csat", "nps", "ces", "emotion"] as const) {
    const value = performance?.scores[kind].value;
    // On a narrow page, emotions are texts.
    if (value != null && (kind !== "emotion" || width >= 760)) put(`/${kind}`, value);
  }
  for (const touchpoint of touchpoints) put(`/touchpoint/${touchpoint.label.key}`, touchpoint.visits);
  for (const step of steps) {
    put(`/step/${step.key}/reached`, step.reached);
    if (step.late > 0) put(`/step/${step.key}/late`, step.late);
    if (step.missing > 0) put(`/step/${step.key}/missing`, step.missing);
    if (width >= 760 && step.emotion !== null) put(`/step/${step.key}/emotion`, step.emotion);
  }
  for (const { label: at, journeys } of adHoc.slice(0, 4)) put(`/ad-hoc/${at.key}`, journeys);
  // The pain points that are drawn: the first of each kind, then the second of each kind, at most five.
  const nth = (i: number) => painPoints.slice(0, i).filter(({ kind }) => kind === painPoints[i]!.kind).length;
  const drawn = [...painPoints.keys()].sort((a, b) => nth(a) - nth(b) || a - b).slice(0, 5);
  for (const i of drawn) put(`/pain/${i}`, painPoints[i]!.count);
  for (const measure of ["reach", "dropOff", "conversion", "failure", "csat", "nps", "ces", "emotion"] as const) {
    const difference = performance?.change?.[measure].difference;
    if (difference != null) put(`/change/${measure}`, difference);
  }
  return expected;
}

const map = (given: Pick<PictureCase, "name" | "store" | "variables"> & Partial<PictureCase<JourneyMapViewFragment>>) =>
  pictureCase<JourneyMapViewFragment>({
    question: "journeyMap",
    document: JourneyMapPictureDocument,
    marks,
    ...given,
  });

const GOAL = { any: true } as const;

export const journeyMapCases: readonly PictureCase[] = [
  map({
    name: "journey map",
    store: "demo",
    variables: { first: 6 },
    async also({ page }, { stages, totals }) {
      const opened = () => page.evaluate(() => (window as any).opened.at(-1));
      await page.locator('[data-mark="journeys"]').click();
      expect(await opened()).toMatchObject({ journeys: totals.journeys, behind: totals.behind });
      const stage = stages.find(({ touchpoints }) => touchpoints.length > 0)!;
      const [touchpoint] = stage.touchpoints;
      await page.locator(`[data-mark="${stage.label.key}/touchpoint/${touchpoint!.label.key}"]`).press("Enter");
      expect(await opened()).toMatchObject({ journeys: null, behind: touchpoint!.behind });
      await page.locator(`[data-mark="${stage.label.key}/drop-off"]`).press("Enter");
      const drop = stage.performance!.dropOff;
      expect(await opened()).toMatchObject({ journeys: drop.count, behind: drop.behind });
    },
  }),
  map({
    name: "journey map beside a design",
    store: "demo",
    variables: { blueprint: "click-and-collect", first: 6 },
    async also({ page }, { stages }) {
      const opened = () => page.evaluate(() => (window as any).opened.at(-1));
      const stage = stages.find(({ steps }) => steps.some(({ missing }) => missing > 0))!;
      const step = stage.steps.find(({ missing }) => missing > 0)!;
      await page.locator(`[data-mark="${stage.label.key}/step/${step.key}/missing"]`).press("Enter");
      expect(await opened()).toMatchObject({ journeys: step.missing, behind: step.behindMissing });
    },
  }),
  map({
    name: "journey map of two sides",
    store: "demo",
    variables: {
      first: 3,
      a: { name: "Web", filter: { touches: [{ channels: ["web"] }] } },
      b: { name: "App", filter: { touches: [{ channels: ["app"] }] } },
    },
  }),
  map({ name: "journey map of long names", store: "thousand", variables: { goal: GOAL, first: 8 } }),
  map({ name: "journey map of one customer", store: "one customer", variables: { goal: GOAL } }),
  map({ name: "journey map of nothing", store: "empty", variables: { goal: GOAL } }),
];
