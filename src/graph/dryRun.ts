// The store of a dry run (`import --dry-run`). It reports what recording rows would do to the real store, but does not
// change the real store. Rows are recorded to an embedded store in a temporary folder. Before the first rows of a
// customer are recorded, the customer is copied from the real store to the temporary one. The rows of later files are
// recorded to the same temporary store. A dry run of several files therefore reports the same as importing them one
// after another.
//
// The catalogue is derived by the same function as in a store: from the declarations and the origins of both stores.
// (An origin is a source together with a touchpoint and the names that the rows give to it; see `Origin` in
// model/interaction.ts.) Copied interactions are counted only in the temporary store, because a row may replace them
// there.
import type { Catalogue, CatalogueChange } from "../model/catalogue.js";
import type { Answer } from "../model/feedback.js";
import type { IncomingInteraction, Interaction, Origin, OriginContent } from "../model/interaction.js";
import { openEmbedded } from "./embedded/embeddedStore.js";
import { type Declared, deriveCatalogue } from "./history/catalogue.js";
import { applyCatalogueChange } from "./history/declare.js";
import { createdNames, nameProblems } from "./history/names.js";
import {
  API_SOURCE,
  type FeedbackBatch,
  type FeedbackOutcome,
  type GraphStore,
  type NewSource,
  type OpenedSource,
  type RecordBatch,
  type RecordOutcome,
  type RowProblem,
  type StatementBatch,
  type StatementOutcome,
} from "./store.js";

/** The part of the port that an import needs. */
export type DryRunStore = Pick<
  GraphStore,
  | "kind"
  | "upsertCatalogue"
  | "openSource"
  | "saveReport"
  | "record"
  | "declare"
  | "recordFeedback"
  | "catalogue"
  | "settings"
  | "version"
  | "close"
>;

export async function openDryRun(real: GraphStore, folder: string): Promise<DryRunStore> {
  const [{ settings, version, formerRowIds, relations }, catalogue, origins, sources] = await Promise.all([
    real.status(),
    real.catalogue(),
    real.origins(),
    real.sources(),
  ]);
  const scratch = await openEmbedded(folder, { writer: "inline", formerRowIds });
  await scratch.updateSettings({ journeyGap: settings.journeyGap });
  const opened = sources.map(({ number, hash, mapping }) => ({ number, hash, mapping }));
  return new DryRun(real, scratch, {
    version,
    formerRowIds,
    related: relations > 0,
    declared: declaredOf(catalogue),
    origins,
    opened,
  });
}

/** The state of the real store when the dry run began. */
interface Before {
  readonly version: number;
  readonly formerRowIds: boolean;
  /** Whether the real store has links or declarations of identities (history/relations.ts). */
  readonly related: boolean;
  readonly declared: Declared;
  readonly origins: readonly Origin[];
  readonly opened: readonly Opened[];
}

type Opened = Pick<NewSource, "hash" | "mapping"> & { readonly number: number };

class DryRun implements DryRunStore {
  readonly kind;
  readonly #real: GraphStore;
  readonly #scratch: GraphStore;
  readonly #version: number;
  readonly #formerRowIds: boolean;
  readonly #related: boolean;
  /** The identities whose customers have been copied. */
  readonly #copied = new Set<string>();
  readonly #relatedKeys = new Set<string>();
  readonly #opened: Opened[];
  #declared: Declared;
  /**
   * The origins of the real store. The keys are their ids. `interactions` counts only the interactions that have not
   * been copied.
   */
  readonly #origins: Map<number, { readonly origin: Origin; interactions: number }>;
  /** The derived catalogue; null if it must be derived again. */
  #catalogue: Catalogue | null = null;
  /** The end of the last batch. Batches are judged one after another, because each may create names. */
  #before: Promise<unknown> = Promise.resolve();

