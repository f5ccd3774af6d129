// The scans of handoffs. The first finds and counts all. One goes through the rows that the first left whenever pairs are set
// aside; the last, where it is wanted, looks again for the waits and example journeys of the pairs shown.
import type { Segment } from "../projection/projection.js";
import { addRows } from "./addRows.js";
import { Examples } from "./examples.js";
import type { HandoffCountsPart } from "./handoffCounts.js";
import { HandoffFinder } from "./handoffEpisodes.js";
import { addCross, CROSS } from "./handoffEvidence.js";
import { chunksOf, type KeptHandoffs } from "./handoffKept.js";
import { type HandoffsParams, type HandoffsPlan, handoffsPlan } from "./handoffPlan.js";
import { CHUNK_INTERACTIONS, HandoffTally } from "./handoffTally.js";
import { reasonBit, SETTLED } from "./handoffVerdict.js";
import { HANDOFF_REASONS } from "./results.js";
import type { JourneyRange, Scan, ScanTask } from "./scan.js";
import { Waits } from "./waits.js";

const NEVER_ARRIVED = reasonBit("NEVER_ARRIVED");

export interface CountedHandoffs extends HandoffCountsPart {
  readonly journeys: number;
  readonly customers: number;
  readonly multiChannelJourneys: number;
  readonly metUnknownChannel: boolean;
}

export const countHandoffs: ScanTask<HandoffsParams, CountedHandoffs> = {
  name: "handoffs.count",
  begin: (projection, params) => new HandoffCounter(handoffsPlan(projection, params)),
};

class HandoffCounter implements Scan<CountedHandoffs> {
  readonly #plan: HandoffsPlan;
  readonly #finder: HandoffFinder;
  readonly #tally: HandoffTally;
  #journeys = 0;
  #customers = 0;
  #multiChannelJourneys = 0;
  /** Of the chunk, by ordinal: the journeys in scope. */
  #inScope = new Uint32Array(1024);
  readonly #compares: boolean;

  constructor(plan: HandoffsPlan) {
    this.#plan = plan;
    this.#compares = plan.spanStart !== Number.NEGATIVE_INFINITY;
    this.#finder = new HandoffFinder(plan.rules);
    this.#tally = new HandoffTally(plan.rules, this.#finder.pairs);
  }

  visit(range: JourneyRange): void {
    const { offsets, customer } = this.#plan.projection.segments[range.segment]!.segment;
    for (let from = range.from; from < range.to; ) {
      const enough = offsets[from]! + CHUNK_INTERACTIONS;
      let to = from + 1;
      while (to < range.to && (offsets[to]! < enough || customer[to] === customer[to - 1])) to++;
      this.#chunk(range, from, to);
      from = to;
    }
  }

