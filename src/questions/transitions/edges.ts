// Pairs of labels with their counts, in columns. The number of an edge is looked up in a matrix of at most 4 million
// cells, otherwise in a map. A cell is from × width + to.

import { enlarged } from "../../engine/enlarged.js";
import { recordOf } from "../../engine/parts.js";

/** The largest number of cells, which take 16 MB. It is reached with about 2,000 labels. */
const MATRIX_CELLS = 1 << 22;

/**
 * Given in place of a customer number if customers are not counted. `lastCustomer` is 0 for a new edge, which means
 * NOBODY, so the edge counts no customer.
 */
export const NOBODY = -1;

/** The values of edge e are at index e. */
export interface EdgeColumns {
  readonly size: number;
  /** The codes of the two labels. */
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly count: Uint32Array;
  readonly journeys: Uint32Array;
  readonly customers: Uint32Array;
  /** Occurrences after which the journey ends. */
  readonly endings: Uint32Array;
  /** Sum of the waits, in milliseconds. */
  readonly waited: Float64Array;
}

const COUNTS = ["count", "journeys", "customers", "endings"] as const;

export class Edges implements EdgeColumns {
  size = 0;
  from = new Uint32Array(256);
  to = new Uint32Array(256);
  count = new Uint32Array(256);
  journeys = new Uint32Array(256);
  customers = new Uint32Array(256);
  endings = new Uint32Array(256);
  waited = new Float64Array(256);
  /** For each edge, the number of the last journey that has it, and the number of that journey's customer + 1. */
  lastJourney = new Uint32Array(256);
  lastCustomer = new Float64Array(256);
  readonly width: number;
  /** The edge of each cell, or −1 if there is none. Null if the map is used. */
  readonly matrix: Int32Array | null;
  readonly #map = new Map<number, number>();

  constructor(width: number) {
    this.width = width;
    this.matrix = width * width <= MATRIX_CELLS ? new Int32Array(width * width).fill(-1) : null;
  }

  /** Returns the number of the edge, or −1 if there is none. */
  find(cell: number): number {
    return this.matrix === null ? (this.#map.get(cell) ?? -1) : this.matrix[cell]!;
  }

  findOrAdd(cell: number): number {
    const edge = this.find(cell);
    return edge < 0 ? this.add(cell) : edge;
  }

  /** Adds an edge. This may replace the columns by longer arrays. */
  add(cell: number): number {
    const edge = this.size++;
    if (edge === this.from.length) this.#grow();
    if (this.matrix === null) this.#map.set(cell, edge);
    else this.matrix[cell] = edge;
    this.from[edge] = Math.floor(cell / this.width);
    this.to[edge] = cell % this.width;
    return edge;
  }

  /** Counts an occurrence in this journey of this customer. With NOBODY as the customer, customers are not counted. */
  occurred(edge: number, ordinal: number, customer: number): void {
    this.count[edge]!++;
    if (this.lastJourney[edge] === ordinal) return;
    this.lastJourney[edge] = ordinal;
    this.journeys[edge]!++;
    // Journeys of a customer are neighbours, so a different customer number means a new customer.
    if (this.lastCustomer[edge] === customer + 1) return;
    this.lastCustomer[edge] = customer + 1;
    this.customers[edge]!++;
  }

  /** Adds the columns of another table, which counts different customers and journeys. */
  merge(other: EdgeColumns): void {
    for (let e = 0; e < other.size; e++) {
      const cell = other.from[e]! * this.width + other.to[e]!;
      const edge = this.findOrAdd(cell);
      for (const column of COUNTS) this[column][edge]! += other[column][e]!;
      this.waited[edge]! += other.waited[e]!;
    }
  }

  /** The order of an answer: by count, then by the labels. */
  readonly compare = (a: number, b: number): number =>
    this.count[b]! - this.count[a]! || this.from[a]! - this.from[b]! || this.to[a]! - this.to[b]!;

  columns(): EdgeColumns {
    const { size } = this;
    const integers = recordOf(["from", "to", ...COUNTS], (name) => this[name].slice(0, size));
    return { size, ...integers, waited: this.waited.slice(0, size) };
  }

  #grow(): void {
    const length = this.from.length * 2;
    for (const column of ["from", "to", ...COUNTS, "lastJourney"] as const)
      this[column] = enlarged(this[column], length);
    for (const column of ["waited", "lastCustomer"] as const) this[column] = enlarged(this[column], length);
  }
}
