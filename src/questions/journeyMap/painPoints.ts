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

/** A pain point, and the key of the touchpoint in whose stage it is shown. */
export interface PlacedPainPoint {
  readonly touchpoint: string;
  readonly point: PainPointResult;
}

export async function painPointsOf(
  projection: Projection,
  { filter, performance: { goal } }: JourneyMapPlan,
  { rows: touchpoints, isCaseLog }: { readonly rows: readonly PerformanceResult[]; readonly isCaseLog: boolean },
  wantsComments: boolean,
  scanner: Scanner,
): Promise<PlacedPainPoint[]> {
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
      .map(({ from, to, failed, settled, failRate }): PlacedPainPoint => {
        // The target of an attempt that never arrived is a channel, so the attempt is shown in the stage where it was
        // made.
        const at = to.kind === "TOUCHPOINT" ? to : from;
        const side = ({ key, kind }: Label) => (kind === "CHANNEL" ? { channel: key } : { touchpoint: key });
        return {
          touchpoint: at.key,
          point: {
            kind: "BROKEN_HANDOFF",
            label: at,
            sentence: `${share(failed, settled)} of the ${counted(settled)} handoffs from ${from.label} to ${to.label} fail, more than of other handoffs.`,
            count: failed,
            of: settled,
            rate: failRate,
            comments: [],
            evidence: {
              question: "handoffs",
              args: { settings: { grain: "TOUCHPOINT" } },
              row: { from: side(from), to: side(to), of: "FAILED", reason: null },
            },
          },
        };
      }),
    ...circles.returns
      .filter(
        ({ isHandoff, count, share: part }) => isHandoff === true && part >= LEAST_BACK && count / part >= LEAST_MOVES,
      )
      .map(
        ({ from, via, count, share: part }): PlacedPainPoint => ({
          touchpoint: from.key,
          point: {
            kind: "LOOP",
            label: from,
            sentence: `${share(part, 1)} of the ${counted(Math.round(count / part))} moves from ${from.label} to ${via.label} come straight back.`,
            count,
            of: Math.round(count / part),
            rate: part,
            comments: [],
            evidence: { question: "loops", args: {}, row: { from: from.key, via: via.key } },
          },
        }),
      ),
  ];
}

function failures({ label, failure: { count, of, rate } }: PerformanceResult): PlacedPainPoint[] {
  if (count === 0) return [];
  return [
    {
      touchpoint: label.key,
      point: {
        kind: "FAILURE",
        label,
        sentence: `${share(count, of)} of the ${counted(of)} visits to ${label.label} with a known outcome fail.`,
        count,
        of,
        rate,
        comments: [],
        evidence: ofRate(label, "failure"),
      },
    },
  ];
}

function contacts({ label, repeatContact: { count, of, rate } }: PerformanceResult): PlacedPainPoint[] {
  if (count === 0) return [];
  return [
    {
      touchpoint: label.key,
      point: {
        kind: "REPEATED_CONTACT",
        label,
        sentence: `In ${share(count, of)} of the ${counted(of)} cases that begin at ${label.label}, the customer makes contact again within seven days.`,
        count,
        of,
        rate,
        comments: [],
        evidence: ofRate(label, "repeatContact"),
      },
    },
  ];
}

/**
 * A touchpoint has this pain point if at least MIN_ANSWERS answers have a score, and at least one of them has a low
 * score.
 */
function isScoredLow({ scores: { low } }: PerformanceResult): boolean {
  return low.rate !== null && low.count > 0;
}

function lowScores(row: PerformanceResult, comments: readonly AnswerPlace[]): PlacedPainPoint[] {
  const { label, scores } = row;
  const { count, of, rate } = scores.low;
  if (!isScoredLow(row)) return [];
  return [
    {
      touchpoint: label.key,
      point: {
        kind: "LOW_SCORE",
        label,
        sentence: `${share(count, of)} of the ${counted(of)} answers with a score about ${label.label} have a low one.`,
        count,
        of,
        rate,
        comments,
        evidence: { question: "feedback", args: {}, row: { label: label.key, score: "low" } },
      },
    },
  ];
}

function ofRate({ key }: Label, rate: string): PainPointResult["evidence"] {
  return { question: "touchpointPerformance", args: {}, row: { label: key, rate, of: "COUNT" } };
}

/** The pain point of a step of the design; null if it is never late. */
export function lateStep(step: StepConformanceResult, label: Label): PainPointResult | null {
  const { key, name, late, reached } = step;
  if (late === 0) return null;
  return {
    kind: "LATE_STEP",
    label,
    sentence: `${name} comes later than designed in ${counted(late)} of the ${counted(reached)} journeys that reach it.`,
    count: late,
    of: reached,
    rate: late / reached,
    comments: [],
    evidence: { question: "conformance", args: {}, row: { step: key, of: "LATE" } },
  };
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

/** A share as a text in per cent, with one decimal if it is less than 1 %. */
export function share(part: number, whole: number): string {
  const percent = (100 * part) / whole;
  return `${percent < 1 && percent > 0 ? percent.toFixed(1) : percent.toFixed(0)} %`;
}

/** A count as a text with separators of thousands, as in 1,602. */
export function counted(count: number): string {
  return count.toLocaleString("en-US");
}
