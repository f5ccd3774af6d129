// The counts of one thread: handoffs per pair, and settled handoffs per customer and pair, because the unit of the
// statistics is the customer (docs/handoffs.md). Once all handoffs of a chunk of journeys are found, they are sorted by
// pair, and a separate loop counts each pair (tallyPair.ts). For each settled handoff, the customer and whether it
// failed are kept (kept.ts). The cost is linear in the handoffs.

import { LeasedBuffer } from "../../engine/bufferLease.js";
import { enlarged } from "../../engine/enlarged.js";
import type { JourneyRange } from "../../engine/scan.js";
import { COUNTS, type HandoffCountsPart, SUM, SUMS, setOf } from "./counts.js";
import type { HandoffFinder } from "./episodes.js";
import { addCross, CROSS } from "./evidence.js";
import { handoffSpace } from "./handoffSpace.js";
import { type KeptHandoffs, KeptWriter, newKept } from "./kept.js";
import type { PairTable } from "./pairs.js";
import type { HandoffRules } from "./rules.js";
import { PairTally } from "./tallyPair.js";

// Copies of imported constants. V8 would load an imported constant at each step of the loop, but not a constant of this
// module.
const { WAITED } = SUM;
const SUM_COLUMNS = SUMS;

const buffers = new LeasedBuffer<KeptHandoffs>(({ rows, index }) => rows.byteLength + index.byteLength);

export class HandoffTally {
  readonly #rules: HandoffRules;
  readonly #earlier: boolean;
  /** The pairs of the finder. */
  readonly #pairs: PairTable;
  #capacity = 64;
  #counts = new Uint32Array(64 * COUNTS);
  #sums = new Float64Array(64 * SUMS);
  #cross = new Float64Array(64 * CROSS);
  /** The values of each pair. */
  #setOf = new Uint32Array(64);
  /** All pairs, in order of their sets. */
  readonly #bySet: number[] = [];

  /**
   * At first, the number of handoffs of each pair in the current chunk. While they are sorted, the index at which the
   * next handoff of the pair is stored.
   */
  #next = new Uint32Array(64);
  readonly #pairTally: PairTally;
  readonly #kept: KeptWriter;

  constructor(rules: HandoffRules, pairs: PairTable) {
    this.#rules = rules;
    this.#earlier = rules.baselineBy === "EARLIER";
    this.#pairs = pairs;
    this.#pairTally = new PairTally(rules.failureReasons);
    this.#kept = new KeptWriter(buffers.take() ?? newKept());
  }

  /** Counts the handoffs of a chunk of this range, whose customers are numbered. */
  add(range: JourneyRange, customers: number, { found }: HandoffFinder): void {
    if (found === 0) return;
    const [pairs, firsts] = this.#sort(found);
    const chunk = { customers, pairs, firsts: this.#count(pairs, firsts), rows: handoffSpace().rows };
    if (this.#earlier) return;
    addCross(this.#cross, chunk, this.#setOf, null);
    this.#kept.add(range, chunk);
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
      lease: buffers.lease(kept),
    };
  }

  /**
   * Sorts the handoffs by the set of their pair, then by pair, then in the order in which they were found. Returns the
   * pairs that occur, and the index at which each pair's handoffs begin.
   */
  #sort(found: number): [pairs: readonly number[], firsts: Uint32Array] {
    this.#reserve();
    this.#order();
    const next = this.#next.fill(0, 0, this.#pairs.size);
    countEach(next, this.#sums, found);
    const pairs = this.#bySet.filter((number) => next[number] !== 0);
    const firsts = new Uint32Array(pairs.length + 1);
    pairs.forEach((number, i) => {
      firsts[i + 1] = firsts[i]! + next[number]!;
      next[number] = firsts[i]!;
    });
    place(found, next);
    return [pairs, firsts];
  }

  /** There are many chunks, so this order is computed again only if there are new pairs. */
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

  /**
   * Counts each pair. Returns the index at which the rows of each pair begin, and the index after the last row.
   * `firsts` has the same indexes for the sorted handoffs.
   */
  #count(pairs: readonly number[], firsts: Uint32Array): Uint32Array {
    const tally = this.#pairTally;
    const rows = new Uint32Array(firsts.length);
    for (let i = 0; i < pairs.length; i++) {
      const pair = pairs[i]!;
      const first = firsts[i]!;
      let end = firsts[i + 1]!;
      if (this.#earlier) end = tally.compare(this.#sums, this.#cross, pair, first, end);
      rows[i + 1] = tally.count(this.#counts, this.#sums, pair, first, end, rows[i]!);
    }
    return rows;
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

// These loops are in separate functions, so that V8 optimizes them once for all ranges.

function countEach(counts: Uint32Array, sums: Float64Array, found: number): void {
  const { pair, wait } = handoffSpace();
  for (let h = 0; h < found; h++) {
    const number = pair[h]!;
    counts[number]!++;
    sums[number * SUM_COLUMNS + WAITED]! += wait[h]!;
  }
}

function place(found: number, next: Uint32Array): void {
  const { pair, verdict, sorted } = handoffSpace();
  for (let h = 0; h < found; h++) sorted[next[pair[h]!]!++] = verdict[h]!;
}
