// The scan of compareRoutes: the counter of commonRoutes for each side, asked customer by customer, so that a side's counts are
// those of the plain question and a customer's are known together. Of each range alone, then merged: what is kept is by
// route. Cost: that of commonRoutes for each side, and about 1 µs a customer and side; some 150 bytes a distinct route on each thread.
import { HIT_ROUTE, HIT_WORDS } from "./commonRoutesHits.js";
import { type CommonRoutesParams, type RoutePlan, routePlan } from "./commonRoutesPlan.js";
import { ROUTE_COUNTS, RouteCounter, type RouteCounts } from "./commonRoutesScan.js";
import { type RouteColumns, RouteTable } from "./commonRoutesTable.js";
import { type ComparedSums, CompareTally, SIDES, type Side } from "./compareTally.js";
import { giveBack } from "./lent.js";
import type { JourneyRange, Scan, ScanTask } from "./scan.js";
import type { Met } from "./scope.js";

/** The base of routes. */
export const COUNTED = 0;

export interface ComparedRoutes {
  /** By side. */
  readonly met: readonly Met[];
  readonly counts: readonly RouteCounts[];
  /** Of both sides. */
  readonly routes: RouteColumns;
  readonly sums: ComparedSums;
  /** One row: mature journeys that completed, of the mature ones. */
  readonly completion: ComparedSums;
}

export interface CompareRoutesArgs {
  /** The same question, under either side's filter. */
  readonly a: CommonRoutesParams;
  readonly b: CommonRoutesParams;
}

export const countComparedRoutes: ScanTask<CompareRoutesArgs, ComparedRoutes> = {
  name: "compareRoutes.count",
  begin: (projection, { a, b }) => new ComparedRouteCounter([routePlan(projection, a), routePlan(projection, b)]),
};

class ComparedRouteCounter implements Scan<ComparedRoutes> {
  readonly #plans: readonly RoutePlan[];
  readonly #met: Met[] = [NOBODY, NOBODY];
  readonly #counts: RouteCounts[];
  readonly #routes = new RouteTable();
  readonly #tally = new CompareTally();
  readonly #completion = new CompareTally();

  constructor(plans: readonly RoutePlan[]) {
    this.#plans = plans;
    this.#counts = plans.map(() => Object.fromEntries(ROUTE_COUNTS.map((name) => [name, 0])) as RouteCounts);
  }

  visit(range: JourneyRange): void {
    const { projection } = this.#plans[0]!;
    const { customer } = projection.segments[range.segment]!.segment;
    const begins: number[] = [];
    for (let j = range.from; j < range.to; j++) if (j === range.from || customer[j] !== customer[j - 1]) begins.push(j);
    begins.push(range.to);
    const sides = SIDES.map((side) => this.#side(side, range.segment, begins));
    for (let c = 0; c + 1 < begins.length; c++) {
      for (const side of SIDES) {
        const { route, firsts, mature, completed } = sides[side]!;
        for (let hit = firsts[c]!; hit < firsts[c + 1]!; hit++) this.#tally.count(route[hit]!, COUNTED, side);
        const counted = firsts[c + 1]! - firsts[c]!;
        if (counted > 0) this.#tally.among(COUNTED, side, counted);
        if (mature[c]! > 0) this.#completion.among(0, side, mature[c]!);
        if (completed[c]! > 0) this.#completion.count(0, 0, side, completed[c]!);
      }
      this.#tally.endCustomer();
      this.#completion.endCustomer();
    }
  }

  finish(): ComparedRoutes {
    return {
      met: this.#met,
      counts: this.#counts,
      routes: this.#routes.columns(),
      sums: this.#tally.finish(this.#routes.size, 1),
      completion: this.#completion.finish(1, 1),
    };
  }

  /** By customer of the range: the first of its hits, and how many of its journeys are mature, and of those completed. */
  #side(side: Side, segment: number, begins: readonly number[]) {
    const customers = begins.length - 1;
    const firsts = new Uint32Array(customers + 1);
    const mature = new Uint32Array(customers);
    const completed = new Uint32Array(customers);
    const counter = new RouteCounter(this.#plans[side]!);
    let [matureBefore, completedBefore] = [0, 0];
    for (let c = 0; c < customers; c++) {
      counter.visit({ segment, from: begins[c]!, to: begins[c + 1]! });
      const { counts } = counter;
      firsts[c + 1] = counts.counted;
      mature[c] = counts.mature - matureBefore;
      completed[c] = counts.matureCompleted - completedBefore;
      matureBefore = counts.mature;
      completedBefore = counts.matureCompleted;
    }
    const { met, counts, routes, hits, lent } = counter.finish();
    const known = this.#met[side]!;
    this.#met[side] = { journeys: known.journeys + met.journeys, customers: known.customers + met.customers };
    for (const name of ROUTE_COUNTS) this.#counts[side]![name] += counts[name];
    const numbers = this.#routes.merge(routes);
    const route = new Uint32Array(hits.words.length / HIT_WORDS);
    for (let hit = 0; hit < route.length; hit++) route[hit] = numbers[hits.words[hit * HIT_WORDS + HIT_ROUTE]!]!;
    giveBack(lent);
    return { route, firsts, mature, completed };
  }
}

const NOBODY: Met = { journeys: 0, customers: 0 };
