// The scan of a funnel: each journey's match (funnelMatch.ts), counted by group and step. A cell is group × steps + step;
// without a breakdown there is one group. By the segments' indexes, only journeys that
// touch the first step are looked at, and no further than for the steps that they touch.
import type { Segment } from "../projection/projection.js";
import { type Breakdown, type CompiledBreakdown, compileBreakdown, GroupRows } from "./breakdown.js";
import { Examples } from "./examples.js";
import { FunnelMatcher } from "./funnelMatch.js";
import { type FunnelPlan, type FunnelShape, funnelPlan, funnelWalk } from "./funnelPlan.js";
import { isOpen, type JourneyRange, type Scan, type ScanTask } from "./scan.js";
import { Waits } from "./waits.js";
import type { Walk } from "./walk.js";

/** What is worked out beside the counts. */
export interface FunnelDetail {
  readonly quantiles: boolean;
  readonly examples: boolean;
  /** What came between and after. */
  readonly labels: boolean;
}

export interface FunnelArgs {
  readonly shape: FunnelShape;
  readonly breakdown: Breakdown | null;
  /** Groups counted apart; empty without a breakdown. */
  readonly groups: readonly number[];
  readonly detail: FunnelDetail;
}

export interface CountedFunnel {
  /** By group. */
  readonly journeys: Uint32Array;
  readonly customers: Uint32Array;
  readonly open: Uint32Array;
  readonly mature: Uint32Array;
  /** Milliseconds from the first step to the last, added up. */
  readonly duration: Float64Array;
  /** By cell: journeys that met the step, their customers, the mature ones, and milliseconds waited before it. */
  readonly met: Uint32Array;
  readonly metCustomers: Uint32Array;
  readonly metMature: Uint32Array;
  readonly directly: Uint32Array;
  readonly waited: Float64Array;
  /** By cell: journeys whose deepest step it is. */
  readonly ended: Uint32Array;
  /** By cell × steps + step: of those, journeys that can still reach that step and none later; only where it is deeper. */
  readonly canReach: Uint32Array;
  /** Customers with a journey in scope, and with one that met the step, over all groups. */
  readonly allCustomers: number;
  readonly stepCustomers: Uint32Array;
  /** By group, and by cell; empty where quantiles are not wanted. */
  readonly durations: readonly Float64Array[];
  readonly waits: readonly Float64Array[];
  /** By step × (labels + 1) + label, over all groups; the last is END. Empty where they are not wanted. */
  readonly between: Uint32Array;
  readonly afterwards: Uint32Array;
  /** By step, over all groups: journeys that completed it, and that were dropped there. Empty where not wanted. */
  readonly examples: readonly Uint32Array[];
  readonly droppedExamples: readonly Uint32Array[];
}

export const countFunnel: ScanTask<FunnelArgs, CountedFunnel> = {
  name: "funnel.count",
  begin: (projection, args) => new FunnelCounter(funnelPlan(projection, args.shape), args),
};

/** No customer has this number. */
const NOBODY = 0xffff_ffff;

class FunnelCounter implements Scan<CountedFunnel> {
  readonly #plan: FunnelPlan;
  readonly #walk: Walk;
  readonly #matcher: FunnelMatcher;
  readonly #breakdown: CompiledBreakdown | null;
  readonly #rows: GroupRows;
  readonly #labelOf: Uint16Array | null;
  readonly #counts: Omit<CountedFunnel, "allCustomers" | "durations" | "waits" | "examples" | "droppedExamples">;
  #allCustomers = 0;
  /** By group, by cell and by step: the last customer that was counted there. */
  readonly #groupCustomer: Uint32Array;
  readonly #metCustomer: Uint32Array;
  readonly #stepCustomer: Uint32Array;
  readonly #durations: readonly Waits[];
  readonly #waits: readonly Waits[];
  /** By step × labels + label: the last journey, in order of matching, that had it between. */
  readonly #lastBetween: Uint32Array;
  #matched = 0;
  readonly #examples: readonly Examples[];
  readonly #dropped: readonly Examples[];

