// How does each touchpoint perform? The measures are reach, conversion of visits, assisted conversions, entries and
// exits, visits per customer, failures, response and resolution of cases, repeated contact, repeat purchase, retention,
// cost and value. Rates have an interval that treats customers as clusters. With `changedAt`, the rates, times and
// scores before and after that date are compared, to find out whether a change on that date helped. The counting rules
// are in facts.ts. Scores are computed as in feedback, for the labels and journeys of the rows. The question takes one
// pass over the journeys, which takes about three times as long as that of the question visits, and one pass over the
// answers. Three groups of measures are counted only if the query selects them: repeat purchase and retention, the
// measures of cases, and scores.

import { labelOf } from "../../engine/label.js";
import { sumOf, sumsOf } from "../../engine/parts.js";
import { type Scanner } from "../../engine/scan.js";
import { describeFilter, describeGoal, describeSelector, firstOf } from "../../engine/totals.js";
import { formatDuration, formatInstant } from "../../model/time.js";
import type { Projection } from "../../projection/projection.js";
import { MIN_SUPPORT } from "../compare/rates.js";
import { scoresByLabel } from "../feedback/index.js";
import { NO_SCORES } from "../feedback/scores.js";
import { answering, type Question } from "../question.js";
import { CASE_LOG_WARNING, isCaseLog } from "./caseLog.js";
import { changedScores, countScoreSides, feedbackOf } from "./changedScores.js";
import { type CountedPerformance, countPerformance, countSides } from "./count.js";
import { drilldown } from "./drilldown.js";
import { type Comparison, changesOf, Performances } from "./performances.js";
import {
  DEFAULT_CONVERSION_WINDOW_MS,
  type PerformanceOrder,
  type PerformanceParams,
  type PerformancePlan,
  performancePlan,
} from "./plan.js";
import type { MeasuredRateResult, PerformanceResult, PerformancesResult, ScoresResult } from "./result.js";
import type { PerformanceRow } from "./rows.js";

export type { PerformanceParams } from "./plan.js";
export type { MeasuredRateResult, PerformanceResult, PerformancesResult } from "./result.js";

export const touchpointPerformance = answering<PerformanceParams, PerformancesResult>(
  async (projection, params, scanner) => {
    const { within, grain, at, changedAt, span, orderBy, first, filter } = params;
    const { plan, rows, totals, compared, isCaseLog: hasCaseLog } = await measured(projection, params, scanner);
    const isChosen = plan.at === null ? null : labelsWith(plan.at.byTouchpoint, plan);
    const chosen = isChosen === null ? rows : rows.filter(({ label }) => isChosen[label] === 1);
    const ordered = chosen.map((one) => ({ ...one, measure: MEASURES[orderBy](one.row) }));
    const shown = firstOf(
      ordered,
      first,
      (a, b) => b.measure - a.measure || b.row.visits - a.row.visits || a.label - b.label,
    );
    return {
      totals: { ...totals, otherTouchpoints: rows.length - shown.length },
      touchpoints: compared === null ? shown.map(({ row }) => row) : changesOf(compared, plan.labels, shown),
      remarks: {
        settings: {
          goal: describeGoal(projection, params.goal),
          within: formatDuration(within),
          grain,
          at: describeSelector(at),
          changedAt: changedAt === null ? null : formatInstant(changedAt),
          span: span === null ? null : formatDuration(span),
          orderBy,
          timeZone: params.timeZone ?? projection.timeZone,
          filter: describeFilter(filter),
          first,
          journeyGap: formatDuration(projection.journeyGap),
        },
        warnings: [...plan.warnings, ...(hasCaseLog ? [CASE_LOG_WARNING] : [])],
      },
    };
  },
);

export interface Measured {
  readonly plan: PerformancePlan;
  readonly totals: Omit<PerformancesResult["totals"], "otherTouchpoints">;
  /** The rows of all labels with visits, in the order of the labels. */
  readonly rows: readonly { readonly row: PerformanceResult; readonly label: number }[];
  /** The counts of two sides; null if no sides are compared. */
  readonly compared: Comparison | null;
  /** Whether case ids seem to name journeys, so that a second contact about a case means nothing. */
  readonly isCaseLog: boolean;
}

