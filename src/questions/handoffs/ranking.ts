// Finds the pairs that fail more often than the others, by how much, and whether the difference is significant. A pair
// is ranked if its settled handoffs come from at least `minSupport` customers. Depending on the baseline, a ranked pair
// is tested against all other settled handoffs (ALL), the other settled handoffs into the same channel (TARGET), or its
// own handoffs in the earlier period (EARLIER). A pair with a very high fail rate raises the baseline, and could hide
// another pair. Significant pairs are therefore set aside: the tests are repeated without their handoffs in the
// baseline, until no more pairs become significant. Each round costs one step per pair and customer.

import { benjaminiHochberg } from "../../stats/benjaminiHochberg.js";
import { type Bounds, clusteredWilson } from "../../stats/interval.js";
import type { TrialMoments } from "../../stats/moments.js";
import { clusteredScoreTest } from "../../stats/scoreTest.js";
import type { Evidence, Others } from "./evidence.js";
import type { HandoffSettings } from "./settings.js";

export interface PairStanding {
  readonly failRateInterval: Bounds | null;
  readonly baseline: number | null;
  /**
   * The number of failures in excess of the number at the fail rate of the baseline; at least 0, and rounded to six
   * decimals.
   */
  readonly excessFailures: number;
  readonly pValue: number | null;
  readonly ranked: boolean;
  readonly significant: boolean;
}

/**
 * A tolerance for rounding: a difference that equals `minEffect` in decimal notation may be slightly less in binary.
 */
const ROUNDING = 1e-12;
/** Excess failures are compared and reported to six decimals. */
const SIX_DECIMALS = 1e6;

/** Ranks and tests the pairs. The result has an entry for each pair. */
export async function standPairs(
  evidence: Evidence,
  { minSupport, minEffect }: Pick<HandoffSettings, "minSupport" | "minEffect">,
): Promise<PairStanding[]> {
  const { own } = evidence;
  const ranked: number[] = [];
  own.forEach(({ customers }, pair) => {
    if (customers >= minSupport) ranked.push(pair);
  });

  const aside = new Uint8Array(own.length);
  let others: readonly Others[];
  let pValues: (number | null)[];
  for (let added = true, any = false; added; any = true) {
    others = await evidence.others(any ? aside : null);
    pValues = ranked.map((pair) => clusteredScoreTest(own[pair]!, others[pair]!.moments, others[pair]!.cross));
    added = false;
    benjaminiHochberg(pValues).forEach((believed, i) => {
      const pair = ranked[i]!;
      if (!believed || aside[pair] === 1 || effect(own[pair]!, others[pair]!.moments) + ROUNDING < minEffect) return;
      aside[pair] = 1;
      added = true;
    });
  }

  const pValueOf = new Map(ranked.map((pair, i) => [pair, pValues[i]!]));
  return own.map((mine, pair) => {
    const { n: m, f: g } = others[pair]!.moments;
    // n · (f/n − g/m), rearranged so that only the division rounds.
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
