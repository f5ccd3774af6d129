// The scan of interactionsToGoal computes a histogram of the number of interactions up to the first goal, in one pass.

import { enlarged } from "../../engine/enlarged.js";
import { type ExampleParts, ExampleRows } from "../../engine/examples.js";
import { isOpen, type JourneyRange, type Scan, type ScanTask } from "../../engine/scan.js";
import { Scope } from "../../engine/scope.js";
import type { InScope } from "../../engine/terms.js";
import type { Block, Projection } from "../../projection/projection.js";
import { type InteractionsToGoalParams, NOT_REACHED, NOTHING_LEFT, toGoalPlan, WayToGoal } from "./plan.js";

export interface CountedInteractions {
  readonly inScope: InScope;
  readonly matched: number;
  readonly pending: number;
  readonly open: number;
  /** For each number of interactions, the journeys that have this number. */
  readonly counts: Uint32Array;
  /** The customers of each row. Row `upTo` + 1 counts all greater numbers. */
  readonly customers: Uint32Array;
  /** The examples of each row. Rows without examples are left out. */
  readonly examples: ExampleParts;
}

export const countInteractions: ScanTask<InteractionsToGoalParams, CountedInteractions> = {
  name: "interactionsToGoal.count",
  begin: (projection, params) => new InteractionCounter(projection, params),
};

class InteractionCounter implements Scan<CountedInteractions> {
  readonly #projection: Projection;
  readonly #scope: Scope;
  readonly #upTo: number;
  readonly #way: WayToGoal;
  #counts = new Uint32Array(256);
  readonly #countsCustomers: boolean;
  readonly #customers: Uint32Array;
  readonly #lastCustomer: Uint32Array;
  readonly #examples: ExampleRows | null;
  #matched = 0;
  #pending = 0;
  #open = 0;

  constructor(projection: Projection, params: InteractionsToGoalParams) {
    const plan = toGoalPlan(projection, params);
    this.#projection = projection;
    const { customers = true, examples = true } = params.wanted ?? {};
    this.#scope = new Scope(projection, plan.filter, customers);
    this.#upTo = params.upTo;
    this.#way = new WayToGoal(plan);
    this.#countsCustomers = customers;
    this.#customers = new Uint32Array(params.upTo + 2);
    this.#lastCustomer = new Uint32Array(params.upTo + 2);
    this.#examples = examples ? new ExampleRows(params.upTo + 2) : null;
  }

  visit(range: JourneyRange): void {
    const { block } = this.#projection.blocks[range.block]!;
    const journeys = this.#scope.list(range);
    const way = this.#way;
    // Examples are the latest journeys, which are mostly at the end. The journeys are therefore visited backward: once
    // enough examples are found, rejecting an older journey costs one comparison.
    for (let k = journeys.length - 1; k >= 0; k--) {
      const j = journeys[k]!;
      const length = way.length(block, j);
      if (length === NOTHING_LEFT) continue;
      this.#matched++;
      const open = isOpen(this.#projection, block, j);
      if (open) this.#open++;
      if (length !== NOT_REACHED) this.#reached(length, block, j);
      else if (open) this.#pending++;
    }
  }

  #reached(number: number, block: Block, journey: number): void {
    if (number >= this.#counts.length) this.#counts = enlarged(this.#counts, number * 2);
    this.#counts[number]!++;
    const row = Math.min(number, this.#upTo + 1);
    const customer = block.customer[journey]! + 1;
    if (this.#countsCustomers && this.#lastCustomer[row] !== customer) {
      this.#lastCustomer[row] = customer;
      this.#customers[row]!++;
    }
    this.#examples?.add(row, block, journey);
  }

  finish(): CountedInteractions {
    return {
      inScope: this.#scope.met,
      matched: this.#matched,
      pending: this.#pending,
      open: this.#open,
      counts: this.#counts,
      customers: this.#customers,
      examples: this.#examples?.parts(this.#projection) ?? [],
    };
  }
}
