// Visits the live journeys of a range that pass a test, customer by customer. A customer's journeys are neighbours, and
// a range ends between two customers.
import type { JourneyPredicate, JourneyRange } from "../../engine/scan.js";
import type { Block, Projection } from "../../projection/projection.js";

export class CustomerJourneys {
  #journeys = new Uint32Array(64);

  each(
    { blocks }: Projection,
    range: JourneyRange,
    test: JourneyPredicate | null,
    visit: (block: Block, journeys: Uint32Array, count: number) => void,
  ): void {
    const { block, live } = blocks[range.block]!;
    const { customer } = block;
    for (let from = range.from; from < range.to; ) {
      let to = from + 1;
      while (to < range.to && customer[to] === customer[from]) to++;
      if (to - from > this.#journeys.length) this.#journeys = new Uint32Array(2 * (to - from));
      let count = 0;
      for (let j = from; j < to; j++)
        if ((live === null || live[j] === 1) && (test === null || test(range.block, j))) this.#journeys[count++] = j;
      if (count > 0) visit(block, this.#journeys, count);
      from = to;
    }
  }
}
