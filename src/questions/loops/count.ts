// The scans of loops. The first counts repeated labels by label, and passages and returns by pair of labels. The second
// collects waits and examples of the rows shown. Each scan is one pass.

import { Examples } from "../../engine/examples.js";
import { isOpen, type JourneyRange, type Scan, type ScanTask } from "../../engine/scan.js";
import { Waits } from "../../engine/waits.js";
import type { Block } from "../../projection/projection.js";
import { type EdgeColumns, Edges } from "../transitions/edges.js";
import { type LoopsParams, type LoopsPlan, loopsPlan, REPEAT, RETURN, Runs, SELF_LOOP } from "./plan.js";

export const LOOP_TOTALS = [
  "journeys",
  "customers",
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

export interface CountedLoops {
  readonly totals: LoopCounts;
  readonly labels: LoopColumns;
  /** Moves from one run to the next. Only their counts are used. */
  readonly passages: EdgeColumns;
  /** Returns A→B→A, as an edge from A to B. */
  readonly returns: EdgeColumns;
}

export const countLoops: ScanTask<LoopsParams, CountedLoops> = {
  name: "loops.count",
  begin: (projection, params) => new LoopCounter(loopsPlan(projection, params)),
};

export function loopColumns(labels: number): LoopColumns {
  return Object.fromEntries(LOOP_COLUMNS.map((name) => [name, new Uint32Array(labels)])) as LoopColumns;
}

class LoopCounter implements Scan<CountedLoops> {
  readonly #plan: LoopsPlan;
  readonly #runs: Runs;
  readonly #totals = Object.fromEntries(LOOP_TOTALS.map((name) => [name, 0])) as LoopCounts;
  readonly #labels: LoopColumns;
  readonly #passages: Edges;
  readonly #returns: Edges;
  /**
   * For each label: its marks so far in the current journey, and the last customer in one of whose journeys the label
   * occurred again.
   */
  readonly #known: Uint8Array;
  readonly #lastCustomer: Uint32Array;
  /** The number of customers seen so far. */
  #ordinal = 0;

  constructor(plan: LoopsPlan) {
    const { count } = plan.labels;
    this.#plan = plan;
    this.#runs = new Runs(plan);
    this.#labels = loopColumns(count);
    this.#passages = new Edges(count);
    this.#returns = new Edges(count);
    this.#known = new Uint8Array(count);
    this.#lastCustomer = new Uint32Array(count);
  }

  visit(range: JourneyRange): void {
    const { projection, test, labels } = this.#plan;
    const { block, live } = projection.blocks[range.block]!;
    const { customer } = block;
    const runs = this.#runs;
    const totals = this.#totals;
    const { journeys, selfLoops, repeats } = this.#labels;
    const { selfLoopJourneys, repeatJourneys, againJourneys, againCustomers } = this.#labels;
    const { matrix } = this.#passages;
    const passages = this.#passages;
    const returns = this.#returns;
    const known = this.#known;
    const width = labels.count;
    let lastCustomer = -1;
    for (let j = range.from; j < range.to; j++) {
      if (live !== null && live[j] === 0) continue;
      if (test !== null && !test(range.block, j)) continue;
      totals.journeys++;
      const number = customer[j]!;
      if (number !== lastCustomer) {
        lastCustomer = number;
        this.#ordinal++;
        totals.customers++;
      }
      runs.read(block, j);
      const { n, labels: run, lengths, reached, left } = runs;
      if (n === 0) continue;
      const ordinal = ++totals.counted;
      if (isOpen(projection, block, j)) totals.open++;
      let met = 0;
      let returned = false;
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
            if (this.#lastCustomer[label] !== this.#ordinal) {
              this.#lastCustomer[label] = this.#ordinal;
              againCustomers[label]!++;
            }
          }
          known[label]! |= news;
          met |= news;
        }
        if (k > 0) {
          // The edge is looked up first, because adding one may replace the columns by longer ones.
          const cell = run[k - 1]! * width + label;
          let passage = matrix === null ? passages.find(cell) : matrix[cell]!;
          if (passage < 0) passage = passages.add(cell);
          passages.count[passage]!++;
        }
        if ((mark & RETURN) !== 0) {
          returned = true;
          const edge = edgeOf(returns, label * width + run[k - 1]!);
          returns.occurred(edge, ordinal, number);
          returns.waited[edge]! += reached[k]! - left[k - 2]!;
        }
      }
      if ((met & SELF_LOOP) !== 0) totals.selfLoopJourneys++;
      if ((met & REPEAT) !== 0) totals.repeatJourneys++;
      if (returned) totals.returnJourneys++;
      if (met !== 0) totals.againJourneys++;
    }
  }

  finish(): CountedLoops {
    return {
      totals: this.#totals,
      labels: this.#labels,
      passages: this.#passages.columns(),
      returns: this.#returns.columns(),
    };
  }
}

