// The marks that the pictures of timeToConvert and interactionsToGoal have in common.

interface Totals {
  readonly completed: number;
  readonly dropped: number;
  readonly pending: number;
}

export const outcomeMarks = ({ completed, dropped, pending }: Totals): Record<string, string> => ({
  "outcome/completed": String(completed),
  "outcome/dropped": String(dropped),
  "outcome/pending": String(pending),
});

/** The rows from the first to the last one that has a journey. */
export function shownBins<R extends { readonly journeys: number }>(rows: readonly R[]): readonly R[] {
  const filled = rows.flatMap(({ journeys }, i) => (journeys > 0 ? [i] : []));
  return filled.length === 0 ? [] : rows.slice(filled[0], filled.at(-1)! + 1);
}
