// The handoffs of journeys, and the verdict on each. An episode is a longest run of neighbouring interactions on one
// channel; a handoff A→B is two neighbouring episodes; an attempt is an intent whose channel is not the next episode's
// (docs/handoffs.md has every reason). Brand-sent interactions are passed over unless asked for, but may be goals and may
// resolve. "From B's first" and "after B's last" are by position, windows by time.
//
// One walk from the journey's end to its begin: what follows a handoff is known when it is met. Cost: linear in the
// journey's length; times are read only where the channel changes.
import { INITIATORS, OUTCOMES } from "../model/interaction.js";
import type { Segment } from "../projection/projection.js";
import { enlarged } from "./enlarged.js";
import { PairTable } from "./handoffPairs.js";
import {
  BRAND_SENT,
  CHANNEL_BITS,
  GOAL,
  type HandoffRules,
  INTENDED_WAIT,
  PAIR_BASE,
  PROMISED,
} from "./handoffRules.js";
import { EARLIER, reasonBit, SETTLED, VERDICT_BITS } from "./handoffVerdict.js";

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
  /** Since `clear`: handoffs 0 … found − 1 of the columns. */
  found = 0;
  /** Numbers in `pairs`. */
  pair = new Uint32Array(64);
  /** Milliseconds; 0 where it never arrived, and of earlier ones. */
  wait = new Float64Array(64);
  /** The verdict, and above it the ordinal that `find` was given: one word, as they are sorted together. */
  verdict = new Uint32Array(64);
  /** Label codes. */
  readonly pairs: PairTable;
  /** Whether some episode, of any journey, lay on the channel of interactions that have none. */
  metUnknownChannel = false;
  /** Handoffs of the journey that nothing follows and nobody helps, and the first interaction of their B. */
  #alone = new Uint32Array(64);
  #aloneFirst = new Uint32Array(64);
  readonly #rules: HandoffRules;
  readonly #settledAfter: number;
  /** Case id → time of the first customer contact with it after B. */
  readonly #contacts = new Map<number, number>();
  /** Per channel: the last episode that named it, numbered through all journeys. */
  readonly #named: Float64Array;
  #episodesSeen = 0;

  constructor(rules: HandoffRules) {
    this.#rules = rules;
    this.pairs = new PairTable(rules.labels);
    this.#settledAfter = Math.max(rules.bounceWithin, rules.repeatWithin, rules.resolveWithin);
    this.#named = new Float64Array(rules.channels.length);
  }

  clear(): void {
    this.found = 0;
  }

  /**
   * Adds the handoffs of journeys[from] … journeys[to − 1] to the columns, their places there as ordinals; returns how many
   * of these journeys have several episodes. One call for many: what a journey is looked at with is looked up once.
   */
  find(segment: Segment, journeys: Uint32Array, from: number, to: number): number {
    const rules = this.#rules;
    const { table, includeBrandSent, unknownChannel, byChannel, resolveWithin, bounceWithin, newest, journeyGap } =
      rules;
    const settledAfter = this.#settledAfter;
    const anyStalls = rules.stallAfter !== null;
    const { touchpoint, at, offsets } = segment;
    const { outcome, resolved, initiatedBy, intendedChannel, caseId } = segment.columns;
    const { pairs } = this;
    let { pair, wait, verdict, found } = this;
    let several = 0;
    for (let ordinal = from; ordinal < to; ordinal++) {
      const journey = journeys[ordinal]!;
      const begin = offsets[journey]!;
      const end = offsets[journey + 1]!;
      // At most one attempt an interaction, and a handoff less than there are interactions.
      if (found + 2 * (end - begin) > pair.length) {
        this.#grow(found + 2 * (end - begin));
        ({ pair, wait, verdict } = this);
      }
      const ofJourney = ordinal << VERDICT_BITS;
      const closed = at[end - 1]! + journeyGap <= newest;
      // What ended up to then is settled.
      const settledUntil = closed ? Number.POSITIVE_INFINITY : newest - settledAfter;
      if (caseId !== null) this.#contacts.clear();

      let episodes = 0;
      // The time of the first goal or resolution from the interaction at hand on.
      let helpAt = Number.POSITIVE_INFINITY;
      // Episode B: its channel, first and last interaction so far, and `helpAt` at its first; then the episode after it.
      let on = -1;
      let first = end;
      let help = helpAt;
      let last = end;
      let next = -1;
      let nextAt = Number.POSITIVE_INFINITY;
      // The earliest goal so far, and what is abandoned unless a goal comes before its B.
      let firstGoal = end;
      let alone = 0;
      for (let i = end - 1; i >= begin; i--) {
        const bits = table[touchpoint[i]!]!;
        if ((bits & GOAL) !== 0 && (outcome === null || outcome[i] !== FAILED)) {
          helpAt = at[i]!;
          firstGoal = i;
        } else if (resolved !== null && resolved[i] === TRUE) helpAt = at[i]!;
        if (
          !includeBrandSent &&
          (initiatedBy === null || initiatedBy[i] === 0 ? (bits & BRAND_SENT) !== 0 : initiatedBy[i]! - 1 === BRAND)
        )
          continue;
        const channel = bits & CHANNEL_BITS;
        if (channel !== on) {
          episodes++;
          if (channel === unknownChannel) this.metUnknownChannel = true;
          let intended = false;
          if (intendedChannel !== null) {
            this.found = found;
            intended = this.#attempts(segment, begin, i, on, closed, ordinal);
            found = this.found;
          }
          if (on >= 0) {
            const startB = at[first]!;
            const endB = at[last]!;
            const waited = startB - at[i]!;
            let verdictB = endB <= settledUntil ? ofJourney | SETTLED : ofJourney;
            if (
              (anyStalls || intended || (bits & PROMISED) !== 0) &&
              waited > this.#limit(bits, touchpoint[i]!, touchpoint[first]!, channel, on, intended)
            )
              verdictB |= STALLED;
            if (help > startB + resolveWithin) {
              verdictB |= UNRESOLVED;
              if (help > endB + resolveWithin) {
                if (next === channel && nextAt - endB <= bounceWithin) verdictB |= BOUNCED_BACK;
                if (nextAt > endB + resolveWithin) {
                  this.#alone[alone] = found;
                  this.#aloneFirst[alone++] = first;
                }
              }
            }
            if (caseId !== null && this.#repeated(segment, first, last, endB)) verdictB |= REPEATED;
            pair[found] = byChannel ? pairs.index(channel, on) : pairs.index(touchpoint[i]!, touchpoint[first]!);
            wait[found] = waited;
            verdict[found++] = verdictB;
            next = on;
            nextAt = startB;
          }
          on = channel;
          last = i;
        }
        first = i;
        help = helpAt;
      }
      for (let h = 0; h < alone; h++) if (firstGoal >= this.#aloneFirst[h]!) verdict[this.#alone[h]!]! |= ABANDONED;
      if (episodes > 1) several++;
    }
    this.found = found;
    return several;
  }

  /** Of those from this one on, keeps the settled ones, as earlier ones. */
  setEarlier(first: number): void {
    const { pair, wait, verdict } = this;
    let kept = first;
    for (let h = first; h < this.found; h++) {
      if ((verdict[h]! & SETTLED) === 0) continue;
      pair[kept] = pair[h]!;
      wait[kept] = 0;
      verdict[kept++] = verdict[h]! | EARLIER;
    }
    this.found = kept;
  }

  /** Adds what the episode that ends at `last` intended and did not come next; true if it intended `next`. */
  #attempts(segment: Segment, begin: number, last: number, next: number, closed: boolean, ordinal: number): boolean {
    const { touchpoint, at } = segment;
    const intendedChannel = segment.columns.intendedChannel!;
    const { table, stallAfter, channelLevels, newest, firstChannelLabel, byChannel } = this.#rules;
    const on = table[touchpoint[last]!]! & CHANNEL_BITS;
    let first = last;
    for (let i = last - 1; i >= begin; i--) {
      if (!this.#takesPart(segment, i)) continue;
      if ((table[touchpoint[i]!]! & CHANNEL_BITS) !== on) break;
      first = i;
    }
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
      const found = this.found++;
      this.pair[found] = this.pairs.index(byChannel ? on : touchpoint[last]!, firstChannelLabel + wanted);
      this.wait[found] = 0;
      this.verdict[found] =
        (ordinal << VERDICT_BITS) | NEVER_ARRIVED | (closed || at[i]! + limit <= newest ? SETTLED : 0);
    }
    return intended;
  }

  /** The wait beyond which a handoff stalls. `bits`: of A's last touchpoint. */
  #limit(
    bits: number,
    touchpointA: number,
    touchpointB: number,
    channelA: number,
    channelB: number,
    intended: boolean,
  ): number {
    const { stallAfter, touchpointLevels, channelLevels } = this.#rules;
    if (stallAfter !== null) return stallAfter;
    const promised =
      (bits & PROMISED) === 0
        ? undefined
        : (touchpointLevels.get(touchpointA * PAIR_BASE + touchpointB) ??
          channelLevels.get(channelA * PAIR_BASE + channelB));
    return promised ?? (intended ? INTENDED_WAIT : Number.POSITIVE_INFINITY);
  }

  /** Whether a case of the episode comes back in time; then takes its contacts among those that come after. */
  #repeated(segment: Segment, first: number, last: number, endB: number): boolean {
    const caseId = segment.columns.caseId!;
    const until = endB + this.#rules.repeatWithin;
    let again = false;
    for (let i = first; i <= last; i++) {
      if (caseId[i] === 0 || !this.#takesPart(segment, i)) continue;
      const contact = this.#contacts.get(caseId[i]!);
      if (contact !== undefined && contact <= until) again = true;
    }
    for (let i = last; i >= first; i--)
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

  #grow(needed: number): void {
    const capacity = Math.max(needed, 2 * this.pair.length);
    this.pair = enlarged(this.pair, capacity);
    this.wait = enlarged(this.wait, capacity);
    this.verdict = enlarged(this.verdict, capacity);
    this.#alone = new Uint32Array(capacity);
    this.#aloneFirst = new Uint32Array(capacity);
  }
}
