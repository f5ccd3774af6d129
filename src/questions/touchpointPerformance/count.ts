// The scan of touchpointPerformance. For each label, it computes the counts, and for each rate the sums over customers
// that the interval of the rate needs. For a comparison, it computes both for each of the two sides.

import { compileFilter } from "../../engine/filter.js";
import { recordOf } from "../../engine/parts.js";
import {
  type JourneyPredicate,
  type JourneyRange,
  type PartOf,
  PlannedScan,
  type ScanTask,
} from "../../engine/scan.js";
import { Waits } from "../../engine/waits.js";
import type { Block } from "../../projection/projection.js";
import { amountAt } from "../../projection/sparse.js";
import { WholeCases } from "./caseLog.js";
import { CustomerJourneys } from "./customerJourneys.js";
import { type FactSink, Facts, type JourneyState } from "./facts.js";
import { CHANGED_RATES, type PerformanceParams, type PerformancePlan, performancePlan, RATES, WAITS } from "./plan.js";
import { type CountedSides, type SideBits, SidesTally } from "./sides.js";

export const COUNTS = [
  "visits",
  "journeys",
  "customers",
  "entries",
  "exits",
  "assisted",
  "last",
  "requests",
  "cases",
] as const;
export type PerformanceCount = (typeof COUNTS)[number];

export const countPerformance = {
  name: "touchpointPerformance.count",
  begin: (projection, params) => new PerformanceCounter(performancePlan(projection, params), params),
} satisfies ScanTask<PerformanceParams, unknown>;

export type CountedPerformance = PartOf<typeof countPerformance>;

class PerformanceCounter extends PlannedScan<PerformancePlan, PerformanceParams> implements FactSink {
  readonly #facts = new Facts(this.plan);
  readonly #customersOf = new CustomerJourneys();
  readonly #counts = recordOf(COUNTS, () => new Uint32Array(this.plan.labels));
  readonly #cost = new Float64Array(this.plan.labels);
  readonly #costs = new Uint32Array(this.plan.labels);
  readonly #value = new Float64Array(this.plan.labels);
  readonly #values = new Uint32Array(this.plan.labels);
  readonly #lastCustomer = new Uint32Array(this.plan.labels);
  readonly #waits = Array.from({ length: WAITS.length * this.plan.labels }, () => new Waits());
  readonly #rates = new SidesTally(RATES, this.plan.labels, false, () => 1);
  readonly #changed =
    this.plan.changedAt === null
      ? null
      : new SidesTally(CHANGED_RATES, this.plan.labels, true, (_, at) => sideBits(this.plan, at));
  #block: Block | null = null;
  #journeys = 0;
  #customers = 0;
  #conversions = 0;
  readonly #cases = new WholeCases();

