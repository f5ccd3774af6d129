// The scan of timeToConvert counts the match of each journey in the funnel, by the period in which the journey started.

import { eachSelected } from "../../engine/kernels/bits.js";
import { calendarOf } from "../../engine/periods.js";
import { type JourneyRange, PlannedScan, type ScanTask } from "../../engine/scan.js";
import { Scope } from "../../engine/scope.js";
import { EVERYTHING } from "../../engine/selection.js";
import { Waits } from "../../engine/waits.js";
import type { Block } from "../../projection/projection.js";
import { type FunnelPlan, funnelPlan } from "../funnel/plan.js";
import { FunnelReading } from "../funnel/reading.js";
import { BUCKET_ENDS, type TimeToConvertParams, type TimeToConvertWanted } from "./plan.js";

/** `waited` is the sum of the durations of the counted journeys, in milliseconds. */
export const PERIOD_COUNTS = ["matched", "completed", "mature", "matureCompleted", "waited"] as const;

export interface ConversionsOfPeriod extends Readonly<Record<(typeof PERIOD_COUNTS)[number], number>> {
  readonly period: number;
  /** The durations of the counted journeys, in milliseconds. There are none if the query does not select quantiles. */
  readonly durations: Float64Array;
}

export const countConversions = {
  name: "timeToConvert.count",
  begin: (projection, params) => new ConversionCounter(funnelPlan(projection, params), params),
} satisfies ScanTask<TimeToConvertParams, unknown>;

class OfPeriod {
  matched = 0;
  completed = 0;
  mature = 0;
  matureCompleted = 0;
  waited = 0;
  readonly durations = new Waits();
}

class ConversionCounter extends PlannedScan<FunnelPlan, TimeToConvertParams> {
  readonly #wanted: TimeToConvertWanted = this.params.wanted ?? EVERYTHING;
  readonly #scope = new Scope(this.plan.projection, this.plan.filter, this.#wanted.customers);
  /** Null if periods are not selected. All journeys are then in one period. */
  readonly #calendar =
    this.#wanted.periods === false ? null : calendarOf(this.plan.projection, this.params.by, this.params.timeZone);
  readonly #match = new FunnelReading(this.plan);
  readonly #periods = new Map<number, OfPeriod>();
  /** The counted journeys by duration: bucket b ends at BUCKET_ENDS[b]. */
  readonly #buckets = new Uint32Array(BUCKET_ENDS.length + 1);
  readonly #durations = this.#wanted.waits !== false || this.#wanted.histogram !== false;
  #open = 0;
  #pending = 0;

  visit(range: JourneyRange): void {
    const { projection, touching } = this.plan;
    const { block } = projection.blocks[range.block]!;
    this.#scope.enter(range, touching[0]!(range.block).words);
    eachSelected(this.#scope, (journey) => this.#journey(block, journey));
  }

  finish() {
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
    if (this.#wanted.quantiles) period.durations.add(duration);
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
