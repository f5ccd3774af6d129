// Computes statistics of waits and durations: n, mean, and exact quantiles. The p quantile is interpolated linearly
// between two of the sorted values x[0] … x[n − 1]: with h = (n − 1)·p, it is x[⌊h⌋] + (h − ⌊h⌋)·(x[⌊h⌋ + 1] − x[⌊h⌋]).
// This is type 7 of R. J. Hyndman and Y. Fan, "Sample quantiles in statistical packages", The American Statistician
// 50(4), 1996, doi:10.1080/00031305.1996.10473566; it is the default of R and NumPy.
//
// The values are not sorted. The few values x[k] that are needed are selected in expected linear time, by the method of
// R. W. Floyd and R. L. Rivest, "Algorithm 489: the algorithm SELECT", Communications of the ACM 18(3), 1975,
// doi:10.1145/360680.360694.
import { enlarged } from "./enlarged.js";
import type { Wanted } from "./selection.js";
import type { Quartiles, WaitStats } from "./terms.js";

export const NO_WAITS: WaitStats = { n: 0, mean: null, median: null, p90: null, p95: null };

/** Returns the statistics of the first `n` values, in milliseconds. Reorders the values. */
export function waitStats(values: Float64Array, n: number = values.length): WaitStats {
  if (n === 0) return NO_WAITS;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += values[i]!;
  // After each selection, all greater values are to the right of the selected one, so the next selection searches only
  // there.
  const median = quantile(values, 0, n, 0.5);
  const p90 = quantile(values, rank(n, 0.5), n, 0.9);
  const p95 = quantile(values, rank(n, 0.9), n, 0.95);
  return { n, mean: sum / n, median, p90, p95 };
}

/**
 * The lower and the upper quartile of the values: half of the values lie between them. Reorders the values in place.
 */
export function quartilesOf(values: Float64Array): Quartiles {
  const n = values.length;
  if (n === 0) return { lower: null, upper: null };
  const lower = quantile(values, 0, n, 0.25);
  return { lower, upper: quantile(values, rank(n, 0.25), n, 0.75) };
}

/** Returns the statistics, without quantiles, of `n` waits that add up to `sum`. */
export function meanWait(n: number, sum: number): WaitStats {
  return n === 0 ? NO_WAITS : { n, mean: sum / n, median: null, p90: null, p95: null };
}

function rank(n: number, p: number): number {
  return Math.floor((n - 1) * p);
}

/** `from` is the position where the search starts: no value before it is larger than any value after it. */
function quantile(values: Float64Array, from: number, n: number, p: number): number {
  const k = rank(n, p);
  select(values, k, from, n - 1);
  const low = values[k]!;
  const part = (n - 1) * p - k;
  if (part === 0 || k + 1 >= n) return low;
  let high = values[k + 1]!;
  for (let i = k + 2; i < n; i++) if (values[i]! < high) high = values[i]!;
  return between(low, high, part);
}

function between(low: number, high: number, part: number): number {
  return low + part * (high - low);
}

/**
 * The `p` quantile of `n` values of which only x[⌊h⌋] (`low`) and x[⌊h⌋ + 1] (`high`) are known. If x[⌊h⌋] is the last
 * value, `high` is omitted. The arithmetic is the same as in `waitStats`, so both give the same double.
 */
export function quantileBetween(n: number, p: number, low: number, high: number = low): number {
  return between(low, high, (n - 1) * p - rank(n, p));
}

/** Below this size, sampling costs more than it saves, according to the authors of the algorithm. */
const SAMPLE_FROM = 600;

/**
 * Reorders the values so that position k has the value that it would have if left … right were sorted, and no value
 * before it is larger.
 */
function select(values: Float64Array, k: number, leftmost: number, rightmost: number): void {
  let left = leftmost;
  let right = rightmost;
  while (right > left) {
    if (right - left > SAMPLE_FROM) {
      const n = right - left + 1;
      const m = k - left + 1;
      const z = Math.log(n);
      const s = 0.5 * Math.exp((2 * z) / 3);
      const sd = 0.5 * Math.sqrt((z * s * (n - s)) / n) * (m - n / 2 < 0 ? -1 : 1);
      select(
        values,
        k,
        Math.max(left, Math.floor(k - (m * s) / n + sd)),
        Math.min(right, Math.floor(k + ((n - m) * s) / n + sd)),
      );
    }
    const pivot = values[k]!;
    let i = left;
    let j = right;
    swap(values, left, k);
    if (values[right]! > pivot) swap(values, left, right);
    while (i < j) {
      swap(values, i, j);
      i++;
      j--;
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
    }
    if (values[left] === pivot) swap(values, left, j);
    else {
      j++;
      swap(values, j, right);
    }
    if (j <= k) left = j + 1;
    if (k <= j) right = j - 1;
  }
}

function swap(values: Float64Array, a: number, b: number): void {
  const value = values[a]!;
  values[a] = values[b]!;
  values[b] = value;
}

export function concatenated(lists: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(lists.reduce((n, list) => n + list.length, 0));
  let n = 0;
  for (const list of lists) {
    all.set(list, n);
    n += list.length;
  }
  return all;
}

/** A growing list of waits. */
export class Waits {
  n = 0;
  #values = new Float64Array(16);

  add(milliseconds: number): void {
    if (this.n === this.#values.length) this.#values = enlarged(this.#values, this.n * 2);
    this.#values[this.n++] = milliseconds;
  }

  values(): Float64Array {
    return this.#values.slice(0, this.n);
  }

  stats(): WaitStats {
    return waitStats(this.#values, this.n);
  }
}

/** Waits of many rows as plain data for another thread; rows without waits are left out. */
export type WaitParts = readonly (readonly [row: number, waits: Float64Array])[];

/** Collects the waits of each row, if the client selected quantiles. */
export class WaitRows {
  readonly #rows: (Waits | undefined)[] | null;

  constructor(rows: number, isWanted = true) {
    this.#rows = isWanted ? new Array(rows) : null;
  }

  add(row: number, milliseconds: number): void {
    const rows = this.#rows;
    if (rows === null) return;
    const waits = rows[row] ?? new Waits();
    rows[row] = waits;
    waits.add(milliseconds);
  }

  parts(): WaitParts {
    const parts: (readonly [number, Float64Array])[] = [];
    this.#rows?.forEach((waits, row) => {
      if (waits !== undefined) parts.push([row, waits.values()]);
    });
    return parts;
  }
}

/** The statistics of `n` waits that add up to `sum`, as far as the client selected them. `lists` has the waits. */
export function waitsOf(
  { waits = true, quantiles }: Wanted,
  lists: readonly Float64Array[],
  n: number,
  sum: number,
): WaitStats {
  if (!waits) return NO_WAITS;
  return quantiles ? waitStats(concatenated(lists)) : meanWait(n, sum);
}

/** Returns the statistics of a row's `n` waits, which add up to `sum`, as far as the client selected them. */
export function waitsByRow(
  wanted: Wanted,
  parts: readonly { readonly waits: WaitParts }[],
): (row: number, n: number, sum: number) => WaitStats {
  const found = new Map<number, Float64Array[]>();
  for (const [row, values] of parts.flatMap(({ waits }) => waits)) found.set(row, [...(found.get(row) ?? []), values]);
  return (row, n, sum) => waitsOf(wanted, found.get(row) ?? [], n, sum);
}
