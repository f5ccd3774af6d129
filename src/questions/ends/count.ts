// The scans of ends. The first scan counts entries and exits by label. The second scan counts the journeys whose entry
// and exit are both on rows shown. It runs only if some rows are not shown and the client selects `shown`. Each scan is
// one pass.

import { type ExampleParts, ExampleRows } from "../../engine/examples.js";
import { isOpen, type JourneyRange, type Scan, type ScanTask } from "../../engine/scan.js";
import type { Block, Projection } from "../../projection/projection.js";
import { type EndsParams, type EndsPlan, endsPlan, JourneyEnds } from "./plan.js";

/** Entries and exits. */
const SIDES = 2;

export interface CountedEnds {
  readonly inScope: number;
  readonly inScopeCustomers: number;
  /** Journeys with interactions left. */
  readonly counted: number;
  readonly open: number;
  /** Indexed by the label of the entry, then by the label of the exit. */
  readonly journeys: Uint32Array;
  readonly customers: Uint32Array;
  readonly openJourneys: Uint32Array;
  /** Indexed in the same way. Rows without examples are left out. */
  readonly examples: ExampleParts;
}

export const countEnds: ScanTask<EndsParams, CountedEnds> = {
  name: "ends.count",
  begin: (projection, params) => new EndsCounter(projection, params),
};

/** Counts the journeys whose entry and exit are both among these labels. */
export const countBothEnds: ScanTask<
  { readonly params: EndsParams; readonly entries: readonly number[]; readonly exits: readonly number[] },
  number
> = {
  name: "ends.both",
  begin(projection, { params, entries, exits }) {
    const plan = endsPlan(projection, params);
    const { test, labels } = plan;
    const ends = new JourneyEnds(plan);
    const isEntry = new Uint8Array(labels.count);
    const isExit = new Uint8Array(labels.count);
    for (const label of entries) isEntry[label] = 1;
    for (const label of exits) isExit[label] = 1;
    let on = 0;
    return {
      visit({ block: s, from, to }) {
        const { block, live } = projection.blocks[s]!;
        for (let j = from; j < to; j++) {
          if (live !== null && live[j] === 0) continue;
          if (test !== null && !test(s, j)) continue;
          if (ends.read(block, j)) on += isEntry[ends.entry]! & isExit[ends.exit]!;
        }
      },
      finish: () => on,
    };
  },
};

class EndsCounter implements Scan<CountedEnds> {
  readonly #projection: Projection;
  readonly #plan: EndsPlan;
  readonly #ends: JourneyEnds;
  readonly #journeys: Uint32Array;
  readonly #customers: Uint32Array;
  readonly #open: Uint32Array;
  readonly #lastCustomer: Uint32Array;
  readonly #examples: ExampleRows | null;
  #inScope = 0;
  #inScopeCustomers = 0;
  #counted = 0;
  #openAll = 0;

  constructor(projection: Projection, params: EndsParams) {
    this.#projection = projection;
    this.#plan = endsPlan(projection, params);
    const rows = this.#plan.labels.count * SIDES;
    this.#ends = new JourneyEnds(this.#plan);
    this.#journeys = new Uint32Array(rows);
    this.#customers = new Uint32Array(rows);
    this.#open = new Uint32Array(rows);
    this.#lastCustomer = new Uint32Array(rows);
    this.#examples = params.wanted?.examples === false ? null : new ExampleRows(rows);
  }

  visit(range: JourneyRange): void {
    const { test, labels } = this.#plan;
    const { block, live } = this.#projection.blocks[range.block]!;
    const { customer } = block;
    const ends = this.#ends;
    let lastCustomer = -1;
    // The journeys are visited backward, because the latest ones are mostly at the end. Once enough examples are found,
    // rejecting an older journey costs one comparison.
    for (let j = range.to - 1; j >= range.from; j--) {
      if (live !== null && live[j] === 0) continue;
      if (test !== null && !test(range.block, j)) continue;
      this.#inScope++;
      if (customer[j] !== lastCustomer) {
        lastCustomer = customer[j]!;
        this.#inScopeCustomers++;
      }
      if (!ends.read(block, j)) continue;
      this.#counted++;
      const open = isOpen(this.#projection, block, j) ? 1 : 0;
      this.#openAll += open;
      this.#count(ends.entry, open, block, j);
      this.#count(labels.count + ends.exit, open, block, j);
    }
  }

  #count(row: number, open: number, block: Block, journey: number): void {
    this.#journeys[row]!++;
    this.#open[row]! += open;
    // Journeys of a customer are neighbours, so customers can be identified by a running number.
    if (this.#lastCustomer[row] !== this.#inScopeCustomers) {
      this.#lastCustomer[row] = this.#inScopeCustomers;
      this.#customers[row]!++;
    }
    this.#examples?.add(row, block, journey);
  }

  finish(): CountedEnds {
    return {
      inScope: this.#inScope,
      inScopeCustomers: this.#inScopeCustomers,
      counted: this.#counted,
      open: this.#openAll,
      journeys: this.#journeys,
      customers: this.#customers,
      openJourneys: this.#open,
      examples: this.#examples?.parts(this.#projection) ?? [],
    };
  }
}
