// The second scan of commonRoutes: visits only the hits on the routes shown. It collects customers, durations, waits
// and values, and, if they are selected, quantiles and examples.

import { ExampleRows } from "../../engine/examples.js";
import { type JourneyRange, PlannedScan, type ScanTask } from "../../engine/scan.js";
import { WaitRows } from "../../engine/waits.js";
import type { Block } from "../../projection/projection.js";
import { amountAt } from "../../projection/sparse.js";
import { HIT_FIRST, HIT_JOURNEY, HIT_LAST, HIT_ROUTE, HIT_WORDS, RangeHits, type ShownHits } from "./hits.js";
import { type CommonRoutesParams, type RoutePlan, routePlan, routeView } from "./plan.js";

export interface ShownRoutesArgs {
  readonly params: CommonRoutesParams;
  /** The hits from the first scan, one object for each of its parts. */
  readonly hits: readonly ShownHits[];
  /** The number of labels of each row. */
  readonly steps: readonly number[];
}

export const gatherRoutes = {
  name: "commonRoutes.gather",
  begin: (projection, args) => new RouteGatherer(routePlan(projection, args.params), args),
} satisfies ScanTask<ShownRoutesArgs, unknown>;

/** The number of words of hits that are prefetched together. */
const TOGETHER = 16 * HIT_WORDS;

class RouteGatherer extends PlannedScan<RoutePlan, ShownRoutesArgs> {
  readonly #view = routeView(this.plan);
  readonly #hits = new RangeHits(this.params.hits);
  readonly #rows = this.params.steps.length;
  /** The first step of each row. */
  readonly #stepsOf = stepsOf(this.params.steps);
  /** The number of customers of each row. */
  readonly #customers = new Uint32Array(this.#rows);
  /** For each row, the sum of its values in units of 1/10,000. */
  readonly #value = new Float64Array(this.#rows);
  /** For each row, 1 if it has at least one known value. */
  readonly #valueKnown = new Uint8Array(this.#rows);
  /**
   * For each row, the sum of the durations, and then the sum of the waits before each step except the first. They are
   * in milliseconds, and those of the second row come after those of the first row, and so on.
   */
  readonly #waited = new Float64Array(this.#stepsOf[this.#rows]!);
  /** The durations and waits themselves, in the same order. There are none if the query does not select quantiles. */
  readonly #waits = new WaitRows(this.#waited.length, this.params.params.wanted?.quantiles !== false);
  /** The examples of each row. There are none if the query does not select examples. */
  readonly #examples = this.params.params.wanted?.examples === false ? null : new ExampleRows(this.#rows);
  /**
   * Values that are read only to prefetch them are added up and stored here. Otherwise, V8 would remove the reading as
   * useless.
   */
  readonly #fetched = new Float64Array(1);

  visit(range: JourneyRange): void {
    const { projection, collapse } = this.plan;
    const { block } = projection.blocks[range.block]!;
    const { view, labelOf } = this.#view;
    const end = this.#hits.enter(range);
    if (end === 0) return;
    const { words } = this.#hits;
    const waited = this.#waited;
    // Journeys of a customer are neighbours, so a customer is new to a row if the number differs from the previous one
    // of the row.
    const lastCustomer = new Float64Array(this.#customers.length).fill(-1);
    for (let h = 0; h < end; h += HIT_WORDS) {
      if (h % TOGETHER === 0) this.#fetch(block, h, Math.min(end, h + TOGETHER));
      const r = words[h + HIT_ROUTE]!;
      const j = words[h + HIT_JOURNEY]!;
      view.enter(block, j);
      const { codes, elapsed, begin } = view;
      const from = begin + words[h + HIT_FIRST]!;
      const to = begin + words[h + HIT_LAST]!;
      let step = this.#stepsOf[r]!;
      const duration = elapsed[to]! - elapsed[from]!;
      waited[step]! += duration;
      this.#waits.add(step, duration);
      for (let i = from + 1; i <= to; i++) {
        // Within a run of equal labels that is collapsed, there is no wait. The next wait starts at the last
        // interaction of the run.
        if (collapse && labelOf[codes[i]!] === labelOf[codes[i - 1]!]) continue;
        const wait = elapsed[i]! - elapsed[i - 1]!;
        waited[++step]! += wait;
        this.#waits.add(step, wait);
      }
      this.#addValue(r, block, from, to);
      if (block.customer[j] !== lastCustomer[r]) {
        lastCustomer[r] = block.customer[j]!;
        this.#customers[r]!++;
      }
      this.#examples?.add(r, block, j);
    }
  }

  finish() {
    return {
      customers: this.#customers,
      value: this.#value,
      valueKnown: this.#valueKnown,
      waited: this.#waited,
      waits: this.#waits.parts(),
      examples: this.#examples?.parts(this.plan.projection) ?? [],
    };
  }

  /**
   * Prefetches the journeys of these hits: reads their columns once, in one batch, so that the cache misses overlap.
   */
  #fetch({ offsets, touchpoint, elapsed, customer, columns: { value } }: Block, from: number, to: number): void {
    const { words } = this.#hits;
    let seen = 0;
    for (let h = from; h < to; h += HIT_WORDS) {
      const j = words[h + HIT_JOURNEY]!;
      const first = offsets[j]! + words[h + HIT_FIRST]!;
      const last = offsets[j]! + words[h + HIT_LAST]!;
      seen += touchpoint[first]! + customer[j]! + elapsed[first]! + elapsed[last]!;
      if (value !== null) seen += amountAt(value, first) + amountAt(value, last);
    }
    this.#fetched[0] = seen;
  }

  #addValue(row: number, block: Block, from: number, to: number): void {
    const { value } = block.columns;
    if (value === null) return;
    const { indices } = this.#view.view;
    for (let i = from; i <= to; i++) {
      const units = amountAt(value, indices === null ? i : indices[i]!);
      if (Number.isNaN(units)) continue;
      this.#value[row]! += units;
      this.#valueKnown[row] = 1;
    }
  }
}

/** For each row, the index of its first step among the steps of all rows. The last entry is the number of all steps. */
export function stepsOf(steps: readonly number[]): Uint32Array {
  const begins = new Uint32Array(steps.length + 1);
  steps.forEach((n, row) => {
    begins[row + 1] = begins[row]! + n;
  });
  return begins;
}
