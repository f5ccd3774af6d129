// Which pairs fail more often than the others, by how much, and can that be chance? Ranked pairs (settled handoffs of at
// least `minSupport` customers) are tested against all other settled handoffs (ALL), those into the same channel
// (TARGET), or the same pair in the span before (EARLIER); those found significant are set aside and the rest is tested
// again until none is added, or one big fault would hide the next. Cost: rounds × rows per pair and customer.
import type { CustomerCounts, PairCounts } from "./handoffCounts.js";
import type { HandoffSettings } from "./handoffSettings.js";
import { benjaminiHochberg } from "./statsBenjaminiHochberg.js";
import { type Bounds, clusteredWilson } from "./statsInterval.js";
import type { ClusterMoments, CrossMoments } from "./statsMoments.js";
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

function effect({ n, f }: ClusterMoments, { n: m, f: g }: ClusterMoments): number {
  return (f * m - g * n) / (n * m);
}

interface Others {
  readonly moments: ClusterMoments;
  readonly cross: CrossMoments;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function none(): Mutable<ClusterMoments> {
  return { customers: 0, n: 0, f: 0, nn: 0, fn: 0, ff: 0 };
}

function uncrossed(): Mutable<CrossMoments> {
  return { nxny: 0, nxfy: 0, fxny: 0, fxfy: 0 };
}

function addCustomer(moments: Mutable<ClusterMoments>, n: number, f: number): void {
  if (n === 0) return;
  moments.customers++;
  moments.n += n;
  moments.f += f;
  moments.nn += n * n;
  moments.fn += f * n;
  moments.ff += f * f;
}

function addCross(cross: Mutable<CrossMoments>, nx: number, fx: number, ny: number, fy: number): void {
  cross.nxny += nx * ny;
  cross.nxfy += nx * fy;
  cross.fxny += fx * ny;
  cross.fxfy += fx * fy;
}

function ownMoments({ customers, firsts, pair, settled, failed }: CustomerCounts, pairs: number): ClusterMoments[] {
  const own = Array.from({ length: pairs }, none);
  for (let row = 0; row < firsts[customers]!; row++) addCustomer(own[pair[row]!]!, settled[row]!, failed[row]!);
  return own;
}

function earlierOthers(
  { customers, firsts, pair, settled, failed, earlierSettled, earlierFailed }: CustomerCounts,
  pairs: number,
): Others[] {
  const others = Array.from({ length: pairs }, () => ({ moments: none(), cross: uncrossed() }));
  for (let row = 0; row < firsts[customers]!; row++) {
    const { moments, cross } = others[pair[row]!]!;
    addCustomer(moments, earlierSettled[row]!, earlierFailed[row]!);
    addCross(cross, settled[row]!, failed[row]!, earlierSettled[row]!, earlierFailed[row]!);
  }
  return others;
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
  const whole = Array.from({ length: groups }, none);
  const cross = own.map(uncrossed);
  // One customer's handoffs of each group, those set aside left out.
  const n = new Float64Array(groups);
  const f = new Float64Array(groups);
  for (let c = 0; c < customers; c++) {
    const [first, end] = [firsts[c]!, firsts[c + 1]!];
    for (let row = first; row < end; row++) {
      const p = pair[row]!;
      if (aside[p] === 1) continue;
      n[group[p]!]! += settled[row]!;
      f[group[p]!]! += failed[row]!;
    }
    for (let row = first; row < end; row++) {
      const p = pair[row]!;
      addCross(cross[p]!, settled[row]!, failed[row]!, n[group[p]!]!, f[group[p]!]!);
    }
    for (let row = first; row < end; row++) {
      const g = group[pair[row]!]!;
      addCustomer(whole[g]!, n[g]!, f[g]!);
      n[g] = 0;
      f[g] = 0;
    }
  }
  // The pair's own part was counted in, unless it was set aside; squares and products follow from (whole − own)².
  return own.map((mine, p) => {
    const all = whole[group[p]!]!;
    const with_ = cross[p]!;
    if (aside[p] === 1) return { moments: all, cross: with_ };
    return {
      moments: {
        customers: 0,
        n: all.n - mine.n,
        f: all.f - mine.f,
        nn: all.nn - 2 * with_.nxny + mine.nn,
        fn: all.fn - with_.nxfy - with_.fxny + mine.fn,
        ff: all.ff - 2 * with_.fxfy + mine.ff,
      },
      cross: {
        nxny: with_.nxny - mine.nn,
        nxfy: with_.nxfy - mine.fn,
        fxny: with_.fxny - mine.fn,
        fxfy: with_.fxfy - mine.ff,
      },
    };
  });
}
