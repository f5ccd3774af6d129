// The scan of commonRoutes: one match a journey, its route counted, and what is needed to come back to it (a hit).
//
// The start is the earliest interaction in `from` whose next `to` (the first at a later position) comes within `within`;
// that `to` is the target. LAST keeps the target and takes the last `from` before it. Without `from` the start stands
// before the first interaction, at its time; without `to` the end stands after the last. One pass over each journey.
import type { Projection } from "../projection/projection.js";
import { RouteTable } from "./commonRoutesTable.js";
import type { JourneyPredicate } from "./filter.js";
import type { JourneyRange } from "./scan.js";
import type { CompiledSelector } from "./selector.js";
import { tableOf, Walk } from "./walk.js";

export interface RoutePlan {
  readonly projection: Projection;
  readonly test: JourneyPredicate | null;
  readonly from: CompiledSelector | null;
  readonly to: CompiledSelector | null;
  readonly hide: CompiledSelector | null;
  readonly exclude: CompiledSelector | null;
  readonly via: readonly CompiledSelector[];
  readonly labelOfTouchpoint: Uint16Array;
  readonly collapse: boolean;
  readonly within: number | null;
  readonly last: boolean;
  readonly minSteps: number;
  readonly maxSteps: number;
}

const FROM = 1;
const TO = 2;
const EXCLUDE = 4;
const FIRST_VIA = 8;
/** One bit of a 32-bit word each, beside the three above. */
export const MAX_VIA = 28;

/** Journeys that were counted: where the match stands, for the second pass over those on shown routes. */
export class Hits {
  size = 0;
  route = new Uint32Array(1 << 10);
  segment = new Uint16Array(1 << 10);
  journey = new Uint32Array(1 << 10);
  /** First and last position of the route, counted from the first of what is left of the journey. */
  start = new Uint32Array(1 << 10);
  end = new Uint32Array(1 << 10);

  add(route: number, segment: number, journey: number, start: number, end: number): void {
    const i = this.size;
    if (i === this.route.length) this.#grow();
    this.route[i] = route;
    this.segment[i] = segment;
    this.journey[i] = journey;
    this.start[i] = start;
    this.end[i] = end;
    this.size = i + 1;
  }

  #grow(): void {
    const length = this.size * 2;
    for (const column of ["route", "journey", "start", "end"] as const) {
      const next = new Uint32Array(length);
      next.set(this[column]);
      this[column] = next;
    }
    const next = new Uint16Array(length);
    next.set(this.segment);
    this.segment = next;
  }
}

export class RouteScan {
  readonly routes = new RouteTable();
  readonly hits = new Hits();
  readonly walk: Walk;
  /** Label by code as the walk gives codes. */
  readonly labels: Uint16Array;
  journeys = 0;
  customers = 0;
  matched = 0;
  completed = 0;
  counted = 0;
  pending = 0;
  open = 0;
  mature = 0;
  matureCompleted = 0;
  readonly #plan: RoutePlan;
  readonly #table: Uint32Array;
  #route = new Uint16Array(256);

  constructor(plan: RoutePlan) {
    const { from, to, hide, exclude, via, projection } = plan;
    const touchpoints = projection.dictionary.touchpoints.length;
    const others = [from, to, exclude, ...via].filter((selector) => selector !== null);
    this.#plan = plan;
    this.walk = new Walk(touchpoints, hide, others);
    this.labels = this.walk.table(plan.labelOfTouchpoint);
    this.#table = tableOf(
      [[from, FROM], [to, TO], [exclude, EXCLUDE], ...via.map((selector, i) => [selector, FIRST_VIA << i] as const)],
      touchpoints,
    );
  }

  visit(range: JourneyRange): void {
    const { projection, test, from, to, exclude, via, within, last, collapse, minSteps, maxSteps } = this.#plan;
    const { segment, live } = projection.segments[range.segment]!;
    const { offsets, customer, at } = segment;
    const { walk, labels, routes, hits } = this;
    const table = this.#table;
    const newest = projection.newest!;
    const window = within ?? Number.POSITIVE_INFINITY;
    const viaBits = via.reduce((bits, _, i) => bits | (FIRST_VIA << i), 0);
    const looksBetween = exclude !== null || viaBits !== 0;
    let lastCustomer = -1;

    for (let j = range.from; j < range.to; j++) {
      if (live !== null && live[j] === 0) continue;
      if (test !== null && !test(range.segment, j)) continue;
      this.journeys++;
      if (customer[j] !== lastCustomer) {
        lastCustomer = customer[j]!;
        this.customers++;
      }
      walk.enter(segment, j);
      const { codes, times, begin, end } = walk;
      if (begin === end) continue;

      // The first start; without `from` it stands before the first interaction.
      let start = begin - 1;
      if (from !== null) {
        start = begin;
        while (start < end && (table[codes[start]!]! & FROM) === 0) start++;
        if (start === end) continue;
      }
      let startTime = times[from === null ? begin : start]!;
      const open = at[offsets[j + 1]! - 1]! + projection.journeyGap > newest;
      const mature = within === null || startTime + within <= newest;
      this.matched++;
      if (open) this.open++;
      if (mature) this.mature++;

      // The target; without `to` the end stands after the last interaction.
      let target = end;
      let completed = to === null;
      if (to !== null) {
        target = start + 1;
        for (;;) {
          while (target < end && (table[codes[target]!]! & TO) === 0) target++;
          if (target === end) break;
          if (times[target]! - startTime <= window) {
            completed = true;
            break;
          }
          if (from === null) break;
          start++;
          while (start < end && (table[codes[start]!]! & FROM) === 0) start++;
          if (start === end) break;
          startTime = times[start]!;
          if (target <= start) target = start + 1;
        }
      }
      if (!completed) {
        if (open && (within === null || this.#lastStart(begin, end) + within > newest)) this.pending++;
        continue;
      }
      this.completed++;
      if (mature) this.matureCompleted++;
      if (last && from !== null) {
        start = target - 1;
        while ((table[codes[start]!]! & FROM) === 0) start--;
      }

      if (looksBetween) {
        let seen = 0;
        for (let i = start + 1; i < target; i++) seen |= table[codes[i]!]!;
        if ((seen & EXCLUDE) !== 0 || (seen & viaBits) !== viaBits) continue;
      }
      const first = from === null ? begin : start;
      const final = to === null ? end - 1 : target;
      if (final - first >= this.#route.length) this.#route = new Uint16Array((final - first + 1) * 2);
      const route = this.#route;
      let n = 0;
      for (let i = first; i <= final; i++) {
        const label = labels[codes[i]!]!;
        if (!collapse || n === 0 || route[n - 1] !== label) route[n++] = label;
      }
      if (n < minSteps || n > maxSteps) continue;
      this.counted++;
      hits.add(routes.count(route, n), range.segment, j, first - begin, final - begin);
    }
  }

  #lastStart(begin: number, end: number): number {
    const { codes, times } = this.walk;
    if (this.#plan.from === null) return times[begin]!;
    let i = end - 1;
    while ((this.#table[codes[i]!]! & FROM) === 0) i--;
    return times[i]!;
  }
}
