// Drill-down into the `totals` of an answer: finds the journeys that the counts in `totals` counted. Many questions
// share these two cases.
import type { Block, Projection } from "../projection/projection.js";
import { type AddJourney, eachJourney, isOpen, type JourneyFinder, type JourneyPredicate } from "./scan.js";
import type { TotalsPart } from "./terms.js";

/** Finds the journeys in scope, which are those that pass the filter. */
export function findInScope(projection: Projection, test: JourneyPredicate | null, add: AddJourney): JourneyFinder {
  return { visit: (range) => eachJourney(projection, range, test, (_, journey) => add(journey)) };
}

/**
 * Finds the journeys of a part of the totals, for a question that counts every journey with interactions left after
 * `hide`. For such a question, every one of these journeys is matched, completed, counted and mature, and none is
 * dropped or pending.
 */
export function findLeft(
  projection: Projection,
  test: JourneyPredicate | null,
  isLeft: (block: Block, journey: number) => boolean,
  part: TotalsPart,
  add: AddJourney,
): JourneyFinder {
  if (part === "JOURNEYS") return findInScope(projection, test, add);
  return {
    visit(range) {
      if (part === "DROPPED" || part === "PENDING") return;
      eachJourney(projection, range, test, (block, journey) => {
        if (isLeft(block, journey) && (part !== "OPEN" || isOpen(projection, block, journey))) add(journey);
      });
    },
  };
}