function edgeOf(edges: Edges, cell: number): number {
  const edge = edges.find(cell);
  return edge < 0 ? edges.add(cell) : edge;
}

export interface ShownLoopsArgs {
  readonly params: LoopsParams;
  /** Labels by row. */
  readonly labels: readonly number[];
  /** The two labels of each return that is shown. */
  readonly from: readonly number[];
  readonly via: readonly number[];
}

export interface ShownLoops {
  /** The examples of each row, in the form of Examples. Empty if examples are not selected. */
  readonly labels: readonly Uint32Array[];
  readonly returns: readonly Uint32Array[];
  /** The waits of the returns on each row. Empty if quantiles are not selected. */
  readonly waits: readonly Float64Array[];
}

export const gatherLoops: ScanTask<ShownLoopsArgs, ShownLoops> = {
  name: "loops.gather",
  begin: (projection, args) => new LoopGatherer(loopsPlan(projection, args.params), args),
};

class LoopGatherer implements Scan<ShownLoops> {
  readonly #plan: LoopsPlan;
  readonly #runs: Runs;
  /** The row of each label; −1 if the label is not shown. */
  readonly #rowOf: Int32Array;
  /** The edges of this table are the rows of the returns. */
  readonly #rows: Edges;
  readonly #labels: readonly Examples[];
  readonly #returns: readonly Examples[];
  readonly #waits: readonly Waits[];

  constructor(plan: LoopsPlan, { params, labels, from, via }: ShownLoopsArgs) {
    const { count } = plan.labels;
    this.#plan = plan;
    this.#runs = new Runs(plan);
    this.#rowOf = new Int32Array(count).fill(-1);
    labels.forEach((label, row) => {
      this.#rowOf[label] = row;
    });
    this.#rows = new Edges(count);
    from.forEach((label, row) => {
      this.#rows.add(label * count + via[row]!);
    });
    const examples = params.wanted?.examples !== false;
    this.#labels = examples ? labels.map(() => new Examples()) : [];
    this.#returns = examples ? from.map(() => new Examples()) : [];
    this.#waits = params.wanted?.quantiles === false ? [] : from.map(() => new Waits());
  }

  visit(range: JourneyRange): void {
    const { projection, test, labels } = this.#plan;
    const { block, live } = projection.blocks[range.block]!;
    const runs = this.#runs;
    const rowOf = this.#rowOf;
    const rows = this.#rows;
    const waits = this.#waits;
    const { matrix } = rows;
    const width = labels.count;
    // The journeys are visited backward, because the latest ones are mostly at the end. Once enough examples are found,
    // rejecting an older journey costs one comparison.
    for (let j = range.to - 1; j >= range.from; j--) {
      if (live !== null && live[j] === 0) continue;
      if (test !== null && !test(range.block, j)) continue;
      runs.read(block, j);
      const { n, labels: run, reached, left } = runs;
      const start = block.start[j]!;
      for (let k = 0; k < n; k++) {
        const label = run[k]!;
        const mark = runs.mark(k);
        const row = rowOf[label]!;
        if ((mark & (SELF_LOOP | REPEAT)) !== 0 && row >= 0) this.#example(this.#labels, row, start, block, j);
        if ((mark & RETURN) === 0) continue;
        const cell = label * width + run[k - 1]!;
        const back = matrix === null ? rows.find(cell) : matrix[cell]!;
        if (back < 0) continue;
        if (waits.length > 0) waits[back]!.add(reached[k]! - left[k - 2]!);
        this.#example(this.#returns, back, start, block, j);
      }
    }
  }

  #example(examples: readonly Examples[], row: number, start: number, block: Block, journey: number): void {
    if (examples.length > 0 && start >= examples[row]!.oldest) examples[row]!.add(block, journey);
  }

  finish(): ShownLoops {
    const part = (examples: readonly Examples[]) => examples.map((kept) => kept.part(this.#plan.projection));
    return { labels: part(this.#labels), returns: part(this.#returns), waits: this.#waits.map((w) => w.values()) };
  }
}
