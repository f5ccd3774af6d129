// Finds what happens at each touchpoint, channel, kind or stage, customer by customer. The class `Facts` reports these
// facts. All counts of touchpointPerformance come from them: the scan counts them, and drill-down finds journeys by
// them. journeyMap counts them for each stage, and opportunities for each segment.
//
// A visit is an interaction. A visit is mature if its time + `within` is not after the newest interaction of the store.
// It converts if a later interaction of its journey reaches the goal, at most `within` after the visit. A case consists
// of the interactions of one journey that have the same case id. It belongs to the touchpoint of its first interaction.
// Finding all facts takes one pass over the journeys.

import type { Calendar } from "../../engine/periods.js";
import { isOpen, Planned } from "../../engine/scan.js";
import type { CompiledSelector } from "../../engine/selector.js";
import { INITIATORS, type Initiator } from "../../model/interaction.js";
import { DAY } from "../../model/time.js";
import type { Block, Projection } from "../../projection/projection.js";
import { touchpointsByCode } from "../../projection/touchpoints.js";

/** A second contact about a case counts as repeated contact if it comes within this time, as for handoffs. */
export const REPEAT_WITHIN = 7 * DAY;

/** The codes of the outcome column. */
export const UNKNOWN = 0;
export const FAILED = 2;

/**
 * Receives the facts of each journey of a customer, and then the facts of the customer. `journey` is the index of a
 * journey in the block.
 */
export interface FactSink {
  /** `index` is the interaction's index in the block. */
  visited(label: number, journey: number, at: number, isMature: boolean, converts: boolean, index: number): void;
  /** The time from the previous interaction to a visit. It is reported only if the two have different labels. */
  arrived(label: number, wait: number): void;
  /** A journey, with each of its labels once, and its first and its last label. */
  journey(visited: readonly number[], entry: number, exit: number, journey: number, state: JourneyState): void;
  /** A conversion with a touch at the label before its last touch. It is reported once per conversion and label. */
  assist(label: number, journey: number): void;
  /** A conversion whose last touch is at the label. */
  last(label: number, journey: number): void;
  /**
   * An interaction, initiated by the customer, that belongs to a case. `wait` is the time to the response; −1 without
   * one.
   */
  request(label: number, journey: number, at: number, wait: number): void;
  /** A case. `wait` is the time to its first interaction with `resolved`; −1 if there is none. */
  opened(label: number, journey: number, at: number, wait: number): void;
  /** A case whose first contact by the customer was REPEAT_WITHIN or more before the newest interaction. */
  contact(label: number, journey: number, at: number, isRepeated: boolean): void;
  /**
   * A customer who visited the label. `goals` is the number of interactions that reach the goal, in all journeys in
   * scope of this customer together.
   */
  customer(label: number, goals: number): void;
  /** A calendar month in which a customer visited the label. It is reported only if the following month is over. */
  month(label: number, month: number, isRetained: boolean): void;
}

export interface JourneyState {
  readonly isClosed: boolean;
  readonly reachesGoal: boolean;
}

export interface FactRules {
  readonly projection: Projection;
  readonly goal: CompiledSelector;
  /** The time in milliseconds within which a goal after a visit counts as a conversion of the visit. */
  readonly within: number;
  /** For each touchpoint code, the code of its label. */
  readonly labelOf: Uint16Array;
  readonly labels: number;
  /** Whether the sink needs the facts of customers and of cases. */
  readonly ofCustomers: boolean;
  readonly ofCases: boolean;
  readonly months: Calendar;
}

const RESOLVED = 2;
const CUSTOMER = INITIATORS.indexOf("CUSTOMER");
const ANSWERS: readonly Initiator[] = ["BRAND", "PARTNER"];

interface Case {
  readonly first: number;
  resolved: number;
  contact: number;
  secondContact: number;
  /** Requests that have no response yet. */
  waiting: number[];
}

