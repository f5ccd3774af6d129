// The handoffs of one journey in the order in which they happened, each with its verdict, the reasons for it, and the
// interaction that shows each reason. A handoff A→B is the change from an episode on channel A to the next episode, on
// B (episodes.ts). The verdicts and reasons come from HandoffFinder, so that they agree with the question `handoffs`.
// This file adds the place of each handoff in the journey, and the interaction that shows each reason.
//
// A pending handoff has no reasons, because it is judged only when it is settled. The cost is linear in the length of
// the journey, plus the number of reasons of each handoff that is requested.

import { CUSTOMER, type HandoffFinder, type SearchedBlock } from "./episodes.js";
import { handoffSpace } from "./handoffSpace.js";
import { channelOfLabel, FLAGS, type HandoffRules } from "./rules.js";
import { HANDOFF_REASONS, type HandoffReason } from "./settings.js";
import { reasonBit, reasonBits, VERDICT } from "./verdict.js";

export const HANDOFF_VERDICTS = ["SUCCEEDED", "FAILED", "PENDING"] as const;
export type HandoffVerdict = (typeof HANDOFF_VERDICTS)[number];

/** A handoff of a journey. Interactions are given by their positions in the journey, counted from 0. */
export interface FoundHandoff {
  /** The code of the label that the handoff leaves. */
  readonly from: number;
  /** The code of the label that the handoff reaches, or was intended to reach. */
  readonly to: number;
  readonly verdict: HandoffVerdict;
  /** The last interaction on A. */
  readonly leaves: number;
  /** The first interaction on B; null if B was never reached. */
  readonly reaches: number | null;
  /** The first interaction of A's episode that names B as the intended channel; null if there is none. */
  readonly intent: number | null;
  /** The time from the last interaction on A to the first on B, in milliseconds; null if B was never reached. */
  readonly wait: number | null;
  /** The first goal or resolution, from the first interaction on B until `resolveWithin` later. */
  readonly resolvedBy: number | null;
  /**
   * The time in UTC milliseconds at which a pending handoff becomes settled if nothing more happens; null if the
   * handoff is already settled.
   */
  readonly pendingUntil: number | null;
  /** The reasons, in the order of HANDOFF_REASONS. */
  readonly reasons: readonly FoundReason[];
}

export interface FoundReason {
  readonly reason: HandoffReason;
  /** Whether the reason is one of `failureReasons`. */
  readonly isFailure: boolean;
  /** The first moment of the window in which the reason was judged, in UTC milliseconds. */
  readonly since: number;
  /** The last moment of the window. */
  readonly until: number;
  /**
   * The interaction that shows the reason. If the reason is that an interaction did not come in time, this is the
   * interaction that came too late, or null if none came.
   */
  readonly interaction: number | null;
}

export interface HandoffsOfJourney {
  readonly count: number;
  /** The position of the last interaction before the i-th handoff. It never decreases from one handoff to the next. */
  leaves(i: number): number;
  /** The i-th handoff, from 0. */
  at(i: number): FoundHandoff;
}

interface Episode {
  readonly channel: number;
  /**
   * The position of the first interaction of the episode. Interactions sent by the brand count only if the settings
   * include them.
   */
  readonly first: number;
  /** The position of the last interaction of the episode. */
  readonly last: number;
}

const { CHANNEL, GOAL, RESOLVED, BRAND_SENT } = FLAGS;
const { SETTLED, BITS } = VERDICT;
const NEVER_ARRIVED = reasonBit("NEVER_ARRIVED");
const VERDICT_MASK = (1 << BITS) - 1;

/**
 * Returns the handoffs of the only journey in `block`. `finder` must have been made with these `rules`, and may have
 * been used before.
 */
export function handoffsOfJourney(finder: HandoffFinder, rules: HandoffRules, block: SearchedBlock): HandoffsOfJourney {
  const length = block.offsets[1]!;
  finder.begin(length);
  try {
    handoffSpace().journeys[0] = 0;
    finder.find(block, 0, 1);
    const { flags, pair, verdict } = handoffSpace();
    return new Found(
      finder,
      rules,
      block,
      flags.slice(0, length),
      Array.from(pair.subarray(0, finder.found)),
      Array.from(verdict.subarray(0, finder.found), (bits) => bits & VERDICT_MASK),
    );
  } finally {
    handoffSpace().release();
  }
}

