// Counts rates and times on two sides: before and after a change, or for two filters. A visit or a journey may be on
// both sides. Without a comparison, everything is counted on one side.

import { type ComparedSums, CompareTally, type Side } from "../compare/tally.js";
import { FAILED, type FactSink, type JourneyState, UNKNOWN } from "./facts.js";
import { type MeanSums, MeanTally } from "./means.js";
import type { RateName } from "./plan.js";

/** The sides to which something belongs: bit 0 means side A, and bit 1 means side B. */
export type SideBits = 0 | 1 | 2 | 3;

/**
 * The base of `reach` counts the journeys in scope, and is the same for all labels. Each other row has a base of its
 * own, with the number of the row.
 */
export function baseOf(rates: readonly RateName[], labels: number, rate: RateName, label: number): number {
  return rate === "reach" ? rates.length * labels : rates.indexOf(rate) * labels + label;
}

export interface CountedSides {
  readonly rates: ComparedSums;
  readonly means: MeanSums;
}

/** The columns of the block that is being read. */
export interface Reading {
  readonly start: Float64Array;
  readonly outcome: Uint8Array | null;
}

export class SidesTally implements FactSink {
  readonly #rates: readonly RateName[];
  readonly #labels: number;
  readonly #sidesOf: (journey: number, at: number) => SideBits;
  readonly #tally = new CompareTally();
  readonly #means: MeanTally | null;
  #reading: Reading = { start: new Float64Array(0), outcome: null };

  /**
   * `sidesOf` receives a journey of the block that is being read, and the time of a visit or of another fact of this
   * journey.
   */
  constructor(
    rates: readonly RateName[],
    labels: number,
    hasMeans: boolean,
    sidesOf: (journey: number, at: number) => SideBits,
  ) {
    this.#rates = rates;
    this.#labels = labels;
    this.#sidesOf = sidesOf;
    this.#means = hasMeans ? new MeanTally() : null;
  }

  begin(reading: Reading): void {
    this.#reading = reading;
  }

  endCustomer(): void {
    this.#tally.endCustomer();
    this.#means?.endCustomer();
  }

  visited(label: number, journey: number, at: number, isMature: boolean, converts: boolean, index: number): void {
    if (isMature) this.#trial("conversion", label, journey, at, converts);
    const outcome = this.#reading.outcome?.[index] ?? UNKNOWN;
    if (outcome !== UNKNOWN) this.#trial("failure", label, journey, at, outcome === FAILED);
  }

  journey(visited: readonly number[], _entry: number, exit: number, journey: number, state: JourneyState): void {
    const start = this.#reading.start[journey]!;
    const sides = this.#sidesOf(journey, start);
    if (sides === 0) return;
    const base = baseOf(this.#rates, this.#labels, "reach", 0);
    const first = this.#rates.indexOf("reach") * this.#labels;
    for (const side of [0, 1] as const) {
      if (((sides >> side) & 1) === 0) continue;
      this.#tally.among(base, side);
      for (const label of visited) this.#tally.count(first + label, base, side);
    }
    if (!state.isClosed) return;
    for (const label of visited) this.#trial("dropOff", label, journey, start, label === exit && !state.reachesGoal);
  }

  arrived(): void {}
  assist(): void {}
  last(): void {}

  request(label: number, journey: number, at: number, wait: number): void {
    this.#wait(label, journey, at, wait);
  }

  opened(label: number, journey: number, at: number, wait: number): void {
    this.#wait(this.#labels + label, journey, at, wait);
  }

  contact(label: number, journey: number, at: number, isRepeated: boolean): void {
    this.#trial("repeatContact", label, journey, at, isRepeated);
  }

  customer(label: number, goals: number): void {
    if (goals > 0) this.#add("repeatPurchase", label, 0, goals > 1);
  }

  month(label: number, _month: number, isRetained: boolean): void {
    this.#add("retention", label, 0, isRetained);
  }

  finish(): CountedSides {
    const rows = this.#rates.length * this.#labels;
    return { rates: this.#tally.finish(rows, rows + 1), means: this.#means?.finish() ?? new Map() };
  }

  #trial(rate: RateName, label: number, journey: number, at: number, succeeds: boolean): void {
    const sides = this.#sidesOf(journey, at);
    if ((sides & 1) !== 0) this.#add(rate, label, 0, succeeds);
    if ((sides & 2) !== 0) this.#add(rate, label, 1, succeeds);
  }

  #add(rate: RateName, label: number, side: Side, succeeds: boolean): void {
    const row = this.#rates.indexOf(rate) * this.#labels + label;
    this.#tally.among(row, side);
    if (succeeds) this.#tally.count(row, row, side);
  }

  #wait(row: number, journey: number, at: number, wait: number): void {
    if (wait < 0 || this.#means === null) return;
    const sides = this.#sidesOf(journey, at);
    if ((sides & 1) !== 0) this.#means.add(row, 0, wait);
    if ((sides & 2) !== 0) this.#means.add(row, 1, wait);
  }
}