/** Measures all labels, for questions that show them in another form. */
export async function measured(projection: Projection, params: PerformanceParams, scanner: Scanner): Promise<Measured> {
  const plan = performancePlan(projection, params);
  const parts = await scanner.scan(countPerformance, params);
  const counted = new Performances(parts, plan.labels);
  const compared = await comparisonOf(projection, params, parts, scanner);
  const scores = await scoresOfLabels(projection, params, plan, scanner);
  const rows = plan.names.keys.flatMap((key, label) =>
    counted.count("visits", label) > 0
      ? [{ label, row: counted.row(labelOf(plan.names, label), label, scores.get(key) ?? NO_SCORES) }]
      : [],
  );
  return {
    plan,
    totals: {
      ...sumsOf(["journeys", "customers", "conversions"], parts),
      visits: sumOf(rows, ({ row }) => row.visits),
    },
    rows,
    compared,
    isCaseLog: isCaseLog(parts.map(({ cases }) => cases)),
  };
}

/** The counts of two sides; null if no sides are compared. */
async function comparisonOf(
  projection: Projection,
  params: PerformanceParams,
  counted: readonly CountedPerformance[],
  scanner: Scanner,
): Promise<Comparison | null> {
  const { changedAt, sides, wanted } = params;
  if (changedAt === null && sides == null) return null;
  const parts = changedAt === null ? await scanner.scan(countSides, params) : counted.map(({ change }) => change!);
  const scores = wanted?.changedScores === false ? new Map() : await changedScores(projection, params, scanner);
  return { parts, scores };
}

/** The scores of the same labels and journeys as the rows; empty if they are not selected. */
async function scoresOfLabels(
  projection: Projection,
  params: PerformanceParams,
  { hasScores }: PerformancePlan,
  scanner: Scanner,
): Promise<ReadonlyMap<string, ScoresResult>> {
  if (!hasScores) return new Map();
  const all = await scoresByLabel(projection, feedbackOf(params), scanner);
  return new Map(
    [...all].map(([key, { unjoined: _, answered: __, journeys: ___, customers: ____, ...scores }]) => [key, scores]),
  );
}

/**
 * Returns a table with an entry for each label. It is 1 if the selector selects at least one touchpoint code of the
 * label.
 */
function labelsWith(byTouchpoint: Uint8Array, { labels, labelOf: labelOfCode }: PerformancePlan): Uint8Array {
  const isChosen = new Uint8Array(labels);
  for (let code = 0; code < labelOfCode.length; code++) if (byTouchpoint[code] !== 0) isChosen[labelOfCode[code]!] = 1;
  return isChosen;
}

/**
 * For each `orderBy`, the measure by which rows are sorted. A rate that is null, or that has fewer than MIN_SUPPORT
 * customers, counts as −1.
 */
const MEASURES: Readonly<Record<PerformanceOrder, (row: PerformanceResult) => number>> = {
  VISITS: ({ visits }) => visits,
  REACH: ({ reach }) => reach.count,
  CONVERSION: ({ conversion }) => supported(conversion),
  ASSISTED_CONVERSIONS: ({ assistedConversions }) => assistedConversions,
  ENTRIES: ({ entries }) => entries,
  EXITS: ({ exits }) => exits,
  ENGAGEMENT: ({ engagement }) => engagement,
  FAILURE: ({ failure }) => supported(failure),
  RESPONSE_TIME: ({ responseTime }) => responseTime.mean ?? -1,
  RESOLUTION_TIME: ({ resolutionTime }) => resolutionTime.mean ?? -1,
  REPEAT_CONTACT: ({ repeatContact }) => supported(repeatContact),
  REPEAT_PURCHASE: ({ repeatPurchase }) => supported(repeatPurchase),
  RETENTION: ({ retention }) => supported(retention),
  COST: ({ cost }) => cost ?? Number.NEGATIVE_INFINITY,
  VALUE: ({ value }) => value ?? Number.NEGATIVE_INFINITY,
  CSAT: ({ scores }) => scores.csat.value ?? Number.NEGATIVE_INFINITY,
  NPS: ({ scores }) => scores.nps.value ?? Number.NEGATIVE_INFINITY,
  CES: ({ scores }) => scores.ces.value ?? Number.NEGATIVE_INFINITY,
  EMOTION: ({ scores }) => scores.emotion.value ?? Number.NEGATIVE_INFINITY,
};

function supported({ rate, ofCustomers }: MeasuredRateResult): number {
  return rate === null || ofCustomers < MIN_SUPPORT ? -1 : rate;
}

export const question: Question<PerformanceParams, PerformancesResult, PerformanceRow> = {
  tasks: [countPerformance, countSides, countScoreSides],
  run: touchpointPerformance,
  drilldown,
  warmUp: ({ to, first }) => [
    {
      goal: to,
      within: DEFAULT_CONVERSION_WINDOW_MS,
      grain: "TOUCHPOINT",
      changedAt: null,
      span: null,
      orderBy: "VISITS",
      first,
    },
  ],
};
