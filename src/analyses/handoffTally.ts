// One thread's counts of handoffs per pair, and of settled ones per customer and pair: customers are what the statistics
// count (docs/handoffs.md). The handoffs of a chunk of journeys are sorted by pair when all are found, and each pair is counted in a
// loop of its own (handoffTallyPair.ts). Of the settled ones the customer and whether it failed are kept (handoffKept.ts).
// Cost: linear in the handoffs.
import { enlarged } from "./enlarged.js";
import { COUNTS, type HandoffCountsPart, SUMS, setOf, WAITED } from "./handoffCounts.js";
import type { HandoffFinder } from "./handoffEpisodes.js";
import { addCross, CROSS, type CustomerRows, MOST_CUSTOMERS } from "./handoffEvidence.js";
import { type KeptHandoffs, KeptWriter, newKept } from "./handoffKept.js";
import type { PairTable } from "./handoffPairs.js";
import type { HandoffRules } from "./handoffRules.js";
import { PairTally } from "./handoffTallyPair.js";
import { Lender } from "./lent.js";
import type { JourneyRange } from "./scan.js";

const lender = new Lender<KeptHandoffs>(({ rows, index }) => rows.byteLength + index.byteLength);

/** Interactions of a chunk but for its last customer's: so few that what is found stays in the nearer caches, and no more than customers may be. */
export const CHUNK_INTERACTIONS = MOST_CUSTOMERS;

export class HandoffTally {
  readonly #rules: HandoffRules;
  readonly #earlier: boolean;
  /** The finder's. */
  readonly #pairs: PairTable;
  #capacity = 64;
  #counts = new Uint32Array(64 * COUNTS);
  #sums = new Float64Array(64 * SUMS);
  #cross = new Float64Array(64 * CROSS);
  /** By pair. */
  #setOf = new Uint32Array(64);
  /** All pairs in order of their sets, then of pairs. */
  readonly #bySet: number[] = [];

  // Of the chunk at hand.
  #journeys = 0;
  #customers = 0;
  /** By journey: the customer's number in the chunk. */
  #customerOf = new Uint32Array(1024);
  /** By pair: its handoffs, then where the next one goes. */
  #next = new Uint32Array(64);
  /** Sorted by pair: the journey's ordinal and the verdict. */
  #sorted = new Uint32Array(1024);
  readonly #pairTally: PairTally;
  readonly #kept: KeptWriter;

  constructor(rules: HandoffRules, pairs: PairTable) {
    this.#rules = rules;
    this.#earlier = rules.baselineBy === "EARLIER";
    this.#pairs = pairs;
    this.#pairTally = new PairTally(rules.failureReasons);
    this.#kept = new KeptWriter(lender.take() ?? newKept());
  }

  /** Another journey of the chunk, of another customer than the one before or of the same. */
  journey(newCustomer: boolean): void {
    if (newCustomer) this.#customers++;
    const ordinal = this.#journeys++;
    if (ordinal === this.#customerOf.length) this.#customerOf = enlarged(this.#customerOf, 2 * ordinal);
    this.#customerOf[ordinal] = this.#customers - 1;
  }

  /** Customers of the chunk so far. */
  get customers(): number {
    return this.#customers;
  }

  /** What was found in the chunk's journeys, which are of this range. */
  add(range: JourneyRange, finder: HandoffFinder): void {
    const { found } = finder;
    if (found > 0) {
      const [pairs, firsts] = this.#sort(finder);
      const chunk = this.#kept.begin(range, this.#customers, pairs, found);
      this.#count(chunk, firsts);
      if (!this.#earlier) {
        addCross(this.#cross, chunk, this.#setOf, null);
        this.#kept.finish(chunk);
      }
    }
    this.#journeys = 0;
    this.#customers = 0;
  }

  finish(): HandoffCountsPart {
    const pairs = this.#pairs.size;
    const kept = this.#kept.kept();
    return {
      from: Uint32Array.from(this.#pairs.from),
      to: Uint32Array.from(this.#pairs.to),
      counts: this.#counts.slice(0, pairs * COUNTS),
      sums: this.#sums.slice(0, pairs * SUMS),
      cross: this.#cross.slice(0, pairs * CROSS),
      kept,
      lent: lender.lend(kept),
    };
  }

  /** In order of the sets of their pairs, then of pairs, then as found. The pairs met, and where each one's begin. */
  #sort({ found, pair, wait, verdict }: HandoffFinder): [pairs: readonly number[], firsts: Uint32Array] {
    if (found > this.#sorted.length) this.#sorted = new Uint32Array(2 * found);
    this.#reserve();
    this.#order();
    const next = this.#next.fill(0, 0, this.#pairs.size);
    countEach(next, this.#sums, pair, wait, found);
    const pairs = this.#bySet.filter((number) => next[number] !== 0);
    const firsts = new Uint32Array(pairs.length + 1);
    pairs.forEach((number, i) => {
      firsts[i + 1] = firsts[i]! + next[number]!;
      next[number] = firsts[i]!;
    });
    place(this.#sorted, pair, verdict, found, next);
    return [pairs, firsts];
  }

  /** Once more when there are new pairs: chunks are many. */
  #order(): void {
    const { size } = this.#pairs;
    const known = this.#bySet.length;
    if (size === known) return;
    for (let number = known; number < size; number++) {
      this.#setOf[number] = setOf(this.#rules, this.#pairs.to[number]!);
      this.#bySet.push(number);
    }
    this.#bySet.sort((a, b) => this.#setOf[a]! - this.#setOf[b]! || a - b);
  }

  /** Counts each pair, and writes the rows of settled ones. `firsts`: where those of each pair begin in order. */
  #count({ pairs, firsts: rowsOf, rows }: CustomerRows, firsts: Uint32Array): void {
    const tally = this.#pairTally;
    const handoffs = { sorted: this.#sorted, customerOf: this.#customerOf };
    for (let i = 0; i < pairs.length; i++) {
      const pair = pairs[i]!;
      const first = firsts[i]!;
      let end = firsts[i + 1]!;
      if (this.#earlier) end = tally.compare(this.#sums, this.#cross, pair, handoffs, first, end);
      rowsOf[i + 1] = tally.count(this.#counts, this.#sums, pair, handoffs, first, end, rows, rowsOf[i]!);
    }
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