class Found implements HandoffsOfJourney {
  readonly #finder: HandoffFinder;
  readonly #rules: HandoffRules;
  readonly #block: SearchedBlock;
  /** The time at each position, in UTC milliseconds. */
  readonly #at: Float64Array;
  readonly #flags: Uint32Array;
  readonly #pairs: readonly number[];
  /** The verdicts, without the index of the journey. */
  readonly #verdicts: readonly number[];
  readonly #episodes: readonly Episode[];
  /**
   * The handoffs in the order in which they happened. `found` is the index that HandoffFinder gave the handoff, and
   * `episode` is the index of its episode on A.
   */
  readonly #order: readonly { readonly found: number; readonly episode: number }[];
  /** For each position, the first goal or resolution from there on, or the length of the journey if there is none. */
  readonly #help: Uint32Array;
  /**
   * For each episode, the customer's first contact after it about one of its cases. The value is −1 if there is none.
   */
  readonly #again: Int32Array;
  readonly #failing: number;

  constructor(
    finder: HandoffFinder,
    rules: HandoffRules,
    block: SearchedBlock,
    flags: Uint32Array,
    pairs: readonly number[],
    verdicts: readonly number[],
  ) {
    this.#finder = finder;
    this.#rules = rules;
    this.#block = block;
    this.#at = Float64Array.from(block.elapsed, (elapsed) => block.start[0]! + elapsed);
    this.#flags = flags;
    this.#pairs = pairs;
    this.#verdicts = verdicts;
    this.#episodes = episodesOf(flags);
    this.#order = this.#ordered();
    this.#help = helpFrom(flags);
    this.#again = this.#contactsAgain();
    this.#failing = reasonBits(rules.failureReasons);
  }

  get count(): number {
    return this.#order.length;
  }

  leaves(i: number): number {
    return this.#episodes[this.#order[i]!.episode]!.last;
  }

