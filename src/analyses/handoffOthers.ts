// What each pair is compared with, as sums over customers: its own settled handoffs, all others of its group that were not
// set aside, or its own in the earlier span. Cost: one walk through the rows per pair and customer.
import type { CustomerCounts } from "./handoffCounts.js";
import type { ClusterMoments, CrossMoments, TrialMoments } from "./statsMoments.js";

/** What a pair is compared with, and its products with the pair's own, customer by customer. */
export interface Others {
  readonly moments: TrialMoments;
  readonly cross: CrossMoments;
}

/** Moments of many sets of trials, five numbers each; objects of doubles would be ten times slower to add to. */
class Moments {
  readonly #sums: Float64Array;
  readonly #customers: Uint32Array;

  constructor(sets: number) {
    this.#sums = new Float64Array(5 * sets);
    this.#customers = new Uint32Array(sets);
  }

  add(set: number, n: number, f: number): void {
    const sums = this.#sums;
    const at = 5 * set;
    this.#customers[set]!++;
    sums[at]! += n;
    sums[at + 1]! += f;
    sums[at + 2]! += n * n;
    sums[at + 3]! += f * n;
    sums[at + 4]! += f * f;
  }

  of(set: number): ClusterMoments {
    const [n, f, nn, fn, ff] = this.#sums.subarray(5 * set, 5 * set + 5) as unknown as [
      number,
      number,
      number,
      number,
      number,
    ];
    return { customers: this.#customers[set]!, n, f, nn, fn, ff };
  }
}

class Crosses {
  readonly #sums: Float64Array;

  constructor(pairs: number) {
    this.#sums = new Float64Array(4 * pairs);
  }

  add(pair: number, nx: number, fx: number, ny: number, fy: number): void {
    const sums = this.#sums;
    const at = 4 * pair;
    sums[at]! += nx * ny;
    sums[at + 1]! += nx * fy;
    sums[at + 2]! += fx * ny;
    sums[at + 3]! += fx * fy;
  }

  of(pair: number): CrossMoments {
    const [nxny, nxfy, fxny, fxfy] = this.#sums.subarray(4 * pair, 4 * pair + 4) as unknown as [
      number,
      number,
      number,
      number,
    ];
    return { nxny, nxfy, fxny, fxfy };
  }
}

export function ownMoments(
  { customers, firsts, pair, settled, failed }: CustomerCounts,
  pairs: number,
): ClusterMoments[] {
  const own = new Moments(pairs);
  const rows = firsts[customers]!;
  for (let row = 0; row < rows; row++) if (settled[row] !== 0) own.add(pair[row]!, settled[row]!, failed[row]!);
  return Array.from({ length: pairs }, (_, p) => own.of(p));
}

export function earlierOthers(byCustomer: CustomerCounts, pairs: number): Others[] {
  const { customers, firsts, pair, settled, failed, earlierSettled, earlierFailed } = byCustomer;
  const moments = new Moments(pairs);
  const cross = new Crosses(pairs);
  const rows = firsts[customers]!;
  for (let row = 0; row < rows; row++) {
    if (earlierSettled[row] === 0) continue;
    moments.add(pair[row]!, earlierSettled[row]!, earlierFailed[row]!);
    cross.add(pair[row]!, settled[row]!, failed[row]!, earlierSettled[row]!, earlierFailed[row]!);
  }
  return Array.from({ length: pairs }, (_, p) => ({ moments: moments.of(p), cross: cross.of(p) }));
}

/** Everything of the pair's group that is neither on the pair nor on one that was set aside. */
export function concurrentOthers(
  byCustomer: CustomerCounts,
  own: readonly ClusterMoments[],
  group: ArrayLike<number> | null,
  aside: Uint8Array,
): Others[] {
  const groups = group === null ? 1 : own.reduce((most, _, p) => Math.max(most, group[p]! + 1), 0);
  const whole = new Moments(groups);
  const crosses = new Crosses(own.length);
  if (group === null) addAll(byCustomer, aside, whole, crosses);
  else addByGroup(byCustomer, group, groups, aside, whole, crosses);
  // The pair's own part was counted in, unless it was set aside; squares and products follow from (whole − own)².
  return own.map((mine, p) => {
    const all = whole.of(group === null ? 0 : group[p]!);
    const shared = crosses.of(p);
    if (aside[p] === 1) return { moments: all, cross: shared };
    return {
      moments: {
        n: all.n - mine.n,
        f: all.f - mine.f,
        nn: all.nn - 2 * shared.nxny + mine.nn,
        fn: all.fn - shared.nxfy - shared.fxny + mine.fn,
        ff: all.ff - 2 * shared.fxfy + mine.ff,
      },
      cross: {
        nxny: shared.nxny - mine.nn,
        nxfy: shared.nxfy - mine.fn,
        fxny: shared.fxny - mine.fn,
        fxfy: shared.fxfy - mine.ff,
      },
    };
  });
}

function addAll(byCustomer: CustomerCounts, aside: Uint8Array, whole: Moments, crosses: Crosses): void {
  const { customers, firsts, pair, settled, failed } = byCustomer;
  for (let c = 0; c < customers; c++) {
    const first = firsts[c]!;
    const end = firsts[c + 1]!;
    let n = 0;
    let f = 0;
    for (let row = first; row < end; row++) {
      if (aside[pair[row]!] === 1) continue;
      n += settled[row]!;
      f += failed[row]!;
    }
    if (n === 0) continue;
    for (let row = first; row < end; row++) crosses.add(pair[row]!, settled[row]!, failed[row]!, n, f);
    whole.add(0, n, f);
  }
}

function addByGroup(
  byCustomer: CustomerCounts,
  group: ArrayLike<number>,
  groups: number,
  aside: Uint8Array,
  whole: Moments,
  crosses: Crosses,
): void {
  const { customers, firsts, pair, settled, failed } = byCustomer;
  // One customer's handoffs of each group, those set aside left out.
  const n = new Float64Array(groups);
  const f = new Float64Array(groups);
  for (let c = 0; c < customers; c++) {
    const first = firsts[c]!;
    const end = firsts[c + 1]!;
    for (let row = first; row < end; row++) {
      const p = pair[row]!;
      if (aside[p] === 1) continue;
      n[group[p]!]! += settled[row]!;
      f[group[p]!]! += failed[row]!;
    }
    for (let row = first; row < end; row++) {
      const p = pair[row]!;
      crosses.add(p, settled[row]!, failed[row]!, n[group[p]!]!, f[group[p]!]!);
    }
    for (let row = first; row < end; row++) {
      const g = group[pair[row]!]!;
      if (n[g] === 0) continue;
      whole.add(g, n[g]!, f[g]!);
      n[g] = 0;
      f[g] = 0;
    }
  }
}
