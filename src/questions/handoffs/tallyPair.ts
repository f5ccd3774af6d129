// Counts the handoffs of one pair in one chunk, in order of their journeys, which are ordered by customer. A journey or
// customer is new if its number is greater than the last one. Branches on whether a journey or customer is new, or on
// whether a handoff failed, would often be mispredicted, so the loop uses the signs of differences and bit masks
// instead. It counts the handoffs of the current customer (n) and the failed ones (f). With each handoff, it updates
// the sums of n², f·n and f² over customers: n² increases by 2n + 1, and f·n increases by f, plus n + 1 if the handoff
// failed. The cost is linear in the handoffs of the pair.

import { COUNT, COUNTS, SUM, SUMS } from "./counts.js";
import { CROSS } from "./evidence.js";
import { handoffSpace } from "./handoffSpace.js";
import type { HandoffReason } from "./settings.js";
import { reasonBit, reasonBits, VERDICT } from "./verdict.js";

// Copies of imported constants. V8 would load an imported constant at each step of the loop, but not a constant of this
// module.
const { SETTLED, EARLIER, BITS } = VERDICT;
const { JOURNEYS, CUSTOMERS, FAILED_JOURNEYS, FAILED_CUSTOMERS, CLUSTERS } = COUNT;
const { PENDING, NEVER_PENDING, NEVER_SETTLED, VERDICTS } = COUNT;
const { NN, FN, FF, EARLIER_N, EARLIER_F, EARLIER_NN, EARLIER_FN, EARLIER_FF } = SUM;
const NEVER_ARRIVED = reasonBit("NEVER_ARRIVED");
const VERDICT_MASK = (1 << BITS) - 1;

export class PairTally {
  /** The entry for a verdict is 1 if the verdict means that the handoff failed. */
  readonly #failed: Uint8Array;

  constructor(failureReasons: readonly HandoffReason[]) {
    const failure = reasonBits(failureReasons);
    this.#failed = Uint8Array.from({ length: 2 * EARLIER }, (_, bits) => ((bits & failure) === 0 ? 0 : 1));
  }

  /**
   * Counts the sorted handoffs from `first` to `end` − 1, and writes settled ones to the rows from `row` on. Returns
   * the index after the last row.
   */
  count(counts: Uint32Array, sums: Float64Array, pair: number, first: number, end: number, row: number): number {
    const { sorted, customerOf, rows } = handoffSpace();
    const failed = this.#failed;
    const to = pair * COUNTS;
    let [lastJourney, lastCustomer, lastFailed] = [-1, -1, -1];
    let [journeys, customers, failedJourneys] = [0, 0, 0];
    let next = row;
    for (let h = first; h < end; h++) {
      const word = sorted[h]!;
      const ordinal = word >>> BITS;
      const bits = word & VERDICT_MASK;
      const customer = customerOf[ordinal]! | 0;
      journeys += (lastJourney - ordinal) >>> 31;
      customers += (lastCustomer - customer) >>> 31;
      lastJourney = ordinal;
      lastCustomer = customer;
      if ((bits & (SETTLED | NEVER_ARRIVED)) === SETTLED) counts[to + VERDICTS + ((bits & (SETTLED - 1)) >> 1)]!++;
      else {
        const arrived = (bits & NEVER_ARRIVED) === 0;
        if ((bits & SETTLED) === 0) {
          counts[to + (arrived ? PENDING : NEVER_PENDING)]!++;
          continue;
        }
        counts[to + NEVER_SETTLED]!++;
      }
      const fails = failed[bits]!;
      failedJourneys += fails & ((lastFailed - ordinal) >>> 31);
      lastFailed += (ordinal - lastFailed) & -fails;
      rows[next++] = 2 * customer + fails;
    }
    counts[to + JOURNEYS]! += journeys;
    counts[to + CUSTOMERS]! += customers;
    counts[to + FAILED_JOURNEYS]! += failedJourneys;
    addMoments(counts, sums, pair, row, next);
    return next;
  }

  /**
   * For the baseline EARLIER: sums the products of the handoffs in scope with those of the earlier period, customer by
   * customer, and removes the rows of the earlier period. Returns the new end of the rows.
   */
  compare(sums: Float64Array, cross: Float64Array, pair: number, first: number, end: number): number {
    const { sorted, customerOf } = handoffSpace();
    const at = pair * SUMS;
    const to = pair * CROSS;
    let kept = first;
    for (let h = first; h < end; ) {
      const customer = customerOf[sorted[h]! >>> BITS]!;
      let [n, f, m, g] = [0, 0, 0, 0];
      for (; h < end && customerOf[sorted[h]! >>> BITS] === customer; h++) {
        const bits = sorted[h]! & VERDICT_MASK;
        const fails = this.#failed[bits]!;
        if ((bits & EARLIER) !== 0) {
          m++;
          g += fails;
          continue;
        }
        if ((bits & SETTLED) !== 0) {
          n++;
          f += fails;
        }
        sorted[kept++] = sorted[h]!;
      }
      sums[at + EARLIER_N]! += m;
      sums[at + EARLIER_F]! += g;
      sums[at + EARLIER_NN]! += m * m;
      sums[at + EARLIER_FN]! += g * m;
      sums[at + EARLIER_FF]! += g * g;
      cross[to]! += n * m;
      cross[to + 1]! += n * g;
      cross[to + 2]! += f * m;
      cross[to + 3]! += f * g;
    }
    return kept;
  }
}

/** The sums over the customers of a pair's rows. */
function addMoments(counts: Uint32Array, sums: Float64Array, pair: number, first: number, end: number): void {
  const { rows } = handoffSpace();
  let last = -1;
  let [clusters, failedCustomers] = [0, 0];
  // Settled and failed handoffs of the current customer, and sums over customers.
  let [n, f, nn, fn, ff] = [0, 0, 0, 0, 0];
  for (let h = first; h < end; h++) {
    const row = rows[h]!;
    const customer = row >>> 1;
    const fails = row & 1;
    const isNew = (last - customer) >>> 31;
    last = customer;
    clusters += isNew;
    n &= isNew - 1;
    f &= isNew - 1;
    failedCustomers += fails & ((f - 1) >>> 31);
    nn += 2 * n + 1;
    fn += f + ((n + 1) & -fails);
    ff += (2 * f + 1) & -fails;
    n++;
    f += fails;
  }
  counts[pair * COUNTS + CLUSTERS]! += clusters;
  counts[pair * COUNTS + FAILED_CUSTOMERS]! += failedCustomers;
  sums[pair * SUMS + NN]! += nn;
  sums[pair * SUMS + FN]! += fn;
  sums[pair * SUMS + FF]! += ff;
}
