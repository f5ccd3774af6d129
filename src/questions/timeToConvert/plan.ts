// The arguments of timeToConvert: a funnel's match, and a period of the calendar.
import type { Period } from "../../engine/periods.js";
import type { FunnelShape } from "../funnel/shape.js";
import type { BreakdownParams } from "../groups.js";

export interface TimeToConvertParams extends FunnelShape, BreakdownParams {
  readonly by: Period;
  /** IANA name of the time zone of the periods, and of a breakdown by time. Null means the time zone of the store. */
  readonly timeZone?: string | null;
}
