// The scans of ends. The first scan counts entries and exits by label. The second scan counts the journeys whose entry
// and exit are both on rows shown. It runs only if some rows are not shown and the client selects `shown`. Each scan is
// one pass.

import { ExampleRows } from "../../engine/examples.js";
import { countSelected, countValues, eachBackward, keepAmong, type Selection } from "../../engine/kernels/bits.js";
import { addEnds, addOwnersOfEnds, endPairsOf } from "../../engine/kernels/paths.js";
import { eachJourney, type JourneyRange, PlannedScan, type ScanTask } from "../../engine/scan.js";
import { openWords, Scope } from "../../engine/scope.js";
import { Sequences } from "../../engine/sequences.js";
import type { Block } from "../../projection/projection.js";
import { type EndsParams, type EndsPlan, endsPlan, JourneyEnds } from "./plan.js";

/** The counts of entries and of exits. */
const SIDES = 2;

export const countEnds = {
  name: "ends.count",
  begin: (projection, params) => new EndsCounter(endsPlan(projection, params), params),
} satisfies ScanTask<EndsParams, unknown>;

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
  /** The number of codes that such pairs have. */
  readonly #paired: number;
  /**
   * Counts of journeys by both codes, which is faster for blocks that have a column of such pairs (`endPairsOf`).
   * `sides` adds these counts to the other arrays. Null until a journey of such a block is counted.
   */
  #pairs: Uint32Array | null = null;

  constructor(touchpoints: number, tableSize: number) {
    this.#paired = Math.min(touchpoints, 1 << 8);
    this.#entries = new Uint32Array(tableSize);
    this.#exits = new Uint32Array(tableSize);
  }

  add(selection: Selection, { isPlain, offsets, codes }: Sequences, block: Block): void {
    const pairs = isPlain ? endPairsOf(block) : null;
    if (pairs === null) addEnds(selection, offsets, codes, this.#entries, this.#exits);
    else {
      this.#pairs ??= new Uint32Array(this.#paired << 8);
      countValues(selection, pairs, this.#pairs);
    }
  }

  sides(): readonly [Uint32Array, Uint32Array] {
    if (this.#pairs !== null)
      for (let entry = 0; entry < this.#paired; entry++)
        for (let exit = 0; exit < this.#paired; exit++) {
          const count = this.#pairs[(entry << 8) | exit]!;
          this.#entries[entry]! += count;
          this.#exits[exit]! += count;
        }
    return [this.#entries, this.#exits];
  }
}

class EndsCounter extends PlannedScan<EndsPlan, EndsParams> {
  readonly #countsCustomers = this.params.wanted?.customers !== false;
  readonly #scope = new Scope(this.plan.projection, this.plan.filter, this.#countsCustomers);
  readonly #sequences = new Sequences(this.plan.projection.dictionary.touchpoints.length, this.plan.hide, []);
  readonly #labelOf = this.#sequences.view.table(this.plan.labels.ofTouchpoint);
  readonly #labels = this.plan.labels.count;
  readonly #ends = this.#tables();
  readonly #openEnds = this.#tables();
  /** The customers with an entry of each label, followed by the customers with an exit of each label. */
  readonly #customers = new Uint32Array(this.#labels * SIDES);
  readonly #seen = new Float64Array(this.#labels * SIDES);
  /** The examples of each entry and exit, in the same order. There are none if they are not selected. */
  readonly #examples = this.params.wanted?.examples === false ? null : new ExampleRows(this.#labels * SIDES);
  /** The number of journeys that have interactions left after `hide`. */
  #counted = 0;
  #open = 0;

  visit(range: JourneyRange): void {
    const { block } = this.plan.projection.blocks[range.block]!;
    const scope = this.#scope;
    scope.enter(range, null);
    this.#sequences.enter(block, scope);
    const { offsets, codes } = this.#sequences;
    this.#counted += countSelected(scope);
    this.#ends.add(scope, this.#sequences, block);
    if (this.#countsCustomers)
      addOwnersOfEnds(scope, offsets, codes, block.customer, this.#labelOf, this.#labels, this.#customers, this.#seen);
    if (this.#examples !== null) this.#addExamples(this.#examples, block);
    keepAmong(scope, openWords(this.plan.projection, range.block));
    const open = countSelected(scope);
    if (open === 0) return;
    this.#open += open;
    this.#openEnds.add(scope, this.#sequences, block);
  }

  #tables(): EndTables {
    return new EndTables(this.plan.projection.dictionary.touchpoints.length, this.#sequences.view.tableSize);
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

  finish() {
    const byLabel = (tables: EndTables): Uint32Array => {
      const rows = new Uint32Array(this.#labels * SIDES);
      tables.sides().forEach((counts, side) => {
        for (let code = 0; code < counts.length; code++)
          rows[side * this.#labels + this.#labelOf[code]!]! += counts[code]!;
      });
      return rows;
    };
    return {
      inScope: this.#scope.met,
      counted: this.#counted,
      open: this.#open,
      journeys: byLabel(this.#ends),
      customers: this.#customers,
      openJourneys: byLabel(this.#openEnds),
      examples: this.#examples?.parts(this.plan.projection) ?? [],
    };
  }
}
