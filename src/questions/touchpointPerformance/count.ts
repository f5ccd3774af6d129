// The scan of touchpointPerformance: counts by touchpoint, and for each rate the sums over customers that its interval
// needs; the same for both sides of a change.

import type { JourneyRange, Scan, ScanTask } from "../../engine/scan.js";
import { Waits } from "../../engine/waits.js";
import type { Block, Projection } from "../../projection/projection.js";
import { type ComparedSums, CompareTally, type Side } from "../compare/tally.js";
import { CustomerJourneys, FAILED, type FactSink, Facts, UNKNOWN } from "./facts.js";
import { type MeanSums, MeanTally } from "./means.js";
import {
  CHANGED_RATES,
  type ChangedRate,
  type PerformanceParams,
  type PerformancePlan,
  performancePlan,
  RATES,
  type RateName,
  WAITS,
} from "./plan.js";

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
  /** By label. */
  readonly counts: Readonly<Record<PerformanceCount, Uint32Array>>;
  /** By label: amounts, and how many of them are known. */
  readonly cost: Float64Array;
  readonly costs: Uint32Array;
  readonly value: Float64Array;
  readonly values: Uint32Array;
  readonly rates: ComparedSums;
  /** By wait · labels + label. */
  readonly waits: readonly Float64Array[];
  /** Null without a change. */
  readonly change: { readonly rates: ComparedSums; readonly means: MeanSums } | null;
}

export const countPerformance: ScanTask<PerformanceParams, CountedPerformance> = {
  name: "touchpointPerformance.count",
  begin: (projection, params) => new PerformanceCounter(projection, performancePlan(projection, params)),
};

