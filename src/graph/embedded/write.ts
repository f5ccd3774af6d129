// The write operations. Each is a function of the transaction and of plain values, so that they can run in the writer
// thread and share a transaction. An operation that throws undoes its transaction.
import type { Catalogue, CatalogueChange } from "../../model/catalogue.js";
import { ThroughlineError } from "../../model/errors.js";
import type { IncomingInteraction, OriginContent } from "../../model/interaction.js";
import type { RowColumns } from "../../model/rowColumns.js";
import { assembleJourneys } from "../history/assemble.js";
import { changeAttributes, joinAttributes } from "../history/attributes.js";
import {
  emptyReport,
  type IncomingRow,
  joinHistories,
  type RecordingOptions,
  recordRows,
  withoutOrigins,
} from "../history/change.js";
import { applyCatalogueChange } from "../history/declare.js";
import { createdNames, letsAllIn, NOTHING_CREATED, nameProblems } from "../history/names.js";
import type {
  ChangeOutcome,
  CustomerAttributes,
  CustomerBatch,
  LinkOutcome,
  NewSource,
  OpenedSource,
  RecordBatch,
  RecordOutcome,
  Settings,
} from "../store.js";
import { ColumnRecorder } from "./columnRecorder.js";
import type { WriteTransaction } from "./transaction.js";

const NO_ORIGINS: ReadonlyMap<number, OriginContent> = new Map();

export interface ForgetStep {
  readonly version: number;
  readonly customers: number;
  readonly interactions: number;
  /** Returns the number from which to continue; null if all customers have been processed. */
  readonly next: number | null;
  readonly lastNumber: number;
}

export const OPERATIONS = {
  record,
  recordCustomers,
  setAttributes,
  link,
  erase,
  forgetStep,
  finishForget,
  sourceExists,
  upsertCatalogue,
  updateSettings,
  splitStep,
  openSource,
  saveReport,
  tryWriting,
};
export type Operations = typeof OPERATIONS;
export type OperationName = keyof Operations;
type Arguments<F> = F extends (tx: WriteTransaction, ...args: infer A) => unknown ? A : never;
export type OperationArguments<N extends OperationName> = Arguments<Operations[N]>;
export type OperationResult<N extends OperationName> = ReturnType<Operations[N]>;

function record(tx: WriteTransaction, batch: RecordBatch): RecordOutcome {
  const recording = new Recording(tx, batch);
  const problems = nameProblems(batch, recording.catalogueBefore);
  recording.report.rejected.push(...problems);
  const refused = new Set(problems.map((p) => p.index));
  const byCustomer = new Map<string, IncomingRow[]>();
  batch.rows.forEach((row, index) => {
    if (refused.has(index)) return;
    const incoming = recording.incoming(row, index);
    const rows = byCustomer.get(row.customer);
    if (rows === undefined) byCustomer.set(row.customer, [incoming]);
    else rows.push(incoming);
  });
  for (const [customer, rows] of byCustomer) recording.customer(customer, rows);
  return recording.finish();
}

function recordCustomers(tx: WriteTransaction, batch: CustomerBatch): RecordOutcome {
  const recording = new Recording(tx, batch);
  if (!letsAllIn(batch, recording.catalogueBefore)) {
    const rows: IncomingInteraction[] = [];
    for (const customer of batch.customers) for (const row of customer.rows()) rows.push(row);
    return record(tx, { ...batch, rows });
  }
  let first = 0;
  for (const customer of batch.customers) {
    const columns = customer.columns();
    if (columns === null || !recording.columns(columns)) {
      const rows = customer.rows().map((row, i) => recording.incoming(row, first + i));
      recording.customer(rows[0]!.row.customer, rows);
    }
    first += customer.count;
  }
  return recording.finish();
}

/** Records the rows of one operation: customers one after another, then the effects on origins and names. */
class Recording {
  /** Reading the catalogue is expensive only if it has changed in the meantime. */
  readonly catalogueBefore: Catalogue;
  readonly report = emptyReport();
  readonly #tx: WriteTransaction;
  readonly #origins: readonly OriginContent[];
  readonly #options: RecordingOptions;
  /** The number of each origin, by its index in the batch. */
  readonly #numbers: (number | undefined)[] = [];
  readonly #fresh = new Map<number, OriginContent>();
  readonly #byContent = new Map<string, number>();
  #nextOrigin: number;
  #columns: ColumnRecorder | null = null;

  constructor(tx: WriteTransaction, { origins, replace }: Pick<RecordBatch, "origins" | "replace">) {
    this.#tx = tx;
    this.#origins = origins;
    this.#options = { journeyGap: tx.meta.journeyGap, replace, formerRows: tx.meta.formerRowIds === true };
    this.#nextOrigin = tx.nextOrigin;
    this.catalogueBefore = tx.catalogue();
  }

