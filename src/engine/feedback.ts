// Sums the scores of feedback answers for each label, for every question that shows feedback.
// questions/feedback/scores.ts computes the values to show from these sums. The sums are also kept over customers,
// because answers of one customer resemble each other. All sums are whole numbers, so the parts of several threads can
// be added in any order. The time is linear in the answers.
import { LOW_UP_TO, SCORE_KINDS, type ScoreKind } from "../model/feedback.js";
import { type AnswerColumns, scoreOf } from "../projection/answers.js";

/**
 * The number that a score adds to its sum. For CSAT, it is 1 if the customer is satisfied. For NPS, it is 1 for a
 * promoter and −1 for a detractor. For other kinds, it is the score itself.
 */
const WORTH: Readonly<Record<ScoreKind, (score: number) => number>> = {
  csat: (score) => (score >= 4 ? 1 : 0),
  nps: (score) => (score >= 9 ? 1 : score <= 6 ? -1 : 0),
  ces: (score) => score,
  emotion: (score) => score,
};

/** The number that a score adds to a sum. `code` is the code of the score, which must be greater than 0. */
export function worthOf(code: number, kind: ScoreKind): number {
  return WORTH[kind](scoreOf(code, kind));
}

/**
 * Sums are kept in slots. Each label has one slot for each kind of score, and then three more: ANY for all answers,
 * SCORED for answers with at least one score, and LOW for answers with a low score. The sum of SCORED is the number of
 * answers with a low score.
 */
const ANY = SCORE_KINDS.length;
const SCORED = ANY + 1;
const LOW = ANY + 2;
const SLOTS = ANY + 3;
/** The columns of a slot, and their number. Only the slot ANY uses UNJOINED_ANSWERS, ANSWERED and COMMENTS. */
const [N, S, NN, SN, SS, CUSTOMERS, JOURNEYS, UNJOINED_ANSWERS, ANSWERED, COMMENTS, COLUMNS] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
] as const;

/** The sums of all labels: for each label its slots, and in each slot its columns. */
export type ScoreSums = Float64Array;

/** Whether at least one score of the answer is low. */
export function isLow(answers: AnswerColumns, a: number): boolean {
  return SCORE_KINDS.some((kind) => {
    const code = answers[kind][a]!;
    return code !== 0 && scoreOf(code, kind) <= LOW_UP_TO[kind];
  });
}

/** Sums the scores of answers, journey after journey. Journeys of a customer are neighbours. */
export class ScoreTally {
  readonly sums: ScoreSums;
  /** For each slot, the number and the sum of the current customer's scores. */
  readonly #n: Float64Array;
  readonly #s: Float64Array;
  readonly #ofCustomer: number[] = [];
  /** For each slot, 1 if the current journey has an answer that belongs to the slot. */
  readonly #has: Uint8Array;
  readonly #ofJourney: number[] = [];
  #customer = -1;
  #lastInteraction = -1;

  constructor(labels: number) {
    this.sums = new Float64Array(labels * SLOTS * COLUMNS);
    this.#n = new Float64Array(labels * SLOTS);
    this.#s = new Float64Array(labels * SLOTS);
    this.#has = new Uint8Array(labels * SLOTS);
  }

