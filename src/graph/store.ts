// The store interface: what a graph store can do. Two adapters implement it, `embedded/` and `neo4j/`, and pass the
// same contract suite (test/graph/store.contract.ts).
//
// Rules for both adapters:
// - The unit of change is the customer. Any change to a customer sets that customer's version to the store's new
//   version. An erased, linked or empty customer leaves a tombstone in the change feed.
// - A write that changes nothing leaves the version as it is. A transaction that fails changes nothing. Neo4j records a
//   batch of more than 10,000 rows in several transactions. This concerns only imports, because the API accepts at most
//   10,000 rows. `forget` runs in steps on both stores. After a failure, the transactions that were committed remain,
//   and the same call completes the rest.
// - A write's promise resolves when the change is durable. From then on, every reader of any process sees it.
// - Interactions of an identity are unique by id. Journeys, edges and counters are always exact.
// - A customer consists of the identities that links and declarations join (history/relations.ts). It depends on the
//   set of links and declarations, not on their order.
import type { Catalogue, CatalogueChange, MergedName } from "../model/catalogue.js";
import type { ErrorCode } from "../model/errors.js";
import type { AnswerContent, IncomingAnswer } from "../model/feedback.js";
import type { IncomingInteraction, Origin, OriginContent } from "../model/interaction.js";
import type { Attributes, CustomerHistory, Journey } from "../model/journey.js";
import type { RowColumns } from "../model/rowColumns.js";
import type { Declaration, Link } from "./history/relations.js";
import type { StoreQuestions } from "./questions.js";

// ---- recording ------------------------------------------------------------------------------------------------------

/** The source of interactions recorded through the API. */
export const API_SOURCE = 0;

export interface NewSource {
  /** File name as given. Never a path that contains a user's name. */
  readonly name: string;
  /** SHA-256 of the file's bytes, in hexadecimal. */
  readonly hash: string;
  /** JSON text of the effective mapping. The same hash and the same mapping mean the same source. */
  readonly mapping: string;
}

export interface OpenedSource {
  readonly number: number;
  readonly known: boolean;
  /**
   * Whether the store has rows without an id of their own that were recorded in format 1. Format 1 computed ids in
   * another way. If the store has such rows, rows to record must also contain the id of format 1 (`formerId`).
   */
  readonly formerRowIds?: boolean | undefined;
}

export interface Source extends NewSource {
  /** The number of the source. Imports are numbered from 1, and 0 is the API. */
  readonly number: number;
  /** The time of the first import, in UTC milliseconds. */
  readonly importedAt: number;
  /**
   * The number of interactions from this source that still exist, including hidden ones and those that another source
   * recorded too.
   */
  readonly interactions: number;
  /** Number of answers from this source that still exist. */
  readonly answers: number;
  /** JSON text: the report of its last import. Absent for the API, and for imports made before reports were kept. */
  readonly report?: string;
}

/** A batch of rows to record. The rows refer to `origins` by index. All origins of a batch belong to one source. */
export interface RecordBatch {
  readonly origins: readonly OriginContent[];
  readonly rows: readonly IncomingInteraction[];
  /**
   * Whether a row whose id exists with other content replaces that content. If false, the row is reported as a
   * conflict.
   */
  readonly replace: boolean;
  /**
   * If false, as by default for the API, a row whose touchpoint or intended channel is not in the catalogue is
   * rejected.
   */
  readonly createNames: boolean;
}

/**
 * A batch of whole customers, for imports. Rows are created on demand, so a large batch is never in memory as objects.
 * A transaction that is retried requests the rows again.
 */
export interface CustomerBatch extends Omit<RecordBatch, "rows"> {
  /** Yields each customer once, with all of its rows in this batch. */
  readonly customers: Iterable<CustomerRows>;
  readonly rowCount: number;
}

/** The rows of one customer. There is at least one. The object is valid until the next customer is requested. */
export interface CustomerRows {
  readonly count: number;
  /** The rows as columns; null if columns cannot hold them. */
  columns(): RowColumns | null;
  rows(): readonly IncomingInteraction[];
}

export interface RowProblem {
  /** Index of the row in the batch. */
  readonly index: number;
  readonly field: string | null;
  readonly code: ErrorCode;
  readonly message: string;
}

export interface RecordOutcome {
  readonly version: number;
  readonly accepted: number;
  readonly duplicates: number;
  /** The number of rows that replaced other content. */
  readonly replaced: number;
  readonly conflicts: readonly RowProblem[];
  readonly rejected: readonly RowProblem[];
  /** The keys that were created. */
  readonly created: {
    readonly touchpoints: readonly string[];
    readonly channels: readonly string[];
    readonly stages: readonly string[];
  };
  /** The effect on identities. Absent if no row names an anonymous key and there are no links or declarations. */
  readonly identities?: RecordedIdentities | undefined;
}