  #chunk(range: JourneyRange, from: number, to: number): void {
    const { projection, scope } = this.#plan;
    const { segment, live } = projection.segments[range.segment]!;
    const tally = this.#tally;
    let last = -1;
    let n = 0;
    if (to - from > this.#inScope.length) this.#inScope = new Uint32Array(2 * (to - from));
    const inScope = this.#inScope;
    for (let j = from; j < to; j++) {
      if ((live !== null && live[j] === 0) || (scope !== null && !scope(range.segment, j))) continue;
      const customer = segment.customer[j]!;
      tally.journey(customer !== last);
      last = customer;
      inScope[n++] = j;
    }
    this.#finder.clear();
    if (this.#compares) this.#findWithEarlier(segment, n);
    else {
      this.#multiChannelJourneys += this.#finder.find(segment, inScope, 0, n);
      this.#journeys += n;
      this.#customers += tally.customers;
    }
    tally.add(range, this.#finder);
  }

  #findWithEarlier(segment: Segment, journeys: number): void {
    const finder = this.#finder;
    let lastCounted = -1;
    for (let ordinal = 0; ordinal < journeys; ordinal++) {
      const journey = this.#inScope[ordinal]!;
      const before = finder.found;
      const several = finder.find(segment, this.#inScope, ordinal, ordinal + 1);
      if (segment.at[segment.offsets[journey]!]! < this.#plan.spanStart) {
        finder.setEarlier(before);
        continue;
      }
      this.#multiChannelJourneys += several;
      this.#journeys++;
      if (segment.customer[journey] === lastCounted) continue;
      lastCounted = segment.customer[journey]!;
      this.#customers++;
    }
  }

  finish(): CountedHandoffs {
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
  /** By part of the count: its rows, and the number in all of each of its pairs. */
  readonly rows: readonly { readonly kept: KeptHandoffs; readonly pairOf: Uint32Array }[];
  /** By pair: the set it is compared with, and 1 where it is set aside. */
  readonly setOf: Uint32Array;
  readonly aside: Uint8Array;
}

/** The products of pairs with the others of their set, without those set aside: looks at a range's rows, not its journeys. */
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
      visit({ segment, from }) {
        for (const work of works)
          for (const chunk of work.chunks.get(`${segment} ${from}`) ?? [])
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
  /** Label codes of both sides, by row. */
  readonly from: readonly number[];
  readonly to: readonly number[];
}

export interface ShownHandoffs {
  /** By row; empty where quantiles are not wanted. */
  readonly waits: readonly Float64Array[];
  /** By row · (1 + reasons): the row's, then each reason's, as Examples gives them; empty where they are not wanted. */
  readonly examples: readonly Uint32Array[];
}

/** Lists of examples of a row. */
export const EXAMPLE_LISTS = 1 + HANDOFF_REASONS.length;

export const gatherHandoffs: ScanTask<ShownHandoffsArgs, ShownHandoffs> = {
  name: "handoffs.gather",
  begin: (projection, args) => new HandoffGatherer(handoffsPlan(projection, args.params), args),
};

class HandoffGatherer implements Scan<ShownHandoffs> {
  readonly #plan: HandoffsPlan;
  readonly #finder: HandoffFinder;
  readonly #rows: number;
  readonly #waits: readonly Waits[];
  readonly #examples: readonly Examples[];
  /** `oldest` of each of the examples, where it is looked up quickly. */
  readonly #oldest: Float64Array;
  /** The journey at hand. */
  readonly #one = new Uint32Array(1);

  constructor(plan: HandoffsPlan, { params, from, to }: ShownHandoffsArgs) {
    this.#plan = plan;
    this.#finder = new HandoffFinder(plan.rules);
    // The rows are the first pairs.
    this.#rows = from.length;
    from.forEach((label, row) => {
      this.#finder.pairs.index(label, to[row]!);
    });
    this.#waits = params.wanted?.quantiles === false ? [] : from.map(() => new Waits());
    const lists = params.wanted?.examples === false ? 0 : from.length * EXAMPLE_LISTS;
    this.#examples = Array.from({ length: lists }, () => new Examples());
    this.#oldest = new Float64Array(lists).fill(Number.NEGATIVE_INFINITY);
  }

  visit(range: JourneyRange): void {
    const { projection, test } = this.#plan;
    const { segment, live } = projection.segments[range.segment]!;
    for (let j = range.from; j < range.to; j++)
      if ((live === null || live[j] === 1) && (test === null || test(range.segment, j))) this.#visit(segment, j);
  }

  #visit(segment: Segment, journey: number): void {
    const waits = this.#waits;
    const oldest = this.#oldest;
    const finder = this.#finder;
    finder.clear();
    this.#one[0] = journey;
    finder.find(segment, this.#one, 0, 1);
    const { found, pair, wait, verdict } = finder;
    if (found === 0) return;
    const start = segment.at[segment.offsets[journey]!]!;
    for (let h = 0; h < found; h++) {
      const row = pair[h]!;
      if (row >= this.#rows) continue;
      if (waits.length > 0 && (verdict[h]! & NEVER_ARRIVED) === 0) waits[row]!.add(wait[h]!);
      if (oldest.length === 0) continue;
      const list = row * EXAMPLE_LISTS;
      if (start >= oldest[list]!) this.#add(list, segment, journey);
      if ((verdict[h]! & SETTLED) === 0) continue;
      for (let bits = verdict[h]! & (SETTLED - 1), r = list + 1; bits !== 0; bits >>= 1, r++)
        if ((bits & 1) !== 0 && start >= oldest[r]!) this.#add(r, segment, journey);
    }
  }

  finish(): ShownHandoffs {
    return {
      waits: this.#waits.map((waits) => waits.values()),
      examples: this.#examples.map((examples) => examples.part(this.#plan.projection)),
    };
  }

  #add(list: number, segment: Segment, journey: number): void {
    this.#examples[list]!.add(segment, journey);
    this.#oldest[list] = this.#examples[list]!.oldest;
  }
}
