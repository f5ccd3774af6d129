// The write operations. Each operation is a function of a transaction and of plain values, so that it can run in the
// writer thread, and so that several operations can share a transaction. If an operation throws, its transaction is
// undone.
import type { Catalogue, CatalogueChange } from "../../model/catalogue.js";
import type { IncomingInteraction, OriginContent } from "../../model/interaction.js";
import type { RowColumns } from "../../model/rowColumns.js";
import { assembleJourneys } from "../history/assemble.js";
import { changeAttributes } from "../history/attributes.js";
import { emptyReport, type IncomingRow, type RecordingOptions, recordRows, withoutOrigins } from "../history/change.js";
import { applyCatalogueChange } from "../history/declare.js";
import { createdNames, letsAllIn, NOTHING_CREATED, nameProblems } from "../history/names.js";
import { People } from "../history/people.js";
import { changedBy, countHidden } from "../history/settle.js";
import { linkedBefore } from "../migrations.js";
import type {
  ChangeOutcome,
  CustomerAttributes,
  CustomerBatch,
  EraseOutcome,
  LinkOutcome,
  NewSource,
  OpenedSource,
  RecordBatch,
  RecordedIdentities,
  RecordOutcome,
  StatementBatch,
  StatementOutcome,
} from "../store.js";
import { BatchOrigins } from "./batchOrigins.js";
import { ColumnRecorder } from "./columnRecorder.js";
import { recordFeedback } from "./feedback.js";
import { updateSettings } from "./settings.js";
import type { WriteTransaction } from "./transaction.js";

const NO_ORIGINS: ReadonlyMap<number, OriginContent> = new Map();

export interface ForgetStep {
  readonly version: number;
  readonly customers: number;
  readonly interactions: number;
  readonly answers: number;
  /** Returns the number from which to continue; null if all customers have been processed. */
  readonly next: number | null;
  readonly lastNumber: number;
}

