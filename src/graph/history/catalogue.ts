// Derives the catalogue from declarations and from rows.
//
// A touchpoint, channel or stage exists if it is declared or if an origin with interactions or answers contains it. If
// its name is not declared, the name is the spelling with the most rows (interactions and answers). If several
// spellings are equally frequent, the name is the first of them in code-point order. The stage of a touchpoint is the
// declared stage. If none is declared, the stage is the first in code-point order among the stages in the rows of the
// touchpoint. The initiator of a touchpoint is determined in the same way. If neither the declaration nor a row gives
// one, it is CUSTOMER. The catalogue is derived in one pass over the origins. There are few of them: at most sources ×
// touchpoints × spellings.
import type { Blueprint } from "../../model/blueprint.js";
import type { Catalogue, Channel, Goal, MergedName, ServiceLevel, Stage, Touchpoint } from "../../model/catalogue.js";
import type { Initiator, Origin, OriginContent } from "../../model/interaction.js";
import { channelSlug, compareKeys, slug, UNKNOWN_CHANNEL } from "../../model/keys.js";
import type { Persona } from "../../model/persona.js";
import type { Segment } from "../../model/segment.js";

/** The declaration of a touchpoint; null in fields that are not declared. */
export interface DeclaredTouchpoint {
  readonly key: string;
  readonly name: string | null;
  readonly kind: string;
  readonly channel: string;
  readonly stage: string | null;
  readonly description: string | null;
  readonly initiatedBy: Initiator | null;
  readonly owner: string | null;
  /** Absent in declarations of earlier releases. */
  readonly stakeholders?: readonly string[];
}

export interface Declared {
  readonly version: number;
  readonly channels: readonly Omit<Channel, "declared">[];
  readonly stages: readonly Omit<Stage, "declared">[];
  readonly touchpoints: readonly DeclaredTouchpoint[];
  readonly goals: readonly Goal[];
  readonly serviceLevels: readonly ServiceLevel[];
  readonly segments: readonly Segment[];
  /** In order of position, then key. */
  readonly personas: readonly Persona[];
  /** In order of key, then version. */
  readonly blueprints: readonly Blueprint[];
}

export function deriveCatalogue(declared: Declared, origins: Iterable<Origin>): Catalogue {
  const names = { channel: new Spellings(channelSlug), stage: new Spellings(slug), kind: new Spellings(slug) };
  const brought = new Map<string, { kind: string; stages: Set<string>; initiators: Set<Initiator> }>();
  for (const origin of origins) {
    // If feedback answers refer only to an interaction, their origin has no touchpoint of its own.
    if (origin.interactions <= 0 || origin.touchpoint === "") continue;
    names.channel.add(origin.channel ?? UNKNOWN_CHANNEL, origin.interactions);
    if (origin.intended !== null) names.channel.add(origin.intended, origin.interactions);
    if (origin.stage !== null) names.stage.add(origin.stage, origin.interactions);
    names.kind.add(origin.kind, origin.interactions);
    let touchpoint = brought.get(origin.touchpoint);
    if (touchpoint === undefined) {
      touchpoint = { kind: slug(origin.kind), stages: new Set(), initiators: new Set() };
      brought.set(origin.touchpoint, touchpoint);
    }
    if (origin.stage !== null) touchpoint.stages.add(slug(origin.stage));
    if (origin.initiatedBy !== null) touchpoint.initiators.add(origin.initiatedBy);
  }

  const touchpoints = new Map<string, Touchpoint>();
  for (const [key, rows] of brought) {
    touchpoints.set(key, {
      key,
      name: names.kind.shown(rows.kind) ?? rows.kind,
      kind: names.kind.shown(rows.kind) ?? rows.kind,
      kindKey: rows.kind,
      channel: key.slice(0, key.indexOf("/")),
      stage: first(rows.stages),
      description: null,
      initiatedBy: first(rows.initiators) ?? "CUSTOMER",
      owner: null,
      stakeholders: [],
      declared: false,
    });
  }
  for (const d of declared.touchpoints) {
    const rows = touchpoints.get(d.key);
    touchpoints.set(d.key, {
      key: d.key,
      name: d.name ?? rows?.name ?? d.kind,
      kind: d.kind,
      kindKey: slug(d.kind),
      channel: d.channel,
      stage: d.stage ?? rows?.stage ?? null,
      description: d.description,
      initiatedBy: d.initiatedBy ?? rows?.initiatedBy ?? "CUSTOMER",
      owner: d.owner,
      stakeholders: d.stakeholders ?? [],
      declared: true,
    });
  }

  const channels = new Map<string, Channel>();
  for (const key of [...names.channel.keys(), ...[...touchpoints.values()].map((t) => t.channel)])
    channels.set(key, { key, name: names.channel.shown(key) ?? key, medium: null, assisted: false, declared: false });
  for (const d of declared.channels) channels.set(d.key, { ...d, declared: true });

  const stages = new Map<string, Stage>();
  for (const key of [...names.stage.keys(), ...[...touchpoints.values()].flatMap((t) => t.stage ?? [])])
    stages.set(key, {
      key,
      name: names.stage.shown(key) ?? key,
      position: null,
      phase: null,
      purpose: null,
      declared: false,
    });
  for (const d of declared.stages) stages.set(d.key, { ...d, declared: true });

  return {
    version: declared.version,
    touchpoints: sorted(touchpoints.values()),
    channels: sorted(channels.values()),
    stages: sorted(stages.values()).sort((a, b) => (a.position ?? Infinity) - (b.position ?? Infinity) || 0),
    goals: sorted(declared.goals),
    serviceLevels: [...declared.serviceLevels].sort((a, b) => compareKeys(a.from, b.from) || compareKeys(a.to, b.to)),
    segments: sorted(declared.segments),
    personas: declared.personas,
    blueprints: declared.blueprints,
    mergedNames: [...names.channel.merged("channel"), ...names.stage.merged("stage"), ...names.kind.merged("kind")],
  };
}

