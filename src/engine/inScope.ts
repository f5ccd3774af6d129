// The journeys in scope of a question: those that its filter leaves.
import type { Projection } from "../projection/projection.js";
import type { JourneyPredicate } from "./filter.js";
import { type AddJourney, eachJourney, type JourneyFinder } from "./scan.js";

export function findInScope(projection: Projection, test: JourneyPredicate | null, add: AddJourney): JourneyFinder {
  return { visit: (range) => eachJourney(projection, range, test, (_, journey) => add(journey)) };
}
