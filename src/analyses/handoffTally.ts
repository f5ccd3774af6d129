// One thread's counts of handoffs per pair, and of settled ones per customer and pair: customers are what the statistics
// count (docs/handoffs.md). Journeys come customer by customer, so distinct ones are told by remembering the last. The
// rows of a range's customers are sorted by pair when it ends, and kept, since pairs may be set aside later. Cost: linear
// in the handoffs; 6 bytes a customer and pair.
import { sharedUint16, sharedUint32 } from "../projection/columns.js";
import {
  CLUSTERS,
  COUNTS,
  CUSTOMERS,
  EARLIER_F,
  EARLIER_FF,
  EARLIER_FN,
  EARLIER_N,
  EARLIER_NN,
  FAILED_CUSTOMERS,
  FAILED_JOURNEYS,
  FF,
  FN,
  type HandoffCountsPart,
  JOURNEYS,
  LAST_FAILED_JOURNEY,
  LAST_JOURNEY,
  NEVER_PENDING,
  NEVER_SETTLED,
  NN,
  PENDING,
  type RangeRows,
  SUMS,
  setOf,
  VERDICTS,
  WAITED,
} from "./handoffCounts.js";
import type { HandoffFinder } from "./handoffEpisodes.js";
import { CROSS, CrossSums, type CustomerRows } from "./handoffEvidence.js";
import { PairTable } from "./handoffPairs.js";
import type { HandoffRules } from "./handoffRules.js";
import { reasonBit, reasonBits, SETTLED } from "./handoffVerdict.js";
import type { JourneyRange } from "./scan.js";

const NEVER_ARRIVED = reasonBit("NEVER_ARRIVED");

export class HandoffTally {
  readonly #rules: HandoffRules;
  readonly #failure: number;
  readonly #earlier: boolean;
  readonly #pairs: PairTable;
  #capacity = 64;
  #counts = new Uint32Array(64 * COUNTS);
  #sums = new Float64Array(64 * SUMS);
  #cross = new Float64Array(64 * CROSS);
  readonly #crossSums = new CrossSums();
  /** By pair. */
  #setOf = new Uint32Array(64);
  /** Ordinals of the journeys, from 1, and of the first one of the customer at hand. */
  #journey = 0;
  #firstJourney = 1;

  // Of the range at hand: its customers so far, and the rows of them and of the pairs, in order of the customers.
  #customers = 0;
  #rows = 0;
  /** The first row of the customer at hand. */
  #firstRow = 0;
  #customer = new Uint32Array(1024);
  #pair = new Uint32Array(1024);
  #settled = new Uint32Array(1024);
  #failed = new Uint32Array(1024);
  /** Of the earlier span; empty unless it is compared with. */
  #earlierSettled: Uint32Array;
  #earlierFailed: Uint32Array;
  /** By pair: 1 + its last row; and how many it has. */
  #rowOf = new Uint32Array(64);
  #rowsOf = new Uint32Array(64);
  readonly #ranges: RangeRows[] = [];

  constructor(rules: HandoffRules) {
    this.#rules = rules;
    this.#failure = reasonBits(rules.failureReasons);
    this.#earlier = rules.baselineBy === "EARLIER";
    this.#pairs = new PairTable(rules.labels);
    this.#earlierSettled = new Uint32Array(this.#earlier ? 1024 : 0);
    this.#earlierFailed = new Uint32Array(this.#earlier ? 1024 : 0);
  }

  /** What was found in the customer's next journey. */
  addJourney({ found, from, to, wait, verdict }: HandoffFinder): void {
    this.#reserve(found);
    const journey = ++this.#journey;
    const firstJourney = this.#firstJourney;
    const failure = this.#failure;
    const pairs = this.#pairs;
    const counts = this.#counts;
    const sums = this.#sums;
    const rowOf = this.#rowOf;
    const settled = this.#settled;
    const firstRow = this.#firstRow;
    for (let h = 0; h < found; h++) {
      const pair = pairs.index(from[h]!, to[h]!);
      const bits = verdict[h]!;
      const at = pair * COUNTS;
      const lastJourney = counts[at + LAST_JOURNEY]!;
      if (lastJourney !== journey) {
        counts[at + LAST_JOURNEY] = journey;
        counts[at + JOURNEYS]!++;
        if (lastJourney < firstJourney) counts[at + CUSTOMERS]!++;
      }
      const arrived = (bits & NEVER_ARRIVED) === 0;
      if (arrived) sums[pair * SUMS + WAITED]! += wait[h]!;
      if ((bits & SETTLED) === 0) {
        counts[at + (arrived ? PENDING : NEVER_PENDING)]!++;
        continue;
      }
      if (arrived) counts[at + VERDICTS + ((bits & (SETTLED - 1)) >> 1)]!++;
      else counts[at + NEVER_SETTLED]!++;
      const known = rowOf[pair]!;
      const row = known > firstRow ? known - 1 : this.#newRow(pair);
      settled[row]!++;
      if ((bits & failure) === 0) continue;

      this.#failed[row]!++;
      const lastFailed = counts[at + LAST_FAILED_JOURNEY]!;
      if (lastFailed === journey) continue;
      counts[at + LAST_FAILED_JOURNEY] = journey;
      counts[at + FAILED_JOURNEYS]!++;
      if (lastFailed < firstJourney) counts[at + FAILED_CUSTOMERS]!++;
    }
  }

