// A write transaction, as the write operations use it. It loads and saves customers, and updates everything that must
// agree with them: the state record of the store, the indexes, and the aggregates (the counts of edges, touchpoints and
// origins). Several operations may share one transaction (group commit). The aggregates are written once, at its end.
import { createHash } from "node:crypto";
import type { Catalogue } from "../../model/catalogue.js";
import { ThroughlineError } from "../../model/errors.js";
import type { Origin, OriginContent } from "../../model/interaction.js";
import type { Attributes, CustomerHistory, Journey, Kept } from "../../model/journey.js";
import { keyTooLong, MAX_KEY_BYTES } from "../../model/keys.js";
import { type Declared, deriveCatalogue, mayRename, sameCatalogue } from "../history/catalogue.js";
import { CountDeltas } from "../history/counts.js";
import { NOTHING_DECLARED } from "../history/declare.js";
import type { Work } from "../history/loaded.js";
import type { People } from "../history/people.js";
import type { Settled } from "../history/settle.js";
import { type Databases, type Meta, readVolatile } from "./databases.js";
import { decodeRecord } from "./decodeRecord.js";
import type { Dictionary } from "./dictionary.js";
import { encodeRecord } from "./encodeRecord.js";
import type { Codes } from "./format.js";
import {
  EMPTY,
  edgeKey,
  feedKey,
  journeyBytes,
  keyText,
  numberValue,
  pairKey,
  pairRange,
  readThree,
  startKey,
  textKey,
  threeNumbers,
} from "./keys.js";
import {
  allRelations,
  memberOf,
  membersOf,
  moveMember,
  namingsOf,
  ownersOf,
  putDeclaration,
  putLink,
  putNamings,
  relatedOf,
} from "./relations.js";

/**
 * The catalogue, which a process keeps between transactions. It is valid as long as the store has the same version of
 * the catalogue.
 */
export interface CatalogueCache {
  catalogue: Catalogue | null;
}

/** Writes an entry only if its key is new. The result says whether it was. (The library's types omit the result.) */
const NEW = { noOverwrite: true };

export class WriteTransaction {
  readonly #dbs: Databases;
  readonly #dictionary: Dictionary;
  readonly #cache: CatalogueCache;
  /** The changes that the transaction makes to the aggregates. */
  readonly counts = new CountDeltas();
  #meta: { -readonly [K in keyof Meta]: Meta[K] };
  /** The version at the start of the current operation. If it is still the same, the operation has changed nothing. */
  #versionBefore = 0;

