// The scan of timeToConvert counts the match of each journey in the funnel, by the period in which the journey started.

import { eachSelected } from "../../engine/kernels/bits.js";
import { type Calendar, calendarOf } from "../../engine/periods.js";
import type { JourneyRange, Scan, ScanTask } from "../../engine/scan.js";
import { Scope } from "../../engine/scope.js";
import type { InScope } from "../../engine/terms.js";
import { Waits } from "../../engine/waits.js";
import type { Block, Projection } from "../../projection/projection.js";
import { type FunnelPlan, funnelPlan } from "../funnel/plan.js";
import { FunnelReading } from "../funnel/reading.js";
import { BUCKET_ENDS, type TimeToConvertParams } from "./plan.js";

/** `waited` is the sum of the durations of the counted journeys, in milliseconds. */
export const PERIOD_COUNTS = ["matched", "completed", "mature", "matureCompleted", "waited"] as const;

export interface ConversionsOfPeriod extends Readonly<Record<(typeof PERIOD_COUNTS)[number], number>> {
  readonly period: number;
  /** The durations of the counted journeys, in milliseconds. There are none if the query does not select quantiles. */
  readonly durations: Float64Array;
}

export interface CountedConversions {
  readonly inScope: InScope;
  readonly open: number;
  readonly pending: number;
  /** If periods are not selected, all journeys are in one. */
  readonly periods: readonly ConversionsOfPeriod[];
  /** The counted journeys by duration: bucket b ends at BUCKET_ENDS[b]. */
  readonly buckets: Uint32Array;
}

export const countConversions: ScanTask<TimeToConvertParams, CountedConversions> = {
  name: "timeToConvert.count",
  begin: (projection, params) => new ConversionCounter(projection, params),
};

class OfPeriod {
  matched = 0;
  completed = 0;
  mature = 0;
  matureCompleted = 0;
  waited = 0;
  readonly durations = new Waits();
}

class ConversionCounter implements Scan<CountedConversions> {
  readonly #plan: FunnelPlan;
  readonly #scope: Scope;
  readonly #calendar: Calendar | null;
  readonly #match: FunnelReading;
  readonly #periods = new Map<number, OfPeriod>();
  readonly #buckets = new Uint32Array(BUCKET_ENDS.length + 1);
  readonly #durations: boolean;
  readonly #quantiles: boolean;
  #open = 0;
  #pending = 0;

  constructor(projection: Projection, params: TimeToConvertParams) {
    const { customers = true, quantiles = true, waits = true, histogram = true, periods = true } = params.wanted ?? {};
    this.#plan = funnelPlan(projection, params);
    this.#scope = new Scope(projection, this.#plan.filter, customers);
    this.#calendar = periods ? calendarOf(projection, params.by, params.timeZone) : null;
    this.#match = new FunnelReading(this.#plan);
    this.#durations = waits || histogram;
    this.#quantiles = quantiles;
  }

  visit(range: JourneyRange): void {
    const { projection, touching } = this.#plan;
    const { block } = projection.blocks[range.block]!;
    this.#scope.enter(range, touching[0]!(range.block).words);
    eachSelected(this.#scope, (journey) => this.#journey(block, journey));
  }

  finish(): CountedConversions {
    return {
      inScope: this.#scope.met,
      open: this.#open,
      pending: this.#pending,
      periods: [...this.#periods].map(([period, { durations, ...counts }]) => ({
        period,
        ...counts,
        durations: durations.values(),
      })),
      buckets: this.#buckets,
    };
  }

  #journey(block: Block, journey: number): void {
    const match = this.#match;
    if (!match.read(block, journey)) return;
    const period = this.#of(this.#calendar?.of(block.start[journey]!) ?? 0);
    const mature = match.mature;
    period.matched++;
    if (mature) period.mature++;
    if (match.open) this.#open++;
    if (match.completed) {
      period.completed++;
      if (!mature) return;
      period.matureCompleted++;
      if (this.#durations) this.#add(period, match.duration());
    } else if (match.pending) this.#pending++;
  }

  #add(period: OfPeriod, duration: number): void {
    period.waited += duration;
    if (this.#quantiles) period.durations.add(duration);
    let bucket = 0;
    while (bucket < BUCKET_ENDS.length && duration > BUCKET_ENDS[bucket]!) bucket++;
    this.#buckets[bucket]!++;
  }

  #of(period: number): OfPeriod {
    let found = this.#periods.get(period);
    if (found === undefined) {
      found = new OfPeriod();
      this.#periods.set(period, found);
    }
    return found;
  }
}
