// The scan of compareRoutes runs the counter of commonRoutes for each side. The counts of a side are therefore equal to
// the counts of commonRoutes with the filter of that side. The counter also reports which journey has which route (the
// hits, commonRoutes/hits.ts) and which journeys are mature (the marks, `RouteMarks`). From these, the counts of each
// customer are computed. Each range is counted separately and then merged, so the memory depends only on the number of
// distinct routes: about 150 bytes for each route on every thread. The time is that of commonRoutes for each side, plus
// a constant time for each journey.

import { endLease } from "../../engine/bufferLease.js";
import { recordOf, sumsOf } from "../../engine/parts.js";
import { RouteTable } from "../../engine/routeTable.js";
import type { JourneyRange, PartOf, ScanTask } from "../../engine/scan.js";
import type { InScope } from "../../engine/terms.js";
import { ROUTE_COUNTS, RouteCounter, type RouteCounts, type RouteMarks } from "../commonRoutes/count.js";
import { HIT_JOURNEY, HIT_ROUTE, HIT_WORDS } from "../commonRoutes/hits.js";
import { type CommonRoutesParams, type RoutePlan, routePlan } from "../commonRoutes/plan.js";
import { CompareTally, SIDES, type Side } from "./tally.js";

/**
 * The number of the only base, to which all routes belong. It counts the journeys that `counted` of the totals counts.
 */
export const COUNTED = 0;

export interface CompareRoutesArgs {
  /** The question commonRoutes with the filter of each side. */
  readonly a: CommonRoutesParams;
  readonly b: CommonRoutesParams;
}

export const countComparedRoutes = {
  name: "compareRoutes.count",
  begin: (projection, { a, b }) => new ComparedRouteCounter([routePlan(projection, a), routePlan(projection, b)]),
} satisfies ScanTask<CompareRoutesArgs, unknown>;

export type ComparedRoutes = PartOf<typeof countComparedRoutes>;

class ComparedRouteCounter {
  readonly #plans: readonly RoutePlan[];
  readonly #met: InScope[] = [NOBODY, NOBODY];
  readonly #counts: RouteCounts[];
  readonly #routes = new RouteTable();
  readonly #tally = new CompareTally();
  readonly #completion = new CompareTally();

  constructor(plans: readonly RoutePlan[]) {
    this.#plans = plans;
    this.#counts = plans.map(() => recordOf(ROUTE_COUNTS, () => 0));
  }

  visit(range: JourneyRange): void {
    const { projection } = this.#plans[0]!;
    const { customer } = projection.blocks[range.block]!.block;
    const sides = SIDES.map((side) => this.#side(side, range));
    const tally = this.#tally;
    const completion = this.#completion;
    for (let from = range.from; from < range.to; ) {
      let to = from + 1;
      while (to < range.to && customer[to] === customer[from]) to++;
      for (const side of SIDES) {
        const found = sides[side]!;
        let counted = 0;
        for (; found.journey[found.next]! < to; found.next++, counted++)
          tally.count(found.route[found.next]!, COUNTED, side);
        if (counted > 0) tally.among(COUNTED, side, counted);
        const mature = bitsBetween(found.mature, from - found.first, to - found.first);
        if (mature === 0) continue;
        completion.among(0, side, mature);
        const completed = bitsBetween(found.matureCompleted, from - found.first, to - found.first);
        if (completed > 0) completion.count(0, 0, side, completed);
      }
      tally.endCustomer();
      completion.endCustomer();
      from = to;
    }
  }

  finish() {
    return {
      /** The counts of the journeys in scope and the totals, first for side A and then for side B. */
      met: this.#met,
      counts: this.#counts,
      /** The routes, with their counts on both sides together. */
      routes: this.#routes.columns(),
      sums: this.#tally.finish(this.#routes.size, 1),
      /**
       * The sums of the completion rate. The only row counts the mature journeys that are completed, and its base
       * counts all mature journeys.
       */
      completion: this.#completion.finish(1, 1),
    };
  }

  #side(side: Side, range: JourneyRange): SideOfRange {
    // The journey to which bit 0 of the first word of the marks belongs.
    const first = range.from & ~31;
    const words = (range.to - first + 31) >>> 5;
    const marks = { mature: new Uint32Array(words), matureCompleted: new Uint32Array(words) };
    const counter = new RouteCounter(this.#plans[side]!, marks);
    counter.visit(range);
    const { inScope, counts, routes, hits, lease } = counter.finish();
    try {
      const known = this.#met[side]!;
      this.#met[side] = sumsOf(["journeys", "customers"], [known, inScope]);
      for (const name of ROUTE_COUNTS) this.#counts[side]![name] += counts[name];
      const numbers = this.#routes.merge(routes);
      const size = hits.words.length / HIT_WORDS;
      const journey = new Uint32Array(size);
      const route = new Uint32Array(size);
      for (let hit = 0; hit < size; hit++) {
        journey[hit] = hits.words[hit * HIT_WORDS + HIT_JOURNEY]!;
        route[hit] = numbers[hits.words[hit * HIT_WORDS + HIT_ROUTE]!]!;
      }
      return { journey, route, next: 0, first, ...marks };
    } finally {
      endLease(lease);
    }
  }
}

/** The hits and marks of one side in a range. */
interface SideOfRange extends RouteMarks {
  /** For each hit, its journey. The hits are in the order of their journeys. */
  readonly journey: Uint32Array;
  /** For each hit, the row of its route. */
  readonly route: Uint32Array;
  /** The first hit that is not before the current customer. */
  next: number;
  /** The journey to which the first bit of the marks belongs. */
  readonly first: number;
}

/**
 * Returns the number of bits that are set from bit `from` to bit `to` − 1. These bits are the journeys of one customer,
 * so they are usually few.
 */
function bitsBetween(words: Uint32Array, from: number, to: number): number {
  let count = 0;
  for (let bit = from; bit < to; bit++) count += (words[bit >>> 5]! >>> (bit & 31)) & 1;
  return count;
}

const NOBODY: InScope = { journeys: 0, customers: 0 };
