// Tests of alignments with hand cases, and in comparison with a slow search over all moves for random designs and
// journeys.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Aligner, compileBlueprint } from "../../src/engine/alignment.js";
import type { Step } from "../../src/model/blueprint.js";
import { problemsOf } from "../../src/model/blueprintProblems.js";
import reference from "../reference/alignments.json" with { type: "json" };
import { stepOf } from "../support/blueprints.js";
import { oracleCost, oracleMatches } from "../support/oracleAlignment.js";

const LETTERS = "abcdef";

function aligned(steps: readonly Step[], journey: string, isOpen = false) {
  const blueprint = compileBlueprint({ steps }, [...LETTERS]);
  const aligner = new Aligner(blueprint);
  const codes = Uint8Array.from(journey, (letter) => LETTERS.indexOf(letter));
  const cost = aligner.align(codes, 0, codes.length, isOpen);
  return {
    cost,
    matched: [...aligner.matched.subarray(0, codes.length)].map((step) => steps[step]?.key ?? "-").join(" "),
    missing: aligner.missing.map((step) => steps[step]!.key).join(" "),
    outOfOrder: aligner.outOfOrder.map((step) => steps[step]!.key).join(" "),
    displaced: [...aligner.displaced],
    fitness: 1 - cost / (blueprint.shortestRun + codes.length),
  };
}

/** a → b → c, in which b is optional. */
const LINE = [
  stepOf("A", ["a"], ["B"]),
  stepOf("B", ["b", "e"], ["C"], { optional: true }),
  stepOf("C", ["c"], ["D"]),
  stepOf("D", ["d"]),
];

describe("an alignment", () => {
  it.each<[string, string, ReturnType<typeof aligned>]>([
    ["the design", "abcd", result(0, "A B C D", "", "", [], 1)],
    ["without the optional step", "acd", result(0, "A C D", "", "", [], 1)],
    ["an alternative", "aecd", result(0, "A B C D", "", "", [], 1)],
    ["ad hoc", "afbcd", result(1, "A - B C D", "", "", [], 1 - 1 / 8)],
    ["a missing step", "abd", result(1, "A B D", "C", "", [], 1 - 1 / 6)],
    ["out of order", "adc", result(2, "A D -", "", "C", [2], 1 - 2 / 6)],
    ["nothing of the design", "ff", result(5, "- -", "A C D", "", [], 0)],
    ["the first of two equal matches", "aacd", result(1, "A - C D", "", "", [], 1 - 1 / 7)],
  ])("of a journey with %s", (_, journey, expected) => {
    expect(aligned(LINE, journey)).toEqual(expected);
  });

  it("of an open journey misses nothing that may still come", () => {
    expect(aligned(LINE, "ab", true)).toMatchObject({ cost: 0, missing: "" });
    expect(aligned(LINE, "ab")).toMatchObject({ cost: 2, missing: "C D" });
    expect(aligned(LINE, "b", true)).toMatchObject({ cost: 1, missing: "A" });
  });

  it("takes the branch that costs least, and the first of equal ones", () => {
    const branches = [
      stepOf("S", ["a"], ["X", "Y"]),
      stepOf("X", ["b"], ["E"]),
      stepOf("Y", ["c"], ["E"]),
      stepOf("E", ["d"]),
    ];
    expect(aligned(branches, "acd")).toMatchObject({ cost: 0, matched: "S Y E" });
    expect(aligned(branches, "ad")).toMatchObject({ cost: 1, missing: "X" });
  });

  it("matches a repeatable step several times in a row", () => {
    const steps = [stepOf("A", ["a"], ["B"], { repeatable: true }), stepOf("B", ["b"])];
    expect(aligned(steps, "aaab")).toMatchObject({ cost: 0, matched: "A A A B" });
    expect(aligned(steps, "aba")).toMatchObject({ cost: 1, matched: "A B -" });
  });

  it.each(reference.logs)("costs what pm4py's optimal alignment costs: $name", ({ steps, shortest, traces }) => {
    const design = steps.map(({ key, at, next, ...more }) => stepOf(key, at, next, more));
    expect(compileBlueprint({ steps: design }, [...LETTERS]).shortestRun).toBe(shortest);
    for (const [trace, cost, fitness] of traces as [string, number, number][]) {
      const own = aligned(design, trace);
      expect(own.cost).toBe(cost);
      expect(Math.abs(own.fitness - fitness)).toBeLessThan(1e-9);
    }
  });

  it("has the lowest cost of all alignments and, of the cheapest, the earliest matches, for random designs and journeys", () => {
    const designs = fc.integer({ min: 1, max: 5 }).chain((n) =>
      fc.tuple(
        ...Array.from({ length: n }, (_, i) =>
          fc
            .record({
              at: fc.uniqueArray(fc.constantFrom(..."abcd"), { minLength: 1, maxLength: 2 }),
              next: fc.subarray(Array.from({ length: n - i - 1 }, (_, k) => `s${i + 1 + k}`)),
              optional: fc.boolean(),
              repeatable: fc.boolean(),
            })
            .map(({ at, next, ...more }) => stepOf(`s${i}`, at, next, more)),
        ),
      ),
    );
    const usable = designs.filter((steps) => problemsOf({ kind: "JOURNEY", steps }).length === 0);
    const journeys = fc.array(fc.constantFrom(..."abcde"), { minLength: 1, maxLength: 6 }).map((list) => list.join(""));
    fc.assert(
      fc.property(usable, journeys, fc.boolean(), (steps, journey, isOpen) => {
        const { cost, matched, missing, outOfOrder } = aligned(steps, journey, isOpen);
        expect(cost).toBe(oracleCost(steps, [...journey], isOpen));
        const all = oracleMatches(steps, [...journey], isOpen);
        // A match comes before ad hoc, and matches are in the order of the design.
        const order = (list: readonly number[]) => list.map((step) => (step < 0 ? "z" : String(step))).join("");
        const [earliest] = all.map(order).sort();
        const own = matched.split(" ").map((key) => (key === "-" ? "z" : key.slice(1)));
        expect(own.join("")).toBe(earliest);
        const words = (text: string) => (text === "" ? 0 : text.split(" ").length);
        const adHoc = own.filter((key) => key === "z").length;
        expect(words(missing) + words(outOfOrder) + adHoc).toBe(cost);
      }),
      { numRuns: 2_000 },
    );
  });
});

function result(
  cost: number,
  matched: string,
  missing: string,
  outOfOrder: string,
  displaced: number[],
  fitness: number,
) {
  return { cost, matched, missing, outOfOrder, displaced, fitness };
}
