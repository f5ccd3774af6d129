// The arguments of timeToConvert: a funnel's match, and a period of the calendar.
import type { Period } from "../../engine/periods.js";
import type { FunnelShape } from "../funnel/shape.js";

export interface TimeToConvertParams extends FunnelShape {
  readonly by: Period;
  /** IANA name of the time zone of the periods. Null means the store's. */
  readonly timeZone?: string | null;
}
