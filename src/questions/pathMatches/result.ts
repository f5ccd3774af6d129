// The shape of the answer of pathMatches. The GraphQL classes implement these interfaces.
import type { JourneyKey, Remarks } from "../../engine/terms.js";

export interface PathMatchesResult {
  readonly totals: PathMatchesTotalsResult;
  /** The steps of the pattern, in order. */
  readonly steps: readonly PathMatchesStepResult[];
  /** Journeys that match, latest first. */
  readonly examples: readonly JourneyKey[];
  readonly remarks: Remarks;
}

export interface PathMatchesTotalsResult {
  readonly journeys: number;
  readonly customers: number;
  readonly matched: number;
  readonly matchedCustomers: number;
  /** The number of matched journeys that are open. */
  readonly open: number;
  /** The share of the journeys in scope. */
  readonly share: number | null;
}

export interface PathMatchesStepResult {
  /** The step as written in the pattern. */
  readonly step: string;
  /** The number of journeys in which the pattern matches up to and including this step. */
  readonly journeys: number;
  /** The share of the journeys in scope. */
  readonly share: number | null;
}
