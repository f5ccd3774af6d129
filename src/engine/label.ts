// Labels: what an interaction is called at a given grain. The code of a label is the rank of its key in code-point
// order, so comparing codes compares keys. START comes before and END after all other labels.
import type { Touchpoint } from "../model/catalogue.js";
import { compareKeys } from "../model/keys.js";
import type { Projection } from "../projection/projection.js";
import { touchpointsByCode } from "../projection/touchpoints.js";
import type { Grain, Label } from "./terms.js";

export const NO_STAGE = "(none)";

export interface Labels {
  readonly grain: Grain;
  /** Number of labels: codes are 0 … count − 1. */
  readonly count: number;
  /** The code of the label for each touchpoint code. */
  readonly ofTouchpoint: Uint16Array;
  readonly keys: readonly string[];
  readonly names: readonly string[];
  /** The key of the channel for each label code; null if the grain has no channels. */
  readonly channels: readonly string[] | null;
}

export const START: Label = { key: "START", label: "Start", kind: "START" };
export const END: Label = { key: "END", label: "End", kind: "END" };
/** The label that combines all labels that are not shown. */
export const OTHER: Label = { key: "OTHER", label: "Other", kind: "OTHER" };

export function labelsOf(projection: Projection, grain: Grain): Labels {
  const touchpoints = touchpointsByCode(projection);
  // A touchpoint that is no longer in the catalogue has no live interactions, so its code may get an arbitrary label,
  // which is never shown.
  const keyByCode = projection.dictionary.touchpoints.map((key, code) => labelKey(touchpoints[code], key, grain));
  const keys = [...new Set(keyByCode)].sort(compareKeys);
  const rank = new Map(keys.map((key, i) => [key, i]));
  const names = namesOf(projection, grain, keys);
  const channelOf = new Map(projection.catalogue.touchpoints.map(({ key, channel }) => [key, channel]));
  return {
    grain,
    count: keys.length,
    ofTouchpoint: Uint16Array.from(keyByCode, (key) => rank.get(key)!),
    keys,
    names,
    channels: grain === "CHANNEL" ? keys : grain === "TOUCHPOINT" ? keys.map((key) => channelOf.get(key) ?? "") : null,
  };
}

export function labelOf(labels: Labels, code: number): Label {
  return { key: labels.keys[code]!, label: labels.names[code]!, kind: labels.grain };
}

/** Whether two labels are on different channels; null if the grain has no channels. */
export function isHandoff(labels: Labels, from: number, to: number): boolean | null {
  return labels.channels === null ? null : labels.channels[from] !== labels.channels[to];
}

function labelKey(touchpoint: Touchpoint | undefined, key: string, grain: Grain): string {
  if (touchpoint === undefined || grain === "TOUCHPOINT") return key;
  if (grain === "KIND") return touchpoint.kindKey;
  if (grain === "CHANNEL") return touchpoint.channel;
  return touchpoint.stage ?? NO_STAGE;
}

function namesOf({ catalogue }: Projection, grain: Grain, keys: readonly string[]): string[] {
  const names = new Map<string, string>();
  if (grain === "KIND") {
    // Two touchpoints may spell one kind differently. The first spelling in code-point order is shown.
    for (const { kindKey, kind } of catalogue.touchpoints) {
      const known = names.get(kindKey);
      if (known === undefined || compareKeys(kind, known) < 0) names.set(kindKey, kind);
    }
  } else {
    const things =
      grain === "TOUCHPOINT" ? catalogue.touchpoints : grain === "CHANNEL" ? catalogue.channels : catalogue.stages;
    for (const { key, name } of things) names.set(key, name);
  }
  return keys.map((key) => names.get(key) ?? key);
}

/** The key of an end; null for START and END. */
export function keyOfEnd({ key, kind }: Label): string | null {
  return kind === "START" || kind === "END" ? null : key;
}
