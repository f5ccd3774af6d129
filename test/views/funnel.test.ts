// The picture of a funnel: its marks carry the values of the answer, and nothing overlaps, on the demo and at the edges.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FunnelPictureDocument, type FunnelViewFragment } from "../../src/views/generated/graphql.js";
import { findChromium, NO_CHROMIUM } from "../support/browser.js";
import type { TestServer } from "../support/server.js";
import { asked, channelsOf, inEachLook } from "./looks.js";
import { type Pictures, startPictures } from "./pictures.js";
import { demoServer, edgeLog, edgeServer } from "./stores.js";

const missing = findChromium() === null;

/** The marks that the answer requires: every part of every step that is not empty, and what followed the largest loss. */
function expectedMarks({ steps }: FunnelViewFragment): Record<string, string> {
  const worst = steps.reduce((most, step) => Math.max(most, step.dropped), 0);
  const loses = steps.find(({ dropped }) => worst > 0 && dropped === worst);
  const marks: Record<string, string> = {};
  for (const step of steps) {
    for (const part of ["completed", "skipped", "dropped", "pending"] as const)
      if (part === "completed" || step[part] > 0) marks[`${step.step}/${part}`] = String(step[part]);
    if (step === loses)
      for (const { point, journeys } of step.after.slice(0, 5))
        marks[`${step.step}/after/${point.isEnd ? "END" : point.key}`] = String(journeys);
  }
  return marks;
}

describe.skipIf(missing)(missing ? `funnel's picture (skipped: ${NO_CHROMIUM})` : "funnel's picture", () => {
  let pictures: Pictures;
  let demo: TestServer;
  let edges: TestServer;
  beforeAll(async () => {
    [pictures, demo, edges] = await Promise.all([
      startPictures(),
      demoServer(),
      edgeServer(edgeLog({ channels: 12, touchpoints: 1000, customers: 400, letters: 60 })),
    ]);
  });
  afterAll(async () => {
    await pictures?.close();
    await demo?.close();
    await edges?.close();
  });

  const answerOf = (server: TestServer, variables: object) =>
    asked<FunnelViewFragment>(server, FunnelPictureDocument, "funnel", variables);

  it("shows the demo's funnel", async () => {
    const answer = await answerOf(demo, {
      steps: [
        { at: { kinds: ["search-ad", "display-ad", "social-ad"] }, name: "Ad" },
        { at: { kinds: ["comparison", "guide", "online-review"] }, name: "Reads about it", optional: true },
        { at: { kinds: ["product-page"] }, name: "Product page" },
        { at: { kinds: ["cart"] }, name: "Cart" },
        { at: { kinds: ["payment", "in-store-purchase", "pick-up"] }, name: "Purchase" },
      ],
      within: "P30D",
    });
    await inEachLook(
      pictures,
      "funnel-demo",
      { question: "funnel", answer, channels: await channelsOf(demo) },
      async (shown) => {
        const marks = await shown.marks();
        expect(Object.fromEntries(marks.map(({ id, value }) => [id, value]))).toEqual(expectedMarks(answer));
        expect(await shown.collisions()).toEqual([]);
      },
    );
  });
});
