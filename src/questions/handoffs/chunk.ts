// Visits the journeys of a range in chunks: handoffs are found and counted for as many journeys at a time as fit into
// the nearer caches. A chunk holds all journeys of a customer.

import type { JourneyPredicate } from "../../engine/filter.js";
import type { JourneyRange } from "../../engine/scan.js";
import type { Block, Projection } from "../../projection/projection.js";
import type { HandoffFinder } from "./episodes.js";
import { MOST_CUSTOMERS } from "./evidence.js";
import { handoffSpace } from "./handoffSpace.js";

/** Only the journeys of the last customer can exceed this. At most the number of customers that rows can have. */
const CHUNK_INTERACTIONS = MOST_CUSTOMERS;

/**
 * Puts the live journeys of each chunk that pass the filter into the space, where the finder starts. `visit` receives
 * their number.
 */
export function eachChunk(
  projection: Projection,
  range: JourneyRange,
  test: JourneyPredicate | null,
  finder: HandoffFinder,
  visit: (block: Block, journeys: number) => void,
): void {
  const { block, live } = projection.blocks[range.block]!;
  const { offsets, customer } = block;
  try {
    for (let from = range.from; from < range.to; ) {
      const enough = offsets[from]! + CHUNK_INTERACTIONS;
      let to = from + 1;
      while (to < range.to && (offsets[to]! < enough || customer[to] === customer[to - 1])) to++;
      finder.begin(offsets[to]! - offsets[from]!);
      const { journeys } = handoffSpace();
      let n = 0;
      for (let j = from; j < to; j++)
        if ((live === null || live[j] === 1) && (test === null || test(range.block, j))) journeys[n++] = j;
      visit(block, n);
      from = to;
    }
  } finally {
    handoffSpace().release();
  }
}

/**
 * Numbers the customers of the journeys in the space, which are ordered by customer. Returns the number of customers.
 */
export function numberCustomers({ customer }: Block, journeys: number): number {
  const { journeys: journeyAt, customerOf } = handoffSpace();
  let customers = 0;
  let last = -1;
  for (let ordinal = 0; ordinal < journeys; ordinal++) {
    const mine = customer[journeyAt[ordinal]!]!;
    if (mine !== last) customers++;
    last = mine;
    customerOf[ordinal] = customers - 1;
  }
  return customers;
}
