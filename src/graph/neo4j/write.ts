// A write transaction, as the write operations use it. It takes the lock, loads customers, changes them, and sends the
// results: journeys, edges, counters, origins, the catalogue's nodes, and tombstones (nodes that tell the change feed
// that a customer was removed). Everything is in one commit, under one new version.
//
// Statements are sent without waiting for their answers. Their order ensures that each finds the nodes that it needs:
// touchpoints are created before origins and edges, and removals come last.

import type { Catalogue } from "../../model/catalogue.js";
import type { OriginContent } from "../../model/interaction.js";
import type { Attributes, Journey, Kept } from "../../model/journey.js";
import type { Declared } from "../history/catalogue.js";
import { CountDeltas } from "../history/counts.js";
import type { Work } from "../history/loaded.js";
import type { People } from "../history/people.js";
import type { Settled } from "../history/settle.js";
import { int, type Row, type Tx } from "./connection.js";
import type { Meta } from "./meta.js";
import { type Names, readNames, removedNames } from "./names.js";
import { UnindexedDevice } from "./namingSteps.js";
import { OriginChanges } from "./originChanges.js";
import { difference, historyOf, isNothing, type Person, personOf, sameAttributes } from "./person.js";
import { readNamings, readOwners, readRelations, sendRelations } from "./relations.js";
import { sendCounts } from "./sendCounts.js";
import { sendPeople } from "./sendPeople.js";
import * as cypher from "./statements/index.js";

export class Write {
  /** The version of the store after a commit. */
  readonly version: number;
  readonly #people = new Map<string, Person>();
  readonly #deltas = new CountDeltas();
  readonly #origins: OriginChanges;
  readonly #set: Record<string, unknown> = {};
  #declared: Declared | null = null;
  #touched = false;
  /** By how much the number of links and declarations changes. */
  #related = 0;
  /** Customers whose KNOWN_AS edges may be missing or wrong. */
  readonly #known = new Set<string>();

  private constructor(
    readonly tx: Tx,
    readonly meta: Meta,
    readonly names: Names,
    readonly indexed: ReadonlySet<string>,
  ) {
    this.version = meta.version;
    this.#origins = new OriginChanges(tx, meta, names, this.#deltas);
  }

  /**
   * `meta` is what `lockToRead` returned. The names in `known` are used if they are still valid, or else read.
   * `indexed` has the devices whose index was just built (namingSteps.ts). If another device needs an index, a method
   * of this class throws UnindexedDevice.
   */
  static async open(tx: Tx, meta: Meta, known: Names | null, indexed: ReadonlySet<string>): Promise<Write> {
    const names = known?.namesVersion === meta.namesVersion ? known : await readNames(tx, meta.namesVersion);
    return new Write(tx, meta, names, indexed);
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
      else if ("unindexed" in need) {
        if (!this.indexed.has(need.unindexed)) throw new UnindexedDevice(need.unindexed);
      } else
        for (const row of await this.tx.run(cypher.LOAD_CUSTOMERS_OF, { identities: need.customersOf })) {
          const known = this.#people.get(row.key as string);
          const person = need.transient === true ? (known ?? personOf(row)) : this.#person(row);
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
  #sendRelations(settled: Settled): void {
    const { relations, moved, relationsAdded } = settled;
    if (relations.length > 0) this.#touched = true;
    this.#related += relationsAdded;
    const ends = sendRelations(this.tx, settled);
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
    return this.#origins.numberOf(content);
  }

  /** The catalogue with the changes so far. It still contains names that will be removed. */
  catalogue(): Catalogue {
    return this.#origins.catalogue();
  }

  get changesAnything(): boolean {
    return (
      this.#touched ||
      [...this.#people.values()].some((person) => person.changed && (person.number !== null || !isNothing(person)))
    );
  }

  /** Sends everything. Returns the names after the commit. */
  async flush(): Promise<Names> {
    const names = await this.#origins.flush(this.#declared, this.#set);
    sendCounts(this.tx, this.#deltas, names.catalogue.touchpoints.length);
    const { created, next, journeys, customers } = sendPeople(this.tx, this.#people.values(), {
      version: this.version,
      nextNumber: this.meta.nextNumber,
      origins: new Map([...this.#origins.liveNew(), ...this.names.origins]),
    });
    if (created > 0) this.#set.nextNumber = int(next);
    this.tx.send(cypher.KNOW_IDENTITIES, { rows: [...this.#known] });
    const removed = { journeys, customers, origins: this.#origins.removed, ...removedNames(this.names, names) };
    if (Object.values(removed).some((list) => list.length > 0))
      this.tx.send(cypher.REMOVE, { ...removed, version: int(this.version) });
    this.tx.send(cypher.CHANGE_META, {
      set: this.#set,
      customers: int(created - customers.length),
      journeys: int(this.#deltas.journeys),
      interactions: int(this.#deltas.interactions),
      related: int(this.#related),
      answers: int(this.#deltas.answers),
    });
    return names;
  }

  #person(row: Row): Person {
    const key = row.key as string;
    const known = this.#people.get(key);
    if (known !== undefined) return known;
    const person = personOf(row);
    this.#people.set(key, person);
    return person;
  }
}
