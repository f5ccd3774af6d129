// The scan of opportunities. A trial is something that may go wrong, such as a visit. A cell counts the trials of one
// place, and is compared with the other cells of its set (plan.ts). For each cell, the scan computes the sums that the
// interval and the test need (stats/moments.ts): sums over customers of the numbers of their trials in the cell, and of
// the products of these numbers with those in the set. All sums are whole numbers.

import { type PartOf, PlannedScan, type ScanTask } from "../../engine/scan.js";
import { CROSS } from "../handoffs/evidence.js";
import { GapReader, type TrialSink } from "./gaps.js";
import { type OpportunitiesParams, type OpportunitiesPlan, opportunitiesPlan } from "./plan.js";

/**
 * The columns of a cell. CUSTOMERS is the number of customers with trials in the cell. WRONGED is the number of
 * customers for whom at least one of these goes wrong. The next five columns are the sums of n, f, n², f·n and f² over
 * customers. n is the number of a customer's trials, and f is the number of those that go wrong. ALONE is the number of
 * customers who have trials in no other cell of the set.
 */
export const OWN = { CUSTOMERS: 0, WRONGED: 1, N: 2, F: 3, NN: 4, FN: 5, FF: 6, ALONE: 7 } as const;
export const OWNS = 8;

export const countGaps = {
  name: "opportunities.count",
  begin(projection, params) {
    const plan = opportunitiesPlan(projection, params);
    const tally = new GapTally(plan, params);
    const reader = new GapReader(plan, tally);
    return { visit: (range) => reader.read(range), finish: () => tally.finish() };
  },
} satisfies ScanTask<OpportunitiesParams, unknown>;

export type CountedGaps = PartOf<typeof countGaps>;

class GapTally extends PlannedScan<OpportunitiesPlan, OpportunitiesParams> implements TrialSink {
  readonly #setOf = Uint32Array.from(this.plan.cells, ({ set }) => set);
  readonly #own = new Float64Array(this.plan.cells.length * OWNS);
  readonly #cross = new Float64Array(this.plan.cells.length * CROSS);
  readonly #setCustomers = new Float64Array(this.plan.sets);
  readonly #goalVisits = new Float64Array(this.plan.labels);
  // The trials of the current customer (n) and those that go wrong (f), for each cell and for each set. The two lists
  // after them name the cells and the sets in which the customer has trials.
  readonly #n = new Uint32Array(this.plan.cells.length);
  readonly #f = new Uint32Array(this.plan.cells.length);
  readonly #setN = new Uint32Array(this.plan.sets);
  readonly #setF = new Uint32Array(this.plan.sets);
  #cells: number[] = [];
  #sets: number[] = [];
  #journeys = 0;
  #customers = 0;
  #goalJourneys = 0;

  trial(cell: number, _journey: number, goesWrong: boolean): void {
    if (this.#n[cell] === 0) this.#cells.push(cell);
    this.#n[cell]!++;
    if (goesWrong) this.#f[cell]!++;
  }

  goal(label: number): void {
    this.#goalVisits[label]!++;
  }

  reached(): void {
    this.#goalJourneys++;
  }

  endCustomer(count: number): void {
    this.#journeys += count;
    this.#customers++;
    for (const cell of this.#cells) {
      const set = this.#setOf[cell]!;
      if (this.#setN[set] === 0) this.#sets.push(set);
      this.#setN[set]! += this.#n[cell]!;
      this.#setF[set]! += this.#f[cell]!;
    }
    for (const cell of this.#cells) {
      const set = this.#setOf[cell]!;
      const [n, f, N, F] = [this.#n[cell]!, this.#f[cell]!, this.#setN[set]!, this.#setF[set]!];
      const own = this.#own;
      const at = cell * OWNS;
      own[at + OWN.CUSTOMERS]!++;
      if (f > 0) own[at + OWN.WRONGED]!++;
      own[at + OWN.N]! += n;
      own[at + OWN.F]! += f;
      own[at + OWN.NN]! += n * n;
      own[at + OWN.FN]! += f * n;
      own[at + OWN.FF]! += f * f;
      if (n === N) own[at + OWN.ALONE]!++;
      const cross = this.#cross;
      const by = cell * CROSS;
      cross[by]! += n * N;
      cross[by + 1]! += n * F;
      cross[by + 2]! += f * N;
      cross[by + 3]! += f * F;
      this.#n[cell] = 0;
      this.#f[cell] = 0;
    }
    for (const set of this.#sets) {
      this.#setCustomers[set]!++;
      this.#setN[set] = 0;
      this.#setF[set] = 0;
    }
    this.#cells = [];
    this.#sets = [];
  }

  finish() {
    return {
      journeys: this.#journeys,
      customers: this.#customers,
      goalJourneys: this.#goalJourneys,
      /** The sums of each cell (`OWN`). The sums of a cell begin at index cell × OWNS. */
      own: this.#own,
      /**
       * The products of each cell with its set, in the columns of handoffs/evidence.ts. The products of a cell begin at
       * index cell × CROSS.
       */
      cross: this.#cross,
      /** For each set, the number of customers with trials in it. */
      setCustomers: this.#setCustomers,
      /** For each label, the number of visits that are themselves interactions of the goal. */
      goalVisits: this.#goalVisits,
    };
  }
}
