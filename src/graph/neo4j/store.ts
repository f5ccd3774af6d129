// Implements the store interface on Neo4j. Each operation takes a few lines here; the other files have the details.
import { ThroughlineError } from "../../model/errors.js";
import type { Origin } from "../../model/interaction.js";
import type { CustomerHistory } from "../../model/journey.js";
import { DEFAULT_TIME_ZONE, timeZoneName } from "../../model/zone.js";
import { applyCatalogueChange } from "../history/declare.js";
import type { MigrationStatus } from "../migrations.js";
import {
  API_SOURCE,
  type AttributesVisitor,
  type Catalogue,
  type CatalogueChange,
  type ChangeOutcome,
  type CustomerAttributes,
  type Declaration,
  type EraseOutcome,
  type FeedbackBatch,
  type FeedbackOutcome,
  type ForgetOutcome,
  type GraphStore,
  type HistoryVisitor,
  type JourneyOfCustomer,
  type JourneyPosition,
  type Link,
  type LinkOutcome,
  type NewSource,
  type OpenedSource,
  type Person,
  type ReadProgress,
  type RecordBatch,
  type RecordOutcome,
  type Settings,
  type Source,
  type StatementBatch,
  type StatementOutcome,
  type StoreStatus,
  type TouchpointCount,
  type TransitionCount,
} from "../store.js";
import { Connection, type ConnectionOptions, int, type Row } from "./connection.js";
import { graphGone } from "./errors.js";
import { recordFeedback } from "./feedback.js";
import { lockToRead, type Meta } from "./meta.js";
import { checkMigrated, migrate, migrationStatus } from "./migrations.js";
import { decodeOrigin, readNames } from "./names.js";
import { declare, erase, forget, link, setAttributes, splitAnew, unlink } from "./people.js";
import { Neo4jQuestions } from "./questions.js";
import {
  readCountStartingWith,
  readCustomerPage,
  readCustomers,
  readCustomersByNumber,
  readCustomersStartingWith,
  readHistories,
  readIdentities,
  readJourneyPage,
  readJourneys,
  readPerson,
} from "./reads.js";
import { record } from "./record.js";
import { decodeDeclaration } from "./relations.js";
import * as cypher from "./statements/index.js";
import { readChanges, streamAll, streamAttributes } from "./stream.js";
import { Writer } from "./writer.js";

export interface OpenOptions {
  /** If true, nothing is written, and the graph must already be migrated. The default is false. */
  readonly readOnly?: boolean;
}

/**
 * Connects, checks, migrates. Throws BAD_CONFIG, FORMAT_UNKNOWN, MIGRATION_NEEDED or DATABASE_UNAVAILABLE, each with
 * the remedy.
 */
