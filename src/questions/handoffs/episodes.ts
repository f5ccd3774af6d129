// Finds the handoffs of journeys and the verdict on each. An episode is an uninterrupted run of interactions on one
// channel. A handoff A→B is the change from an episode on A to the next episode, on B. An intent whose channel is not
// that of the next episode is an attempt that never arrived. docs/handoffs.md defines every reason. Interactions sent
// by the brand are skipped unless the settings include them, but they can still reach a goal or be `resolved`. "From
// the first interaction on B" and "after the last interaction on B" refer to positions in the journey, and windows
// refer to times.
//
// Each journey is read once, from its end to its beginning, so that the interactions after a handoff are already known.
// The cost is linear in the length of the journey. Times are read only at changes of channel.
import { Planned } from "../../engine/scan.js";
import { INITIATORS, OUTCOMES } from "../../model/interaction.js";
import type { Block } from "../../projection/projection.js";
import { handoffSpace } from "./handoffSpace.js";
import { PairTable } from "./pairs.js";
import { FLAGS, type HandoffRules, INTENDED_WAIT, type LeavingGroups, PAIR_BASE, pairLabels } from "./rules.js";
import { reasonBit, VERDICT } from "./verdict.js";

// Copies of imported constants. V8 would load an imported constant at each step of the loop, but not a constant of this
// module.
const { CHANNEL, GOAL, RESOLVED, BRAND_SENT, PROMISED } = FLAGS;
const { SETTLED, EARLIER, BITS } = VERDICT;

export const CUSTOMER = INITIATORS.indexOf("CUSTOMER");
/** The codes of these values in the columns. */
const BRAND = 1 + INITIATORS.indexOf("BRAND");
const FAILED = 1 + OUTCOMES.indexOf("FAILED");
const TRUE = 2;

/** The columns of a block that the finder reads. */
export type SearchedBlock = Pick<Block, "touchpoint" | "start" | "elapsed" | "offsets" | "values"> & {
  readonly columns: Pick<Block["columns"], "intendedChannel" | "caseId" | "outcome" | "resolved" | "initiatedBy">;
};

const NEVER_ARRIVED = reasonBit("NEVER_ARRIVED");
const STALLED = reasonBit("STALLED");
const ABANDONED = reasonBit("ABANDONED");
const BOUNCED_BACK = reasonBit("BOUNCED_BACK");
const REPEATED = reasonBit("REPEATED");
const UNRESOLVED = reasonBit("UNRESOLVED");

export class HandoffFinder extends Planned<HandoffRules> {
  /** The number of handoffs found since `begin`. Their indexes in the space are 0 … found − 1. */
  found = 0;
  /** The numbers of the pairs of labels that were found. */
  readonly pairs = new PairTable(pairLabels(this.plan));
  /** Whether an episode was on the channel `unknown`. */
  metUnknownChannel = false;
  /** In milliseconds: this long after the last interaction on B, every handoff to B is settled. */
  readonly settledAfter = Math.max(this.plan.bounceWithin, this.plan.repeatWithin, this.plan.resolveWithin);
  /** For each case, the time of the customer's first contact about it after B. */
  readonly #contacts = new Map<number, number>();
  /** The last episode that named each channel as the intended one. Episodes are numbered over all journeys. */
  readonly #named = new Float64Array(this.plan.channels.length);
  #episodesSeen = 0;

  /** Removes all handoffs, and makes space for the handoffs of this many interactions. */
  begin(interactions: number): void {
    this.found = 0;
    handoffSpace().reserve(interactions);
  }

