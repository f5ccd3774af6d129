// The scans of loops. The first scan counts the labels that occur again. It also counts pairs of labels: passages
// (moves from one run of equal labels to the next) and returns (A→B→A). The second scan collects waits and examples of
// the rows shown. Each scan is one pass.

import { recordOf } from "../../engine/parts.js";
import { isOpen, type JourneyRange, PlannedScan, type ScanTask } from "../../engine/scan.js";
import { Scope } from "../../engine/scope.js";
import { Edges, NOBODY } from "../transitions/edges.js";
import { type LoopsParams, type LoopsPlan, loopsPlan, REPEAT, RETURN, Runs, SELF_LOOP } from "./plan.js";

export const LOOP_TOTALS = [
  "counted",
  "open",
  "selfLoopJourneys",
  "repeatJourneys",
  "returnJourneys",
  "againJourneys",
] as const;
export type LoopCounts = Record<(typeof LOOP_TOTALS)[number], number>;

export const LOOP_COLUMNS = [
  "journeys",
  "selfLoops",
  "repeats",
  "selfLoopJourneys",
  "repeatJourneys",
  "againJourneys",
  "againCustomers",
] as const;
/** The counts of each label. */
export type LoopColumns = Record<(typeof LOOP_COLUMNS)[number], Uint32Array>;

export const countLoops = {
  name: "loops.count",
  begin: (projection, params) => new LoopCounter(loopsPlan(projection, params), params),
} satisfies ScanTask<LoopsParams, unknown>;

class LoopCounter extends PlannedScan<LoopsPlan, LoopsParams> {
  readonly #customers = this.params.wanted?.customers !== false;
  readonly #hasReturns = this.params.wanted?.returns !== false;
  readonly #scope = new Scope(this.plan.projection, this.plan.filter, this.#customers);
  readonly #runs = new Runs(this.plan, this.#hasReturns && this.params.wanted?.waits !== false);
  readonly #totals: LoopCounts = recordOf(LOOP_TOTALS, () => 0);
  readonly #labels: LoopColumns = recordOf(LOOP_COLUMNS, () => new Uint32Array(this.plan.labels.count));
  /** Moves from one run to the next. Only their counts are used. */
  readonly #passages = new Edges(this.plan.labels.count, this.plan.projection.interactions);
  /** The returns A→B→A, each as an edge from A to B. */
  readonly #returns = new Edges(this.plan.labels.count, this.plan.projection.interactions);
  /** The marks of each label so far in the current journey (plan.ts). */
  readonly #known = new Uint8Array(this.plan.labels.count);
  /** For each label, 1 + the number of the last customer with a journey in which the label occurs again. */
  readonly #lastCustomer = new Uint32Array(this.plan.labels.count);

  visit(range: JourneyRange): void {
    const { projection, labels } = this.plan;
    const { block } = projection.blocks[range.block]!;
    const { customer } = block;
    const listed = this.#scope.list(range);
    const runs = this.#runs;
    const totals = this.#totals;
    const { journeys, selfLoops, repeats } = this.#labels;
    const { selfLoopJourneys, repeatJourneys, againJourneys, againCustomers } = this.#labels;
    const hasReturns = this.#hasReturns;
    const hasCustomers = this.#customers;
    const lastCustomer = this.#lastCustomer;
    const passages = this.#passages;
    const returns = this.#returns;
    const known = this.#known;
    const width = labels.count;
    // The customer of the last journey, and the number of this customer's first counted journey.
    let before = -1;
    let first = 0;
    for (let at = 0; at < listed.length; at++) {
      const j = listed[at]!;
      // 1 + the number of the customer; 0 if customers are not counted.
      const number = hasCustomers ? 1 + customer[j]! : 0;
      runs.read(block, j);
      const { n, labels: run, lengths, reached, left } = runs;
      if (n === 0) continue;
      const ordinal = ++totals.counted;
      if (number !== before) first = ordinal;
      before = number;
      if (isOpen(projection, block, j)) totals.open++;
      let met = 0;
      let marks = 0;
      for (let k = 0; k < n; k++) {
        const label = run[k]!;
        const mark = runs.mark(k);
        if ((mark & REPEAT) === 0) {
          known[label] = 0;
          journeys[label]!++;
        } else repeats[label]!++;
        if ((mark & SELF_LOOP) !== 0) selfLoops[label]! += lengths[k]! - 1;
        const news = mark & (SELF_LOOP | REPEAT) & ~known[label]!;
        if (news !== 0) {
          if ((news & SELF_LOOP) !== 0) selfLoopJourneys[label]!++;
          if ((news & REPEAT) !== 0) repeatJourneys[label]!++;
          if (known[label] === 0) {
            againJourneys[label]!++;
            if (lastCustomer[label] !== number) {
              lastCustomer[label] = number;
              againCustomers[label]!++;
            }
          }
          known[label]! |= news;
          met |= news;
        }
        marks |= mark;
        if (!hasReturns) continue;
        if (k > 0) passages.add(passages.edgeOf(run[k - 1]! * width + label), 1);
        if ((mark & RETURN) !== 0) {
          const edge = returns.edgeOf(label * width + run[k - 1]!);
          returns.occurred(edge, ordinal, hasCustomers ? first : NOBODY);
          returns.addWait(edge, reached[k]! - left[k - 2]!);
        }
      }
      if ((met & SELF_LOOP) !== 0) totals.selfLoopJourneys++;
      if ((met & REPEAT) !== 0) totals.repeatJourneys++;
      if ((marks & RETURN) !== 0) totals.returnJourneys++;
      if (met !== 0) totals.againJourneys++;
    }
  }

  finish() {
    return {
      inScope: this.#scope.met,
      totals: this.#totals,
      labels: this.#labels,
      passages: this.#passages.columns(),
      returns: this.#returns.columns(),
    };
  }
}