export interface RecordedIdentities {
  /** The number of pairs of an anonymous key and a customer that rows of the batch declare, including known pairs. */
  readonly declared: number;
  /**
   * The number of rows that are reported as duplicates, because the same interaction was recorded under the anonymous
   * key that they name.
   */
  readonly named: number;
  /**
   * The anonymous keys of the batch that are shared devices afterwards, which means that they are declared for two or
   * more customers.
   */
  readonly shared: readonly string[];
}

/**
 * A row that is not an interaction but declares or describes an identity, such as that of an identify, alias or group
 * call.
 */
export interface Statement {
  /**
   * The key of the customer. If both keys are given, the row declares that the anonymous identity belongs to the
   * customer.
   */
  readonly customer: string | null;
  readonly anonymous: string | null;
  /** UTC milliseconds. */
  readonly at: number;
  /**
   * Attributes of the customer or, if none is given, of the anonymous identity. If there are several values, the latest
   * is shown.
   */
  readonly traits: Attributes;
}

export interface StatementBatch {
  /** The source of the statements. They are removed together with it. */
  readonly source: number;
  readonly statements: readonly Statement[];
}

export interface StatementOutcome {
  readonly version: number;
  /** The number of statements that changed anything. */
  readonly changed: number;
  /** The number of new declarations. */
  readonly declared: number;
  readonly shared: readonly string[];
}

/**
 * A batch of answers to surveys. The origins of the batch have `feedback` set. A row that only names an interaction has
 * an origin without a touchpoint.
 */
export interface FeedbackBatch extends Omit<RecordBatch, "rows"> {
  readonly rows: readonly IncomingAnswer[];
}

export type FeedbackOutcome = Omit<RecordOutcome, "identities">;

export interface CustomerAttributes {
  /** The identity that gets the attributes. */
  readonly customer: string;
  /**
   * The given attributes are set. The value '' removes an attribute from all identities of the customer. Other
   * attributes are not changed.
   */
  readonly attributes: Attributes;
}

export interface ChangeOutcome {
  readonly version: number;
  /** The number of customers changed. */
  readonly customers: number;
  /** The number of interactions removed or moved. */
  readonly interactions: number;
}

/** The number of answers to surveys that a change removes, in addition to interactions. */
export interface RemovedAnswers {
  readonly answers: number;
}

export type LinkOutcome = ChangeOutcome;

export interface ForgetOutcome extends ChangeOutcome, RemovedAnswers {
  readonly found: boolean;
}

/** A shared device that belongs to only one customer after another customer is erased. */
export interface Joining {
  readonly anonymous: string;
  /** The key of the customer. */
  readonly customer: string;
}

export interface EraseOutcome extends ChangeOutcome, RemovedAnswers {
  readonly found: boolean;
  readonly joining: readonly Joining[];
}

/** A customer and everything that joins its identities. */
export interface Person {
  readonly key: string;
  /** All identities of the customer: first the key, then the others in code-point order. */
  readonly identities: readonly string[];
  /** Aliases of the customer's identities, from links of format 2, which cannot be unlinked. */
  readonly names: readonly { readonly name: string; readonly identity: string }[];
  /** Shared devices that are declared for this customer and for others. */
  readonly shared: readonly string[];
  /** The links of its identities. */
  readonly links: readonly Link[];
  /** The declarations in which one of its identities takes part, on either side. */
  readonly declarations: readonly Declaration[];
  /** Shared devices that would belong to only one customer if this customer were erased. */
  readonly joining: readonly Joining[];
}

// ---- settings and state ---------------------------------------------------------------------------------------------

export interface Settings {
  /**
   * The longest gap within a journey without a key, in milliseconds. The default is 30 days. If it changes, all
   * journeys without a key are split again.
   */
  readonly journeyGap: number;
  /** If true, the store holds generated data and refuses imports. */
  readonly synthetic: boolean;
  /** IANA name of the time zone of months, weeks, days of the week and hours. The default is UTC. */
  readonly timeZone: string;
}

export const DEFAULT_JOURNEY_GAP = 30 * 24 * 3_600_000;

