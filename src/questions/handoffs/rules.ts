// The catalogue and the settings as arrays by code, for finding handoffs. Channels have their own codes here. The
// channels of the dictionary come first, so the code of an intended channel can be used unchanged.
import { INITIATORS } from "../../model/interaction.js";
import { UNKNOWN_CHANNEL } from "../../model/keys.js";
import { HOUR } from "../../model/time.js";
import type { Projection } from "../../projection/projection.js";
import { touchpointsByCode } from "../../projection/touchpoints.js";
import type { HandoffSettings } from "./settings.js";

/** The longest wait for a customer who was sent to another channel, unless another limit was promised. */
export const INTENDED_WAIT = 24 * HOUR;

const BRAND = INITIATORS.indexOf("BRAND");

/** An entry of `table`, and the flags of an interaction: the channel's code, and flags above it. */
export const FLAGS = {
  CHANNEL: (1 << 20) - 1,
  GOAL: 1 << 20,
  /** Flags of interactions only. */
  RESOLVED: 1 << 21,
  BRAND_SENT: 1 << 22,
  /** Whether a service level begins at the touchpoint or at its channel. */
  PROMISED: 1 << 23,
} as const;

export const PAIR_BASE = 1 << 20;

/** The part that depends only on the catalogue and the dictionary. */
interface CatalogueRules {
  /** Channels' keys by code. */
  readonly channels: readonly string[];
  /** By touchpoint code: FLAGS. */
  readonly table: Uint32Array;
  /** By touchpoint code: index in INITIATORS. */
  readonly initiatorOf: Uint8Array;
  /** Indexed by first code · PAIR_BASE + second code; milliseconds. */
  readonly touchpointLevels: ReadonlyMap<number, number>;
  readonly channelLevels: ReadonlyMap<number, number>;
  /** −1 if there is none. */
  readonly unknownChannel: number;
}

export interface HandoffRules extends HandoffSettings, CatalogueRules {
  /** Labels are touchpoints (with their codes), then channels. At channel grain, they are only channels, from 0. */
  readonly byChannel: boolean;
  readonly firstChannelLabel: number;
  readonly labels: number;
  readonly newest: number;
  readonly journeyGap: number;
}

/** `goalOf` by touchpoint code: not 0 if the touchpoint is in the goal. */
export function handoffRules(projection: Projection, settings: HandoffSettings, goalOf: Uint8Array): HandoffRules {
  const rules = catalogueRules(projection);
  const byChannel = settings.grain === "CHANNEL";
  const firstChannelLabel = byChannel ? 0 : goalOf.length;
  return {
    ...settings,
    ...rules,
    table: rules.table.map((bits, code) => (goalOf[code] === 0 ? bits : bits | FLAGS.GOAL)),
    byChannel,
    firstChannelLabel,
    labels: firstChannelLabel + rules.channels.length,
    newest: projection.newest ?? 0,
    journeyGap: projection.journeyGap,
  };
}

/** The code of a label's channel, or of the channel that the label is. */
export function channelOfLabel({ table, firstChannelLabel }: HandoffRules, label: number): number {
  return label < firstChannelLabel ? table[label]! & FLAGS.CHANNEL : label - firstChannelLabel;
}

const known = new WeakMap<Projection, CatalogueRules>();

/** Computed once per projection. */
function catalogueRules(projection: Projection): CatalogueRules {
  let rules = known.get(projection);
  if (rules === undefined) {
    rules = compileCatalogue(projection);
    known.set(projection, rules);
  }
  return rules;
}

function compileCatalogue(projection: Projection): CatalogueRules {
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

  const touchpointLevels = new Map<number, number>();
  const channelLevels = new Map<number, number>();
  const promised = new Set<number>();
  const promisedChannels = new Set<number>();
  if (catalogue.serviceLevels.length > 0) {
    const touchpointCode = new Map(dictionary.touchpoints.map((key, code) => [key, code]));
    for (const { from, to, wait } of catalogue.serviceLevels) {
      for (const [codes, levels, begin] of [
        [touchpointCode, touchpointLevels, promised],
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
    channels,
    table: channelOf.map(
      (channel, code) =>
        channel |
        (initiatorOf[code] === BRAND ? FLAGS.BRAND_SENT : 0) |
        (promised.has(code) || promisedChannels.has(channel) ? FLAGS.PROMISED : 0),
    ),
    initiatorOf,
    touchpointLevels,
    channelLevels,
    unknownChannel: channelCode.get(UNKNOWN_CHANNEL) ?? -1,
  };
}
