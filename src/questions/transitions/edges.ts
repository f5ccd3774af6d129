// Pairs of labels with their counts. The number of a pair is looked up in a matrix of at most 4 million cells, otherwise
// in a map. A cell is from × width + to. If there are many interactions for each cell, edges need no such number.

import { enlarged } from "../../engine/enlarged.js";

/** The largest number of cells, which take 16 MB. It is reached with about 2,000 labels. */
const MATRIX_CELLS = 1 << 22;
/**
 * The largest number of cells whose records are found by cell. They take 64 MB, and it is reached with about 1,400
 * labels.
 */
const DENSE_CELLS = 1 << 21;
/** Up to this number of cells, records are found by cell even if there are fewer interactions. They take 2 MB. */
const FEW_CELLS = 1 << 16;

/**
 * Whether the records of edges are found by cell. With fewer interactions than cells, most cells would be empty, and
 * clearing and reading them would take longer than counting.
 */
function isDense(width: number, interactions: number): boolean {
  const cells = width * width;
  return cells <= DENSE_CELLS && cells <= Math.max(interactions, FEW_CELLS);
}

/** Numbers the pairs of labels that occur, in the order in which they are added. */
export class PairNumbers {
  size = 0;
  /** The codes of the two labels of each pair. */
  from = new Uint32Array(256);
  to = new Uint32Array(256);
  readonly width: number;
  /** The number of the pair of each cell, or −1 if there is none. Null if the map is used. */
  readonly matrix: Int32Array | null;
  readonly #map = new Map<number, number>();

  constructor(width: number) {
    this.width = width;
    this.matrix = width * width <= MATRIX_CELLS ? new Int32Array(width * width).fill(-1) : null;
  }

  /** Returns the number of the pair, or −1 if there is none. */
  find(cell: number): number {
    return this.matrix === null ? (this.#map.get(cell) ?? -1) : this.matrix[cell]!;
  }

  findOrAdd(cell: number): number {
    const pair = this.find(cell);
    return pair < 0 ? this.add(cell) : pair;
  }

  /** Adds a pair. This may replace the columns by longer arrays. */
  add(cell: number): number {
    const pair = this.size++;
    if (pair === this.from.length)
      for (const column of ["from", "to"] as const) this[column] = enlarged(this[column], pair * 2);
    if (this.matrix === null) this.#map.set(cell, pair);
    else this.matrix[cell] = pair;
    this.from[pair] = Math.floor(cell / this.width);
    this.to[pair] = cell % this.width;
    return pair;
  }
}

/** The counts of edges that one thread returns. */
export interface EdgeColumns {
  /** The codes of the two labels of each edge. They are empty if edges are numbered by cell. */
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  /** RECORD words for each edge. */
  readonly records: Uint32Array;
}

/**
 * The words of the record of an edge. Counting an occurrence reads and writes one line of the processor's cache, because
 * a thousand labels have a million edges, which is more than a cache holds. It writes three words if a journey has the
 * edge only once, which is why repetitions are counted instead of journeys.
 */
const RECORD = 8;
const COUNT = 0;
/** Occurrences in a journey that has the edge already. The others are the journeys. */
const AGAIN = 1;
/** Journeys of a customer that has the edge already. The others are the customers. */
const SAME = 2;
/** Occurrences after which the journey ends. */
const ENDINGS = 3;
/** The last journey that has the edge. */
const LAST = 4;
/** The last two words are a float, the sum of the waits in milliseconds. This is the index among the floats. */
const WAITED = 3;

/** The customer's first journey, given in place of a journey if customers are not counted. */
export const NOBODY = 0;

/** Edges with their counts. */
export class Edges {
  readonly width: number;
  /** Null if the number of an edge is its cell. */
  readonly #numbers: PairNumbers | null;
  #records: Uint32Array;
  /** The same memory as `#records`. */
  #floats: Float64Array;

  /**
   * Begins with the counts of a part, which must not be used afterwards, or with none. `interactions` is the number of
   * interactions of the projection, which is the same for all parts.
   */
  constructor(width: number, interactions: number, part: EdgeColumns | null = null) {
    this.width = width;
    this.#numbers = isDense(width, interactions) ? null : new PairNumbers(width);
    const isKept = this.#numbers === null && part !== null;
    this.#records = isKept ? part.records : new Uint32Array(RECORD * (this.#numbers === null ? width * width : 256));
    this.#floats = floatsOf(this.#records);
    if (!isKept && part !== null) this.merge(part);
  }

