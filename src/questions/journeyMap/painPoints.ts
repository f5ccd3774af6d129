// Finds pain points with their evidence: failures, repeated contacts about a case, handoffs that fail, returns to the
// previous touchpoint, steps that come late, and low scores. Each pain point has numbers from another question, and the
// journeys behind them. At most MAX_PAIN_POINTS of each kind are shown in a stage, most journeys or occurrences first.

import type { Scanner } from "../../engine/scan.js";
import { COUNTS_ALONE } from "../../engine/selection.js";
import { DEFAULT_PATH_OPTIONS, type Label } from "../../engine/terms.js";
import { MAX_FIRST } from "../../engine/totals.js";
import { compareKeys } from "../../model/keys.js";
import type { Projection } from "../../projection/projection.js";
import type { AnswerPlace } from "../answers/index.js";
import type { StepConformanceResult } from "../conformance/result.js";
import { sideOf } from "../handoffs/drilldown.js";
import { DEFAULT_HANDOFF_SETTINGS, handoffs } from "../handoffs/index.js";
import { loops } from "../loops/index.js";
import type { PerformanceResult } from "../touchpointPerformance/result.js";
import { lowestComments } from "./comments.js";
import { type JourneyMapPlan, MAX_PAIN_POINTS } from "./plan.js";
import { PAIN_POINTS, type PainPointKind, type PainPointResult } from "./result.js";

/**
 * A return is a pain point only if there are at least LEAST_MOVES moves from one touchpoint to the other, and at least
 * this share of them comes straight back.
 */
const LEAST_MOVES = 30;
const LEAST_BACK = 0.1;

export async function painPointsOf(
  projection: Projection,
  { filter, performance: { goal } }: JourneyMapPlan,
  { rows: touchpoints, isCaseLog }: { readonly rows: readonly PerformanceResult[]; readonly isCaseLog: boolean },
  wantsComments: boolean,
  scanner: Scanner,
): Promise<PainPointResult[]> {
  const settings = { ...DEFAULT_HANDOFF_SETTINGS, grain: "TOUCHPOINT" as const, goal: goal ?? null };
  const broken = await handoffs(projection, { settings, filter, first: MAX_FIRST, wanted: COUNTS_ALONE }, scanner);
  const circles = await loops(
    projection,
    { options: DEFAULT_PATH_OPTIONS, filter, first: MAX_FIRST, wanted: COUNTS_ALONE },
    scanner,
  );
  const comments =
    wantsComments && touchpoints.some(isScoredLow)
      ? await lowestComments(projection, { filter }, scanner)
      : new Map<string, never>();
  return [
    ...touchpoints.flatMap((row) => [
      ...failures(row),
      ...(isCaseLog ? [] : contacts(row)),
      ...lowScores(row, comments.get(row.label.key) ?? []),
    ]),
    ...broken.handoffs
      .filter(({ significant }) => significant === true)
      .flatMap(({ from, to, failed, settled, failRate }) =>
        painPoint(
          "BROKEN_HANDOFF",
          // The target of an attempt that never arrived is a channel, so the attempt is shown in the stage where it was
          // made.
          to.kind === "TOUCHPOINT" ? to : from,
          { count: failed, of: settled, rate: failRate },
          `${share(failed, settled)} of the ${counted(settled)} handoffs from ${from.label} to ${to.label} fail, a significantly higher share than for other handoffs.`,
          {
            question: "handoffs",
            args: { settings: { grain: "TOUCHPOINT" } },
            row: { from: sideOf(from), to: sideOf(to), of: "FAILED", reason: null },
          },
        ),
      ),
    ...circles.returns
      .filter(({ isHandoff, count, share: rate }) => isHandoff && rate >= LEAST_BACK && count / rate >= LEAST_MOVES)
      .flatMap(({ from, via, count, share: rate }) => {
        const of = Math.round(count / rate);
        return painPoint(
          "LOOP",
          from,
          { count, of, rate },
          `After ${share(rate, 1)} of the ${counted(of)} moves from ${from.label} to ${via.label}, the customer goes straight back.`,
          { question: "loops", args: {}, row: { from: from.key, via: via.key } },
        );
      }),
  ];
}

