// Finds the journeys that timeToConvert counts: counted journeys by their duration, journeys that started in a period,
// and the journeys of the totals. Journeys are matched as in the funnel. If the whole funnel has a time limit, the
// counted journeys are the completed journeys that are mature; otherwise, they are all completed journeys.

import { findInScope, isInPart } from "../../engine/inScope.js";
import { calendarOf } from "../../engine/periods.js";
import type { Block, Projection } from "../../projection/projection.js";
import { COUNTED, isTotalsRow, type TotalsRow } from "../drilldown.js";
import { funnelPlan } from "../funnel/plan.js";
import { FunnelReading, findMatches } from "../funnel/reading.js";
import { type InGroup, maybeInGroup, openingGroups } from "../groupRows.js";
import type { Drilldown } from "../question.js";
import { either, nothing, number, oneOf, record, text } from "../shape.js";
import { GROUPING } from "./groups.js";
import type { TimeToConvertParams } from "./plan.js";
import type { Conversions, TimeToConvertResult } from "./result.js";

export const PERIOD_PARTS = ["MATCHED", "COMPLETED", "MATURE", "MATURE_COMPLETED"] as const;
export type PeriodPart = (typeof PERIOD_PARTS)[number];

export type TimeToConvertRow = InGroup<OwnRow>;

type OwnRow =
  | TotalsRow
  /**
   * The bounds of a bucket in milliseconds. Null if there is no bound. The first bucket includes 0, so it has no lower
   * bound.
   */
  | { readonly longerThan: number | null; readonly upTo: number | null }
  /** The name of the period, such as `2026-01`, `2026-W05`, `Monday` or `09:00`. */
  | { readonly period: string; readonly of: PeriodPart };

export const drilldown: Drilldown<TimeToConvertParams, TimeToConvertResult, TimeToConvertRow> = {
  choosesRows: ["firstGroups"],
  onlyWith: { by: "period", breakdown: "group" },
  isRow: maybeInGroup<OwnRow>(
    either(
      isTotalsRow,
      record({ longerThan: either(number, nothing), upTo: either(number, nothing) }),
      record({ period: text, of: oneOf(...PERIOD_PARTS) }),
    ),
  ),
  rows: openingGroups<Conversions, OwnRow>("timeToConvert", {
    totals: () => COUNTED,
    // The first bucket includes its lower bound.
    histogram: ({ from, upTo }, i) => ({ longerThan: i === 0 ? null : from, upTo }),
    periods: ({ name }) => ({ period: name, of: "MATURE_COMPLETED" }),
  }),
  find: (projection, params, row, add) =>
    GROUPING.find(projection, params, row.group, add, (found) => find(projection, params, row, found)),
};

const find: Drilldown<TimeToConvertParams, never, OwnRow>["find"] = (projection, params, row, add) => {
  const plan = funnelPlan(projection, params);
  if ("of" in row && row.of === "JOURNEYS") return findInScope(projection, plan.filter.test, add);
  const match = new FunnelReading(plan);
  const counts =
    "longerThan" in row
      ? tookSo(match, row)
      : // Only mature journeys are counted.
        () => isInPart(row.of === "COUNTED" ? "MATURE_COMPLETED" : row.of, match);
  const inPeriod = "period" in row ? inPeriodOf(projection, params, row.period) : null;
  return findMatches(plan, match, add, counts, inPeriod);
};

function tookSo(
  match: FunnelReading,
  { longerThan, upTo }: Extract<OwnRow, { readonly longerThan: number | null }>,
): () => boolean {
  return () => {
    if (!match.completed || !match.mature) return false;
    const duration = match.duration();
    return (longerThan === null || duration > longerThan) && (upTo === null || duration <= upTo);
  };
}

function inPeriodOf(
  projection: Projection,
  { by, timeZone }: TimeToConvertParams,
  name: string,
): (block: Block, journey: number) => boolean {
  const calendar = calendarOf(projection, by, timeZone);
  const known = new Map<number, boolean>();
  return ({ start }, journey) => {
    const number = calendar.of(start[journey]!);
    const before = known.get(number);
    if (before !== undefined) return before;
    const is = calendar.name(number) === name;
    known.set(number, is);
    return is;
  };
}
