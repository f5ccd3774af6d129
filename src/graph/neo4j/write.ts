// A write transaction, as the write operations use it. It takes the lock, loads customers, changes them, and sends the
// results: journeys, edges, counters, origins, the catalogue's nodes, and tombstones (nodes that tell the change feed
// that a customer was removed). Everything is in one commit, under one new version.
//
// Statements are sent without waiting for their answers, in an order in which each finds what it needs: touchpoints
// before origins and edges, removals last.

import type { Catalogue } from "../../model/catalogue.js";
import type { OriginContent } from "../../model/interaction.js";
import type { Attributes, CustomerHistory, Journey, Kept } from "../../model/journey.js";
import { listedSegments } from "../../model/segment.js";
import { type Declared, mayRename, sameCatalogue } from "../history/catalogue.js";
import { CountDeltas, type EdgeDelta } from "../history/counts.js";
import { keptText } from "../history/kept.js";
import type { Work } from "../history/loaded.js";
import type { People } from "../history/people.js";
import type { Settled } from "../history/settle.js";
import { type AnswerChanges, answerChanges, answerSources } from "./answers.js";
import { int, type Row, type Tx } from "./connection.js";
import { decodeHistory, encodeAttributes, encodeJourney } from "./encode.js";
import { graphGone } from "./errors.js";
import { type Names, namesOf, originText, readNames, removedNames, saveNames } from "./names.js";
import { namingKey, readNamings, readOwners, readRelations } from "./relations.js";
import * as cypher from "./statements/index.js";

export interface Meta {
  readonly format: number;
  readonly version: number;
  readonly catalogueVersion: number;
  readonly namesVersion: number;
  readonly nextNumber: number;
  readonly nextOrigin: number;
  readonly nextSource: number;
  readonly journeyGap: number;
  readonly synthetic: boolean;
  /** The time zone of the settings. Absent if it was never set. */
  readonly timeZone?: string | null;
  readonly floor: number;
  readonly customers: number;
  readonly journeys: number;
  readonly interactions: number;
  /**
   * Customers with numbers greater than this are still split by the previous gap. Absent or null if all customers are
   * split by the current gap.
   */
  readonly splitAfter?: number | null;
  /**
   * Customers with numbers greater than this still have the keys of format 1 (rekey.ts). Absent or null if all
   * customers have new keys.
   */
  readonly rekeyAfter?: number | null;
  readonly rekeyChannels?: string | null;
  /** Set if rows without an id that were recorded in format 1 have the former row hash. Absent otherwise. */
  readonly formerRowIds?: boolean | null;
  /** The number of links and declarations. Absent if there are none. */
  readonly related?: number | null;
  /** The number of answers of all customers. Absent if there are none. */
  readonly answers?: number | null;
}

/**
 * Takes the lock. Everything read in this transaction from now on is consistent, because no other process writes until
 * the transaction ends.
 */
export async function lockToRead(tx: Tx): Promise<Meta> {
  const [row] = await tx.run(cypher.LOCK_TO_READ);
  if (row === undefined) throw graphGone();
  return row.meta as Meta;
}

/** The number of customers or journeys per statement. */
const SLICE = 200;

/** A customer in the state in which it was loaded, and in the changed state. */
export interface Person {
  readonly key: string;
  /** The number of the customer; null if the customer does not exist yet. */
  readonly number: number | null;
  readonly version: number;
  readonly loaded: {
    readonly attributes: Attributes;
    readonly journeys: readonly Journey[];
    readonly kept: Kept | undefined;
  };
  attributes: Attributes;
  journeys: readonly Journey[];
  kept: Kept | undefined;
  /** The form in which each of `journeys` is sent. Null if this form is created only when the journeys are sent. */
  encoded: readonly Row[] | null;
  changed: boolean;
}