  constructor(plan: FunnelPlan, { breakdown, groups, detail }: FunnelArgs) {
    const { steps, projection, labels } = plan;
    this.#plan = plan;
    this.#walk = funnelWalk(plan);
    this.#matcher = new FunnelMatcher(plan);
    this.#breakdown = breakdown === null ? null : compileBreakdown(projection, breakdown, "breakdown");
    this.#rows = new GroupRows(groups);
    this.#labelOf = detail.labels ? this.#walk.table(labels.ofTouchpoint) : null;
    const rows = this.#breakdown === null ? 1 : this.#rows.rows;
    const cells = rows * steps;
    const tallies = detail.labels ? steps * (labels.count + 1) : 0;
    this.#counts = {
      journeys: new Uint32Array(rows),
      customers: new Uint32Array(rows),
      open: new Uint32Array(rows),
      mature: new Uint32Array(rows),
      duration: new Float64Array(rows),
      met: new Uint32Array(cells),
      metCustomers: new Uint32Array(cells),
      metMature: new Uint32Array(cells),
      directly: new Uint32Array(cells),
      waited: new Float64Array(cells),
      ended: new Uint32Array(cells),
      canReach: new Uint32Array(cells * steps),
      stepCustomers: new Uint32Array(steps),
      between: new Uint32Array(tallies),
      afterwards: new Uint32Array(tallies),
    };
    this.#groupCustomer = new Uint32Array(rows).fill(NOBODY);
    this.#metCustomer = new Uint32Array(cells).fill(NOBODY);
    this.#stepCustomer = new Uint32Array(steps).fill(NOBODY);
    this.#durations = Array.from({ length: detail.quantiles ? rows : 0 }, () => new Waits());
    this.#waits = Array.from({ length: detail.quantiles ? cells : 0 }, () => new Waits());
    this.#lastBetween = new Uint32Array(tallies);
    this.#examples = Array.from({ length: detail.examples ? steps : 0 }, () => new Examples());
    this.#dropped = Array.from({ length: detail.examples ? steps : 0 }, () => new Examples());
  }

  visit(range: JourneyRange): void {
    const { projection, test, touching, touchingOptional, steps } = this.#plan;
    const { segment, live } = projection.segments[range.segment]!;
    const words = touching.map((of) => of(range.segment).words);
    const optionalWords = touchingOptional.map((of) => of(range.segment).words);
    const { customer } = segment;
    const { journeys, customers } = this.#counts;
    const breakdown = this.#breakdown;
    let lastCustomer = -1;
    let group = 0;
    for (let j = range.from; j < range.to; j++) {
      if (live !== null && live[j] === 0) continue;
      if (test !== null && !test(range.segment, j)) continue;
      const number = customer[j]!;
      if (number !== lastCustomer) {
        lastCustomer = number;
        this.#allCustomers++;
      }
      if (breakdown !== null) group = this.#rows.of(breakdown.groupOf(segment, j));
      journeys[group]!++;
      if (this.#groupCustomer[group] !== number) {
        this.#groupCustomer[group] = number;
        customers[group]!++;
      }
      let bound = 0;
      while (bound < steps && has(words[bound]!, j)) bound++;
      if (bound === 0) continue;
      let optionals = false;
      for (let o = 0; o < optionalWords.length; o++) if (has(optionalWords[o]!, j)) optionals = true;
      this.#journey(segment, j, group, number, bound, optionals);
    }
  }

  finish(): CountedFunnel {
    const { projection } = this.#plan;
    return {
      ...this.#counts,
      allCustomers: this.#allCustomers,
      durations: this.#durations.map((list) => list.values()),
      waits: this.#waits.map((list) => list.values()),
      examples: this.#examples.map((kept) => kept.part(projection)),
      droppedExamples: this.#dropped.map((kept) => kept.part(projection)),
    };
  }

  #journey(
    segment: Segment,
    journey: number,
    group: number,
    customer: number,
    bound: number,
    optionals: boolean,
  ): void {
    const { projection, steps, whole } = this.#plan;
    const walk = this.#walk;
    walk.enter(segment, journey);
    const { codes, times, begin, end } = walk;
    const matcher = this.#matcher;
    const deepest = matcher.match(codes, times, begin, end, bound, optionals);
    if (deepest < 0) return;
    this.#matched++;
    const counts = this.#counts;
    const newest = projection.newest!;
    const mature = whole === Number.POSITIVE_INFINITY || times[matcher.start]! + whole <= newest ? 1 : 0;
    const open = isOpen(projection, segment, journey);
    if (open) counts.open[group]!++;
    counts.mature[group]! += mature;
    const { at } = matcher;
    const { met, metCustomers, metMature, directly, waited, stepCustomers } = counts;
    let before = at[0]!;
    for (let k = 0; k <= deepest; k++) {
      const p = at[k]!;
      if (p < 0) continue;
      const cell = group * steps + k;
      met[cell]!++;
      metMature[cell]! += mature;
      if (this.#metCustomer[cell] !== customer) {
        this.#metCustomer[cell] = customer;
        metCustomers[cell]!++;
      }
      if (this.#stepCustomer[k] !== customer) {
        this.#stepCustomer[k] = customer;
        stepCustomers[k]!++;
      }
      if (k > 0) {
        const wait = times[p]! - times[before]!;
        waited[cell]! += wait;
        if (p === before + 1) directly[cell]!++;
        if (this.#waits.length > 0) this.#waits[cell]!.add(wait);
        if (this.#labelOf !== null) this.#between(this.#labelOf, codes, before + 1, p, k);
      }
      if (this.#examples.length > 0) this.#examples[k]!.add(segment, journey);
      before = p;
    }
    const cell = group * steps + deepest;
    counts.ended[cell]!++;
    if (deepest === steps - 1) {
      const duration = times[before]! - times[at[0]!]!;
      counts.duration[group]! += duration;
      if (this.#durations.length > 0) this.#durations[group]!.add(duration);
      return;
    }
    const reach = open ? matcher.canReach(codes, times, end, deepest, newest) : deepest;
    if (reach > deepest) counts.canReach[cell * steps + reach]!++;
    if (this.#labelOf !== null || this.#dropped.length > 0)
      this.#drop(segment, journey, codes, before + 1, end, deepest, reach);
  }

  #between(labelOf: Uint16Array, codes: Uint16Array | Uint32Array, from: number, to: number, step: number): void {
    const { between } = this.#counts;
    const last = this.#lastBetween;
    const row = step * (this.#plan.labels.count + 1);
    for (let p = from; p < to; p++) {
      const i = row + labelOf[codes[p]!]!;
      if (last[i] === this.#matched) continue;
      last[i] = this.#matched;
      between[i]!++;
    }
  }

  /** At the steps that it entered and can no longer reach. */
  #drop(
    segment: Segment,
    journey: number,
    codes: Uint16Array | Uint32Array,
    next: number,
    end: number,
    deepest: number,
    reach: number,
  ): void {
    const { optional, labels } = this.#plan;
    const labelOf = this.#labelOf;
    for (let k = deepest + 1; ; k++) {
      if (k > reach) {
        if (labelOf !== null)
          this.#counts.afterwards[k * (labels.count + 1) + (next < end ? labelOf[codes[next]!]! : labels.count)]!++;
        if (this.#dropped.length > 0) this.#dropped[k]!.add(segment, journey);
      }
      if (!optional[k]) return;
    }
  }
}

/** Null: all of them. */
function has(words: Uint32Array | null, journey: number): boolean {
  return words === null || ((words[journey >>> 5]! >>> (journey & 31)) & 1) !== 0;
}
