// A faster way to record customers who are new to the store: reads their rows as columns (model/rowColumns.ts), without
// creating an object for each row. The stored bytes are the same as after `recordRows` and `save` for the same rows.
//
// Changes to data that customers share are collected until `finish`. Counts are summed in arrays. Entries of indexes
// are sorted by their keys before they are written, so that neighbouring entries share a page.
import { hash } from "node:crypto";
import { JOURNEY_HASH_BYTES, MAX_KEY_BYTES } from "../../model/keys.js";
import type { RowColumns } from "../../model/rowColumns.js";
import { MAX_INSTANT } from "../history/change.js";
import type { CountDeltas } from "../history/counts.js";
import { encodeColumns } from "./encodeColumns.js";
import type { WriteTransaction } from "./transaction.js";

/** Customers with more rows are recorded row by row, because only that code checks the limit of interactions. */
const MAX_ROWS = 65_536;
/**
 * A journey's key is a hash of a text, called the seed here. In the seed, the character `i` comes before an id, and `k`
 * before a key that the row gives (see `journeyKey`).
 */
const BY_ID = 105;
const BY_KEY = 107;

/** The facts about an origin of the batch that the recorder needs. */
export interface ColumnOrigin {
  readonly touchpoint: string;
  /** The number of the origin in the store. */
  readonly number: number;
}

export class ColumnRecorder {
  readonly #tx: WriteTransaction;
  readonly #originOf: (index: number) => ColumnOrigin;
  readonly #journeyGap: number;
  // This array and the next two are indexed by the origin's index in the batch. −1 means that the origin has not been
  // used yet.
  #numbers = new Float64Array(0);
  /** The index in `#texts` of the touchpoint of each origin. */
  #touchpoints = new Int32Array(0);
  /** The code in the store of the touchpoint of each origin. */
  #codes = new Float64Array(0);
  readonly #texts: string[] = [];
  readonly #textIndexes = new Map<string, number>();
  readonly #totals: Totals;
  #order = new Int32Array(1 << 8);
  #ends = new Int32Array(1 << 6);
  #keys = new Uint8Array(JOURNEY_HASH_BYTES << 6);
  #seed = Buffer.alloc(1 << 10);
  /**
   * Views of the buffer `#seed`. The keys are their lengths. They are kept, because most seeds have one of a few
   * lengths.
   */
  #seeds: Buffer[] = [];
  readonly #index = new JourneyIndex();
  /** The journeys of customers with this number or a greater one are not in the indexes yet. */
  #first = Number.POSITIVE_INFINITY;

  constructor(tx: WriteTransaction, journeyGap: number, origins: number, originOf: (index: number) => ColumnOrigin) {
    this.#tx = tx;
    this.#journeyGap = journeyGap;
    this.#originOf = originOf;
    this.#numbers = new Float64Array(origins).fill(-1);
    this.#codes = new Float64Array(origins).fill(-1);
    this.#touchpoints = new Int32Array(origins).fill(-1);
    this.#totals = new Totals(origins);
  }

