// The arguments of pathMatches.
import type { Wanted } from "../../engine/selection.js";
import type { JourneyFilter } from "../../engine/terms.js";

export interface PathMatchesParams {
  readonly pattern: string;
  readonly filter?: JourneyFilter | null;
  /** Default: everything. */
  readonly wanted?: MatchesWanted;
}

export interface MatchesWanted extends Wanted {
  /** The journeys of each step. Default: true. */
  readonly steps?: boolean;
}
