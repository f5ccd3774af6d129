// The journeys of totals that questions have in common: those in scope, and those with anything left after `hide`.
import type { Block, Projection } from "../projection/projection.js";
import type { JourneyPredicate } from "./filter.js";
import { type AddJourney, eachJourney, isOpen, type JourneyFinder } from "./scan.js";
import type { TotalsPart } from "./terms.js";

/** The journeys that the filter leaves. */
export function findInScope(projection: Projection, test: JourneyPredicate | null, add: AddJourney): JourneyFinder {
  return { visit: (range) => eachJourney(projection, range, test, (_, journey) => add(journey)) };
}

/**
 * A part of the totals of a question that counts every journey with anything left: each is matched, completed, counted and
 * mature, and none is dropped or pending.
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
