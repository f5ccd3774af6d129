// How long do journeys take from the first step of a funnel to its last step, and does this change over time? The match
// and the totals are the same as in the funnel. Completed journeys are counted. If the whole funnel has a time limit,
// only mature journeys are counted. Among recent journeys, only the fast ones can have completed the funnel so far, so
// they would make the durations look too short. If nothing is counted, every duration is null and every bucket is 0.
// The cost is one pass over the journeys that touch the first step.

import { sumOfColumns, sumsOf } from "../../engine/parts.js";
import { calendarOf } from "../../engine/periods.js";
import type { Scanner } from "../../engine/scan.js";
import { inScopeOfAll } from "../../engine/scope.js";
import { EVERYTHING } from "../../engine/selection.js";
import { describeFilter, ratio, totalsOf } from "../../engine/totals.js";
import { concatenated, quartilesOf, waitsOf } from "../../engine/waits.js";
import { formatDuration } from "../../model/time.js";
import type { Projection } from "../../projection/projection.js";
import { funnelPlan } from "../funnel/plan.js";
import { describeFunnel } from "../funnel/shape.js";
import { describeGroups, type GroupsResult } from "../groups.js";
import type { Question } from "../question.js";
import { type ConversionsOfPeriod, countConversions, PERIOD_COUNTS } from "./count.js";
import { drilldown, type TimeToConvertRow } from "./drilldown.js";
import { GROUPING } from "./groups.js";
import { BUCKET_ENDS, type TimeToConvertParams, type TimeToConvertWanted } from "./plan.js";
import type { ConversionPeriodResult, DurationBucketResult, TimeToConvertResult } from "./result.js";

export type { TimeToConvertParams } from "./plan.js";

/** The answer without a breakdown. */
async function answer(
  projection: Projection,
  params: TimeToConvertParams,
  scanner: Scanner,
): Promise<Omit<TimeToConvertResult, keyof GroupsResult<unknown>>> {
  const { filter, by, timeZone = null } = params;
  const wanted: TimeToConvertWanted = params.wanted ?? EVERYTHING;
  const plan = funnelPlan(projection, params);
  const calendar = calendarOf(projection, by, timeZone);
  const parts = await scanner.scan(countConversions, params);
  const durationsOf = (found: readonly ConversionsOfPeriod[], n: number, waited: number) => {
    const durations = concatenated(found.map((one) => one.durations));
    return { duration: waitsOf(wanted, [durations], n, waited), quartiles: quartilesOf(durations) };
  };
  const ofAll = parts.flatMap(({ periods }) => periods);
  const { waited, ...all } = sumsOf(PERIOD_COUNTS, ofAll);
  const counted = all.matureCompleted;
  const byPeriod = new Map<number, ConversionsOfPeriod[]>();
  for (const found of ofAll) byPeriod.set(found.period, [...(byPeriod.get(found.period) ?? []), found]);
  const periods = [...byPeriod]
    .sort(([a], [b]) => a - b)
    .map(([number, found]): ConversionPeriodResult => {
      const { waited: sum, ...counts } = sumsOf(PERIOD_COUNTS, found);
      return {
        ...counts,
        name: calendar.name(number),
        from: calendar.start(number),
        before: calendar.end(number),
        completionRate: ratio(counts.matureCompleted, counts.mature),
        ...durationsOf(found, counts.matureCompleted, sum),
      };
    });
  return {
    totals: totalsOf(inScopeOfAll(projection, plan.filter, parts), {
      ...all,
      ...sumsOf(["open", "pending"], parts),
      counted,
    }),
    histogram: histogramOf(sumOfColumns(parts.map(({ buckets }) => buckets)), counted),
    ...durationsOf(ofAll, counted, waited),
    periods: wanted.periods === false ? [] : periods,
    remarks: {
      settings: {
        ...describeFunnel(params),
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

function histogramOf(counts: Uint32Array, counted: number): DurationBucketResult[] {
  let upTo = 0;
  return Array.from(counts, (journeys, bucket) => {
    upTo += journeys;
    return {
      from: BUCKET_ENDS[bucket - 1] ?? 0,
      upTo: BUCKET_ENDS[bucket] ?? null,
      journeys,
      share: ratio(journeys, counted),
      shareUpTo: ratio(upTo, counted),
    };
  });
}

export const timeToConvert = GROUPING.asked(answer);

export const question: Question<TimeToConvertParams, TimeToConvertResult, TimeToConvertRow> = {
  tasks: [GROUPING.task, countConversions],
  run: timeToConvert,
  drilldown,
};
