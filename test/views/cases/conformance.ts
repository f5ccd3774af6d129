import { expect } from "vitest";
import { ConformancePictureDocument, type ConformanceViewFragment } from "../../../src/views/generated/graphql.js";
import { type PictureCase, pictureCase } from "../case.js";

type Answer = ConformanceViewFragment;
type Variant = Answer["variants"][number];

const PARTS = ["reached", "missing", "outOfOrder", "failed", "late"] as const;

const SHORT = { MATCHED: "MA", MISSING: "MI", AD_HOC: "AD", OUT_OF_ORDER: "OU" } as const;
const variantId = ({ open, moves }: Variant): string =>
  `variant/${open ? "open" : "closed"}/${moves.map(({ move, step, touchpoint }) => `${SHORT[move]}${step ?? touchpoint}`).join(" ")}`;

/** Both totals, the counts of each step, the first variants, and the first touchpoints that are not in the design. */
function marks({ totals, steps, variants, adHoc }: Answer, width: number): Record<string, string> {
  const expected: Record<string, string> = {
    conforming: String(totals.conforming),
    deviating: String(totals.deviating),
    fitness: String(totals.fitness ?? ""),
    ...(totals.open > 0 ? { open: String(totals.open) } : {}),
  };
  // Without space for columns, the counts of 0 are left out.
  const wide = (width - 48 - 172 - 64) / steps.length >= 76;
  for (const step of steps)
    for (const part of PARTS)
      if (wide || part === "reached" || step[part] > 0) expected[`${step.key}/${part}`] = String(step[part]);
  for (const variant of variants.slice(0, 12)) expected[variantId(variant)] = String(variant.journeys);
  for (const { label, journeys } of adHoc.slice(0, 10)) expected[`adHoc/${label.key}`] = String(journeys);
  return expected;
}

const conformance = (given: Pick<PictureCase, "name" | "store" | "variables"> & Partial<PictureCase<Answer>>) =>
  pictureCase<Answer>({ question: "conformance", document: ConformancePictureDocument, marks, ...given });

export const conformanceCases: readonly PictureCase[] = [
  conformance({
    name: "conformance",
    store: "demo",
    variables: { blueprint: "click-and-collect", filter: { persona: "store-regular" }, first: 100 },
    async also({ page }, { steps, totals, variants }) {
      const opened = () => page.evaluate(() => (window as any).opened.at(-1));
      await page.click('[data-mark="deviating"]');
      expect(await opened()).toMatchObject({ journeys: totals.deviating, behind: totals.behindDeviating });
      await page.click('[data-mark="fitness"]');
      expect(await opened()).toMatchObject({ journeys: totals.journeys, behind: totals.behindJourneys });
      const pickUp = steps.find(({ key }) => key === "pick-up")!;
      await page.click('[data-mark="pick-up/missing"]');
      expect(await opened()).toMatchObject({ journeys: pickUp.missing, behind: pickUp.behindMissing });

      // Each row draws the moves of its variant: as many signs of each shape as there are steps that are present and
      // missing. Shapes differ, so that no colour is needed.
      for (const variant of variants.slice(0, 12)) {
        const mark = page.locator(`[data-mark="${variantId(variant)}"]`);
        const of = (move: string) =>
          new Set(variant.moves.filter((one) => one.move === move).map(({ step }) => step)).size;
        const matched = new Set(variant.moves.filter(({ move }) => move === "MATCHED").map(({ step }) => step));
        expect(await mark.locator("circle[r='8']").count()).toBe(of("MATCHED"));
        const missing = variant.moves.filter(({ move, step }) => move === "MISSING" && !matched.has(step));
        expect(await mark.locator("g > rect + path").count()).toBe(new Set(missing.map(({ step }) => step)).size);
      }
    },
  }),
  conformance({
    name: "conformance of a series of messages",
    store: "demo",
    variables: { blueprint: "cart-reminder", first: 100 },
  }),
  conformance({
    name: "conformance to 20 steps with long names",
    store: "thousand",
    variables: { blueprint: "long", first: 100 },
  }),
];
