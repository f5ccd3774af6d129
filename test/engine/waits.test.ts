import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quartilesOf, Waits, waitStats } from "../../src/engine/waits.js";

function slow(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const h = (sorted.length - 1) * p;
  const low = sorted[Math.floor(h)]!;
  return low + (h - Math.floor(h)) * ((sorted[Math.floor(h) + 1] ?? low) - low);
}

describe("waits", () => {
  it("gives nulls for no waits and the value itself for one", () => {
    expect(new Waits().stats()).toEqual({ n: 0, mean: null, median: null, p90: null, p95: null });
    expect(waitStats(Float64Array.of(5))).toEqual({ n: 1, mean: 5, median: 5, p90: 5, p95: 5 });
    expect(quartilesOf(new Float64Array(0))).toEqual({ lower: null, upper: null });
    expect(quartilesOf(Float64Array.of(5))).toEqual({ lower: 5, upper: 5 });
  });

  it("interpolates as R type 7", () => {
    expect(waitStats(Float64Array.of(4, 1, 3, 2))).toEqual({
      n: 4,
      mean: 2.5,
      median: 2.5,
      p90: 3.7,
      p95: 3.8499999999999996,
    });
    expect(quartilesOf(Float64Array.of(4, 1, 3, 2))).toEqual({ lower: 1.75, upper: 3.25 });
    expect(quartilesOf(Float64Array.of(7, 7, 7))).toEqual({ lower: 7, upper: 7 });
  });

  it("equals the result of sorting", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 1e12 })), {
          minLength: 1,
          maxLength: 3_000,
        }),
        (values) => {
          const waits = new Waits();
          for (const value of values) waits.add(value);
          const stats = waits.stats();
          expect([stats.median, stats.p90, stats.p95]).toEqual([0.5, 0.9, 0.95].map((p) => slow(values, p)));
          const { lower, upper } = quartilesOf(waits.values());
          expect([lower, upper]).toEqual([0.25, 0.75].map((p) => slow(values, p)));
        },
      ),
    );
  });
});
