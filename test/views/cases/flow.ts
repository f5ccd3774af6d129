import { expect } from "vitest";
import { FlowPictureDocument, type FlowViewFragment } from "../../../src/views/generated/graphql.js";
import { type PictureCase, pictureCase } from "../case.js";

/**
 * The expected marks: every node, the journeys that ended there, and the edges with at least 2 % of the journeys. A
 * narrow page has no edges.
 */
function marks({ steps, edges, totals }: FlowViewFragment, width: number): Record<string, string> {
  const expected: Record<string, string> = {};
  const narrow = width < 720;
  for (const { step, nodes } of narrow ? steps : steps.slice(0, 7))
    for (const { point, journeys, dropOff, dropOffOpen } of nodes) {
      expected[`${step}/${point.key}`] = String(journeys);
      if (dropOff > 0) expected[`${step}/${point.key}/dropOff`] = String(dropOff);
      if (dropOffOpen > 0) expected[`${step}/${point.key}/open`] = String(dropOffOpen);
    }
  if (!narrow)
    for (const { step, from, to, journeys } of edges)
      if (step < 7 && journeys >= 0.02 * totals.counted) expected[`${step}/${from.key}→${to.key}`] = String(journeys);
  return expected;
}

const flow = (given: Pick<PictureCase, "name" | "store" | "variables"> & Partial<PictureCase<FlowViewFragment>>) =>
  pictureCase<FlowViewFragment>({ question: "flow", document: FlowPictureDocument, marks, ...given });

export const flowCases: readonly PictureCase[] = [
  flow({
    name: "flow",
    store: "demo",
    variables: {
      anchor: { channels: ["web"] },
      options: { grain: "CHANNEL", repeats: "COLLAPSE" },
      rowsPerStep: 6,
      steps: 7,
    },
    async also({ page }, { steps }) {
      // The journeys that ended and the open ones among them have two references, each of which must be used.
      const { step, nodes } = steps.find(({ nodes }) => nodes.some(({ dropOffOpen }) => dropOffOpen > 0))!;
      const node = nodes.find(({ dropOffOpen }) => dropOffOpen > 0)!;
      for (const [part, journeys, behind] of [
        ["dropOff", node.dropOff, node.behindDropOff],
        ["open", node.dropOffOpen, node.behindOpen],
      ] as const) {
        await page.locator(`[data-mark="${step}/${node.point.key}/${part}"]`).press("Enter");
        expect(await page.evaluate(() => (window as any).opened.at(-1))).toMatchObject({ journeys, behind });
      }
    },
  }),
  flow({
    name: "flow backwards",
    store: "demo",
    variables: {
      anchor: { channels: ["store"] },
      direction: "BACKWARD",
      options: { grain: "CHANNEL", repeats: "COLLAPSE" },
    },
  }),
  flow({
    name: "flow of long names",
    store: "thousand",
    variables: { anchor: { any: true }, steps: 7, rowsPerStep: 6 },
  }),
  flow({ name: "flow in one channel", store: "one channel", variables: { anchor: { any: true } } }),
  flow({ name: "flow of one customer", store: "one customer", variables: { anchor: { any: true } } }),
];
