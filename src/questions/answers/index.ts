// Which feedback answers belong to a touchpoint? This is an internal question, with which the service finds the answers
// of a page. In the order NEWEST, answers are sorted by time, then by the number of the customer, then by ordinal, all
// descending. The order LOWEST is by the lowest score of each answer, relative to the scale of the score. Answers with
// equal scores are ordered as in NEWEST, and answers without a score come last. Each thread keeps the first `limit`
// answers. The cost is one pass over the answers.
import { type ScanTask } from "../../engine/scan.js";
import { SCALES, SCORE_KINDS } from "../../model/feedback.js";
import { type AnswerColumns, firstAnswer, NOWHERE, touchpointOf } from "../../projection/answers.js";
import { answering, type Question } from "../question.js";

export const ANSWER_ORDERS = ["NEWEST", "LOWEST"] as const;
export type AnswerOrder = (typeof ANSWER_ORDERS)[number];

export interface AnswersParams {
  /** Key of the touchpoint. */
  readonly touchpoint: string;
  readonly order: AnswerOrder;
  /** Whether only answers with a comment are listed. */
  readonly comments: boolean;
  readonly limit: number;
  /** Only answers that come after this one are listed. */
  readonly after: AnswerPlace | null;
}

export interface AnswerPlace {
  /**
   * The lowest score, from 0 to 1 relative to its scale. It is 2 if the answer has no score, and 0 if the order is
   * NEWEST.
   */
  readonly low: number;
  /** The time of the answer, in UTC milliseconds. */
  readonly at: number;
  /** The number of the customer. */
  readonly customer: number;
  /** The index of the answer among the answers of its customer. */
  readonly ordinal: number;
}

export interface AnswersResult {
  readonly places: readonly AnswerPlace[];
  /** The number of answers of the touchpoint, on all pages together. */
  readonly count: number;
}

export const answers = answering<AnswersParams, AnswersResult>(async (projection, params, scanner) => {
  const parts = await scanner.scan(chooseAnswers, params);
  const loose = new FirstPlaces(params);
  const { looseAnswers, dictionary } = projection;
  for (let a = 0; a < looseAnswers.count; a++) {
    const code = looseAnswers.touchpoint[a]!;
    if (code !== NOWHERE && dictionary.touchpoints[code] === params.touchpoint)
      loose.add(looseAnswers, a, looseAnswers.customer[a]!);
  }
  return {
    places: [...parts.flatMap(({ places }) => places), ...loose.places()].sort(comparePlaces).slice(0, params.limit),
    count: parts.reduce((sum, { count }) => sum + count, loose.count),
  };
});

export const chooseAnswers: ScanTask<AnswersParams, AnswersResult> = {
  name: "answers.choose",
  begin(projection, params) {
    const isAsked = projection.dictionary.touchpoints.map((key) => key === params.touchpoint);
    const first = new FirstPlaces(params);
    return {
      visit({ block: s, from, to }) {
        const { block, live } = projection.blocks[s]!;
        const { answers } = block;
        if (answers == null) return;
        for (let a = firstAnswer(answers, from); a < answers.count && answers.journey[a]! < to; a++) {
          const journey = answers.journey[a]!;
          if (live !== null && live[journey] === 0) continue;
          const code = touchpointOf(block, answers, a);
          if (code !== NOWHERE && isAsked[code]) first.add(answers, a, block.customer[journey]!);
        }
      },
      finish: () => ({ places: first.places(), count: first.count }),
    };
  },
};

/** Keeps the first `limit` answers in the given order, and counts all of them. */
export class FirstPlaces {
  count = 0;
  readonly #params: Pick<AnswersParams, "order" | "limit"> & Partial<Pick<AnswersParams, "comments" | "after">>;
  #places: AnswerPlace[] = [];

  constructor(params: Pick<AnswersParams, "order" | "limit"> & Partial<Pick<AnswersParams, "comments" | "after">>) {
    this.#params = params;
  }

  add(answers: AnswerColumns, a: number, customer: number): void {
    const { order, comments = false, after = null, limit } = this.#params;
    if (comments && answers.comment[a] === 0) return;
    this.count++;
    const low = order === "NEWEST" ? 0 : lowest(answers, a);
    const place = { low, at: answers.at[a]!, customer, ordinal: answers.ordinal[a]! };
    if (after !== null && comparePlaces(place, after) <= 0) return;
    this.#places.push(place);
    if (this.#places.length >= 2 * limit + 100) this.#places = this.places();
  }

  places(): AnswerPlace[] {
    return this.#places.sort(comparePlaces).slice(0, this.#params.limit);
  }
}

function lowest(answers: AnswerColumns, a: number): number {
  let low = 2;
  for (const kind of SCORE_KINDS) {
    const code = answers[kind][a]!;
    const { least, most } = SCALES[kind];
    if (code !== 0) low = Math.min(low, (code - 1) / (most - least));
  }
  return low;
}

export function comparePlaces(a: AnswerPlace, b: AnswerPlace): number {
  return a.low - b.low || b.at - a.at || b.customer - a.customer || b.ordinal - a.ordinal;
}

export const question: Question<AnswersParams, AnswersResult> = { tasks: [chooseAnswers], run: answers };