export class Facts extends Planned<FactRules> {
  readonly #newest = this.plan.projection.newest ?? Number.NEGATIVE_INFINITY;
  readonly #initiatorOf = Uint8Array.from(touchpointsByCode(this.plan.projection), (touchpoint) =>
    INITIATORS.indexOf(touchpoint?.initiatedBy ?? "CUSTOMER"),
  );
  readonly #answers = Uint8Array.from(INITIATORS, (initiator) => (ANSWERS.includes(initiator) ? 1 : 0));
  /** For each label, the number of the conversion that was counted last. */
  readonly #lastConversion = new Uint32Array(this.plan.labels);
  /** For each label, the number of the customer that was counted last. */
  readonly #lastCustomer = new Uint32Array(this.plan.labels);
  #conversion = 0;
  #customer = 0;
  #goals = 0;
  /** The labels of the current customer, each once. */
  #visited: number[] = [];
  /** The labels of the current journey, each once. */
  #ofJourney: number[] = [];
  readonly #lastJourney = new Uint32Array(this.plan.labels);
  #journey = 0;
  /** The months in which the current customer visited a label. Each is stored as the number month × labels + label. */
  readonly #months = new Set<number>();
  readonly #active = new Set<number>();

  /** Reports the facts of one customer, whose journeys are the first `count` of `journeys`. */
  read(block: Block, journeys: ArrayLike<number>, count: number, sink: FactSink): void {
    const { ofCustomers, ofCases } = this.plan;
    this.#customer++;
    this.#goals = 0;
    this.#visited = [];
    this.#months.clear();
    this.#active.clear();
    for (let n = 0; n < count; n++) {
      this.#visits(block, journeys[n]!, sink);
      if (ofCases && block.columns.caseId !== null) this.#cases(block, journeys[n]!, block.columns.caseId, sink);
    }
    if (!ofCustomers) return;
    for (const label of this.#visited) sink.customer(label, this.#goals);
    const { labels } = this.plan;
    for (const key of this.#months) {
      const month = Math.floor(key / labels);
      if (this.plan.months.start(month + 2)! > this.#newest) continue;
      sink.month(key % labels, month, this.#active.has(month + 1));
    }
  }

  #visits(block: Block, journey: number, sink: FactSink): void {
    const { projection, goal, within, labelOf, labels, ofCustomers, months } = this.plan;
    const { touchpoint, elapsed, offsets } = block;
    const from = offsets[journey]!;
    const to = offsets[journey + 1]!;
    const start = block.start[journey]!;
    this.#ofJourney = [];
    this.#journey++;
    let goals = 0;
    let nextGoal = Number.POSITIVE_INFINITY;
    for (let i = to - 1; i >= from; i--) {
      const label = labelOf[touchpoint[i]!]!;
      const at = start + elapsed[i]!;
      sink.visited(label, journey, at, at + within <= this.#newest, nextGoal - elapsed[i]! <= within, i);
      if (i > from && labelOf[touchpoint[i - 1]!] !== label) sink.arrived(label, elapsed[i]! - elapsed[i - 1]!);
      if (this.#lastJourney[label] !== this.#journey) {
        this.#lastJourney[label] = this.#journey;
        this.#ofJourney.push(label);
      }
      if (ofCustomers) {
        const month = months.of(at);
        this.#active.add(month);
        this.#months.add(month * labels + label);
        if (this.#lastCustomer[label] !== this.#customer) {
          this.#lastCustomer[label] = this.#customer;
          this.#visited.push(label);
        }
      }
      if (goal.byTouchpoint[touchpoint[i]!] !== 0 && goal.matches(block, i)) {
        nextGoal = elapsed[i]!;
        goals++;
      }
    }
    this.#goals += goals;
    sink.journey(this.#ofJourney, labelOf[touchpoint[from]!]!, labelOf[touchpoint[to - 1]!]!, journey, {
      isClosed: !isOpen(projection, block, journey),
      reachesGoal: goals > 0,
    });
    if (goals > 0) this.#assists(block, journey, sink);
  }

  /** Reports the touches of each conversion, which are defined as in attribution (JourneyConversions). */
  #assists(block: Block, journey: number, sink: FactSink): void {
    const { goal, within, labelOf } = this.plan;
    const { touchpoint, elapsed, offsets } = block;
    const end = offsets[journey + 1]!;
    let from = offsets[journey]!;
    for (let at = from; at < end; at++) {
      if (goal.byTouchpoint[touchpoint[at]!] === 0 || !goal.matches(block, at)) continue;
      while (from < at && elapsed[from]! < elapsed[at]! - within) from++;
      const conversion = ++this.#conversion;
      for (let i = from; i < at - 1; i++) {
        const label = labelOf[touchpoint[i]!]!;
        if (this.#lastConversion[label] === conversion) continue;
        this.#lastConversion[label] = conversion;
        sink.assist(label, journey);
      }
      if (from < at) sink.last(labelOf[touchpoint[at - 1]!]!, journey);
      from = at + 1;
    }
  }

  #cases(block: Block, journey: number, caseId: Uint32Array, sink: FactSink): void {
    const { labelOf } = this.plan;
    const { touchpoint, elapsed, offsets, columns } = block;
    const { initiatedBy, resolved } = columns;
    const start = block.start[journey]!;
    let cases: Map<number, Case> | null = null;
    for (let i = offsets[journey]!; i < offsets[journey + 1]!; i++) {
      const id = caseId[i]!;
      if (id === 0) continue;
      cases ??= new Map<number, Case>();
      let one = cases.get(id);
      if (one === undefined) {
        one = { first: i, resolved: -1, contact: -1, secondContact: -1, waiting: [] };
        cases.set(id, one);
      }
      const by =
        initiatedBy === null || initiatedBy[i] === 0 ? this.#initiatorOf[touchpoint[i]!]! : initiatedBy[i]! - 1;
      if (one.resolved < 0 && resolved !== null && resolved[i] === RESOLVED) one.resolved = i;
      if (this.#answers[by] === 1) {
        for (const request of one.waiting)
          sink.request(
            labelOf[touchpoint[request]!]!,
            journey,
            start + elapsed[request]!,
            elapsed[i]! - elapsed[request]!,
          );
        one.waiting = [];
      } else if (by === CUSTOMER) {
        one.waiting.push(i);
        if (one.contact < 0) one.contact = i;
        else if (one.secondContact < 0) one.secondContact = i;
      }
    }
    if (cases === null) return;
    for (const { first, resolved: done, contact, secondContact, waiting } of cases.values()) {
      for (const request of waiting)
        sink.request(labelOf[touchpoint[request]!]!, journey, start + elapsed[request]!, -1);
      const label = labelOf[touchpoint[first]!]!;
      sink.opened(label, journey, start + elapsed[first]!, done < 0 ? -1 : elapsed[done]! - elapsed[first]!);
      if (contact < 0 || start + elapsed[contact]! + REPEAT_WITHIN > this.#newest) continue;
      const isRepeated = secondContact >= 0 && elapsed[secondContact]! - elapsed[contact]! <= REPEAT_WITHIN;
      sink.contact(label, journey, start + elapsed[contact]!, isRepeated);
    }
  }
}
