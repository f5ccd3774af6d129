// The scan of a funnel. It counts the match of each journey (match.ts) at each of its steps, separately for each group.
// The counts of a group at a step are in the cell group × steps + step; without a breakdown, there is one group. The
// indexes of the blocks show which journeys have an interaction of the first step; the scan visits no others. In a
// journey, it searches only for steps of which the journey has an interaction. Its loops avoid branches that the
// processor would often mispredict, such as the question whether a customer is new.
import { compileBreakdown } from "../../engine/breakdown.js";
import { Examples } from "../../engine/examples.js";
import { GroupRows } from "../../engine/groups.js";
import { differ, lowestBit } from "../../engine/kernels/bits.js";
import type { Codes } from "../../engine/kernels/paths.js";
import { PendingWaits } from "../../engine/pendingWaits.js";
import { PropertyGroups } from "../../engine/propertyGroups.js";
import { areClosed, isOpen, type JourneyRange, PlannedScan, type Scan, type ScanTask } from "../../engine/scan.js";
import { Scope } from "../../engine/scope.js";
import { Waits } from "../../engine/waits.js";
import type { Elapsed } from "../../projection/columns.js";
import type { Block } from "../../projection/projection.js";
import { emptyCounts, type FunnelArgs, listsFor, listsOf } from "./counts.js";
import { type FunnelPlan, funnelPlan } from "./plan.js";
import { FunnelReading } from "./reading.js";
import { FunnelTally, isTally } from "./tally.js";

export const countFunnel = {
  name: "funnel.count",
  begin(projection, args): Scan<CountedFunnel> {
    const plan = funnelPlan(projection, args.shape);
    return isTally(plan, args) ? new FunnelTally(plan, args) : new FunnelCounter(plan, args);
  },
} satisfies ScanTask<FunnelArgs, CountedFunnel>;

export type CountedFunnel = ReturnType<FunnelCounter["finish"]>;

/** A number that no customer has. */
const NOBODY = 0xffff_ffff;

class FunnelCounter extends PlannedScan<FunnelPlan, FunnelArgs> {
  readonly #scope = new Scope(this.plan.projection, this.plan.filter);
  readonly #match = new FunnelReading(this.plan);
  /**
   * `#breakdown` groups journeys. `#values` groups matches, in a breakdown by property. Each is null if the question
   * has no such breakdown.
   */
  readonly #breakdown =
    this.params.breakdown === null ? null : compileBreakdown(this.plan.projection, this.params.breakdown, "breakdown");
  readonly #values =
    this.params.breakdown?.property == null
      ? null
      : new PropertyGroups(this.plan.projection, this.params.breakdown.property);
  readonly #grouped = this.params.breakdown !== null;
  readonly #rows = new GroupRows(this.params.groups);
  readonly #labelOf = this.params.detail.labels ? this.#match.view.table(this.plan.labels.ofTouchpoint) : null;
  readonly #groups = this.#grouped ? this.#rows.rows : 1;
  readonly #cells = this.#groups * this.plan.steps;
  readonly #tallies = this.params.detail.labels ? this.plan.steps * (this.plan.labels.count + 1) : 0;
  readonly #counts = emptyCounts(this.#groups, this.plan.steps, this.#tallies);
  /** The lists of waits and durations, in the same order as `sums` (counts.ts). */
  readonly #lists = listsFor(this.params.detail.quantiles ? this.#cells + this.#groups : 0, Waits);
  readonly #pending = new PendingWaits(this.#counts.sums, this.#lists);
  /** For each group, each cell and each step: the last customer that was counted there. */
  readonly #groupCustomer = new Uint32Array(this.#groups).fill(NOBODY);
  readonly #metCustomer = new Uint32Array(this.#cells).fill(NOBODY);
  readonly #stepCustomer = new Uint32Array(this.plan.steps).fill(NOBODY);
  /**
   * For each step and label, the number of the last matched journey that has the label between the previous step and
   * this one. The index is that of `between` (counts.ts).
   */
  readonly #lastBetween = new Uint32Array(this.#tallies);
  #matched = 0;
  readonly #examples = listsFor(this.params.detail.examples ? this.plan.steps : 0, Examples);
  readonly #dropped = listsFor(this.params.detail.examples ? this.plan.steps : 0, Examples);

