// Computes the migration to format 2. In format 2, the slug that makes a key from a name keeps signs such as + and #
// (model/keys.ts). A key of format 1, called a former key here, may therefore become several new keys: C++ and C# both
// had the key `c`. Origins contain the names as the rows write them. The new keys are computed from these names.
//
// An origin's new touchpoint is `channelSlug(channel)/slug(kind)`. Channel and kind are the parts of a key. A part
// changes only if its former value is the slug that format 1 made of the name. A part that a user chose is kept, unless
// its channel has another key now. An interaction gets the touchpoint of the origin that recorded it first. Its other
// origins are removed if they have a different touchpoint now, because their rows would have been conflicts. A
// declaration is repeated under each key that its former key has become.
//
// All functions are pure. The cost is O(origins + catalogue), and O(interactions) for each customer.
import type { Goal, PointSelector, ServiceLevel } from "../../model/catalogue.js";
import type { Interaction, OriginContent } from "../../model/interaction.js";
import type { Journey } from "../../model/journey.js";
import { channelSlug, compareKeys, formerSlug, keyTooLong, slug, UNKNOWN_CHANNEL } from "../../model/keys.js";
import type { Segment } from "../../model/segment.js";
import { compareSequences, type Sequence } from "../../model/sequence.js";
import { API_SOURCE } from "../store.js";
import { assembleJourneys } from "./assemble.js";
import type { Declared, DeclaredTouchpoint } from "./catalogue.js";

/** The data for re-keying the histories of customers, after the origins. */
export interface Rekeying {
  /** The origins by number, each with its new key in `touchpoint`. */
  readonly origins: ReadonlyMap<number, OriginContent>;
  /** The new key for each former key of a channel, used if no name determines it. */
  readonly channels: ReadonlyMap<string, string>;
}

export interface RekeyPlan extends Rekeying {
  readonly declared: Declared;
  /** False if every key stays the same. */
  readonly changesAnything: boolean;
}

/** Plans the new keys. `origins` has the origins by number, with their former touchpoints. */
export function planRekeying(declared: Declared, origins: ReadonlyMap<number, OriginContent>): RekeyPlan {
  const channels = new Successors(channelSlug);
  const stages = new Successors(slug);
  const kinds = new Successors(slug);
  for (const { channel, intended, stage, kind } of origins.values()) {
    if (channel !== null) channels.recorded(channel);
    if (intended !== null) channels.recorded(intended);
    if (stage !== null) stages.recorded(stage);
    kinds.recorded(kind);
  }
  for (const { key, name } of declared.channels) channels.declared(key, name);
  for (const { key, name } of declared.stages) stages.declared(key, name);
  for (const { kind } of declared.touchpoints) kinds.recorded(kind);
  const goals = new Map(declared.goals.map(({ key, name }) => [key, newPart(key, name, slug)]));

  const touchpoints = new Map<string, Map<string, string>>();
  const rekeyed = new Map<number, OriginContent>();
  for (const [number, origin] of origins) {
    const [channel, kind] = partsOf(origin.touchpoint);
    const channelName = origin.channel ?? UNKNOWN_CHANNEL;
    const newChannel = formerSlug(channelName) === channel ? channelSlug(channelName) : channels.one(channel);
    const touchpoint = orElse(`${newChannel}/${newPart(kind, origin.kind, slug)}`, origin.touchpoint);
    rekeyed.set(number, { ...origin, touchpoint });
    const successors = touchpoints.get(origin.touchpoint) ?? new Map<string, string>();
    if (!successors.has(touchpoint)) successors.set(touchpoint, origin.kind);
    touchpoints.set(origin.touchpoint, successors);
  }
  for (const { key, kind } of declared.touchpoints) {
    const [channel, part] = partsOf(key);
    const successors = touchpoints.get(key) ?? new Map<string, string>();
    touchpoints.set(key, successors);
    // Rows may contain further kinds with the same former key as the declared kind.
    const derived = formerSlug(kind) === part;
    if (successors.size > 0 && !(derived && [...successors.values()].every((other) => slug(other) !== slug(kind))))
      continue;
    successors.set(orElse(`${channels.one(channel)}/${newPart(part, kind, slug)}`, key), kind);
  }

  const keysOf: KeysOf = {
    touchpoints: (key) => [...(touchpoints.get(key)?.keys() ?? [key])],
    channels: (key) => channels.all(key),
    stages: (key) => stages.all(key),
    kinds: (key) => kinds.all(key),
    goal: (key) => goals.get(key) ?? key,
  };
  const after: Declared = {
    ...declared,
    channels: spread(declared.channels, (channel) => channels.entries(channel.key, channel)),
    stages: spread(declared.stages, (stage) => stages.entries(stage.key, stage)),
    touchpoints: spread(declared.touchpoints, (touchpoint) =>
      touchpointsOf(touchpoint, touchpoints.get(touchpoint.key)!, stages),
    ),
    goals: spread(declared.goals, (goal): Goal[] => [
      { ...goal, key: keysOf.goal(goal.key), selector: rekeyedSelector(goal.selector, keysOf) },
    ]),
    serviceLevels: rekeyedLevels(declared.serviceLevels, keysOf),
    segments: declared.segments.map((segment): Segment => ({ ...segment, rule: rekeyedRule(segment.rule, keysOf) })),
  };
  const changed = channels.changed();
  return {
    origins: rekeyed,
    channels: changed,
    declared: after,
    changesAnything:
      changed.size > 0 ||
      [...rekeyed].some(([number, { touchpoint }]) => touchpoint !== origins.get(number)!.touchpoint) ||
      JSON.stringify(after) !== JSON.stringify(declared) ||
      [...origins.values()].some(({ intended }) => intended !== null && channelSlug(intended) !== formerSlug(intended)),
  };
}