/** Whether two catalogues are equal, apart from their versions. */
export function sameCatalogue(a: Catalogue, b: Catalogue): boolean {
  return JSON.stringify({ ...a, version: 0 }) === JSON.stringify({ ...b, version: 0 });
}

/**
 * Whether a name in the catalogue may change if these origins get more or fewer interactions. This is so only for an
 * entry with several spellings.
 */
export function mayRename(catalogue: Catalogue, origins: Iterable<OriginContent>): boolean {
  if (catalogue.mergedNames.length === 0) return false;
  let names = spellings.get(catalogue);
  if (names === undefined) {
    names = new Set(catalogue.mergedNames.flatMap((merged) => merged.names));
    spellings.set(catalogue, names);
  }
  for (const { kind, channel, stage, intended } of origins)
    for (const name of [kind, channel ?? UNKNOWN_CHANNEL, stage, intended])
      if (name !== null && names.has(name)) return true;
  return false;
}

/** For each catalogue, the names that share their key with another spelling. */
const spellings = new WeakMap<Catalogue, ReadonlySet<string>>();

/** Collects names by the slug that they share, with the number of rows for each. */
class Spellings {
  readonly #names = new Map<string, Map<string, number>>();
  readonly #keyOf: (name: string) => string;

  constructor(keyOf: (name: string) => string) {
    this.#keyOf = keyOf;
  }

  add(name: string, interactions: number): void {
    const key = this.#keyOf(name);
    const names = this.#names.get(key);
    if (names === undefined) this.#names.set(key, new Map([[name, interactions]]));
    else names.set(name, (names.get(name) ?? 0) + interactions);
  }

  keys(): Iterable<string> {
    return this.#names.keys();
  }

  shown(key: string): string | null {
    const names = this.#names.get(key);
    return names === undefined ? null : mostFrequentFirst(names)[0]!;
  }

  merged(of: MergedName["of"]): MergedName[] {
    return [...this.#names]
      .filter(([, names]) => names.size > 1)
      .map(([key, names]) => ({ of, key, names: mostFrequentFirst(names) }))
      .sort((a, b) => compareKeys(a.key, b.key));
  }
}

function mostFrequentFirst(names: ReadonlyMap<string, number>): string[] {
  return [...names].sort((a, b) => b[1] - a[1] || compareKeys(a[0], b[0])).map(([name]) => name);
}

function first<T extends string>(values: Iterable<T>): T | null {
  let least: T | null = null;
  for (const value of values) if (least === null || compareKeys(value, least) < 0) least = value;
  return least;
}

function sorted<T extends { readonly key: string }>(values: Iterable<T>): T[] {
  return [...values].sort((a, b) => compareKeys(a.key, b.key));
}
