// The scan of visits counts the interactions of each label and, if they are selected, its journeys and customers, in
// one pass.

import { type ExampleParts, ExampleRows } from "../../engine/examples.js";
import { type JourneyRange, PlannedScan, type ScanTask } from "../../engine/scan.js";
import { Scope } from "../../engine/scope.js";
import type { Block } from "../../projection/projection.js";
import { JourneyVisits, type VisitsParams, type VisitsPlan, visitsPlan } from "./plan.js";

export const countVisits = {
  name: "visits.count",
  begin: (projection, params) => new VisitCounter(visitsPlan(projection, params), params),
} satisfies ScanTask<VisitsParams, unknown>;

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
    // For each code that `view` gives to interactions (JourneyView): 1 if the label of this code is shown, otherwise 0.
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

class VisitCounter extends PlannedScan<VisitsPlan, VisitsParams> {
  readonly #scope = new Scope(this.plan.projection, this.plan.filter);
  readonly #visits = new JourneyVisits(this.plan);
  // The counts of each label. If neither journeys and customers nor examples are selected, the counts of journeys and
  // customers stay 0.
  readonly #interactions = new Uint32Array(this.plan.labels.count);
  readonly #journeys = new Uint32Array(this.plan.labels.count);
  readonly #customers = new Uint32Array(this.plan.labels.count);
  // For each label, the ordinal of the journey in which it was counted last, and the number of the customer for whom it
  // was counted last, plus 1. The entry is 0 if the label was not counted yet.
  readonly #lastJourney = new Uint32Array(this.plan.labels.count);
  readonly #lastCustomer = new Uint32Array(this.plan.labels.count);
  readonly #examples = this.params.wanted?.examples === false ? null : new ExampleRows(this.plan.labels.count);
  /** Whether each journey must be counted once: if journeys, customers or examples are selected. */
  readonly #byJourney = this.#examples !== null || this.params.wanted?.journeys !== false;
  /** The number of journeys so far that have at least one interaction left after `hide`. */
  #counted = 0;

  visit(range: JourneyRange): void {
    const { block } = this.plan.projection.blocks[range.block]!;
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

  finish() {
    return {
      inScope: this.#scope.met,
      counted: this.#counted,
      interactions: this.#interactions,
      journeys: this.#journeys,
      customers: this.#customers,
      examples: this.#examples?.parts(this.plan.projection) ?? [],
    };
  }
}
