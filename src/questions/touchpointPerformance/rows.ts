// The rows of touchpointPerformance whose journeys drill-down finds: the totals, the counts and rates of a touchpoint,
// and one side of a compared rate or score.
import { SCORE_KINDS, type ScoreKind } from "../../model/feedback.js";
import { SIDE_RATE_PARTS, type SideRatePart } from "../compare/result.js";
import { either, oneOf, record, type Shape, text } from "../shape.js";
import { CHANGED_RATES, type ChangedRate, RATES, type RateName } from "./plan.js";
import type { SideBits } from "./sides.js";

export const PERFORMANCE_PARTS = [
  "JOURNEYS",
  "ENTRIES",
  "EXITS",
  "ASSISTED",
  "LAST_TOUCH",
  "REQUESTS",
  "CASES",
] as const;
export type PerformancePart = (typeof PERFORMANCE_PARTS)[number];
export const PERFORMANCE_TOTALS_PARTS = ["JOURNEYS", "CONVERSIONS"] as const;
export type PerformanceTotalsPart = (typeof PERFORMANCE_TOTALS_PARTS)[number];
const CHANGE_SIDES = ["BEFORE", "AFTER"] as const;
export type ChangeSide = (typeof CHANGE_SIDES)[number];

export type PerformanceRow = { readonly of: PerformanceTotalsPart } | LabelRow;
export type LabelRow =
  | { readonly label: string; readonly of: PerformancePart }
  | { readonly label: string; readonly rate: RateName; readonly of: SideRatePart }
  | {
      readonly label: string;
      readonly rate: ChangedRate;
      readonly side: ChangeSide;
      readonly of: SideRatePart;
    }
  | ScoreRow;

/** The journeys with an interaction on this side to which an answer with this score belongs. */
export interface ScoreRow {
  readonly label: string;
  readonly score: ScoreKind;
  readonly side: ChangeSide;
}

export const isPerformanceRow: Shape<PerformanceRow> = either(
  record({ of: oneOf(...PERFORMANCE_TOTALS_PARTS) }),
  record({ label: text, of: oneOf(...PERFORMANCE_PARTS) }),
  record({ label: text, rate: oneOf(...RATES), of: oneOf(...SIDE_RATE_PARTS) }),
  record({
    label: text,
    rate: oneOf(...CHANGED_RATES),
    side: oneOf(...CHANGE_SIDES),
    of: oneOf(...SIDE_RATE_PARTS),
  }),
  record({ label: text, score: oneOf(...SCORE_KINDS), side: oneOf(...CHANGE_SIDES) }),
);

/** Side A is the time before the change, and side B is the time after it. */
export function bitOf(side: ChangeSide): SideBits {
  return side === "BEFORE" ? 1 : 2;
}
