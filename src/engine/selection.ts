// The selection: what a client asks of an answer beyond its counts. Each of these costs another pass over the journeys
// of the rows shown, so it is computed only where it is asked for. What is not asked for is null, empty or 0 in the
// result, and never shown.
export interface Wanted {
  /** Median, p90 and p95. */
  readonly quantiles: boolean;
  /** Example journeys. */
  readonly examples: boolean;
  /** The number of journeys on the rows shown, where it is not the sum of the rows. */
  readonly shown: boolean;
}

export const EVERYTHING: Wanted = { quantiles: true, examples: true, shown: true };
/** Counts and means only. */
export const COUNTS_ALONE: Wanted = { quantiles: false, examples: false, shown: false };
