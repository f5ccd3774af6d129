// Sums the scores of answers on two sides, by label and kind of score. For each side, it keeps the sums over customers
// that the interval of a score needs. It also keeps the sums of products of both sides, because a customer may have
// answers on both. All sums are whole numbers, so the parts of several threads can be added in any order. Cost: linear
// in the answers.
import { worthOf } from "../../engine/feedback.js";
import { SCORE_KINDS } from "../../model/feedback.js";
import type { AnswerColumns } from "../../projection/answers.js";
import type { ClusterMoments, CrossMoments } from "../../stats/moments.js";
import type { Side } from "../compare/tally.js";

const KINDS = SCORE_KINDS.length;
/** The columns of a side. HAVING counts the customers whose scores do not add up to 0. */
const [N, S, NN, SN, SS, CUSTOMERS, HAVING, SIDE] = [0, 1, 2, 3, 4, 5, 6, 7] as const;
/**
 * The columns of the sums of products come after the columns of both sides: nxny, nxsy, sxny and sxsy, where x means
 * side A and y means side B.
 */
const CROSS = 2 * SIDE;
const COLUMNS = CROSS + 4;

/** The sums, indexed by label, then by kind of score, then by column. */
export type ComparedScoreSums = Float64Array;

/** Sums the scores of answers, customer after customer. */
export class ComparedScoreTally {
  readonly #sums: ComparedScoreSums;
  /** For each label and kind, the number and the sum of the current customer's scores on side A, then on side B. */
  readonly #own: Float64Array;
  readonly #ofCustomer: number[] = [];
  #customer = -1;

  constructor(labels: number) {
    this.#sums = new Float64Array(labels * KINDS * COLUMNS);
    this.#own = new Float64Array(labels * KINDS * 4);
  }

  /** Adds an answer to each side that is set: bit 0 is side A, and bit 1 is side B. */
  add(customer: number, label: number, answers: AnswerColumns, a: number, sides: number): void {
    if (customer !== this.#customer) {
      this.#endCustomer();
      this.#customer = customer;
    }
    for (let k = 0; k < KINDS; k++) {
      const kind = SCORE_KINDS[k]!;
      const code = answers[kind][a]!;
      if (code === 0) continue;
      const worth = worthOf(code, kind);
      for (const side of [0, 1] as const) if (((sides >> side) & 1) === 1) this.#count(label * KINDS + k, side, worth);
    }
  }

  /** Must be the last call. */
  finish(): ComparedScoreSums {
    this.#endCustomer();
    return this.#sums;
  }

  #count(row: number, side: Side, worth: number): void {
    const own = this.#own;
    const at = row * 4;
    if (own[at] === 0 && own[at + 2] === 0) this.#ofCustomer.push(row);
    own[at + 2 * side]!++;
    own[at + 2 * side + 1]! += worth;
  }

  #endCustomer(): void {
    for (const row of this.#ofCustomer) {
      const own = this.#own.subarray(row * 4, row * 4 + 4);
      const sums = this.#sums.subarray(row * COLUMNS, (row + 1) * COLUMNS);
      for (const side of [0, 1]) {
        const [n, s, at] = [own[2 * side]!, own[2 * side + 1]!, side * SIDE];
        if (n === 0) continue;
        sums[at + N]! += n;
        sums[at + S]! += s;
        sums[at + NN]! += n * n;
        sums[at + SN]! += s * n;
        sums[at + SS]! += s * s;
        sums[at + CUSTOMERS]!++;
        if (s !== 0) sums[at + HAVING]!++;
      }
      const [na, sa, nb, sb] = [own[0]!, own[1]!, own[2]!, own[3]!];
      sums[CROSS]! += na * nb;
      sums[CROSS + 1]! += na * sb;
      sums[CROSS + 2]! += sa * nb;
      sums[CROSS + 3]! += sa * sb;
      own.fill(0);
    }
    this.#ofCustomer.length = 0;
  }
}

/** The sums of one kind of score at one label, with the sum of the scores as `f`. */
export interface ComparedScoreCounts {
  readonly a: ClusterMoments;
  readonly b: ClusterMoments;
  readonly cross: CrossMoments;
  readonly having: readonly [a: number, b: number];
}

export function comparedCountsOf(sums: ComparedScoreSums, label: number, kind: number): ComparedScoreCounts {
  const row = sums.subarray((label * KINDS + kind) * COLUMNS, (label * KINDS + kind + 1) * COLUMNS);
  const side = (at: number): ClusterMoments => ({
    customers: row[at + CUSTOMERS]!,
    n: row[at + N]!,
    f: row[at + S]!,
    nn: row[at + NN]!,
    fn: row[at + SN]!,
    ff: row[at + SS]!,
  });
  return {
    a: side(0),
    b: side(SIDE),
    cross: { nxny: row[CROSS]!, nxfy: row[CROSS + 1]!, fxny: row[CROSS + 2]!, fxfy: row[CROSS + 3]! },
    having: [row[HAVING]!, row[SIDE + HAVING]!],
  };
}
