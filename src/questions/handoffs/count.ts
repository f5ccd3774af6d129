// The scans of handoffs. The first scan finds and counts all handoffs. Pairs that fail significantly more often than
// the others are set aside (ranking.ts). Each time pairs are set aside, the second scan runs. It reads the rows that
// the first scan kept (kept.ts), and not the journeys. The last scan collects waits and examples for the pairs shown,
// and runs only if these are selected.

import { ExampleRows } from "../../engine/examples.js";
import { addRows } from "../../engine/parts.js";
import { type JourneyRange, type PartOf, PlannedScan, type ScanTask } from "../../engine/scan.js";
import { WaitRows } from "../../engine/waits.js";
import type { Block } from "../../projection/projection.js";
import { eachChunk, numberCustomers } from "./chunk.js";
import type { HandoffCountsPart } from "./counts.js";
import { HandoffFinder } from "./episodes.js";
import { addCross, CROSS } from "./evidence.js";
import { handoffSpace } from "./handoffSpace.js";
import { chunksOf, type KeptHandoffs } from "./kept.js";
import { type CountHandoffsParams, type HandoffsParams, type HandoffsPlan, handoffsPlan } from "./plan.js";
import { HANDOFF_REASONS } from "./settings.js";
import { HandoffTally } from "./tally.js";
import { reasonBit, VERDICT } from "./verdict.js";

const { SETTLED, BITS } = VERDICT;
const NEVER_ARRIVED = reasonBit("NEVER_ARRIVED");

export const countHandoffs = {
  name: "handoffs.count",
  begin: (projection, params) => new HandoffCounter(handoffsPlan(projection, params), params),
} satisfies ScanTask<CountHandoffsParams, HandoffCountsPart>;

export type CountedHandoffs = PartOf<typeof countHandoffs>;

class HandoffCounter extends PlannedScan<HandoffsPlan, CountHandoffsParams> {
  readonly #finder = new HandoffFinder(this.plan.rules);
  readonly #tally = new HandoffTally(this.plan.rules, this.#finder.pairs);
  readonly #compares = this.plan.spanStart !== Number.NEGATIVE_INFINITY;
  #journeys = 0;
  #customers = 0;
  #multiChannelJourneys = 0;

  visit(range: JourneyRange): void {
    const { projection, scope } = this.plan;
    const finder = this.#finder;
    eachChunk(projection, range, scope, finder, (block, journeys) => {
      const customers = numberCustomers(block, journeys);
      if (this.#compares) this.#findWithEarlier(block, journeys);
      else {
        this.#multiChannelJourneys += finder.find(block, 0, journeys);
        this.#journeys += journeys;
        this.#customers += customers;
      }
      this.#tally.add(range, customers, finder);
    });
  }

  #findWithEarlier(block: Block, journeys: number): void {
    const finder = this.#finder;
    let lastCounted = -1;
    for (let ordinal = 0; ordinal < journeys; ordinal++) {
      const journey = handoffSpace().journeys[ordinal]!;
      const before = finder.found;
      const several = finder.find(block, ordinal, ordinal + 1);
      if (block.start[journey]! < this.plan.spanStart) {
        finder.setEarlier(before);
        continue;
      }
      this.#multiChannelJourneys += several;
      this.#journeys++;
      if (block.customer[journey] === lastCounted) continue;
      lastCounted = block.customer[journey]!;
      this.#customers++;
    }
  }

  finish() {
    return {
      journeys: this.#journeys,
      customers: this.#customers,
      multiChannelJourneys: this.#multiChannelJourneys,
      metUnknownChannel: this.#finder.metUnknownChannel,
      ...this.#tally.finish(),
    };
  }
}

export interface SumHandoffsArgs {
  /**
   * For each part of the first scan: the rows that it kept, and the common number of each of its pairs (`pairOf` in
   * counts.ts).
   */
  readonly rows: readonly { readonly kept: KeptHandoffs; readonly pairOf: Uint32Array }[];
  /** For each pair, the set with which it is compared. In `aside`, 1 for each pair that is set aside. */
  readonly setOf: Uint32Array;
  readonly aside: Uint8Array;
}

