// The scan of conformance aligns every journey in scope. For each step, it counts the journeys and interactions that
// STEP_COUNTS names, such as those in which the step is missing. For each touchpoint, it counts ad hoc interactions. If
// the query selects variants, the scan also keeps a table of all variants.

import { labelsOf } from "../../engine/label.js";
import { recordOf } from "../../engine/parts.js";
import { RouteTable } from "../../engine/routeTable.js";
import { eachJourney, type JourneyRange, type PartOf, PlannedScan, type ScanTask } from "../../engine/scan.js";
import { DEFAULT_PATH_OPTIONS } from "../../engine/terms.js";
import type { Block } from "../../projection/projection.js";
import { type ConformanceParams, type ConformancePlan, conformancePlan, JourneyConformance } from "./plan.js";

export const STEP_COUNTS = ["reached", "interactions", "missing", "outOfOrder", "failed", "late", "waits"] as const;
export type StepCount = (typeof STEP_COUNTS)[number];

export const countConformance = {
  name: "conformance.count",
  begin: (projection, params) => new ConformanceCounter(conformancePlan(projection, params), params),
} satisfies ScanTask<ConformanceParams, unknown>;

export type CountedConformance = PartOf<typeof countConformance>;

/**
 * Counts the journeys in which something occurs, for example those that reach step `index`. If it occurs several times
 * in a journey, the journey counts once. For this purpose, the ordinal of the last journey counted is stored for each
 * index.
 */
class OncePerJourney {
  readonly counts: Uint32Array;
  readonly #last: Uint32Array;

  constructor(counts: Uint32Array) {
    this.counts = counts;
    this.#last = new Uint32Array(counts.length);
  }

  add(index: number, ordinal: number): void {
    if (this.#last[index] === ordinal) return;
    this.#last[index] = ordinal;
    this.counts[index]!++;
  }
}

class ConformanceCounter extends PlannedScan<ConformancePlan, ConformanceParams> {
  readonly #journey = new JourneyConformance(this.plan);
  readonly #labels = labelsOf(this.plan.projection, { ...DEFAULT_PATH_OPTIONS, grain: "TOUCHPOINT" });
  readonly #steps = recordOf(STEP_COUNTS, () => new Uint32Array(this.plan.compiled.steps.length));
  readonly #once = recordOf(
    ["reached", "missing", "outOfOrder", "failed", "late"],
    (name) => new OncePerJourney(this.#steps[name]),
  );
  readonly #waited = new Float64Array(this.plan.compiled.steps.length);
  readonly #adHoc = new Uint32Array(this.#labels.count);
  readonly #adHocOnce = new OncePerJourney(new Uint32Array(this.#labels.count));
  readonly #costs = new Map<number, Map<number, number>>();
  readonly #variants = this.params.wanted?.variants === false ? null : new RouteTable();
  #journeys = 0;
  #customers = 0;
  #conforming = 0;
  #open = 0;

  visit(range: JourneyRange): void {
    let lastCustomer = -1;
    eachJourney(this.plan.projection, range, this.plan.test, (block, j, begin, end) => {
      this.#journeys++;
      if (block.customer[j] !== lastCustomer) {
        lastCustomer = block.customer[j]!;
        this.#customers++;
      }
      this.#count(block, j, begin, end);
    });
  }

  #count(block: Block, j: number, begin: number, end: number): void {
    const journey = this.#journey;
    const ordinal = this.#journeys;
    const { reached, missing, outOfOrder, failed, late } = this.#once;
    const { interactions, waits } = this.#steps;
    journey.read(block, j);
    if (journey.open) this.#open++;
    const { cost, worst, aligner } = journey;
    if (cost === 0) this.#conforming++;
    const byWorst = this.#costs.get(cost) ?? new Map<number, number>();
    this.#costs.set(cost, byWorst.set(worst, (byWorst.get(worst) ?? 0) + 1));
    journey.eachMatch(block, j, (step, wait, isLate, hasFailed) => {
      reached.add(step, ordinal);
      interactions[step]!++;
      if (wait >= 0) {
        waits[step]!++;
        this.#waited[step]! += wait;
      }
      if (isLate) late.add(step, ordinal);
      if (hasFailed) failed.add(step, ordinal);
    });
    for (const step of aligner.missing) missing.add(step, ordinal);
    for (const step of aligner.outOfOrder) outOfOrder.add(step, ordinal);
    const { ofTouchpoint } = this.#labels;
    if (cost > 0)
      for (let i = begin; i < end; i++) {
        if (!aligner.isAdHoc(i - begin)) continue;
        const label = ofTouchpoint[block.touchpoint[i]!]!;
        this.#adHoc[label]!++;
        this.#adHocOnce.add(label, ordinal);
      }
    const variants = this.#variants;
    if (variants === null) return;
    const pool = variants.roomFor(end - begin + 1);
    let at = variants.at;
    pool[at++] = journey.open ? 1 : 0;
    for (let i = begin; i < end; i++) pool[at++] = ofTouchpoint[block.touchpoint[i]!]!;
    variants.count(at);
  }

  finish() {
    this.#variants?.settle();
    return {
      journeys: this.#journeys,
      customers: this.#customers,
      conforming: this.#conforming,
      open: this.#open,
      /**
       * The number of journeys for each combination of cost and worst cost that occurs. The worst cost is what a journey
       * would cost if none of its interactions matched a step (`JourneyConformance` in plan.ts). The mean fitness is
       * computed from these combinations in a fixed order, so that rounding does not depend on how threads divided the
       * work.
       */
      costs: [...this.#costs].flatMap(([cost, byWorst]) =>
        [...byWorst].map(([worst, journeys]) => [cost, worst, journeys] as const),
      ),
      /** The counts of each step. */
      steps: this.#steps,
      /**
       * The sum of the waits before each step, in milliseconds. The waits are integers, so a double adds them exactly
       * up to 2^53.
       */
      waited: this.#waited,
      /** For each label, the number of its ad hoc interactions. */
      adHoc: this.#adHoc,
      /** For each label, the number of journeys that have an ad hoc interaction with it. */
      adHocJourneys: this.#adHocOnce.counts,
      /**
       * The variants with the numbers of their journeys; null if the query does not select variants. A variant is
       * stored like a route: as a list of numbers. The first is 1 if its journeys are open, and 0 if they are closed.
       * The codes of its labels follow.
       */
      variants: this.#variants?.columns() ?? null,
    };
  }
}
