// Which journeys satisfy a filter, and how many are there? The journeys on a page are in descending order of start,
// then of key. Each thread keeps the first `limit` journeys of this order in a buffer, which it cuts back to `limit`
// whenever the buffer is full. Every page therefore costs one pass over the journeys, however far it is from the first
// page.

import { compileFilter } from "../../engine/filter.js";
import { eachJourney, type ScanTask } from "../../engine/scan.js";
import type { JourneyFilter, JourneyKey } from "../../engine/terms.js";
import { compareKeys } from "../../model/keys.js";
import { journeyKeyOf } from "../../projection/journeys.js";
import { answering, type Question } from "../question.js";

export interface JourneysParams {
  readonly filter: JourneyFilter | null;
  /** The number of rows on the page. */
  readonly limit: number;
  /** Only journeys that come after this position are listed. */
  readonly after: JourneyPlace | null;
}

/** A position in the order of pages. */
export interface JourneyPlace {
  /** The time of the first interaction, in UTC milliseconds. */
  readonly start: number;
  readonly key: JourneyKey;
}

export interface JourneysResult {
  readonly keys: readonly JourneyKey[];
  /** The number of journeys that pass, on all pages together. */
  readonly count: number;
}

export const journeys = answering<JourneysParams, JourneysResult>(async (projection, params, scanner) => {
  compileFilter(projection, params.filter, "filter");
  const parts = await scanner.scan(chooseJourneys, params);
  return {
    keys: parts
      .flatMap(({ places }) => places)
      .sort(newestFirst)
      .slice(0, params.limit)
      .map(({ key }) => key),
    count: parts.reduce((sum, { count }) => sum + count, 0),
  };
});

export const chooseJourneys: ScanTask<JourneysParams, { readonly places: JourneyPlace[]; readonly count: number }> = {
  name: "journeys.choose",
  begin(projection, { filter, limit, after }) {
    const { test } = compileFilter(projection, filter, "filter");
    let best: JourneyPlace[] = [];
    let worst = Number.NEGATIVE_INFINITY;
    let count = 0;
    const cut = (): void => {
      best.sort(newestFirst);
      best = best.slice(0, limit);
      if (best.length === limit) worst = best[limit - 1]!.start;
    };
    return {
      visit(range) {
        eachJourney(projection, range, test, (block, journey) => {
          count++;
          const start = block.start[journey]!;
          if (start < worst || (after !== null && start > after.start)) return;
          const place = { start, key: journeyKeyOf(block, journey) };
          if (after !== null && newestFirst(place, after) <= 0) return;
          best.push(place);
          if (best.length >= limit * 2 + 100) cut();
        });
      },
      finish() {
        cut();
        return { places: best, count };
      },
    };
  },
};

function newestFirst(a: JourneyPlace, b: JourneyPlace): number {
  return b.start - a.start || compareKeys(b.key, a.key);
}

export const question: Question<JourneysParams, JourneysResult> = {
  tasks: [chooseJourneys],
  run: journeys,
  warmUp: ({ from, first }) => [{ filter: { touches: [from] }, limit: first, after: null }],
};
