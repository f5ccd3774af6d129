// Hits record the counted journeys and the positions of their matches, so that the second scan visits only journeys on
// the routes shown. A hit consists of HIT_WORDS consecutive words, because they are always read together.

import type { JourneyRange } from "../../engine/scan.js";
import { resized, sharedUint32 } from "../../projection/columns.js";

// The words of a hit: the route, the journey, and the first and the last position of the match. At first, the word of
// the route is the number of the route in the route table of the same part. After the rows are chosen, it is replaced
// by the row that shows the route. Positions are counted from the first interaction of the journey that is left after
// `hide`.
export const HIT_WORDS = 4;
export const HIT_ROUTE = 0;
export const HIT_JOURNEY = 1;
export const HIT_FIRST = 2;
export const HIT_LAST = 3;

/** Initial capacity in words: a few doublings lead to a hundred thousand hits. */
export const INITIAL_HIT_WORDS = HIT_WORDS << 13;

export interface HitColumns {
  /** The words of the hits, in shared memory. */
  readonly words: Uint32Array;
  /**
   * The ranges that the thread visited. `from` is the first journey of the range, and `begin` is the index of the first
   * word of its hits. The hits of a range are consecutive, in order of their journeys.
   */
  readonly ranges: readonly { readonly block: number; readonly from: number; readonly begin: number }[];
}

export class Hits {
  #used = 0;
  #words: Uint32Array;
  readonly #ranges: { block: number; from: number; begin: number }[] = [];

  /** Uses the given shared memory, and allocates more if that is not enough. */
  constructor(words: Uint32Array) {
    this.#words = words;
  }

  /** Hits that are added from now on belong to this range. */
  enter({ block, from }: JourneyRange): void {
    this.#ranges.push({ block, from, begin: this.#used });
  }

  add(route: number, journey: number, first: number, last: number): void {
    const at = this.#used;
    if (at === this.#words.length) this.#words = resized(this.#words, at, 2 * at, sharedUint32);
    const words = this.#words;
    words[at + HIT_ROUTE] = route;
    words[at + HIT_JOURNEY] = journey;
    words[at + HIT_FIRST] = first;
    words[at + HIT_LAST] = last;
    this.#used = at + HIT_WORDS;
  }

  /** Gives the routes of all hits new numbers: numbers[old number]. */
  renumber(numbers: Uint32Array): void {
    const words = this.#words;
    for (let at = HIT_ROUTE; at < this.#used; at += HIT_WORDS) words[at] = numbers[words[at]!]!;
  }

  columns(): HitColumns {
    return { words: this.#words.subarray(0, this.#used), ranges: this.#ranges };
  }

  /** The memory with its unused part. */
  get memory(): Uint32Array {
    return this.#words;
  }
}

/**
 * The hits of one part, and a table from the number of a route to the row that shows it, or −1. Both are in shared
 * memory.
 */
export interface ShownHits extends HitColumns {
  readonly rowOf: Int32Array;
}

/** Finds the hits of a range that are on the rows shown. */
export class RangeHits {
  /** The hits in order of their journeys, each with the row that shows its route. */
  words = new Uint32Array(0);
  readonly #ranges: ReadonlyMap<string, { part: ShownHits; begin: number; end: number }>;

  constructor(parts: readonly ShownHits[]) {
    this.#ranges = new Map(
      parts.flatMap((part) =>
        part.ranges.map(({ block, from, begin }, i) => [
          `${block} ${from}`,
          { part, begin, end: part.ranges[i + 1]?.begin ?? part.words.length },
        ]),
      ),
    );
  }

  /** Writes these hits to `words`. Returns the position after them. */
  enter({ block, from }: JourneyRange): number {
    const range = this.#ranges.get(`${block} ${from}`);
    if (range === undefined) return 0;
    const { part, begin, end } = range;
    if (end - begin > this.words.length) this.words = new Uint32Array(end - begin);
    return addShown(this.words, part.words, part.rowOf, begin, end);
  }
}

/**
 * Writes the hits that are on rows shown. Returns the position after them. It is a separate function, so that V8
 * optimizes it once for all ranges.
 */
function addShown(shown: Uint32Array, words: Uint32Array, rowOf: Int32Array, from: number, to: number): number {
  let n = 0;
  for (let at = from; at < to; at += HIT_WORDS) {
    const row = rowOf[words[at + HIT_ROUTE]!]!;
    if (row < 0) continue;
    shown[n + HIT_ROUTE] = row;
    shown[n + HIT_JOURNEY] = words[at + HIT_JOURNEY]!;
    shown[n + HIT_FIRST] = words[at + HIT_FIRST]!;
    shown[n + HIT_LAST] = words[at + HIT_LAST]!;
    n += HIT_WORDS;
  }
  return n;
}
