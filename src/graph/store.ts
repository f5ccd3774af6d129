// The port: what a graph store can do. Two adapters implement it, `embedded/` and `neo4j/`, and pass the same contract
// suite (test/graph/store.contract.ts).
//
// Rules that hold for both:
// - The unit of change is the customer. Whatever changes a customer sets that customer's version to the store's new
//   version; an erased, linked or empty customer leaves a tombstone in the change feed.
// - A write that changes nothing leaves the version alone. A transaction that fails changes nothing. Neo4j records a batch
//   of more than 10,000 rows (the API takes none that is larger) in several transactions, and `forget` goes in steps on both
//   stores: after a failure the first ones stand, and the same call again completes the rest.
// - A promise of a write resolves when the change is durable; from then on every reader of any process sees it.
// - Interactions of a customer are unique by id; journeys, edges and counters are always exact.
import type { Catalogue, CatalogueChange, MergedName } from "../model/catalogue.js";
import type { ErrorCode } from "../model/errors.js";
import type { IncomingInteraction, Origin, OriginContent } from "../model/interaction.js";
import type { Attributes, CustomerHistory, Journey } from "../model/journey.js";
import type { StoreQuestions } from "./questions.js";

// ---- recording ------------------------------------------------------------------------------------------------------

/** The source of what comes through the API. */
export const API_SOURCE = 0;

export interface NewSource {
  /** File name as given; never a path with a user's name in it. */
  readonly name: string;
  /** SHA-256 of the file's bytes, hexadecimal. */
  readonly hash: string;
  /** JSON text of the effective mapping. Same hash and same mapping: the same source. */
  readonly mapping: string;
}

export interface Source extends NewSource {
  /** From 1; 0 is the API. */
  readonly number: number;
  /** UTC milliseconds of its first import. */
  readonly importedAt: number;
  /** Interactions that it brought and that still stand (also where another source brought them too). */
  readonly interactions: number;
}

/** `rows` refer to `origins` by index; all origins of a batch are of one source. */
export interface RecordBatch {
  readonly origins: readonly OriginContent[];
  readonly rows: readonly IncomingInteraction[];
  /** An id that is there with other content: false reports a conflict, true applies the new content. */
  readonly replace: boolean;
  /** False (the API): a touchpoint or intended channel that the catalogue lacks rejects its row. */
  readonly createNames: boolean;
}

/**
 * Whole customers, for imports. Their rows are made when they are asked for, so a large batch is never in memory as
 * objects; a transaction that is tried again asks again.
 */
export interface CustomerBatch extends Omit<RecordBatch, "rows"> {
  /** For each customer, once, all of its rows in this batch; a customer has at least one. */
  readonly customers: Iterable<readonly IncomingInteraction[]>;
  readonly rowCount: number;
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
  /** Conflicts that `replace` applied. */
  readonly replaced: number;
  readonly conflicts: readonly RowProblem[];
  readonly rejected: readonly RowProblem[];
  /** Keys that came into being. */
  readonly created: {
    readonly touchpoints: readonly string[];
    readonly channels: readonly string[];
    readonly stages: readonly string[];
  };
}

export interface CustomerAttributes {
  readonly customer: string;
  /** Given keys are set, '' removes a key, the others stay. */
  readonly attributes: Attributes;
}

export interface ChangeOutcome {
  readonly version: number;
  /** Customers changed. */
  readonly customers: number;
  /** Interactions removed or moved. */
  readonly interactions: number;
}

export interface LinkOutcome extends ChangeOutcome {
  /** Interactions that stood under both identities with other content: the one of `into` stays. */
  readonly conflicts: number;
}

// ---- settings and state ---------------------------------------------------------------------------------------------

export interface Settings {
  /** Milliseconds; default 30 days. Changing it splits everything anew. */
  readonly journeyGap: number;
  /** The store holds generated data and refuses imports. */
  readonly synthetic: boolean;
}

export const DEFAULT_JOURNEY_GAP = 30 * 24 * 3_600_000;

export interface StoreStatus {
  readonly kind: "embedded" | "neo4j";
  /** Where: folder or URI, without credentials. */
  readonly location: string;
  readonly version: number;
  readonly catalogueVersion: number;
  readonly format: number;
  readonly settings: Settings;
  readonly customers: number;
  readonly journeys: number;
  readonly interactions: number;
}

