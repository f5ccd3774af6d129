// The scan of attribution counts conversions, their touches and the credit that each model gives. If MARKOV is
// requested, it also counts the transitions of the Markov chain. The scan makes one pass over the journeys in scope.

import { ExampleRows } from "../../engine/examples.js";
import { isOpen, type JourneyRange, PlannedScan, type ScanTask } from "../../engine/scan.js";
import { Scope } from "../../engine/scope.js";
import type { Block } from "../../projection/projection.js";
import { divide, type TouchModel, UNIT } from "./credit.js";
import { chainOf } from "./markov.js";
import { type AttributionParams, type AttributionPlan, attributionPlan, JourneyConversions } from "./plan.js";

export const countCredit = {
  name: "attribution.count",
  begin: (projection, params) => new CreditCounter(attributionPlan(projection, params), params),
} satisfies ScanTask<AttributionParams, unknown>;

class CreditCounter extends PlannedScan<AttributionPlan, AttributionParams> {
  readonly #scope = new Scope(this.plan.projection, this.plan.filter);
  readonly #conversions = new JourneyConversions(this.plan);
  /** There is a row for each label, and this last row for the conversions without a touch. */
  readonly #direct = this.plan.labels.count;
  readonly #rows = this.#direct + 1;
  readonly #touched = new Float64Array(this.#rows);
  readonly #journeys = new Uint32Array(this.#rows);
  readonly #customers = new Uint32Array(this.#rows);
  /** The credit of each row, in units of credit, for each model in the order of the arguments. Empty for MARKOV. */
  readonly #units = this.params.models.map((model) => new Float64Array(model === "MARKOV" ? 0 : this.#rows));
  /**
   * The Markov chain. Null if MARKOV is not requested. Conversions without a touch are not part of the chain, because
   * their credit goes to `(direct)`.
   */
  readonly #chain = this.params.models.includes("MARKOV") ? chainOf(this.#direct) : null;
  readonly #examples = this.params.wanted?.examples === false ? null : new ExampleRows(this.#rows);
  // The last conversion, journey and customer that each row counted. A row counts each of them once.
  readonly #lastConversion = new Float64Array(this.#rows);
  readonly #lastJourney = new Float64Array(this.#rows);
  readonly #lastCustomer = new Float64Array(this.#rows);
  #counted = 0;
  #found = 0;
  #converted = 0;
  #null = 0;
  #pending = 0;

  visit(range: JourneyRange): void {
    const { block } = this.plan.projection.blocks[range.block]!;
    const journeys = this.#scope.list(range);
    for (let k = journeys.length - 1; k >= 0; k--) {
      const j = journeys[k]!;
      this.#counted++;
      const found = this.#conversions.read(block, j, (from, at) => this.#convert(block, j, from, at));
      if (found > 0) this.#converted++;
      else if (isOpen(this.plan.projection, block, j)) this.#pending++;
      else {
        this.#null++;
        const { begin, end } = this.#conversions.view;
        this.#path(begin, end, this.#direct + 1);
      }
    }
  }

  #convert(block: Block, journey: number, from: number, at: number): void {
    this.#found++;
    if (from === at) {
      this.#count(this.#direct, block, journey);
      for (const units of this.#units) if (units.length > 0) units[this.#direct]! += UNIT;
      return;
    }
    const { codes, elapsed } = this.#conversions.view;
    const { labelOf } = this.#conversions;
    const labelAt = (position: number): number => labelOf[codes[position]!]!;
    for (let i = from; i < at; i++) this.#count(labelAt(i), block, journey);
    this.params.models.forEach((model, m) => {
      if (model === "MARKOV") return;
      const units = this.#units[m]!;
      divide(model as TouchModel, elapsed, from, at, this.params.halfLife, labelAt, (label, given) => {
        units[label]! += given;
      });
    });
    this.#path(from, at, this.#direct);
  }

  /** Updates three counts of a label: the conversions, journeys and customers with a touch at it, each counted once. */
  #count(row: number, block: Block, journey: number): void {
    if (this.#lastConversion[row] === this.#found) return;
    this.#lastConversion[row] = this.#found;
    this.#touched[row]!++;
    if (this.#lastJourney[row] === this.#counted) return;
    this.#lastJourney[row] = this.#counted;
    this.#journeys[row]!++;
    this.#examples?.add(row, block, journey);
    const customer = block.customer[journey]! + 1;
    if (this.#lastCustomer[row] === customer) return;
    this.#lastCustomer[row] = customer;
    this.#customers[row]!++;
  }

  /**
   * Adds a path to the chain: the labels at positions `from` to `to` − 1, with repeats collapsed. `end` is the column
   * of CONVERSION or NULL.
   */
  #path(from: number, to: number, end: number): void {
    if (this.#chain === null || from === to) return;
    const { counts, labels } = this.#chain;
    const width = labels + 2;
    const { codes } = this.#conversions.view;
    const { labelOf } = this.#conversions;
    let state = 0;
    for (let i = from; i < to; i++) {
      const label = labelOf[codes[i]!]!;
      if (label + 1 === state) continue;
      counts[state * width + label]!++;
      state = label + 1;
    }
    counts[state * width + end]!++;
  }

  finish() {
    return {
      inScope: this.#scope.met,
      conversions: this.#found,
      converted: this.#converted,
      nullJourneys: this.#null,
      pending: this.#pending,
      touched: this.#touched,
      journeys: this.#journeys,
      customers: this.#customers,
      units: this.#units,
      chain: this.#chain,
      examples: this.#examples?.parts(this.plan.projection) ?? [],
    };
  }
}