export async function openNeo4jStore(
  options: ConnectionOptions,
  { readOnly = false }: OpenOptions = {},
): Promise<GraphStore> {
  const connection = new Connection(options);
  try {
    if (readOnly) await checkMigrated(connection);
    else await migrate(connection);
    const store = new Neo4jStore(connection);
    if (!readOnly) await store.finishSplitting();
    return store;
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** The migrations of the graph. None of them is applied. */
export async function neo4jMigrations(options: ConnectionOptions): Promise<MigrationStatus[]> {
  const connection = new Connection(options);
  try {
    return await migrationStatus(connection);
  } finally {
    await connection.close();
  }
}

class Neo4jStore implements GraphStore {
  readonly kind = "neo4j";
  readonly questions: Neo4jQuestions;
  readonly #connection: Connection;
  readonly #writer: Writer;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#writer = new Writer(connection);
    this.questions = new Neo4jQuestions(connection, (namesVersion) => this.#writer.knownNames(namesVersion));
  }

  // -- writing --

  async upsertCatalogue(change: CatalogueChange): Promise<{ version: number }> {
    const { version } = await this.#writer.change(async (write) => {
      const { declared: before, catalogue, origins } = write.names;
      const declared = applyCatalogueChange(before, catalogue, change, () => origins.values());
      if (declared !== null) write.declare(declared);
    });
    return { version };
  }

  async updateSettings(change: Partial<Settings>): Promise<{ version: number; settings: Settings }> {
    const { journeyGap } = change;
    if (journeyGap !== undefined && (!Number.isSafeInteger(journeyGap) || journeyGap <= 0))
      throw new ThroughlineError("BAD_ARGUMENT", "The journey gap is not a positive whole number of milliseconds.", {
        at: "journeyGap",
        remedy: "Give a duration of at least a millisecond, such as P30D or PT30M.",
      });
    const timeZone = change.timeZone === undefined ? undefined : timeZoneName(change.timeZone, "timeZone");
    const { version, result } = await this.#writer.change(async (write) => {
      const { meta } = write;
      const before = settingsOf(meta);
      const settings: Settings = {
        journeyGap: journeyGap ?? before.journeyGap,
        synthetic: change.synthetic ?? before.synthetic,
        timeZone: timeZone ?? before.timeZone,
      };
      if (settings.synthetic !== before.synthetic) write.setMeta({ synthetic: settings.synthetic });
      if (settings.timeZone !== before.timeZone) write.setMeta({ timeZone: settings.timeZone });
      const splits = settings.journeyGap !== meta.journeyGap;
      if (splits) write.setMeta({ journeyGap: int(settings.journeyGap), splitAfter: int(0) });
      return { settings, splits };
    });
    return { version: result.splits ? await splitAnew(this.#writer) : version, settings: result.settings };
  }

  async openSource({ name, hash, mapping }: NewSource, now: number): Promise<OpenedSource> {
    const { result } = await this.#writer.change(async (write) => {
      const [found] = await write.tx.run(cypher.FIND_SOURCE, { hash, mapping });
      const formerRowIds = write.meta.formerRowIds ?? undefined;
      if (found !== undefined) return { number: found.number as number, known: true, formerRowIds };
      const number = write.meta.nextSource;
      write.tx.send(cypher.CREATE_SOURCE, {
        source: { number: int(number), name, hash, mapping, importedAt: int(now) },
      });
      write.setMeta({ nextSource: int(number + 1) });
      return { number, known: false, formerRowIds };
    });
    return result;
  }

  async saveReport(source: number, report: string): Promise<void> {
    // The report is not data and must not raise the version. It is therefore stored here and not by the writer, which
    // commits only changes that raise the version.
    await this.#connection.transact(async (tx) => {
      tx.send(cypher.SAVE_REPORT, { number: int(source), report });
      return { commit: true, result: undefined };
    });
  }

  record(batch: RecordBatch): Promise<RecordOutcome> {
    return record(this.#writer, batch, () => this.version());
  }

  recordFeedback(batch: FeedbackBatch): Promise<FeedbackOutcome> {
    return recordFeedback(this.#writer, batch, () => this.version());
  }

  setAttributes(rows: readonly CustomerAttributes[]): Promise<ChangeOutcome> {
    return setAttributes(this.#writer, rows, () => this.version());
  }

  declare(batch: StatementBatch): Promise<StatementOutcome> {
    return declare(this.#writer, batch, () => this.version());
  }

  link(from: readonly string[], into: string): Promise<LinkOutcome> {
    return link(this.#writer, from, into);
  }

  unlink(from: string, into: string): Promise<LinkOutcome & { found: boolean }> {
    return unlink(this.#writer, from, into);
  }

  erase(customer: string): Promise<EraseOutcome> {
    return erase(this.#writer, customer);
  }

  forget(source: number, progress?: ReadProgress): Promise<ForgetOutcome> {
    return forget(this.#writer, source, progress);
  }

  /** A change of the gap that was interrupted is completed by the next process that opens the store. */
  async finishSplitting(): Promise<void> {
    if ((await this.#meta()).splitAfter != null) await splitAnew(this.#writer);
  }

  // -- whole reads --

  async version(): Promise<number> {
    const [row] = await this.#connection.run(cypher.READ_VERSION);
    if (row === undefined) throw graphGone();
    return row.version as number;
  }

  stream(visitor: HistoryVisitor, progress?: ReadProgress): Promise<{ version: number }> {
    return streamAll(this.#connection, visitor, progress);
  }

  streamAttributes(visitor: AttributesVisitor, progress?: ReadProgress): Promise<void> {
    return streamAttributes(this.#connection, visitor, progress);
  }

  changesSince(version: number, visitor: HistoryVisitor): Promise<{ version: number } | null> {
    return readChanges(this.#connection, version, visitor);
  }

  async catalogue(): Promise<Catalogue> {
    // If the writer has the names of the current version, they are complete, because it read them under the lock.
    const known = this.#writer.knownNames((await this.#meta()).namesVersion);
    if (known !== null) return known.catalogue;
    const names = await this.#connection.transact(async (tx) => {
      const meta = await lockToRead(tx);
      return { commit: false, result: await readNames(tx, meta.namesVersion) };
    });
    this.#writer.remember(names);
    return names.catalogue;
  }

  async settings(): Promise<Settings> {
    return settingsOf(await this.#meta());
  }

  async edges(): Promise<TransitionCount[]> {
    return (await this.#connection.run(cypher.READ_EDGES)) as unknown as TransitionCount[];
  }

  async touchpointCounts(): Promise<TouchpointCount[]> {
    return (await this.#connection.run(cypher.READ_TOUCHPOINT_COUNTS)) as unknown as TouchpointCount[];
  }

  async sources(): Promise<Source[]> {
    const rows = await this.#connection.run(cypher.READ_SOURCES);
    return rows
      .map((row) => {
        const { report, ...source } = row.source as Omit<Source, "interactions" | "answers" | "report"> & {
          report: string | null;
        };
        const counts = { interactions: row.interactions as number, answers: row.answers as number };
        return report === null ? { ...source, ...counts } : { ...source, ...counts, report };
      })
      .filter((source) => source.number !== API_SOURCE || source.interactions + source.answers > 0);
  }

  async origins(): Promise<Origin[]> {
    return (await this.#connection.run(cypher.READ_ORIGINS)).map((row) => decodeOrigin(row.origin as Row));
  }

  async identity(): Promise<string | null> {
    const rows = await this.#connection.run(cypher.READ_MIGRATIONS);
    return rows.length === 0
      ? null
      : `neo4j ${JSON.stringify(rows.map(({ number, appliedAt }) => [number, appliedAt]))}`;
  }

  async status(): Promise<StoreStatus> {
    const meta = await this.#meta();
    const { version, catalogueVersion, format, customers, journeys, interactions } = meta;
    const location = this.#connection.location;
    return {
      kind: this.kind,
      location,
      version,
      catalogueVersion,
      format,
      formerRowIds: meta.formerRowIds === true,
      settings: settingsOf(meta),
      customers,
      journeys,
      interactions,
      relations: meta.related ?? 0,
      answers: meta.answers ?? 0,
    };
  }

  // -- point and page reads --

  customers(keys: readonly string[]): Promise<(CustomerHistory | null)[]> {
    return readCustomers(this.#connection, keys);
  }

  customersByNumber(numbers: readonly number[]): Promise<(CustomerHistory | null)[]> {
    return readCustomersByNumber(this.#connection, numbers);
  }

  journeys(keys: readonly string[]): Promise<(JourneyOfCustomer | null)[]> {
    return readJourneys(this.#connection, keys);
  }

  identities(key: string): Promise<string[]> {
    return readIdentities(this.#connection, key);
  }

  person(key: string): Promise<Person | null> {
    return readPerson(this.#connection, key);
  }

  async *links(): AsyncIterable<Link> {
    yield* (await this.#connection.run(cypher.READ_LINKS)) as unknown as Link[];
  }

  async *declarations(): AsyncIterable<Declaration> {
    for (const row of await this.#connection.run(cypher.READ_DECLARATIONS)) yield decodeDeclaration(row);
  }

  customerPage(limit: number, before: number | null): Promise<CustomerHistory[]> {
    return readCustomerPage(this.#connection, limit, before);
  }

  customersStartingWith(prefix: string, limit: number, after: string | null): Promise<CustomerHistory[]> {
    return readCustomersStartingWith(this.#connection, prefix, limit, after);
  }

  countStartingWith(prefix: string): Promise<number> {
    return readCountStartingWith(this.#connection, prefix);
  }

  journeyPage(limit: number, before: JourneyPosition | null): Promise<JourneyOfCustomer[]> {
    return readJourneyPage(this.#connection, limit, before);
  }

  histories(): AsyncIterable<CustomerHistory> {
    return readHistories(this.#connection);
  }

  async ping(): Promise<void> {
    await this.version();
  }

  tryWriting(): Promise<void> {
    return this.#writer.tryWriting();
  }

  async close(): Promise<void> {
    await this.#writer.idle();
    await this.#connection.close();
  }

  async #meta(): Promise<Meta> {
    const [row] = await this.#connection.run(cypher.READ_META);
    if (row === undefined) throw graphGone();
    return row.meta as Meta;
  }
}

function settingsOf({ journeyGap, synthetic, timeZone }: Meta): Settings {
  return { journeyGap, synthetic, timeZone: timeZone ?? DEFAULT_TIME_ZONE };
}
