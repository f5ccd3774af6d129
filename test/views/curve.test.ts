// Tests that the curve of emotions never rises above or falls below the two points between which it is drawn.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { segmentsOf } from "../../src/views/files/pathData.js";
import { curve } from "../../src/views/journeyMap/curve.js";

const heights = fc.array(fc.double({ min: 0, max: 200, noNaN: true }), { minLength: 1, maxLength: 12 });

describe("a curve through points", () => {
  it("passes through every point, and stays between its neighbours", () => {
    fc.assert(
      fc.property(heights, fc.array(fc.integer({ min: 5, max: 90 }), { minLength: 12, maxLength: 12 }), (ys, gaps) => {
        let x = 0;
        const points = ys.map((y, i) => {
          x += gaps[i]!;
          return { x, y };
        });
        const [move, ...curves] = segmentsOf(curve(points));
        expect(move?.[0]).toBe("m");
        expect(curves.length).toBe(points.length - 1);
        for (const [i, segment] of curves.entries()) {
          if (segment[0] !== "c") throw new Error("Only curves follow.");
          const [, , y1, , y2, endX, endY] = segment;
          const [a, b] = [points[i]!, points[i + 1]!];
          expect(Math.abs(endX - b.x) + Math.abs(endY - b.y)).toBeLessThan(0.21);
          for (let t = 0; t <= 1; t += 0.05) {
            const u = 1 - t;
            const y = u ** 3 * a.y + 3 * u * u * t * y1 + 3 * u * t * t * y2 + t ** 3 * endY;
            expect(y).toBeGreaterThan(Math.min(a.y, b.y) - 0.3);
            expect(y).toBeLessThan(Math.max(a.y, b.y) + 0.3);
          }
        }
      }),
    );
  });
});

describe("the segments of a path", () => {
  it("are absolute lines and cubic curves", () => {
    expect(segmentsOf("M1 2 L3 4 h2 v-1 l1 1 Z")).toEqual([
      ["m", 1, 2],
      ["l", 3, 4],
      ["l", 5, 4],
      ["l", 5, 3],
      ["l", 6, 4],
      ["h"],
    ]);
    expect(segmentsOf("M0 0 Q3 3 6 0")).toEqual([
      ["m", 0, 0],
      ["c", 2, 2, 4, 2, 6, 0],
    ]);
    expect(segmentsOf("M.5-.5 1.5.5")).toEqual([
      ["m", 0.5, -0.5],
      ["l", 1.5, 0.5],
    ]);
  });
  it("refuse what a PDF file cannot have", () => {
    expect(() => segmentsOf("M0 0 A1 1 0 0 0 2 2")).toThrow("The path command A cannot be written to a PDF file.");
  });
});
