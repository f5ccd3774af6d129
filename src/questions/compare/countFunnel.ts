// The scan of compareFunnel. It finds the match of each journey, and counts the journey on each side to which it
// belongs. The tally (tally.ts) has a row for each rate of each step. The row counts the numerator of the rate, and its
// base counts the denominator. One pass serves both sides.
import { compileFilter } from "../../engine/filter.js";
import { recordOf } from "../../engine/parts.js";
import { type JourneyPredicate, type JourneyRange, PlannedScan, type ScanTask } from "../../engine/scan.js";
import { type FunnelPlan, funnelPlan } from "../funnel/plan.js";
import { FunnelReading } from "../funnel/reading.js";
import type { FunnelShape } from "../funnel/shape.js";
import type { BothFilters } from "./sides.js";
import { CompareTally, SIDES } from "./tally.js";

/** The rates of a step, in the order of their rows: the row of a rate at a step has the number rate × steps + step. */
export const FUNNEL_RATES = ["shareOfFirst", "shareOfPrevious", "shareOfAll", "completionRate"] as const;

// The numbers of the bases. The first three count the journeys in scope, the matched journeys and the mature journeys.
// Base ENTERED + k counts the journeys that entered step k.
const IN_SCOPE = 0;
const MATCHED = 1;
const MATURE = 2;
const ENTERED = 3;

export function basesOf(steps: number): number {
  return ENTERED + steps;
}

/** Returns the number of the base to which the row of a rate at a step belongs. */
export function baseOf(rate: (typeof FUNNEL_RATES)[number], step: number): number {
  switch (rate) {
    case "shareOfFirst":
      return MATCHED;
    case "shareOfPrevious":
      return ENTERED + step;
    case "shareOfAll":
      return IN_SCOPE;
    case "completionRate":
      return MATURE;
  }
}

export const FUNNEL_COUNTS = [
  "journeys",
  "customers",
  "matched",
  "completed",
  "pending",
  "open",
  "mature",
  "matureCompleted",
] as const;
export type FunnelCounts = Record<(typeof FUNNEL_COUNTS)[number], number>;

export interface CompareFunnelArgs {
  /** The parameters of the compared question. Their filter is not used, because the sides have their own filters. */
  readonly shape: FunnelShape;
  readonly filters: BothFilters;
}

export const countComparedFunnel = {
  name: "compareFunnel.count",
  begin: (projection, { shape, filters }) =>
    new ComparedFunnelCounter(
      funnelPlan(projection, shape),
      filters.map((filter) => compileFilter(projection, filter, "filter").test),
    ),
} satisfies ScanTask<CompareFunnelArgs, unknown>;

/**
 * `params` has two functions, which say if a journey passes the filter of side A, and the filter of side B. A function
 * is null if the side has no filter.
 */
class ComparedFunnelCounter extends PlannedScan<FunnelPlan, readonly (JourneyPredicate | null)[]> {
  readonly #reading = new FunnelReading(this.plan);
  readonly #tally = new CompareTally();
  /** The counts of side A, then the counts of side B. */
  readonly #counts = SIDES.map((): FunnelCounts => recordOf(FUNNEL_COUNTS, () => 0));

  visit(range: JourneyRange): void {
    const { projection, touching, steps, required } = this.plan;
    const { block, live } = projection.blocks[range.block]!;
    const { customer } = block;
    const { words } = touching[0]!(range.block);
    const tally = this.#tally;
    const reading = this.#reading;
    const last = [-1, -1];
    let before = -1;
    for (let j = range.from; j < range.to; j++) {
      if (live !== null && live[j] === 0) continue;
      const number = customer[j]!;
      if (number !== before) tally.endCustomer();
      before = number;
      // Whether the journey is matched. Null until this has been found out, which happens only once, even if the
      // journey is on both sides.
      let matched: boolean | null = null;
      for (const side of SIDES) {
        const test = this.params[side]!;
        if (test !== null && !test(range.block, j)) continue;
        const counts = this.#counts[side]!;
        counts.journeys++;
        if (last[side] !== number) counts.customers++;
        last[side] = number;
        tally.among(IN_SCOPE, side);
        matched ??= (words === null || ((words[j >>> 5]! >>> (j & 31)) & 1) !== 0) && reading.read(block, j);
        if (!matched) continue;
        const { deepest, at, open, mature, completed } = reading;
        counts.matched++;
        if (open) counts.open++;
        if (completed) counts.completed++;
        else if (reading.pending) counts.pending++;
        tally.among(MATCHED, side);
        if (mature) {
          counts.mature++;
          if (completed) counts.matureCompleted++;
          tally.among(MATURE, side);
        }
        for (let k = 0; k < steps; k++) {
          if (deepest < required[k]!) break;
          tally.among(ENTERED + k, side);
          if (at[k]! < 0) continue;
          tally.count(k, MATCHED, side);
          tally.count(steps + k, ENTERED + k, side);
          tally.count(2 * steps + k, IN_SCOPE, side);
          if (mature) tally.count(3 * steps + k, MATURE, side);
        }
      }
    }
    tally.endCustomer();
  }

  finish() {
    const { steps } = this.plan;
    return { counts: this.#counts, sums: this.#tally.finish(FUNNEL_RATES.length * steps, basesOf(steps)) };
  }
}
