// The scan of feedback counts scores by label and, if they are selected, interactions by label. It makes one pass over
// the answers, and one over the interactions of journeys in scope.

import { type ScoreSums, ScoreTally } from "../../engine/feedback.js";
import { JourneyView } from "../../engine/journeyView.js";
import { eachSelected } from "../../engine/kernels/bits.js";
import type { JourneyRange, Scan, ScanTask } from "../../engine/scan.js";
import { Scope } from "../../engine/scope.js";
import type { InScope } from "../../engine/terms.js";
import { firstAnswer, NOWHERE, UNJOINED } from "../../projection/answers.js";
import { eachAnswer, type FeedbackParams, type FeedbackPlan, feedbackPlan } from "./plan.js";

export interface CountedFeedback {
  readonly inScope: InScope;
  readonly sums: ScoreSums;
  /** Interactions by label; all 0 if they are not selected. */
  readonly interactions: Float64Array;
  /** The scores of all labels together. */
  readonly all: ScoreSums;
  /** The number of live answers that belong to no interaction, and how many of them have no touchpoint. */
  readonly unjoined: number;
  readonly nowhere: number;
}

export const countFeedback: ScanTask<FeedbackParams, CountedFeedback> = {
  name: "feedback.count",
  begin: (projection, params) => new FeedbackCounter(feedbackPlan(projection, params), params),
};

class FeedbackCounter implements Scan<CountedFeedback> {
  readonly #plan: FeedbackPlan;
  readonly #scope: Scope;
  readonly #tally: ScoreTally;
  readonly #all = new ScoreTally(1);
  readonly #interactions: Float64Array;
  readonly #view: JourneyView | null;
  readonly #labelOf: Uint16Array | null;
  #unjoined = 0;
  #nowhere = 0;

  constructor(plan: FeedbackPlan, { wanted }: FeedbackParams) {
    const { projection, filter, labels, hide } = plan;
    this.#plan = plan;
    this.#scope = new Scope(projection, filter);
    this.#tally = new ScoreTally(labels.count);
    this.#interactions = new Float64Array(labels.count);
    this.#view =
      wanted?.interactions === false ? null : new JourneyView(projection.dictionary.touchpoints.length, hide, []);
    this.#labelOf = this.#view?.table(labels.ofTouchpoint) ?? null;
  }

  visit(range: JourneyRange): void {
    const plan = this.#plan;
    const { block, live } = plan.projection.blocks[range.block]!;
    if (plan.test !== null || this.#view !== null) this.#scope.enter(range, null);
    let journey = -1;
    eachAnswer(plan, range, (j, label, answers, a, interaction) => {
      if (j !== journey) {
        journey = j;
        this.#tally.begin(block.customer[j]!);
        this.#all.begin(block.customer[j]!);
      }
      this.#tally.add(label, answers, a, interaction);
      this.#all.add(0, answers, a, interaction);
    });
    const { answers } = block;
    if (answers != null)
      for (let a = firstAnswer(answers, range.from); a < answers.count && answers.journey[a]! < range.to; a++) {
        if (answers.interaction[a] !== UNJOINED || live?.[answers.journey[a]!] === 0) continue;
        this.#unjoined++;
        if (answers.touchpoint[a] === NOWHERE) this.#nowhere++;
      }
    if (this.#view !== null) this.#count(range.block);
  }

  #count(s: number): void {
    const { block } = this.#plan.projection.blocks[s]!;
    const [view, labelOf, interactions] = [this.#view!, this.#labelOf!, this.#interactions];
    eachSelected(this.#scope, (journey) => {
      view.enter(block, journey);
      const { codes, begin, end } = view;
      for (let i = begin; i < end; i++) interactions[labelOf[codes[i]!]!]!++;
    });
  }

  finish(): CountedFeedback {
    return {
      inScope: this.#scope.met,
      sums: this.#tally.finish(),
      interactions: this.#interactions,
      all: this.#all.finish(),
      unjoined: this.#unjoined,
      nowhere: this.#nowhere,
    };
  }
}