/**
 * Returns a list with one pain point, or an empty list if `count` is 0. The pain point is shown in the stage of
 * `label`.
 */
function painPoint(
  kind: PainPointKind,
  label: Label,
  { count, of, rate }: Pick<PainPointResult, "count" | "of" | "rate">,
  sentence: string,
  evidence: PainPointResult["evidence"],
  comments: readonly AnswerPlace[] = [],
): PainPointResult[] {
  return count === 0 ? [] : [{ kind, label, sentence, count, of, rate, comments, evidence }];
}

function failures({ label, failure }: PerformanceResult): PainPointResult[] {
  const { count, of } = failure;
  const sentence = `${share(count, of)} of the ${counted(of)} visits to ${label.label} with a known outcome fail.`;
  return painPoint("FAILURE", label, failure, sentence, ofRate(label, "failure"));
}

function contacts({ label, repeatContact }: PerformanceResult): PainPointResult[] {
  const { count, of } = repeatContact;
  const sentence = `In ${share(count, of)} of the ${counted(of)} cases that begin at ${label.label}, the customer makes contact again within seven days.`;
  return painPoint("REPEATED_CONTACT", label, repeatContact, sentence, ofRate(label, "repeatContact"));
}

/**
 * A touchpoint has this pain point if at least MIN_ANSWERS answers have a score, and at least one of them has a low
 * score.
 */
function isScoredLow({ scores: { low } }: PerformanceResult): boolean {
  return low.rate !== null && low.count > 0;
}

function lowScores(row: PerformanceResult, comments: readonly AnswerPlace[]): PainPointResult[] {
  const { label, scores } = row;
  const { count, of } = scores.low;
  if (!isScoredLow(row)) return [];
  const sentence = `${share(count, of)} of the ${counted(of)} scored answers about ${label.label} have a low score.`;
  const evidence = { question: "feedback", args: {}, row: { label: label.key, score: "low" } };
  return painPoint("LOW_SCORE", label, scores.low, sentence, evidence, comments);
}

function ofRate({ key }: Label, rate: string): PainPointResult["evidence"] {
  return { question: "touchpointPerformance", args: {}, row: { label: key, rate, of: "COUNT" } };
}

/** The pain point of a step of the design, as a list that is empty if the step is never late. */
export function lateStep({ key, name, late, reached }: StepConformanceResult, label: Label): PainPointResult[] {
  const sentence = `The step “${name}” comes later than designed in ${counted(late)} of the ${counted(reached)} journeys that reach it.`;
  return painPoint("LATE_STEP", label, { count: late, of: reached, rate: late / reached }, sentence, {
    question: "conformance",
    args: {},
    row: { step: key, of: "LATE" },
  });
}

/**
 * The first MAX_PAIN_POINTS of each kind, with the kinds in the order of PAIN_POINTS. Pain points with equal counts are
 * in the order of their labels and, at the same label, in the given order.
 */
export function chosen(points: readonly PainPointResult[]): PainPointResult[] {
  return PAIN_POINTS.flatMap((kind: PainPointKind) =>
    points
      .filter((point) => point.kind === kind)
      .sort((a, b) => b.count - a.count || compareKeys(a.label.key, b.label.key))
      .slice(0, MAX_PAIN_POINTS),
  );
}

/** A share as a text in per cent, with one decimal if it is less than 1 %. A no-break space comes before the sign. */
export function share(part: number, whole: number): string {
  const percent = (100 * part) / whole;
  return `${percent < 1 && percent > 0 ? percent.toFixed(1) : percent.toFixed(0)}\u00a0%`;
}

/** A count as a text with separators of thousands, as in 1,602. */
export function counted(count: number): string {
  return count.toLocaleString("en-US");
}