// ---- reading --------------------------------------------------------------------------------------------------------

/**
 * Receives histories in the order customer, its journeys, their interactions. Called synchronously while the store is
 * read; it keeps what it needs and must not hold on to the arguments' arrays.
 */
export interface HistoryVisitor {
  customer(number: number, attributes: Attributes): void;
  journey(key: string): void;
  /** In order within the journey. */
  interaction(touchpoint: string, at: number): void;
  /** Of the interaction visited last; called only where something is known. Amounts in units of 1/10,000. */
  known(column: VisitedColumn, value: number | string | boolean): void;
  /** A customer that is there no more (changes only). */
  gone(number: number): void;
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

/** A TRANSITIONS_TO edge. */
export interface TransitionCount {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  readonly journeys: number;
  /** Milliseconds, summed. */
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
  /** The source's number: that of an earlier import with the same hash and mapping, else a new one. */
  openSource(source: NewSource, now: number): Promise<{ number: number; known: boolean }>;
  record(batch: RecordBatch): Promise<RecordOutcome>;
  /** As `record`. Only where the store writes in the caller's thread: what is made on demand does not cross to another. */
  recordCustomers?(batch: CustomerBatch): Promise<RecordOutcome>;
  setAttributes(rows: readonly CustomerAttributes[]): Promise<ChangeOutcome>;
  /** As if everything of `from` had been recorded under `into`, whenever recorded. */
  link(from: readonly string[], into: string): Promise<LinkOutcome>;
  /** The customer, all aliases of it, and everything recorded: as if never recorded. */
  erase(customer: string): Promise<ChangeOutcome & { found: boolean }>;
  /** As if the source had never been imported. In steps; a killed one is simply run again. */
  forget(source: number, progress?: ReadProgress): Promise<ChangeOutcome & { found: boolean }>;

  // -- whole reads, for the projection --
  /** The version check in front of every question: cheap, and never older than any acknowledged write. */
  version(): Promise<number>;
  /** Everything, with a version such that `changesSince(version)` gives whatever the visitor may have missed. */
  stream(visitor: HistoryVisitor, progress?: ReadProgress): Promise<{ version: number }>;
  /** Every customer changed after `version`, whole; null if the feed no longer reaches back: stream again. */
  changesSince(version: number, visitor: HistoryVisitor): Promise<{ version: number } | null>;
  catalogue(): Promise<Catalogue>;
  settings(): Promise<Settings>;
  edges(): Promise<TransitionCount[]>;
  touchpointCounts(): Promise<TouchpointCount[]>;
  /** Those with interactions, and those declared by `openSource`; by number. The API (0) only if it has interactions. */
  sources(): Promise<Source[]>;
  origins(): Promise<Origin[]>;
  status(): Promise<StoreStatus>;

  // -- point and page reads: one read for all keys; results in the order of the keys, null where there is none --
  /** Aliases lead to the customer they were linked into. */
  customers(keys: readonly string[]): Promise<(CustomerHistory | null)[]>;
  customersByNumber(numbers: readonly number[]): Promise<(CustomerHistory | null)[]>;
  journeys(keys: readonly string[]): Promise<(JourneyOfCustomer | null)[]>;
  /** Newest customers first (largest number), `before` exclusive. */
  customerPage(limit: number, before: number | null): Promise<CustomerHistory[]>;
  /** Newest journeys first: by start, then by key, both descending; `before` exclusive. */
  journeyPage(limit: number, before: JourneyPosition | null): Promise<JourneyOfCustomer[]>;
  /** All customers in order of number, for exports; in bounded memory. */
  histories(): AsyncIterable<CustomerHistory>;

  /** Where the store can answer the three questions itself, for ENGINE=store; the embedded one cannot. */
  readonly questions?: StoreQuestions;

  /** Resolves if the store answers; rejects with DATABASE_UNAVAILABLE or STORE_FAILED. */
  ping(): Promise<void>;
  /**
   * Resolves if a change would be durable: makes one that alters neither data nor version. Rejects as a change does, with
   * DATABASE_UNAVAILABLE, STORE_FAILED or TIMEOUT.
   */
  tryWriting(): Promise<void>;
  close(): Promise<void>;
}

export type { Catalogue, CatalogueChange, MergedName };
