// One thread's counts of handoffs per pair, and of settled ones per customer and pair: customers are what the statistics
// count (docs/handoffs.md). The handoffs of a range are sorted by pair when all are found, and each pair is counted in a
// loop of its own (handoffTallyPair.ts). Of the settled ones the customer and whether it failed are kept, since pairs may be
// set aside later. Cost: linear in the handoffs; 2 bytes each, 4 where a range has more than 32,768 customers.
import { sharedUint16, sharedUint32 } from "../projection/columns.js";
import { enlarged } from "./enlarged.js";
import { COUNTS, type HandoffCountsPart, type RangeRows, SUMS, setOf, WAITED } from "./handoffCounts.js";
import type { HandoffFinder } from "./handoffEpisodes.js";
import { CROSS, CrossSums } from "./handoffEvidence.js";
import type { PairTable } from "./handoffPairs.js";
import type { HandoffRules } from "./handoffRules.js";
import { PairTally } from "./handoffTallyPair.js";
import type { JourneyRange } from "./scan.js";

export class HandoffTally {
  readonly #rules: HandoffRules;
  readonly #earlier: boolean;
  /** The finder's. */
  readonly #pairs: PairTable;
  #capacity = 64;
  #counts = new Uint32Array(64 * COUNTS);
  #sums = new Float64Array(64 * SUMS);
  #cross = new Float64Array(64 * CROSS);
  readonly #crossSums = new CrossSums();
  /** By pair. */
  #setOf = new Uint32Array(64);

  // Of the range at hand.
  #journeys = 0;
  #customers = 0;
  /** By journey: the customer's number in the range. */
  #customerOf = new Uint32Array(1024);
  /** By pair: its handoffs, then where the next one goes. */
  #next = new Uint32Array(64);
  /** Sorted by pair: the journey's ordinal and the verdict. */
  #sorted = new Uint32Array(1024);
  /** Pairs that have a set. */
  #known = 0;
  readonly #pairTally: PairTally;
  readonly #ranges: RangeRows[] = [];

  constructor(rules: HandoffRules, pairs: PairTable) {
    this.#rules = rules;
    this.#earlier = rules.baselineBy === "EARLIER";
    this.#pairs = pairs;
    this.#pairTally = new PairTally(rules.failureReasons);
  }

  /** Another journey of the range, of another customer than the one before or of the same. */
  journey(newCustomer: boolean): void {
    if (newCustomer) this.#customers++;
    const ordinal = this.#journeys++;
    if (ordinal === this.#customerOf.length) this.#customerOf = enlarged(this.#customerOf, 2 * ordinal);
    this.#customerOf[ordinal] = this.#customers - 1;
  }

  /** Customers of the range so far. */
  get customers(): number {
    return this.#customers;
  }

  /** What was found in all journeys of the range. */
  add({ segment, from }: JourneyRange, finder: HandoffFinder): void {
    const { found } = finder;
    const customers = this.#customers;
    if (found > 0) {
      const [pairs, firsts] = this.#sort(finder);
      const rows = 2 * customers <= 1 << 16 ? sharedUint16(found) : sharedUint32(found);
      const settled = this.#count(pairs, firsts, rows);
      if (!this.#earlier) {
        const range = { segment, from, customers, pairs, firsts: settled, rows };
        this.#crossSums.add(this.#cross, range, this.#setOf, null);
        this.#ranges.push(range);
      }
    }
    this.#journeys = 0;
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

  /** In order of the sets of their pairs, then of pairs, then as found. The pairs met, and where each one's begin. */
  #sort({ found, pair, wait, verdict }: HandoffFinder): [pairs: Uint32Array, firsts: Uint32Array] {
    if (found > this.#sorted.length) this.#sorted = new Uint32Array(2 * found);
    this.#reserve();
    for (; this.#known < this.#pairs.size; this.#known++)
      this.#setOf[this.#known] = setOf(this.#rules, this.#pairs.to[this.#known]!);

    const next = this.#next.fill(0, 0, this.#pairs.size);
    countEach(next, this.#sums, pair, wait, found);
    const met: number[] = [];
    for (let number = 0; number < this.#pairs.size; number++) if (next[number] !== 0) met.push(number);
    met.sort((a, b) => this.#setOf[a]! - this.#setOf[b]!);
    const pairs = sharedUint32(met.length);
    const firsts = new Uint32Array(met.length + 1);
    met.forEach((number, i) => {
      pairs[i] = number;
      firsts[i + 1] = firsts[i]! + next[number]!;
      next[number] = firsts[i]!;
    });
    place(this.#sorted, pair, verdict, found, next);
    return [pairs, firsts];
  }

  /** Counts each pair, and writes the rows of settled ones; where each pair's begin. */
  #count(pairs: Uint32Array, firsts: Uint32Array, rows: Uint16Array | Uint32Array): Uint32Array {
    const tally = this.#pairTally;
    const handoffs = { sorted: this.#sorted, customerOf: this.#customerOf };
    const settled = sharedUint32(firsts.length);
    for (let i = 0; i < pairs.length; i++) {
      const pair = pairs[i]!;
      const first = firsts[i]!;
      let end = firsts[i + 1]!;
      if (this.#earlier) end = tally.compare(this.#sums, this.#cross, pair, handoffs, first, end);
      settled[i + 1] = tally.count(this.#counts, this.#sums, pair, handoffs, first, end, rows, settled[i]!);
    }
    return settled;
  }

  #reserve(): void {
    const { size } = this.#pairs;
    if (size <= this.#capacity) return;
    this.#capacity = Math.max(size, 2 * this.#capacity);
    this.#counts = enlarged(this.#counts, this.#capacity * COUNTS);
    this.#sums = enlarged(this.#sums, this.#capacity * SUMS);
    this.#cross = enlarged(this.#cross, this.#capacity * CROSS);
    this.#setOf = enlarged(this.#setOf, this.#capacity);
    this.#next = enlarged(this.#next, this.#capacity);
  }
}

// Plain loops in functions of their own, which the engine makes fast once and for all ranges.

function countEach(
  counts: Uint32Array,
  sums: Float64Array,
  pair: Uint32Array,
  wait: Float64Array,
  found: number,
): void {
  for (let h = 0; h < found; h++) {
    const number = pair[h]!;
    counts[number]!++;
    sums[number * SUMS + WAITED]! += wait[h]!;
  }
}

function place(sorted: Uint32Array, pair: Uint32Array, verdict: Uint32Array, found: number, next: Uint32Array): void {
  for (let h = 0; h < found; h++) sorted[next[pair[h]!]!++] = verdict[h]!;
}