  constructor(dbs: Databases, dictionary: Dictionary, cache: CatalogueCache) {
    this.#dbs = dbs;
    this.#dictionary = dictionary;
    this.#cache = cache;
    this.#meta = { ...(dbs.meta.get("meta") as Meta) };
    dictionary.catchUp(this.#meta);
    this.#versionBefore = this.#meta.version;
  }

  get meta(): Meta {
    return this.#meta;
  }

  // -- operations --

  begin(): void {
    this.#versionBefore = this.#meta.version;
  }

  /** The version that the current operation gives to its changes. Reading it marks the operation as a change. */
  changeVersion(): number {
    if (this.#meta.version === this.#versionBefore) this.#meta.version++;
    return this.#meta.version;
  }

  set(change: Partial<Pick<Meta, "journeyGap" | "synthetic" | "splitAfter" | "timeZone">>): void {
    this.changeVersion();
    Object.assign(this.#meta, change);
  }

  /** Records how far customers have been split by the new journey gap. This alone does not raise the version. */
  splitUpTo(number: number | null): void {
    this.#meta.splitAfter = number;
  }

  /** Writes the aggregates and the state. Must be the last call. */
  finish(): void {
    this.#writeCounts();
    this.#meta.nextCode = this.#dictionary.size;
    this.#meta.journeys += this.counts.journeys;
    this.#meta.interactions += this.counts.interactions;
    if (this.counts.answers !== 0) this.#meta.answers = (this.#meta.answers ?? 0) + this.counts.answers;
    this.#dbs.meta.putSync("meta", this.#meta);
  }

  // -- customers --

  /** The identity of a key. This is the key itself, unless the key is an alias of another identity. */
  identityOf(key: string): string {
    checkKey(key);
    if (this.#meta.aliases === 0) return key;
    const identity = this.#dbs.aliases.get(textKey(key));
    return identity === undefined ? key : keyText(identity);
  }

  /** The key of the customer to whom the identity belongs. */
  customerOf(identity: string): string {
    return this.hasRelations ? memberOf(this.#dbs, identity) : identity;
  }

  membersOf(customer: string): string[] {
    return this.hasRelations ? membersOf(this.#dbs, customer) : [customer];
  }

  /** Whether there are links or declarations. If there are none, each identity is a customer. */
  get hasRelations(): boolean {
    return (this.#meta.related ?? 0) > 0;
  }

  customer(key: string): CustomerHistory | null {
    const number = readVolatile(this.#dbs.keys, textKey(key))?.readUInt32BE(0);
    return number === undefined ? null : this.customerByNumber(number);
  }

  customerByNumber(number: number): CustomerHistory | null {
    const record = readVolatile(this.#dbs.customers, number);
    return record === undefined ? null : decodeRecord(number, record, this.#dictionary);
  }

  /** Saves a customer. `before` is the result of `customer`. A customer without any remaining data is removed. */
  save(
    before: CustomerHistory | null,
    key: string,
    attributes: Attributes,
    journeys: readonly Journey[],
    kept?: Kept,
  ): void {
    if (journeys.length === 0 && Object.keys(attributes).length === 0 && kept === undefined) {
      if (before !== null) this.remove(before);
      return;
    }
    const version = this.changeVersion();
    const number = before?.number ?? this.#meta.nextNumber++;
    if (before === null) {
      this.#meta.customers++;
      this.#dbs.keys.putSync(textKey(key), numberValue(number));
    } else this.#dbs.feed.removeSync(feedKey(before.version, number));
    this.#dbs.feed.putSync(feedKey(version, number), EMPTY);
    this.#indexJourneys(number, before?.journeys ?? [], journeys);
    this.#count(before?.journeys ?? [], journeys);
    this.#countKept(before?.kept, kept);
    const record = { key, version, attributes, journeys, kept };
    this.#dbs.customers.putSync(number, encodeRecord(record, this.#dictionary));
  }

  /**
   * Gives a number to a new customer. Returns null if the key already exists, as a customer or an alias.
   * `ColumnRecorder` calls this method. It then calls `putNew` to write the record, and adds the journeys to both
   * indexes and to `counts`.
   */
  addCustomer(key: Uint8Array): number | null {
    if (this.#meta.aliases > 0 && readVolatile(this.#dbs.aliases, key) !== undefined) return null;
    const number = this.#meta.nextNumber;
    const isNew = this.#dbs.keys.putSync(key, numberValue(number), NEW) as unknown as boolean;
    if (!isNew) return null;
    this.#meta.nextNumber++;
    this.#meta.customers++;
    return number;
  }

  putNew(number: number, record: (version: number, codes: Codes) => Buffer): void {
    const version = this.changeVersion();
    this.#dbs.feed.putSync(feedKey(version, number), EMPTY);
    this.#dbs.customers.putSync(number, record(version, this.#dictionary));
  }

  indexJourneyKey(journey: Uint8Array, number: number): void {
    this.#dbs.journeys.putSync(journey, numberValue(number));
  }

  indexJourneyStart(start: number, journey: Uint8Array, number: number): void {
    this.#dbs.starts.putSync(startKey(start, journey), numberValue(number));
  }

  /** Removes a customer. Only an entry of the change feed remains, with the number of the customer and the version. */
  remove(before: CustomerHistory): void {
    const version = this.changeVersion();
    const { number } = before;
    this.#meta.customers--;
    this.#dbs.keys.removeSync(textKey(before.key));
    this.#dbs.feed.removeSync(feedKey(before.version, number));
    this.#dbs.feed.putSync(feedKey(version, number), EMPTY);
    this.#indexJourneys(number, before.journeys, []);
    this.#count(before.journeys, []);
    this.#countKept(before.kept, undefined);
    this.#dbs.customers.removeSync(number);
  }

  #indexJourneys(number: number, before: readonly Journey[], after: readonly Journey[]): void {
    if (before === after) return;
    const value = numberValue(number);
    if (before.length === 0) {
      for (const journey of after) this.#index(journey.key, journey.interactions[0]!.at, value);
      return;
    }
    const starts = new Map(after.map((j) => [j.key, j.interactions[0]!.at]));
    for (const { key, interactions } of before) {
      const start = interactions[0]!.at;
      if (starts.get(key) === start) {
        starts.delete(key);
        continue;
      }
      const bytes = journeyBytes(key)!;
      this.#dbs.starts.removeSync(startKey(start, bytes));
      if (!starts.has(key)) this.#dbs.journeys.removeSync(bytes);
    }
    for (const [key, start] of starts) this.#index(key, start, value);
  }

  #index(key: string, start: number, number: Buffer): void {
    const bytes = journeyBytes(key)!;
    this.#dbs.starts.putSync(startKey(start, bytes), number);
    this.#dbs.journeys.putSync(bytes, number);
  }

  #count(before: readonly Journey[], after: readonly Journey[]): void {
    if (before === after) return;
    if (before.length > 0) this.counts.add(before, -1);
    if (after.length > 0) this.counts.add(after, 1);
  }

  #countKept(before: Kept | undefined, after: Kept | undefined): void {
    if (before === after) return;
    if (before !== undefined) {
      this.counts.addHidden(before.hidden, -1);
      this.counts.addAnswers(before.answers, -1);
    }
    if (after !== undefined) {
      this.counts.addHidden(after.hidden, 1);
      this.counts.addAnswers(after.answers, 1);
    }
  }

  /** Whether some customers have attributes from rows, or answers. */
  get keepsMore(): boolean {
    return this.#meta.traits === true || (this.#meta.answers ?? 0) + this.counts.answers > 0;
  }

  /** By how much this transaction has changed the number of answers so far. */
  get answersAdded(): number {
    return this.counts.answers;
  }

  /** By how much this transaction has changed the number of interactions so far. */
  get interactionsAdded(): number {
    return this.counts.interactions;
  }

  // -- identities --

  /** Runs a generator of people.ts, and answers each of its requests. */
  perform<T>(people: People, work: Work<T>): T {
    for (let step = work.next(); ; step = work.next()) {
      if (step.done) return step.value;
      const need = step.value;
      if ("relations" in need) for (const key of need.relations) people.relations.know(key, relatedOf(this.#dbs, key));
      else if ("owners" in need) people.relations.knowOwners(need.owners, ownersOf(this.#dbs, need.owners));
      else if ("marks" in need) people.namings.know(namingsOf(this.#dbs, need));
      else if ("customersOf" in need)
        for (const identity of need.customersOf) {
          const key = this.customerOf(identity);
          people.know({ key, members: this.membersOf(key), history: this.customer(key) });
        }
    }
  }

  /** Completes the changes of several customers, and saves them. */
  settle(people: People): Settled {
    const settled = this.perform(people, people.settle(this.#meta.journeyGap));
    for (const history of settled.removed) this.remove(history);
    for (const { before, key, attributes, journeys, kept } of settled.saved) {
      if (kept !== undefined && hasTraits(kept)) this.#meta.traits = true;
      this.save(before, key, attributes, journeys, kept);
    }
    for (const moved of settled.moved) moveMember(this.#dbs, moved);
    for (const change of settled.relations) {
      this.changeVersion();
      if ("link" in change) putLink(this.#dbs, change.link, change.exists);
      else putDeclaration(this.#dbs, change.declared, change.borne);
    }
    putNamings(this.#dbs, settled.namings);
    this.#meta.related = (this.#meta.related ?? 0) + settled.relationsAdded;
    return settled;
  }

  /** Returns at most `most` statements of a source. */
  statementsOf(source: number, most: number): { readonly anonymous: string; readonly customer: string }[] {
    const found: { readonly anonymous: string; readonly customer: string }[] = [];
    if (!this.hasRelations) return found;
    for (const relation of allRelations(this.#dbs)) {
      if (!("declaration" in relation) || !relation.declaration.sources.includes(source)) continue;
      found.push(relation.declaration);
      if (found.length === most) break;
    }
    return found;
  }

  removeAlias(alias: string, root: string): void {
    this.changeVersion();
    this.#meta.aliases--;
    this.#dbs.aliases.removeSync(textKey(alias));
    this.#dbs.aliasesOf.removeSync(pairKey(root, alias));
  }

  /** The aliases of an identity. */
  aliasesOf(root: string): string[] {
    if (this.#meta.aliases === 0) return [];
    const { start, end, skip } = pairRange(root);
    return [...this.#dbs.aliasesOf.getKeys({ start, end })].map((key) => keyText(key.subarray(skip)));
  }

  // -- origins and catalogue --

  origin(content: OriginContent): number | null {
    const number = readVolatile(this.#dbs.originsByContent, contentKey(content))?.readUInt32BE(0);
    return number ?? null;
  }

  originsOf(source: number): Set<number> {
    return new Set(this.origins().flatMap((origin) => (origin.source === source ? [origin.number] : [])));
  }

  /** All origins of the store. An origin without interactions does not remain in the store. */
  origins(): Origin[] {
    return [...this.#dbs.origins.getRange({})].map((entry) => entry.value);
  }

  get nextOrigin(): number {
    return this.#meta.nextOrigin;
  }

  /**
   * Applies the numbers of interactions that the current operation added to origins and removed from them. `fresh`
   * contains the origins that are new. An origin without interactions is removed. Returns true if a name in the
   * catalogue may have changed. This is so if an origin was added or removed, or if another spelling of a name may be
   * the most frequent one now.
   */
  settleOrigins(fresh: ReadonlyMap<number, OriginContent>): boolean {
    let changed = false;
    const before = this.catalogue();
    const touched: Origin[] = [];
    for (const [number, delta] of this.counts.origins) {
      if (delta === 0) continue;
      const content = fresh.get(number);
      const known = content === undefined ? this.#dbs.origins.get(number) : undefined;
      if (content === undefined && known === undefined)
        throw new ThroughlineError("STORE_FAILED", `The origin ${number} is missing.`);
      const origin: Origin = known ?? { ...originContent(content!), number, interactions: 0 };
      const interactions = origin.interactions + delta;
      touched.push(origin);
      if (interactions > 0) this.#dbs.origins.putSync(number, { ...origin, interactions });
      else this.#dbs.origins.removeSync(number);
      if (known === undefined) {
        this.#dbs.originsByContent.putSync(contentKey(origin), numberValue(number));
        this.#meta.nextOrigin = Math.max(this.#meta.nextOrigin, number + 1);
      } else if (interactions <= 0) this.#dbs.originsByContent.removeSync(contentKey(origin));
      changed ||= known === undefined || interactions <= 0;
    }
    this.counts.origins.clear();
    if (changed || (mayRename(before, touched) && !sameCatalogue(before, this.#derived()))) this.#catalogueChanged();
    return changed;
  }

  get declared(): Declared {
    return { ...declaredOf(this.#dbs), version: this.#meta.catalogueVersion };
  }

  declare(declared: Declared): void {
    this.changeVersion();
    this.#dbs.meta.putSync("declared", declared);
    this.#catalogueChanged();
  }

  catalogue(): Catalogue {
    if (this.#cache.catalogue?.version !== this.#meta.catalogueVersion) this.#cache.catalogue = this.#derived();
    return this.#cache.catalogue!;
  }

  #derived(): Catalogue {
    return deriveCatalogue(this.declared, this.origins());
  }

  #catalogueChanged(): void {
    this.#meta.catalogueVersion++;
  }

  // -- sources --

  sourceNumber(hash: string, mapping: string): number | null {
    for (const { value } of this.#dbs.sources.getRange({}))
      if (value.hash === hash && value.mapping === mapping) return value.number;
    return null;
  }

  addSource(source: { name: string; hash: string; mapping: string; importedAt: number }): number {
    const number = this.#meta.nextSource++;
    const { name, hash, mapping, importedAt } = source;
    this.#dbs.sources.putSync(number, { number, name, hash, mapping, importedAt });
    return number;
  }

  saveReport(number: number, report: string): void {
    const source = this.#dbs.sources.get(number);
    if (source !== undefined) this.#dbs.sources.putSync(number, { ...source, report });
  }

  /** Returns false if the source did not exist. */
  removeSource(number: number): boolean {
    return this.#dbs.sources.removeSync(number);
  }

  hasSource(number: number): boolean {
    return this.#dbs.sources.get(number) !== undefined;
  }

  // -- aggregates --

  #writeCounts(): void {
    const codes = this.#dictionary;
    for (const { from, to, count, journeys, totalWait } of this.counts.changedEdges()) {
      const key = edgeKey(codes.codeOf(from), codes.codeOf(to));
      const [a, b, c] = readThree(readVolatile(this.#dbs.edges, key));
      if (a + count === 0) this.#dbs.edges.removeSync(key);
      else this.#dbs.edges.putSync(key, threeNumbers(a + count, b + journeys, c + totalWait));
    }
    for (const [touchpoint, { visits, starts, ends }] of this.counts.touchpoints) {
      if (visits === 0 && starts === 0 && ends === 0) continue;
      const code = codes.codeOf(touchpoint);
      const [a, b, c] = readThree(readVolatile(this.#dbs.touchpoints, code));
      if (a + visits === 0) this.#dbs.touchpoints.removeSync(code);
      else this.#dbs.touchpoints.putSync(code, threeNumbers(a + visits, b + starts, c + ends));
    }
  }
}

/** The declarations of the catalogue. Fields that the record of an earlier release lacks are filled in. */
export function declaredOf(dbs: Databases): Declared {
  return { ...NOTHING_DECLARED, ...(dbs.meta.get("declared") as Partial<Declared> | undefined) };
}

function hasTraits({ attributes }: Kept): boolean {
  return [...attributes.values()].some(({ traits }) => traits.length > 0);
}

/** Throws BAD_ARGUMENT or KEY_TOO_LONG if the text cannot be a customer's key. */
export function checkKey(key: string): void {
  if (key === "")
    throw new ThroughlineError("BAD_ARGUMENT", "A customer's key is empty.", {
      at: "customer",
      remedy: "Give each row the key of its customer.",
    });
  if (keyTooLong(key))
    throw new ThroughlineError("KEY_TOO_LONG", `A customer's key is longer than ${MAX_KEY_BYTES} bytes.`, {
      at: "customer",
      remedy: "Use a shorter key.",
    });
}

function originContent({
  source,
  touchpoint,
  kind,
  channel,
  stage,
  intended,
  initiatedBy,
  feedback,
}: OriginContent): OriginContent {
  const content = { source, touchpoint, kind, channel, stage, intended, initiatedBy };
  return feedback ? { ...content, feedback } : content;
}

/** The key of an origin in `originsByContent`. Origins with equal content have equal keys. */
export function contentKey(content: OriginContent): Buffer {
  const { source, touchpoint, kind, channel, stage, intended, initiatedBy, feedback } = content;
  const own = [source, touchpoint, kind, channel, stage, intended, initiatedBy];
  return createHash("sha256")
    .update(JSON.stringify(feedback ? [...own, "feedback"] : own))
    .digest()
    .subarray(0, 16);
}