  at(i: number): FoundHandoff {
    const { found, episode } = this.#order[i]!;
    const pair = this.#pairs[found]!;
    const bits = this.#verdicts[found]!;
    const settled = (bits & SETTLED) !== 0;
    const place = (bits & NEVER_ARRIVED) === 0 ? this.#arrived(episode) : this.#attempt(episode, pair);
    const { leaves, reaches, intent } = place;
    const at = this.#at;
    return {
      from: this.#finder.pairs.from[pair]!,
      to: this.#finder.pairs.to[pair]!,
      verdict: settled ? ((bits & this.#failing) === 0 ? "SUCCEEDED" : "FAILED") : "PENDING",
      leaves,
      reaches,
      intent,
      wait: reaches === null ? null : at[reaches]! - at[leaves]!,
      resolvedBy: reaches === null ? null : this.#helpWithin(reaches, at[reaches]! + this.#rules.resolveWithin),
      pendingUntil: settled ? null : Math.min(place.settledAt, at[at.length - 1]! + this.#rules.journeyGap),
      reasons: settled
        ? HANDOFF_REASONS.filter((reason) => (bits & reasonBit(reason)) !== 0).map((reason) => ({
            reason,
            isFailure: (this.#failing & reasonBit(reason)) !== 0,
            ...place.shows(reason),
          }))
        : [],
    };
  }

  /** The handoff from this episode to the next. */
  #arrived(episode: number) {
    const { bounceWithin, repeatWithin, resolveWithin, labelOf } = this.#rules;
    const { touchpoint } = this.#block;
    const at = this.#at;
    const [a, b, next] = [this.#episodes[episode]!, this.#episodes[episode + 1]!, this.#episodes[episode + 2]];
    const [startB, endB] = [at[b.first]!, at[b.last]!];
    const intent = this.#namedIn(a).get(b.channel) ?? null;
    const upTo = (since: number, window: number, interaction: number | null) => ({
      since,
      until: since + window,
      interaction,
    });
    return {
      leaves: a.last,
      reaches: b.first,
      intent,
      settledAt: endB + this.#finder.settledAfter,
      shows: (reason: HandoffReason): Omit<FoundReason, "reason" | "isFailure"> => {
        switch (reason) {
          case "STALLED": {
            const [leaving, arriving] = [labelOf[touchpoint[a.last]!]!, labelOf[touchpoint[b.first]!]!];
            const flags = this.#flags[a.last]!;
            const limit = this.#finder.limit(flags, leaving, arriving, a.channel, b.channel, intent !== null);
            return upTo(at[a.last]!, limit, b.first);
          }
          case "ABANDONED":
            return upTo(endB, resolveWithin, next?.first ?? null);
          case "BOUNCED_BACK":
            return upTo(endB, bounceWithin, next!.first);
          case "REPEATED":
            return upTo(endB, repeatWithin, this.#again[episode + 1]!);
          default:
            return upTo(startB, resolveWithin, this.#helpWithin(b.first, Number.POSITIVE_INFINITY));
        }
      },
    };
  }

  /** The attempt of this episode to reach the channel of the pair. */
  #attempt(episode: number, pair: number) {
    const at = this.#at;
    const a = this.#episodes[episode]!;
    const channel = channelOfLabel(this.#rules, this.#finder.pairs.to[pair]!);
    const intent = this.#namedIn(a).get(channel)!;
    const since = at[intent]!;
    const until = since + this.#finder.attemptLimit(a.channel, channel);
    return {
      leaves: a.last,
      reaches: null,
      intent,
      settledAt: until,
      shows: (_: HandoffReason) => ({ since, until, interaction: intent }),
    };
  }

  /**
   * Puts handoffs into the order in which they happened. The finder reads the journey from its end, and for each
   * episode finds the attempts first, then the handoff to the next episode. Neighbouring episodes are on different
   * channels, so the channel that an attempt leaves shows which episode made it.
   */
  #ordered() {
    const episodes = this.#episodes;
    const groups: { readonly found: number; readonly episode: number }[][] = [];
    let found = 0;
    for (let episode = episodes.length - 1; episode >= 0; episode--) {
      const group: { readonly found: number; readonly episode: number }[] = [];
      while (found < this.#pairs.length && this.#isAttemptOf(found, episodes[episode]!))
        group.push({ found: found++, episode });
      if (episode < episodes.length - 1) group.push({ found: found++, episode });
      groups.push(group);
    }
    return groups.reverse().flat();
  }

  #isAttemptOf(found: number, { channel }: Episode): boolean {
    if ((this.#verdicts[found]! & NEVER_ARRIVED) === 0) return false;
    return channelOfLabel(this.#rules, this.#finder.pairs.from[this.#pairs[found]!]!) === channel;
  }

  /** The channels that an episode names, each with the first interaction that names it. */
  #namedIn({ first, last }: Episode): Map<number, number> {
    const named = new Map<number, number>();
    const { intendedChannel } = this.#block.columns;
    if (intendedChannel === null) return named;
    for (let i = first; i <= last; i++) {
      const channel = intendedChannel[i]! - 1;
      if (channel >= 0 && (this.#flags[i]! & BRAND_SENT) === 0 && !named.has(channel)) named.set(channel, i);
    }
    return named;
  }

  #helpWithin(from: number, until: number): number | null {
    const help = this.#help[from]!;
    return help < this.#flags.length && this.#at[help]! <= until ? help : null;
  }

  /**
   * Computes `#again` in one pass from the end of the journey, as HandoffFinder does. During the pass, a map has the
   * customer's next contact about each case.
   */
  #contactsAgain(): Int32Array {
    const again = new Int32Array(this.#episodes.length).fill(-1);
    const { caseId } = this.#block.columns;
    if (caseId === null) return again;
    const contacts = new Map<number, number>();
    for (let e = this.#episodes.length - 1; e >= 0; e--) {
      const { first, last } = this.#episodes[e]!;
      for (let i = first; i <= last; i++) {
        if (caseId[i] === 0 || (this.#flags[i]! & BRAND_SENT) !== 0) continue;
        const contact = contacts.get(caseId[i]!);
        if (contact !== undefined && (again[e]! < 0 || contact < again[e]!)) again[e] = contact;
      }
      for (let i = last; i >= first; i--)
        if (caseId[i] !== 0 && this.#finder.initiator(this.#block, i) === CUSTOMER) contacts.set(caseId[i]!, i);
    }
    return again;
  }
}

function episodesOf(flags: Uint32Array): Episode[] {
  const episodes: Episode[] = [];
  let open: { channel: number; first: number; last: number } | null = null;
  flags.forEach((bits, i) => {
    if ((bits & BRAND_SENT) !== 0) return;
    const channel = bits & CHANNEL;
    if (open !== null && open.channel === channel) {
      open.last = i;
      return;
    }
    open = { channel, first: i, last: i };
    episodes.push(open);
  });
  return episodes;
}

function helpFrom(flags: Uint32Array): Uint32Array {
  const help = new Uint32Array(flags.length);
  let next = flags.length;
  for (let i = flags.length - 1; i >= 0; i--) {
    if ((flags[i]! & (GOAL | RESOLVED)) !== 0) next = i;
    help[i] = next;
  }
  return help;
}