/** The journeys under their new keys, or null if they already have them. */
export function rekeyedJourneys(
  customer: string,
  journeys: readonly Journey[],
  rekeying: Rekeying,
  journeyGap: number,
): Journey[] | null {
  let changed = false;
  const interactions = journeys.flatMap((journey) =>
    journey.interactions.map((interaction) => {
      const after = rekeyedInteraction(interaction, rekeying);
      changed ||= after !== interaction;
      return after;
    }),
  );
  return changed ? assembleJourneys(customer, interactions, journeyGap) : null;
}

function rekeyedInteraction(interaction: Interaction, { origins, channels }: Rekeying): Interaction {
  const { intendedChannel } = interaction;
  const brought = interaction.origins.map((number, i) => {
    const origin = origins.get(number);
    return {
      number,
      source: origin?.source ?? API_SOURCE,
      sequence: interaction.sequences[i]!,
      touchpoint: origin?.touchpoint ?? interaction.touchpoint,
      intendedChannel:
        intendedChannel === null
          ? null
          : origin?.intended != null && formerSlug(origin.intended) === intendedChannel
            ? channelSlug(origin.intended)
            : (channels.get(intendedChannel) ?? intendedChannel),
    };
  });
  const first = brought.length === 1 ? brought[0]! : brought.reduce((a, b) => (compareArrival(a, b) <= 0 ? a : b));
  const { touchpoint } = first;
  if (
    touchpoint === interaction.touchpoint &&
    first.intendedChannel === intendedChannel &&
    brought.every((b) => b.touchpoint === touchpoint && b.intendedChannel === first.intendedChannel)
  )
    return interaction;
  const kept = brought.filter((b) => b.touchpoint === touchpoint && b.intendedChannel === first.intendedChannel);
  const sequences = kept.map(({ sequence }) => sequence);
  return {
    ...interaction,
    touchpoint,
    intendedChannel: first.intendedChannel,
    origins: kept.map(({ number }) => number),
    sequences,
    sequence: [...sequences].sort(compareSequences)[0]!,
  };
}

interface Arrival {
  readonly number: number;
  readonly source: number;
  readonly sequence: Sequence;
}

