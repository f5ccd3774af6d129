// Compares the statistics with their written formulas and with published figures, also at the limits of their
// arguments.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { benjaminiHochberg } from "../../src/stats/benjaminiHochberg.js";
import { clusteredDifference } from "../../src/stats/difference.js";
import { clusteredWilson } from "../../src/stats/interval.js";
import type { ClusterMoments, CrossMoments } from "../../src/stats/moments.js";
import { clusteredScoreTest } from "../../src/stats/scoreTest.js";
import { normalCdf, tQuantile } from "../support/distributions.js";

/** Trials and failures of one customer. */
type Count = readonly [n: number, f: number];

const sum = (numbers: readonly number[]): number => numbers.reduce((total, x) => total + x, 0);

function moments(counts: readonly Count[]): ClusterMoments {
  return {
    customers: counts.filter(([n]) => n > 0).length,
    n: sum(counts.map(([n]) => n)),
    f: sum(counts.map(([, f]) => f)),
    nn: sum(counts.map(([n]) => n * n)),
    fn: sum(counts.map(([n, f]) => f * n)),
    ff: sum(counts.map(([, f]) => f * f)),
  };
}

function cross(x: readonly Count[], y: readonly Count[]): CrossMoments {
  const product = (a: 0 | 1, b: 0 | 1): number => sum(x.map((count, c) => count[a] * y[c]![b]));
  return { nxny: product(0, 0), nxfy: product(0, 1), fxny: product(1, 0), fxfy: product(1, 1) };
}

const test = (pair: readonly Count[], others: readonly Count[]): number | null =>
  clusteredScoreTest(moments(pair), moments(others), cross(pair, others));

const count = fc.integer({ min: 0, max: 9 }).chain((n) => fc.tuple(fc.constant(n), fc.integer({ min: 0, max: n })));
const counts = fc.array(fc.tuple(count, count), { minLength: 1, maxLength: 30 });

describe("interval of a fail rate", () => {
  it("is null without trials, and one end is exact at 0 and at 1", () => {
    expect(clusteredWilson(moments([]))).toBeNull();
    expect(clusteredWilson(moments([[1, 0]]))).toEqual({ low: 0, high: expect.closeTo(0.993844, 6) });
    expect(clusteredWilson(moments([[1, 1]]))).toEqual({ low: expect.closeTo(0.006156, 6), high: 1 });
  });

  it("has as many observations as customers if no customer differs from another", () => {
    const busy = clusteredWilson(moments(Array.from({ length: 20 }, () => [50, 0] as const)))!;
    const once = clusteredWilson(moments(Array.from({ length: 20 }, () => [1, 0] as const)))!;
    expect(busy).toEqual(once);
  });

  it("counts one customer as one observation, however busy", () => {
    const { low, high } = clusteredWilson(moments([[1000, 500]]))!;
    expect(low).toBeLessThan(0.01);
    expect(high).toBeGreaterThan(0.99);
  });

  it("is wider the more customers differ", () => {
    const width = (some: readonly Count[]): number =>
      clusteredWilson(moments(some))!.high - clusteredWilson(moments(some))!.low;
    const alike = Array.from({ length: 40 }, () => [10, 5] as const);
    const unlike = Array.from({ length: 40 }, (_, c) => [10, c % 2 === 0 ? 0 : 10] as const);
    expect(width(unlike)).toBeGreaterThan(2 * width(alike));
  });

  it("equals the written formula", () => {
    fc.assert(
      fc.property(fc.array(count, { minLength: 2, maxLength: 30 }), (all) => {
        const some = all.filter(([n]) => n > 0);
        const [n, f, C] = [sum(some.map((c) => c[0])), sum(some.map((c) => c[1])), some.length];
        fc.pre(f > 0 && f < n && C > 1);
        const p = f / n;
        const D = (sum(some.map(([nc, fc_]) => (fc_ - p * nc) ** 2)) * C) / (C - 1) / (n * p * (1 - p));
        const size = n / Math.max(1, D);
        const t = tQuantile(0.975, Math.max(1, n ** 2 / sum(some.map((c) => c[0] ** 2)) - 1));
        const middle = (p + t ** 2 / (2 * size)) / (1 + t ** 2 / size);
        const half = (t / (1 + t ** 2 / size)) * Math.sqrt((p * (1 - p)) / size + t ** 2 / (4 * size ** 2));
        const found = clusteredWilson(moments(some))!;
        expect(found.low).toBeCloseTo(Math.max(0, middle - half), 9);
        expect(found.high).toBeCloseTo(Math.min(1, middle + half), 9);
        expect(found.low).toBeLessThanOrEqual(p);
        expect(found.high).toBeGreaterThanOrEqual(p);
      }),
    );
  });
});

