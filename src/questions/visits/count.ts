// The scan of visits counts interactions by label and, if they are selected, journeys and customers by label, in one
// pass.

import { type ExampleParts, ExampleRows } from "../../engine/examples.js";
import type { JourneyRange, Scan, ScanTask } from "../../engine/scan.js";
import type { Block, Projection } from "../../projection/projection.js";
import { JourneyVisits, type VisitsParams, type VisitsPlan, visitsPlan } from "./plan.js";

export interface CountedVisits {
  readonly inScope: number;
  readonly inScopeCustomers: number;
  /** The journeys that have interactions left after `hide`. */
  readonly counted: number;
  /** The counts of each label. */
  readonly interactions: Uint32Array;
  /** The counts of each label. All are 0 if they are not selected. */
  readonly journeys: Uint32Array;
  readonly customers: Uint32Array;
  /** The examples of each label. Labels without examples are left out. */
  readonly examples: ExampleParts;
}

export const countVisits: ScanTask<VisitsParams, CountedVisits> = {
  name: "visits.count",
  begin: (projection, params) => new VisitCounter(projection, params),
};

/** Finds the examples of the labels that are shown, if there are too many labels to keep examples of all of them. */
export const findVisitExamples: ScanTask<
  { readonly params: VisitsParams; readonly shown: readonly number[] },
  ExampleParts
> = {
  name: "visits.examples",
  begin(projection, { params, shown }) {
    const plan = visitsPlan(projection, params);
    const { view, labelOf } = new JourneyVisits(plan);
    const examples = new ExampleRows(plan.labels.count);
    const isShown = new Uint8Array(plan.labels.count);
    for (const label of shown) isShown[label] = 1;
    // Indexed by the codes of the view.
    const isWanted = Uint8Array.from(labelOf, (label) => isShown[label]!);
    return {
      visit(range) {
        const { block, live } = projection.blocks[range.block]!;
        // The journeys are visited backward, because the latest journeys are mostly at the end.
        for (let j = range.to - 1; j >= range.from; j--) {
          if (live !== null && live[j] === 0) continue;
          if (plan.test !== null && !plan.test(range.block, j)) continue;
          view.enter(block, j);
          const { codes, begin, end } = view;
          for (let i = begin; i < end; i++) if (isWanted[codes[i]!] === 1) examples.add(labelOf[codes[i]!]!, block, j);
        }
      },
      finish: () => examples.parts(projection),
    };
  },
};

class VisitCounter implements Scan<CountedVisits> {
  readonly #projection: Projection;
  readonly #plan: VisitsPlan;
  readonly #visits: JourneyVisits;
  /** Whether anything is counted by journey. */
  readonly #byJourney: boolean;
  readonly #interactions: Uint32Array;
  readonly #journeys: Uint32Array;
  readonly #customers: Uint32Array;
  /** For each label, the last journey and the last customer that have it, as running numbers. */
  readonly #lastJourney: Uint32Array;
  readonly #lastCustomer: Uint32Array;
  readonly #examples: ExampleRows | null;
  #inScope = 0;
  #inScopeCustomers = 0;
  #counted = 0;

  constructor(projection: Projection, params: VisitsParams) {
    this.#projection = projection;
    this.#plan = visitsPlan(projection, params);
    this.#visits = new JourneyVisits(this.#plan);
    const { count } = this.#plan.labels;
    this.#interactions = new Uint32Array(count);
    this.#journeys = new Uint32Array(count);
    this.#customers = new Uint32Array(count);
    this.#lastJourney = new Uint32Array(count);
    this.#lastCustomer = new Uint32Array(count);
    this.#examples = params.wanted?.examples === false ? null : new ExampleRows(count);
    this.#byJourney = this.#examples !== null || params.wanted?.journeys !== false;
  }

  visit(range: JourneyRange): void {
    const { test } = this.#plan;
    const { block, live } = this.#projection.blocks[range.block]!;
    const { customer } = block;
    const visits = this.#visits;
    const byJourney = this.#byJourney;
    let lastCustomer = -1;
    // The journeys are visited backward, because the latest journeys are mostly at the end. Once enough examples are
    // found, rejecting an older journey costs one comparison.
    for (let j = range.to - 1; j >= range.from; j--) {
      if (live !== null && live[j] === 0) continue;
      if (test !== null && !test(range.block, j)) continue;
      this.#inScope++;
      if (customer[j] !== lastCustomer) {
        lastCustomer = customer[j]!;
        this.#inScopeCustomers++;
      }
      if (!visits.read(block, j)) continue;
      this.#counted++;
      if (byJourney) this.#countByJourney(block, j);
      else this.#count();
    }
  }

  #count(): void {
    const { view, labelOf } = this.#visits;
    const { codes, begin, end } = view;
    const interactions = this.#interactions;
    for (let i = begin; i < end; i++) interactions[labelOf[codes[i]!]!]!++;
  }

  #countByJourney(block: Block, journey: number): void {
    const { view, labelOf } = this.#visits;
    const { codes, begin, end } = view;
    const interactions = this.#interactions;
    const lastJourney = this.#lastJourney;
    const ordinal = this.#inScope;
    for (let i = begin; i < end; i++) {
      const label = labelOf[codes[i]!]!;
      interactions[label]!++;
      if (lastJourney[label] === ordinal) continue;
      lastJourney[label] = ordinal;
      this.#journeys[label]!++;
      // Journeys of a customer are neighbours, so customers can be identified by a running number.
      if (this.#lastCustomer[label] !== this.#inScopeCustomers) {
        this.#lastCustomer[label] = this.#inScopeCustomers;
        this.#customers[label]!++;
      }
      this.#examples?.add(label, block, journey);
    }
  }

  finish(): CountedVisits {
    return {
      inScope: this.#inScope,
      inScopeCustomers: this.#inScopeCustomers,
      counted: this.#counted,
      interactions: this.#interactions,
      journeys: this.#journeys,
      customers: this.#customers,
      examples: this.#examples?.parts(this.#projection) ?? [],
    };
  }
}
