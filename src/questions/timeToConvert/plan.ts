// The arguments of timeToConvert: a funnel's match, and a period of the calendar.
import type { Period } from "../../engine/periods.js";
import type { Wanted } from "../../engine/selection.js";
import { DAY, HOUR, MINUTE } from "../../model/time.js";
import type { FunnelShape } from "../funnel/shape.js";
import type { BreakdownParams } from "../groups.js";

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

export interface TimeToConvertParams extends FunnelShape, BreakdownParams {
  readonly by: Period;
  /** IANA name of the time zone of the periods, and of a breakdown by time. Null means the time zone of the store. */
  readonly timeZone?: string | null;
  readonly wanted?: TimeToConvertWanted;
}

export interface TimeToConvertWanted extends Wanted {
  /** Whether the histogram and the periods are selected. The default is true. */
  readonly histogram?: boolean;
  readonly periods?: boolean;
}
