// Sums the scores of answers on two sides, for each label and kind of score. In the tally (compare/tally.ts), each of
// these is a row: the row counts the sum of the scores, and its base counts the answers with this score. All sums are
// whole numbers, so the parts of several threads can be added in any order. The time is linear in the answers.
import { worthOf } from "../../engine/feedback.js";
import { SCORE_KINDS } from "../../model/feedback.js";
import type { AnswerColumns } from "../../projection/answers.js";
import { type ComparedCounts, type ComparedSums, CompareTally, countsOf, mergedSums, SIDES } from "../compare/tally.js";

const KINDS = SCORE_KINDS.length;

/** Sums the scores of answers, customer after customer. */
export class ComparedScoreTally {
  readonly #tally = new CompareTally();
  readonly #rows: number;
  #customer = -1;

  constructor(labels: number) {
    this.#rows = labels * KINDS;
  }

  /** Adds an answer to each side that is set: bit 0 is side A, and bit 1 is side B. */
  add(customer: number, label: number, answers: AnswerColumns, a: number, sides: number): void {
    const tally = this.#tally;
    if (customer !== this.#customer) tally.endCustomer();
    this.#customer = customer;
    for (let k = 0; k < KINDS; k++) {
      const kind = SCORE_KINDS[k]!;
      const code = answers[kind][a]!;
      if (code === 0) continue;
      const row = label * KINDS + k;
      const worth = worthOf(code, kind);
      for (const side of SIDES) {
        if (((sides >> side) & 1) === 0) continue;
        tally.among(row, side);
        if (worth !== 0) tally.count(row, row, side, worth);
      }
    }
  }

  finish(): ComparedSums {
    this.#tally.endCustomer();
    return this.#tally.finish(this.#rows, this.#rows);
  }
}

/** The sums of each label and kind of score, from all parts. `kind` is an index of SCORE_KINDS. */
export function comparedCounts(
  parts: readonly ComparedSums[],
  labels: number,
): (label: number, kind: number) => ComparedCounts {
  const sums = mergedSums(parts, null, labels * KINDS, labels * KINDS);
  return (label, kind) => countsOf(sums, label * KINDS + kind, label * KINDS + kind);
}
