// Reads the trials of all cells, customer by customer. All counts of opportunities come from these trials: the scan
// adds them up, and drill-down finds the journeys of a cell by them.

import { type JourneyRange, Planned } from "../../engine/scan.js";
import { hasFailed, NO } from "../../engine/selector.js";
import { INITIATORS } from "../../model/interaction.js";
import { type BlockAnswers, firstAnswer, scoreOf, UNJOINED } from "../../projection/answers.js";
import type { Block } from "../../projection/projection.js";
import { CustomerJourneys } from "../touchpointPerformance/customerJourneys.js";
import { FAILED, type FactSink, Facts, type JourneyState, UNKNOWN } from "../touchpointPerformance/facts.js";
import { ANSWER_WITHIN, type OpportunitiesPlan, SATISFIED_FROM } from "./plan.js";

/** The code of the brand in the column of initiators. */
const BRAND = 1 + INITIATORS.indexOf("BRAND");

export interface TrialSink {
  /**
   * A trial of a cell. A visit is a trial for each segment, in the cell of its members or in the cell of the others.
   */
  trial(cell: number, journey: number, goesWrong: boolean): void;
  /** A visit that is itself an interaction of the goal. */
  goal(label: number): void;
  /** A journey that reaches the goal. */
  reached(journey: number): void;
  /** `count` is the number of the customer's journeys. */
  endCustomer(count: number): void;
}

export class GapReader extends Planned<OpportunitiesPlan> implements FactSink {
  readonly #sink: TrialSink;
  readonly #facts = new Facts(this.plan);
  readonly #customers = new CustomerJourneys();
  readonly #newest = this.plan.projection.newest ?? Number.NEGATIVE_INFINITY;
  /** For each place (a stage and a channel), the number of the last journey that had an interaction there. */
  readonly #lastJourney = new Uint32Array(this.plan.places);
  /** For each service level, the index of the interaction at which the current wait began; −1 if there is none. */
  readonly #began = new Int32Array(this.plan.levels.length);
  /** For each segment, the offset of the current customer's cells: 0 if the customer is a member, and 1 otherwise. */
  readonly #side = new Uint8Array(this.plan.segments.length);
  #block: Block | null = null;
  #number = 0;
  /** The first answer of the current or a later journey. */
  #answer = 0;

  constructor(plan: OpportunitiesPlan, sink: TrialSink) {
    super(plan);
    this.#sink = sink;
  }

