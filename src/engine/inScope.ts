// The journeys in scope of a question: those that its filter leaves.
import type { Projection } from "../projection/projection.js";
import type { AddJourney, BehindScan } from "../questions/drilldown.js";
import type { JourneyPredicate } from "./filter.js";
import { eachJourney } from "./scan.js";

export function scopeBehind(projection: Projection, test: JourneyPredicate | null, add: AddJourney): BehindScan {
  return { visit: (range) => eachJourney(projection, range, test, (_, journey) => add(journey)) };
}
