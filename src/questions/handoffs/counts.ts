// The counts of each pair, in one part of the scan and in all parts together. Different parts count different
// customers, so their counts can be added. Each part numbers its pairs by itself; before the counts are added, these
// numbers are replaced by common ones. The time is linear in the pairs.
import type { Lease } from "../../engine/bufferLease.js";
import { addRows } from "../../engine/parts.js";
import { ratio } from "../../engine/totals.js";
import { clusteredWilson } from "../../stats/interval.js";
import type { ClusterMoments } from "../../stats/moments.js";
import { CROSS, crossAt, type Others } from "./evidence.js";
import type { KeptHandoffs } from "./kept.js";
import { PairTable } from "./pairs.js";
import type { HandoffCountsResult } from "./result.js";
import { channelOfLabel, type HandoffRules, pairLabels } from "./rules.js";
import { HANDOFF_REASONS } from "./settings.js";
import { reasonBit, reasonBits } from "./verdict.js";

/** The columns of `counts`, which has COUNTS values for each pair. */
export const COUNT = {
  JOURNEYS: 0,
  CUSTOMERS: 1,
  FAILED_JOURNEYS: 2,
  FAILED_CUSTOMERS: 3,
  /** Customers with a settled handoff. */
  CLUSTERS: 4,
  /** Pending handoffs that have arrived. */
  PENDING: 5,
  /** Pending handoffs that have not arrived. */
  NEVER_PENDING: 6,
  /** Settled handoffs that never arrived. They are not counted by verdict. */
  NEVER_SETTLED: 7,
  /**
   * From this column on: for each verdict, the number of settled handoffs that have it. A verdict is a set of reasons,
   * with one bit for each reason except the first. One addition therefore counts a handoff for all its reasons.
   */
  VERDICTS: 8,
} as const;
export const COUNTS = 40;
const VERDICT_COUNT = 1 << (HANDOFF_REASONS.length - 1);

/**
 * The columns of `sums`, which has SUMS values for each pair: waits in milliseconds, products over customers, and the
 * same products for the earlier period.
 */
export const SUM = {
  WAITED: 0,
  NN: 1,
  FN: 2,
  FF: 3,
  EARLIER_N: 4,
  EARLIER_F: 5,
  EARLIER_NN: 6,
  EARLIER_FN: 7,
  EARLIER_FF: 8,
} as const;
export const SUMS = 9;

export interface HandoffCountsPart {
  /** For each pair, the codes of its two labels. */
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly counts: Uint32Array;
  readonly sums: Float64Array;
  /**
   * The products of each pair with its set, while no pair is set aside. With the baseline EARLIER, these are the
   * products with its own handoffs in the earlier period (evidence.ts).
   */
  readonly cross: Float64Array;
  /** The settled handoffs that the thread keeps. They are not used with the baseline EARLIER. */
  readonly kept: KeptHandoffs;
  /** The lease of the memory for kept handoffs. */
  readonly lease: Lease;
}

export class HandoffCounts {
  readonly pairs: PairTable;
  /** For each part, a table with the common number of each of its pairs. */
  readonly pairOf: readonly Uint32Array[];
  /** The numbers of handoffs of each pair. */
  readonly count: Uint32Array;
  readonly observed: Uint32Array;
  readonly settled: Uint32Array;
  readonly failed: Uint32Array;
  /** For each pair and reason, the number of settled handoffs that have the reason. The index is pair × 6 + reason. */
  readonly reasons: Uint32Array;
  /** The products of each pair with its set, in the same columns as in the parts. */
  readonly cross: Float64Array;
  readonly #counts: Uint32Array;
  readonly #sums: Float64Array;

