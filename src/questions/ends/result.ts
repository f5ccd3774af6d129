// The shape of the answer of ends. The GraphQL classes implement these interfaces.
import type { JourneyKey, Label, Remarks, Totals } from "../../engine/terms.js";
import type { GroupsResult } from "../groups.js";

export interface EndsResult extends EndCounts, GroupsResult<EndCounts> {
  readonly remarks: Remarks;
}

/** The counts of the whole answer, or of one group. */
export interface EndCounts {
  /** `shown` counts journeys whose entry and exit are both on rows shown. */
  readonly totals: Totals;
  readonly entries: readonly EndPointResult[];
  readonly exits: readonly EndPointResult[];
}

export interface EndPointResult {
  readonly label: Label;
  readonly journeys: number;
  readonly customers: number;
  /** The share of the counted journeys. */
  readonly share: number;
  readonly open: number;
  readonly examples: readonly JourneyKey[];
}
