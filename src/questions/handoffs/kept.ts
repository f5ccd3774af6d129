// The settled handoffs that a thread keeps after the first scan, because sums must be computed again when pairs are set
// aside (ranking.ts). For each chunk of journeys, it keeps the pairs and their rows (`CustomerRows` in evidence.ts).
// The chunks are stored one after another in leased memory (engine/bufferLease.ts), which takes 2 bytes per handoff.

import type { JourneyRange } from "../../engine/scan.js";
import { grownCapacity, resized, sharedUint16, sharedUint32 } from "../../projection/columns.js";
import type { CustomerRows } from "./evidence.js";

/** The kept rows of a thread, in shared memory. */
export interface KeptHandoffs {
  readonly rows: Uint16Array;
  /**
   * Each chunk has HEADER words, then its pairs, then the index at which the rows of each pair begin, and the index
   * after the last row.
   */
  readonly index: Uint32Array;
  /** The number of words of the index in use. */
  readonly used: number;
}

// The words of a header: the range of the chunk, and the numbers of its customers and of its pairs.
const BLOCK = 0;
const FROM = 1;
const CUSTOMERS = 2;
const PAIRS = 3;
const HEADER = 4;

const INITIAL = 1 << 14;

export function newKept(): KeptHandoffs {
  return { rows: sharedUint16(INITIAL), index: sharedUint32(INITIAL), used: 0 };
}

export class KeptWriter {
  #rows: Uint16Array;
  #index: Uint32Array;
  #used = 0;
  /** The number of rows so far. */
  #end = 0;

  /** Uses this memory from its beginning, and overwrites what it contains. */
  constructor({ rows, index }: KeptHandoffs) {
    this.#rows = rows;
    this.#index = index;
  }

  /** The rows of a chunk of this range. `firsts` are relative to the chunk's first row. */
  add({ block, from }: JourneyRange, { customers, pairs, firsts, rows }: CustomerRows): void {
    const first = this.#end;
    this.#end += firsts[pairs.length]!;
    if (this.#end > this.#rows.length)
      this.#rows = resized(this.#rows, first, grownCapacity(this.#rows.length, this.#end), sharedUint16);
    this.#rows.set(rows.subarray(0, firsts[pairs.length]), first);

    const at = this.#used;
    this.#used += HEADER + 2 * pairs.length + 1;
    if (this.#used > this.#index.length)
      this.#index = resized(this.#index, at, grownCapacity(this.#index.length, this.#used), sharedUint32);
    const index = this.#index;
    index[at + BLOCK] = block;
    index[at + FROM] = from;
    index[at + CUSTOMERS] = customers;
    index[at + PAIRS] = pairs.length;
    index.set(pairs, at + HEADER);
    const begins = at + HEADER + pairs.length;
    for (let i = 0; i <= pairs.length; i++) index[begins + i] = first + firsts[i]!;
  }

  kept(): KeptHandoffs {
    return { rows: this.#rows, index: this.#index, used: this.#used };
  }
}

/** Returns the chunks of each range. The key of a range is `block from`. */
export function chunksOf({ rows, index, used }: KeptHandoffs): Map<string, CustomerRows[]> {
  const chunks = new Map<string, CustomerRows[]>();
  for (let at = 0; at < used; ) {
    const range = `${index[at + BLOCK]} ${index[at + FROM]}`;
    const chunk = chunkAt(rows, index, at);
    const known = chunks.get(range);
    if (known === undefined) chunks.set(range, [chunk]);
    else known.push(chunk);
    at += HEADER + 2 * chunk.pairs.length + 1;
  }
  return chunks;
}

function chunkAt(rows: Uint16Array, index: Uint32Array, at: number): CustomerRows {
  const pairs = at + HEADER;
  const firsts = pairs + index[at + PAIRS]!;
  return {
    customers: index[at + CUSTOMERS]!,
    pairs: index.subarray(pairs, firsts),
    firsts: index.subarray(firsts, firsts + index[at + PAIRS]! + 1),
    rows,
  };
}