  visit(range: JourneyRange): void {
    const { projection, touching, touchingOptional, steps } = this.plan;
    const { block } = projection.blocks[range.block]!;
    const { customer } = block;
    const scope = this.#scope;
    const words = touching.map((of) => of(range.block).words);
    const optionalWords = touchingOptional.map((of) => of(range.block).words);
    const breakdown = this.#breakdown;
    const values = this.#values;
    const match = this.#match;
    const { view, matcher } = match;
    const isPlain = view.isPlain(block);
    const looksAtEnds = this.#labelOf !== null || this.#dropped.length > 0;
    let group = 0;
    // Groups of journeys count all journeys in scope, including those without a match.
    scope.enter(range, breakdown === null ? words[0]! : null);
    for (let w = scope.firstWord; w < scope.endWord; w++) {
      let bits = scope.words[w - scope.firstWord]!;
      const closed = areClosed(projection, block, w);
      for (; bits !== 0; bits &= bits - 1) {
        const j = (w << 5) + lowestBit(bits);
        const number = customer[j]!;
        if (breakdown !== null) {
          group = this.#rows.of(breakdown.groupOf(block, j));
          this.#inGroup(group, number);
        }
        let bound = 0;
        while (bound < steps && has(words[bound]!, j)) bound++;
        if (bound === 0) continue;
        let optionals = false;
        for (let o = 0; o < optionalWords.length; o++) if (has(optionalWords[o]!, j)) optionals = true;
        view.enter(block, j);
        const { codes, elapsed, begin, end } = view;
        const deepest = matcher.match(codes, elapsed, begin, end, bound, optionals);
        if (deepest < 0) continue;
        if (values !== null) {
          group = this.#rows.of(values.of(block, j, view.indexOf(matcher.at[0]!)));
          this.#inGroup(group, number);
        }
        this.#matched++;
        const open = !closed && isOpen(projection, block, j);
        match.deepest = deepest;
        match.open = open;
        this.#meet(block, j, group, number);
        this.#count(block, j, codes, elapsed, group, number, deepest);
        if (deepest < steps - 1 && (open || looksAtEnds)) this.#endBefore(block, j, codes, end, group, deepest);
        // Collected waits refer to the arrays of the view, which the next journey overwrites.
        if (!isPlain) this.#pending.flush(elapsed);
      }
    }
    this.#pending.flush(block.elapsed);
  }

