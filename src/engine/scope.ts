// Finds the journeys that a scan must visit in a range: the live journeys that pass the filter. They are a set of bits
// (kernels/bits.ts). A condition that can be decided with the index of the block costs a few operations per 32
// journeys. Every other condition costs one pass over a column.
import type { Block, Projection } from "../projection/projection.js";
import type { CompiledFilter } from "./filter.js";
import { countRuns, countSelected, keepAmong, listSelected, type Selection } from "./kernels/bits.js";
import { recordOf, sumOf } from "./parts.js";
import type { JourneyRange } from "./scan.js";
import type { InScope } from "./terms.js";

/**
 * Returns the numbers of journeys and customers in scope, summed over all parts of a scan. Without a filter, all live
 * journeys are in scope, and the parts contain no counts.
 */
export function inScopeOfAll(
  projection: Projection,
  { test }: CompiledFilter,
  parts: readonly { readonly inScope: InScope }[],
): InScope {
  if (test === null) return { journeys: projection.journeys, customers: projection.customersWithJourneys };
  return recordOf(["journeys", "customers"], (name) => sumOf(parts, ({ inScope }) => inScope[name]));
}

export class Scope implements Selection {
  words = new Uint32Array(0);
  firstWord = 0;
  /** The index of the word after the last word of the range. */
  endWord = 0;
  #list = new Uint32Array(0);
  #journeys = 0;
  #customers = 0;
  readonly #projection: Projection;
  readonly #filter: CompiledFilter;
  readonly #countsCustomers: boolean;

  constructor(projection: Projection, filter: CompiledFilter, countsCustomers = true) {
    this.#projection = projection;
    this.#filter = filter;
    this.#countsCustomers = countsCustomers;
  }

  /**
   * The journeys and customers in scope in the ranges entered so far. Both are 0 if there is no filter
   * (`inScopeOfAll`).
   */
  get met(): InScope {
    return { journeys: this.#journeys, customers: this.#customers };
  }

  /**
   * Enters a range, so that `words` has its journeys in scope. `touching` is a bitmap over the journeys of the block:
   * if it is not null, only journeys in this bitmap stay in `words`. Journeys in scope are counted before `touching`
   * applies.
   */
  enter({ block: s, from, to }: JourneyRange, touching: Uint32Array | null): void {
    const { block, live } = this.#projection.blocks[s]!;
    const firstWord = from >>> 5;
    const endWord = (to + 31) >>> 5;
    const size = endWord - firstWord;
    if (size > this.words.length) this.words = new Uint32Array(size * 2);
    const { words } = this;
    this.firstWord = firstWord;
    this.endWord = endWord;
    words.fill(~0, 0, size);
    words[0]! &= ~0 << (from & 31);
    // If the range ends at the end of a word, this keeps all bits of that word, because shift counts are taken modulo
    // 32.
    words[size - 1]! &= ~0 >>> (-to & 31);
    if (live !== null)
      for (let j = from; j < to; j++) if (live[j] === 0) words[(j >>> 5) - firstWord]! &= ~(1 << (j & 31));
    if (this.#filter.test !== null) {
      this.#filter.narrow(s, this);
      this.#journeys += countSelected(this);
      if (this.#countsCustomers) this.#customers += countRuns(this, block.customer);
    }
    if (touching !== null) keepAmong(this, touching);
  }

  /** Enters the range. Returns the journeys in ascending order; the array is valid until the next call. */
  list(range: JourneyRange, touching: Uint32Array | null = null): Uint32Array {
    this.enter(range, touching);
    const most = (this.endWord - this.firstWord) << 5;
    if (most > this.#list.length) this.#list = new Uint32Array(most * 2);
    return this.#list.subarray(0, listSelected(this, this.#list));
  }
}

const openIn = new WeakMap<Projection, (Uint32Array | undefined)[]>();

/**
 * The open journeys of a block, as words. An open journey may continue, because its last interaction + the gap is after
 * the newest interaction of the store. The result is computed once for each projection. Groups of 32 closed journeys
 * are not read.
 */
export function openWords(projection: Projection, s: number): Uint32Array {
  let blocks = openIn.get(projection);
  if (blocks === undefined) {
    blocks = [];
    openIn.set(projection, blocks);
  }
  blocks[s] ??= openOf(projection, projection.blocks[s]!.block);
  return blocks[s];
}

function openOf({ newest, journeyGap }: Projection, { journeys, offsets, start, elapsed, index }: Block): Uint32Array {
  const words = new Uint32Array(index.newest.length);
  const since = newest! - journeyGap;
  for (let w = 0; w < words.length; w++) {
    if (index.newest[w]! <= since) continue;
    const end = Math.min(journeys, (w + 1) << 5);
    for (let j = w << 5; j < end; j++)
      if (start[j]! + elapsed[offsets[j + 1]! - 1]! > since) words[w]! |= 1 << (j & 31);
  }
  return words;
}
