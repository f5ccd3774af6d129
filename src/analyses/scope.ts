// The journeys of a range that stand and pass a filter, as bits: what a scan is to look at. Entering a range costs a few
// operations for 32 journeys where the segment's index decides the filter, else one test for each that can pass.
import type { Projection } from "../projection/projection.js";
import type { CompiledFilter } from "./filter.js";
import type { JourneyRange } from "./scan.js";

export class Scope {
  /** Journeys and customers met so far. */
  journeys = 0;
  customers = 0;
  /** The range's journeys: bit j & 31 of words[(j >>> 5) − firstWord] is journey j. Words beyond are of other ranges. */
  words = new Uint32Array(0);
  firstWord = 0;
  /** The word after the range's last. */
  endWord = 0;
  readonly #projection: Projection;
  readonly #filter: CompiledFilter;

  constructor(projection: Projection, filter: CompiledFilter) {
    this.#projection = projection;
    this.#filter = filter;
  }

  enter(range: JourneyRange): void {
    const { segment, live } = this.#projection.segments[range.segment]!;
    const { from, to } = range;
    const { test } = this.#filter;
    const { words: candidates, exact } = this.#filter.candidates(range.segment);
    const firstWord = from >>> 5;
    const endWord = (to + 31) >>> 5;
    const size = endWord - firstWord;
    if (size > this.words.length) this.words = new Uint32Array(size * 2);
    const { words } = this;
    this.firstWord = firstWord;
    this.endWord = endWord;
    if (candidates === null) words.fill(~0, 0, size);
    else words.set(candidates.subarray(firstWord, firstWord + size));
    words[0]! &= ~0 << (from & 31);
    // Where the range ends with a word, nothing is cut off: a shift by 32 is one by 0.
    words[size - 1]! &= ~0 >>> (-to & 31);
    if (live !== null) this.#keep(range, (j) => live[j] === 1);
    if (!exact && test !== null) this.#keep(range, (j) => test(range.segment, j));
    this.#count(segment.customer);
  }

  /** The first journey from `journey` on, −1 if there is none. */
  next(journey: number): number {
    const { words, firstWord, endWord } = this;
    let w = journey >>> 5;
    if (w >= endWord) return -1;
    let bits = words[w - firstWord]! & (~0 << (journey & 31));
    while (bits === 0) {
      if (++w === endWord) return -1;
      bits = words[w - firstWord]!;
    }
    return (w << 5) + lowestBit(bits);
  }

  #keep({ from }: JourneyRange, is: (journey: number) => boolean): void {
    for (let j = this.next(from); j >= 0; j = this.next(j + 1))
      if (!is(j)) this.words[(j >>> 5) - this.firstWord]! &= ~(1 << (j & 31));
  }

  #count(customer: Uint32Array): void {
    const { words, firstWord, endWord } = this;
    let last = -1;
    for (let w = firstWord; w < endWord; w++) {
      for (let bits = words[w - firstWord]!; bits !== 0; bits &= bits - 1) {
        const number = customer[(w << 5) + lowestBit(bits)]!;
        this.journeys++;
        // Journeys of a customer are neighbours, so a change of customer is a new one.
        if (number !== last) this.customers++;
        last = number;
      }
    }
  }
}

/** Of bits that are not all 0. */
export function lowestBit(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}

export function bitCount(bits: number): number {
  let n = bits - ((bits >>> 1) & 0x5555_5555);
  n = (n & 0x3333_3333) + ((n >>> 2) & 0x3333_3333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}
