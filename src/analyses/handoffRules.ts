// What the search for handoffs looks up: the catalogue and the settings as arrays by code. Channels have codes of their
// own here, those of the dictionary first, so that an intended channel's code can be used as it is.
import { INITIATORS } from "../model/interaction.js";
import { UNKNOWN_CHANNEL } from "../model/keys.js";
import { HOUR } from "../model/time.js";
import type { Projection } from "../projection/projection.js";
import { touchpointsByCode } from "../projection/touchpoints.js";
import type { HandoffSettings } from "./handoffSettings.js";

/** How long someone who was sent to another channel may take, where nothing else was promised. */
export const INTENDED_WAIT = 24 * HOUR;

export interface HandoffRules extends HandoffSettings {
  /** Channels' keys by code. */
  readonly channels: readonly string[];
  /** By touchpoint code: channel code, and index in INITIATORS. */
  readonly channelOf: Uint16Array;
  readonly initiatorOf: Uint8Array;
  /** By touchpoint code: not 0 if in the goal. */
  readonly goalOf: Uint8Array;
  /** Labels are touchpoints (codes as they are), then channels; at channel grain only channels, from 0. */
  readonly firstChannelLabel: number;
  readonly labels: number;
  /** By first code · 65,536 + second code; milliseconds. */
  readonly touchpointLevels: ReadonlyMap<number, number>;
  readonly channelLevels: ReadonlyMap<number, number>;
  /** −1 if there is none. */
  readonly unknownChannel: number;
  readonly newest: number;
  readonly journeyGap: number;
}

export const PAIR_BASE = 1 << 16;

/** `goalOf` by touchpoint code. */
export function handoffRules(projection: Projection, settings: HandoffSettings, goalOf: Uint8Array): HandoffRules {
  const { catalogue, dictionary } = projection;
  const channels = [
    ...new Set([
      ...dictionary.channels,
      ...catalogue.channels.map((c) => c.key),
      ...catalogue.touchpoints.map((t) => t.channel),
    ]),
  ];
  const channelCode = new Map(channels.map((key, code) => [key, code]));
  const touchpointCode = new Map(dictionary.touchpoints.map((key, code) => [key, code]));
  const touchpoints = touchpointsByCode(projection);
  const firstChannelLabel = settings.grain === "TOUCHPOINT" ? touchpoints.length : 0;

  const touchpointLevels = new Map<number, number>();
  const channelLevels = new Map<number, number>();
  for (const { from, to, wait } of catalogue.serviceLevels) {
    for (const [codes, levels] of [
      [touchpointCode, touchpointLevels],
      [channelCode, channelLevels],
    ] as const) {
      const [a, b] = [codes.get(from), codes.get(to)];
      if (a !== undefined && b !== undefined) levels.set(a * PAIR_BASE + b, wait);
    }
  }
  return {
    ...settings,
    channels,
    channelOf: Uint16Array.from(touchpoints, (touchpoint) =>
      touchpoint === undefined ? 0 : channelCode.get(touchpoint.channel)!,
    ),
    initiatorOf: Uint8Array.from(touchpoints, (touchpoint) =>
      INITIATORS.indexOf(touchpoint?.initiatedBy ?? "CUSTOMER"),
    ),
    goalOf,
    firstChannelLabel,
    labels: firstChannelLabel + channels.length,
    touchpointLevels,
    channelLevels,
    unknownChannel: channelCode.get(UNKNOWN_CHANNEL) ?? -1,
    newest: projection.newest ?? 0,
    journeyGap: projection.journeyGap,
  };
}