/** Compares by source, then by sequence. Sources are in the order of their first imports, and the API comes last. */
function compareArrival(a: Arrival, b: Arrival): number {
  const order = ({ source }: Arrival) => (source === API_SOURCE ? Number.POSITIVE_INFINITY : source);
  if (a.source !== b.source) return order(a) < order(b) ? -1 : 1;
  return compareSequences(a.sequence, b.sequence) || a.number - b.number;
}

/** The keys that a former key of a channel, stage or kind has become. */
class Successors {
  readonly #keyOf: (name: string) => string;
  /** Former key → new key → a name that has this key. */
  readonly #byFormer = new Map<string, Map<string, string>>();

  constructor(keyOf: (name: string) => string) {
    this.#keyOf = keyOf;
  }

  recorded(name: string): void {
    const former = formerSlug(name);
    const successors = this.#byFormer.get(former) ?? new Map<string, string>();
    this.#byFormer.set(former, successors);
    const key = orElse(this.#keyOf(name), former);
    const known = successors.get(key);
    if (known === undefined || compareKeys(name, known) < 0) successors.set(key, name);
  }

  /**
   * Adds a declared name. For a key that a user chose, the rows determine the new key. If there are no rows, the key is
   * kept.
   */
  declared(key: string, name: string): void {
    if (formerSlug(name) === key) this.recorded(name);
    else if (!this.#byFormer.has(key)) this.#byFormer.set(key, new Map([[key, name]]));
  }

  all(former: string): string[] {
    return [...(this.#byFormer.get(former)?.keys() ?? [former])].sort(compareKeys);
  }

  /**
   * Returns the new key of a former key for cases in which no name determines it. If the former key is one of the new
   * keys, it stays. Otherwise, the first new key replaces it.
   */
  one(former: string): string {
    const all = this.all(former);
    return all.includes(former) ? former : all[0]!;
  }

  /**
   * Repeats a declaration of a former key for each of its new keys. The declared name is kept only for the key to which
   * it belongs.
   */
  entries<T extends { readonly key: string; readonly name: string }>(former: string, declared: T): T[] {
    const all = this.all(former);
    return all.map((key) => ({
      ...declared,
      key,
      name:
        all.length === 1 || this.#keyOf(declared.name) === key ? declared.name : this.#byFormer.get(former)!.get(key)!,
    }));
  }

  changed(): Map<string, string> {
    return new Map(
      [...this.#byFormer.keys()].map((former) => [former, this.one(former)] as const).filter(([a, b]) => a !== b),
    );
  }
}

function partsOf(touchpoint: string): [channel: string, kind: string] {
  const slash = touchpoint.indexOf("/");
  return [touchpoint.slice(0, slash), touchpoint.slice(slash + 1)];
}

/** The new slug of the name if the part is its former slug. A part that a user chose is kept. */
function newPart(part: string, name: string, keyOf: (name: string) => string): string {
  return formerSlug(name) === part ? orElse(keyOf(name), part) : part;
}

/** The new key, or the former key if the additional signs make the new one too long. */
function orElse(key: string, former: string): string {
  return keyTooLong(key) ? former : key;
}

function touchpointsOf(
  declared: DeclaredTouchpoint,
  successors: ReadonlyMap<string, string>,
  stages: Successors,
): DeclaredTouchpoint[] {
  return [...successors].map(([key, kind]) => ({
    ...declared,
    key,
    name: successors.size === 1 || slug(kind) === slug(declared.kind) ? declared.name : null,
    kind: successors.size === 1 || slug(kind) === slug(declared.kind) ? declared.kind : kind,
    channel: partsOf(key)[0],
    stage: declared.stage === null ? null : stages.one(declared.stage),
  }));
}

/**
 * Returns the entries under their new keys, one entry for each key. If several entries get the same new key, the entry
 * that already had this key is kept.
 */
function spread<T extends { readonly key: string }>(list: readonly T[], successorsOf: (entry: T) => readonly T[]): T[] {
  const byKey = new Map<string, { entry: T; stayed: boolean }>();
  for (const before of list)
    for (const entry of successorsOf(before)) {
      const stayed = entry.key === before.key;
      if (!byKey.has(entry.key) || (stayed && !byKey.get(entry.key)!.stayed)) byKey.set(entry.key, { entry, stayed });
    }
  return [...byKey.values()].map(({ entry }) => entry).sort((a, b) => compareKeys(a.key, b.key));
}

// ---- declarations and rules that contain keys -----------------------------------------------------------------------

interface KeysOf {
  readonly touchpoints: (key: string) => readonly string[];
  readonly channels: (key: string) => readonly string[];
  readonly stages: (key: string) => readonly string[];
  readonly kinds: (key: string) => readonly string[];
  readonly goal: (key: string) => string;
}

const LISTS = ["touchpoints", "channels", "stages", "kinds"] as const;

function rekeyedSelector(selector: PointSelector, keysOf: KeysOf): PointSelector {
  const after: Record<string, unknown> = { ...selector };
  for (const choice of LISTS) {
    const keys = selector[choice];
    if (Array.isArray(keys)) after[choice] = [...new Set(keys.flatMap((key: string) => keysOf[choice](key)))];
  }
  if (typeof selector.goal === "string") after.goal = keysOf.goal(selector.goal);
  return after;
}

function rekeyedLevels(levels: readonly ServiceLevel[], keysOf: KeysOf): ServiceLevel[] {
  const byPair = new Map<string, ServiceLevel>();
  for (const { from, to, wait } of levels) {
    const keys = from.includes("/") ? keysOf.touchpoints : keysOf.channels;
    for (const a of keys(from))
      for (const b of keys(to)) {
        const pair = JSON.stringify([a, b]);
        if (!byPair.has(pair)) byPair.set(pair, { from: a, to: b, wait });
      }
  }
  return [...byPair.values()].sort((a, b) => compareKeys(a.from, b.from) || compareKeys(a.to, b.to));
}

/**
 * A rule is a JourneyFilter as a client wrote it. It may contain selectors in `touches` and `avoids`, a goal, and a
 * pattern.
 */
function rekeyedRule(rule: Segment["rule"], keysOf: KeysOf): Segment["rule"] {
  if (rule === null) return null;
  const after: Record<string, unknown> = { ...rule };
  for (const field of ["touches", "avoids"])
    if (Array.isArray(rule[field]))
      after[field] = rule[field].map((selector: PointSelector) => rekeyedSelector(selector, keysOf));
  if (typeof rule.reachedGoal === "string") after.reachedGoal = keysOf.goal(rule.reachedGoal);
  if (typeof rule.matches === "string") after.matches = rekeyedPattern(rule.matches, keysOf);
  return after;
}

const PATTERN_CHOICES: Readonly<Record<string, keyof KeysOf>> = {
  touchpoint: "touchpoints",
  channel: "channels",
  stage: "stages",
  kind: "kinds",
  goal: "goal",
};
/** A name in a pattern, after its prefix, with or without quotes. Anything else is skipped. */
const PATTERN_NAME = /(?:(touchpoint|channel|stage|kind|goal):)?("[^"]*"|[\p{L}\p{M}\p{N}_/-]*[\p{L}\p{M}\p{N}_/])/gu;

function rekeyedPattern(pattern: string, keysOf: KeysOf): string {
  let brackets = 0;
  let last = 0;
  return pattern.replace(PATTERN_NAME, (written: string, prefix: string | undefined, name: string, place: number) => {
    for (const sign of pattern.slice(last, place).replace(/"[^"]*"/g, ""))
      if (sign === "[") brackets++;
      else if (sign === "]") brackets--;
    last = place + written.length;
    const quoted = name.startsWith('"');
    const key = quoted ? name.slice(1, -1) : name;
    if (prefix === undefined && !quoted && (key === "start" || key === "end")) return written;
    const after = keysOf[PATTERN_CHOICES[prefix ?? "touchpoint"]!](key);
    const keys = typeof after === "string" ? [after] : after;
    if (keys.length === 1 && keys[0] === key) return written;
    const names = keys.map((k) => `${prefix === undefined ? "" : `${prefix}:`}"${k}"`);
    return names.length === 1 || brackets > 0 ? names.join("|") : `[${names.join("|")}]`;
  });
}