  read(range: JourneyRange): void {
    const { projection, test, segments } = this.plan;
    const { answers } = projection.blocks[range.block]!.block;
    this.#answer = answers == null ? 0 : firstAnswer(answers, range.from);
    this.#customers.each(projection, range, test, (block, journeys, count) => {
      this.#block = block;
      const customer = block.customer[journeys[0]!]!;
      for (const [s, { members }] of segments.entries()) this.#side[s] = members[customer] === 1 ? 0 : 1;
      this.#facts.read(block, journeys, count, this);
      this.#sink.endCustomer(count);
    });
  }

  visited(label: number, journey: number, _at: number, isMature: boolean, converts: boolean, index: number): void {
    const { labels, consistencyAt, isShared, segments, goal } = this.plan;
    const block = this.#block!;
    if (goal.byTouchpoint[block.touchpoint[index]!] !== NO && goal.matches(block, index)) this.#sink.goal(label);
    if (isMature)
      for (let s = 0; s < segments.length; s++)
        this.#sink.trial(2 * (s * labels + label) + this.#side[s]!, journey, !converts);
    const outcome = block.columns.outcome?.[index] ?? UNKNOWN;
    if (outcome !== UNKNOWN && isShared[label] === 1)
      this.#sink.trial(consistencyAt + label, journey, outcome === FAILED);
  }

  journey(_visited: readonly number[], _entry: number, _exit: number, journey: number, state: JourneyState): void {
    const block = this.#block!;
    const { placeOf, accessibilityAt, levels } = this.plan;
    const { touchpoint, offsets } = block;
    const from = offsets[journey]!;
    const to = offsets[journey + 1]!;
    if (state.reachesGoal) this.#sink.reached(journey);
    if (state.isClosed) {
      this.#number++;
      let exit = -1;
      for (let i = to - 1; i >= from; i--) {
        if (this.#isBrandSent(block, i)) continue;
        const place = placeOf[touchpoint[i]!]!;
        if (exit < 0) exit = place;
        if (this.#lastJourney[place] === this.#number) continue;
        this.#lastJourney[place] = this.#number;
        this.#sink.trial(accessibilityAt + place, journey, place === exit && !state.reachesGoal);
      }
    }
    if (levels.length > 0) this.#waits(block, journey, from, to);
    const { answers } = block;
    if (answers != null) {
      while (this.#answer < answers.count && answers.journey[this.#answer]! < journey) this.#answer++;
      this.#satisfaction(block, answers, journey);
    }
    const isAnswered = answers != null && this.#answer < answers.count && answers.journey[this.#answer] === journey;
    if (block.columns.outcome !== null || isAnswered) this.#badMoments(block, journey, from, to, state.isClosed);
  }

  /** Reports answers about satisfaction that belong to an interaction. */
  #satisfaction({ touchpoint }: Block, answers: BlockAnswers, journey: number): void {
    const { labelOf, isShared, satisfactionAt } = this.plan;
    for (let a = this.#answer; a < answers.count && answers.journey[a] === journey; a++) {
      const interaction = answers.interaction[a]!;
      if (interaction === UNJOINED) return;
      const label = labelOf[touchpoint[interaction]!]!;
      const code = answers.csat[a]!;
      if (code === 0 || isShared[label] === 0) continue;
      this.#sink.trial(satisfactionAt + label, journey, scoreOf(code, "csat") < SATISFIED_FROM);
    }
  }

  #isBrandSent(block: Block, i: number): boolean {
    const known = block.columns.initiatedBy?.[i] ?? 0;
    return known === 0 ? this.plan.isBrandSent[block.touchpoint[i]!] === 1 : known === BRAND;
  }

  /**
   * Reports waits. A wait runs from the last interaction at the `from` of a service level to the next interaction at
   * its `to`.
   */
  #waits(block: Block, journey: number, from: number, to: number): void {
    const { levels, begins, ends, timelinessAt } = this.plan;
    const { touchpoint, elapsed } = block;
    const began = this.#began.fill(-1);
    for (let i = from; i < to; i++) {
      const code = touchpoint[i]!;
      for (let l = 0; l < levels.length; l++) {
        if (began[l]! >= 0 && ends[l]![code] === 1) {
          this.#sink.trial(timelinessAt + l, journey, elapsed[i]! - elapsed[began[l]!]! > levels[l]!.wait);
          began[l] = -1;
        }
        if (begins[l]![code] === 1) began[l] = i;
      }
    }
  }

  /**
   * Reports interactions that failed or left a bad emotion, at touchpoints where no person answers, once the time
   * within which a person should respond is over. The answers of a journey are in order of its interactions. Answers
   * that belong to no interaction come last.
   */
  #badMoments(block: Block, journey: number, from: number, to: number, isClosed: boolean): void {
    const { isAssisted, labelOf, empathyAt, emotionAt } = this.plan;
    const { touchpoint, elapsed, answers } = block;
    const start = block.start[journey]!;
    const count = answers?.count ?? 0;
    let a = this.#answer;
    for (let i = from; i < to; i++) {
      const code = touchpoint[i]!;
      const fails = hasFailed(block, i);
      let isFelt = false;
      for (; a < count && answers!.journey[a] === journey && answers!.interaction[a]! <= i; a++) {
        const emotion = answers!.emotion[a]!;
        if (emotion !== 0 && scoreOf(emotion, "emotion") < 0) isFelt = true;
      }
      if (!(fails || isFelt) || isAssisted[code] === 1) continue;
      if (!isClosed && start + elapsed[i]! + ANSWER_WITHIN > this.#newest) continue;
      let isAnswered = false;
      for (let j = i + 1; j < to && elapsed[j]! - elapsed[i]! <= ANSWER_WITHIN && !isAnswered; j++)
        isAnswered = isAssisted[touchpoint[j]!] === 1;
      const label = labelOf[code]!;
      if (fails) this.#sink.trial(empathyAt + label, journey, !isAnswered);
      if (isFelt) this.#sink.trial(emotionAt + label, journey, !isAnswered);
    }
  }

  arrived(): void {}
  assist(): void {}
  last(): void {}
  request(): void {}
  opened(): void {}
  contact(): void {}
  customer(): void {}
  month(): void {}
}
