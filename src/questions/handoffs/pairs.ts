// Pairs of label codes, numbered in order of appearance. The number of a pair is looked up in a matrix of at most 4
// million cells, otherwise in a map.

/** The largest number of cells, which take 16 MB. It is reached with about 2,000 labels. */
const MATRIX_CELLS = 1 << 22;

export class PairTable {
  readonly from: number[] = [];
  readonly to: number[] = [];
  readonly #labels: number;
  readonly #cells: Int32Array | null;
  readonly #map = new Map<number, number>();

  constructor(labels: number) {
    this.#labels = labels;
    this.#cells = labels * labels <= MATRIX_CELLS ? new Int32Array(labels * labels) : null;
  }

  get size(): number {
    return this.from.length;
  }

  /** The number of the pair; −1 if it did not appear. */
  find(from: number, to: number): number {
    const cell = from * this.#labels + to;
    return (this.#cells === null ? (this.#map.get(cell) ?? 0) : this.#cells[cell]!) - 1;
  }

  /** Gives a new pair the next number. */
  index(from: number, to: number): number {
    const cell = from * this.#labels + to;
    const known = this.#cells === null ? (this.#map.get(cell) ?? 0) : this.#cells[cell]!;
    if (known !== 0) return known - 1;
    this.from.push(from);
    const index = this.to.push(to);
    if (this.#cells === null) this.#map.set(cell, index);
    else this.#cells[cell] = index;
    return index - 1;
  }
}
