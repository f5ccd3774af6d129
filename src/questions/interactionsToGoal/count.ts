// The scan of interactionsToGoal computes a histogram of the number of interactions up to the first goal, in one pass.

import { enlarged } from "../../engine/enlarged.js";
import { ExampleRows } from "../../engine/examples.js";
import { isOpen, type JourneyRange, PlannedScan, type ScanTask } from "../../engine/scan.js";
import { Scope } from "../../engine/scope.js";
import type { Block } from "../../projection/projection.js";
import {
  type InteractionsToGoalParams,
  NOT_REACHED,
  NOTHING_LEFT,
  type ToGoalPlan,
  toGoalPlan,
  WayToGoal,
} from "./plan.js";

export const countInteractions = {
  name: "interactionsToGoal.count",
  begin: (projection, params) => new InteractionCounter(toGoalPlan(projection, params), params),
} satisfies ScanTask<InteractionsToGoalParams, unknown>;

class InteractionCounter extends PlannedScan<ToGoalPlan, InteractionsToGoalParams> {
  readonly #countsCustomers = this.params.wanted?.customers !== false;
  readonly #scope = new Scope(this.plan.projection, this.plan.filter, this.#countsCustomers);
  readonly #way = new WayToGoal(this.plan);
  /** For each number of interactions, the journeys that have this number. */
  #counts = new Uint32Array(256);
  /** The number of rows. The last row has all numbers greater than `upTo`. */
  readonly #rows = this.params.upTo + 2;
  readonly #customers = new Uint32Array(this.#rows);
  readonly #lastCustomer = new Uint32Array(this.#rows);
  readonly #examples = this.params.wanted?.examples === false ? null : new ExampleRows(this.#rows);
  #matched = 0;
  #pending = 0;
  #open = 0;

  visit(range: JourneyRange): void {
    const { block } = this.plan.projection.blocks[range.block]!;
    const journeys = this.#scope.list(range);
    const way = this.#way;
    // Examples are the latest journeys, which are mostly at the end. The journeys are therefore visited backward: once
    // enough examples are found, rejecting an older journey costs one comparison.
    for (let k = journeys.length - 1; k >= 0; k--) {
      const j = journeys[k]!;
      const length = way.length(block, j);
      if (length === NOTHING_LEFT) continue;
      this.#matched++;
      const open = isOpen(this.plan.projection, block, j);
      if (open) this.#open++;
      if (length !== NOT_REACHED) this.#reached(length, block, j);
      else if (open) this.#pending++;
    }
  }

  #reached(number: number, block: Block, journey: number): void {
    if (number >= this.#counts.length) this.#counts = enlarged(this.#counts, number * 2);
    this.#counts[number]!++;
    const row = Math.min(number, this.#rows - 1);
    const customer = block.customer[journey]! + 1;
    if (this.#countsCustomers && this.#lastCustomer[row] !== customer) {
      this.#lastCustomer[row] = customer;
      this.#customers[row]!++;
    }
    this.#examples?.add(row, block, journey);
  }

  finish() {
    return {
      inScope: this.#scope.met,
      matched: this.#matched,
      pending: this.#pending,
      open: this.#open,
      counts: this.#counts,
      customers: this.#customers,
      examples: this.#examples?.parts(this.plan.projection) ?? [],
    };
  }
}
