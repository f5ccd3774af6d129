// Applies a change, from a catalogue file or a mutation, to the declarations of the catalogue. It is a pure function,
// which both stores call.
//
// In a change, undefined keeps a value, and null clears it. A touchpoint's channel and stage are given by key or by
// name. If a text is the key of one entry and the name of another, the entry with the key is meant. If no entry has
// this key or name, a new entry is declared. The text is its name, and the slug of the text is its key. A touchpoint
// that neither exists nor is declared needs `kind` and `channel`; its key always begins with its channel. A new default
// goal replaces the old one. An entry that is still in use cannot be removed (uses.ts). The cost is linear in the
// catalogue and the change.
import {
  type Catalogue,
  type CatalogueChange,
  type Channel,
  type Goal,
  MAX_TOUCHPOINTS,
  type ServiceLevel,
  type Stage,
  selectorsWithin,
  type TouchpointChange,
} from "../../model/catalogue.js";
import { ThroughlineError } from "../../model/errors.js";
import type { OriginContent } from "../../model/interaction.js";
import { channelSlug, compareKeys, NO_STAGE, slug } from "../../model/keys.js";
import type { Declared, DeclaredTouchpoint } from "./catalogue.js";
import { bad, checkKey } from "./checks.js";
import { declareBlueprints } from "./declareBlueprints.js";
import { declarePersonas } from "./declarePersonas.js";
import { refuseUsed } from "./uses.js";

type DeclaredChannel = Omit<Channel, "declared">;
type DeclaredStage = Omit<Stage, "declared">;

export const NOTHING_DECLARED: Declared = {
  version: 0,
  channels: [],
  stages: [],
  touchpoints: [],
  goals: [],
  serviceLevels: [],
  segments: [],
  personas: [],
  blueprints: [],
};

/**
 * The declarations after `change`, or null if nothing changes. `origins` returns the origins that still have
 * interactions. An origin is what the rows of one source say about a touchpoint (`OriginContent` in
 * model/interaction.ts). `origins` is a function, because the origins are needed only if the change removes something.
 * `standing` is the whole current catalogue: what is declared, together with what is derived from these origins. The
 * caller sets the version. Throws BAD_CATALOGUE, KEY_TOO_LONG, TOO_MANY_TOUCHPOINTS, IN_USE or CONFLICT.
 */
