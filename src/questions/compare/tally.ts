// Keeps the counts of a comparison for both sides. Each rate of the answer is f / n. f is the count of a row, for
// example the journeys on a route. n is the count of the base to which the row belongs, for example all counted
// journeys. Several rows may belong to one base. The tally also sums the squares and products of the counts of each
// customer, from which the intervals and tests are computed (stats/moments.ts). These sums are needed because counts of
// one customer are not independent, and because a customer may be on both sides. The journeys of a customer come one
// after another, so only the counts of the current customer are stored. The time is one step per count, plus one step
// for each row and base in which a customer has counts. The memory is about 100 bytes per row and 70 per base.

import { enlarged } from "../../engine/enlarged.js";
import { addRows } from "../../engine/parts.js";
import type { ClusterMoments, CrossMoments } from "../../stats/moments.js";

/** The numbers of the sides: 0 is A, and 1 is B. */
export const SIDES = [0, 1] as const;
export type Side = (typeof SIDES)[number];

// The columns of a row: first the columns of side A, then the same columns for side B.
const F = 0;
/** The column of the number of customers whose count is not 0. */
const HAVING = 2;
const FF = 4;
const FN = 6;
// The columns of sums of products of A's counts and B's counts.
const FF_CROSS = 8;
const FN_CROSS = 9;
const NF_CROSS = 10;
const ROW = 11;

// The columns of a base.
const N = 0;
const CUSTOMERS = 2;
const NN = 4;
const NN_CROSS = 6;
const BASE = 7;

/**
 * The sums of the tally. The sums of a row begin at index row × ROW of `rows`, and the sums of a base at base × BASE of
 * `bases`.
 */
export interface ComparedSums {
  readonly rows: Float64Array;
  readonly bases: Float64Array;
}

export class CompareTally {
  #rows = new Float64Array(64 * ROW);
  #bases = new Float64Array(64 * BASE);
  // The counts of the current customer. `#f` has the counts of the rows; its index is row × 2 + side. `#n` has the
  // counts of the bases; its index is base × 2 + side. When the next customer begins, all of them are 0.
  #f = new Int32Array(128);
  #n = new Uint32Array(128);
  /**
   * The lists of the rows and of the bases in which the current customer has counts. For each listed row, `#baseOf` has
   * its base.
   */
  #hasRow = new Uint32Array(64);
  #baseOf = new Uint32Array(64);
  #hasBase = new Uint32Array(64);
  #withRows = 0;
  #withBases = 0;