  /** Begins another journey, of the same or another customer. */
  begin(customer: number): void {
    this.#endJourney();
    if (customer === this.#customer) return;
    this.#endCustomer();
    this.#customer = customer;
  }

  /**
   * Adds an answer of the current journey. `interaction` is the interaction to which the answer belongs, or −1 if there
   * is none.
   */
  add(label: number, answers: AnswerColumns, a: number, interaction: number): void {
    const any = label * SLOTS + ANY;
    const { sums } = this;
    const isJoined = interaction >= 0;
    this.#count(any, 0, isJoined);
    if (!isJoined) sums[any * COLUMNS + UNJOINED_ANSWERS]!++;
    else if (interaction !== this.#lastInteraction) sums[any * COLUMNS + ANSWERED]!++;
    this.#lastInteraction = interaction;
    sums[any * COLUMNS + COMMENTS]! += answers.comment[a]!;
    let isScored = false;
    for (let k = 0; k < SCORE_KINDS.length; k++) {
      const kind = SCORE_KINDS[k]!;
      const code = answers[kind][a]!;
      if (code === 0) continue;
      isScored = true;
      this.#count(label * SLOTS + k, worthOf(code, kind), isJoined);
    }
    if (!isScored) return;
    const low = isLow(answers, a);
    this.#count(label * SLOTS + SCORED, low ? 1 : 0, isJoined);
    if (low) this.#count(label * SLOTS + LOW, 1, isJoined);
  }

  /** Returns the sums. No answer may be added afterwards. */
  finish(): ScoreSums {
    this.#endJourney();
    this.#endCustomer();
    return this.sums;
  }

  #count(slot: number, worth: number, isJoined: boolean): void {
    if (this.#n[slot] === 0) this.#ofCustomer.push(slot);
    this.#n[slot]!++;
    this.#s[slot]! += worth;
    if (!isJoined || this.#has[slot] === 1) return;
    this.#has[slot] = 1;
    this.#ofJourney.push(slot);
  }

  #endJourney(): void {
    for (const slot of this.#ofJourney) {
      this.#has[slot] = 0;
      this.sums[slot * COLUMNS + JOURNEYS]!++;
    }
    this.#ofJourney.length = 0;
    this.#lastInteraction = -1;
  }

  #endCustomer(): void {
    const { sums } = this;
    for (const slot of this.#ofCustomer) {
      const [n, s, at] = [this.#n[slot]!, this.#s[slot]!, slot * COLUMNS];
      sums[at + N]! += n;
      sums[at + S]! += s;
      sums[at + NN]! += n * n;
      sums[at + SN]! += s * n;
      sums[at + SS]! += s * s;
      sums[at + CUSTOMERS]!++;
      this.#n[slot] = 0;
      this.#s[slot] = 0;
    }
    this.#ofCustomer.length = 0;
  }
}

/** The sums of one slot. */
export interface SlotSums {
  readonly n: number;
  readonly s: number;
  /** Σ n_c², Σ s_c·n_c and Σ s_c² over customers c. */
  readonly nn: number;
  readonly sn: number;
  readonly ss: number;
  readonly customers: number;
  readonly journeys: number;
}

export function sumsOfKind(sums: ScoreSums, label: number, kind: ScoreKind): SlotSums {
  return slotAt(sums, (label * SLOTS + SCORE_KINDS.indexOf(kind)) * COLUMNS);
}

/** The sums of the slot ANY of a label. */
export interface AnswerSums extends SlotSums {
  readonly unjoined: number;
  readonly answered: number;
  readonly comments: number;
}

export function sumsOfAnswers(sums: ScoreSums, label: number): AnswerSums {
  const at = (label * SLOTS + ANY) * COLUMNS;
  const [unjoined, answered, comments] = [UNJOINED_ANSWERS, ANSWERED, COMMENTS].map((column) => sums[at + column]!);
  return { ...slotAt(sums, at), unjoined: unjoined!, answered: answered!, comments: comments! };
}

/**
 * Returns the sums of answers with a score (`s` is the number of low scores), and the sums of answers with a low score.
 */
export function sumsOfLow(sums: ScoreSums, label: number): { readonly scored: SlotSums; readonly low: SlotSums } {
  const [scored, low] = [SCORED, LOW].map((slot) => slotAt(sums, (label * SLOTS + slot) * COLUMNS));
  return { scored: scored!, low: low! };
}

function slotAt(sums: ScoreSums, at: number): SlotSums {
  const [n, s, nn, sn, ss, customers, journeys] = sums.subarray(at, at + JOURNEYS + 1);
  return { n: n!, s: s!, nn: nn!, sn: sn!, ss: ss!, customers: customers!, journeys: journeys! };
}