export interface StoreStatus {
  readonly kind: "embedded" | "neo4j";
  /** Location of the store: folder or URI, without credentials. */
  readonly location: string;
  readonly version: number;
  readonly catalogueVersion: number;
  readonly format: number;
  /** True if the store has rows that had no id and got one from format 1. */
  readonly formerRowIds: boolean;
  readonly settings: Settings;
  readonly customers: number;
  readonly journeys: number;
  readonly interactions: number;
  /** The number of links and declarations. */
  readonly relations: number;
  /** The number of answers of all customers. */
  readonly answers: number;
}

// ---- reading --------------------------------------------------------------------------------------------------------

/**
 * Receives histories. For each customer, `customer` is called first. Then `journey` is called for each journey, each
 * time followed by `interaction` for the interactions of this journey. The methods are called synchronously while the
 * store is read. A visitor that needs arrays of the arguments later must copy them.
 */
export interface HistoryVisitor {
  customer(number: number, attributes: Attributes): void;
  journey(key: string): void;
  /** Visits an interaction. Interactions are visited in their order within the journey. */
  interaction(touchpoint: string, at: number): void;
  /**
   * Gives the value of one column for the interaction visited last. Called only for columns in which the interaction
   * has a value. Amounts are in units of 1/10,000.
   */
  known(column: VisitedColumn, value: number | string | boolean): void;
  /**
   * Visits an answer of the customer, after the customer's journeys. `index` is the index of the interaction to which
   * the answer belongs, counted over all journeys of the customer; −1 if it belongs to none. `touchpoint` is the
   * touchpoint of that interaction, or else the one that the answer names. `ordinal` counts the customer's answers.
   */
  answer?(index: number, touchpoint: string | null, ordinal: number, content: AnswerContent): void;
  /** Reports a customer who no longer exists. This happens only when changes are read. */
  gone(number: number): void;
}

/** Receives the attributes of interactions. Called synchronously while the store is read. */
export interface AttributesVisitor {
  /** Begins a customer with this number of interactions. */
  customer(number: number, interactions: number): void;
  /**
   * Receives the JSON text of the attributes of one of the customer's interactions. `index` counts over all journeys,
   * in the order in which a HistoryVisitor receives the interactions. Not called for an interaction without attributes.
   */
  attributes(index: number, json: string): void;
}

export type VisitedColumn =
  | "caseId"
  | "value"
  | "cost"
  | "initiatedBy"
  | "outcome"
  | "resolved"
  | "intendedChannel"
  | "contextCarried"
  | "repeatedInfo";

export type ReadProgress = (customersRead: number, customersInAll: number) => void;

/** A TRANSITIONS_TO edge between two touchpoints (docs/graph.md). */
export interface TransitionCount {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  readonly journeys: number;
  /** The sum of the waits between the two touchpoints, in milliseconds. */
  readonly totalWait: number;
}

export interface TouchpointCount {
  readonly touchpoint: string;
  readonly visits: number;
  readonly starts: number;
  readonly ends: number;
}

/** A journey with its customer, for point and page reads. */
export interface JourneyOfCustomer {
  readonly customer: string;
  readonly journey: Journey;
}

export interface JourneyPosition {
  readonly start: number;
  readonly key: string;
}

export interface GraphStore {
  readonly kind: "embedded" | "neo4j";

  // -- writing --
  upsertCatalogue(change: CatalogueChange): Promise<{ version: number }>;
  updateSettings(change: Partial<Settings>): Promise<{ version: number; settings: Settings }>;
  /**
   * Returns the number of the source. It is the number of an earlier import with the same hash and mapping, or else a
   * new number.
   */
  openSource(source: NewSource, now: number): Promise<OpenedSource>;
  /**
   * Stores the report of a source's last import, without a new version. If the source does not exist, nothing is
   * stored.
   */
  saveReport(source: number, report: string): Promise<void>;
  record(batch: RecordBatch): Promise<RecordOutcome>;
  /**
   * Like `record`. Absent if the store does not write in the caller's thread, because rows that are created on demand
   * cannot be sent to another thread.
   */
  recordCustomers?(batch: CustomerBatch): Promise<RecordOutcome>;
  recordFeedback(batch: FeedbackBatch): Promise<FeedbackOutcome>;
  setAttributes(rows: readonly CustomerAttributes[]): Promise<ChangeOutcome>;
  /** Records statements about identities. */
  declare(batch: StatementBatch): Promise<StatementOutcome>;
  /**
   * Links each identity of `from` to `into`, so that they belong to one customer. The link applies to interactions
   * recorded before and after it. Each interaction keeps the identity under which it was recorded. The declarations of
   * an identity in `from` have no effect while it is linked.
   */
  link(from: readonly string[], into: string): Promise<LinkOutcome>;
  /** Removes a link, as if it had never been made. Throws LINKED_BEFORE if the pair was linked in format 2. */
  unlink(from: string, into: string): Promise<LinkOutcome & { found: boolean }>;
  /**
   * Removes the customer, all its identities, links and declarations, and everything recorded about it. The store is
   * then as if the customer had never been recorded.
   */
  erase(customer: string): Promise<EraseOutcome>;
  /**
   * Undoes an import, as if it had never been made. It runs in steps. If it is interrupted, the same call completes it.
   */
  forget(source: number, progress?: ReadProgress): Promise<ForgetOutcome>;

