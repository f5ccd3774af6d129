import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countValues, eachSelected, keepStarted, type Selection } from "../../src/engine/kernels/bits.js";

/** The number of journeys of a block, which is no multiple of 32. */
const JOURNEYS = 150;
/** Words of 32 journeys of which all, none, a few or most are selected. */
const word = fc.oneof(
  fc.constantFrom(0, 0xffff_ffff, 0x8000_0001, 0xffff_7fff),
  fc.integer({ min: 0, max: 0xffff_ffff }),
);
const selections = fc
  .tuple(fc.array(word, { minLength: 1, maxLength: 5 }), fc.integer({ min: 0, max: 4 }))
  .map(([bits, first]): Selection => {
    const words = Uint32Array.from(bits.slice(0, 5 - first));
    const endWord = first + words.length;
    if (endWord === 5) words[words.length - 1]! &= ~0 >>> (-JOURNEYS & 31);
    return { words, firstWord: first, endWord };
  });

function selected(selection: Selection): number[] {
  const journeys: number[] = [];
  eachSelected(selection, (journey) => journeys.push(journey));
  return journeys;
}

function columnOf(min: number, max: number) {
  return fc.array(fc.integer({ min, max }), { minLength: JOURNEYS, maxLength: JOURNEYS });
}

describe("selections", () => {
  it("count values as a loop over the selected journeys does", () => {
    fc.assert(
      fc.property(selections, columnOf(0, 9), (selection, values) => {
        const counts = new Uint32Array(10);
        countValues(selection, Uint16Array.from(values), counts);
        const expected = new Uint32Array(10);
        for (const journey of selected(selection)) expected[values[journey]!]!++;
        expect(counts).toEqual(expected);
      }),
    );
  });

  it("keep the journeys of a period, whose bounds may be inside or outside of 32 journeys", () => {
    const limit = fc.oneof(fc.integer({ min: -2, max: 12 }), fc.constantFrom(-Infinity, Infinity));
    const starts = fc.tuple(columnOf(0, 1), fc.integer({ min: 0, max: 3 }));
    fc.assert(
      fc.property(selections, starts, limit, limit, (selection, [offsets, slope], from, before) => {
        // The starts rise with the journeys, so that many words are entirely in the period or outside.
        const start = Float64Array.from(offsets, (offset, journey) => (journey >> 5) * slope + offset);
        const expected = selected(selection).filter((journey) => start[journey]! >= from && start[journey]! < before);
        keepStarted(selection, start, from, before);
        expect(selected(selection)).toEqual(expected);
      }),
    );
  });
});
