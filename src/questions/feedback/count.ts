// The scan of feedback counts scores by label and, if they are selected, interactions by label. It makes one pass over
// the answers, and one over the interactions of journeys in scope.

import { ScoreTally } from "../../engine/feedback.js";
import { JourneyView } from "../../engine/journeyView.js";
import { eachSelected } from "../../engine/kernels/bits.js";
import { type JourneyRange, PlannedScan, type ScanTask } from "../../engine/scan.js";
import { Scope } from "../../engine/scope.js";
import { firstAnswer, NOWHERE, UNJOINED } from "../../projection/answers.js";
import { eachAnswer, type FeedbackParams, type FeedbackPlan, feedbackPlan } from "./plan.js";

export const countFeedback = {
  name: "feedback.count",
  begin: (projection, params) => new FeedbackCounter(feedbackPlan(projection, params), params),
} satisfies ScanTask<FeedbackParams, unknown>;

class FeedbackCounter extends PlannedScan<FeedbackPlan, FeedbackParams> {
  readonly #scope = new Scope(this.plan.projection, this.plan.filter);
  readonly #tally = new ScoreTally(this.plan.labels.count);
  readonly #all = new ScoreTally(1);
  readonly #interactions = new Float64Array(this.plan.labels.count);
  readonly #view =
    this.params.wanted?.interactions === false
      ? null
      : new JourneyView(this.plan.projection.dictionary.touchpoints.length, this.plan.hide, []);
  readonly #labelOf = this.#view?.table(this.plan.labels.ofTouchpoint) ?? null;
  #unjoined = 0;
  #nowhere = 0;

  visit(range: JourneyRange): void {
    const plan = this.plan;
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
    const { block } = this.plan.projection.blocks[s]!;
    const [view, labelOf, interactions] = [this.#view!, this.#labelOf!, this.#interactions];
    eachSelected(this.#scope, (journey) => {
      view.enter(block, journey);
      const { codes, begin, end } = view;
      for (let i = begin; i < end; i++) interactions[labelOf[codes[i]!]!]!++;
    });
  }

  finish() {
    return {
      inScope: this.#scope.met,
      sums: this.#tally.finish(),
      /** Interactions by label; all 0 if they are not selected. */
      interactions: this.#interactions,
      /** The scores of all labels together. */
      all: this.#all.finish(),
      /** The number of live answers that belong to no interaction, and how many of them have no touchpoint. */
      unjoined: this.#unjoined,
      nowhere: this.#nowhere,
    };
  }
}