export class Write {
  /** The version of the store after a commit. */
  readonly version: number;
  readonly #people = new Map<string, Person>();
  readonly #deltas = new CountDeltas();
  readonly #newOrigins = new Map<string, { number: number; content: OriginContent }>();
  readonly #set: Record<string, unknown> = {};
  #declared: Declared | null = null;
  #nextOrigin: number;
  readonly #removed: Record<"journeys" | "customers" | "origins", unknown[]> = {
    journeys: [],
    customers: [],
    origins: [],
  };
  #touched = false;
  /** By how much the number of links and declarations changes. */
  #related = 0;
  /** Customers whose KNOWN_AS edges may be missing or wrong. */
  readonly #known = new Set<string>();
  #standing: { readonly text: string; readonly catalogue: Catalogue };

  private constructor(
    readonly tx: Tx,
    readonly meta: Meta,
    readonly names: Names,
  ) {
    this.version = meta.version;
    this.#nextOrigin = meta.nextOrigin;
    this.#standing = { text: "", catalogue: names.catalogue };
  }

  /** `meta` is what `lockToRead` returned. The names in `known` are used if they are still valid, or else read. */
  static async open(tx: Tx, meta: Meta, known: Names | null): Promise<Write> {
    const names = known?.namesVersion === meta.namesVersion ? known : await readNames(tx, meta.namesVersion);
    return new Write(tx, meta, names);
  }

  /** The customers by the requested keys. Aliases lead to the same customer. */
  async load(keys: readonly string[]): Promise<Map<string, Person>> {
    const rows = keys.length === 0 ? [] : await this.tx.run(cypher.LOAD_KNOWN_CUSTOMERS, { keys });
    const known = new Map(rows.map((row) => [keys[row.i as number]!, row]));
    return new Map(keys.map((key) => [key, this.#person(known.get(key) ?? { key, customer: null })]));
  }

  async loadByNumber(numbers: readonly number[]): Promise<Person[]> {
    const rows =
      numbers.length === 0
        ? []
        : await this.tx.run(cypher.LOAD_CUSTOMERS_BY_NUMBER, { numbers: numbers.map((n) => int(n)) });
    return rows
      .filter((row) => row.customer !== null)
      .map((row) => this.#person({ ...row, key: (row.customer as Row).key }));
  }

  /**
   * Whether there are links or declarations, including the changes so far. If there are none, each identity is a
   * customer.
   */
  get hasRelations(): boolean {
    return (this.meta.related ?? 0) + this.#related > 0;
  }

  /** Returns the identity of each key that is an alias. */
  async identitiesOf(keys: readonly string[]): Promise<Map<string, string>> {
    const rows = keys.length === 0 ? [] : await this.tx.run(cypher.IDENTITIES_OF_ALIASES, { keys });
    return new Map(rows.map(({ name, identity }) => [name as string, identity as string]));
  }

  /** Runs a generator of people.ts, and answers each of its requests. */
  async perform<T>(people: People, work: Work<T>): Promise<T> {
    for (let step = work.next(); ; step = work.next()) {
      if (step.done) return step.value;
      const need = step.value;
      if ("relations" in need)
        for (const [key, related] of await readRelations(this.tx, need.relations)) people.relations.know(key, related);
      else if ("owners" in need) people.relations.knowOwners(need.owners, await readOwners(this.tx, need.owners));
      else if ("marks" in need) people.namings.know(await readNamings(this.tx, need));
      else
        for (const row of await this.tx.run(cypher.LOAD_CUSTOMERS_OF, { identities: need.customersOf })) {
          const person = this.#person(row);
          const members = [...new Set([person.key, ...(row.members as string[])])];
          people.know({ key: person.key, members, history: historyOf(person) });
        }
    }
  }

  /** Completes the changes of several customers. `flush` sends them. */
  async settle(people: People): Promise<Settled> {
    const settled = await this.perform(people, people.settle(this.meta.journeyGap));
    for (const { key } of settled.removed) this.#setPerson(this.#people.get(key)!, {}, [], undefined);
    for (const { key, attributes, journeys, kept } of settled.saved)
      this.#setPerson(this.#person({ key, customer: null }), attributes, journeys, kept);
    this.#sendRelations(settled);
    return settled;
  }

  #setPerson(person: Person, attributes: Attributes, journeys: readonly Journey[], kept: Kept | undefined): void {
    this.setJourneys(person, journeys);
    if (!sameAttributes(person.attributes, attributes)) this.setAttributes(person, attributes);
    for (const [some, sign] of [
      [person.kept, -1],
      [kept, 1],
    ] as const) {
      if (some === undefined) continue;
      this.#deltas.addHidden(some.hidden, sign);
      this.#deltas.addAnswers(some.answers, sign);
    }
    person.kept = kept;
    this.#known.add(person.key);
  }

  /** Sends the relations immediately, so that a later change in the same transaction finds them. */
  #sendRelations({ relations, namings, moved, relationsAdded }: Settled): void {
    if (relations.length > 0) this.#touched = true;
    this.#related += relationsAdded;
    const links = relations.flatMap((change) => ("link" in change ? [change] : []));
    const declared = relations.flatMap((change) => ("link" in change ? [] : [change]));
    this.tx.send(cypher.REMOVE_LINKS, { rows: links.filter(({ exists }) => !exists).map(({ link }) => link) });
    this.tx.send(cypher.REMOVE_DECLARATIONS, {
      rows: declared.filter(({ borne }) => borne === null).map((change) => change.declared),
    });
    this.tx.send(cypher.ADD_LINKS, { rows: links.filter(({ exists }) => exists).map(({ link }) => link) });
    this.tx.send(cypher.SAVE_DECLARATIONS, {
      rows: declared
        .filter(({ borne }) => borne !== null)
        .map((change) => ({
          ...change.declared,
          rows: change.borne!.rows,
          sources: change.borne!.sources.map((source) => int(source)),
        })),
    });
    this.tx.send(cypher.REMOVE_NAMINGS, { rows: namings.removed.map(namingKey) });
    this.tx.send(cypher.ADD_NAMINGS, { rows: namings.added.map(namingKey) });
    this.tx.send(cypher.INDEX_IDENTITIES, {
      rows: [
        ...namings.built.map((key) => ({ key, indexed: true })),
        ...namings.dropped.map((key) => ({ key, indexed: null })),
      ],
    });
    this.tx.send(cypher.MOVE_IDENTITIES, { rows: moved.map(({ identity, after }) => ({ identity, customer: after })) });
    const ends = new Set([
      ...links.flatMap(({ link }) => [link.from, link.into]),
      ...declared.flatMap((change) => [change.declared.anonymous, change.declared.customer]),
    ]);
    this.tx.send(cypher.REMOVE_UNRELATED, { rows: [...ends] });
    for (const { before, after } of moved) this.#known.add(before).add(after);
    for (const end of ends) this.#known.add(end);
  }

  /** The number of interactions that this transaction has added so far. */
  get interactionsAdded(): number {
    return this.#deltas.interactions;
  }

  /** The number of answers that this transaction has added so far. */
  get answersAdded(): number {
    return this.#deltas.answers;
  }

  setJourneys(person: Person, journeys: readonly Journey[], encoded: readonly Row[] | null = null): void {
    const { gone, come } = difference(person.journeys, journeys);
    this.#deltas.add(gone, -1);
    this.#deltas.add(come, 1);
    person.journeys = journeys;
    person.encoded = encoded;
    person.changed = true;
  }

  setAttributes(person: Person, attributes: Attributes): void {
    person.attributes = attributes;
    person.changed = true;
  }

  /** Changes properties of the Meta node. This changes the store, although no customer changes. */
  setMeta(change: Readonly<Record<string, unknown>>): void {
    Object.assign(this.#set, change);
    this.#touched = true;
  }

  declare(declared: Declared): void {
    this.#declared = declared;
    this.#touched = true;
  }

  /** The number of an origin. A new origin is created only if some of its interactions remain. */
  originNumber(content: OriginContent): number {
    const text = originText(content);
    const known = this.names.byContent.get(text) ?? this.#newOrigins.get(text)?.number;
    if (known !== undefined) return known;
    const number = this.#nextOrigin++;
    this.#newOrigins.set(text, { number, content });
    return number;
  }

  /**
   * The catalogue with the changes so far. It still contains names that will be removed. It is used for the next batch,
   * and to find the names that were created.
   */
  catalogue(): Catalogue {
    const live = this.#liveNewOrigins();
    const text = [...live.keys()].join(" ");
    if (text !== this.#standing.text)
      this.#standing = {
        text,
        catalogue:
          live.size === 0
            ? this.names.catalogue
            : namesOf(0, this.names.declared, new Map([...this.names.origins, ...live]), this.names.interactions)
                .catalogue,
      };
    return this.#standing.catalogue;
  }

  #liveNewOrigins(): Map<number, OriginContent> {
    const live = new Map<number, OriginContent>();
    for (const { number, content } of this.#newOrigins.values())
      if ((this.#deltas.origins.get(number) ?? 0) > 0) live.set(number, content);
    return live;
  }

  get changesAnything(): boolean {
    return (
      this.#touched ||
      [...this.#people.values()].some((person) => person.changed && (person.number !== null || !isNothing(person)))
    );
  }

  /** Sends everything. Returns the names after the commit. */
  async flush(): Promise<Names> {
    const names = await this.#flushOrigins();
    this.#flushCounts(names.catalogue.touchpoints.length);
    const { created, gone } = this.#flushPeople();
    this.tx.send(cypher.KNOW_IDENTITIES, { rows: [...this.#known] });
    const removed = { ...this.#removed, ...removedNames(this.names, names) };
    if (Object.values(removed).some((list) => list.length > 0))
      this.tx.send(cypher.REMOVE, { ...removed, version: int(this.version) });
    this.tx.send(cypher.CHANGE_META, {
      set: this.#set,
      customers: int(created - gone),
      journeys: int(this.#deltas.journeys),
      interactions: int(this.#deltas.interactions),
      related: int(this.#related),
      answers: int(this.#deltas.answers),
    });
    return names;
  }

  async #flushOrigins(): Promise<Names> {
    const created = this.#liveNewOrigins();
    const changes: Row[] = [];
    const touched: OriginContent[] = [];
    let some = false;
    for (const [number, interactions] of this.#deltas.origins) {
      if (interactions === 0 || !this.names.origins.has(number)) continue;
      changes.push({ number: int(number), interactions: int(interactions) });
      touched.push(this.names.origins.get(number)!);
      some ||= interactions < 0;
    }
    const emptied: number[] = [];
    if (some) {
      const counts = await this.tx.run(cypher.CHANGE_ORIGINS, { rows: changes });
      for (const { number, interactions } of counts) if ((interactions as number) <= 0) emptied.push(number as number);
    } else this.tx.send(cypher.CHANGE_ORIGINS, { rows: changes });

    const others = created.size > 0 || emptied.length > 0 || this.#declared !== null;
    if (!others && !mayRename(this.names.catalogue, touched)) return this.names;
    const origins = new Map([...this.names.origins, ...created]);
    for (const number of emptied) origins.delete(number);
    const after = await this.#namesAfter(origins);
    if (!others && after.catalogue === this.names.catalogue) return this.names;
    saveNames(this.tx, this.names, after);
    this.tx.send(cypher.CREATE_ORIGINS, {
      rows: [...created].map(([number, content]) => ({
        ...content,
        number: int(number),
        source: int(content.source),
        interactions: int(this.#deltas.origins.get(number)!),
      })),
    });
    this.#removed.origins = emptied.map((number) => int(number));
    this.#set.namesVersion = int(this.version);
    this.#set.nextOrigin = int(this.#nextOrigin);
    if (after.catalogue.version !== this.names.catalogue.version) this.#set.catalogueVersion = int(this.version);
    return after;
  }

  /** The catalogue's version rises only if its content changes. */
  async #namesAfter(origins: ReadonlyMap<number, OriginContent>): Promise<Names> {
    const declared = this.#declared ?? this.names.declared;
    const namesFrom = (interactions: ReadonlyMap<number, number>): Names =>
      namesOf(this.version, { ...declared, version: this.version }, origins, interactions);
    let after = namesFrom(this.names.interactions);
    // The spelling that is shown depends on the current numbers of interactions, including those of other processes.
    if (after.catalogue.mergedNames.length > 0) after = namesFrom(await this.#countOrigins());
    if (!sameCatalogue(after.catalogue, this.names.catalogue) || this.#declared !== null) return after;
    return { ...after, declared, catalogue: this.names.catalogue };
  }

  /** The numbers of interactions of the origins that exist and of those that this transaction adds. */
  async #countOrigins(): Promise<Map<number, number>> {
    const rows = await this.tx.run(cypher.COUNT_ORIGINS);
    return new Map([
      ...this.#deltas.origins,
      ...rows.map(({ number, interactions }) => [number as number, interactions as number] as const),
    ]);
  }

  #flushPeople(): { created: number; gone: number } {
    const created: Person[] = [];
    const saved: Row[] = [];
    const goneNumbers: unknown[] = [];
    const answers: AnswerChanges[] = [];
    const goneJourneys: string[] = [];
    const changed: Journey[] = [];
    const added: { readonly customer: unknown; readonly journey: Journey }[] = [];
    const sources = new Map([...this.#liveNewOrigins(), ...this.names.origins]);
    const sourceOf = (origin: number): number => sources.get(origin)!.source;
    const keyOf = new Map<Journey, string>();
    for (const person of this.#people.values()) {
      if (!person.changed) continue;
      const nothing = isNothing(person);
      answers.push(answerChanges(person.loaded, person, sourceOf));
      if (person.number === null) {
        if (!nothing) created.push(person);
        continue;
      }
      const number = int(person.number);
      const { gone, come } = difference(person.loaded.journeys, person.journeys);
      const there = new Set(gone.map((journey) => journey.key));
      for (const journey of come) {
        keyOf.set(journey, person.key);
        if (there.delete(journey.key)) changed.push(journey);
        else added.push({ customer: number, journey });
      }
      goneJourneys.push(...there);
      if (nothing) goneNumbers.push(number);
      else saved.push({ number, attributes: encodeAttributes(person.attributes), ...keptProperties(person, sourceOf) });
    }
    this.#removed.journeys = goneJourneys;
    this.#removed.customers = goneNumbers;
    let next = this.meta.nextNumber;
    this.#sendSlices(cypher.CREATE_CUSTOMERS, created, (person) => ({
      key: person.key,
      number: int(next++),
      attributes: encodeAttributes(person.attributes),
      ...keptProperties(person, sourceOf),
      journeys: person.encoded ?? person.journeys.map((journey) => encodeJourney(journey, sourceOf, person.key)),
    }));
    this.#sendSlices(cypher.SAVE_CUSTOMERS, saved, (row) => row);
    this.#sendSlices(cypher.CHANGE_JOURNEYS, changed, (journey) =>
      encodeJourney(journey, sourceOf, keyOf.get(journey)!),
    );
    this.#sendSlices(cypher.CREATE_JOURNEYS, added, ({ customer, journey }) => ({
      customer,
      journey: encodeJourney(journey, sourceOf, keyOf.get(journey)!),
    }));
    this.tx.send(cypher.REMOVE_FEEDBACK, { rows: answers.flatMap(({ gone }) => gone) });
    this.#sendSlices(
      cypher.CREATE_FEEDBACK,
      answers.flatMap(({ come }) => come),
      (row) => row,
    );
    this.#sendMemberships();
    if (created.length > 0) this.#set.nextNumber = int(next);
    return { created: created.length, gone: goneNumbers.length };
  }

  /** Sends the edges to segments for the customers whose listed segments have changed. */
  #sendMemberships(): void {
    const rows: Row[] = [];
    for (const person of this.#people.values()) {
      if (!person.changed || isNothing(person) || person.attributes === person.loaded.attributes) continue;
      const segments = listedSegments(person.attributes);
      if (segments.join("\n") !== listedSegments(person.loaded.attributes).join("\n"))
        rows.push({ key: person.key, segments });
    }
    this.tx.send(cypher.LEAVE_SEGMENTS, { rows });
    this.tx.send(cypher.ENTER_SEGMENTS, { rows });
  }

  /** Sends items in slices, so that the server executes one slice while the next one is prepared here. */
  #sendSlices<T>(statement: string, items: readonly T[], encode: (item: T) => Row): void {
    for (let from = 0; from < items.length; from += SLICE)
      this.tx.send(statement, { rows: items.slice(from, from + SLICE).map(encode), version: int(this.version) });
  }

  #flushCounts(touchpointsThere: number): void {
    const touchpoints: Row[] = [];
    for (const [key, { visits, starts, ends }] of this.#deltas.touchpoints)
      if (visits !== 0 || starts !== 0 || ends !== 0)
        touchpoints.push({ key, visits: int(visits), starts: int(starts), ends: int(ends) });
    this.tx.send(cypher.CHANGE_TOUCHPOINTS, { rows: touchpoints });
    const edges = new Map<string, Row[]>();
    for (const edge of this.#deltas.changedEdges()) {
      const same = edges.get(edge.from);
      if (same === undefined) edges.set(edge.from, [edgeRow(edge)]);
      else same.push(edgeRow(edge));
    }
    // A touchpoint has at most as many edges as there are touchpoints.
    const [few, many]: [[string, Row[]][], [string, Row[]][]] = [[], []];
    for (const entry of edges) (entry[1].length * MANY_EDGES < touchpointsThere ? few : many).push(entry);
    this.tx.send(cypher.CHANGE_EDGES, { rows: few.flatMap(([, rows]) => rows) });
    this.tx.send(cypher.CREATE_EDGES, { rows: many.map(([from, rows]) => ({ from, to: rows.map((row) => row.to) })) });
    this.tx.send(cypher.CHANGE_EDGES_FROM, {
      rows: many.map(([from, rows]) => ({ from, edges: Object.fromEntries(rows.map((row) => [row.to, row])) })),
    });
  }

  #person(row: Row): Person {
    const key = row.key as string;
    const known = this.#people.get(key);
    if (known !== undefined) return known;
    const history = row.customer === null ? null : decodeHistory(row.customer as Row, row.journeys as Row[]);
    const loaded = {
      attributes: history?.attributes ?? {},
      journeys: history?.journeys ?? [],
      kept: history?.kept,
    };
    const person: Person = {
      key,
      number: history?.number ?? null,
      version: history?.version ?? 0,
      loaded,
      ...loaded,
      encoded: null,
      changed: false,
    };
    this.#people.set(key, person);
    return person;
  }
}

/** If at least one in this many edges changes, all edges of a touchpoint are read. */
const MANY_EDGES = 8;

function edgeRow({ from, to, count, journeys, totalWait }: EdgeDelta): Row {
  return { from, to, count: int(count), journeys: int(journeys), totalWait: int(totalWait) };
}

/** Whether nothing is recorded about the customer, so that the customer does not exist. */
function isNothing(person: Person): boolean {
  return person.journeys.length === 0 && Object.keys(person.attributes).length === 0 && person.kept === undefined;
}

/** Returns the current state of a customer in this transaction, or null if the customer does not exist. */
function historyOf(person: Person): CustomerHistory | null {
  if (isNothing(person)) return null;
  const { key, number, version, attributes, journeys, kept } = person;
  return { key, number: number ?? 0, version, attributes, journeys, kept };
}

/**
 * Returns the properties with the data that a customer has in addition to attributes and journeys. They include the
 * sources of attributes and answers, which are needed to remove an import.
 */
function keptProperties({ key, kept }: Person, sourceOf: (origin: number) => number): Row {
  if (kept === undefined) return { kept: null, keptSources: null, answers: null };
  const sources = answerSources(kept.answers, sourceOf);
  for (const { traits } of kept.attributes.values()) for (const { source } of traits) sources.add(source);
  for (const { origins } of kept.hidden) for (const origin of origins) sources.add(sourceOf(origin));
  const { attributes, hidden, answers } = kept;
  const onlyAnswers =
    hidden.length === 0 && [...attributes].every(([identity, { traits }]) => identity === key && traits.length === 0);
  return {
    kept: onlyAnswers ? null : keptText(kept),
    keptSources: [...sources].sort((a, b) => a - b).map((source) => int(source)),
    answers: answers.length === 0 ? null : int(answers.length),
  };
}

function sameAttributes(a: Attributes, b: Attributes): boolean {
  return JSON.stringify(Object.entries(a)) === JSON.stringify(Object.entries(b));
}

/**
 * The journeys that differ in any way between the two states. Interactions that a change does not affect are the same
 * objects in both.
 */
function difference(before: readonly Journey[], after: readonly Journey[]): { gone: Journey[]; come: Journey[] } {
  if (before.length === 0) return { gone: [], come: [...after] };
  const old = new Map(before.map((journey) => [journey.key, journey]));
  const come: Journey[] = [];
  for (const journey of after) {
    const known = old.get(journey.key);
    if (known !== undefined && isSame(known, journey)) old.delete(journey.key);
    else come.push(journey);
  }
  return { gone: [...old.values()], come };
}

function isSame(a: Journey, b: Journey): boolean {
  return (
    a.name === b.name &&
    a.interactions.length === b.interactions.length &&
    a.interactions.every((interaction, i) => interaction === b.interactions[i])
  );
}
