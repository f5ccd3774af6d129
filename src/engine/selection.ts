// What of an answer is wanted beyond its counts. Each of these costs another look at the journeys of the rows shown, so it
// is worked out only where it is asked for; what is not wanted is null, empty or 0 in the result, and never shown.
export interface Wanted {
  /** Median, p90 and p95. */
  readonly quantiles: boolean;
  /** Example journeys. */
  readonly examples: boolean;
  /** Journeys on the rows shown, where that isn't the sum of the rows. */
  readonly shown: boolean;
}

export const EVERYTHING: Wanted = { quantiles: true, examples: true, shown: true };
/** Counts and means. */
export const COUNTS_ALONE: Wanted = { quantiles: false, examples: false, shown: false };