export const OPERATIONS = {
  record,
  recordCustomers,
  recordFeedback,
  setAttributes,
  declare,
  link,
  unlink,
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

/** Records the rows of one operation, customer by customer. Then settles origins, and finds the names that are new. */
class Recording {
  /**
   * The catalogue before the recording. It is usually cached: it is derived again only if it has changed since the last
   * operation.
   */
  readonly catalogueBefore: Catalogue;
  readonly report = emptyReport();
  readonly #tx: WriteTransaction;
  readonly #origins: BatchOrigins;
  readonly #options: RecordingOptions;
  #columns: ColumnRecorder | null = null;
  /**
   * Null as long as no row has named an anonymous key and there are no links or declarations. Each customer is a single
   * identity in this case.
   */
  #people: People | null = null;

  constructor(tx: WriteTransaction, { origins, replace }: Pick<RecordBatch, "origins" | "replace">) {
    this.#tx = tx;
    this.#origins = new BatchOrigins(tx, origins);
    this.#options = { journeyGap: tx.meta.journeyGap, replace, formerRows: tx.meta.formerRowIds === true };
    this.catalogueBefore = tx.catalogue();
  }

  incoming(row: IncomingInteraction, index: number): IncomingRow {
    return { index, row, origin: this.#origins.number(row.origin) };
  }

  customer(customer: string, rows: readonly IncomingRow[]): void {
    const identity = this.#tx.identityOf(customer);
    if (this.#people === null && !this.#tx.hasRelations && !namesAnybody(rows)) {
      const known = this.#tx.customer(identity);
      if (known !== null) this.#columns?.settle(known.number);
      const journeys = recordRows(identity, known?.journeys ?? [], rows, this.#options, this.report);
      if (journeys !== null) this.#tx.save(known, identity, known?.attributes ?? {}, journeys, known?.kept);
      return;
    }
    if (this.#people === null) {
      // The code below may change customers that were recorded as columns, so their index entries are written first.
      this.#columns?.settle(Number.POSITIVE_INFINITY);
      this.#people = new People();
    }
    const named = rows.map((incoming) => this.#withIdentities(incoming, identity));
    this.#tx.perform(this.#people, this.#people.record(identity, named, this.#options, this.report));
  }

  /**
   * Records a new customer. Returns false, and records nothing, if the customer is known or must be recorded row by row
   * (ColumnRecorder).
   */
  columns(rows: RowColumns): boolean {
    if (this.#people !== null || this.#tx.hasRelations) return false;
    this.#columns ??= new ColumnRecorder(
      this.#tx,
      this.#options.journeyGap,
      this.#origins.count,
      // `number` refuses an index that is not in the batch, so `content` need not check it.
      (index) => ({ number: this.#origins.number(index), touchpoint: this.#origins.content(index).touchpoint }),
    );
    if (!this.#columns.record(rows)) return false;
    this.report.accepted += rows.count;
    return true;
  }

  finish(): RecordOutcome {
    this.#columns?.finish();
    const identities = this.#people === null ? undefined : this.#settle(this.#people);
    const { accepted, duplicates, replaced, conflicts, rejected } = this.report;
    const renamed = this.#tx.settleOrigins(this.#origins.fresh);
    const byIndex = (a: { index: number }, b: { index: number }): number => a.index - b.index;
    return {
      version: this.#tx.meta.version,
      accepted,
      duplicates,
      replaced,
      conflicts: conflicts.sort(byIndex),
      rejected: rejected.sort(byIndex),
      created: renamed ? createdNames(this.catalogueBefore, this.#tx.catalogue()) : NOTHING_CREATED,
      identities,
    };
  }

  #settle(people: People): RecordedIdentities {
    const { hidden } = this.#tx.settle(people);
    return countHidden(this.report, hidden, this.#tx.perform(people, people.declared()));
  }

  /**
   * If the anonymous key of the row is an alias, replaces the key by the identity that the alias means. If this
   * identity is the one under which the row is recorded, removes the anonymous key.
   */
  #withIdentities(incoming: IncomingRow, identity: string): IncomingRow {
    const { row } = incoming;
    if (row.anonymous == null) return incoming;
    const anonymous = this.#tx.identityOf(row.anonymous);
    return { ...incoming, row: { ...row, anonymous: anonymous === identity ? null : anonymous } };
  }
}

function namesAnybody(rows: readonly IncomingRow[]): boolean {
  for (const { row } of rows) if (row.anonymous != null) return true;
  return false;
}

function setAttributes(tx: WriteTransaction, rows: readonly CustomerAttributes[]): ChangeOutcome {
  const changed = new Set<string>();
  const people = tx.hasRelations || tx.keepsMore ? new People() : null;
  for (const { customer, attributes } of rows) {
    const key = tx.identityOf(customer);
    if (people !== null) {
      if (tx.perform(people, people.give(key, attributes))) changed.add(tx.customerOf(key));
      continue;
    }
    const known = tx.customer(key);
    const after = changeAttributes(known?.attributes ?? {}, attributes);
    if (after === null) continue;
    tx.save(known, key, after, known?.journeys ?? []);
    changed.add(key);
  }
  if (people !== null) tx.settle(people);
  return { version: tx.meta.version, customers: changed.size, interactions: 0 };
}

function declare(tx: WriteTransaction, { source, statements }: StatementBatch): StatementOutcome {
  const people = new People();
  let changed = 0;
  for (const statement of statements) {
    const [customer, anonymous] = [statement.customer, statement.anonymous].map((key) =>
      key === null ? null : tx.identityOf(key),
    );
    const stated = { ...statement, customer: customer ?? null, anonymous: anonymous ?? null };
    if (tx.perform(people, people.state(stated, source))) changed++;
  }
  const { declared, shared } = tx.perform(people, people.declared());
  tx.settle(people);
  return { version: tx.meta.version, changed, declared, shared };
}

function link(tx: WriteTransaction, from: readonly string[], into: string): LinkOutcome {
  const people = new People();
  const target = tx.identityOf(into);
  for (const key of from) {
    const identity = tx.identityOf(key);
    // An alias already means the identity into which it was linked, so nothing is left to link.
    if (identity === target && key !== into) continue;
    tx.perform(people, people.link(identity, target));
  }
  return linkOutcome(tx, people);
}

function unlink(tx: WriteTransaction, from: string, into: string): LinkOutcome & { found: boolean } {
  if (tx.identityOf(from) !== from) throw linkedBefore(from, tx.identityOf(from));
  const people = new People();
  const found = tx.perform(people, people.unlink(from, tx.identityOf(into)));
  return { ...linkOutcome(tx, people), found };
}

function linkOutcome(tx: WriteTransaction, people: People): LinkOutcome {
  const settled = tx.settle(people);
  tx.settleOrigins(NO_ORIGINS);
  return { version: tx.meta.version, ...changedBy(settled) };
}

function erase(tx: WriteTransaction, customer: string): EraseOutcome {
  const identity = tx.identityOf(customer);
  const people = new People();
  const key = tx.customerOf(identity);
  const members = tx.membersOf(key);
  const joining = tx.perform(people, people.relations.joiningWithout(new Set(members)));
  const { found, customers, interactions, answers } = tx.perform(people, people.erase(identity));
  tx.settle(people);
  let names = 0;
  for (const member of members)
    for (const name of tx.aliasesOf(member)) {
      tx.removeAlias(name, member);
      names++;
    }
  tx.settleOrigins(NO_ORIGINS);
  return {
    found: found || names > 0,
    version: tx.meta.version,
    customers,
    interactions,
    answers,
    joining: joining.map(({ anonymous, owner }) => ({ anonymous, customer: tx.customerOf(owner) })),
  };
}

/**
 * The number of customers processed in one transaction while an import is removed. A transaction then takes a few tens
 * of milliseconds, and other processes can write between two transactions.
 */
const FORGET_CUSTOMERS = 1_000;

function forgetStep(tx: WriteTransaction, source: number, fromNumber: number): ForgetStep {
  const origins = tx.originsOf(source);
  const lastNumber = tx.meta.nextNumber - 1;
  const before = tx.interactionsAdded;
  const answersBefore = tx.answersAdded;
  let customers = 0;
  const all = origins.size === 0 && tx.meta.traits !== true;
  const end = all ? lastNumber + 1 : Math.min(fromNumber + FORGET_CUSTOMERS, lastNumber + 1);
  const people = tx.hasRelations || tx.keepsMore ? new People({ source, origins }) : null;
  for (let number = fromNumber; number < end && !all; number++) {
    const known = tx.customerByNumber(number);
    if (known === null) continue;
    if (people !== null) {
      if (tx.perform(people, people.forget(known.key))) customers++;
      continue;
    }
    const journeys = withoutOrigins(known.key, known.journeys, origins, tx.meta.journeyGap);
    if (journeys === null) continue;
    customers++;
    tx.save(known, known.key, known.attributes, journeys, known.kept);
  }
  if (people !== null) tx.settle(people);
  tx.settleOrigins(NO_ORIGINS);
  const interactions = before - tx.interactionsAdded;
  const answers = answersBefore - tx.answersAdded;
  return {
    version: tx.meta.version,
    customers,
    interactions,
    answers,
    next: end > lastNumber ? null : end,
    lastNumber,
  };
}

/** The number of statements removed in one transaction. */
const FORGET_STATEMENTS = 20_000;

/**
 * Does nothing if the source still has rows, because somebody recorded them in the meantime. Otherwise, removes up to
 * FORGET_STATEMENTS statements of the source. If the source has no statements, removes the source itself. `done` is
 * true if the source itself was removed. `taken` is the number of statements removed.
 */
function finishForget(tx: WriteTransaction, source: number): { done: boolean; version: number; taken: number } {
  if (tx.originsOf(source).size > 0) return { done: false, version: tx.meta.version, taken: 0 };
  const statements = tx.statementsOf(source, FORGET_STATEMENTS);
  if (statements.length > 0) {
    const people = new People();
    for (const { anonymous, customer } of statements) tx.perform(people, people.retract(anonymous, customer, source));
    tx.settle(people);
    return { done: false, version: tx.meta.version, taken: statements.length };
  }
  tx.removeSource(source);
  return { done: true, version: tx.meta.version, taken: 0 };
}

/**
 * Whether the store may contain data from the source. The API (source 0) is in no list of sources, and somebody may
 * have used it to make statements without recording a row. For the API, the result is therefore also true if there are
 * any relations, or any attributes from rows.
 */
function sourceExists(tx: WriteTransaction, source: number): { exists: boolean; version: number } {
  const mayHaveStated = source === 0 && (tx.hasRelations || tx.meta.traits === true);
  const exists = tx.hasSource(source) || tx.originsOf(source).size > 0 || mayHaveStated;
  return { exists, version: tx.meta.version };
}

function upsertCatalogue(tx: WriteTransaction, change: CatalogueChange): { version: number } {
  const after = applyCatalogueChange(tx.declared, tx.catalogue(), change, () => tx.origins());
  if (after !== null) tx.declare(after);
  return { version: tx.meta.version };
}

/**
 * The largest numbers of customers and of interactions that one transaction splits. A transaction then takes a few tens
 * of milliseconds, and other processes can write between two transactions.
 */
const SPLIT_CUSTOMERS = 1_000;
const SPLIT_INTERACTIONS = 20_000;

/**
 * Splits the histories of the next customers into journeys by the store's gap, from where the last step stopped.
 * Histories recorded in the meantime are already split by the new gap. If the process is killed, splitting continues
 * when the store is opened again.
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
    // The same keys in the same order mean that nothing has changed, because a different split would give different
    // keys.
    const same =
      journeys.length === known.journeys.length && journeys.every((j, i) => j.key === known.journeys[i]!.key);
    if (!same) tx.save(known, known.key, known.attributes, journeys, known.kept);
  }
  tx.settleOrigins(NO_ORIGINS);
  const done = number >= nextNumber;
  tx.splitUpTo(done ? null : number - 1);
  return { done, version: tx.meta.version };
}

/**
 * Changes nothing. Its transaction writes the state record of the store nevertheless, and thereby shows whether writing
 * is possible.
 */
function tryWriting(): void {}

function openSource(tx: WriteTransaction, source: NewSource, now: number): OpenedSource {
  const known = tx.sourceNumber(source.hash, source.mapping);
  const number = known ?? tx.addSource({ ...source, importedAt: now });
  return { number, known: known !== null, formerRowIds: tx.meta.formerRowIds };
}

function saveReport(tx: WriteTransaction, source: number, report: string): void {
  tx.saveReport(source, report);
}
