// The rates of the two sides, and what their difference shows. A row is tested if both sides have MIN_SUPPORT customers
// in its base, and both sides together have as many customers that the row counts (a customer of both sides is two
// here). With fewer the test decides nothing, and a hundred thousand routes of one journey each would drown the routes
// that many took. Each side also needs MIN_EFFECTIVE_CUSTOMERS: where a few customers make most of the occurrences, the
// test is a test of those few. All tested rows, shown or not, are judged together. A row is significant if
// Benjamini–Hochberg accepts it and its interval does not contain 0, because the test alone is too certain about small
// segments. Cost: linear in the rows, and about 10 µs for each tested row.

import { ratio } from "../../engine/totals.js";
import { benjaminiHochberg } from "../../stats/benjaminiHochberg.js";
import { clusteredDifference } from "../../stats/difference.js";
import { effectiveCustomers } from "../../stats/effectiveCustomers.js";
import type { ClusterMoments } from "../../stats/moments.js";
import { clusteredScoreTestOfBoth } from "../../stats/scoreTest.js";
import { DEFAULT_HANDOFF_SETTINGS } from "../handoffs/settings.js";
import type { ComparedRateResult, SideRateResult } from "./result.js";
import { type ComparedCounts, type ComparedSums, countsOf, rowCount } from "./tally.js";

/** Customers: as many as a pair of handoffs needs in order to be ranked. */
export const MIN_SUPPORT = DEFAULT_HANDOFF_SETTINGS.minSupport;

/** If one customer makes a sixth of all occurrences, the half of the customers with that one has at most 12. */
export const MIN_EFFECTIVE_CUSTOMERS = 20;

/** Rows that are judged together. */
export class ComparedRows {
  readonly size: number;
  readonly #sums: ComparedSums;
  readonly #baseOf: (row: number) => number;
  /** Of tested rows. */
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
   * Tested first, then by how far B's count is off A's rate (to six decimals; unknown last), then by count on both
   * sides.
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

function isTested({ a, b, having }: ComparedCounts): boolean {
  // Where all are counted on both sides (a funnel's first step, of those that met it), nothing could differ.
  if (a.f === a.n && b.f === b.n) return false;
  if (having[0] + having[1] < MIN_SUPPORT) return false;
  return [a, b].every((side) => side.customers >= MIN_SUPPORT && effectiveCustomers(side) >= MIN_EFFECTIVE_CUSTOMERS);
}

/** What B counts beyond what it would at A's rate; null where a side has nothing to count in. */
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
