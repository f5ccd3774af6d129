// Which journeys pass a filter, newest first, and how many: chosen from the projection, loaded from the store by key.
//
// One scan gives a page and the count. Of the journeys that pass, the best `limit` by start and key, both descending, are
// kept in a buffer that is cut when it is full, so a page costs O(journeys) whatever its place.
import { compileFilter } from "../analyses/filter.js";
import type { JourneyFilter } from "../analyses/question.js";
import { eachJourney, scan } from "../analyses/scan.js";
import type { JourneyPosition } from "../graph/store.js";
import { compareKeys } from "../model/keys.js";
import { journeyKeyOf } from "../projection/journeys.js";
import type { Projection } from "../projection/projection.js";

export interface ChosenJourneys {
  readonly keys: readonly string[];
  /** All that pass, whatever the page. */
  readonly count: number;
}

export async function chooseJourneys(
  projection: Projection,
  filter: JourneyFilter | null,
  limit: number,
  before: JourneyPosition | null,
  signal?: AbortSignal,
): Promise<ChosenJourneys> {
  const { test } = compileFilter(projection, filter, "filter");
  let best: JourneyPosition[] = [];
  let worst = Number.NEGATIVE_INFINITY;
  let count = 0;
  const cut = () => {
    best.sort(newestFirst);
    best = best.slice(0, limit);
    if (best.length === limit) worst = best[limit - 1]!.start;
  };
  await scan(
    projection,
    (range) =>
      eachJourney(projection, range, test, (segment, journey, begin) => {
        count++;
        const start = segment.at[begin]!;
        if (start < worst || (before !== null && start > before.start)) return;
        const position = { start, key: journeyKeyOf(segment, journey) };
        if (before !== null && newestFirst(position, before) <= 0) return;
        best.push(position);
        if (best.length >= limit * 2 + 100) cut();
      }),
    signal,
  );
  cut();
  return { keys: best.map(({ key }) => key), count };
}

/** Keys of the journeys of these customers that pass. */
export async function journeysOf(
  projection: Projection,
  customers: ReadonlySet<number>,
  filter: JourneyFilter,
  signal?: AbortSignal,
): Promise<Set<string>> {
  const asked = filter.customerNumbers;
  const customerNumbers = asked ? new Set([...customers].filter((number) => asked.has(number))) : customers;
  const { test } = compileFilter(projection, { ...filter, customerNumbers }, "filter");
  const keys = new Set<string>();
  await scan(
    projection,
    (range) => eachJourney(projection, range, test, (segment, journey) => keys.add(journeyKeyOf(segment, journey))),
    signal,
  );
  return keys;
}

function newestFirst(a: JourneyPosition, b: JourneyPosition): number {
  return b.start - a.start || compareKeys(b.key, a.key);
}