  /** The counts of all parts, which must not be used afterwards. */
  static ofAll(width: number, interactions: number, [first, ...others]: readonly EdgeColumns[]): Edges {
    const edges = new Edges(width, interactions, first);
    for (const part of others) edges.merge(part);
    return edges;
  }

  /** Returns the number of the edge. If it is new, its counts are 0. */
  edgeOf(cell: number): number {
    if (this.#numbers === null) return cell;
    const edge = this.#numbers.findOrAdd(cell);
    if (edge * RECORD === this.#records.length) {
      this.#records = enlarged(this.#records as Uint32Array<ArrayBuffer>, edge * 2 * RECORD);
      this.#floats = floatsOf(this.#records);
    }
    return edge;
  }

  from(edge: number): number {
    return this.#numbers === null ? Math.floor(edge / this.width) : this.#numbers.from[edge]!;
  }
  to(edge: number): number {
    return this.#numbers === null ? edge % this.width : this.#numbers.to[edge]!;
  }
  count(edge: number): number {
    return this.#records[edge * RECORD + COUNT]!;
  }
  journeys(edge: number): number {
    return this.count(edge) - this.#records[edge * RECORD + AGAIN]!;
  }
  customers(edge: number): number {
    return this.journeys(edge) - this.#records[edge * RECORD + SAME]!;
  }
  endings(edge: number): number {
    return this.#records[edge * RECORD + ENDINGS]!;
  }
  /** The sum of the waits, in milliseconds. */
  waited(edge: number): number {
    return this.#floats[(edge * RECORD) / 2 + WAITED]!;
  }

  /** The edges that occur. */
  all(): Uint32Array {
    const { length } = this.#records;
    const edges = new Uint32Array(length / RECORD);
    let size = 0;
    for (let at = 0; at < length; at += RECORD) if (this.#records[at + COUNT]! > 0) edges[size++] = at / RECORD;
    return edges.subarray(0, size);
  }

  /**
   * Counts an occurrence in a journey. Journeys are numbered from 1, and the journeys of a customer are neighbours:
   * `first` is the customer's first journey. With NOBODY, customers are not counted.
   */
  occurred(edge: number, journey: number, first: number): void {
    const records = this.#records;
    const at = edge * RECORD;
    const last = records[at + LAST]!;
    records[at + COUNT]!++;
    if (last === journey) {
      records[at + AGAIN]!++;
      return;
    }
    records[at + LAST] = journey;
    if (last >= first) records[at + SAME]!++;
  }

  /** Counts occurrences whose journeys and customers are not counted. */
  add(edge: number, count: number): void {
    const at = edge * RECORD;
    this.#records[at + COUNT]! += count;
    this.#records[at + AGAIN]! += count;
  }
  addWait(edge: number, wait: number): void {
    this.#floats[(edge * RECORD) / 2 + WAITED]! += wait;
  }
  /** Counts an occurrence after which the journey ends. */
  addEnding(edge: number): void {
    this.#records[edge * RECORD + ENDINGS]!++;
  }

  /** Adds the counts of a part, which has different customers and journeys. */
  merge({ from, to, records }: EdgeColumns): void {
    const waits = floatsOf(records);
    const width = this.width;
    for (let e = 0; e < records.length / RECORD; e++) {
      if (records[e * RECORD + COUNT] === 0) continue;
      const edge = this.#numbers === null ? e : this.edgeOf(from[e]! * width + to[e]!);
      for (let word = COUNT; word <= ENDINGS; word++)
        this.#records[edge * RECORD + word]! += records[e * RECORD + word]!;
      this.addWait(edge, waits[(e * RECORD) / 2 + WAITED]!);
    }
  }

  /** The order of the edges in an answer: largest counts first, and ties sorted by the labels. */
  readonly compare = (a: number, b: number): number =>
    this.count(b) - this.count(a) || this.from(a) - this.from(b) || this.to(a) - this.to(b);

  /** The counts without copying them. */
  columns(): EdgeColumns {
    const numbers = this.#numbers;
    if (numbers === null) return { from: new Uint32Array(0), to: new Uint32Array(0), records: this.#records };
    const { size, from, to } = numbers;
    return {
      from: from.subarray(0, size),
      to: to.subarray(0, size),
      records: this.#records.subarray(0, size * RECORD),
    };
  }
}

function floatsOf({ buffer, byteOffset, length }: Uint32Array): Float64Array {
  return new Float64Array(buffer, byteOffset, length / 2);
}