  visit(range: JourneyRange): void {
    this.#customersOf.each(this.plan.projection, range, this.plan.test, (block, journeys, count) => {
      this.#block = block;
      this.#customers++;
      const reading = { start: block.start, outcome: block.columns.outcome };
      this.#rates.begin(reading);
      this.#changed?.begin(reading);
      this.#facts.read(block, journeys, count, this);
      this.#rates.endCustomer();
      this.#changed?.endCustomer();
    });
  }

  visited(label: number, journey: number, at: number, isMature: boolean, converts: boolean, index: number): void {
    this.#rates.visited(label, journey, at, isMature, converts, index);
    this.#changed?.visited(label, journey, at, isMature, converts, index);
    this.#counts.visits[label]!++;
    const { columns, touchpoint } = this.#block!;
    const { goal } = this.plan;
    if (goal.byTouchpoint[touchpoint[index]!] !== 0 && goal.matches(this.#block!, index)) this.#conversions++;
    const cost = amountAt(columns.cost, index);
    if (!Number.isNaN(cost)) {
      this.#cost[label]! += cost;
      this.#costs[label]!++;
    }
    const value = amountAt(columns.value, index);
    if (Number.isNaN(value)) return;
    this.#value[label]! += value;
    this.#values[label]!++;
  }

  arrived(label: number, wait: number): void {
    this.#waits[WAITS.indexOf("wait") * this.plan.labels + label]!.add(wait);
  }

  journey(visited: readonly number[], entry: number, exit: number, journey: number, state: JourneyState): void {
    const { journeys, customers, entries, exits } = this.#counts;
    this.#journeys++;
    entries[entry]!++;
    exits[exit]!++;
    for (const label of visited) {
      journeys[label]!++;
      if (this.#lastCustomer[label] === this.#customers) continue;
      this.#lastCustomer[label] = this.#customers;
      customers[label]!++;
    }
    if (this.plan.ofCases) this.#cases.add(this.#block!, journey);
    this.#rates.journey(visited, entry, exit, journey, state);
    this.#changed?.journey(visited, entry, exit, journey, state);
  }

  assist(label: number): void {
    this.#counts.assisted[label]!++;
  }

  last(label: number): void {
    this.#counts.last[label]!++;
  }

  request(label: number, journey: number, at: number, wait: number): void {
    this.#counts.requests[label]!++;
    if (wait >= 0) this.#waits[WAITS.indexOf("responseTime") * this.plan.labels + label]!.add(wait);
    this.#changed?.request(label, journey, at, wait);
  }

  opened(label: number, journey: number, at: number, wait: number): void {
    this.#counts.cases[label]!++;
    if (wait >= 0) this.#waits[WAITS.indexOf("resolutionTime") * this.plan.labels + label]!.add(wait);
    this.#changed?.opened(label, journey, at, wait);
  }

  contact(label: number, journey: number, at: number, isRepeated: boolean): void {
    this.#rates.contact(label, journey, at, isRepeated);
    this.#changed?.contact(label, journey, at, isRepeated);
  }

  customer(label: number, goals: number): void {
    this.#rates.customer(label, goals);
  }

  month(label: number, month: number, isRetained: boolean): void {
    this.#rates.month(label, month, isRetained);
  }

  finish() {
    return {
      journeys: this.#journeys,
      customers: this.#customers,
      conversions: this.#conversions,
      /** What is known about case ids; all counts are 0 if the query does not select cases. */
      cases: this.#cases.counts(),
      /** For each count, a table with an entry for each label. */
      counts: this.#counts,
      /**
       * For each label: the sum of the known costs of its visits (`cost`), the number of these costs (`costs`), and the
       * same for values.
       */
      cost: this.#cost,
      costs: this.#costs,
      value: this.#value,
      values: this.#values,
      rates: this.#rates.finish().rates,
      /** For each kind of wait in WAITS and each label, the list of waits. The index is wait × labels + label. */
      waits: this.#waits.map((waits) => waits.values()),
      /** The counts before and after the change; null if `changedAt` is not given. */
      change: this.#changed?.finish() ?? null,
    };
  }
}

/** Counts the rates and times of two filters, each with its own journeys. */
export const countSides: ScanTask<PerformanceParams, CountedSides> = {
  name: "touchpointPerformance.sides",
  begin(projection, params) {
    const plan = performancePlan(projection, params);
    const [a, b] = params.sides!.map((filter) => compileFilter(projection, filter, "filter").test);
    const passes = (test: JourneyPredicate | null, block: number, journey: number): boolean =>
      test === null || test(block, journey);
    const customers = new CustomerJourneys();
    const facts = new Facts({ ...plan, ofCustomers: false });
    const sides = new Map<number, SideBits>();
    const tally = new SidesTally(CHANGED_RATES, plan.labels, true, (journey) => sides.get(journey)!);
    const either: JourneyPredicate = (block, journey) => {
      const bits = (passes(a!, block, journey) ? 1 : 0) | (passes(b!, block, journey) ? 2 : 0);
      sides.set(journey, bits as SideBits);
      return bits !== 0;
    };
    return {
      visit(range) {
        customers.each(projection, range, either, (block, journeys, count) => {
          tally.begin({ start: block.start, outcome: block.columns.outcome });
          facts.read(block, journeys, count, tally);
          tally.endCustomer();
          sides.clear();
        });
      },
      finish: () => tally.finish(),
    };
  },
};

/** Returns the side of a time: A before the change, and B after it. A time outside of both periods is on no side. */
export function sideBits(
  { changedAt, since, until }: Pick<PerformancePlan, "changedAt" | "since" | "until">,
  at: number,
): SideBits {
  if (changedAt === null || at < since || at >= until) return 0;
  return at < changedAt ? 1 : 2;
}