  // -- whole reads, for the projection --
  /**
   * Reads the version, which is checked before every question. The call is cheap, and the version is never older than
   * an acknowledged write.
   */
  version(): Promise<number>;
  /**
   * A text that identifies this store. A file that is kept beside the store contains it, so that the file is never used
   * with another store. Null if the release that created the store did not record the time of the creation.
   */
  identity(): Promise<string | null>;
  /**
   * Visits everything. Returns a version for which `changesSince(version)` returns whatever the visitor may have
   * missed.
   */
  stream(visitor: HistoryVisitor, progress?: ReadProgress): Promise<{ version: number }>;
  /**
   * Reads the attributes of all interactions. Each customer is consistent, in the state of some time between the call
   * and the result.
   */
  streamAttributes(visitor: AttributesVisitor, progress?: ReadProgress): Promise<void>;
  /**
   * Visits every customer that changed after `version`, with all of the customer's data. Returns null if the
   * change feed no longer reaches back to `version`. In this case, the caller must stream everything again.
   */
  changesSince(version: number, visitor: HistoryVisitor): Promise<{ version: number } | null>;
  catalogue(): Promise<Catalogue>;
  settings(): Promise<Settings>;
  edges(): Promise<TransitionCount[]>;
  touchpointCounts(): Promise<TouchpointCount[]>;
  /**
   * Returns the sources with interactions, and the sources declared by `openSource`, sorted by id. The API (0) is
   * included only if it has interactions.
   */
  sources(): Promise<Source[]>;
  origins(): Promise<Origin[]>;
  status(): Promise<StoreStatus>;

  // -- point and page reads: one read for all keys; results in the order of the keys, null for keys without a result --
  /** Each key is the key of an identity, and the result is its customer. */
  customers(keys: readonly string[]): Promise<(CustomerHistory | null)[]>;
  customersByNumber(numbers: readonly number[]): Promise<(CustomerHistory | null)[]>;
  /**
   * Returns all keys of the customer to whom the given key belongs: first the customer's own key, then its other
   * identities and their aliases, in code-point order. They include identities under which nothing is recorded. The
   * list is empty if nothing is known about the given key.
   */
  identities(key: string): Promise<string[]>;
  /** Returns the customer to whom the key belongs, or null if nothing is known about the key. */
  person(key: string): Promise<Person | null>;
  /** All links, then all declarations, each by its two keys in code-point order. */
  links(): AsyncIterable<Link>;
  declarations(): AsyncIterable<Declaration>;
  journeys(keys: readonly string[]): Promise<(JourneyOfCustomer | null)[]>;
  /** Newest customers first (largest number). `before` is exclusive. */
  customerPage(limit: number, before: number | null): Promise<CustomerHistory[]>;
  /**
   * Customers whose own key starts with the prefix, in code-point order of the keys. `after` is a key, and exclusive.
   * Keys are compared as they are, so that an index finds them.
   */
  customersStartingWith(prefix: string, limit: number, after: string | null): Promise<CustomerHistory[]>;
  /** The number of customers whose own key starts with the prefix. */
  countStartingWith(prefix: string): Promise<number>;
  /** Newest journeys first: sorted by start, then by key, both descending. `before` is exclusive. */
  journeyPage(limit: number, before: JourneyPosition | null): Promise<JourneyOfCustomer[]>;
  /** All customers in order of number, for exports, in bounded memory. */
  histories(): AsyncIterable<CustomerHistory>;

  /** Set if the store can answer three questions itself (ENGINE=store), which the embedded store cannot. */
  readonly questions?: StoreQuestions;

  /** Resolves if the store answers; rejects with DATABASE_UNAVAILABLE or STORE_FAILED. */
  ping(): Promise<void>;
  /**
   * Resolves if a change would be durable. To find out, it makes a change that alters neither data nor version. Rejects
   * like a change, with DATABASE_UNAVAILABLE, STORE_FAILED or TIMEOUT.
   */
  tryWriting(): Promise<void>;
  close(): Promise<void>;
}

export type { Catalogue, CatalogueChange, Declaration, Link, MergedName };
