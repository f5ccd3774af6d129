// Visits the journeys of a range in chunks. Handoffs are found and counted for one chunk at a time, which is small
// enough to fit into the nearer caches. All journeys of a customer are in one chunk.

import type { JourneyPredicate, JourneyRange } from "../../engine/scan.js";
import type { Block, Projection } from "../../projection/projection.js";
import type { HandoffFinder } from "./episodes.js";
import { MOST_CUSTOMERS } from "./evidence.js";
import { handoffSpace } from "./handoffSpace.js";

/**
 * The number of interactions of a chunk. A chunk may exceed it only by the journeys of its last customer, so it never
 * has more than MOST_CUSTOMERS customers, the largest number that a row can distinguish (evidence.ts).
 */
const CHUNK_INTERACTIONS = MOST_CUSTOMERS;

/**
 * Calls `visit` for each chunk, after putting its journeys in scope into the space (handoffSpace.ts), from which the
 * finder reads them. `visit` receives the number of these journeys.
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
