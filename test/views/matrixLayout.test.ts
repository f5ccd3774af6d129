// The axes of the matrix of handoffs when they cannot show all channels.
import { expect, it } from "vitest";
import { matrixLayout, OTHER } from "../../src/views/handoffs/matrixLayout.js";
import type { Answer } from "../../src/views/handoffs/pair.js";

it("combines what does not fit into Other, which no channel can be taken for", () => {
  const end = (key: string) => ({ key, label: key, channel: { key } });
  const names = ["(other)", "OTHER", ...Array.from({ length: 30 }, (_, i) => `channel ${i}`)];
  const handoffs = names.map((name, i) => ({ from: end(name), to: end("web"), count: 100 - i }));
  const { ends } = matrixLayout(
    { handoffs, answer: { settings: {} }, totals: { handoffs: 0 } } as unknown as Answer,
    900,
  )!;
  expect(ends.filter(({ key }) => key === OTHER).map(({ label }) => label)).toEqual(["Other"]);
  expect(new Set(ends.map(({ key }) => key)).size).toBe(ends.length);
  expect(ends.slice(0, 3).map(({ key }) => key)).toEqual(["web", "(other)", "OTHER"]);
});