  /** Adds occurrences of the current customer to the count of a base. */
  among(base: number, side: Side, times = 1): void {
    if (2 * base + 1 >= this.#n.length) this.#reserveBases(base + 1);
    const n = this.#n;
    if (n[2 * base] === 0 && n[2 * base + 1] === 0) this.#hasBase[this.#withBases++] = base;
    n[2 * base + side]! += times;
  }

  /**
   * Adds occurrences of the current customer, or a score, to the count of a row. All calls for the same row must give
   * the same base.
   */
  count(row: number, base: number, side: Side, times = 1): void {
    if (2 * row + 1 >= this.#f.length) this.#reserveRows(row + 1);
    const f = this.#f;
    if (f[2 * row] === 0 && f[2 * row + 1] === 0) {
      // A row is listed when its counts are 0. Scores may add up to 0 again, so a row may be listed several times.
      if (this.#withRows === this.#hasRow.length) {
        this.#hasRow = enlarged(this.#hasRow, 2 * this.#withRows);
        this.#baseOf = enlarged(this.#baseOf, 2 * this.#withRows);
      }
      this.#baseOf[this.#withRows] = base;
      this.#hasRow[this.#withRows++] = row;
    }
    f[2 * row + side]! += times;
  }

  /** Adds the counts of the current customer to the sums, and sets them to 0. */
  endCustomer(): void {
    const n = this.#n;
    const f = this.#f;
    const rows = this.#rows;
    const bases = this.#bases;
    const hasRow = this.#hasRow;
    const baseOf = this.#baseOf;
    const hasBase = this.#hasBase;
    const withRows = this.#withRows;
    const withBases = this.#withBases;
    for (let i = 0; i < withRows; i++) {
      const row = hasRow[i]!;
      const base = baseOf[i]!;
      const [fa, fb] = [f[2 * row]!, f[2 * row + 1]!];
      const [na, nb] = [n[2 * base]!, n[2 * base + 1]!];
      f[2 * row] = 0;
      f[2 * row + 1] = 0;
      const to = row * ROW;
      // These conditions save time, because most customers have counts on one side only.
      if (fa !== 0) {
        rows[to + F]! += fa;
        rows[to + HAVING]!++;
        rows[to + FF]! += fa * fa;
        rows[to + FN]! += fa * na;
        rows[to + FN_CROSS]! += fa * nb;
      }
      if (fb !== 0) {
        rows[to + F + 1]! += fb;
        rows[to + HAVING + 1]!++;
        rows[to + FF + 1]! += fb * fb;
        rows[to + FN + 1]! += fb * nb;
        rows[to + NF_CROSS]! += na * fb;
        rows[to + FF_CROSS]! += fa * fb;
      }
    }
    for (let i = 0; i < withBases; i++) {
      const base = hasBase[i]!;
      const [na, nb] = [n[2 * base]!, n[2 * base + 1]!];
      n[2 * base] = 0;
      n[2 * base + 1] = 0;
      const to = base * BASE;
      if (na > 0) {
        bases[to + N]! += na;
        bases[to + CUSTOMERS]!++;
        bases[to + NN]! += na * na;
      }
      if (nb > 0) {
        bases[to + N + 1]! += nb;
        bases[to + CUSTOMERS + 1]!++;
        bases[to + NN + 1]! += nb * nb;
        bases[to + NN_CROSS]! += na * nb;
      }
    }
    this.#withRows = 0;
    this.#withBases = 0;
  }

  /** Returns the sums of the first `rows` rows and `bases` bases, including those without counts. */
  finish(rows: number, bases: number): ComparedSums {
    if (rows * ROW > this.#rows.length) this.#reserveRows(rows);
    if (bases * BASE > this.#bases.length) this.#reserveBases(bases);
    return { rows: this.#rows.slice(0, rows * ROW), bases: this.#bases.slice(0, bases * BASE) };
  }

  #reserveRows(rows: number): void {
    const size = Math.max(rows, this.#f.length);
    this.#rows = enlarged(this.#rows, size * ROW);
    this.#f = enlarged(this.#f, size * 2);
  }

  #reserveBases(bases: number): void {
    const size = Math.max(bases, this.#n.length);
    this.#bases = enlarged(this.#bases, size * BASE);
    this.#n = enlarged(this.#n, size * 2);
    this.#hasBase = enlarged(this.#hasBase, size);
  }
}

/**
 * Adds up the parts of a scan. Parts may number the rows differently: `rowOf` has, for each part, the common number of
 * each of its rows. If `rowOf` is null, all parts number the rows alike. They always number the bases alike.
 */
export function mergedSums(
  parts: readonly ComparedSums[],
  rowOf: readonly Uint32Array[] | null,
  rows: number,
  bases: number,
): ComparedSums {
  const all = { rows: new Float64Array(rows * ROW), bases: new Float64Array(bases * BASE) };
  parts.forEach((part, i) => {
    addRows(all.rows, part.rows, rowOf?.[i] ?? null, ROW);
    addRows(all.bases, part.bases, null, BASE);
  });
  return all;
}

/** Number of rows. */
export function rowCount({ rows }: ComparedSums): number {
  return rows.length / ROW;
}

/** Returns the sums of the rows `from` … `to` − 1, which are then numbered from 0, and of all bases. */
export function rowsBetween({ rows, bases }: ComparedSums, from: number, to: number): ComparedSums {
  return { rows: rows.subarray(from * ROW, to * ROW), bases };
}

/** The counts of one row on both sides. */
export interface ComparedCounts {
  readonly a: ClusterMoments;
  readonly b: ClusterMoments;
  /** x is side A, and y is side B. */
  readonly cross: CrossMoments;
  /** Distinct customers that the row counts. */
  readonly having: readonly [a: number, b: number];
}

export function countsOf({ rows, bases }: ComparedSums, row: number, base: number): ComparedCounts {
  const r = row * ROW;
  const of = base * BASE;
  const side = (s: Side): ClusterMoments => ({
    customers: bases[of + CUSTOMERS + s]!,
    n: bases[of + N + s]!,
    f: rows[r + F + s]!,
    nn: bases[of + NN + s]!,
    fn: rows[r + FN + s]!,
    ff: rows[r + FF + s]!,
  });
  return {
    a: side(0),
    b: side(1),
    cross: {
      nxny: bases[of + NN_CROSS]!,
      nxfy: rows[r + NF_CROSS]!,
      fxny: rows[r + FN_CROSS]!,
      fxfy: rows[r + FF_CROSS]!,
    },
    having: [rows[r + HAVING]!, rows[r + HAVING + 1]!],
  };
}
