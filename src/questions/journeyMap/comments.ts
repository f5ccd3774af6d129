// Chooses the answers of each touchpoint whose comments the map shows: answers with a low score and a comment, in order
// of the lowest score, then the latest first. The rule by which answers count is the rule of feedback. Only the places
// of the answers are chosen, because the store has their text. The cost is one pass over the answers.

import { isLow } from "../../engine/feedback.js";
import type { Scanner, ScanTask } from "../../engine/scan.js";
import { DEFAULT_PATH_OPTIONS, type JourneyFilter } from "../../engine/terms.js";
import type { AnswerColumns } from "../../projection/answers.js";
import type { Projection } from "../../projection/projection.js";
import { type AnswerPlace, comparePlaces, FirstPlaces } from "../answers/index.js";
import { eachAnswer, eachLooseAnswer, feedbackPlan } from "../feedback/plan.js";
import { MAX_COMMENTS } from "./plan.js";

interface CommentsParams {
  readonly filter: JourneyFilter | null;
}

/** The places of the comments by the key of the touchpoint. */
type Comments = ReadonlyMap<string, readonly AnswerPlace[]>;

const planOf = (projection: Projection, { filter }: CommentsParams) =>
  feedbackPlan(projection, { options: DEFAULT_PATH_OPTIONS, filter, first: 1 });

export const chooseComments: ScanTask<CommentsParams, Comments> = {
  name: "journeyMap.comments",
  begin(projection, params) {
    const plan = planOf(projection, params);
    const chosen = new Chosen(plan.labels.keys);
    return {
      visit(range) {
        const { customer } = projection.blocks[range.block]!.block;
        eachAnswer(plan, range, (journey, label, answers, a) => chosen.add(label, answers, a, customer[journey]!));
      },
      finish: () => chosen.comments(),
    };
  },
};

export async function lowestComments(
  projection: Projection,
  params: CommentsParams,
  scanner: Scanner,
): Promise<Comments> {
  const plan = planOf(projection, params);
  const parts = [...(await scanner.scan(chooseComments, params))];
  const loose = new Chosen(plan.labels.keys);
  eachLooseAnswer(plan, (label, answers, a) => loose.add(label, answers, a, answers.customer[a]!));
  parts.push(loose.comments());
  const all = new Map<string, AnswerPlace[]>();
  for (const part of parts) for (const [key, places] of part) all.set(key, [...(all.get(key) ?? []), ...places]);
  return new Map([...all].map(([key, places]) => [key, places.sort(comparePlaces).slice(0, MAX_COMMENTS)]));
}

class Chosen {
  readonly #keys: readonly string[];
  readonly #byLabel = new Map<number, FirstPlaces>();

  constructor(keys: readonly string[]) {
    this.#keys = keys;
  }

  add(label: number, answers: AnswerColumns, a: number, customer: number): void {
    if (answers.comment[a] === 0 || !isLow(answers, a)) return;
    const first = this.#byLabel.get(label) ?? new FirstPlaces({ order: "LOWEST", limit: MAX_COMMENTS });
    this.#byLabel.set(label, first);
    first.add(answers, a, customer);
  }

  comments(): Comments {
    return new Map([...this.#byLabel].map(([label, first]) => [this.#keys[label]!, first.places()]));
  }
}