  incoming(row: IncomingInteraction, index: number): IncomingRow {
    return { index, row, origin: this.#numbers[row.origin] ?? this.#originNumber(row.origin) };
  }

  customer(customer: string, rows: readonly IncomingRow[]): void {
    const key = this.#tx.rootOf(customer);
    const known = this.#tx.customer(key);
    if (known !== null) this.#columns?.settle(known.number);
    const journeys = recordRows(key, known?.journeys ?? [], rows, this.#options, this.report);
    if (journeys !== null) this.#tx.save(known, key, known?.attributes ?? {}, journeys);
  }

  /** Records a new customer. Returns false, and records nothing, if the customer is known or has unusual rows. */
  columns(rows: RowColumns): boolean {
    this.#columns ??= new ColumnRecorder(
      this.#tx,
      this.#options.journeyGap,
      this.#origins.length,
      // `#originNumber` refuses an index that is not in the batch.
      (index) => ({ number: this.#originNumber(index), touchpoint: this.#origins[index]!.touchpoint }),
    );
    if (!this.#columns.record(rows)) return false;
    this.report.accepted += rows.count;
    return true;
  }

  finish(): RecordOutcome {
    this.#columns?.finish();
    const { accepted, duplicates, replaced, conflicts, rejected } = this.report;
    const renamed = this.#tx.settleOrigins(this.#fresh);
    const byIndex = (a: { index: number }, b: { index: number }): number => a.index - b.index;
    return {
      version: this.#tx.meta.version,
      accepted,
      duplicates,
      replaced,
      conflicts: conflicts.sort(byIndex),
      rejected: rejected.sort(byIndex),
      created: renamed ? createdNames(this.catalogueBefore, this.#tx.catalogue()) : NOTHING_CREATED,
    };
  }

  #originNumber(index: number): number {
    const content = this.#origins[index];
    if (content === undefined)
      throw new ThroughlineError(
        "BAD_ARGUMENT",
        `A row names origin ${index}; the batch has ${this.#origins.length}.`,
        { at: "rows" },
      );
    const text = JSON.stringify([
      content.touchpoint,
      content.kind,
      content.channel,
      content.stage,
      content.intended,
      content.initiatedBy,
      content.source,
    ]);
    let number = this.#byContent.get(text) ?? this.#tx.origin(content);
    if (number === null) {
      number = this.#nextOrigin++;
      this.#fresh.set(number, content);
    }
    this.#byContent.set(text, number);
    this.#numbers[index] = number;
    return number;
  }
}

function setAttributes(tx: WriteTransaction, rows: readonly CustomerAttributes[]): ChangeOutcome {
  const changed = new Set<string>();
  for (const { customer, attributes } of rows) {
    const key = tx.rootOf(customer);
    const known = tx.customer(key);
    const after = changeAttributes(known?.attributes ?? {}, attributes);
    if (after === null) continue;
    tx.save(known, key, after, known?.journeys ?? []);
    changed.add(key);
  }
  return { version: tx.meta.version, customers: changed.size, interactions: 0 };
}

function link(tx: WriteTransaction, from: readonly string[], into: string): LinkOutcome {
  const root = tx.rootOf(into);
  const known = tx.customer(root);
  let attributes = known?.attributes ?? {};
  let journeys = known?.journeys ?? [];
  let gone = 0;
  let interactions = 0;
  let conflicts = 0;
  for (const key of from) {
    const other = tx.rootOf(key);
    if (other === root) continue;
    for (const alias of tx.aliasesOf(other)) {
      tx.removeAlias(alias, other);
      tx.addAlias(alias, root);
    }
    tx.addAlias(other, root);
    const history = tx.customer(other);
    if (history === null) continue;
    gone++;
    for (const journey of history.journeys) interactions += journey.interactions.length;
    const joined = joinHistories(root, journeys, history.journeys, tx.meta.journeyGap);
    journeys = joined.journeys;
    conflicts += joined.conflicts;
    attributes = joinAttributes(attributes, history.attributes);
    tx.remove(history);
  }
  if (gone > 0) {
    tx.save(known, root, attributes, journeys);
    tx.settleOrigins(NO_ORIGINS);
  }
  return { version: tx.meta.version, customers: gone === 0 ? 0 : gone + 1, interactions, conflicts };
}

function erase(tx: WriteTransaction, customer: string): ChangeOutcome & { found: boolean } {
  const root = tx.rootOf(customer);
  const known = tx.customer(root);
  const aliases = tx.aliasesOf(root);
  for (const alias of aliases) tx.removeAlias(alias, root);
  let interactions = 0;
  if (known !== null) {
    for (const journey of known.journeys) interactions += journey.interactions.length;
    tx.remove(known);
    tx.settleOrigins(NO_ORIGINS);
  }
  return {
    found: known !== null || aliases.length > 0,
    version: tx.meta.version,
    customers: known === null ? 0 : 1,
    interactions,
  };
}

/**
 * The number of customers processed in one transaction while an import is taken back: a few tens of milliseconds, so
 * that others can write in between.
 */
const FORGET_CUSTOMERS = 1_000;

function forgetStep(tx: WriteTransaction, source: number, fromNumber: number): ForgetStep {
  const origins = tx.originsOf(source);
  const lastNumber = tx.meta.nextNumber - 1;
  let customers = 0;
  let interactions = 0;
  const end = origins.size === 0 ? lastNumber + 1 : Math.min(fromNumber + FORGET_CUSTOMERS, lastNumber + 1);
  for (let number = fromNumber; number < end && origins.size > 0; number++) {
    const known = tx.customerByNumber(number);
    if (known === null) continue;
    const journeys = withoutOrigins(known.key, known.journeys, origins, tx.meta.journeyGap);
    if (journeys === null) continue;
    customers++;
    for (const journey of known.journeys) interactions += journey.interactions.length;
    for (const journey of journeys) interactions -= journey.interactions.length;
    tx.save(known, known.key, known.attributes, journeys);
  }
  tx.settleOrigins(NO_ORIGINS);
  return { version: tx.meta.version, customers, interactions, next: end > lastNumber ? null : end, lastNumber };
}

/**
 * Removes the source from the list, unless more of it has been recorded in the meantime. In that case, `done` is false.
 */
function finishForget(tx: WriteTransaction, source: number): { done: boolean; version: number } {
  if (tx.originsOf(source).size > 0) return { done: false, version: tx.meta.version };
  tx.removeSource(source);
  return { done: true, version: tx.meta.version };
}

function sourceExists(tx: WriteTransaction, source: number): { exists: boolean; version: number } {
  return { exists: tx.hasSource(source) || tx.originsOf(source).size > 0, version: tx.meta.version };
}

function upsertCatalogue(tx: WriteTransaction, change: CatalogueChange): { version: number } {
  const after = applyCatalogueChange(tx.declared, tx.catalogue(), change, () => tx.origins());
  if (after !== null) tx.declare(after);
  return { version: tx.meta.version };
}

function updateSettings(tx: WriteTransaction, change: Partial<Settings>): { version: number; settings: Settings } {
  const { journeyGap = tx.meta.journeyGap, synthetic = tx.meta.synthetic } = change;
  if (!Number.isSafeInteger(journeyGap) || journeyGap <= 0)
    throw new ThroughlineError(
      "BAD_ARGUMENT",
      `The journey gap ${journeyGap} is not a positive whole number of milliseconds.`,
      {
        at: "journeyGap",
        remedy: "Give a duration such as P30D or PT30M.",
      },
    );
  if (synthetic !== tx.meta.synthetic) tx.set({ synthetic });
  if (journeyGap !== tx.meta.journeyGap) {
    tx.set({ journeyGap, splitAfter: 0 });
  }
  return { version: tx.meta.version, settings: { journeyGap, synthetic } };
}

/**
 * Limits of one transaction: customers processed and interactions split. This takes a few tens of milliseconds, so that
 * others can write in between.
 */
const SPLIT_CUSTOMERS = 1_000;
const SPLIT_INTERACTIONS = 20_000;

/**
 * Splits the next customers by the store's gap, continuing where it stopped. Customers recorded in the meantime are
 * already split by the new gap. If the process is killed, splitting continues when the store is opened again.
 */
function splitStep(tx: WriteTransaction): { done: boolean; version: number } {
  const { splitAfter: after = null, nextNumber, journeyGap } = tx.meta;
  if (after === null) return { done: true, version: tx.meta.version };
  let interactions = 0;
  let number = after + 1;
  for (; number < nextNumber && number <= after + SPLIT_CUSTOMERS && interactions < SPLIT_INTERACTIONS; number++) {
    const known = tx.customerByNumber(number);
    if (known === null) continue;
    for (const journey of known.journeys) interactions += journey.interactions.length;
    const journeys = assembleJourneys(
      known.key,
      known.journeys.flatMap((j) => j.interactions),
      journeyGap,
    );
    // A journey's key depends on its start, so equal keys mean equal journeys.
    const same =
      journeys.length === known.journeys.length && journeys.every((j, i) => j.key === known.journeys[i]!.key);
    if (!same) tx.save(known, known.key, known.attributes, journeys);
  }
  tx.settleOrigins(NO_ORIGINS);
  const done = number >= nextNumber;
  tx.splitUpTo(done ? null : number - 1);
  return { done, version: tx.meta.version };
}

/** Each transaction writes the state, even if it did not change. */
function tryWriting(): void {}

function openSource(tx: WriteTransaction, source: NewSource, now: number): OpenedSource {
  const known = tx.sourceNumber(source.hash, source.mapping);
  const number = known ?? tx.addSource({ ...source, importedAt: now });
  return { number, known: known !== null, formerRowIds: tx.meta.formerRowIds };
}

function saveReport(tx: WriteTransaction, source: number, report: string): void {
  tx.saveReport(source, report);
}
