// The scan of attribution counts conversions, their touches and the credit that each model gives. If MARKOV is
// requested, it also counts the transitions of the Markov chain. The scan makes one pass over the journeys in scope.

import { type ExampleParts, ExampleRows } from "../../engine/examples.js";
import { isOpen, type JourneyRange, type Scan, type ScanTask } from "../../engine/scan.js";
import { Scope } from "../../engine/scope.js";
import type { InScope } from "../../engine/terms.js";
import type { Block, Projection } from "../../projection/projection.js";
import { divide, type TouchModel, UNIT } from "./credit.js";
import { type Chain, chainOf } from "./markov.js";
import { type AttributionParams, attributionPlan, JourneyConversions } from "./plan.js";

export interface CountedCredit {
  readonly inScope: InScope;
  readonly conversions: number;
  readonly converted: number;
  readonly nullJourneys: number;
  readonly pending: number;
  /** These counts have a row for each label, and a last row for the conversions without a touch. */
  readonly touched: Float64Array;
  readonly journeys: Uint32Array;
  readonly customers: Uint32Array;
  /** The credit of each row, in units of credit, for each model in the order of the arguments. Empty for MARKOV. */
  readonly units: readonly Float64Array[];
  /**
   * The Markov chain. Null if MARKOV is not requested. Conversions without a touch are not part of it, because their
   * credit goes to `(direct)`.
   */
  readonly chain: Chain | null;
  readonly examples: ExampleParts;
}

export const countCredit: ScanTask<AttributionParams, CountedCredit> = {
  name: "attribution.count",
  begin: (projection, params) => new CreditCounter(projection, params),
};

class CreditCounter implements Scan<CountedCredit> {
  readonly #projection: Projection;
  readonly #params: AttributionParams;
  readonly #scope: Scope;
  readonly #conversions: JourneyConversions;
  readonly #direct: number;
  readonly #touched: Float64Array;
  readonly #journeys: Uint32Array;
  readonly #customers: Uint32Array;
  readonly #units: readonly Float64Array[];
  readonly #chain: Chain | null;
  readonly #examples: ExampleRows | null;
  /** The last conversion, journey and customer that each row counted. A row counts each of them once. */
  readonly #lastConversion: Float64Array;
  readonly #lastJourney: Float64Array;
  readonly #lastCustomer: Float64Array;
  #counted = 0;
  #found = 0;
  #converted = 0;
  #null = 0;
  #pending = 0;

  constructor(projection: Projection, params: AttributionParams) {
    this.#projection = projection;
    this.#params = params;
    const plan = attributionPlan(projection, params);
    this.#scope = new Scope(projection, plan.filter);
    this.#conversions = new JourneyConversions(plan);
    const { count } = plan.labels;
    const rows = count + 1;
    this.#direct = count;
    this.#touched = new Float64Array(rows);
    this.#journeys = new Uint32Array(rows);
    this.#customers = new Uint32Array(rows);
    this.#units = params.models.map((model) => new Float64Array(model === "MARKOV" ? 0 : rows));
    this.#chain = params.models.includes("MARKOV") ? chainOf(count) : null;
    this.#examples = params.wanted?.examples === false ? null : new ExampleRows(rows);
    this.#lastConversion = new Float64Array(rows);
    this.#lastJourney = new Float64Array(rows);
    this.#lastCustomer = new Float64Array(rows);
  }

  visit(range: JourneyRange): void {
    const { block } = this.#projection.blocks[range.block]!;
    const journeys = this.#scope.list(range);
    for (let k = journeys.length - 1; k >= 0; k--) {
      const j = journeys[k]!;
      this.#counted++;
      const found = this.#conversions.read(block, j, (from, at) => this.#convert(block, j, from, at));
      if (found > 0) this.#converted++;
      else if (isOpen(this.#projection, block, j)) this.#pending++;
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
    this.#params.models.forEach((model, m) => {
      if (model === "MARKOV") return;
      const units = this.#units[m]!;
      divide(model as TouchModel, elapsed, from, at, this.#params.halfLife, labelAt, (label, given) => {
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

  finish(): CountedCredit {
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
      examples: this.#examples?.parts(this.#projection) ?? [],
    };
  }
}
