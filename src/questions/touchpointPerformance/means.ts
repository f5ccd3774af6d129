// Compares the mean times before and after a change. For each row, it keeps two kinds of sums over customers: sums of
// their times on each side, and sums of the products from which the interval is computed. The times are those of cases.
// Few customers have cases, so only the rows that occur are kept, in a map. Sums are BigInt, because doubles cannot add
// squares of milliseconds exactly.

import { SECOND } from "../../model/time.js";
import { clusteredMeanDifference, type MeanCrossMoments, type MeanMoments } from "../../stats/meanDifference.js";
import type { Side } from "../compare/tally.js";
import type { ComparedMeanResult } from "./result.js";

/**
 * The columns of a row. For each side, they are the number of customers, and the sums of n, s, n², s·n and s² over
 * customers. n is the number of a customer's times, and s is the sum of these times. Then follow the sums of the
 * products of n or s on side A (nx, sx) with n or s on side B (ny, sy).
 */
const SIDE = 6;
const CROSS = 2 * SIDE;
const SUMS = CROSS + 4;

export type MeanSums = ReadonlyMap<number, readonly bigint[]>;

export class MeanTally {
  readonly #sums = new Map<number, bigint[]>();
  /** For each row, the number n and the sum s of the current customer's times: n of A, s of A, n of B, s of B. */
  readonly #own = new Map<number, [number, number, number, number]>();

  add(row: number, side: Side, milliseconds: number): void {
    const own = this.#own.get(row) ?? [0, 0, 0, 0];
    this.#own.set(row, own);
    own[2 * side]!++;
    own[2 * side + 1]! += milliseconds;
  }

  endCustomer(): void {
    if (this.#own.size === 0) return;
    for (const [row, own] of this.#own) {
      const sums = this.#sums.get(row) ?? new Array<bigint>(SUMS).fill(0n);
      this.#sums.set(row, sums);
      const [na, sa, nb, sb] = own.map(BigInt) as [bigint, bigint, bigint, bigint];
      for (const [at, n, s] of [
        [0, na, sa],
        [SIDE, nb, sb],
      ] as const) {
        if (n === 0n) continue;
        sums[at]!++;
        sums[at + 1]! += n;
        sums[at + 2]! += s;
        sums[at + 3]! += n * n;
        sums[at + 4]! += s * n;
        sums[at + 5]! += s * s;
      }
      sums[CROSS]! += na * nb;
      sums[CROSS + 1]! += na * sb;
      sums[CROSS + 2]! += sa * nb;
      sums[CROSS + 3]! += sa * sb;
    }
    this.#own.clear();
  }

  finish(): MeanSums {
    return this.#sums;
  }
}

export function comparedMean(parts: readonly MeanSums[], row: number): ComparedMeanResult {
  const sums = new Array<bigint>(SUMS).fill(0n);
  for (const part of parts)
    part.get(row)?.forEach((sum, i) => {
      sums[i]! += sum;
    });
  const side = (at: number): MeanMoments => {
    const [customers, n, s, nn, sn, ss] = sums.slice(at, at + SIDE) as [bigint, bigint, bigint, bigint, bigint, bigint];
    return { customers, n, s, nn, sn, ss };
  };
  const [nxny, nxsy, sxny, sxsy] = sums.slice(CROSS) as [bigint, bigint, bigint, bigint];
  const cross: MeanCrossMoments = { nxny, nxsy, sxny, sxsy };
  const [a, b] = [side(0), side(SIDE)];
  const mean = ({ n, s }: MeanMoments): number | null => (n === 0n ? null : Number(s) / Number(n));
  const [before, after] = [mean(a), mean(b)];
  const interval = clusteredMeanDifference(a, b, cross);
  return {
    before,
    after,
    beforeCount: Number(a.n),
    afterCount: Number(b.n),
    difference: before === null || after === null ? null : (after - before) / SECOND,
    interval: interval === null ? null : { low: interval.low / SECOND, high: interval.high / SECOND },
  };
}
