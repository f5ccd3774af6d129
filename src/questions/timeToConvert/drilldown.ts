// The journeys behind timeToConvert: those counted that took so long, those that started in a period, and its totals. The
// match is that of funnel; counted are mature completed journeys.

import { scopeBehind } from "../../engine/inScope.js";
import { periodName, periodOf } from "../../engine/periods.js";
import { eachJourney } from "../../engine/scan.js";
import type { TotalsPart } from "../../engine/terms.js";
import type { Projection, Segment } from "../../projection/projection.js";
import type { AddJourney, BehindScan } from "../drilldown.js";
import { funnelPlan } from "../funnel/plan.js";
import { FunnelReading } from "../funnel/reading.js";
import type { TimeToConvertParams } from "./index.js";

export const PERIOD_PARTS = ["MATCHED", "COMPLETED", "MATURE", "MATURE_COMPLETED"] as const;
export type PeriodPart = (typeof PERIOD_PARTS)[number];

export type TimeToConvertBehind =
  | { readonly of: TotalsPart }
  /** Milliseconds; 0 is in the first bucket, which is longer than null. No end: up to null. */
  | { readonly longerThan: number | null; readonly upTo: number | null }
  /** Its name: `2026-01`, `2026-W05`. */
  | { readonly period: string; readonly of: PeriodPart };

export function timeToConvertBehind(
  projection: Projection,
  params: TimeToConvertParams,
  row: TimeToConvertBehind,
  add: AddJourney,
): BehindScan {
  const plan = funnelPlan(projection, params);
  if ("of" in row && row.of === "JOURNEYS") return scopeBehind(projection, plan.filter.test, add);
  const match = new FunnelReading(plan);
  const counts = "longerThan" in row ? tookSo(match, row) : ofPart(match, row.of);
  const inPeriod = "period" in row ? inPeriodOf(params, row.period) : null;
  return {
    visit(range) {
      const { words } = plan.touching[0]!(range.segment);
      eachJourney(projection, range, plan.filter.test, (segment, journey) => {
        if (words !== null && ((words[journey >>> 5]! >>> (journey & 31)) & 1) === 0) return;
        if (inPeriod !== null && !inPeriod(segment, journey)) return;
        if (match.read(segment, journey) && counts()) add(journey);
      });
    },
  };
}

/** Of the match at hand. */
function ofPart(match: FunnelReading, part: TotalsPart | PeriodPart): () => boolean {
  const { last } = match;
  switch (part) {
    case "JOURNEYS":
    case "MATCHED":
      return () => true;
    case "COMPLETED":
      return () => match.deepest === last;
    case "COUNTED":
    case "MATURE_COMPLETED":
      return () => match.deepest === last && match.isMature();
    case "MATURE":
      return () => match.isMature();
    case "PENDING":
      return () => match.deepest < last && match.reach() === last;
    case "DROPPED":
      return () => match.deepest < last && match.reach() < last;
    case "OPEN":
      return () => match.open;
  }
}

function tookSo(
  match: FunnelReading,
  { longerThan, upTo }: Extract<TimeToConvertBehind, { readonly longerThan: number | null }>,
): () => boolean {
  return () => {
    if (match.deepest < match.last || !match.isMature()) return false;
    const duration = match.duration();
    return (longerThan === null || duration > longerThan) && (upTo === null || duration <= upTo);
  };
}

function inPeriodOf({ by }: TimeToConvertParams, name: string): (segment: Segment, journey: number) => boolean {
  const known = new Map<number, boolean>();
  return ({ at, offsets }, journey) => {
    const number = periodOf(by, at[offsets[journey]!]!);
    const before = known.get(number);
    if (before !== undefined) return before;
    const is = periodName(by, number) === name;
    known.set(number, is);
    return is;
  };
}
