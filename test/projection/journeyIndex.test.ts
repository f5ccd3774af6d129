import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BlockBuilder } from "../../src/projection/blockBuilder.js";
import { blockBytes, wholeBlock } from "../../src/projection/blocks.js";
import { type JourneyIndex, journeyIndex, journeyIndexInSteps, wordsFor } from "../../src/projection/journeyIndex.js";
import { mergedBlock } from "../../src/projection/merge.js";

/** Touchpoint codes by journey; low codes are frequent, high ones rare. */
const histories = fc.array(
  fc.array(
    fc.oneof(
      { weight: 9, arbitrary: fc.nat(2) },
      { weight: 1, arbitrary: fc.nat(40) },
      { weight: 1, arbitrary: fc.constant(300) },
    ),
    {
      minLength: 1,
      maxLength: 6,
    },
  ),
  { minLength: 1, maxLength: 150 },
);

function blockOf(journeys: readonly (readonly number[])[]) {
  const builder = new BlockBuilder();
  journeys.forEach((codes, j) => {
    builder.journey(j, `j-${String(j).padStart(24, "0")}`);
    codes.forEach((code, i) => {
      builder.interaction(code, ((j * 31) % 17) + i);
    });
  });
  return builder.finish();
}

function touching({ begins, ends, words }: JourneyIndex, journeys: number, code: number): number[] {
  const entry = words.subarray(begins[code], ends[code]);
  if (entry.length < wordsFor(journeys)) return [...entry];
  return Array.from({ length: journeys }, (_, j) => j).filter((j) => ((entry[j >>> 5]! >>> (j & 31)) & 1) === 1);
}

describe("the index of journeys", () => {
  it("has the journeys that touch a touchpoint, and the newest time of each 32 journeys", () => {
    fc.assert(
      fc.property(histories, (lists) => {
        const { index } = blockOf(lists);
        const codes = Math.max(...lists.flat()) + 1;
        expect(index.begins).toHaveLength(codes);
        for (const code of new Set([...lists.flat(), 1, 30]))
          if (code < codes)
            expect(touching(index, lists.length, code)).toEqual(
              lists.flatMap((list, j) => (list.includes(code) ? [j] : [])),
            );
        expect([...index.newest]).toEqual(
          Array.from({ length: wordsFor(lists.length) }, (_, w) =>
            Math.max(
              ...lists.slice(w * 32, w * 32 + 32).map((list, i) => (((w * 32 + i) * 31) % 17) + list.length - 1),
            ),
          ),
        );
      }),
    );
  });

  it("is the same in steps, and in a merged block", async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.integer({ min: 1, max: 40 }), async (lists, atOnce) => {
        const block = blockOf(lists);
        const steps = journeyIndexInSteps(block, atOnce);
        let step = steps.next();
        while (!step.done) step = steps.next();
        expect(step.value).toEqual(journeyIndex(block));
        const merged = await mergedBlock([block, blockOf([[0]])].map(wholeBlock));
        expect(merged.block.index).toEqual(journeyIndex(merged.block));
      }),
    );
  });

  it("takes at most 4 bytes per interaction, whatever the touchpoints", () => {
    for (const kinds of [1, 5, 100, 3_000]) {
      const block = blockOf(
        Array.from({ length: 6_000 }, (_, j) => Array.from({ length: 10 }, (_, i) => (j * 7 + i * 13) % kinds)),
      );
      expect(block.index.words.byteLength).toBeLessThanOrEqual(4 * block.interactions);
      expect(blockBytes(block) / block.interactions).toBeLessThan(16.5);
    }
  });
});
