// Reads and saves the catalogue in the graph. The declaration of an entry is stored on its node as `declaredAs`. The
// names that rows contain are stored on the Origin nodes. `deriveCatalogue` derives the Touchpoint, Channel and Stage
// nodes from both. The names are cached in memory, and are valid as long as the property `namesVersion` of the Meta
// node is the same. No other process can raise it while this process holds the lock.
import type { Blueprint } from "../../model/blueprint.js";
import type { Catalogue, Goal, ServiceLevel } from "../../model/catalogue.js";
import type { Origin, OriginContent } from "../../model/interaction.js";
import { compareKeys } from "../../model/keys.js";
import type { Persona } from "../../model/persona.js";
import type { Segment, SegmentRule } from "../../model/segment.js";
import { type Declared, deriveCatalogue } from "../history/catalogue.js";
import { int, type Row, type Tx } from "./connection.js";
import { saveDesigns } from "./designs.js";
import { graphGone } from "./errors.js";
import * as cypher from "./statements/index.js";

export interface Names {
  readonly namesVersion: number;
  readonly declared: Declared;
  /** Origins with interactions. The keys are their ids. */
  readonly origins: ReadonlyMap<number, OriginContent>;
  /**
   * The number of interactions of each origin when the names were read or made. Other processes may have recorded rows
   * since then, but those rows have not changed any name.
   */
  readonly interactions: ReadonlyMap<number, number>;
  readonly byContent: ReadonlyMap<string, number>;
  readonly catalogue: Catalogue;
}

/** A text that identifies the content of an origin. */
export function originText(o: OriginContent): string {
  const own = [o.source, o.touchpoint, o.kind, o.channel, o.stage, o.intended, o.initiatedBy];
  return JSON.stringify(o.feedback ? [...own, "feedback"] : own);
}

export function namesOf(
  namesVersion: number,
  declared: Declared,
  origins: ReadonlyMap<number, OriginContent>,
  interactions: ReadonlyMap<number, number>,
): Names {
  const live = [...origins].map(
    ([number, content]): Origin => ({ ...content, number, interactions: interactions.get(number) ?? 1 }),
  );
  return {
    namesVersion,
    declared,
    origins,
    interactions,
    byContent: new Map(live.map((origin) => [originText(origin), origin.number])),
    catalogue: deriveCatalogue(declared, live),
  };
}

/** Must be called under the lock. */
export async function readNames(tx: Tx, namesVersion: number): Promise<Names> {
  const [[declared], origins] = await Promise.all([tx.run(cypher.READ_DECLARED), tx.run(cypher.READ_ORIGINS)]);
  if (declared === undefined) throw graphGone();
  const known = origins.map((row) => decodeOrigin(row.origin as Row));
  return namesOf(
    namesVersion,
    decodeDeclared(declared),
    new Map(known.map(({ number, interactions: _, ...content }) => [number, content])),
    new Map(known.map(({ number, interactions }) => [number, interactions])),
  );
}

export function decodeOrigin(row: Row): Origin {
  const text = (name: string): string | null => (row[name] as string | null | undefined) ?? null;
  return {
    number: row.number as number,
    source: row.source as number,
    touchpoint: row.touchpoint as string,
    kind: row.kind as string,
    channel: text("channel"),
    stage: text("stage"),
    intended: text("intended"),
    initiatedBy: text("initiatedBy") as Origin["initiatedBy"],
    ...(row.feedback === true && { feedback: true as const }),
    interactions: row.interactions as number,
  };
}

function decodeDeclared(row: Row): Declared {
  const parsed = <T>(name: string): T[] => (row[name] as string[]).map((text) => JSON.parse(text) as T);
  return {
    version: row.version as number,
    channels: parsed("channels"),
    stages: parsed("stages"),
    touchpoints: parsed("touchpoints"),
    goals: parsed<Goal>("goals"),
    serviceLevels: (row.serviceLevels as ServiceLevel[]).map(({ from, to, wait }) => ({ from, to, wait })),
    personas: parsed<Persona>("personas").sort((a, b) => a.position - b.position || compareKeys(a.key, b.key)),
    blueprints: parsed<Blueprint>("blueprints").sort((a, b) => compareKeys(a.key, b.key) || a.version - b.version),
    segments: (row.segments as Row[]).map(
      (segment): Segment => ({
        key: segment.key as string,
        name: segment.name as string,
        description: (segment.description as string | null | undefined) ?? null,
        rule: typeof segment.rule === "string" ? (JSON.parse(segment.rule) as SegmentRule) : null,
      }),
    ),
  };
}

/** The nodes of a catalogue in the graph, by type, each with its key and its properties. */
interface Nodes {
  readonly channels: ReadonlyMap<string, Row>;
  readonly stages: ReadonlyMap<string, Row>;
  readonly touchpoints: ReadonlyMap<string, Row>;
}

/**
 * Sends the changes that turn the catalogue's nodes into those of `after`. `removedNames` lists the names that no
 * longer exist.
 */
