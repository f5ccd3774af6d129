// Which pairs fail more often than the others, by how much, and can that be chance? Ranked pairs (settled handoffs of at
// least `minSupport` customers) are tested against all other settled handoffs (ALL), those into the same channel
// (TARGET), or the same pair in the span before (EARLIER); those found significant are set aside and the rest is tested
// again until none is added, or one big fault would hide the next. Cost: rounds × rows per pair and customer.
import type { CustomerCounts, PairCounts } from "./handoffCounts.js";
import type { HandoffSettings } from "./handoffSettings.js";
import { benjaminiHochberg } from "./statsBenjaminiHochberg.js";
import { type Bounds, clusteredWilson } from "./statsInterval.js";
import type { ClusterMoments, CrossMoments, TrialMoments } from "./statsMoments.js";
import { clusteredScoreTest } from "./statsScoreTest.js";

export interface PairStanding {
  readonly failRateInterval: Bounds | null;
  readonly baseline: number | null;
  /** To six decimals. */
  readonly excessFailures: number;
  readonly pValue: number | null;
  readonly ranked: boolean;
  readonly significant: boolean;
}

/** So that a difference that is `minEffect` on paper is so in binary fractions too. */
const ROUNDING = 1e-12;
/** Excess failures are compared, and given, to six decimals. */
const SIX_DECIMALS = 1e6;

/** What the tests look at. */
export type TestedCounts = Pick<PairCounts, "pairs" | "byCustomer">;

/** By pair. `target` is the code of each pair's target channel. */
export function standPairs(counts: TestedCounts, target: ArrayLike<number>, settings: HandoffSettings): PairStanding[] {
  const { pairs, byCustomer } = counts;
  const own = ownMoments(byCustomer, pairs);
  const ranked: number[] = [];
  for (let pair = 0; pair < pairs; pair++) if (own[pair]!.customers >= settings.minSupport) ranked.push(pair);

  const group = settings.baselineBy === "TARGET" ? target : new Uint8Array(pairs);
  const aside = new Uint8Array(pairs);
  let others: Others[];
  let pValues: (number | null)[];
  for (let added = true; added; ) {
    others =
      settings.baselineBy === "EARLIER"
        ? earlierOthers(byCustomer, pairs)
        : concurrentOthers(byCustomer, own, group, aside);
    pValues = ranked.map((pair) => clusteredScoreTest(own[pair]!, others[pair]!.moments, others[pair]!.cross));
    added = false;
    benjaminiHochberg(pValues).forEach((believed, i) => {
      const pair = ranked[i]!;
      if (!believed || aside[pair] === 1 || effect(own[pair]!, others[pair]!.moments) + ROUNDING < settings.minEffect)
        return;
      aside[pair] = 1;
      added = true;
    });
  }

  const pValueOf = new Map(ranked.map((pair, i) => [pair, pValues[i]!]));
  return own.map((mine, pair) => {
    const { n: m, f: g } = others[pair]!.moments;
    // n · (f/n − g/m), from whole numbers.
    const excess = m === 0 ? 0 : Math.max(0, (mine.f * m - mine.n * g) / m);
    return {
      failRateInterval: clusteredWilson(mine),
      baseline: m === 0 ? null : g / m,
      excessFailures: Math.round(excess * SIX_DECIMALS) / SIX_DECIMALS,
      pValue: pValueOf.get(pair) ?? null,
      ranked: pValueOf.has(pair),
      significant: aside[pair] === 1,
    };
  });
}

function effect({ n, f }: TrialMoments, { n: m, f: g }: TrialMoments): number {
  return (f * m - g * n) / (n * m);
}

interface Others {
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

function ownMoments({ customers, firsts, pair, settled, failed }: CustomerCounts, pairs: number): ClusterMoments[] {
  const own = new Moments(pairs);
  const rows = firsts[customers]!;
  for (let row = 0; row < rows; row++) if (settled[row] !== 0) own.add(pair[row]!, settled[row]!, failed[row]!);
  return Array.from({ length: pairs }, (_, p) => own.of(p));
}

function earlierOthers(byCustomer: CustomerCounts, pairs: number): Others[] {
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
function concurrentOthers(
  byCustomer: CustomerCounts,
  own: readonly ClusterMoments[],
  group: ArrayLike<number>,
  aside: Uint8Array,
): Others[] {
  const { customers, firsts, pair, settled, failed } = byCustomer;
  const groups = own.reduce((most, _, p) => Math.max(most, group[p]! + 1), 0);
  const whole = new Moments(groups);
  const crosses = new Crosses(own.length);
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
      const g = group[p]!;
      if (n[g] !== 0) crosses.add(p, settled[row]!, failed[row]!, n[g]!, f[g]!);
    }
    for (let row = first; row < end; row++) {
      const g = group[pair[row]!]!;
      if (n[g] === 0) continue;
      whole.add(g, n[g]!, f[g]!);
      n[g] = 0;
      f[g] = 0;
    }
  }
  // The pair's own part was counted in, unless it was set aside; squares and products follow from (whole − own)².
  return own.map((mine, p) => {
    const all = whole.of(group[p]!);
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
