// Labels are the names that interactions have in an answer. The grain decides whether a label is a touchpoint, a kind,
// a channel, a stage or the value of a property. The code of a label is the rank of its key in code-point order, so
// comparing codes compares keys. START comes before all other labels, and END after them.
import { ThroughlineError } from "../model/errors.js";
import { compareKeys, NO_STAGE } from "../model/keys.js";
import { journeyKeyOf } from "../projection/journeys.js";
import type { Block, Projection } from "../projection/projection.js";
import { touchpointsByCode } from "../projection/touchpoints.js";
import { GROUP_PREFIX, keyOfValue, labelKey, nameOfValue, refuseTakenNames } from "./labelKeys.js";
import type { JourneyPredicate } from "./scan.js";
import { type CompiledSelector, compileSelector, NO, unknownName, YES } from "./selector.js";
import type { Grain, Label, LabelOptions } from "./terms.js";

/** The largest number of labels: codes of labels, START and END are Uint16. */
export const MAX_LABELS = 65_534;

/**
 * Returns the labels that the options ask for. `at` is the path of the options, or null if the property is not one of
 * the options but a separate argument. Callers must also call `refuseLists`, because a list of several values has no
 * label.
 */
export function labelsOf(projection: Projection, options: LabelOptions, at: string | null = "options"): Labels {
  const { grain, property, groups } = options;
  checkLabelOptions(options, at);
  if (groups.length > 0) return newLabels(projection, options, at);
  // There may be many codes, so labels are computed once for each projection. Labels of values depend only on its
  // dictionary.
  const place = grain === "PROPERTY" ? projection.dictionary : projection;
  const name = grain === "PROPERTY" ? property! : grain;
  const known = cache.get(place) ?? new Map<string, Labels>();
  cache.set(place, known);
  const labels = known.get(name) ?? newLabels(projection, options, at);
  known.set(name, labels);
  return labels;
}

/** For each dictionary, the labels of the values of properties. For each projection, the labels of the other grains. */
const cache = new WeakMap<object, Map<string, Labels>>();

function newLabels(projection: Projection, options: LabelOptions, at: string | null) {
  const { grain, property, groups } = options;
  refuseTakenNames(projection.catalogue, options, at);
  const touchpoints = touchpointsByCode(projection);
  const selectors = groups.map((group, g) =>
    compileSelector(projection, group.at, `${at}.groups[${g}].at`, undefined, true),
  );
  const values = grain === "PROPERTY" ? valuesOf(projection, property!, at) : null;
  // A touchpoint that is no longer in the catalogue has no live interaction. Its code gets an arbitrary label, which is
  // never shown.
  const groupByCode = projection.dictionary.touchpoints.map((_, code) =>
    selectors.findIndex(({ byTouchpoint }) => byTouchpoint[code] !== NO),
  );
  const keyByCode = projection.dictionary.touchpoints.map((key, code) => {
    const group = groupByCode[code]!;
    if (group >= 0) return `${GROUP_PREFIX}${groups[group]!.name}`;
    return values === null ? labelKey(touchpoints[code], key, grain) : values[code]!;
  });
  const keys = [...new Set(keyByCode)].sort(compareKeys);
  if (keys.length > MAX_LABELS)
    throw new ThroughlineError(
      "TOO_MANY_VALUES",
      `The property "${property}" has ${keys.length} values; at most ${MAX_LABELS} can be labels.`,
      {
        at: place(at, "property"),
        remedy: "Name groups of values with `groups`, hide interactions with the others, or choose another property.",
      },
    );
  const rank = new Map(keys.map((key, i) => [key, i]));
  const isGroup = new Uint8Array(keys.length);
  keyByCode.forEach((key, code) => {
    if (groupByCode[code]! >= 0) isGroup[rank.get(key)!] = 1;
  });
  const names = namesOf(projection, grain, keys).map((name, label) =>
    isGroup[label] === 1 ? keys[label]!.slice(GROUP_PREFIX.length) : name,
  );
  const channelOf = new Map(projection.catalogue.touchpoints.map(({ key, channel }) => [key, channel]));
  const channels =
    grain === "CHANNEL" ? keys : grain === "TOUCHPOINT" ? keys.map((key) => channelOf.get(key) ?? "") : null;
  return {
    grain,
    /** Number of labels: codes are 0 … count − 1. */
    count: keys.length,
    /** The code of the label, by touchpoint code. */
    ofTouchpoint: Uint16Array.from(keyByCode, (key) => rank.get(key)!),
    keys,
    names,
    /** By label code: 1 if the label is a group. */
    isGroup,
    /**
     * The key of the channel by label code; null for a group. The whole list is null at grains that have no channel.
     */
    channels: channels?.map((channel, label) => (isGroup[label] === 1 ? null : channel)) ?? null,
    warnings: selectors.flatMap(({ warnings }) => warnings),
  };
}

