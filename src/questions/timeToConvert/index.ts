// How long do journeys take from the first step of a funnel to its last step, and does this change over time? The match
// and the totals are the same as in the funnel. Completed journeys are counted. If the whole funnel has a time limit,
// only mature journeys are counted. Among recent journeys, only the fast ones can have completed the funnel so far, so
// they would make the durations look too short. If nothing is counted, every duration is null and every bucket is 0.
// The cost is one pass over the journeys that touch the first step.
import { calendarOf } from "../../engine/periods.js";
import { type Scanner, scannerOf } from "../../engine/scan.js";
import { inScopeOfAll } from "../../engine/scope.js";
import { describeFilter, ratio } from "../../engine/totals.js";
import { concatenated, quartilesOf, waitStats } from "../../engine/waits.js";
import { DAY, formatDuration, HOUR, MINUTE } from "../../model/time.js";
import type { Projection } from "../../projection/projection.js";
import { funnelPlan } from "../funnel/plan.js";
import { describeFunnel, type FunnelShape } from "../funnel/shape.js";
import { describeGroups, type GroupsResult } from "../groups.js";
import type { Question } from "../question.js";
import { type ConversionsOfPeriod, countConversions } from "./count.js";
import { drilldown, type TimeToConvertRow } from "./drilldown.js";
import { GROUPING } from "./groups.js";
import type { TimeToConvertParams } from "./plan.js";
import type { DurationBucketResult, TimeToConvertResult } from "./result.js";

export type { TimeToConvertParams } from "./plan.js";

/** The upper bounds of the buckets, from a minute to a year, at durations that are common in everyday language. */
export const BUCKET_ENDS: readonly number[] = [
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  HOUR,
  6 * HOUR,
  DAY,
  3 * DAY,
  7 * DAY,
  14 * DAY,
  30 * DAY,
  90 * DAY,
  180 * DAY,
  365 * DAY,
];

/** Rejects with a ThroughlineError that names the argument's path, or with the scanner's reason. */
export async function timeToConvert(
  projection: Projection,
  params: TimeToConvertParams,
  scanner: Scanner = scannerOf(projection),
): Promise<TimeToConvertResult> {
  return {
    ...(await answer(projection, params, scanner)),
    ...(await GROUPING.answer(projection, params, scanner, (ofGroup) => answer(projection, ofGroup, scanner))),
  };
}

/** The answer without a breakdown. */
async function answer(
  projection: Projection,
  params: TimeToConvertParams,
  scanner: Scanner,
): Promise<Omit<TimeToConvertResult, keyof GroupsResult<unknown>>> {
  const { steps, within, exclude, options, filter, by, timeZone = null } = params;
  const shape: FunnelShape = { steps, within, exclude, options, filter };
  const plan = funnelPlan(projection, shape);
  const calendar = calendarOf(projection, by, timeZone);
  const parts = await scanner.scan(countConversions, { shape, by, timeZone });
  const sum = (name: "open" | "pending"): number => parts.reduce((n, part) => n + part[name], 0);
  const byPeriod = new Map<number, ConversionsOfPeriod[]>();
  for (const part of parts)
    for (const found of part.periods) byPeriod.set(found.period, [...(byPeriod.get(found.period) ?? []), found]);
  const periods = [...byPeriod].sort(([a], [b]) => a - b).map(([number, found]) => ({ number, ...added(found) }));
  const all = added(parts.flatMap((part) => part.periods));
  const pending = sum("pending");
  const counted = all.matureCompleted;
  return {
    totals: {
      ...inScopeOfAll(projection, plan.filter, parts),
      matched: all.matched,
      completed: all.completed,
      counted,
      dropped: all.matched - all.completed - pending,
      pending,
      open: sum("open"),
      completionRate: ratio(counted, all.mature),
      mature: all.mature,
      matureCompleted: counted,
      shown: counted,
      shownShare: ratio(counted, counted),
      otherRoutes: 0,
      otherCount: 0,
    },
    histogram: histogramOf(all.durations),
    duration: waitStats(all.durations),
    quartiles: quartilesOf(all.durations),
    periods: periods.map(({ number, durations, ...counts }) => ({
      ...counts,
      name: calendar.name(number),
      from: calendar.start(number),
      before: calendar.end(number),
      completionRate: ratio(counts.matureCompleted, counts.mature),
      duration: waitStats(durations),
      quartiles: quartilesOf(durations),
    })),
    remarks: {
      settings: {
        ...describeFunnel(shape),
        by,
        timeZone: timeZone ?? projection.timeZone,
        ...describeGroups(projection, params),
        filter: describeFilter(filter),
        journeyGap: formatDuration(projection.journeyGap),
      },
      warnings:
        plan.whole === Number.POSITIVE_INFINITY
          ? [
              ...plan.warnings,
              "Without a window, the slow conversions of the last periods are still missing, so these periods look quicker than they are. Give `within`.",
            ]
          : plan.warnings,
    },
  };
}

function added(found: readonly ConversionsOfPeriod[]): Omit<ConversionsOfPeriod, "period"> {
  const sum = (name: "matched" | "completed" | "mature" | "matureCompleted"): number =>
    found.reduce((n, one) => n + one[name], 0);
  return {
    matched: sum("matched"),
    completed: sum("completed"),
    mature: sum("mature"),
    matureCompleted: sum("matureCompleted"),
    durations: concatenated(found.map(({ durations }) => durations)),
  };
}

function histogramOf(durations: Float64Array): DurationBucketResult[] {
  const counts = new Uint32Array(BUCKET_ENDS.length + 1);
  for (const duration of durations) {
    let bucket = 0;
    while (bucket < BUCKET_ENDS.length && duration > BUCKET_ENDS[bucket]!) bucket++;
    counts[bucket]!++;
  }
  let upTo = 0;
  return Array.from(counts, (journeys, bucket) => {
    upTo += journeys;
    return {
      from: BUCKET_ENDS[bucket - 1] ?? 0,
      upTo: BUCKET_ENDS[bucket] ?? null,
      journeys,
      share: ratio(journeys, durations.length),
      shareUpTo: ratio(upTo, durations.length),
    };
  });
}

export const question: Question<TimeToConvertParams, TimeToConvertResult, TimeToConvertRow> = {
  tasks: [GROUPING.task, countConversions],
  run: timeToConvert,
  drilldown,
};
