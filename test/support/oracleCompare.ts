// A slow, literal answer to comparisons, written from their definition. The oracle of the compared question answers
// separately for every customer and each side. The statistics follow the written formulas, customer by customer.
import type { JourneyFilter } from "../../src/engine/terms.js";
import type { Sides } from "../../src/questions/compare/sides.js";
import { clusteredWilson } from "../../src/stats/interval.js";
import { normalCdf, tQuantile } from "./distributions.js";
import type { Log } from "./projectionOf.js";

/** The count and the denominator of each row, for one customer on one side. */
export interface CustomerCounts {
  readonly f: ReadonlyMap<string, number>;
  readonly n: (row: string) => number;
}

/** One customer on side A and on side B. */
export interface OnBothSides {
  readonly n: readonly [number, number];
  readonly f: readonly [number, number];
}

const MIN_SUPPORT = 30;
const MIN_EFFECTIVE_CUSTOMERS = 20;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, x) => total + x, 0);

/** The filter of each side, combined with the common filter. */
export function sideFilters({ a, b, filter }: Sides): readonly [JourneyFilter, JourneyFilter] {
  return [
    { ...a.filter, also: filter ?? null },
    { ...b.filter, also: filter ?? null },
  ];
}

/** Returns the counts of every customer, by row. `count` asks the oracle with a filter. */
export function oracleCompare(log: Log, sides: Sides, count: (filter: JourneyFilter) => CustomerCounts) {
  const filters = sideFilters(sides);
  const counted = log.histories.map(({ number }) =>
    filters.map((also) => count({ customerNumbers: new Set([number]), also })),
  );
  const keys = [...new Set(counted.flatMap((both) => both.flatMap(({ f }) => [...f.keys()])))];
  return new Map(
    keys.map((key) => [
      key,
      counted.map(
        ([a, b]): OnBothSides => ({ n: [a!.n(key), b!.n(key)], f: [a!.f.get(key) ?? 0, b!.f.get(key) ?? 0] }),
      ),
    ]),
  );
}

/** The values of a row except `significant`, which depends on all rows. */
export function oracleRate(customers: readonly OnBothSides[]) {
  const side = (s: 0 | 1) => {
    const n = sum(customers.map((c) => c.n[s]));
    const f = sum(customers.map((c) => c.f[s]));
    return {
      count: f,
      of: n,
      rate: n === 0 ? null : f / n,
      customers: customers.filter((c) => c.f[s] > 0).length,
      ofCustomers: customers.filter((c) => c.n[s] > 0).length,
    };
  };
  const effective = (s: 0 | 1): number =>
    sum(customers.map((c) => c.n[s])) ** 2 / sum(customers.map((c) => c.n[s] ** 2));
  const [a, b] = [side(0), side(1)];
  const known = a.rate !== null && b.rate !== null;
  const tested =
    known &&
    !(a.rate === 1 && b.rate === 1) &&
    a.ofCustomers >= MIN_SUPPORT &&
    b.ofCustomers >= MIN_SUPPORT &&
    effective(0) >= MIN_EFFECTIVE_CUSTOMERS &&
    effective(1) >= MIN_EFFECTIVE_CUSTOMERS &&
    a.customers + b.customers >= MIN_SUPPORT;
  return {
    a,
    b,
    difference: known ? b.rate! - a.rate! : null,
    interval: known ? intervalOf(customers, a.rate!, b.rate!) : null,
    excess: known ? b.count - b.of * a.rate! : null,
    pValue: tested ? pValueOf(customers) : null,
  };
}

function intervalOf(customers: readonly OnBothSides[], p: number, q: number) {
  const [A, B] = ([0, 1] as const).map((s) => {
    const own = customers.filter((c) => c.n[s] > 0);
    return clusteredWilson({
      customers: own.length,
      n: sum(own.map((c) => c.n[s])),
      f: sum(own.map((c) => c.f[s])),
      nn: sum(own.map((c) => c.n[s] ** 2)),
      fn: sum(own.map((c) => c.n[s] * c.f[s])),
      ff: sum(own.map((c) => c.f[s] ** 2)),
    })!;
  });
  const N = sum(customers.map((c) => c.n[0]));
  const M = sum(customers.map((c) => c.n[1]));
  const u = customers.map((c) => [(c.f[0] - p * c.n[0]) / N, (c.f[1] - q * c.n[1]) / M] as const);
  const C = Math.min(...[0, 1].map((s) => customers.filter((c) => c.n[s]! > 0).length));
  const factor = C === 1 ? 0 : C / (C - 1);
  const together = factor * sum(u.map(([x, y]) => (y - x) ** 2));
  const apart = factor * sum(u.map(([x, y]) => x ** 2 + y ** 2));
  const dfs = [0, 1].map((s) => sum(customers.map((c) => c.n[s]!)) ** 2 / sum(customers.map((c) => c.n[s]! ** 2)) - 1);
  const linear = tQuantile(0.975, Math.max(1, Math.min(...dfs))) * Math.sqrt(together);
  const k = apart < 1e-18 ? 1 : Math.sqrt(together / apart);
  return {
    low: Math.max(-1, q - p - Math.max(linear, k * Math.hypot(q - B!.low, A!.high - p))),
    high: Math.min(1, q - p + Math.max(linear, k * Math.hypot(B!.high - q, p - A!.low))),
  };
}

/** Two-sided score test of equal rates, with customers as clusters (docs/handoffs.md). */
function pValueOf(customers: readonly OnBothSides[]): number {
  const n = sum(customers.map((c) => c.n[1]));
  const N = n + sum(customers.map((c) => c.n[0]));
  const p = sum(customers.map((c) => c.f[0] + c.f[1])) / N;
  const u = customers.map((c) => c.f[1] - p * c.n[1] - (n / N) * (c.f[0] + c.f[1] - p * (c.n[0] + c.n[1])));
  const squares = sum(u.map((x) => x ** 2));
  return squares < 1e-18 ? 1 : 2 * normalCdf(-Math.abs(sum(u)) / Math.sqrt(squares));
}

/**
 * Whether each row is significant: it is selected by Benjamini–Hochberg at 5 % over the tested rows, and its interval
 * does not contain 0.
 */
export function oracleSignificant(rates: readonly ReturnType<typeof oracleRate>[]): boolean[] {
  const pValues = rates.map(({ pValue }) => pValue);
  const sorted = pValues.filter((p) => p !== null).sort((a, b) => a - b);
  const last = sorted.findLastIndex((p, i) => p <= (0.05 * (i + 1)) / sorted.length);
  return rates.map(
    ({ pValue, interval }) =>
      pValue !== null && last >= 0 && pValue <= sorted[last]! && (interval!.low > 0 || interval!.high < 0),
  );
}