export function saveNames(tx: Tx, before: Names, after: Names): void {
  const old = nodesOf(before);
  const now = nodesOf(after);
  tx.send(cypher.SAVE_CHANNELS, { rows: changedRows(old.channels, now.channels) });
  tx.send(cypher.SAVE_STAGES, { rows: changedRows(old.stages, now.stages) });
  saveTouchpoints(tx, old.touchpoints, changedRows(old.touchpoints, now.touchpoints));
  if (before.declared === after.declared) return;
  saveDeclared(tx, after);
  saveDesigns(tx, before.declared, after.declared);
  tx.send(cypher.REMOVE_GOALS, { rows: missing(before.declared.goals, after.declared.goals, keyOf) });
  tx.send(cypher.REMOVE_SEGMENTS, { rows: missing(before.declared.segments, after.declared.segments, keyOf) });
  tx.send(cypher.REMOVE_SERVICE_LEVELS, {
    rows: missing(before.declared.serviceLevels, after.declared.serviceLevels, ({ from, to }) => ({ from, to })),
  });
}

const keyOf = ({ key }: { readonly key: string }): Row => ({ key });

/** The keys of the nodes in `before` that are not in `after`. */
function missing<T>(before: readonly T[], after: readonly T[], identity: (thing: T) => Row): Row[] {
  const kept = new Set(after.map((thing) => JSON.stringify(identity(thing))));
  return before.map(identity).filter((row) => !kept.has(JSON.stringify(row)));
}

function saveTouchpoints(tx: Tx, there: { has(key: string): boolean }, touchpoints: readonly Row[]): void {
  const known = touchpoints.filter(({ key }) => there.has(key as string));
  tx.send(cypher.CREATE_TOUCHPOINTS, { rows: touchpoints.filter(({ key }) => !there.has(key as string)) });
  tx.send(cypher.SAVE_TOUCHPOINTS, { rows: known });
  tx.send(cypher.LEAVE_STAGES, { rows: known });
  tx.send(cypher.ENTER_STAGES, { rows: touchpoints.filter(({ stage }) => stage !== null) });
}

/** Sends goals, service levels and segments. */
function saveDeclared(tx: Tx, after: Names): void {
  const goals = after.declared.goals.map((goal) => ({
    key: goal.key,
    name: goal.name,
    isDefault: goal.isDefault,
    selector: JSON.stringify(goal.selector),
    declaredAs: JSON.stringify(goal),
  }));
  tx.send(cypher.SAVE_GOALS, { rows: goals });
  tx.send(cypher.SAVE_SERVICE_LEVELS, { rows: after.declared.serviceLevels.map((l) => ({ ...l, wait: int(l.wait) })) });
  const segments = after.declared.segments.map((segment) => ({
    ...segment,
    rule: segment.rule === null ? null : JSON.stringify(segment.rule),
  }));
  tx.send(cypher.SAVE_SEGMENTS, { rows: segments });
}

/** Like `saveNames`, for the case that every node may have changed. Returns the keys that no longer exist. */
export function resaveNames(
  tx: Tx,
  there: Readonly<Record<"channels" | "stages" | "touchpoints", readonly string[]>>,
  after: Names,
): Record<"channels" | "stages" | "touchpoints", string[]> {
  const now = nodesOf(after);
  tx.send(cypher.SAVE_CHANNELS, { rows: [...now.channels.values()] });
  tx.send(cypher.SAVE_STAGES, { rows: [...now.stages.values()] });
  saveTouchpoints(tx, new Set(there.touchpoints), [...now.touchpoints.values()]);
  saveDeclared(tx, after);
  const gone = (of: keyof Nodes): string[] => there[of].filter((key) => !now[of].has(key));
  return { channels: gone("channels"), stages: gone("stages"), touchpoints: gone("touchpoints") };
}

/**
 * Returns the keys of the nodes that no longer belong in the graph. The caller removes these nodes last, when their
 * counters and the counts of their edges have become 0.
 */
export function removedNames(before: Names, after: Names): Record<"channels" | "stages" | "touchpoints", string[]> {
  const old = nodesOf(before);
  const now = nodesOf(after);
  const gone = (of: keyof Nodes): string[] =>
    before === after ? [] : [...old[of].keys()].filter((key) => !now[of].has(key));
  return { channels: gone("channels"), stages: gone("stages"), touchpoints: gone("touchpoints") };
}

const nodes = new WeakMap<Names, Nodes>();

function nodesOf(names: Names): Nodes {
  const known = nodes.get(names) ?? makeNodes(names);
  nodes.set(names, known);
  return known;
}

function makeNodes({ catalogue, declared }: Names): Nodes {
  const texts = (list: readonly { readonly key: string }[]): Map<string, string> =>
    new Map(list.map((item) => [item.key, JSON.stringify(item)]));
  const channels = texts(declared.channels);
  const stages = texts(declared.stages);
  const touchpoints = texts(declared.touchpoints);
  return {
    channels: new Map(catalogue.channels.map((c) => [c.key, { ...c, declaredAs: channels.get(c.key) ?? null }])),
    stages: new Map(
      catalogue.stages.map((s) => [
        s.key,
        { ...s, position: s.position === null ? null : int(s.position), declaredAs: stages.get(s.key) ?? null },
      ]),
    ),
    touchpoints: new Map(
      catalogue.touchpoints.map(({ key, channel, stage, ...properties }) => [
        key,
        { key, channel, stage, properties: { ...properties, declaredAs: touchpoints.get(key) ?? null } },
      ]),
    ),
  };
}

function changedRows(before: ReadonlyMap<string, Row>, after: ReadonlyMap<string, Row>): Row[] {
  const rows: Row[] = [];
  for (const [key, row] of after) {
    const known = before.get(key);
    if (known === undefined || JSON.stringify(known) !== JSON.stringify(row)) rows.push(row);
  }
  return rows;
}
