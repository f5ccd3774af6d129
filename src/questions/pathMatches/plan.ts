// The arguments of pathMatches.
import type { Wanted } from "../../engine/selection.js";
import type { JourneyFilter } from "../../engine/terms.js";

export interface PathMatchesParams {
  readonly pattern: string;
  readonly filter?: JourneyFilter | null;
  /** By default, all journeys are counted. */
  readonly wanted?: Wanted;
}