  constructor(real: GraphStore, scratch: GraphStore, before: Before) {
    this.kind = real.kind;
    this.#real = real;
    this.#scratch = scratch;
    this.#version = before.version;
    this.#formerRowIds = before.formerRowIds;
    this.#related = before.related;
    this.#opened = [...before.opened];
    this.#declared = before.declared;
    this.#origins = new Map(
      before.origins.map((origin) => [origin.number, { origin, interactions: origin.interactions }] as const),
    );
  }

  async upsertCatalogue(change: CatalogueChange): Promise<{ version: number }> {
    const origins = (await this.#allOrigins()).filter(({ interactions }) => interactions > 0);
    const declared = applyCatalogueChange(this.#declared, await this.catalogue(), change, () => origins);
    if (declared !== null) {
      this.#declared = declared;
      this.#catalogue = null;
    }
    return { version: this.#version };
  }

  async openSource({ hash, mapping }: NewSource): Promise<OpenedSource> {
    const known = this.#opened.find((source) => source.hash === hash && source.mapping === mapping);
    const number = known?.number ?? Math.max(API_SOURCE, ...this.#opened.map((source) => source.number)) + 1;
    if (known === undefined) this.#opened.push({ number, hash, mapping });
    return { number, known: known !== undefined, formerRowIds: this.#formerRowIds };
  }

  async saveReport(): Promise<void> {}

  record(batch: RecordBatch): Promise<RecordOutcome> {
    const outcome = this.#before.then(() => this.#record(batch));
    this.#before = outcome.catch(() => {});
    return outcome;
  }

  declare(batch: StatementBatch): Promise<StatementOutcome> {
    const outcome = this.#before.then(async () => {
      const { customers, anonymous } = keysOf(batch.statements);
      const identityOf = await this.#copy([...customers, ...anonymous]);
      const statements = batch.statements.map((statement) => ({
        ...statement,
        customer: statement.customer === null ? null : identityOf(statement.customer),
        anonymous: statement.anonymous === null ? null : identityOf(statement.anonymous),
      }));
      return { ...(await this.#scratch.declare({ ...batch, statements })), version: this.#version };
    });
    this.#before = outcome.catch(() => {});
    return outcome;
  }

  recordFeedback(batch: FeedbackBatch): Promise<FeedbackOutcome> {
    const outcome = this.#before.then(async () => {
      const before = await this.catalogue();
      const identityOf = await this.#copy([...new Set(batch.rows.map(({ customer }) => customer))]);
      const rows = batch.rows.map((row) => ({ ...row, customer: identityOf(row.customer) }));
      const judged = await this.#scratch.recordFeedback({ ...batch, rows });
      this.#catalogue = null;
      return { ...judged, version: this.#version, created: createdNames(before, await this.catalogue()) };
    });
    this.#before = outcome.catch(() => {});
    return outcome;
  }

  async catalogue(): Promise<Catalogue> {
    this.#catalogue ??= deriveCatalogue(this.#declared, await this.#allOrigins());
    return this.#catalogue;
  }

  settings() {
    return this.#real.settings();
  }

  async version(): Promise<number> {
    return this.#version;
  }

  close(): Promise<void> {
    return this.#scratch.close();
  }

  /** Returns the origins of both stores. Interactions that were copied count for the temporary store only. */
  async #allOrigins(): Promise<Origin[]> {
    const real = [...this.#origins.values()].map(({ origin, interactions }) => ({ ...origin, interactions }));
    return [...real, ...(await this.#scratch.origins())];
  }

  async #record(batch: RecordBatch): Promise<RecordOutcome> {
    const before = await this.catalogue();
    const problems = nameProblems(batch, before);
    const refused = new Set(problems.map(({ index }) => index));
    const indexes = [...batch.rows.keys()].filter((index) => !refused.has(index));
    const { customers, anonymous } = keysOf(indexes.map((index) => batch.rows[index]!));
    const identityOf = await this.#copy([...customers, ...anonymous]);
    const rows = indexes.map((index) => {
      const row = batch.rows[index]!;
      const named = row.anonymous == null ? null : identityOf(row.anonymous);
      return { ...row, customer: identityOf(row.customer), anonymous: named };
    });
    const outcome = await this.#scratch.record({ ...batch, rows });
    this.#catalogue = null;
    const inBatch = (problem: RowProblem): RowProblem => ({ ...problem, index: indexes[problem.index]! });
    return {
      ...outcome,
      version: this.#version,
      conflicts: outcome.conflicts.map(inBatch),
      rejected: [...problems, ...outcome.rejected.map(inBatch)].sort((a, b) => a.index - b.index),
      created: createdNames(before, await this.catalogue()),
    };
  }

  /**
   * Copies the customers that have not been copied yet, with the links and declarations of their identities. Returns a
   * function from a key to its identity. The identity is the key itself, unless the key is an alias.
   */
  async #copy(keys: readonly string[]): Promise<(key: string) => string> {
    const names = new Map<string, string>();
    const found = await this.#real.customers(keys);
    const real = new Map(found.flatMap((history) => (history === null ? [] : [[history.key, history] as const])));
    found.forEach((history, i) => {
      if (history !== null && !this.#related) names.set(keys[i]!, history.key);
    });
    const copies = new Copies();
    for (const history of real.values()) {
      if (this.#copied.has(history.key)) continue;
      this.#copied.add(history.key);
      const hidden = history.kept?.hidden ?? [];
      for (const interaction of [...history.journeys.flatMap((journey) => journey.interactions), ...hidden])
        await this.#copyInteraction(interaction, copies);
      for (const answer of history.kept?.answers ?? []) await this.#copyAnswer(answer);
    }
    for (const batch of copies.batches()) await this.#scratch.record(batch);
    if (this.#related) for (const key of keys) await this.#copyRelations(key, names);
    return (key) => names.get(key) ?? key;
  }

  async #copyInteraction(
    { origins, sequences, identity: customer, named, ...content }: Interaction,
    copies: Copies,
  ): Promise<void> {
    for (const [i, number] of origins.entries()) {
      const origin = await this.#origin(number);
      const namings = (named ?? []).filter((naming) => naming.origin === number).map(({ anonymous }) => anonymous);
      for (const anonymous of namings.length === 0 ? [null] : namings)
        copies.add(origin, { ...content, customer, anonymous, sequence: sequences[i]! });
    }
  }

  async #copyAnswer({ identity: customer, origins, ...content }: Answer): Promise<void> {
    for (const number of origins) {
      const origin = await this.#origin(number);
      const rows = [{ ...content, customer, origin: 0 }];
      await this.#scratch.recordFeedback({ origins: [origin], rows, replace: false, createNames: true });
    }
  }

  async #copyRelations(key: string, names: Map<string, string>): Promise<void> {
    const person = this.#relatedKeys.has(key) ? null : await this.#real.person(key);
    this.#relatedKeys.add(key);
    if (person === null) return;
    for (const { name, identity } of person.names) names.set(name, identity);
    for (const { from, into } of person.links) await this.#scratch.link([from], into);
    // A declaration exists as long as rows or sources support it. If its rows are not copied, it is recorded as a
    // statement through the API.
    for (const { anonymous, customer, rows, sources } of person.declarations)
      for (const source of rows ? [API_SOURCE, ...sources] : sources)
        await this.#scratch.declare({ source, statements: [{ anonymous, customer, at: 0, traits: {} }] });
  }

  /** Returns the content of an origin of the real store, and counts one of its interactions as copied. */
  async #origin(number: number): Promise<OriginContent> {
    // Another process may have recorded an interaction in the meantime.
    if (!this.#origins.has(number))
      for (const origin of await this.#real.origins())
        if (!this.#origins.has(origin.number)) this.#origins.set(origin.number, { origin, interactions: 0 });
    const known = this.#origins.get(number)!;
    known.interactions--;
    return known.origin;
  }
}

function keysOf(rows: readonly { readonly customer: string | null; readonly anonymous?: string | null }[]) {
  const customers = new Set<string>();
  const anonymous = new Set<string>();
  for (const row of rows) {
    if (row.customer !== null) customers.add(row.customer);
    if (row.anonymous != null && !customers.has(row.anonymous)) anonymous.add(row.anonymous);
  }
  for (const key of customers) anonymous.delete(key);
  return { customers, anonymous };
}

/**
 * The copied interactions, as one batch for each source. An interaction with several origins is recorded once for each
 * of them.
 */
class Copies {
  readonly #sources = new Map<number, { origins: Map<OriginContent, number>; rows: IncomingInteraction[] }>();

  add(origin: OriginContent, row: Omit<IncomingInteraction, "origin">): void {
    let source = this.#sources.get(origin.source);
    if (source === undefined) {
      source = { origins: new Map(), rows: [] };
      this.#sources.set(origin.source, source);
    }
    let index = source.origins.get(origin);
    if (index === undefined) {
      index = source.origins.size;
      source.origins.set(origin, index);
    }
    source.rows.push({ ...row, origin: index });
  }

  *batches(): Generator<RecordBatch> {
    for (const { origins, rows } of this.#sources.values())
      yield { origins: [...origins.keys()], rows, replace: false, createNames: true };
  }
}

/** Returns the declarations of a catalogue. If a name is not declared, the current name from the rows is used. */
function declaredOf(catalogue: Catalogue): Declared {
  const declared = <T extends { readonly declared: boolean }>(list: readonly T[]) =>
    list.filter((entry) => entry.declared).map(({ declared: _, ...entry }) => entry);
  return {
    version: catalogue.version,
    channels: declared(catalogue.channels),
    stages: declared(catalogue.stages),
    touchpoints: declared(catalogue.touchpoints).map(({ kindKey: _, ...touchpoint }) => touchpoint),
    goals: catalogue.goals,
    serviceLevels: catalogue.serviceLevels,
    segments: catalogue.segments,
    personas: catalogue.personas,
    blueprints: catalogue.blueprints,
  };
}
