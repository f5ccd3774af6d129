// The scan of visits counts interactions by label and, if they are selected, journeys and customers by label, in one
// pass.

import { type ExampleParts, ExampleRows } from "../../engine/examples.js";
import type { JourneyRange, Scan, ScanTask } from "../../engine/scan.js";
import { Scope } from "../../engine/scope.js";
import type { InScope } from "../../engine/terms.js";
import type { Block, Projection } from "../../projection/projection.js";
import { JourneyVisits, type VisitsParams, visitsPlan } from "./plan.js";

export interface CountedVisits {
  readonly inScope: InScope;
  /** The journeys of which interactions are left after `hide` removes some. */
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
  { readonly examples: ExampleParts }
> = {
  name: "visits.examples",
  begin(projection, { params, shown }) {
    const plan = visitsPlan(projection, params);
    const { view, labelOf } = new JourneyVisits(plan);
    const scope = new Scope(projection, plan.filter, false);
    const examples = new ExampleRows(plan.labels.count);
    const isShown = new Uint8Array(plan.labels.count);
    for (const label of shown) isShown[label] = 1;
    // For each code of the view, 1 if its label is shown.
    const isWanted = Uint8Array.from(labelOf, (label) => isShown[label]!);
    return {
      visit(range) {
        const { block } = projection.blocks[range.block]!;
        const journeys = scope.list(range);
        // The journeys are visited backward, because the latest journeys are mostly at the end.
        for (let k = journeys.length - 1; k >= 0; k--) {
          const j = journeys[k]!;
          view.enter(block, j);
          const { codes, begin, end } = view;
          for (let i = begin; i < end; i++) if (isWanted[codes[i]!] === 1) examples.add(labelOf[codes[i]!]!, block, j);
        }
      },
      finish: () => ({ examples: examples.parts(projection) }),
    };
  },
};

class VisitCounter implements Scan<CountedVisits> {
  readonly #projection: Projection;
  readonly #scope: Scope;
  readonly #visits: JourneyVisits;
  /** Whether anything is counted by journey. */
  readonly #byJourney: boolean;
  readonly #interactions: Uint32Array;
  readonly #journeys: Uint32Array;
  readonly #customers: Uint32Array;
  /** For each label, the number of the last journey that has it, and the number of its last customer + 1. */
  readonly #lastJourney: Uint32Array;
  readonly #lastCustomer: Uint32Array;
  readonly #examples: ExampleRows | null;
  #counted = 0;

  constructor(projection: Projection, params: VisitsParams) {
    this.#projection = projection;
    const plan = visitsPlan(projection, params);
    this.#scope = new Scope(projection, plan.filter);
    this.#visits = new JourneyVisits(plan);
    const { count } = plan.labels;
    this.#interactions = new Uint32Array(count);
    this.#journeys = new Uint32Array(count);
    this.#customers = new Uint32Array(count);
    this.#lastJourney = new Uint32Array(count);
    this.#lastCustomer = new Uint32Array(count);
    this.#examples = params.wanted?.examples === false ? null : new ExampleRows(count);
    this.#byJourney = this.#examples !== null || params.wanted?.journeys !== false;
  }

  visit(range: JourneyRange): void {
    const { block } = this.#projection.blocks[range.block]!;
    const journeys = this.#scope.list(range);
    const visits = this.#visits;
    const byJourney = this.#byJourney;
    // Examples are the latest journeys, which are mostly at the end. The journeys are therefore visited backward: once
    // enough examples are found, rejecting an older journey costs one comparison.
    for (let k = journeys.length - 1; k >= 0; k--) {
      const j = journeys[k]!;
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
    const ordinal = this.#counted;
    const customer = block.customer[journey]! + 1;
    for (let i = begin; i < end; i++) {
      const label = labelOf[codes[i]!]!;
      interactions[label]!++;
      if (lastJourney[label] === ordinal) continue;
      lastJourney[label] = ordinal;
      this.#journeys[label]!++;
      if (this.#lastCustomer[label] !== customer) {
        this.#lastCustomer[label] = customer;
        this.#customers[label]!++;
      }
      this.#examples?.add(label, block, journey);
    }
  }

  finish(): CountedVisits {
    return {
      inScope: this.#scope.met,
      counted: this.#counted,
      interactions: this.#interactions,
      journeys: this.#journeys,
      customers: this.#customers,
      examples: this.#examples?.parts(this.#projection) ?? [],
    };
  }
}
