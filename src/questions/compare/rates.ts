// Computes the rates of the two sides and the significance of their difference. The rate of a row is the count of the
// row / the count of its base (tally.ts). A row is tested if at least MIN_SUPPORT customers have a part in its base on
// each side, and at least MIN_SUPPORT in its own count on both sides together (a customer on both sides counts twice
// here). With fewer customers, a test could hardly find a difference. But it would make it harder for other rows to be
// significant, because the correction takes account of every test. Each side also needs MIN_EFFECTIVE_CUSTOMERS, so
// that the test does not depend on a few customers who have most of the occurrences. All tested rows are judged
// together, shown or not. A row is significant if the Benjamini–Hochberg procedure selects it and its interval does not
// contain 0. The second condition is needed because the p-values of small segments are too low. The cost is linear in
// the rows, plus about 10 µs for each tested row.

import { ratio } from "../../engine/totals.js";
import { benjaminiHochberg } from "../../stats/benjaminiHochberg.js";
import { clusteredDifference } from "../../stats/difference.js";
import { effectiveCustomers } from "../../stats/effectiveCustomers.js";
import type { ClusterMoments } from "../../stats/moments.js";
import { clusteredScoreTestOfBoth } from "../../stats/scoreTest.js";
import { DEFAULT_HANDOFF_SETTINGS } from "../handoffs/settings.js";
import type { ComparedRateResult, SideRateResult } from "./result.js";
import { type ComparedCounts, type ComparedSums, countsOf, rowCount } from "./tally.js";

/** The smallest number of customers, which is also the minimum for a ranked pair of handoffs. */
export const MIN_SUPPORT = DEFAULT_HANDOFF_SETTINGS.minSupport;

/**
 * The smallest number of effective customers of a side. Example: if customers are split into two halves, and one
 * customer has a sixth of all occurrences, the half with this customer has at most 12 effective customers, so the row
 * is not tested.
 */
export const MIN_EFFECTIVE_CUSTOMERS = 20;

/** Rows that are judged together. */
export class ComparedRows {
  readonly size: number;
  readonly #sums: ComparedSums;
  readonly #baseOf: (row: number) => number;
  /** The p-values of the tested rows. */
  readonly #pValue = new Map<number, number | null>();
  readonly #believed = new Set<number>();

  constructor(sums: ComparedSums, baseOf: (row: number) => number) {
    this.size = rowCount(sums);
    this.#sums = sums;
    this.#baseOf = baseOf;
    for (let row = 0; row < this.size; row++) {
      const counts = this.counts(row);
      if (isTested(counts)) this.#pValue.set(row, clusteredScoreTestOfBoth(counts.a, counts.b, counts.cross));
    }
    const tested = [...this.#pValue.keys()];
    const believed = benjaminiHochberg([...this.#pValue.values()]);
    tested.forEach((row, i) => {
      if (believed[i]) this.#believed.add(row);
    });
  }

  counts(row: number): ComparedCounts {
    return countsOf(this.#sums, row, this.#baseOf(row));
  }

  /**
   * Compares two rows for the order of the answer. Tested rows come first. Rows are then in order of the absolute value
   * of `excess` (to six decimals; unknown values come last), then of the count on both sides.
   */
  compare(x: number, y: number): number {
    const tested = Number(this.#pValue.has(y)) - Number(this.#pValue.has(x));
    if (tested !== 0) return tested;
    const [one, other] = [this.counts(x), this.counts(y)];
    return weightOf(other) - weightOf(one) || other.a.f + other.b.f - (one.a.f + one.b.f);
  }

  rate(row: number): ComparedRateResult {
    const counts = this.counts(row);
    const { a, b, cross, having } = counts;
    const interval = clusteredDifference(a, b, cross);
    return {
      a: sideRate(a, having[0]),
      b: sideRate(b, having[1]),
      difference: a.n === 0 || b.n === 0 ? null : b.f / b.n - a.f / a.n,
      interval,
      excess: excessOf(counts),
      pValue: this.#pValue.get(row) ?? null,
      significant: this.#believed.has(row) && interval !== null && (interval.low > 0 || interval.high < 0),
    };
  }
}

/** Whether a side has enough customers, and enough effective customers, for a test. */
export function hasSupport(side: Pick<ClusterMoments, "customers" | "n" | "nn">): boolean {
  return side.customers >= MIN_SUPPORT && effectiveCustomers(side) >= MIN_EFFECTIVE_CUSTOMERS;
}

export function isTested({ a, b, having }: Pick<ComparedCounts, "a" | "b" | "having">): boolean {
  // If both rates are 1, as at the first step of a funnel, there is no difference to test.
  if (a.f === a.n && b.f === b.n) return false;
  if (having[0] + having[1] < MIN_SUPPORT) return false;
  return hasSupport(a) && hasSupport(b);
}

/** The count of B minus the count that B would have with the rate of A; null if the base of a side is 0. */
function excessOf({ a, b }: ComparedCounts): number | null {
  return a.n === 0 || b.n === 0 ? null : b.f - (a.f * b.n) / a.n;
}

function weightOf(counts: ComparedCounts): number {
  const excess = excessOf(counts);
  return excess === null ? -1 : Math.round(Math.abs(excess) * 1e6);
}

function sideRate({ f, n, customers }: ClusterMoments, having: number): SideRateResult {
  return { count: f, of: n, rate: ratio(f, n), customers: having, ofCustomers: customers };
}
