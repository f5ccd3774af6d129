// The embedded graph store: LMDB in one folder, without a server. Any number of processes on one machine may have it
// open, and all of them may write. A write is acknowledged when it is on the disk, and from then on every reader sees
// it.
import { existsSync } from "node:fs";
import { setImmediate as nextTurn } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Catalogue, CatalogueChange } from "../../model/catalogue.js";
import { ThroughlineError } from "../../model/errors.js";
import type { Origin } from "../../model/interaction.js";
import type { CustomerHistory } from "../../model/journey.js";
import type { MigrationStatus } from "../migrations.js";
import { readOnlyRefusal } from "../readOnly.js";
import type {
  AttributesVisitor,
  ChangeOutcome,
  CustomerAttributes,
  CustomerBatch,
  Declaration,
  EraseOutcome,
  FeedbackBatch,
  FeedbackOutcome,
  ForgetOutcome,
  GraphStore,
  HistoryVisitor,
  JourneyOfCustomer,
  JourneyPosition,
  Link,
  LinkOutcome,
  NewSource,
  OpenedSource,
  Person,
  ReadProgress,
  RecordBatch,
  RecordOutcome,
  Settings,
  Source,
  StatementBatch,
  StatementOutcome,
  StoreStatus,
  TouchpointCount,
  TransitionCount,
} from "../store.js";
import {
  type Databases,
  firstRead,
  type Meta,
  type Migrated,
  openDatabases,
  openToRead,
  readError,
  reasonOf,
  transact,
} from "./databases.js";
import { checkMigrated, migrate, migrationStatus } from "./migrate.js";
import { newReadState, Reading, type ReadState } from "./read.js";
import { settingsOf } from "./settings.js";
import { allHistories, streamAll, streamAttributes, streamChanges } from "./stream.js";
import { ThreadWriter } from "./threadWriter.js";
import type { ForgetStep } from "./write.js";
import { InlineWriter, type Writer } from "./writer.js";

/**
 * A read of many objects must not block the event loop. It therefore looks at the clock after every LOOK_EVERY objects.
 * If more than TURN_MS milliseconds have passed, it continues in another turn of the event loop.
 */
const LOOK_EVERY = 16;
const TURN_MS = 8;
/** The number of links and declarations that are read in one turn of the event loop. */
const RELATIONS_A_TURN = 1_000;

export interface EmbeddedOptions {
  /**
   * Where transactions run: in the calling thread (commands), or in a thread of their own (the service). A thread can
   * run only built files. If the service runs from TypeScript sources, the thread runs the built file in `dist`; if
   * there is none, transactions run in the calling thread. Default: "inline".
   */
  readonly writer?: "inline" | "thread";
  /** If true, nothing is written, and the store must exist and be migrated. The default is false. */
  readonly readOnly?: boolean;
  /**
   * Whether rows without an id may have the ids that format 1 gave them. Only a dry run sets this, with the value of
   * the real store.
   */
  readonly formerRowIds?: boolean;
}

/**
 * Throws STORE_FAILED if the folder cannot be used or its store is damaged. Throws FORMAT_UNKNOWN if a newer program
 * wrote the store. Throws MIGRATION_NEEDED if the store is opened for reading only and has not been migrated.
 */
