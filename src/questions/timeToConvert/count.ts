// The scan of timeToConvert counts the match of each journey in the funnel, by the period in which the journey started.
import { eachSelected } from "../../engine/kernels/bits.js";
import { type Calendar, calendarOf, type Period } from "../../engine/periods.js";
import type { JourneyRange, Scan, ScanTask } from "../../engine/scan.js";
import { type InScope, Scope } from "../../engine/scope.js";
import { Waits } from "../../engine/waits.js";
import type { Block } from "../../projection/projection.js";
import { type FunnelPlan, funnelPlan } from "../funnel/plan.js";
import { FunnelReading } from "../funnel/reading.js";
import type { FunnelShape } from "../funnel/shape.js";

export interface ConversionArgs {
  readonly shape: FunnelShape;
  readonly by: Period;
  readonly timeZone: string | null;
}

export interface ConversionsOfPeriod {
  readonly period: number;
  readonly matched: number;
  readonly completed: number;
  readonly mature: number;
  readonly matureCompleted: number;
  /** The durations of the counted journeys, in milliseconds. */
  readonly durations: Float64Array;
}

export interface CountedConversions {
  readonly inScope: InScope;
  readonly open: number;
  readonly pending: number;
  readonly periods: readonly ConversionsOfPeriod[];
}

export const countConversions: ScanTask<ConversionArgs, CountedConversions> = {
  name: "timeToConvert.count",
  begin: (projection, { shape, by, timeZone }) =>
    new ConversionCounter(funnelPlan(projection, shape), calendarOf(projection, by, timeZone)),
};

class OfPeriod {
  matched = 0;
  completed = 0;
  mature = 0;
  matureCompleted = 0;
  readonly durations = new Waits();
}

class ConversionCounter implements Scan<CountedConversions> {
  readonly #plan: FunnelPlan;
  readonly #scope: Scope;
  readonly #calendar: Calendar;
  readonly #match: FunnelReading;
  readonly #periods = new Map<number, OfPeriod>();
  #open = 0;
  #pending = 0;

  constructor(plan: FunnelPlan, calendar: Calendar) {
    this.#plan = plan;
    this.#scope = new Scope(plan.projection, plan.filter);
    this.#calendar = calendar;
    this.#match = new FunnelReading(plan);
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
    };
  }

  #journey(block: Block, journey: number): void {
    const match = this.#match;
    if (!match.read(block, journey)) return;
    const period = this.#of(this.#calendar.of(block.start[journey]!));
    const mature = match.isMature();
    period.matched++;
    if (mature) period.mature++;
    if (match.open) this.#open++;
    if (match.deepest === match.last) {
      period.completed++;
      if (!mature) return;
      period.matureCompleted++;
      period.durations.add(match.duration());
    } else if (match.reach() === match.last) this.#pending++;
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
