// Compares the scores of two sides, label by label. The value of each side is computed as without a comparison
// (scores.ts). CSAT is a rate, so it is compared as rates are (compare/rates.ts). The other scores are means, which are
// compared by Student's t: an interval of the difference, cut off at the largest possible differences, and a test.
// Means are tested under the same conditions as rates: each side must have enough customers, and enough effective
// customers. For each kind of score, the tests of all labels are judged together by the Benjamini–Hochberg procedure.
// Cost: linear in the labels.
import { recordOf } from "../../engine/parts.js";
import { SCORE_KINDS, type ScoreKind } from "../../model/feedback.js";
import { benjaminiHochberg } from "../../stats/benjaminiHochberg.js";
import { clusteredDifference } from "../../stats/difference.js";
import type { Bounds } from "../../stats/interval.js";
import {
  clusteredMeanDifference,
  clusteredMeanTest,
  type MeanCrossMoments,
  type MeanMoments,
} from "../../stats/meanDifference.js";
import type { ClusterMoments } from "../../stats/moments.js";
import { clusteredScoreTestOfBoth } from "../../stats/scoreTest.js";
import { hasSupport, isTested } from "../compare/rates.js";
import type { ComparedCounts, ComparedSums } from "../compare/tally.js";
import { comparedCounts } from "./comparedTally.js";
import type { ComparedScoreResult, ComparedScores, SideScoreResult } from "./result.js";
import { ENDS, MIN_ANSWERS } from "./scores.js";

/** The compared scores of each label, from the sums of all parts, of which there is at least one. */
export function comparedScores(parts: readonly ComparedSums[], labels: number): ComparedScores[] {
  const countsAt = comparedCounts(parts, labels);
  const byKind = recordOf(SCORE_KINDS, (kind) => {
    const counts = Array.from({ length: labels }, (_, label) => countsAt(label, SCORE_KINDS.indexOf(kind)));
    const pValues = counts.map((own) => pValueOf(kind, own));
    const tested = pValues.flatMap((pValue, label) => (pValue === null ? [] : [label]));
    const judged = benjaminiHochberg(tested.map((label) => pValues[label]!));
    const believed = new Set(tested.filter((_, i) => judged[i]));
    return counts.map((own, label) => comparedScore(kind, own, believed.has(label)));
  });
  return Array.from({ length: labels }, (_, label) => recordOf(SCORE_KINDS, (kind) => byKind[kind][label]!));
}

const NO_SIDE: SideScoreResult = { answers: 0, customers: 0, value: null };
const NO_SCORE: ComparedScoreResult = {
  a: NO_SIDE,
  b: NO_SIDE,
  difference: null,
  interval: null,
  significant: false,
};

/** The compared scores of a label without answers. */
export const NO_COMPARED_SCORES: ComparedScores = { csat: NO_SCORE, nps: NO_SCORE, ces: NO_SCORE, emotion: NO_SCORE };

/** Returns the p-value of the difference; null if the label is not tested. */
function pValueOf(kind: ScoreKind, counts: ComparedCounts): number | null {
  const { a, b, cross } = counts;
  if (kind === "csat") return isTested(counts) ? clusteredScoreTestOfBoth(a, b, cross) : null;
  return hasSupport(a) && hasSupport(b) ? clusteredMeanTest(...meansOf(counts)) : null;
}

function comparedScore(kind: ScoreKind, counts: ComparedCounts, isBelieved: boolean): ComparedScoreResult {
  const [a, b] = [sideOf(counts.a), sideOf(counts.b)];
  if (a.value === null || b.value === null) return { ...NO_SCORE, a, b };
  const interval =
    kind === "csat"
      ? clusteredDifference(counts.a, counts.b, counts.cross)
      : withinScale(clusteredMeanDifference(...meansOf(counts)), ENDS[kind]);
  return {
    a,
    b,
    difference: b.value - a.value,
    interval,
    significant: isBelieved && interval !== null && (interval.low > 0 || interval.high < 0),
  };
}

function sideOf({ n, f, customers }: ClusterMoments): SideScoreResult {
  return { answers: n, customers, value: n < MIN_ANSWERS ? null : f / n };
}

/** Cuts an interval off at the largest possible difference, which is the difference of the two ends of the scale. */
function withinScale(interval: Bounds | null, ends: Bounds): Bounds | null {
  const most = ends.high - ends.low;
  return interval === null ? null : { low: Math.max(-most, interval.low), high: Math.min(most, interval.high) };
}

function meansOf({ a, b, cross }: ComparedCounts): [MeanMoments, MeanMoments, MeanCrossMoments] {
  const side = ({ customers, n, f, nn, fn, ff }: ClusterMoments): MeanMoments => ({
    customers: BigInt(customers),
    n: BigInt(n),
    s: BigInt(f),
    nn: BigInt(nn),
    sn: BigInt(fn),
    ss: BigInt(ff),
  });
  const { nxny, nxfy, fxny, fxfy } = cross;
  return [side(a), side(b), { nxny: BigInt(nxny), nxsy: BigInt(nxfy), sxny: BigInt(fxny), sxsy: BigInt(fxfy) }];
}