export function applyCatalogueChange(
  declared: Declared,
  standing: Catalogue,
  change: CatalogueChange,
  origins: () => Iterable<OriginContent>,
): Declared | null {
  if (change.asOf !== undefined && change.asOf !== standing.version)
    throw new ThroughlineError("CONFLICT", "The catalogue was changed at the same time.", { remedy: "Try again." });
  const channels = new Map(declared.channels.map((c) => [c.key, c]));
  const stages = new Map(declared.stages.map((s) => [s.key, s]));
  const touchpoints = new Map(declared.touchpoints.map((t) => [t.key, t]));
  const goals = new Map(declared.goals.map((g) => [g.key, g]));
  const levels = new Map(declared.serviceLevels.map((l) => [JSON.stringify([l.from, l.to]), l]));

  for (const c of change.channels ?? []) {
    checkKey(c.key, "channels");
    if (c.key.includes("/"))
      throw bad(
        `The channel key "${c.key}" holds a slash.`,
        "channels",
        "Use another key; in the key of a touchpoint, a slash separates channel and kind.",
      );
    const before = channels.get(c.key) ?? unknownChannel(c.key, standing.channels.find((s) => s.key === c.key)?.name);
    channels.set(c.key, {
      key: c.key,
      name: c.name ?? before.name,
      medium: c.medium === undefined ? before.medium : c.medium,
      assisted: c.assisted ?? before.assisted,
    });
  }
  for (const s of change.stages ?? []) {
    checkKey(s.key, "stages");
    if (s.key === NO_STAGE)
      throw bad(
        `The stage key "${NO_STAGE}" is reserved: answers use it for touchpoints without a stage.`,
        "stages",
        "Use another key.",
      );
    const before = stages.get(s.key) ?? unknownStage(s.key, standing.stages.find((t) => t.key === s.key)?.name);
    stages.set(s.key, {
      key: s.key,
      name: s.name ?? before.name,
      position: s.position === undefined ? before.position : s.position,
      phase: s.phase === undefined ? before.phase : s.phase,
      purpose: s.purpose === undefined ? before.purpose : s.purpose,
    });
  }
  refuseSharedPositions(stages, change);
  const channelOf = (name: string): string => resolve(name, channels, standing.channels, channelSlug, unknownChannel);
  const stageOf = (name: string): string => resolve(name, stages, standing.stages, slug, unknownStage);
  for (const t of change.touchpoints ?? []) {
    checkKey(t.key, "touchpoints");
    touchpoints.set(t.key, declareTouchpoint(t, touchpoints.get(t.key), standing, channelOf, stageOf));
  }
  for (const g of change.goals ?? []) {
    checkKey(g.key, "goals");
    if (g.isDefault)
      for (const [key, other] of goals) if (other.isDefault) goals.set(key, { ...other, isDefault: false });
    goals.set(g.key, goalOf(g));
  }
  for (const l of change.serviceLevels ?? []) {
    if (!Number.isSafeInteger(l.wait) || l.wait < 0)
      throw bad(
        `The service level from "${l.from}" to "${l.to}" has no valid wait.`,
        "serviceLevels",
        "Give a duration of zero or more.",
      );
    levels.set(JSON.stringify([l.from, l.to]), { from: l.from, to: l.to, wait: l.wait });
  }

  const segments = new Map(declared.segments.map((segment) => [segment.key, segment]));
  for (const segment of change.segments ?? []) {
    checkKey(segment.key, "segments");
    const before = segments.get(segment.key);
    segments.set(segment.key, {
      key: segment.key,
      name: segment.name ?? before?.name ?? segment.key,
      description: segment.description === undefined ? (before?.description ?? null) : segment.description,
      rule: segment.rule === undefined ? (before?.rule ?? null) : segment.rule,
    });
  }
  const personas = declarePersonas(declared.personas, change, channelOf);
  const blueprints = declareBlueprints(declared.blueprints, change, { touchpoints, standing, personas });
  for (const key of change.removedSegments ?? []) segments.delete(key);
  for (const key of change.removedTouchpoints ?? []) touchpoints.delete(key);
  for (const key of change.removedChannels ?? []) channels.delete(key);
  for (const key of change.removedStages ?? []) stages.delete(key);
  for (const key of change.removedGoals ?? []) goals.delete(key);
  for (const { from, to } of change.removedServiceLevels ?? []) levels.delete(JSON.stringify([from, to]));

  const standingAfter = new Set([...standing.touchpoints.map((t) => t.key), ...touchpoints.keys()]);
  if (standingAfter.size > MAX_TOUCHPOINTS)
    throw new ThroughlineError(
      "TOO_MANY_TOUCHPOINTS",
      `The catalogue would hold ${standingAfter.size} touchpoints; the limit is ${MAX_TOUCHPOINTS}.`,
      {
        at: "touchpoints",
        remedy: "Use fewer kinds: a touchpoint is a kind of contact, not a page or a product.",
      },
    );
  const after: Declared = {
    version: declared.version,
    channels: byKey(channels),
    stages: byKey(stages),
    touchpoints: byKey(touchpoints),
    goals: byKey(goals),
    serviceLevels: [...levels.values()].sort(
      (a: ServiceLevel, b) => compareKeys(a.from, b.from) || compareKeys(a.to, b.to),
    ),
    segments: byKey(segments),
    personas,
    blueprints,
  };
  refuseUsed(standing, after, change, origins);
  return JSON.stringify(after) === JSON.stringify(declared) ? null : after;
}

