// Computes the scores of a label from the sums over its answers (engine/feedback.ts). Other questions that show scores
// use these functions too.
//
// CSAT is the share of scores 4 and 5. NPS is the share of scores 9 and 10 minus the share of scores 0 to 6. CES and
// emotion are mean scores. Intervals are 95 % confidence intervals. CSAT and the share of low answers have Wilson's
// interval. The other scores have an interval by Student's t, cut off at the ends of the scale. Fewer than MIN_ANSWERS
// scores give no value.

import { type ScoreSums, ScoreTally, sumsOfAnswers, sumsOfKind, sumsOfLow } from "../../engine/feedback.js";
import { recordOf } from "../../engine/parts.js";
import { SCORE_KINDS, type ScoreKind } from "../../model/feedback.js";
import { clusteredMean } from "../../stats/clusteredMean.js";
import { type Bounds, clusteredWilson } from "../../stats/interval.js";
import type { LabelScores, LowScores, Score } from "./result.js";

/** With fewer scores than this, no value is shown, because it would say little about the touchpoint. */
export const MIN_ANSWERS = 5;

/** The lowest and the highest possible value of each kind of score. */
export const ENDS: Readonly<Record<ScoreKind, Bounds>> = {
  csat: { low: 0, high: 1 },
  nps: { low: -1, high: 1 },
  ces: { low: 1, high: 7 },
  emotion: { low: -2, high: 2 },
};

export function scoresOf(sums: ScoreSums, label: number): LabelScores {
  const { n: answers, unjoined, answered, journeys, customers, comments } = sumsOfAnswers(sums, label);
  const kinds = recordOf(SCORE_KINDS, (kind) => scoreOf(sums, label, kind));
  const low = lowOf(sums, label);
  return { ...kinds, low, answers, unjoined, answered, journeys, customers, comments };
}

/** The scores of a label without answers. */
export const NO_SCORES: LabelScores = scoresOf(new ScoreTally(1).finish(), 0);

function lowOf(sums: ScoreSums, label: number): LowScores {
  const { scored, low } = sumsOfLow(sums, label);
  const { n, s, nn, sn, ss, customers } = scored;
  const known = { count: s, of: n, journeys: low.journeys, customers: low.customers };
  if (n < MIN_ANSWERS) return { ...known, rate: null, interval: null };
  return { ...known, rate: s / n, interval: clusteredWilson({ n, f: s, nn, fn: sn, ff: ss, customers }) };
}

function scoreOf(sums: ScoreSums, label: number, kind: ScoreKind): Score {
  const { n, s, nn, sn, ss, customers, journeys } = sumsOfKind(sums, label, kind);
  const known = { answers: n, journeys, customers };
  if (n < MIN_ANSWERS) return { ...known, value: null, interval: null };
  const interval =
    kind === "csat"
      ? clusteredWilson({ n, f: s, nn, fn: sn, ff: ss, customers })
      : clusteredMean({ n, s, nn, sn, ss, customers });
  return { ...known, value: s / n, interval: interval === null ? null : within(interval, ENDS[kind]) };
}

function within({ low, high }: Bounds, ends: Bounds): Bounds {
  return { low: Math.max(low, ends.low), high: Math.min(high, ends.high) };
}
