// The arguments of pathMatches.
import type { Wanted } from "../../engine/selection.js";
import type { JourneyFilter } from "../../engine/terms.js";

export interface PathMatchesParams {
  readonly pattern: string;
  readonly filter?: JourneyFilter | null;
  /** The details that the client selected. By default, all of them are computed. */
  readonly wanted?: MatchesWanted;
}

export interface MatchesWanted extends Wanted {
  /** Whether to count the journeys of each step. The default is true. */
  readonly steps?: boolean;
}