  constructor(rules: HandoffRules, parts: readonly HandoffCountsPart[]) {
    this.pairs = new PairTable(pairLabels(rules));
    this.pairOf = parts.map(({ from, to }) => from.map((label, pair) => this.pairs.index(label, to[pair]!)));
    const { size } = this.pairs;
    this.#counts = new Uint32Array(size * COUNTS);
    this.#sums = new Float64Array(size * SUMS);
    this.cross = new Float64Array(size * CROSS);
    parts.forEach((part, i) => {
      addRows(this.#counts, part.counts, this.pairOf[i]!, COUNTS);
      addRows(this.#sums, part.sums, this.pairOf[i]!, SUMS);
      addRows(this.cross, part.cross, this.pairOf[i]!, CROSS);
    });
    this.count = new Uint32Array(size);
    this.observed = new Uint32Array(size);
    this.settled = new Uint32Array(size);
    this.failed = new Uint32Array(size);
    this.reasons = new Uint32Array(size * HANDOFF_REASONS.length);
    for (let pair = 0; pair < size; pair++) this.#judge(pair, reasonBits(rules.failureReasons));
  }

  /** Returns the number in a column of `counts` for a pair. */
  of(pair: number, column: number): number {
    return this.#counts[pair * COUNTS + column]!;
  }

  /** The counts of a pair in the form of an answer. `pair` is −1 if the pair did not occur; all counts are then 0. */
  result(pair: number): HandoffCountsResult {
    const of = (column: number): number => (pair < 0 ? 0 : this.of(pair, column));
    const [count, settled, failed] = [this.count[pair] ?? 0, this.settled[pair] ?? 0, this.failed[pair] ?? 0];
    return {
      count,
      observed: this.observed[pair] ?? 0,
      journeys: of(COUNT.JOURNEYS),
      customers: of(COUNT.CUSTOMERS),
      pending: count - settled,
      settled,
      failed,
      failedJourneys: of(COUNT.FAILED_JOURNEYS),
      failedCustomers: of(COUNT.FAILED_CUSTOMERS),
      failRate: ratio(failed, settled),
      failRateInterval: pair < 0 ? null : clusteredWilson(this.momentsOf(pair)),
    };
  }

  /** The sum of the waits of a pair, in milliseconds. */
  waited(pair: number): number {
    return this.#sums[pair * SUMS + SUM.WAITED]!;
  }

  /** For each pair, the moments over customers of its settled handoffs. */
  own(): ClusterMoments[] {
    return Array.from(this.settled, (_, pair) => this.momentsOf(pair));
  }

  momentsOf(pair: number): ClusterMoments {
    const [nn, fn, ff] = this.#sums.subarray(pair * SUMS + SUM.NN) as unknown as [number, number, number];
    return {
      customers: this.of(pair, COUNT.CLUSTERS),
      n: this.settled[pair]!,
      f: this.failed[pair]!,
      nn,
      fn,
      ff,
    };
  }

  /** For each pair, the moments of its own handoffs in the earlier period. */
  earlier(): Others[] {
    return Array.from(this.settled, (_, pair) => {
      const earlier = this.#sums.subarray(pair * SUMS + SUM.EARLIER_N);
      const [n, f, nn, fn, ff] = earlier as unknown as [number, number, number, number, number];
      return { moments: { n, f, nn, fn, ff }, cross: crossAt(this.cross, pair) };
    });
  }

  #judge(pair: number, failure: number): void {
    const add = (count: number, reasons: number): void => {
      if (count === 0) return;
      this.settled[pair]! += count;
      if ((reasons & failure) !== 0) this.failed[pair]! += count;
      for (let r = 0; r < HANDOFF_REASONS.length; r++)
        if (((reasons >> r) & 1) === 1) this.reasons[pair * HANDOFF_REASONS.length + r]! += count;
    };
    for (let verdict = 0; verdict < VERDICT_COUNT; verdict++)
      add(this.of(pair, COUNT.VERDICTS + verdict), verdict << 1);
    this.observed[pair] = this.settled[pair]! + this.of(pair, COUNT.PENDING);
    add(this.of(pair, COUNT.NEVER_SETTLED), reasonBit("NEVER_ARRIVED"));
    this.count[pair] = this.settled[pair]! + this.of(pair, COUNT.PENDING) + this.of(pair, COUNT.NEVER_PENDING);
  }
}

/** The number of the set with which a pair is compared. There is one set per target channel, or a single set. */
export function setOf(rules: HandoffRules, to: number): number {
  return rules.baselineBy === "TARGET" ? channelOfLabel(rules, to) : 0;
}
