// Reads single objects and pages from one snapshot.
import type { Catalogue } from "../../model/catalogue.js";
import { ThroughlineError } from "../../model/errors.js";
import type { Origin } from "../../model/interaction.js";
import type { CustomerHistory } from "../../model/journey.js";
import { compareKeys, keyTooLong } from "../../model/keys.js";
import { type Declared, deriveCatalogue } from "../history/catalogue.js";
import { NOTHING_DECLARED } from "../history/declare.js";
import { personOf } from "../history/person.js";
import {
  API_SOURCE,
  type JourneyOfCustomer,
  type JourneyPosition,
  type Person,
  type Source,
  type TouchpointCount,
  type TransitionCount,
} from "../store.js";
import { type Databases, type Meta, readVolatile, type Snapshot, takeSnapshot, within } from "./databases.js";
import { decodeRecord } from "./decodeRecord.js";
import { Dictionary } from "./dictionary.js";
import { journeyBytes, keyText, pairRange, readThree, START_JOURNEY_AT, startKey, textKey } from "./keys.js";
import { checkFormat } from "./migration.js";
import { allRelations, memberOf, membersOf, ownersOf, relatedOf } from "./relations.js";
import { countStartingWith, keysStartingWith } from "./startingWith.js";
import type { CatalogueCache } from "./transaction.js";

/** Objects that a process keeps between reads. */
export interface ReadState {
  readonly dbs: Databases;
  readonly dictionary: Dictionary;
  readonly cache: CatalogueCache;
}

export function newReadState(dbs: Databases): ReadState {
  return { dbs, dictionary: new Dictionary(dbs), cache: { catalogue: null } };
}

/** The store as of one snapshot. */
export class Reading {
  readonly snapshot: Snapshot;
  readonly meta: Meta;
  readonly dictionary: Dictionary;
  readonly #dbs: Databases;
  readonly #cache: CatalogueCache;

  constructor(state: ReadState) {
    this.#dbs = state.dbs;
    this.#cache = state.cache;
    this.dictionary = state.dictionary;
    this.snapshot = takeSnapshot(state.dbs);
    this.meta = state.dbs.meta.get("meta", within(this.snapshot)) as Meta;
    try {
      checkFormat(this.meta);
      this.dictionary.catchUp(this.meta, this.snapshot);
    } catch (error) {
      this.snapshot.done();
      throw error;
    }
  }

  /** Takes a snapshot, makes one read, and releases the snapshot. */
  static once<T>(state: ReadState, read: (reading: Reading) => T): T {
    const reading = new Reading(state);
    try {
      return read(reading);
    } finally {
      reading.done();
    }
  }

  done(): void {
    this.snapshot.done();
  }

  record(number: number): Buffer | undefined {
    return readVolatile(this.#dbs.customers, number, this.snapshot);
  }

  customerByNumber(number: number): CustomerHistory | null {
    if (!Number.isInteger(number) || number < 1 || number >= this.meta.nextNumber) return null;
    const record = this.record(number);
    return record === undefined ? null : decodeRecord(number, record, this.dictionary);
  }

  customer(key: string): CustomerHistory | null {
    if (key === "" || keyTooLong(key)) return null;
    const number = this.#numberOf(this.#customerOf(key));
    return number === undefined ? null : this.customerByNumber(number);
  }

  /** All keys by which a customer can be found, beginning with the customer's own key. */
  identities(key: string): string[] {
    if (key === "" || keyTooLong(key)) return [];
    const customer = this.#customerOf(key);
    const members = this.#membersOf(customer);
    const names = this.#namesOf(members).map(({ name }) => name);
    if (members.length === 1 && names.length === 0 && this.#numberOf(customer) === undefined) return [];
    return [customer, ...[...members.slice(1), ...names].sort(compareKeys)];
  }

  person(key: string): Person | null {
    if (this.identities(key).length === 0) return null;
    const customer = this.#customerOf(key);
    const members = this.#membersOf(customer);
    return personOf(customer, members, this.#namesOf(members), {
      related: (identity) => relatedOf(this.#dbs, identity, this.snapshot),
      owners: (identity) => ownersOf(this.#dbs, identity, this.snapshot),
      customerOf: (identity) => this.#customerOf(identity),
    });
  }

  *relations() {
    if (this.#hasRelations) yield* allRelations(this.#dbs, this.snapshot);
  }

  get #hasRelations(): boolean {
    return (this.meta.related ?? 0) > 0;
  }

  /** The aliases of these identities. */
  #namesOf(members: readonly string[]): { name: string; identity: string }[] {
    if (this.meta.aliases === 0) return [];
    return members.flatMap((identity) => {
      const { start, end, skip } = pairRange(identity);
      return [...this.#dbs.aliasesOf.getKeys({ start, end, ...within(this.snapshot) })].map((pair) => ({
        name: keyText(pair.subarray(skip)),
        identity,
      }));
    });
  }

