// Keeps the counts of two sides by row. A row has a count `f`, and its base has a count `n`, such as the journeys on a
// route and all counted journeys. The tally also keeps sums over customers of the squares and products of these counts,
// from which the intervals and tests are computed (stats/moments.ts). They are needed because counts of one customer
// are not independent, and because a customer may be on both sides. Customers come one after another, so nothing is
// stored per customer. The cost is one step per count, plus one step for each row and base of each customer. Memory is
// about 100 bytes per row and 70 per base.

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

/** The sums of each row begin at row · ROW, and the sums of each base at base · BASE. */
export interface ComparedSums {
  readonly rows: Float64Array;
  readonly bases: Float64Array;
}

export class CompareTally {
  #rows = new Float64Array(64 * ROW);
  #bases = new Float64Array(64 * BASE);
  // The counts of the current customer: `#f` is indexed by row · 2 + side, and `#n` by base · 2 + side. All of them are
  // 0 between two customers.
  #f = new Int32Array(128);
  #n = new Uint32Array(128);
  /** The rows and bases with counts of the current customer, and the base of each of these rows. */
  #hasRow = new Uint32Array(64);
  #baseOf = new Uint32Array(64);
  #hasBase = new Uint32Array(64);
  #withRows = 0;
  #withBases = 0;

  /** Adds occurrences of the current customer to the base. */
  among(base: number, side: Side, times = 1): void {
    if (2 * base + 1 >= this.#n.length) this.#reserveBases(base + 1);
    const n = this.#n;
    if (n[2 * base] === 0 && n[2 * base + 1] === 0) this.#hasBase[this.#withBases++] = base;
    n[2 * base + side]! += times;
  }

  /** Adds the current customer's occurrences, or a score, to the row. The base of a row is always the same. */
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

  /** Ends the current customer. */
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

  /** The sums of `rows` rows and `bases` bases, including those without counts. */
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

/** Merges the parts of a scan. `rowOf` maps the rows of each part to common rows. Bases are the same in all parts. */
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

/** Returns a tally that has only the rows `from` … `to` − 1, numbered from 0, and all bases. */
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
