// Tests of the functions that find mistakes in a blueprint, and differences between two versions.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Step } from "../../src/model/blueprint.js";
import { differencesOf } from "../../src/model/blueprintDifferences.js";
import { problemsOf } from "../../src/model/blueprintProblems.js";
import { stepOf } from "../support/blueprints.js";

function problems(steps: readonly Step[], kind: "JOURNEY" | "SERIES" = "JOURNEY"): string[] {
  return problemsOf({ kind, steps }).map(({ at }) => at);
}

describe("problems of a design", () => {
  it("accepts branches that meet again, and repeatable steps", () => {
    const steps = [
      stepOf("ad", ["web/ad"], ["shop", "site"]),
      stepOf("site", ["web/site"], ["shop"], { repeatable: true, optional: true, emotion: -2 }),
      stepOf("shop", ["store/visit", "app/visit"]),
    ];
    expect(problems(steps)).toEqual([]);
  });

  it.each<[string, Step[], string[]]>([
    ["no steps", [], ["steps"]],
    ["61 steps", Array.from({ length: 61 }, (_, i) => stepOf(`s${i}`, ["web/ad"])), ["steps"]],
    ["a key twice", [stepOf("a", ["x/y"]), stepOf("a", ["x/y"])], ["steps[1].key"]],
    ["no touchpoint", [stepOf("a", [])], ["steps[0].at"]],
    ["an unknown successor", [stepOf("a", ["x/y"], ["b"])], ["steps[0].next[0]"]],
    ["a step that leads to itself", [stepOf("a", ["x/y"], ["a"])], ["steps[0].next[0]"]],
    ["a circle", [stepOf("a", ["x/y"], ["b"]), stepOf("b", ["x/y"], ["a"])], ["steps[0].next"]],
    ["a step that nothing leads to", [stepOf("a", ["x/y"]), stepOf("b", ["x/y"])], ["steps[1]"]],
    ["an emotion of 3", [stepOf("a", ["x/y"], [], { emotion: 3 })], ["steps[0].emotion"]],
    ["a delay in a journey", [stepOf("a", ["x/y"], [], { delay: 1 })], ["steps[0].delay"]],
  ])("finds %s", (_, steps, expected) => {
    expect(problems(steps)).toEqual(expected);
  });

  it("accepts delays in a series", () => {
    expect(problems([stepOf("welcome", ["e-mail/welcome"], [], { delay: 0 })], "SERIES")).toEqual([]);
  });

  it("refuses exactly the designs with a circle, compared with a search for paths back to each step", () => {
    const graphs = fc
      .integer({ min: 1, max: 6 })
      .chain((n) =>
        fc.array(fc.tuple(fc.nat(n - 1), fc.nat(n - 1)), { maxLength: 10 }).map((arrows) => ({ n, arrows })),
      );
    fc.assert(
      fc.property(graphs, ({ n, arrows }) => {
        const next = (i: number) => [...new Set(arrows.filter(([a, b]) => a === i && b !== i).map(([, b]) => b))];
        // The first step leads to all others, so that only circles can be wrong.
        const steps = Array.from({ length: n }, (_, i) =>
          stepOf(
            `s${i}`,
            ["x/y"],
            (i === 0 ? Array.from({ length: n - 1 }, (_, k) => k + 1) : next(i)).map((to) => `s${to}`),
          ),
        );
        const reaches = (from: number, to: number, seen = new Set<number>()): boolean =>
          steps[from]!.next.some((key) => {
            const via = Number(key.slice(1));
            if (via === to) return true;
            if (seen.has(via)) return false;
            return reaches(via, to, seen.add(via));
          });
        const isCircular = steps.some((_, i) => reaches(i, i));
        expect(problems(steps).length > 0).toBe(isCircular);
      }),
    );
  });
});

describe("differences of two versions", () => {
  const steps = ["a", "b", "e", "c"].map((key) => stepOf(key, ["x/y"]));

  it("names added, changed, moved and removed steps", () => {
    const after = [
      stepOf("c", ["x/y"]),
      stepOf("a", ["x/y"], [], { owner: "Sales", emotion: 1 }),
      stepOf("e", ["x/y"]),
      stepOf("d", ["x/y"]),
    ];
    expect(differencesOf(steps, after)).toEqual([
      { key: "c", name: "c", change: "MOVED", fields: [] },
      {
        key: "a",
        name: "a",
        change: "CHANGED",
        fields: [
          { name: "emotion", before: null, after: 1 },
          { name: "owner", before: null, after: "Sales" },
        ],
      },
      { key: "d", name: "d", change: "ADDED", fields: [] },
      { key: "b", name: "b", change: "REMOVED", fields: [] },
    ]);
  });

  it("finds nothing between equal versions", () => {
    expect(differencesOf(steps, steps)).toEqual([]);
  });
});