/**
 * Computes the products of pairs with the other pairs of their set, without the pairs that are set aside. It reads the
 * rows of a range, not its journeys.
 */
export const sumHandoffs: ScanTask<SumHandoffsArgs, Float64Array> = {
  name: "handoffs.sum",
  begin(_projection, { rows, setOf, aside }) {
    const works = rows.map(({ kept, pairOf }) => ({
      chunks: chunksOf(kept),
      pairOf,
      cross: new Float64Array(CROSS * pairOf.length),
      setOf: pairOf.map((pair) => setOf[pair]!),
      aside: Uint8Array.from(pairOf, (pair) => aside[pair]!),
    }));
    return {
      visit({ block, from }) {
        for (const work of works)
          for (const chunk of work.chunks.get(`${block} ${from}`) ?? [])
            addCross(work.cross, chunk, work.setOf, work.aside);
      },
      finish() {
        const all = new Float64Array(CROSS * setOf.length);
        for (const { cross, pairOf } of works) addRows(all, cross, pairOf, CROSS);
        return all;
      },
    };
  },
};

export interface ShownHandoffsArgs {
  readonly params: HandoffsParams;
  /** For each row, the codes of the two labels of its pair. */
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/** The number of lists of examples for each row. */
export const EXAMPLE_LISTS = 1 + HANDOFF_REASONS.length;

/** What one thread collects for the rows shown. */
export type ShownHandoffs = PartOf<typeof gatherHandoffs>;

export const gatherHandoffs = {
  name: "handoffs.gather",
  begin: (projection, args) => new HandoffGatherer(handoffsPlan(projection, args.params), args),
} satisfies ScanTask<ShownHandoffsArgs, unknown>;

class HandoffGatherer extends PlannedScan<HandoffsPlan, ShownHandoffsArgs> {
  readonly #finder = new HandoffFinder(this.plan.rules);
  readonly #rows = this.params.from.length;
  /** The waits of each row. There are none if the query does not select quantiles. */
  readonly #waits = new WaitRows(this.#rows, this.params.params.wanted?.quantiles !== false);
  /**
   * Each row has 1 + reasons lists of examples, which begin at the index row × (1 + reasons): first the examples of the
   * row, then those of each of its reasons. There are none if the query does not select examples.
   */
  readonly #examples =
    this.params.params.wanted?.examples === false ? null : new ExampleRows(this.#rows * EXAMPLE_LISTS);

  constructor(plan: HandoffsPlan, args: ShownHandoffsArgs) {
    super(plan, args);
    // The rows are registered first, so that the number of a pair is its row.
    args.from.forEach((label, row) => {
      this.#finder.pairs.index(label, args.to[row]!);
    });
  }

  visit(range: JourneyRange): void {
    const { projection, test } = this.plan;
    const finder = this.#finder;
    eachChunk(projection, range, test, finder, (block, journeys) => {
      finder.find(block, 0, journeys);
      this.#gather(block, finder.found);
    });
  }

  #gather(block: Block, found: number): void {
    const waits = this.#waits;
    const examples = this.#examples;
    const { journeys, pair, wait, verdict } = handoffSpace();
    for (let h = 0; h < found; h++) {
      const row = pair[h]!;
      if (row >= this.#rows) continue;
      const bits = verdict[h]!;
      if ((bits & NEVER_ARRIVED) === 0) waits.add(row, wait[h]!);
      if (examples === null) continue;
      const journey = journeys[bits >>> BITS]!;
      const list = row * EXAMPLE_LISTS;
      examples.add(list, block, journey);
      if ((bits & SETTLED) === 0) continue;
      for (let reasons = bits & (SETTLED - 1), r = list + 1; reasons !== 0; reasons >>= 1, r++)
        if ((reasons & 1) !== 0) examples.add(r, block, journey);
    }
  }

  finish() {
    return { waits: this.#waits.parts(), examples: this.#examples?.parts(this.plan.projection) ?? [] };
  }
}
