// Compiles the catalogue and the settings into tables by code, with which handoffs are found. Channels have codes here.
// The channels of the dictionary come first, so the code of an intended channel can be used unchanged.
import { INITIATORS } from "../../model/interaction.js";
import { UNKNOWN_CHANNEL } from "../../model/keys.js";
import { HOUR } from "../../model/time.js";
import type { Projection } from "../../projection/projection.js";
import { touchpointsByCode } from "../../projection/touchpoints.js";
import type { HandoffSettings } from "./settings.js";

/**
 * The limit for the wait of a customer who was sent to another channel, if the catalogue has no service level for it.
 */
export const INTENDED_WAIT = 24 * HOUR;

const BRAND = INITIATORS.indexOf("BRAND");

/**
 * The bits of an entry of `table`, and of the flags of an interaction: the code of the channel, and above it one bit
 * for each flag.
 */
export const FLAGS = {
  CHANNEL: (1 << 20) - 1,
  GOAL: 1 << 20,
  /** The next two flags are set for single interactions, not for touchpoints. */
  RESOLVED: 1 << 21,
  BRAND_SENT: 1 << 22,
  /** Whether a service level applies to handoffs that leave the touchpoint or its channel. */
  PROMISED: 1 << 23,
} as const;

export const PAIR_BASE = 1 << 20;

/** Groups of handoffs by the last interaction before them. */
export interface LeavingGroups {
  /** The property whose value at the interaction determines the group. Null if all handoffs are in one group. */
  readonly property: string | null;
  /** The number of the group, by the code of the value in the column of the property. The code 0 means no value. */
  readonly ofValue: Uint32Array;
  /** The number of groups. */
  readonly count: number;
  /**
   * Whether all handoffs of a group are one pair: (number of the group, 0). Otherwise, the first label of a pair is
   * group × labels + label, where `labels` is the number of labels without groups.
   */
  readonly merged: boolean;
}

/** `goalOf` is not 0 for the code of each touchpoint that belongs to the goal. */
export function handoffRules(
  projection: Projection,
  settings: HandoffSettings,
  goalOf: Uint8Array,
  leaving: LeavingGroups | null = null,
) {
  const rules = catalogueRules(projection);
  const byChannel = settings.grain === "CHANNEL";
  const firstChannelLabel = byChannel ? 0 : goalOf.length;
  return {
    ...settings,
    ...rules,
    table: rules.table.map((bits, code) => (goalOf[code] === 0 ? bits : bits | FLAGS.GOAL)),
    /**
     * True with the grain CHANNEL, with which the codes of labels are the codes of channels. With the grain TOUCHPOINT,
     * they are the first codes of touchpoints, followed by the codes of channels from `firstChannelLabel` on.
     */
    byChannel,
    firstChannelLabel,
    labels: firstChannelLabel + rules.channels.length,
    newest: projection.newest ?? 0,
    journeyGap: projection.journeyGap,
    /** How handoffs are grouped by the last interaction before them; null if they are not grouped. */
    leaving,
  };
}

export type HandoffRules = Readonly<ReturnType<typeof handoffRules>>;

/** The number of labels that pairs can have. With groups, each group has its own labels. */
export function pairLabels({ labels, leaving }: HandoffRules): number {
  return leaving === null ? labels : Math.max(1, leaving.count) * labels;
}

/** The code of the channel to which a label belongs. A label that is a channel has its own code. */
export function channelOfLabel({ table, firstChannelLabel }: HandoffRules, label: number): number {
  return label < firstChannelLabel ? table[label]! & FLAGS.CHANNEL : label - firstChannelLabel;
}

const known = new WeakMap<Projection, CatalogueRules>();

/** The result is computed once per projection. */
function catalogueRules(projection: Projection): CatalogueRules {
  let rules = known.get(projection);
  if (rules === undefined) {
    rules = compileCatalogue(projection);
    known.set(projection, rules);
  }
  return rules;
}

function compileCatalogue(projection: Projection) {
  const { catalogue, dictionary } = projection;
  const channels = [
    ...new Set([
      ...dictionary.channels,
      ...catalogue.channels.map((c) => c.key),
      ...catalogue.touchpoints.map((t) => t.channel),
    ]),
  ];
  const channelCode = new Map(channels.map((key, code) => [key, code]));
  const touchpoints = touchpointsByCode(projection);
  const channelOf = Uint32Array.from(touchpoints, (touchpoint) =>
    touchpoint === undefined ? 0 : channelCode.get(touchpoint.channel)!,
  );

  const firstCode = new Map<string, number>();
  const labelOf = Uint32Array.from(dictionary.touchpoints, (key, code) => {
    const first = firstCode.get(key) ?? code;
    firstCode.set(key, first);
    return first;
  });

  const touchpointLevels = new Map<number, number>();
  const channelLevels = new Map<number, number>();
  const promised = new Set<number>();
  const promisedChannels = new Set<number>();
  if (catalogue.serviceLevels.length > 0) {
    for (const { from, to, wait } of catalogue.serviceLevels) {
      for (const [codes, levels, begin] of [
        [firstCode, touchpointLevels, promised],
        [channelCode, channelLevels, promisedChannels],
      ] as const) {
        const [a, b] = [codes.get(from), codes.get(to)];
        if (a === undefined || b === undefined) continue;
        levels.set(a * PAIR_BASE + b, wait);
        begin.add(a);
      }
    }
  }
  const initiatorOf = Uint8Array.from(touchpoints, (touchpoint) =>
    INITIATORS.indexOf(touchpoint?.initiatedBy ?? "CUSTOMER"),
  );
  return {
    /** The key of each channel code. */
    channels,
    /** For each touchpoint code, its channel and its flags. */
    table: channelOf.map(
      (channel, code) =>
        channel |
        (initiatorOf[code] === BRAND ? FLAGS.BRAND_SENT : 0) |
        (promised.has(labelOf[code]!) || promisedChannels.has(channel) ? FLAGS.PROMISED : 0),
    ),
    /** For each touchpoint code, the first code of the same touchpoint. It is the code of the label. */
    labelOf,
    /** For each touchpoint code, the index of its initiator in INITIATORS. */
    initiatorOf,
    /**
     * The promised waits in milliseconds, between touchpoints and between channels. The key of a pair is its first code
     * × PAIR_BASE + its second code.
     */
    touchpointLevels,
    channelLevels,
    /** The code of the channel `unknown`, or −1 if there is none. */
    unknownChannel: channelCode.get(UNKNOWN_CHANNEL) ?? -1,
  };
}

/** The part of the rules that depends only on the catalogue and the dictionary. */
type CatalogueRules = Readonly<ReturnType<typeof compileCatalogue>>;