/** The base of `reach` is the journeys in scope, for every touchpoint. All other rows are their own base. */
export function baseOf(rates: readonly RateName[], labels: number, rate: RateName, label: number): number {
  return rate === "reach" ? rates.length * labels : rates.indexOf(rate) * labels + label;
}

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
  readonly #rates = new CompareTally();
  readonly #waits: readonly Waits[];
  readonly #changed: CompareTally | null;
  readonly #means: MeanTally | null;
  readonly #lastJourney: Uint32Array;
  readonly #lastCustomer: Uint32Array;
  /** The touchpoints of the current journey. */
  #visited: number[] = [];
  #block: Block | null = null;
  #journeys = 0;
  #customers = 0;
  #conversions = 0;

  constructor(projection: Projection, plan: PerformancePlan) {
    this.#projection = projection;
    this.#plan = plan;
    this.#facts = new Facts(plan);
    const { labels } = plan;
    this.#counts = Object.fromEntries(COUNTS.map((name) => [name, new Uint32Array(labels)])) as Record<
      PerformanceCount,
      Uint32Array
    >;
    this.#cost = new Float64Array(labels);
    this.#costs = new Uint32Array(labels);
    this.#value = new Float64Array(labels);
    this.#values = new Uint32Array(labels);
    this.#lastJourney = new Uint32Array(labels);
    this.#lastCustomer = new Uint32Array(labels);
    this.#waits = Array.from({ length: WAITS.length * labels }, () => new Waits());
    this.#changed = plan.changedAt === null ? null : new CompareTally();
    this.#means = plan.changedAt === null ? null : new MeanTally();
  }

  visit(range: JourneyRange): void {
    this.#customersOf.each(this.#projection, range, this.#plan.test, (block, journeys, count) => {
      this.#block = block;
      this.#customers++;
      this.#facts.read(block, journeys, count, this);
      this.#rates.endCustomer();
      this.#changed?.endCustomer();
      this.#means?.endCustomer();
    });
  }

  visited(label: number, _journey: number, at: number, isMature: boolean, converts: boolean, index: number): void {
    const counts = this.#counts;
    const { columns, touchpoint } = this.#block!;
    counts.visits[label]!++;
    if (this.#lastJourney[label] !== this.#journeys + 1) {
      this.#lastJourney[label] = this.#journeys + 1;
      this.#visited.push(label);
      counts.journeys[label]!++;
      if (this.#lastCustomer[label] !== this.#customers) {
        this.#lastCustomer[label] = this.#customers;
        counts.customers[label]!++;
      }
    }
    if (isMature) this.#trial("conversion", label, at, converts);
    const outcome = columns.outcome?.[index] ?? UNKNOWN;
    if (outcome !== UNKNOWN) this.#trial("failure", label, at, outcome === FAILED);
    const { goal } = this.#plan;
    if (goal.byTouchpoint[touchpoint[index]!] !== 0 && goal.matches(this.#block!, index)) this.#conversions++;
    const cost = columns.cost?.[index] ?? Number.NaN;
    if (!Number.isNaN(cost)) {
      this.#cost[label]! += cost;
      this.#costs[label]!++;
    }
    const value = columns.value?.[index] ?? Number.NaN;
    if (Number.isNaN(value)) return;
    this.#value[label]! += value;
    this.#values[label]!++;
  }

  ends(entry: number, exit: number, journey: number): void {
    const { labels } = this.#plan;
    this.#journeys++;
    this.#counts.entries[entry]!++;
    this.#counts.exits[exit]!++;
    const side = this.#sideOf(this.#block!.start[journey]!);
    const base = baseOf(RATES, labels, "reach", 0);
    const changedBase = baseOf(CHANGED_RATES, labels, "reach", 0);
    this.#rates.among(base, 0);
    if (side !== null) this.#changed!.among(changedBase, side);
    for (const label of this.#visited) {
      this.#rates.count(RATES.indexOf("reach") * labels + label, base, 0);
      if (side !== null) this.#changed!.count(CHANGED_RATES.indexOf("reach") * labels + label, changedBase, side);
    }
    this.#visited = [];
  }

  assist(label: number): void {
    this.#counts.assisted[label]!++;
  }

  last(label: number): void {
    this.#counts.last[label]!++;
  }

  request(label: number, _journey: number, at: number, wait: number): void {
    this.#counts.requests[label]!++;
    this.#wait(0, label, at, wait);
  }

  opened(label: number, _journey: number, at: number, wait: number): void {
    this.#counts.cases[label]!++;
    this.#wait(1, label, at, wait);
  }

  contact(label: number, _journey: number, at: number, isRepeated: boolean): void {
    this.#trial("repeatContact", label, at, isRepeated);
  }

  customer(label: number, goals: number): void {
    if (goals > 0) this.#trial("repeatPurchase", label, 0, goals > 1);
  }

  month(label: number, _month: number, isRetained: boolean): void {
    this.#trial("retention", label, 0, isRetained);
  }

  #trial(rate: RateName, label: number, at: number, succeeds: boolean): void {
    const row = RATES.indexOf(rate) * this.#plan.labels + label;
    this.#rates.among(row, 0);
    if (succeeds) this.#rates.count(row, row, 0);
    if (this.#changed === null) return;
    const changed = CHANGED_RATES.indexOf(rate as ChangedRate);
    const side = changed < 0 ? null : this.#sideOf(at);
    if (side === null) return;
    const changedRow = changed * this.#plan.labels + label;
    this.#changed.among(changedRow, side);
    if (succeeds) this.#changed.count(changedRow, changedRow, side);
  }

  #wait(which: number, label: number, at: number, wait: number): void {
    if (wait < 0) return;
    const row = which * this.#plan.labels + label;
    this.#waits[row]!.add(wait);
    const side = this.#sideOf(at);
    if (side !== null) this.#means!.add(row, side, wait);
  }

  #sideOf(at: number): Side | null {
    return sideOf(this.#plan, at);
  }

  finish(): CountedPerformance {
    const { labels } = this.#plan;
    return {
      journeys: this.#journeys,
      customers: this.#customers,
      conversions: this.#conversions,
      counts: this.#counts,
      cost: this.#cost,
      costs: this.#costs,
      value: this.#value,
      values: this.#values,
      rates: this.#rates.finish(RATES.length * labels, RATES.length * labels + 1),
      waits: this.#waits.map((waits) => waits.values()),
      change:
        this.#changed === null
          ? null
          : {
              rates: this.#changed.finish(CHANGED_RATES.length * labels, CHANGED_RATES.length * labels + 1),
              means: this.#means!.finish(),
            },
    };
  }
}

/** Before the change is side A. Null outside of both spans, and without a change. */
export function sideOf(
  { changedAt, since, until }: Pick<PerformancePlan, "changedAt" | "since" | "until">,
  at: number,
): Side | null {
  if (changedAt === null || at < since || at >= until) return null;
  return at < changedAt ? 0 : 1;
}