export type Labels = Readonly<ReturnType<typeof newLabels>>;

/** The settings that an answer reports. `property` and `groups` are reported only if they are given. */
export function labelSettingsOf({ grain, property, groups }: LabelOptions): Readonly<Record<string, unknown>> {
  return { grain, ...(property === null ? {} : { property }), ...(groups.length === 0 ? {} : { groups }) };
}

function place(at: string | null, name: string): string {
  return at === null ? (name === "grain" ? "by" : name) : `${at}.${name}`;
}

/** Checks the options without the data. Names that do not exist are found later. */
export function checkLabelOptions({ grain, property, groups }: LabelOptions, at: string | null = "options"): void {
  if (grain === "PROPERTY" && property === null)
    throw new ThroughlineError("BAD_ARGUMENT", `\`${place(at, "grain")}\` is PROPERTY, and no property is named.`, {
      at: place(at, "property"),
      remedy: "Give `property`, the key of the property whose values are the labels.",
    });
  if (grain !== "PROPERTY" && property !== null)
    throw new ThroughlineError(
      "OPTION_DOES_NOT_APPLY",
      `\`${place(at, "property")}\` applies to the grain PROPERTY only.`,
      {
        at: place(at, "property"),
        remedy: "Give `grain: PROPERTY`, or leave the property out.",
      },
    );
  const seen = new Set<string>();
  groups.forEach(({ name }, g) => {
    if (name === "" || seen.has(name))
      throw new ThroughlineError(
        "BAD_ARGUMENT",
        name === "" ? `\`${at}.groups[${g}].name\` is empty.` : `Two groups have the name "${name.slice(0, 100)}".`,
        { at: `${at}.groups[${g}].name`, remedy: "Give each group a name of its own." },
      );
    seen.add(name);
  });
}

/**
 * Returns the key of the label of each code, by the value of the property. A list gets the label of unknown values,
 * because `refuseLists` refuses it.
 */
function valuesOf({ dictionary: { refinement } }: Projection, property: string, at: string | null): string[] {
  const values = refinement?.values.get(property);
  if (refinement === undefined || values === undefined)
    throw new ThroughlineError("OPTION_DOES_NOT_APPLY", `\`${place(at, "grain")}\` cannot be PROPERTY here.`, {
      at: place(at, "grain"),
      remedy: "Choose another grain.",
    });
  if (!refinement.properties.get(property)!.isBorne)
    throw unknownName(property, "property", place(at, "property"), refinement.keys);
  return Array.from(values.codes, (code) => {
    const members = code === 0 ? [] : values.members[code - 1]!;
    return members.length === 1 ? keyOfValue(members[0]!) : NO_STAGE;
  });
}

/**
 * Throws PROPERTY_IS_LIST if an interaction would get its label from a list of several values. Interactions out of
 * scope, hidden interactions and interactions in a group do not matter. If the property has no such list, no
 * interaction is read.
 */
