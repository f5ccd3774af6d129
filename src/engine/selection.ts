// The details of an answer that a client can select in GraphQL in addition to the counts. Each detail costs time, so it
// is computed only if the client selects it. A detail that is not computed is null, empty or 0 in the result, and is
// never shown.
export interface Wanted {
  /** The quantiles of waits: median, p90 and p95. */
  readonly quantiles: boolean;
  /** Example journeys. */
  readonly examples: boolean;
  /** The number of journeys on the rows shown. It must be counted separately if a journey can be on several rows. */
  readonly shown: boolean;
  /** The number of distinct customers of the totals and of each row. The default is true. */
  readonly customers?: boolean;
  /** The mean waits, and everything else about waits. The default is true. */
  readonly waits?: boolean;
}

export const EVERYTHING: Wanted = { quantiles: true, examples: true, shown: true };
/** No details: only counts and means. */
export const COUNTS_ALONE: Wanted = { quantiles: false, examples: false, shown: false };
