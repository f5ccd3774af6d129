// Used for drill-down (questions/drilldown.ts): finds the journeys that a predicate accepts, and the journeys that a
// count in the `totals` of an answer counts.
import type { Block, Projection } from "../projection/projection.js";
import { type AddJourney, eachJourney, isOpen, type JourneyFinder, type JourneyPredicate } from "./scan.js";
import type { TotalsPart } from "./terms.js";

/** Finds the journeys that pass the filter and that `counts` accepts. Their interactions are begin … end − 1. */
export function findWhere(
  projection: Projection,
  test: JourneyPredicate | null,
  add: AddJourney,
  counts: (block: Block, journey: number, begin: number, end: number) => boolean,
): JourneyFinder {
  return {
    visit(range) {
      eachJourney(projection, range, test, (block, journey, begin, end) => {
        if (counts(block, journey, begin, end)) add(journey);
      });
    },
  };
}

/** Finds the journeys in scope, which are those that pass the filter. */
export function findInScope(projection: Projection, test: JourneyPredicate | null, add: AddJourney): JourneyFinder {
  return findWhere(projection, test, add, () => true);
}

/** What decides which counts of the totals include a matched journey. */
export interface MatchedJourney {
  readonly completed: boolean;
  readonly pending: boolean;
  readonly open: boolean;
  readonly mature: boolean;
}

/** Whether a part of the totals includes a matched journey. COUNTED has the completed journeys. */
export function isInPart(part: TotalsPart, journey: MatchedJourney): boolean {
  switch (part) {
    case "JOURNEYS":
    case "MATCHED":
      return true;
    case "COMPLETED":
    case "COUNTED":
      return journey.completed;
    case "DROPPED":
      return !journey.completed && !journey.pending;
    case "PENDING":
      return journey.pending;
    case "OPEN":
      return journey.open;
    case "MATURE":
      return journey.mature;
    case "MATURE_COMPLETED":
      return journey.mature && journey.completed;
  }
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
  return findWhere(projection, test, add, (block, journey) => {
    if (!isLeft(block, journey)) return false;
    const open = isOpen(projection, block, journey);
    return isInPart(part, { completed: true, pending: false, open, mature: true });
  });
}