describe("score test", () => {
  it("needs both sides, and finds nothing if nothing varies", () => {
    expect(test([[0, 0]], [[3, 1]])).toBeNull();
    expect(test([[3, 1]], [[0, 0]])).toBeNull();
    expect(test([[3, 0]], [[5, 0]])).toBe(1);
    expect(test([[3, 3]], [[5, 5]])).toBe(1);
    // Every customer has the same counts on both sides, so the difference is exactly 0, although rounding could give
    // another value.
    expect(
      test(
        [
          [3, 1],
          [3, 1],
          [3, 1],
        ],
        [
          [6, 2],
          [6, 2],
          [6, 2],
        ],
      ),
    ).toBe(1);
  });

  it("counts one customer as one", () => {
    // A case worked out by hand: one customer has one handoff of the pair, which failed, and one other handoff.
    expect(test([[1, 1]], [[1, 0]])).toBeCloseTo(0.15865525393145707, 12);
    expect(test([[1, 0]], [[1, 1]])).toBeCloseTo(0.8413447460685429, 12);
    expect(test([[1000, 900]], [[1000, 10]])).toBeCloseTo(0.15865525393145707, 12);
  });

  it("equals the written formula, and the p-values of both sides add up to 1", () => {
    fc.assert(
      fc.property(counts, (customers) => {
        const [pair, others] = [customers.map((c) => c[0]), customers.map((c) => c[1])];
        const [n, m] = [sum(pair.map((c) => c[0])), sum(others.map((c) => c[0]))];
        fc.pre(n > 0 && m > 0);
        const N = n + m;
        const p = sum([...pair, ...others].map((c) => c[1])) / N;
        const u = customers.map(([[nc, f], [mc, g]]) => f - p * nc - (n / N) * (f + g - p * (nc + mc)));
        const spread = Math.sqrt(sum(u.map((x) => x * x)));
        const found = test(pair, others)!;
        if (spread < 1e-9) {
          expect(found).toBe(1);
          return;
        }
        expect(found).toBeCloseTo(normalCdf(-sum(u) / spread), 9);
        expect(found + test(others, pair)!).toBeCloseTo(1, 9);
      }),
      { numRuns: 500 },
    );
  });

  it("stays exact with millions of handoffs", () => {
    const big = (k: number): ClusterMoments => ({
      customers: 1e6 * k,
      n: 9e6 * k,
      f: 3e6 * k,
      nn: 81e6 * k,
      fn: 27e6 * k,
      ff: 9e6 * k,
    });
    const crossed = { nxny: 81e6, nxfy: 27e6, fxny: 27e6, fxfy: 9e6 };
    expect(clusteredScoreTest(big(1), big(1), crossed)).toBe(1);
  });
});

describe("Benjamini–Hochberg", () => {
  it("accepts four of the fifteen of the 1995 paper", () => {
    const p = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
    ];
    expect(benjaminiHochberg(p).filter(Boolean).length).toBe(4);
  });

  it("accepts a large p-value if a larger one is accepted", () =>
    expect(benjaminiHochberg([0.05, 0.04, 0.03])).toEqual([true, true, true]));

  it("accepts no test that could not be made, but counts it", () => {
    expect(benjaminiHochberg([])).toEqual([]);
    expect(benjaminiHochberg([null, 0.05])).toEqual([false, false]);
    expect(benjaminiHochberg([null, 0.025])).toEqual([false, true]);
  });
});

describe("interval of a difference", () => {
  const difference = (a: readonly Count[], b: readonly Count[]) =>
    clusteredDifference(moments(a), moments(b), cross(a, b));
  const nobody = (n: number): Count[] => Array.from({ length: n }, () => [0, 0] as const);

  it("is null if a side has no trials", () => {
    expect(difference([[1, 1]], [[0, 0]])).toBeNull();
    expect(difference([[0, 0]], [[1, 1]])).toBeNull();
  });

  it("contains the difference, within −1 and 1, and changes its sign with the sides", () => {
    fc.assert(
      fc.property(counts, (both) => {
        const [a, b] = [both.map(([x]) => x), both.map(([, y]) => y)];
        const found = difference(a, b);
        if (found === null) return;
        const rate = (side: readonly Count[]): number => sum(side.map(([, f]) => f)) / sum(side.map(([n]) => n));
        const d = rate(b) - rate(a);
        expect(found.low).toBeLessThanOrEqual(d + 1e-9);
        expect(found.high).toBeGreaterThanOrEqual(d - 1e-9);
        expect(found.low).toBeGreaterThanOrEqual(-1);
        expect(found.high).toBeLessThanOrEqual(1);
        const turned = difference(b, a)!;
        expect(turned.low).toBeCloseTo(-found.high, 9);
        expect(turned.high).toBeCloseTo(-found.low, 9);
      }),
    );
  });

  it("has no width if both sides are the same customers with the same counts", () => {
    const some = Array.from({ length: 40 }, (_, c) => [3, c % 4] as const).map(
      ([n, f]) => [n, Math.min(n, f)] as const,
    );
    expect(difference(some, some)).toEqual({ low: 0, high: 0 });
  });

  it("is narrower if the same customers are on both sides than if different ones are", () => {
    const a = Array.from({ length: 60 }, (_, c) => [10, c % 2 === 0 ? 1 : 9] as const);
    const b = Array.from({ length: 60 }, (_, c) => [10, c % 2 === 0 ? 2 : 9] as const);
    const width = ({ low, high }: { low: number; high: number }): number => high - low;
    const same = difference(a, b)!;
    const others = difference([...a, ...nobody(60)], [...nobody(60), ...b])!;
    expect(width(same)).toBeLessThan(width(others) / 3);
  });

  it("is close to Newcombe's if each customer occurs once (1998, table II: 56 of 70 and 48 of 80, 0.0524 to 0.3339)", () => {
    const once = (n: number, f: number): Count[] => Array.from({ length: n }, (_, c) => [1, c < f ? 1 : 0] as const);
    const { low, high } = difference([...once(80, 48), ...nobody(70)], [...nobody(80), ...once(70, 56)])!;
    expect(low).toBeCloseTo(0.0524, 2);
    expect(high).toBeCloseTo(0.3339, 1);
  });

  it("reflects that a rare event may simply not have been seen with few trials", () => {
    const rare = Array.from({ length: 5_000 }, (_, c) => [1, c < 20 ? 1 : 0] as const);
    const few = Array.from({ length: 40 }, () => [1, 0] as const);
    const { low, high } = difference([...rare, ...nobody(40)], [...nobody(5_000), ...few])!;
    expect(low).toBeLessThan(0);
    expect(high).toBeGreaterThan(0.05);
  });
});
