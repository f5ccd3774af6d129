// The live journeys of a range that satisfy a filter, as bits. A scan visits these journeys. If the index of the block
// is enough to evaluate the filter, entering a range costs a few operations per 32 journeys. Otherwise, each journey
// that can satisfy the filter is tested.
import type { Projection } from "../projection/projection.js";
import type { CompiledFilter, JourneyPredicate } from "./filter.js";
import type { JourneyRange } from "./scan.js";

export interface InScope {
  readonly journeys: number;
  readonly customers: number;
}

/**
 * The number of journeys and customers in scope, summed over all parts of a scan. Without a filter, these are all live
 * journeys, so the parts contain no counts.
 */
export function inScopeOfAll(projection: Projection, { test }: CompiledFilter, parts: readonly InScope[]): InScope {
  if (test === null) return { journeys: projection.journeys, customers: projection.customersWithJourneys };
  return {
    journeys: parts.reduce((sum, { journeys }) => sum + journeys, 0),
    customers: parts.reduce((sum, { customers }) => sum + customers, 0),
  };
}

export class Scope {
  /** The journeys of the range: bit j & 31 of words[(j >>> 5) − firstWord] is journey j. */
  words = new Uint32Array(0);
  firstWord = 0;
  /** The index of the word after the last word of the range. */
  endWord = 0;
  #journeys = 0;
  #customers = 0;
  readonly #projection: Projection;
  readonly #filter: CompiledFilter;

  constructor(projection: Projection, filter: CompiledFilter) {
    this.#projection = projection;
    this.#filter = filter;
  }

  /** The counts so far; null if there is no filter. */
  get met(): InScope {
    return { journeys: this.#journeys, customers: this.#customers };
  }

  /**
   * `touching` limits the journeys to visit, by word of the block. Journeys in scope are counted before it applies.
   * Null: all journeys are visited.
   */
  enter({ block: s, from, to }: JourneyRange, touching: Uint32Array | null): void {
    const { live } = this.#projection.blocks[s]!;
    const { test } = this.#filter;
    const { words: candidates, exact } = this.#filter.candidates(s);
    const firstWord = from >>> 5;
    const endWord = (to + 31) >>> 5;
    const size = endWord - firstWord;
    if (size > this.words.length) this.words = new Uint32Array(size * 2);
    const { words } = this;
    this.firstWord = firstWord;
    this.endWord = endWord;
    if (candidates === null) words.fill(~0, 0, size);
    else words.set(candidates.subarray(firstWord, endWord));
    words[0]! &= ~0 << (from & 31);
    // If the range ends at the end of a word, this keeps all bits of that word, because shift counts are taken modulo
    // 32.
    words[size - 1]! &= ~0 >>> (-to & 31);
    if (live !== null)
      for (let j = from; j < to; j++) if (live[j] === 0) words[(j >>> 5) - firstWord]! &= ~(1 << (j & 31));
    if (test !== null) this.#count(s, test, exact);
    if (touching !== null) for (let w = firstWord; w < endWord; w++) words[w - firstWord]! &= touching[w]!;
  }

  /** Counts the journeys that satisfy the filter, and removes the others from the bits. */
  #count(s: number, test: JourneyPredicate, exact: boolean): void {
    const { customer } = this.#projection.blocks[s]!.block;
    const { words, firstWord } = this;
    let last = -1;
    for (let w = firstWord; w < this.endWord; w++)
      for (let bits = words[w - firstWord]!; bits !== 0; bits &= bits - 1) {
        const j = (w << 5) + lowestBit(bits);
        if (!exact && !test(s, j)) {
          words[w - firstWord]! &= ~(1 << (j & 31));
          continue;
        }
        this.#journeys++;
        // Journeys of a customer are neighbours, so a different customer number means a new customer.
        if (customer[j] !== last) this.#customers++;
        last = customer[j]!;
      }
  }
}

/** At least one bit must be set. */
export function lowestBit(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}

export function bitCount(bits: number): number {
  let n = bits - ((bits >>> 1) & 0x5555_5555);
  n = (n & 0x3333_3333) + ((n >>> 2) & 0x3333_3333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}

/**
 * Returns 1 if the numbers differ, and 0 otherwise, without a branch. Use this where a branch would often be
 * mispredicted.
 */
export function differ(a: number, b: number): number {
  const bits = a ^ b;
  return (bits | -bits) >>> 31;
}