export async function openEmbedded(folder: string, options: EmbeddedOptions = {}): Promise<GraphStore> {
  if (options.readOnly === true) return openEmbeddedToRead(folder);
  const store = await openToWrite(folder, options);
  try {
    // Completes a change of the journey gap that was interrupted.
    await store.finishSplitting();
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function openToWrite(
  folder: string,
  { writer: where, formerRowIds = false }: EmbeddedOptions,
): Promise<EmbeddedStore> {
  const dbs = await openDatabases(folder, migrate);
  try {
    firstRead(folder, () => migrate(dbs));
    if (formerRowIds)
      transact(dbs, () => dbs.meta.putSync("meta", { ...(dbs.meta.get("meta") as Meta), formerRowIds: true }));
    const file = where === "thread" ? writerFile() : null;
    const writer = file === null ? new InlineWriter(dbs) : await ThreadWriter.start(file, folder);
    return new EmbeddedStore(folder, dbs, writer);
  } catch (error) {
    await dbs.root.close();
    throw error;
  }
}

async function openEmbeddedToRead(folder: string): Promise<GraphStore> {
  const dbs = await openToRead(folder);
  try {
    firstRead(folder, () => checkMigrated(dbs, folder));
    return new EmbeddedStore(folder, dbs!, NO_WRITER);
  } catch (error) {
    await dbs?.root.close();
    throw error;
  }
}

const NO_WRITER: Writer = { run: () => Promise.reject(readOnlyRefusal()), close: async () => {} };

/** Lists the migrations of the store in the folder, without applying any. */
export async function embeddedMigrations(folder: string): Promise<MigrationStatus[]> {
  const dbs = await openToRead(folder);
  try {
    return firstRead(folder, () => migrationStatus(dbs));
  } finally {
    await dbs?.root.close();
  }
}

function writerFile(): string | null {
  const here = fileURLToPath(import.meta.url);
  const built = here.endsWith(".ts") ? "../../../dist/graph/embedded/writerThread.js" : "./writerThread.js";
  const file = fileURLToPath(new URL(built, import.meta.url));
  return existsSync(file) ? file : null;
}

class EmbeddedStore implements GraphStore {
  readonly kind = "embedded";
  readonly #folder: string;
  readonly #dbs: Databases;
  readonly #writer: Writer;
  readonly #state: ReadState;
  /** The reads that are running. Each may take several turns of the event loop. */
  readonly #reads = new Set<Promise<unknown>>();
  readonly recordCustomers?: (batch: CustomerBatch) => Promise<RecordOutcome>;
  #closed = false;

  constructor(folder: string, dbs: Databases, writer: Writer) {
    this.#folder = folder;
    this.#dbs = dbs;
    this.#writer = writer;
    this.#state = newReadState(dbs);
    if (writer instanceof InlineWriter) this.recordCustomers = (batch) => writer.run("recordCustomers", batch);
  }

  // -- writing --

  upsertCatalogue(change: CatalogueChange): Promise<{ version: number }> {
    return this.#writer.run("upsertCatalogue", change);
  }

  async updateSettings(change: Partial<Settings>): Promise<{ version: number; settings: Settings }> {
    const { version, settings } = await this.#writer.run("updateSettings", change);
    return { version: (await this.finishSplitting()) ?? version, settings };
  }

  /**
   * Continues a change of the journey gap: splits the journeys of all customers for whom this has not been done yet, in
   * steps. Returns the version afterwards, or null if there was nothing to split.
   */
  async finishSplitting(): Promise<number | null> {
    if ((await this.#read(({ meta }) => meta.splitAfter ?? null)) === null) return null;
    for (;;) {
      const { done, version } = await this.#writer.run("splitStep");
      if (done) return version;
    }
  }

  openSource(source: NewSource, now: number): Promise<OpenedSource> {
    return this.#writer.run("openSource", source, now);
  }

  saveReport(source: number, report: string): Promise<void> {
    return this.#writer.run("saveReport", source, report);
  }

  record(batch: RecordBatch): Promise<RecordOutcome> {
    return this.#writer.run("record", batch);
  }

  recordFeedback(batch: FeedbackBatch): Promise<FeedbackOutcome> {
    return this.#writer.run("recordFeedback", batch);
  }

  setAttributes(rows: readonly CustomerAttributes[]): Promise<ChangeOutcome> {
    return this.#writer.run("setAttributes", rows);
  }

  declare(batch: StatementBatch): Promise<StatementOutcome> {
    return this.#writer.run("declare", batch);
  }

  link(from: readonly string[], into: string): Promise<LinkOutcome> {
    return this.#writer.run("link", from, into);
  }

  unlink(from: string, into: string): Promise<LinkOutcome & { found: boolean }> {
    return this.#writer.run("unlink", from, into);
  }

  erase(customer: string): Promise<EraseOutcome> {
    return this.#writer.run("erase", customer);
  }

  async forget(source: number, progress?: ReadProgress): Promise<ForgetOutcome> {
    const { exists, version } = await this.#writer.run("sourceExists", source);
    if (!exists) return { found: false, version, customers: 0, interactions: 0, answers: 0 };
    let customers = 0;
    let interactions = 0;
    let answers = 0;
    let statements = 0;
    for (;;) {
      for (let next: number | null = 1; next !== null; ) {
        const step: ForgetStep = await this.#writer.run("forgetStep", source, next);
        customers += step.customers;
        interactions += step.interactions;
        answers += step.answers;
        next = step.next;
        progress?.(next === null ? step.lastNumber : next - 1, step.lastNumber);
      }
      const { done, version, taken } = await this.#writer.run("finishForget", source);
      statements += taken;
      const found = source > 0 || customers > 0 || statements > 0;
      if (done) return { found, version, customers, interactions, answers };
    }
  }

  // -- whole reads --

  async version(): Promise<number> {
    return this.#read((reading) => reading.meta.version);
  }

  async stream(visitor: HistoryVisitor, progress?: ReadProgress): Promise<{ version: number }> {
    this.#mustBeOpen();
    return streamAll(this.#state, visitor, progress).catch((error: unknown) => Promise.reject(readError(error)));
  }

  async streamAttributes(visitor: AttributesVisitor, progress?: ReadProgress): Promise<void> {
    this.#mustBeOpen();
    return streamAttributes(this.#state, visitor, progress).catch((error: unknown) => Promise.reject(readError(error)));
  }

  async changesSince(version: number, visitor: HistoryVisitor): Promise<{ version: number } | null> {
    this.#mustBeOpen();
    return streamChanges(this.#state, version, visitor).catch((error: unknown) => Promise.reject(readError(error)));
  }

  async catalogue(): Promise<Catalogue> {
    return this.#read((reading) => reading.catalogue());
  }

  async settings(): Promise<Settings> {
    return this.#read(({ meta }) => settingsOf(meta));
  }

  async edges(): Promise<TransitionCount[]> {
    return this.#read((reading) => reading.edges());
  }

  async touchpointCounts(): Promise<TouchpointCount[]> {
    return this.#read((reading) => reading.touchpointCounts());
  }

  async sources(): Promise<Source[]> {
    return this.#read((reading) => reading.sources());
  }

  async origins(): Promise<Origin[]> {
    return this.#read((reading) => reading.origins());
  }

  async identity(): Promise<string | null> {
    const migrated = this.#dbs.meta.get("migrated") as Migrated | undefined;
    return migrated === undefined ? null : `embedded ${JSON.stringify(migrated)}`;
  }

  async status(): Promise<StoreStatus> {
    return this.#read(({ meta }) => ({
      kind: "embedded",
      location: this.#folder,
      version: meta.version,
      catalogueVersion: meta.catalogueVersion,
      format: meta.format,
      formerRowIds: meta.formerRowIds === true,
      settings: settingsOf(meta),
      customers: meta.customers,
      journeys: meta.journeys,
      interactions: meta.interactions,
      relations: meta.related ?? 0,
      answers: meta.answers ?? 0,
    }));
  }

  // -- point and page reads --

  customers(keys: readonly string[]): Promise<(CustomerHistory | null)[]> {
    return this.#readMany(
      () => keys,
      (reading, key) => reading.customer(key),
    );
  }

  customersByNumber(numbers: readonly number[]): Promise<(CustomerHistory | null)[]> {
    return this.#readMany(
      () => numbers,
      (reading, number) => reading.customerByNumber(number),
    );
  }

  journeys(keys: readonly string[]): Promise<(JourneyOfCustomer | null)[]> {
    return this.#readMany(
      () => keys,
      (reading, key) => reading.journey(key),
    );
  }

  async identities(key: string): Promise<string[]> {
    return this.#read((reading) => reading.identities(key));
  }

  async person(key: string): Promise<Person | null> {
    return this.#read((reading) => reading.person(key));
  }

  links(): AsyncIterable<Link> {
    return this.#relations((relation) => ("link" in relation ? relation.link : null));
  }

  declarations(): AsyncIterable<Declaration> {
    return this.#relations((relation) => ("declaration" in relation ? relation.declaration : null));
  }

  async *#relations<T>(pick: (relation: { link: Link } | { declaration: Declaration }) => T | null): AsyncIterable<T> {
    this.#mustBeOpen();
    const reading = new Reading(this.#state);
    try {
      let read = 0;
      for (const relation of reading.relations()) {
        const picked = pick(relation);
        if (picked !== null) yield picked;
        if (++read % RELATIONS_A_TURN === 0) await nextTurn();
      }
    } finally {
      reading.done();
    }
  }

  async customerPage(limit: number, before: number | null): Promise<CustomerHistory[]> {
    const page = await this.#readMany(
      (reading) => reading.customerNumbers(limit, before),
      (reading, number) => reading.customerByNumber(number),
    );
    return page.filter((history) => history !== null);
  }

  async customersStartingWith(prefix: string, limit: number, after: string | null): Promise<CustomerHistory[]> {
    const page = await this.#readMany(
      (reading) => reading.keysStartingWith(prefix, limit, after),
      (reading, key) => reading.customer(key),
    );
    return page.filter((history) => history !== null);
  }

  async countStartingWith(prefix: string): Promise<number> {
    return this.#read((reading) => reading.countStartingWith(prefix));
  }

  async journeyPage(limit: number, before: JourneyPosition | null): Promise<JourneyOfCustomer[]> {
    const customers = new Map<number, CustomerHistory | null>();
    const page = await this.#readMany(
      (reading) => reading.journeyStarts(limit, before),
      (reading, start) => reading.journeyAt(start, customers),
    );
    return page.filter((found) => found !== null);
  }

  histories(): AsyncIterable<CustomerHistory> {
    this.#mustBeOpen();
    return allHistories(this.#state);
  }

  async ping(): Promise<void> {
    try {
      await this.version();
    } catch (cause) {
      if (cause instanceof ThroughlineError) throw cause;
      throw new ThroughlineError("DATABASE_UNAVAILABLE", `The store does not answer: ${reasonOf(cause)}`, { cause });
    }
  }

  async tryWriting(): Promise<void> {
    await this.#writer.run("tryWriting");
  }

  /** Waits for the writes and reads that were requested before. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await Promise.allSettled(this.#reads);
    await this.#writer.close();
    await this.#dbs.root.close();
    this.#dbs.files.rememberWhole();
  }

  /** Reads many objects from one snapshot. Every few milliseconds, the event loop gets a turn. */
  #readMany<Of, T>(list: (reading: Reading) => readonly Of[], read: (reading: Reading, of: Of) => T): Promise<T[]> {
    const found = this.#readInTurns(list, read);
    const done = () => this.#reads.delete(found);
    this.#reads.add(found);
    found.then(done, done);
    return found;
  }

  async #readInTurns<Of, T>(
    list: (reading: Reading) => readonly Of[],
    read: (reading: Reading, of: Of) => T,
  ): Promise<T[]> {
    this.#mustBeOpen();
    try {
      const reading = new Reading(this.#state);
      try {
        const found: T[] = [];
        let began = performance.now();
        for (const of of list(reading)) {
          found.push(read(reading, of));
          if (found.length % LOOK_EVERY !== 0 || performance.now() - began < TURN_MS) continue;
          await nextTurn();
          began = performance.now();
        }
        return found;
      } finally {
        reading.done();
      }
    } catch (error) {
      throw readError(error);
    }
  }

  #read<T>(read: (reading: Reading) => T): T {
    this.#mustBeOpen();
    try {
      return Reading.once(this.#state, read);
    } catch (error) {
      throw readError(error);
    }
  }

  /** Checks that the open files are the files in the folder. */
  #mustBeOpen(): void {
    if (this.#closed) throw new ThroughlineError("DATABASE_UNAVAILABLE", "The store is closed.");
    this.#dbs.files.check();
  }
}
