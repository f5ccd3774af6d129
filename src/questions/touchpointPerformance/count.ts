// The scan of touchpointPerformance. For each label, it computes the counts, and for each rate the sums over customers
// that the interval of the rate needs. For a comparison, it computes both for each of the two sides.

import { compileFilter } from "../../engine/filter.js";
import { recordOf } from "../../engine/parts.js";
import type { JourneyPredicate, JourneyRange, Scan, ScanTask } from "../../engine/scan.js";
import { Waits } from "../../engine/waits.js";
import type { Block, Projection } from "../../projection/projection.js";
import { amountAt } from "../../projection/sparse.js";
import type { ComparedSums } from "../compare/tally.js";
import { type CaseCounts, WholeCases } from "./caseLog.js";
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

export interface CountedPerformance {
  readonly journeys: number;
  readonly customers: number;
  readonly conversions: number;
  /** What is known about case ids; all counts are 0 if the query does not select cases. */
  readonly cases: CaseCounts;
  /** For each count, a table with an entry for each label. */
  readonly counts: Readonly<Record<PerformanceCount, Uint32Array>>;
  /**
   * For each label: the sum of the known costs of its visits (`cost`), the number of these costs (`costs`), and the
   * same for values.
   */
  readonly cost: Float64Array;
  readonly costs: Uint32Array;
  readonly value: Float64Array;
  readonly values: Uint32Array;
  readonly rates: ComparedSums;
  /** For each kind of wait in WAITS and each label, the list of waits. The index is wait × labels + label. */
  readonly waits: readonly Float64Array[];
  /** The counts before and after the change; null if `changedAt` is not given. */
  readonly change: CountedSides | null;
}

export const countPerformance: ScanTask<PerformanceParams, CountedPerformance> = {
  name: "touchpointPerformance.count",
  begin: (projection, params) => new PerformanceCounter(projection, performancePlan(projection, params)),
};

class PerformanceCounter implements Scan<CountedPerformance>, FactSink {
  readonly #projection: Projection;
  readonly #plan: PerformancePlan;
  readonly #facts: Facts;
  readonly #customersOf = new CustomerJourneys();
  readonly #counts: Record<PerformanceCount, Uint32Array>;
  readonly #cost: Float64Array;
  readonly #costs: Uint32Array;
  readonly #value: Float64Array;
  readonly #values: Uint32Array;
  readonly #waits: readonly Waits[];
  readonly #rates: SidesTally;
  readonly #changed: SidesTally | null;
  readonly #lastCustomer: Uint32Array;
  #block: Block | null = null;
  #journeys = 0;
  #customers = 0;
  #conversions = 0;
  readonly #cases = new WholeCases();

  constructor(projection: Projection, plan: PerformancePlan) {
    this.#projection = projection;
    this.#plan = plan;
    this.#facts = new Facts(plan);
    const { labels, changedAt } = plan;
    this.#counts = recordOf(COUNTS, () => new Uint32Array(labels));
    this.#cost = new Float64Array(labels);
    this.#costs = new Uint32Array(labels);
    this.#value = new Float64Array(labels);
    this.#values = new Uint32Array(labels);
    this.#lastCustomer = new Uint32Array(labels);
    this.#waits = Array.from({ length: WAITS.length * labels }, () => new Waits());
    this.#rates = new SidesTally(RATES, labels, false, () => 1);
    this.#changed =
      changedAt === null ? null : new SidesTally(CHANGED_RATES, labels, true, (_, at) => sideBits(plan, at));
  }

  visit(range: JourneyRange): void {
    this.#customersOf.each(this.#projection, range, this.#plan.test, (block, journeys, count) => {
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
    const { goal } = this.#plan;
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
    this.#waits[WAITS.indexOf("wait") * this.#plan.labels + label]!.add(wait);
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
    if (this.#plan.ofCases) this.#cases.add(this.#block!, journey);
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
    if (wait >= 0) this.#waits[WAITS.indexOf("responseTime") * this.#plan.labels + label]!.add(wait);
    this.#changed?.request(label, journey, at, wait);
  }

  opened(label: number, journey: number, at: number, wait: number): void {
    this.#counts.cases[label]!++;
    if (wait >= 0) this.#waits[WAITS.indexOf("resolutionTime") * this.#plan.labels + label]!.add(wait);
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

  finish(): CountedPerformance {
    return {
      journeys: this.#journeys,
      customers: this.#customers,
      conversions: this.#conversions,
      cases: this.#cases.counts(),
      counts: this.#counts,
      cost: this.#cost,
      costs: this.#costs,
      value: this.#value,
      values: this.#values,
      rates: this.#rates.finish().rates,
      waits: this.#waits.map((waits) => waits.values()),
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
