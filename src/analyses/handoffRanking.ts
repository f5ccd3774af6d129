// Which pairs fail more often than the others, by how much, and can that be chance? Ranked pairs (settled handoffs of at
// least `minSupport` customers) are tested against all other settled handoffs (ALL), those into the same channel
// (TARGET), or the same pair in the span before (EARLIER); those found significant are set aside and the rest is tested
// again until none is added, or one big fault would hide the next. Cost: rounds × rows per pair and customer.
import type { PairCounts } from "./handoffCounts.js";
import { concurrentOthers, earlierOthers, type Others, ownMoments } from "./handoffOthers.js";
import type { HandoffSettings } from "./handoffSettings.js";
import { benjaminiHochberg } from "./statsBenjaminiHochberg.js";
import { type Bounds, clusteredWilson } from "./statsInterval.js";
import type { TrialMoments } from "./statsMoments.js";
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

  const group = settings.baselineBy === "TARGET" ? target : null;
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