/** Stages have an order, so two stages cannot have the same position. */
function refuseSharedPositions(declared: ReadonlyMap<string, DeclaredStage>, change: CatalogueChange): void {
  const at = new Map<number, string>();
  for (const { key, position } of declared.values()) {
    if (position === null) continue;
    const other = at.get(position);
    at.set(position, key);
    const index = change.stages?.findLastIndex((stage) => stage.key === key || stage.key === other) ?? -1;
    if (other === undefined || index < 0) continue;
    throw bad(
      `The stages "${other}" and "${key}" have the same position, ${position}.`,
      `stages[${index}].position`,
      "Give each stage a position of its own.",
    );
  }
}

function declareTouchpoint(
  t: TouchpointChange,
  before: DeclaredTouchpoint | undefined,
  standing: Catalogue,
  channelOf: (name: string) => string,
  stageOf: (name: string) => string,
): DeclaredTouchpoint {
  const rows = standing.touchpoints.find((s) => s.key === t.key);
  const kind = t.kind ?? before?.kind ?? rows?.kind;
  const channel = t.channel === undefined ? (before?.channel ?? rows?.channel) : channelOf(t.channel);
  if (kind === undefined || channel === undefined)
    throw bad(
      `The touchpoint "${t.key}" is new and has no ${kind === undefined ? "kind" : "channel"}.`,
      "touchpoints",
      "Give both kind and channel.",
    );
  if (!t.key.startsWith(`${channel}/`))
    throw bad(
      `The touchpoint "${t.key}" cannot be on the channel "${channel}".`,
      "touchpoints",
      `A touchpoint's key begins with its channel: "${channel}/…".`,
    );
  const stage = t.stage === undefined ? (before?.stage ?? null) : t.stage === null ? null : stageOf(t.stage);
  return {
    key: t.key,
    name: t.name ?? before?.name ?? null,
    kind,
    channel,
    stage,
    description: t.description === undefined ? (before?.description ?? null) : t.description,
    initiatedBy: t.initiatedBy === undefined ? (before?.initiatedBy ?? null) : t.initiatedBy,
    owner: t.owner === undefined ? (before?.owner ?? null) : t.owner,
    stakeholders: t.stakeholders ?? before?.stakeholders ?? [],
  };
}

/**
 * Returns the key of the entry that `name` means. First, `name` is looked up among the keys of all entries, whether
 * they are declared or only derived from rows. If no entry has this key, it is looked up among their names. If no entry
 * has this name either, a new entry is declared, whose key is the slug of the name.
 */
function resolve<T extends { readonly key: string; readonly name: string }>(
  name: string,
  declared: Map<string, T>,
  standing: readonly { readonly key: string; readonly name: string }[],
  keyOf: (name: string) => string,
  create: (key: string, name?: string) => T,
): string {
  const known = [...declared.values(), ...standing.filter((s) => !declared.has(s.key))];
  const found = known.find((k) => k.key === name) ?? known.find((k) => k.name === name);
  if (found !== undefined) return found.key;
  const key = keyOf(name);
  checkKey(key, "touchpoints");
  if (!known.some((k) => k.key === key)) declared.set(key, create(key, name));
  return key;
}

function goalOf({ key, name, selector, isDefault }: Goal): Goal {
  const choices = Object.entries(selector).filter(([, value]) => value !== null && value !== undefined);
  if (choices.length !== 1 || selectorsWithin(selector).some(({ goal }) => goal !== null && goal !== undefined))
    throw bad(
      `The goal "${key}" needs exactly one choice, which cannot contain a goal.`,
      "goals",
      "Give one of touchpoints, kinds, channels, stages, property, all, anyOf, not, or any.",
    );
  return { key, name, selector: Object.fromEntries(choices), isDefault };
}

function unknownChannel(key: string, name: string = key): DeclaredChannel {
  return { key, name, medium: null, assisted: false };
}

function unknownStage(key: string, name: string = key): DeclaredStage {
  return { key, name, position: null, phase: null, purpose: null };
}

function byKey<T extends { readonly key: string }>(map: Map<string, T>): T[] {
  return [...map.values()].sort((a, b) => compareKeys(a.key, b.key));
}
