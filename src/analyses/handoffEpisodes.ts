// The handoffs of one journey, and the verdict on each. An episode is a longest run of neighbouring interactions on one
// channel; a handoff A→B is two neighbouring episodes; an attempt is an intent whose channel is not the next episode's
// (docs/handoffs.md has every reason). Brand-sent interactions are passed over unless asked for, but may be goals and may
// resolve. "From B's first" and "after B's last" are by position, windows by time. Cost: linear in the journey's length.
import { INITIATORS, OUTCOMES } from "../model/interaction.js";
import type { Segment } from "../projection/projection.js";
import { type HandoffLog, reasonBit, SETTLED } from "./handoffLog.js";
import { type HandoffRules, INTENDED_WAIT, PAIR_BASE } from "./handoffRules.js";

const BRAND = INITIATORS.indexOf("BRAND");
const CUSTOMER = INITIATORS.indexOf("CUSTOMER");
/** As the columns hold them. */
const FAILED = 1 + OUTCOMES.indexOf("FAILED");
const TRUE = 2;

const NEVER_ARRIVED = reasonBit("NEVER_ARRIVED");
const STALLED = reasonBit("STALLED");
const ABANDONED = reasonBit("ABANDONED");
const BOUNCED_BACK = reasonBit("BOUNCED_BACK");
const REPEATED = reasonBit("REPEATED");
const UNRESOLVED = reasonBit("UNRESOLVED");

export class HandoffFinder {
  /** Per channel code: 1 if some episode lay on it. */
  readonly channelSeen: Uint8Array;
  readonly #rules: HandoffRules;
  readonly #log: HandoffLog;
  readonly #settledAfter: number;
  // Of the journey at hand: first, last and channel of its episodes, and where it met a goal or was resolved.
  #first = new Uint32Array(64);
  #last = new Uint32Array(64);
  #channel = new Uint16Array(64);
  #helped = new Uint32Array(64);
  /** Case id → time of the first customer contact with it after B. */
  readonly #contacts = new Map<number, number>();
  /** Per channel: the last episode that named it, numbered through all journeys. */
  readonly #named: Float64Array;
  #episodesSeen = 0;

  constructor(rules: HandoffRules, log: HandoffLog) {
    this.#rules = rules;
    this.#log = log;
    this.#settledAfter = Math.max(rules.bounceWithin, rules.repeatWithin, rules.resolveWithin);
    this.channelSeen = new Uint8Array(rules.channels.length);
    this.#named = new Float64Array(rules.channels.length);
  }