  /**
   * Adds the handoffs of the space's journeys from `from` to `to` − 1. Returns the number of journeys with several
   * episodes. One call reads many journeys, so that fields are loaded once.
   */
  find(block: SearchedBlock, from: number, to: number): number {
    const rules = this.plan;
    const { labelOf, unknownChannel, byChannel, resolveWithin, bounceWithin, newest, journeyGap, leaving } = rules;
    const settledAfter = this.settledAfter;
    const anyStalls = rules.stallAfter !== null;
    // All times of a journey are counted from its start.
    const { touchpoint, start, elapsed: at, offsets } = block;
    const { intendedChannel, caseId } = block.columns;
    const { pairs } = this;
    const { journeys, flags, pair, wait, verdict, alone: alones, aloneFirst } = handoffSpace();
    let { found } = this;
    let several = 0;
    let runEnd = from;
    let firstOfRun = 0;
    for (let ordinal = from; ordinal < to; ordinal++) {
      const journey = journeys[ordinal]!;
      if (ordinal === runEnd) {
        do runEnd++;
        while (runEnd < to && journeys[runEnd]! - journey === runEnd - ordinal);
        firstOfRun = offsets[journey]!;
        this.#look(block, firstOfRun, offsets[journeys[runEnd - 1]! + 1]!);
      }
      const begin = offsets[journey]!;
      const end = offsets[journey + 1]!;
      const ofJourney = ordinal << BITS;
      const now = newest - start[journey]!;
      const closed = at[end - 1]! + journeyGap <= now;
      // Episodes that ended by this time are settled.
      const settledUntil = closed ? Number.POSITIVE_INFINITY : now - settledAfter;
      if (caseId !== null) this.#contacts.clear();

      let episodes = 0;
      // The time of the first goal or resolution from the current interaction on.
      let helpAt = Number.POSITIVE_INFINITY;
      // The current episode B: its channel, its first and last interaction so far, and the value of `helpAt` at its
      // first interaction. Further below are the same variables of the episode that follows B in the journey, which was
      // read before.
      let on = -1;
      let first = end;
      let help = helpAt;
      let last = end;
      let next = -1;
      let nextAt = Number.POSITIVE_INFINITY;
      // The earliest goal found so far, and the number of handoffs that are abandoned unless a goal comes before their
      // B.
      let firstGoal = end;
      let alone = 0;
      for (let i = end - 1; i >= begin; i--) {
        const bits = flags[i - firstOfRun]!;
        if (bits > CHANNEL) {
          if ((bits & (GOAL | RESOLVED)) !== 0) {
            helpAt = at[i]!;
            if ((bits & GOAL) !== 0) firstGoal = i;
          }
          if ((bits & BRAND_SENT) !== 0) continue;
        }
        const channel = bits & CHANNEL;
        if (channel !== on) {
          episodes++;
          if (channel === unknownChannel) this.metUnknownChannel = true;
          let intended = false;
          if (intendedChannel !== null) {
            this.found = found;
            intended = this.#attempts(
              block,
              firstOfRun,
              begin,
              i,
              on,
              closed ? Number.POSITIVE_INFINITY : now,
              ordinal,
            );
            found = this.found;
          }
          if (on >= 0) {
            const startB = at[first]!;
            const endB = at[last]!;
            const waited = startB - at[i]!;
            let verdictB = endB <= settledUntil ? ofJourney | SETTLED : ofJourney;
            if (
              (anyStalls || intended || (bits & PROMISED) !== 0) &&
              waited > this.limit(bits, labelOf[touchpoint[i]!]!, labelOf[touchpoint[first]!]!, channel, on, intended)
            )
              verdictB |= STALLED;
            if (help > startB + resolveWithin) {
              verdictB |= UNRESOLVED;
              if (help > endB + resolveWithin) {
                if (next === channel && nextAt - endB <= bounceWithin) verdictB |= BOUNCED_BACK;
                if (nextAt > endB + resolveWithin) {
                  alones[alone] = found;
                  aloneFirst[alone++] = first;
                }
              }
            }
            if (caseId !== null && this.#repeated(block, firstOfRun, first, last, endB)) verdictB |= REPEATED;
            const fromLabel = byChannel ? channel : labelOf[touchpoint[i]!]!;
            const toLabel = byChannel ? on : labelOf[touchpoint[first]!]!;
            pair[found] =
              leaving === null
                ? pairs.index(fromLabel, toLabel)
                : this.#groupedPair(leaving, block, i, fromLabel, toLabel);
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
      for (let h = 0; h < alone; h++) if (firstGoal >= aloneFirst[h]!) verdict[alones[h]!]! |= ABANDONED;
      if (episodes > 1) several++;
    }
    this.found = found;
    return several;
  }

  /**
   * Of the handoffs from index `first` on, removes those that are not settled, and marks the others as handoffs of the
   * earlier period.
   */
  setEarlier(first: number): void {
    const { pair, wait, verdict } = handoffSpace();
    let kept = first;
    for (let h = first; h < this.found; h++) {
      if ((verdict[h]! & SETTLED) === 0) continue;
      pair[kept] = pair[h]!;
      wait[kept] = 0;
      verdict[kept++] = verdict[h]! | EARLIER;
    }
    this.found = kept;
  }

  /**
   * Sets the flags of the interactions from `from` to `to` − 1 (rules.ts). They combine the flags of the touchpoint
   * with the values of the interaction.
   */
  #look(block: SearchedBlock, from: number, to: number): void {
    const { table, includeBrandSent } = this.plan;
    const { touchpoint } = block;
    const { outcome, resolved, initiatedBy } = block.columns;
    const { flags } = handoffSpace();
    for (let i = from; i < to; i++) flags[i - from] = table[touchpoint[i]!]!;
    if (outcome !== null) for (let i = from; i < to; i++) if (outcome[i] === FAILED) flags[i - from]! &= ~GOAL;
    if (resolved !== null) for (let i = from; i < to; i++) if (resolved[i] === TRUE) flags[i - from]! |= RESOLVED;
    if (includeBrandSent) for (let i = from; i < to; i++) flags[i - from]! &= ~BRAND_SENT;
    else if (initiatedBy !== null)
      for (let i = from; i < to; i++) {
        if (initiatedBy[i] === 0) continue;
        if (initiatedBy[i] === BRAND) flags[i - from]! |= BRAND_SENT;
        else flags[i - from]! &= ~BRAND_SENT;
      }
  }

  /**
   * Adds the attempts of the episode that ends at `last`: the channels that it intended, except the channel of the next
   * episode. Returns true if the episode intended `next`. An attempt is settled if it had to arrive by `settledUntil`.
   */
  #attempts(
    block: SearchedBlock,
    firstOfRun: number,
    begin: number,
    last: number,
    next: number,
    settledUntil: number,
    ordinal: number,
  ): boolean {
    const { touchpoint, elapsed: at } = block;
    const intendedChannel = block.columns.intendedChannel!;
    const { firstChannelLabel, byChannel, labelOf, leaving } = this.plan;
    const { flags, pair, wait, verdict } = handoffSpace();
    const on = flags[last - firstOfRun]! & CHANNEL;
    let first = last;
    for (let i = last - 1; i >= begin; i--) {
      const bits = flags[i - firstOfRun]!;
      if ((bits & BRAND_SENT) !== 0) continue;
      if ((bits & CHANNEL) !== on) break;
      first = i;
    }
    const episode = ++this.#episodesSeen;
    let intended = false;
    for (let i = first; i <= last; i++) {
      const wanted = intendedChannel[i]! - 1;
      if (wanted < 0 || wanted === on || this.#named[wanted] === episode) continue;
      if ((flags[i - firstOfRun]! & BRAND_SENT) !== 0) continue;
      this.#named[wanted] = episode;
      if (wanted === next) {
        intended = true;
        continue;
      }
      const limit = this.attemptLimit(on, wanted);
      const found = this.found++;
      const fromLabel = byChannel ? on : labelOf[touchpoint[last]!]!;
      const toLabel = firstChannelLabel + wanted;
      pair[found] =
        leaving === null
          ? this.pairs.index(fromLabel, toLabel)
          : this.#groupedPair(leaving, block, last, fromLabel, toLabel);
      wait[found] = 0;
      verdict[found] = (ordinal << BITS) | NEVER_ARRIVED | (at[i]! + limit <= settledUntil ? SETTLED : 0);
    }
    return intended;
  }

  /** The number of the pair of a handoff that belongs to a group. `last` is the last interaction on A. */
  #groupedPair(
    { property, ofValue, merged }: LeavingGroups,
    { values }: SearchedBlock,
    last: number,
    from: number,
    to: number,
  ): number {
    const group = ofValue[property === null ? 0 : values!.get(property)![last]!]!;
    return merged ? this.pairs.index(group, 0) : this.pairs.index(group * this.plan.labels + from, to);
  }

  /**
   * The wait beyond which a handoff is STALLED; infinite if there is no limit. `bits` are the flags of the last
   * interaction on A.
   */
  limit(
    bits: number,
    touchpointA: number,
    touchpointB: number,
    channelA: number,
    channelB: number,
    intended: boolean,
  ): number {
    const { stallAfter, touchpointLevels, channelLevels } = this.plan;
    if (stallAfter !== null) return stallAfter;
    const promised =
      (bits & PROMISED) === 0
        ? undefined
        : (touchpointLevels.get(touchpointA * PAIR_BASE + touchpointB) ??
          channelLevels.get(channelA * PAIR_BASE + channelB));
    return promised ?? (intended ? INTENDED_WAIT : Number.POSITIVE_INFINITY);
  }

  /** The time after its intent within which an attempt may still arrive. */
  attemptLimit(channelA: number, channelB: number): number {
    const { stallAfter, channelLevels } = this.plan;
    return stallAfter ?? channelLevels.get(channelA * PAIR_BASE + channelB) ?? INTENDED_WAIT;
  }

  /**
   * Whether the customer makes contact about a case of the episode again in time. Then updates the map of later
   * contacts for the episodes before this one.
   */
  #repeated(block: SearchedBlock, firstOfRun: number, first: number, last: number, endB: number): boolean {
    const caseId = block.columns.caseId!;
    const { flags } = handoffSpace();
    const until = endB + this.plan.repeatWithin;
    let again = false;
    for (let i = first; i <= last; i++) {
      if (caseId[i] === 0 || (flags[i - firstOfRun]! & BRAND_SENT) !== 0) continue;
      const contact = this.#contacts.get(caseId[i]!);
      if (contact !== undefined && contact <= until) again = true;
    }
    for (let i = last; i >= first; i--)
      if (caseId[i] !== 0 && this.initiator(block, i) === CUSTOMER) this.#contacts.set(caseId[i]!, block.elapsed[i]!);
    return again;
  }

  /** The index in INITIATORS. */
  initiator({ touchpoint, columns: { initiatedBy } }: SearchedBlock, i: number): number {
    return initiatedBy === null || initiatedBy[i] === 0 ? this.plan.initiatorOf[touchpoint[i]!]! : initiatedBy[i]! - 1;
  }
}
