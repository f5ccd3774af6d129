// The scan of timeToConvert counts the match of each journey in the funnel, by the period in which the journey started.
import { type Calendar, calendarOf, type Period } from "../../engine/periods.js";
import type { JourneyRange, Scan, ScanTask } from "../../engine/scan.js";
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
  readonly journeys: number;
  readonly customers: number;
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
  readonly #calendar: Calendar;
  readonly #match: FunnelReading;
  readonly #periods = new Map<number, OfPeriod>();
  #journeys = 0;
  #customers = 0;
  #open = 0;
  #pending = 0;

  constructor(plan: FunnelPlan, calendar: Calendar) {
    this.#plan = plan;
    this.#calendar = calendar;
    this.#match = new FunnelReading(plan);
  }

  visit(range: JourneyRange): void {
    const {
      projection,
      filter: { test },
      touching,
    } = this.#plan;
    const { block, live } = projection.blocks[range.block]!;
    const { words } = touching[0]!(range.block);
    const { customer } = block;
    let lastCustomer = -1;
    for (let j = range.from; j < range.to; j++) {
      if (live !== null && live[j] === 0) continue;
      if (test !== null && !test(range.block, j)) continue;
      this.#journeys++;
      if (customer[j] !== lastCustomer) {
        lastCustomer = customer[j]!;
        this.#customers++;
      }
      if (words === null || ((words[j >>> 5]! >>> (j & 31)) & 1) !== 0) this.#journey(block, j);
    }
  }

  finish(): CountedConversions {
    return {
      journeys: this.#journeys,
      customers: this.#customers,
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