  #membersOf(customer: string): string[] {
    return this.#hasRelations ? membersOf(this.#dbs, customer, this.snapshot) : [customer];
  }

  /**
   * Returns the key of the customer to whom `key` belongs. `key` is an identity of the customer, or an alias of one.
   */
  #customerOf(key: string): string {
    const named = this.meta.aliases === 0 ? undefined : this.#dbs.aliases.get(textKey(key), within(this.snapshot));
    const identity = named === undefined ? key : keyText(named);
    return this.#hasRelations ? memberOf(this.#dbs, identity, this.snapshot) : identity;
  }

  #numberOf(root: string): number | undefined {
    return readVolatile(this.#dbs.keys, textKey(root), this.snapshot)?.readUInt32BE(0);
  }

  journey(key: string): JourneyOfCustomer | null {
    const bytes = journeyBytes(key);
    const number = bytes === null ? undefined : readVolatile(this.#dbs.journeys, bytes, this.snapshot)?.readUInt32BE(0);
    return number === undefined ? null : journeyOf(this.customerByNumber(number), key);
  }

  /** The numbers of the customers of a page. `customerByNumber` returns the histories of those that still exist. */
  customerNumbers(limit: number, before: number | null): number[] {
    const last = Math.min(before ?? this.meta.nextNumber, this.meta.nextNumber) - 1;
    if (last < 1) return [];
    // For a range in reverse order, `start` is its greatest key.
    return [...this.#dbs.customers.getKeys({ start: last, reverse: true, limit, ...within(this.snapshot) })];
  }

  /** The keys of a page of customers. */
  keysStartingWith(prefix: string, limit: number, after: string | null): string[] {
    return keysStartingWith(this.#dbs, this.snapshot, prefix, limit, after);
  }

  countStartingWith(prefix: string): number {
    return countStartingWith(this.#dbs, this.snapshot, prefix);
  }

  /** The positions of the journeys of a page, as arguments for `journeyAt`. */
  journeyStarts(limit: number, before: JourneyPosition | null): Uint8Array[] {
    const cursor = before === null ? null : journeyBytes(before.key);
    if (before !== null && (cursor === null || !Number.isSafeInteger(before.start)))
      throw new ThroughlineError("BAD_CURSOR", "The cursor does not refer to a journey.", {
        remedy: "Use a cursor of a page, unchanged.",
      });
    const range =
      before === null || cursor === null ? {} : { start: startKey(before.start, cursor), exclusiveStart: true };
    return [...this.#dbs.starts.getKeys({ ...range, reverse: true, limit, ...within(this.snapshot) })];
  }

  /** The caller passes the same `customers` for all journeys of a page, so that each customer is read once. */
  journeyAt(start: Uint8Array, customers: Map<number, CustomerHistory | null>): JourneyOfCustomer | null {
    const hash = start.subarray(START_JOURNEY_AT);
    const number = readVolatile(this.#dbs.starts, start, this.snapshot)!.readUInt32BE(0);
    if (!customers.has(number)) customers.set(number, this.customerByNumber(number));
    return journeyOf(customers.get(number)!, `j-${Buffer.from(hash).toString("hex")}`);
  }

  catalogue(): Catalogue {
    if (this.#cache.catalogue?.version !== this.meta.catalogueVersion) {
      const declared =
        (this.#dbs.meta.get("declared", within(this.snapshot)) as Declared | undefined) ?? NOTHING_DECLARED;
      this.#cache.catalogue = deriveCatalogue(
        { ...NOTHING_DECLARED, ...declared, version: this.meta.catalogueVersion },
        this.origins(),
      );
    }
    return this.#cache.catalogue!;
  }

  origins(): Origin[] {
    return [...this.#dbs.origins.getRange(within(this.snapshot))].map((entry) => entry.value);
  }

  sources(): Source[] {
    const counts = new Map<number, { interactions: number; answers: number }>();
    for (const { source, interactions, feedback } of this.origins()) {
      const of = counts.get(source) ?? { interactions: 0, answers: 0 };
      counts.set(source, of);
      of[feedback ? "answers" : "interactions"] += interactions;
    }
    const opened = [...this.#dbs.sources.getRange(within(this.snapshot))].map(
      ({ value }): Source => ({ ...value, ...(counts.get(value.number) ?? { interactions: 0, answers: 0 }) }),
    );
    const known = new Set(opened.map((s) => s.number));
    // A source without an entry is the API, or one that was never declared with openSource.
    const others = [...counts].filter(([number]) => !known.has(number));
    const unnamed = others.map(
      ([number, of]): Source => ({
        number,
        name: number === API_SOURCE ? "API" : "",
        hash: "",
        mapping: "",
        importedAt: 0,
        ...of,
      }),
    );
    return [...unnamed, ...opened].sort((a, b) => a.number - b.number);
  }

  edges(): TransitionCount[] {
    return [...this.#dbs.edges.getRange(within(this.snapshot))].map(({ key, value }) => {
      const codes = Buffer.from(key);
      const [count, journeys, totalWait] = readThree(value);
      return {
        from: this.dictionary.textOf(codes.readUInt32BE(0)),
        to: this.dictionary.textOf(codes.readUInt32BE(4)),
        count,
        journeys,
        totalWait,
      };
    });
  }

  touchpointCounts(): TouchpointCount[] {
    return [...this.#dbs.touchpoints.getRange(within(this.snapshot))].map(({ key, value }) => {
      const [visits, starts, ends] = readThree(value);
      return { touchpoint: this.dictionary.textOf(key), visits, starts, ends };
    });
  }
}

function journeyOf(history: CustomerHistory | null, key: string): JourneyOfCustomer | null {
  const journey = history?.journeys.find((j) => j.key === key);
  return history === null || journey === undefined ? null : { customer: history.key, journey };
}