  /** Adds the journey's handoffs to the log, each verdict with `mark`; returns how many episodes it has. */
  find(segment: Segment, journey: number, mark: number): number {
    const { channelOf, initiatorOf, goalOf, includeBrandSent } = this.#rules;
    const { touchpoint, at, columns } = segment;
    const { outcome, resolved, initiatedBy } = columns;
    const start = segment.offsets[journey]!;
    const end = segment.offsets[journey + 1]!;
    if (end - start > this.#first.length) this.#grow(end - start);
    const [first, last, channel, helped] = [this.#first, this.#last, this.#channel, this.#helped];

    let episodes = 0;
    let current = -1;
    let helps = 0;
    let firstGoal = end;
    for (let i = start; i < end; i++) {
      const code = touchpoint[i]!;
      if (goalOf[code] !== 0 && (outcome === null || outcome[i] !== FAILED)) {
        helped[helps++] = i;
        if (firstGoal === end) firstGoal = i;
      } else if (resolved !== null && resolved[i] === TRUE) helped[helps++] = i;
      if (
        !includeBrandSent &&
        (initiatedBy === null || initiatedBy[i] === 0 ? initiatorOf[code] : initiatedBy[i]! - 1) === BRAND
      )
        continue;
      const on = channelOf[code]!;
      if (on !== current) {
        this.channelSeen[on] = 1;
        first[episodes] = i;
        channel[episodes++] = on;
        current = on;
      }
      last[episodes - 1] = i;
    }
    if (episodes === 0 || (episodes === 1 && columns.intendedChannel === null)) return episodes;

    this.#log.reserve(2 * (end - start));
    const closed = at[end - 1]! + this.#rules.journeyGap <= this.#rules.newest;
    if (this.#contacts.size > 0) this.#contacts.clear();
    let help = helps;
    for (let a = episodes - 1; a >= 0; a--) {
      const b = a + 1;
      const intended =
        columns.intendedChannel !== null && this.#attempts(segment, a, b < episodes ? channel[b]! : -1, closed, mark);
      if (b === episodes) continue;

      const firstB = first[b]!;
      const startB = at[firstB]!;
      const endB = at[last[b]!]!;
      while (help > 0 && helped[help - 1]! >= firstB) help--;
      const helpAt = help < helps ? at[helped[help]!]! : Number.POSITIVE_INFINITY;
      const nextAt = b + 1 < episodes ? at[first[b + 1]!]! : Number.POSITIVE_INFINITY;
      const wait = startB - at[last[a]!]!;
      const unhelped = helpAt > endB + this.#rules.resolveWithin;

      let verdict = mark;
      if (wait > this.#limit(touchpoint[last[a]!]!, touchpoint[firstB]!, channel[a]!, channel[b]!, intended))
        verdict |= STALLED;
      if (unhelped && nextAt > endB + this.#rules.resolveWithin && firstGoal >= firstB) verdict |= ABANDONED;
      if (unhelped && b + 1 < episodes && channel[b + 1] === channel[a] && nextAt - endB <= this.#rules.bounceWithin)
        verdict |= BOUNCED_BACK;
      if (columns.caseId !== null && this.#repeated(segment, b, endB)) verdict |= REPEATED;
      if (helpAt > startB + this.#rules.resolveWithin) verdict |= UNRESOLVED;
      if (closed || endB + this.#settledAfter <= this.#rules.newest) verdict |= SETTLED;
      if (this.#rules.grain === "CHANNEL") this.#log.add(channel[a]!, channel[b]!, wait, verdict);
      else this.#log.add(touchpoint[last[a]!]!, touchpoint[firstB]!, wait, verdict);
    }
    return episodes;
  }

  /** Adds what episode `a` intended and did not come next; true if it intended `next`. */
  #attempts(segment: Segment, a: number, next: number, closed: boolean, mark: number): boolean {
    const { touchpoint, at } = segment;
    const intendedChannel = segment.columns.intendedChannel!;
    const [first, last, on] = [this.#first[a]!, this.#last[a]!, this.#channel[a]!];
    const { stallAfter, channelLevels, newest, firstChannelLabel } = this.#rules;
    const episode = ++this.#episodesSeen;
    let intended = false;
    for (let i = first; i <= last; i++) {
      const wanted = intendedChannel[i]! - 1;
      if (wanted < 0 || wanted === on || this.#named[wanted] === episode || !this.#takesPart(segment, i)) continue;
      this.#named[wanted] = episode;
      if (wanted === next) {
        intended = true;
        continue;
      }
      const limit = stallAfter ?? channelLevels.get(on * PAIR_BASE + wanted) ?? INTENDED_WAIT;
      const settled = closed || at[i]! + limit <= newest ? SETTLED : 0;
      this.#log.add(
        this.#rules.grain === "CHANNEL" ? on : touchpoint[last]!,
        firstChannelLabel + wanted,
        Number.NaN,
        mark | NEVER_ARRIVED | settled,
      );
    }
    return intended;
  }

  /** The wait beyond which a handoff stalls. */
  #limit(touchpointA: number, touchpointB: number, channelA: number, channelB: number, intended: boolean): number {
    const { stallAfter, touchpointLevels, channelLevels } = this.#rules;
    if (stallAfter !== null) return stallAfter;
    const promised =
      (touchpointLevels.size > 0 ? touchpointLevels.get(touchpointA * PAIR_BASE + touchpointB) : undefined) ??
      (channelLevels.size > 0 ? channelLevels.get(channelA * PAIR_BASE + channelB) : undefined);
    return promised ?? (intended ? INTENDED_WAIT : Number.POSITIVE_INFINITY);
  }

  /** Whether a case of episode `b` comes back in time; then takes b's contacts among those that come after. */
  #repeated(segment: Segment, b: number, endB: number): boolean {
    const caseId = segment.columns.caseId!;
    const until = endB + this.#rules.repeatWithin;
    let again = false;
    for (let i = this.#first[b]!; i <= this.#last[b]!; i++) {
      if (caseId[i] === 0 || !this.#takesPart(segment, i)) continue;
      const contact = this.#contacts.get(caseId[i]!);
      if (contact !== undefined && contact <= until) again = true;
    }
    for (let i = this.#last[b]!; i >= this.#first[b]!; i--)
      if (caseId[i] !== 0 && this.#initiator(segment, i) === CUSTOMER) this.#contacts.set(caseId[i]!, segment.at[i]!);
    return again;
  }

  #takesPart(segment: Segment, i: number): boolean {
    return this.#rules.includeBrandSent || this.#initiator(segment, i) !== BRAND;
  }

  #initiator({ touchpoint, columns: { initiatedBy } }: Segment, i: number): number {
    return initiatedBy === null || initiatedBy[i] === 0
      ? this.#rules.initiatorOf[touchpoint[i]!]!
      : initiatedBy[i]! - 1;
  }

  #grow(length: number): void {
    const capacity = Math.max(length, 2 * this.#first.length);
    this.#first = new Uint32Array(capacity);
    this.#last = new Uint32Array(capacity);
    this.#channel = new Uint16Array(capacity);
    this.#helped = new Uint32Array(capacity);
  }
}