  finish() {
    const { projection } = this.plan;
    const { sums, ...counts } = this.#counts;
    return {
      ...counts,
      ...(this.#grouped ? {} : { stepCustomers: this.#counts.metCustomers }),
      /** Counts of the journeys in scope. They are counted only if there is a filter. */
      inScope: this.#scope.met,
      ...listsOf(this.#lists, counts.waited.length),
      /**
       * For each step, over all groups: examples of journeys that completed the step, and of journeys that dropped at
       * it. Both lists are empty if the query does not select examples.
       */
      examples: this.#examples.map((kept) => kept.part(projection)),
      droppedExamples: this.#dropped.map((kept) => kept.part(projection)),
    };
  }

  #inGroup(group: number, customer: number): void {
    const { journeys, customers } = this.#counts;
    journeys[group]!++;
    customers[group]! += differ(this.#groupCustomer[group]!, customer);
    this.#groupCustomer[group] = customer;
  }

  /** Counts the current match as matched, at its first step. */
  #meet(block: Block, journey: number, group: number, customer: number): void {
    const { mature, met, metMature } = this.#counts;
    const cell = group * this.plan.steps;
    met[cell]!++;
    if (this.#match.open) this.#counts.open[group]!++;
    if (this.#match.mature) {
      mature[group]!++;
      metMature[cell]!++;
    }
    this.#metBy(cell, 0, customer);
    if (this.#examples.length > 0) this.#examples[0]!.add(block, journey);
  }

  /**
   * Counts the customer at the step if it is new there. The journeys of a customer come one after another, so a
   * customer is new if its number differs from the last one counted.
   */
  #metBy(cell: number, step: number, customer: number): void {
    const { metCustomers, stepCustomers } = this.#counts;
    metCustomers[cell]! += differ(this.#metCustomer[cell]!, customer);
    this.#metCustomer[cell] = customer;
    if (!this.#grouped) return;
    stepCustomers[step]! += differ(this.#stepCustomer[step]!, customer);
    this.#stepCustomer[step] = customer;
  }

  /** Counts the current match at the steps after the first. */
  #count(
    block: Block,
    journey: number,
    codes: Codes,
    elapsed: Elapsed,
    group: number,
    customer: number,
    deepest: number,
  ): void {
    const { steps } = this.plan;
    const { met, metMature, directly, ended } = this.#counts;
    const { at } = this.#match.matcher;
    const mature = this.#match.mature ? 1 : 0;
    const first = group * steps;
    let before = at[0]!;
    ended[first + deepest]!++;
    for (let k = 1; k <= deepest; k++) {
      const p = at[k]!;
      if (p < 0) continue;
      const cell = first + k;
      met[cell]!++;
      metMature[cell]! += mature;
      this.#metBy(cell, k, customer);
      directly[cell]! += 1 - differ(p, before + 1);
      this.#pending.add(elapsed, before, p, cell);
      if (this.#labelOf !== null) this.#between(this.#labelOf, codes, before + 1, p, k);
      if (this.#examples.length > 0) this.#examples[k]!.add(block, journey);
      before = p;
    }
    if (deepest < steps - 1) return;
    this.#pending.add(elapsed, at[0]!, before, this.#counts.waited.length + group);
  }

  /**
   * Counts a match that does not contain the last step of the funnel: the steps that it can still reach, and the label
   * that came after it.
   */
  #endBefore(block: Block, journey: number, codes: Codes, end: number, group: number, deepest: number): void {
    const { steps } = this.plan;
    const next = this.#match.matcher.at[deepest]! + 1;
    const reach = this.#match.reach();
    if (reach > deepest) this.#counts.canReach[(group * steps + deepest) * steps + reach]!++;
    this.#drop(block, journey, codes, next, end, deepest, reach);
  }

  #between(labelOf: Uint16Array, codes: Codes, from: number, to: number, step: number): void {
    const { between } = this.#counts;
    const last = this.#lastBetween;
    const row = step * (this.plan.labels.count + 1);
    for (let p = from; p < to; p++) {
      const i = row + labelOf[codes[p]!]!;
      if (last[i] === this.#matched) continue;
      last[i] = this.#matched;
      between[i]!++;
    }
  }

  /** Counts the journey as dropped at each step that it entered and can no longer complete. */
  #drop(block: Block, journey: number, codes: Codes, next: number, end: number, deepest: number, reach: number): void {
    const { steps, labels } = this.plan;
    const labelOf = this.#labelOf;
    // The loop ends at the first step that the journey did not enter, because it did not enter any later step either.
    for (let k = deepest + 1; k < steps && this.#match.isLost(k); k++) {
      if (k <= reach) continue;
      if (labelOf !== null)
        this.#counts.afterwards[k * (labels.count + 1) + (next < end ? labelOf[codes[next]!]! : labels.count)]!++;
      if (this.#dropped.length > 0) this.#dropped[k]!.add(block, journey);
    }
  }
}

/** Whether the journey is in `words`. Null means all journeys. */
function has(words: Uint32Array | null, journey: number): boolean {
  return words === null || ((words[journey >>> 5]! >>> (journey & 31)) & 1) !== 0;
}