export function refuseLists(
  projection: Projection,
  { property, grain }: LabelOptions,
  { ofTouchpoint, isGroup }: Labels,
  hide: CompiledSelector | null,
  test: JourneyPredicate | null,
  at = "options.property",
): void {
  if (grain !== "PROPERTY") return;
  const { codes, members } = projection.dictionary.refinement!.values.get(property!)!;
  if (!members.some(({ length }) => length > 1)) return;
  const isList = Uint8Array.from(codes, (code, c) =>
    code > 0 &&
    members[code - 1]!.length > 1 &&
    isGroup[ofTouchpoint[c]!] === 0 &&
    (hide === null || hide.byTouchpoint[c] !== YES)
      ? 1
      : 0,
  );
  if (!isList.includes(1)) return;
  projection.blocks.forEach(({ block, live }, s) => {
    for (let j = 0; j < block.journeys; j++) {
      if (live !== null && live[j] === 0) continue;
      for (let i = block.offsets[j]!; i < block.offsets[j + 1]!; i++) {
        if (isList[block.touchpoint[i]!] === 0 || hide?.matches(block, i) === true) continue;
        if (test !== null && !test(s, j)) break;
        const list = members[codes[block.touchpoint[i]!]! - 1]!;
        throw listRefusal(property!, list.length, block, j, i, at);
      }
    }
  });
}

/** The error for a list of several values if a single value is needed. */
export function listRefusal(
  property: string,
  members: number,
  block: Block,
  journey: number,
  interaction: number,
  at: string,
): ThroughlineError {
  return new ThroughlineError(
    "PROPERTY_IS_LIST",
    `The property "${property}" of interaction ${interaction - block.offsets[journey]! + 1} of journey ${journeyKeyOf(block, journey)} is a list of ${members} values, which cannot be one label.`,
    {
      at,
      remedy: "Name such interactions with `groups`, hide them, or choose a property with single values.",
    },
  );
}

const made = new WeakMap<Labels, Label[]>();

/**
 * Returns the label of a code. It is the same object each time, so that an answer with many rows is sent to another
 * thread with each label only once.
 */
export function labelOf(labels: Labels, code: number): Label {
  let known = made.get(labels);
  if (known === undefined) {
    known = [];
    made.set(labels, known);
  }
  const kind = labels.isGroup[code] === 1 ? "GROUP" : labels.grain;
  known[code] ??= { key: labels.keys[code]!, label: labels.names[code]!, kind };
  return known[code];
}

/** Returns a table by label code, with 1 for the labels whose key is in `keys`. */
export function labelsNamed({ keys: all }: Labels, keys: readonly string[]): Uint8Array {
  const named = new Set(keys);
  return Uint8Array.from(all, (key) => (named.has(key) ? 1 : 0));
}

/** Whether two labels are on different channels; null at grains without a channel, and for groups. */
export function isHandoff({ channels }: Labels, from: number, to: number): boolean | null {
  const [a, b] = [channels?.[from] ?? null, channels?.[to] ?? null];
  return a === null || b === null ? null : a !== b;
}

function namesOf({ catalogue }: Projection, grain: Grain, keys: readonly string[]): string[] {
  const names = new Map<string, string>();
  if (grain === "KIND") {
    // Two touchpoints may spell one kind differently. The first spelling in code-point order is shown.
    for (const { kindKey, kind } of catalogue.touchpoints) {
      const known = names.get(kindKey);
      if (known === undefined || compareKeys(kind, known) < 0) names.set(kindKey, kind);
    }
  } else if (grain !== "PROPERTY") {
    const things =
      grain === "TOUCHPOINT" ? catalogue.touchpoints : grain === "CHANNEL" ? catalogue.channels : catalogue.stages;
    for (const { key, name } of things) names.set(key, name);
  }
  return keys.map((key) => names.get(key) ?? (grain === "PROPERTY" ? nameOfValue(key) : key));
}

/** Returns the key of a label at one end of a transition; null for START and END. */
export function keyOfEnd({ key, kind }: Label): string | null {
  return kind === "START" || kind === "END" ? null : key;
}