  /** What was found in a journey of the span before, which only serves to compare with. */
  addEarlierJourney({ found, from, to, verdict }: HandoffFinder): void {
    this.#reserve(found);
    for (let h = 0; h < found; h++) {
      const bits = verdict[h]!;
      if ((bits & SETTLED) === 0) continue;
      const pair = this.#pairs.index(from[h]!, to[h]!);
      const known = this.#rowOf[pair]!;
      const row = known > this.#firstRow ? known - 1 : this.#newRow(pair);
      this.#earlierSettled[row]!++;
      if ((bits & this.#failure) !== 0) this.#earlierFailed[row]!++;
    }
  }

  /** The journeys that come are another's. */
  endCustomer(): void {
    this.#firstJourney = this.#journey + 1;
    if (this.#firstRow === this.#rows) return;
    this.#firstRow = this.#rows;
    this.#customers++;
  }

  /** After its last customer. */
  endRange({ segment, from }: JourneyRange): void {
    if (this.#rows === 0) return;
    if (this.#earlier) this.#compareWithEarlier();
    else {
      const rows = this.#sorted();
      this.#addOwn(rows);
      this.#crossSums.add(this.#cross, rows, this.#setOf, null);
      this.#ranges.push({ segment, from, ...rows });
    }
    this.#rowOf.fill(0, 0, this.#pairs.size);
    this.#rowsOf.fill(0, 0, this.#pairs.size);
    for (const column of [this.#settled, this.#failed, this.#earlierSettled, this.#earlierFailed])
      column.fill(0, 0, this.#rows);
    this.#rows = 0;
    this.#firstRow = 0;
    this.#customers = 0;
  }

  finish(): HandoffCountsPart {
    const pairs = this.#pairs.size;
    return {
      from: Uint32Array.from(this.#pairs.from),
      to: Uint32Array.from(this.#pairs.to),
      counts: this.#counts.slice(0, pairs * COUNTS),
      sums: this.#sums.slice(0, pairs * SUMS),
      cross: this.#cross.slice(0, pairs * CROSS),
      rows: this.#ranges,
    };
  }

  #newRow(pair: number): number {
    const row = this.#rows++;
    this.#rowOf[pair] = row + 1;
    this.#rowsOf[pair]!++;
    this.#pair[row] = pair;
    this.#customer[row] = this.#customers;
    this.#setOf[pair] = setOf(this.#rules, this.#pairs.to[pair]!);
    return row;
  }

  /** The rows of the range in order of the sets of their pairs, then of pairs and customers, in shared memory. */
  #sorted(): CustomerRows {
    const [rows, setOf, rowsOf] = [this.#rows, this.#setOf, this.#rowsOf];
    const met: number[] = [];
    for (let pair = 0; pair < this.#pairs.size; pair++) if (rowsOf[pair] !== 0) met.push(pair);
    met.sort((a, b) => setOf[a]! - setOf[b]!);
    const pairs = sharedUint32(met.length);
    const firsts = sharedUint32(met.length + 1);
    // Where each pair's next row goes.
    const next = this.#rowOf;
    met.forEach((pair, i) => {
      pairs[i] = pair;
      next[pair] = firsts[i]!;
      firsts[i + 1] = firsts[i]! + rowsOf[pair]!;
    });
    let widest = this.#customers;
    for (let row = 0; row < rows; row++) if (this.#settled[row]! > widest) widest = this.#settled[row]!;
    const make: (length: number) => Uint16Array | Uint32Array = widest < 1 << 16 ? sharedUint16 : sharedUint32;
    const sorted = {
      customers: this.#customers,
      pairs,
      firsts,
      customer: make(rows),
      settled: make(rows),
      failed: make(rows),
    };
    place(sorted, this.#pair, this.#customer, this.#settled, this.#failed, rows, next);
    return sorted;
  }

  #addOwn({ pairs, firsts, settled, failed }: CustomerRows): void {
    for (let i = 0; i < pairs.length; i++)
      addOwn(this.#counts, this.#sums, pairs[i]!, settled, failed, firsts[i]!, firsts[i + 1]!);
  }

  /** Each pair's set is its own in the span before; rows are not needed any more. */
  #compareWithEarlier(): void {
    const [counts, sums, cross] = [this.#counts, this.#sums, this.#cross];
    for (let row = 0; row < this.#rows; row++) {
      const pair = this.#pair[row]!;
      const [n, f] = [this.#settled[row]!, this.#failed[row]!];
      const [m, g] = [this.#earlierSettled[row]!, this.#earlierFailed[row]!];
      const at = pair * SUMS;
      if (n > 0) counts[pair * COUNTS + CLUSTERS]!++;
      sums[at + NN]! += n * n;
      sums[at + FN]! += f * n;
      sums[at + FF]! += f * f;
      sums[at + EARLIER_N]! += m;
      sums[at + EARLIER_F]! += g;
      sums[at + EARLIER_NN]! += m * m;
      sums[at + EARLIER_FN]! += g * m;
      sums[at + EARLIER_FF]! += g * g;
      const to = pair * CROSS;
      cross[to]! += n * m;
      cross[to + 1]! += n * g;
      cross[to + 2]! += f * m;
      cross[to + 3]! += f * g;
    }
  }

  /** Makes room for this many more pairs and rows, so that nothing moves while a journey is added. */
  #reserve(more: number): void {
    const size = this.#pairs.size;
    if (size + more > this.#capacity) {
      this.#capacity = Math.max(size + more, 2 * this.#capacity);
      this.#counts = enlarged(this.#counts, this.#capacity * COUNTS);
      this.#sums = enlarged(this.#sums, this.#capacity * SUMS);
      this.#cross = enlarged(this.#cross, this.#capacity * CROSS);
      this.#setOf = enlarged(this.#setOf, this.#capacity);
      this.#rowOf = enlarged(this.#rowOf, this.#capacity);
      this.#rowsOf = enlarged(this.#rowsOf, this.#capacity);
    }
    if (this.#rows + more > this.#pair.length) {
      const length = Math.max(this.#rows + more, 2 * this.#pair.length);
      this.#customer = enlarged(this.#customer, length);
      this.#pair = enlarged(this.#pair, length);
      this.#settled = enlarged(this.#settled, length);
      this.#failed = enlarged(this.#failed, length);
      if (this.#earlier) {
        this.#earlierSettled = enlarged(this.#earlierSettled, length);
        this.#earlierFailed = enlarged(this.#earlierFailed, length);
      }
    }
  }
}

/** Rows 0 … count − 1, each to where its pair's next one goes. */
function place(
  sorted: CustomerRows,
  pair: Uint32Array,
  customer: Uint32Array,
  settled: Uint32Array,
  failed: Uint32Array,
  count: number,
  next: Uint32Array,
): void {
  for (let row = 0; row < count; row++) {
    const at = next[pair[row]!]!++;
    sorted.customer[at] = customer[row]!;
    sorted.settled[at] = settled[row]!;
    sorted.failed[at] = failed[row]!;
  }
}

/** Rows first … end − 1 are the pair's. */
function addOwn(
  counts: Uint32Array,
  sums: Float64Array,
  pair: number,
  settled: Uint16Array | Uint32Array,
  failed: Uint16Array | Uint32Array,
  first: number,
  end: number,
): void {
  let [nn, fn, ff] = [0, 0, 0];
  for (let row = first; row < end; row++) {
    const [n, f] = [settled[row]!, failed[row]!];
    nn += n * n;
    fn += f * n;
    ff += f * f;
  }
  counts[pair * COUNTS + CLUSTERS]! += end - first;
  const at = pair * SUMS;
  sums[at + NN]! += nn;
  sums[at + FN]! += fn;
  sums[at + FF]! += ff;
}

function enlarged<T extends Uint32Array | Float64Array>(column: T, length: number): T {
  const next = new (column.constructor as new (length: number) => T)(length);
  next.set(column);
  return next;
}
