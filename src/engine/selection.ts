// The selection: the details of an answer, beyond its counts, that a client selects. Each detail costs another pass
// over the journeys of the rows shown, so it is computed only if it is selected. Otherwise, it is null, empty or 0 in
// the result, and never shown.
export interface Wanted {
  /** Median, p90 and p95. */
  readonly quantiles: boolean;
  /** Example journeys. */
  readonly examples: boolean;
  /** The number of journeys on the rows shown, if it is not the sum of the rows. */
  readonly shown: boolean;
}

export const EVERYTHING: Wanted = { quantiles: true, examples: true, shown: true };
/** Counts and means only. */
export const COUNTS_ALONE: Wanted = { quantiles: false, examples: false, shown: false };
