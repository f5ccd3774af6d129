import { expect } from "vitest";
import { JourneyPictureDocument, type JourneyViewFragment } from "../../../src/views/generated/graphql.js";
import { type PictureCase, pictureCase } from "../case.js";

const WORDS = { FAILED: "Handoff failed", SUCCEEDED: "Handoff succeeded", PENDING: "Handoff pending" } as const;

/** Every interaction with its time, and every handoff with its verdict. */
function marks({ interactions, handoffs }: JourneyViewFragment): Record<string, string> {
  return {
    ...Object.fromEntries(interactions.nodes.map(({ position, at }) => [`interaction-${position}`, at])),
    ...Object.fromEntries(handoffs.nodes.map(({ position, verdict }) => [`handoff-${position}`, WORDS[verdict]])),
  };
}

const journey = (
  given: Pick<PictureCase, "name" | "store" | "variables"> & Partial<PictureCase<JourneyViewFragment>>,
) => pictureCase<JourneyViewFragment>({ question: "journey", document: JourneyPictureDocument, marks, ...given });

export const journeyCases: readonly PictureCase[] = [
  journey({
    name: "timeline of a journey",
    store: "demo",
    variables: { key: "j-8ea52d63cd55726b17bfb3be" },
    async also({ page }, { interactions, handoffs }) {
      expect(handoffs.totalCount).toBeGreaterThan(3);
      const table = await page.evaluate(() => (window as any).tableOf());
      expect(table.rows).toHaveLength(interactions.nodes.length + handoffs.nodes.length);
    },
  }),
  journey({
    name: "timeline of a journey with long names",
    store: "thousand",
    variables: { key: "j-c38aaf6acecc6d7de3941431", settings: { goal: { any: true } } },
  }),
];
