// The scans of ends. The first scan counts entries and exits by label. The second scan counts the journeys whose entry
// and exit are both on rows shown. It runs only if some rows are not shown and the client selects `shown`. Each scan is
// one pass.

import { type ExampleParts, ExampleRows } from "../../engine/examples.js";
import { countSelected, countValues, eachBackward, keepAmong, type Selection } from "../../engine/kernels/bits.js";
import { addEnds, addOwnersOfEnds, endPairsOf } from "../../engine/kernels/paths.js";
import { eachJourney, type JourneyRange, type Scan, type ScanTask } from "../../engine/scan.js";
import { openWords, Scope } from "../../engine/scope.js";
import { Sequences } from "../../engine/sequences.js";
import type { InScope } from "../../engine/terms.js";
import type { Block, Projection } from "../../projection/projection.js";
import { type EndsParams, endsPlan, JourneyEnds } from "./plan.js";

/** The counts of entries and of exits. */
const SIDES = 2;

export interface CountedEnds {
  readonly inScope: InScope;
  /** The number of journeys that have interactions left after `hide`. */
  readonly counted: number;
  readonly open: number;
  /**
   * For each label, the number of journeys whose entry it is. After these, for each label, the number of journeys whose
   * exit it is. `customers` and `openJourneys` are in the same order.
   */
  readonly journeys: Uint32Array;
  readonly customers: Uint32Array;
  readonly openJourneys: Uint32Array;
  /** The examples of each entry and exit, in the same order. Entries and exits without examples are left out. */
  readonly examples: ExampleParts;
}

export const countEnds: ScanTask<EndsParams, CountedEnds> = {
  name: "ends.count",
  begin: (projection, params) => new EndsCounter(projection, params),
};

/** The second scan: counts the journeys whose entry and exit are both among these labels. */
export const countBothEnds: ScanTask<
  { readonly params: EndsParams; readonly entries: readonly number[]; readonly exits: readonly number[] },
  number
> = {
  name: "ends.both",
  begin(projection, { params, entries, exits }) {
    const plan = endsPlan(projection, params);
    const { labels, filter } = plan;
    const ends = new JourneyEnds(plan);
    const isEntry = new Uint8Array(labels.count);
    const isExit = new Uint8Array(labels.count);
    for (const label of entries) isEntry[label] = 1;
    for (const label of exits) isExit[label] = 1;
    let on = 0;
    return {
      visit: (range) =>
        eachJourney(projection, range, filter.test, (block, journey) => {
          if (ends.read(block, journey)) on += isEntry[ends.entry]! & isExit[ends.exit]!;
        }),
      finish: () => on,
    };
  },
};

/** Counts of journeys by the code of their first interaction, and by the code of their last one. */
class EndTables {
  readonly #entries: Uint32Array;
  readonly #exits: Uint32Array;
  /**
   * Counts of journeys by both codes, which is faster for blocks that have a column of such pairs (`endPairsOf`).
   * `sides` adds these counts to the other arrays.
   */
  readonly #pairs: Uint32Array;

  constructor(tableSize: number) {
    this.#entries = new Uint32Array(tableSize);
    this.#exits = new Uint32Array(tableSize);
    this.#pairs = new Uint32Array(Math.min(tableSize, 1 << 8) << 8);
  }

  add(selection: Selection, { isPlain, offsets, codes }: Sequences, block: Block): void {
    const pairs = isPlain ? endPairsOf(block) : null;
    if (pairs === null) addEnds(selection, offsets, codes, this.#entries, this.#exits);
    else countValues(selection, pairs, this.#pairs);
  }

  sides(): readonly [Uint32Array, Uint32Array] {
    const pairs = this.#pairs;
    const codes = pairs.length >>> 8;
    for (let entry = 0; entry < codes; entry++)
      for (let exit = 0; exit < codes; exit++) {
        const count = pairs[(entry << 8) | exit]!;
        this.#entries[entry]! += count;
        this.#exits[exit]! += count;
      }
    return [this.#entries, this.#exits];
  }
}

class EndsCounter implements Scan<CountedEnds> {
  readonly #projection: Projection;
  readonly #scope: Scope;
  readonly #sequences: Sequences;
  readonly #labelOf: Uint16Array;
  readonly #labels: number;
  readonly #ends: EndTables;
  readonly #openEnds: EndTables;
  /** The customers of each row of entries and of exits. Null if they are not selected. */
  readonly #customers: readonly [Uint32Array, Uint32Array] | null;
  readonly #seen: readonly [Float64Array, Float64Array];
  readonly #examples: ExampleRows | null;
  #counted = 0;
  #open = 0;

  constructor(projection: Projection, params: EndsParams) {
    const { filter, hide, labels } = endsPlan(projection, params);
    const { customers = true, examples = true } = params.wanted ?? {};
    this.#projection = projection;
    this.#scope = new Scope(projection, filter, customers);
    this.#sequences = new Sequences(projection.dictionary.touchpoints.length, hide, []);
    const { tableSize } = this.#sequences.view;
    this.#labelOf = this.#sequences.view.table(labels.ofTouchpoint);
    this.#labels = labels.count;
    this.#ends = new EndTables(tableSize);
    this.#openEnds = new EndTables(tableSize);
    this.#customers = customers ? [new Uint32Array(labels.count), new Uint32Array(labels.count)] : null;
    this.#seen = [new Float64Array(labels.count), new Float64Array(labels.count)];
    this.#examples = examples ? new ExampleRows(labels.count * SIDES) : null;
  }

  visit(range: JourneyRange): void {
    const { block } = this.#projection.blocks[range.block]!;
    const scope = this.#scope;
    scope.enter(range, null);
    this.#sequences.enter(block, scope);
    const { offsets, codes } = this.#sequences;
    this.#counted += countSelected(scope);
    this.#ends.add(scope, this.#sequences, block);
    if (this.#customers !== null)
      addOwnersOfEnds(scope, offsets, codes, block.customer, this.#labelOf, ...this.#customers, ...this.#seen);
    if (this.#examples !== null) this.#addExamples(this.#examples, block);
    keepAmong(scope, openWords(this.#projection, range.block));
    this.#open += countSelected(scope);
    this.#openEnds.add(scope, this.#sequences, block);
  }

  /**
   * The journeys are visited backward, because the latest ones are mostly at the end. Once the examples are complete,
   * rejecting an older journey costs one comparison.
   */
  #addExamples(examples: ExampleRows, block: Block): void {
    const { offsets, codes } = this.#sequences;
    const labelOf = this.#labelOf;
    eachBackward(this.#scope, (journey) => {
      examples.add(labelOf[codes[offsets[journey]!]!]!, block, journey);
      examples.add(this.#labels + labelOf[codes[offsets[journey + 1]! - 1]!]!, block, journey);
    });
  }

  finish(): CountedEnds {
    const byLabel = (tables: EndTables): Uint32Array => {
      const rows = new Uint32Array(this.#labels * SIDES);
      tables.sides().forEach((counts, side) => {
        for (let code = 0; code < counts.length; code++)
          rows[side * this.#labels + this.#labelOf[code]!]! += counts[code]!;
      });
      return rows;
    };
    const customers = new Uint32Array(this.#labels * SIDES);
    this.#customers?.forEach((counts, side) => {
      customers.set(counts, side * this.#labels);
    });
    return {
      inScope: this.#scope.met,
      counted: this.#counted,
      open: this.#open,
      journeys: byLabel(this.#ends),
      customers,
      openJourneys: byLabel(this.#openEnds),
      examples: this.#examples?.parts(this.#projection) ?? [],
    };
  }
}
