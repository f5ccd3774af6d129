// Hits: the journeys that were counted and where on them the match stands, so that the second pass only visits those on
// the routes shown. A hit is HIT_WORDS words side by side, as all of them are read together.
import { sharedUint32 } from "../projection/columns.js";
import { enlarged } from "./enlarged.js";
import type { JourneyRange } from "./scan.js";

// Words of a hit. The route is its number in the route table of the same part, or the row shown. The first and last
// position of the route are counted from the first of what is left of the journey.
export const HIT_WORDS = 4;
export const HIT_ROUTE = 0;
export const HIT_JOURNEY = 1;
export const HIT_FIRST = 2;
export const HIT_LAST = 3;

/** A first size, in words: few doublings lead to a hundred thousand hits. */
const INITIAL = HIT_WORDS << 13;
/** More is not kept, in words. */
const MOST_KEPT = 1 << 22;
/** Of the last hits of this thread: memory that was touched before costs a fraction of what fresh memory does. */
let kept: Uint32Array | null = null;

export interface HitColumns {
  readonly words: Uint32Array;
  /** Hits of one range stand together, by journey: its segment, its first journey and the first word of its hits. */
  readonly ranges: readonly { readonly segment: number; readonly from: number; readonly begin: number }[];
}

export class Hits {
  #used = 0;
  #words: Uint32Array;
  readonly #ranges: { segment: number; from: number; begin: number }[] = [];

  constructor() {
    this.#words = kept ?? new Uint32Array(INITIAL);
    kept = null;
  }

  /** What is added from now on is of this range. */
  enter({ segment, from }: JourneyRange): void {
    this.#ranges.push({ segment, from, begin: this.#used });
  }

  add(route: number, journey: number, first: number, last: number): void {
    const at = this.#used;
    if (at === this.#words.length) this.#words = enlarged(this.#words, 2 * at);
    const words = this.#words;
    words[at + HIT_ROUTE] = route;
    words[at + HIT_JOURNEY] = journey;
    words[at + HIT_FIRST] = first;
    words[at + HIT_LAST] = last;
    this.#used = at + HIT_WORDS;
  }

  columns(): HitColumns {
    return { words: this.#words.slice(0, this.#used), ranges: this.#ranges };
  }

  /** Of no use from now on: its memory serves the next ones. */
  free(): void {
    if (this.#words.length <= MOST_KEPT) kept = this.#words;
  }
}

/** Hits on the rows shown, by segment and journey; in shared memory, as all threads take some. */
export interface ShownHits {
  readonly words: Uint32Array;
  /** Segments + 1: segment s has the words begins[s] … begins[s + 1] − 1. */
  readonly begins: readonly number[];
}

/** `rowOf`, by part: the row of each of its routes, −1 if it is not shown. `size`: hits on rows shown. */
export function shownHits(
  parts: readonly HitColumns[],
  rowOf: readonly Int32Array[],
  size: number,
  segments: number,
): ShownHits {
  const shown = sharedUint32(size * HIT_WORDS);
  const begins: number[] = [];
  const runs = parts
    .flatMap(({ words, ranges }, part) =>
      ranges.map(({ segment, from, begin }, i) => ({
        words,
        rows: rowOf[part]!,
        segment,
        from,
        begin,
        end: ranges[i + 1]?.begin ?? words.length,
      })),
    )
    .sort((a, b) => a.segment - b.segment || a.from - b.from);
  let n = 0;
  for (const { words, rows, segment, begin, end } of runs) {
    while (begins.length <= segment) begins.push(n);
    n = addShown(shown, n, words, rows, begin, end);
  }
  while (begins.length <= segments) begins.push(n);
  return { words: shown, begins };
}

/** In a function of its own, which the engine makes fast once and for all runs. Returns where they end. */
function addShown(
  shown: Uint32Array,
  end: number,
  words: Uint32Array,
  rows: Int32Array,
  from: number,
  to: number,
): number {
  let n = end;
  for (let at = from; at < to; at += HIT_WORDS) {
    const row = rows[words[at + HIT_ROUTE]!]!;
    if (row < 0) continue;
    shown[n + HIT_ROUTE] = row;
    shown[n + HIT_JOURNEY] = words[at + HIT_JOURNEY]!;
    shown[n + HIT_FIRST] = words[at + HIT_FIRST]!;
    shown[n + HIT_LAST] = words[at + HIT_LAST]!;
    n += HIT_WORDS;
  }
  return n;
}

/** Where the first hit of this journey of the segment or of a later one stands. */
export function firstHitFrom({ words, begins }: ShownHits, segment: number, from: number): number {
  let low = begins[segment]! / HIT_WORDS;
  let high = begins[segment + 1]! / HIT_WORDS;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (words[middle * HIT_WORDS + HIT_JOURNEY]! < from) low = middle + 1;
    else high = middle;
  }
  return low * HIT_WORDS;
}