  /** Returns false, and changes nothing, if the customer must be recorded row by row. */
  record(rows: RowColumns): boolean {
    const { customer, first: firstRow, count, at } = rows;
    const end = firstRow + count;
    if (count > MAX_ROWS || customer.length === 0 || customer.length > MAX_KEY_BYTES) return false;
    for (let i = firstRow; i < end; i++) if (!Number.isInteger(at[i]!) || Math.abs(at[i]!) > MAX_INSTANT) return false;
    const number = this.#tx.addCustomer(customer);
    if (number === null) return false;
    if (number < this.#first) this.#first = number;
    for (let i = firstRow; i < end; i++) if (!(this.#numbers[rows.origin[i]!]! >= 0)) this.#addOrigin(rows.origin[i]!);
    const order = this.#sort(rows);
    const journeys = this.#split(rows, order);
    for (let j = 0, first = 0; j < journeys; j++) {
      this.#writeKey(rows, order[first]!, j);
      this.#index.add(at[order[first]!]!, this.#keys, j * JOURNEY_HASH_BYTES, number);
      this.#totals.add(rows, order, first, this.#ends[j]!, this.#touchpoints);
      first = this.#ends[j]!;
    }
    const split = { order, count: journeys, ends: this.#ends, keys: this.#keys };
    this.#tx.putNew(number, (version, codes) =>
      encodeColumns(
        version,
        rows,
        split,
        (origin) => {
          if (this.#codes[origin]! < 0) this.#codes[origin] = codes.codeOf(this.#texts[this.#touchpoints[origin]!]!);
          return this.#codes[origin]!;
        },
        (origin) => this.#numbers[origin]!,
        codes,
      ),
    );
    return true;
  }

  /**
   * Writes the collected index entries if they may include entries of this customer. Must be called before a customer
   * is changed in another way.
   */
  settle(customer: number): void {
    if (customer >= this.#first) this.#writeIndex();
  }

  /** Writes what has been collected. */
  finish(): void {
    this.#writeIndex();
    this.#totals.addTo(this.#tx.counts, this.#texts, this.#numbers);
  }

  #writeIndex(): void {
    this.#first = Number.POSITIVE_INFINITY;
    this.#index.write(this.#tx);
  }

  #addOrigin(index: number): void {
    const { touchpoint, number } = this.#originOf(index);
    let text = this.#textIndexes.get(touchpoint);
    if (text === undefined) {
      text = this.#texts.push(touchpoint) - 1;
      this.#textIndexes.set(touchpoint, text);
    }
    this.#touchpoints[index] = text;
    this.#numbers[index] = number;
  }

  /** Sorts the rows by time, sequence and id. */
  #sort(rows: RowColumns): Int32Array {
    const { first, count } = rows;
    if (this.#order.length < count) this.#order = new Int32Array(2 * count);
    const order = this.#order;
    let inOrder = true;
    for (let i = 0; i < count; i++) {
      order[i] = first + i;
      if (i > 0 && compareRows(rows, first + i - 1, first + i) > 0) inOrder = false;
    }
    if (!inOrder) order.subarray(0, count).sort((a, b) => compareRows(rows, a, b));
    return order;
  }

  /** Finds where each journey ends. Returns the number of journeys. */
  #split({ count, at, journey }: RowColumns, order: Int32Array): number {
    let journeys = 0;
    for (let i = 1; i <= count; i++) {
      if (i < count && (journey !== null || at[order[i]!]! - at[order[i - 1]!]! <= this.#journeyGap)) continue;
      if (journeys === this.#ends.length) {
        const longer = new Int32Array(2 * journeys);
        longer.set(this.#ends);
        this.#ends = longer;
        const keys = new Uint8Array(2 * this.#keys.length);
        keys.set(this.#keys);
        this.#keys = keys;
      }
      this.#ends[journeys++] = i;
    }
    return journeys;
  }

  /** Writes the same bytes as `journeyKey` returns. */
  #writeKey({ customer, journey, ids, idEnds }: RowColumns, first: number, j: number): void {
    const from = first === 0 ? 0 : idEnds[first - 1]!;
    const most = customer.length + 3 + (journey === null ? idEnds[first]! - from : 3 * journey.length);
    if (this.#seed.length < most) {
      this.#seed = Buffer.alloc(2 * most);
      this.#seeds = [];
    }
    const seed = this.#seed;
    let length = 0;
    for (let i = 0; i < customer.length; i++) seed[length++] = customer[i]!;
    seed[length++] = 0;
    seed[length++] = journey === null ? BY_ID : BY_KEY;
    seed[length++] = 0;
    if (journey === null) for (let i = from; i < idEnds[first]!; i++) seed[length++] = ids[i]!;
    else length += seed.write(journey, length);
    this.#seeds[length] ??= seed.subarray(0, length);
    const digest = hash("sha256", this.#seeds[length]!, "binary");
    const keys = this.#keys;
    const to = j * JOURNEY_HASH_BYTES;
    for (let i = 0; i < JOURNEY_HASH_BYTES; i++) keys[to + i] = digest.charCodeAt(i);
  }
}

function compareRows({ at, sequence, ids, idEnds }: RowColumns, a: number, b: number): number {
  if (at[a] !== at[b]) return at[a]! - at[b]!;
  if (sequence[a] !== sequence[b]) return sequence[a]! < sequence[b]! ? -1 : 1;
  let i = a === 0 ? 0 : idEnds[a - 1]!;
  let j = b === 0 ? 0 : idEnds[b - 1]!;
  for (; i < idEnds[a]! && j < idEnds[b]!; i++, j++) if (ids[i] !== ids[j]) return ids[i]! - ids[j]!;
  return idEnds[a]! - i - (idEnds[b]! - j);
}

/** With at most this many touchpoints, edges are summed in an array, otherwise in a map. */
const DENSE_TOUCHPOINTS = 256;
/**
 * The number of values for each edge: the count, the journeys, the total wait, and the journey that was counted last.
 */
const PER_EDGE = 4;
/** The number of values for each touchpoint: the visits, starts and ends. */
const PER_TOUCHPOINT = 3;

/** Sums the counts that a batch adds to edges, touchpoints and origins. */
class Totals {
  readonly #size: number;
  readonly #dense: Float64Array;
  readonly #sparse = new Map<number, Float64Array>();
  readonly #touchpoints: Float64Array;
  readonly #origins: Float64Array;
  #journeys = 0;
  #interactions = 0;

  constructor(origins: number) {
    this.#size = origins;
    this.#dense = new Float64Array(origins <= DENSE_TOUCHPOINTS ? origins * origins * PER_EDGE : 0);
    this.#touchpoints = new Float64Array(origins * PER_TOUCHPOINT);
    this.#origins = new Float64Array(origins);
  }

  /** Counts one journey. Its rows are at the positions from `first` to `end` of `order`. */
  add({ at, origin }: RowColumns, order: Int32Array, first: number, end: number, touchpointOf: Int32Array): void {
    const journey = ++this.#journeys;
    this.#interactions += end - first;
    const touchpoints = this.#touchpoints;
    let before = -1;
    for (let i = first; i < end; i++) {
      const row = order[i]!;
      const touchpoint = touchpointOf[origin[row]!]!;
      this.#origins[origin[row]!]!++;
      touchpoints[touchpoint * PER_TOUCHPOINT]!++;
      if (before < 0) touchpoints[touchpoint * PER_TOUCHPOINT + 1]!++;
      else {
        const place = before * this.#size + touchpoint;
        const dense = this.#dense.length > 0;
        const edges = dense ? this.#dense : this.#edge(place);
        const edge = dense ? place * PER_EDGE : 0;
        edges[edge]!++;
        edges[edge + 2]! += at[row]! - at[order[i - 1]!]!;
        if (edges[edge + 3] !== journey) {
          edges[edge + 3] = journey;
          edges[edge + 1]!++;
        }
      }
      before = touchpoint;
    }
    touchpoints[before * PER_TOUCHPOINT + 2]!++;
  }

  addTo(counts: CountDeltas, texts: readonly string[], numbers: Float64Array): void {
    counts.journeys += this.#journeys;
    counts.interactions += this.#interactions;
    const addEdge = (place: number, edges: Float64Array, edge: number): void => {
      if (edges[edge]! === 0) return;
      const from = texts[Math.floor(place / this.#size)]!;
      counts.addEdge(from, texts[place % this.#size]!, edges[edge]!, edges[edge + 1]!, edges[edge + 2]!);
    };
    for (let edge = 0; edge < this.#dense.length; edge += PER_EDGE) addEdge(edge / PER_EDGE, this.#dense, edge);
    for (const [place, edges] of this.#sparse) addEdge(place, edges, 0);
    texts.forEach((text, i) => {
      const at = i * PER_TOUCHPOINT;
      const [visits, starts, ends] = this.#touchpoints.subarray(at, at + PER_TOUCHPOINT);
      counts.addTouchpoint(text, visits!, starts!, ends!);
    });
    this.#origins.forEach((interactions, i) => {
      if (interactions > 0) counts.addOrigin(numbers[i]!, interactions);
    });
  }

  #edge(place: number): Float64Array {
    let edge = this.#sparse.get(place);
    if (edge === undefined) {
      edge = new Float64Array(PER_EDGE);
      this.#sparse.set(place, edge);
    }
    return edge;
  }
}

/**
 * The largest number of entries that are sorted together. Entries are sorted as numbers: the low 21 bits are the index
 * of the entry, and the 32 bits above are the beginning of its key.
 */
const MAX_SORTED = 2 ** 21;
const TWO_32 = 2 ** 32;

/** The journeys that are not in the indexes yet. */
class JourneyIndex {
  #count = 0;
  #starts = new Float64Array(1 << 12);
  #numbers = new Uint32Array(1 << 12);
  #keys = new Uint8Array(JOURNEY_HASH_BYTES << 12);

  add(start: number, keys: Uint8Array, at: number, number: number): void {
    if (this.#count === this.#starts.length) this.#grow();
    const i = this.#count++;
    this.#starts[i] = start;
    this.#numbers[i] = number;
    for (let b = 0; b < JOURNEY_HASH_BYTES; b++) this.#keys[i * JOURNEY_HASH_BYTES + b] = keys[at + b]!;
  }

  /**
   * Writes the entries of two indexes: by key, and by start. The entries of each index are written in approximately the
   * order of their keys.
   */
  write(tx: WriteTransaction): void {
    const keys = new DataView(this.#keys.buffer);
    const ranks = new Float64Array(this.#count);
    for (let i = 0; i < this.#count; i++) ranks[i] = keys.getUint32(i * JOURNEY_HASH_BYTES);
    for (const i of sorted(ranks)) tx.indexJourneyKey(this.#keyOf(i), this.#numbers[i]!);
    let first = Number.POSITIVE_INFINITY;
    let last = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < this.#count; i++) {
      first = Math.min(first, this.#starts[i]!);
      last = Math.max(last, this.#starts[i]!);
    }
    const unit = Math.max(1, Math.ceil((last - first + 1) / TWO_32));
    for (let i = 0; i < this.#count; i++) ranks[i] = Math.floor((this.#starts[i]! - first) / unit);
    for (const i of sorted(ranks)) tx.indexJourneyStart(this.#starts[i]!, this.#keyOf(i), this.#numbers[i]!);
    this.#count = 0;
  }

  #keyOf(i: number): Uint8Array {
    return this.#keys.subarray(i * JOURNEY_HASH_BYTES, (i + 1) * JOURNEY_HASH_BYTES);
  }

  #grow(): void {
    const size = 2 * this.#count;
    const starts = new Float64Array(size);
    const numbers = new Uint32Array(size);
    const keys = new Uint8Array(size * JOURNEY_HASH_BYTES);
    starts.set(this.#starts);
    numbers.set(this.#numbers);
    keys.set(this.#keys);
    this.#starts = starts;
    this.#numbers = numbers;
    this.#keys = keys;
  }
}

/**
 * Returns the positions in `ranks`, ordered by rank. All ranks must be below 2^32. If there are more than MAX_SORTED,
 * the positions are returned unsorted.
 */
function sorted(ranks: Float64Array): Uint32Array {
  const order = new Uint32Array(ranks.length);
  if (ranks.length > MAX_SORTED) return order.map((_, i) => i);
  const ranked = ranks.map((rank, i) => rank * MAX_SORTED + i).sort();
  for (let i = 0; i < order.length; i++) order[i] = ranked[i]! % MAX_SORTED;
  return order;
}
