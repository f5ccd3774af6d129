// A store that reports the effect of recording to another store, without changing that store. Rows are recorded to an
// embedded store in a temporary folder. When a customer occurs for the first time, the customer is first copied there
// from the real store, with the origins of its interactions. Rows of several files are therefore judged in the same way
// as if the files were imported one after another.
//
// The catalogue is derived by the same function as in a store: from what the real store and this dry run declare, and
// from the origins of both. Copied interactions are counted once, in the temporary store, because a row may replace
// them there.
import type { Catalogue, CatalogueChange } from "../model/catalogue.js";
import type { IncomingInteraction, Origin, OriginContent } from "../model/interaction.js";
import { openEmbedded } from "./embedded/embeddedStore.js";
import { type Declared, deriveCatalogue } from "./history/catalogue.js";
import { applyCatalogueChange } from "./history/declare.js";
import { createdNames, nameProblems } from "./history/names.js";
import {
  API_SOURCE,
  type GraphStore,
  type NewSource,
  type OpenedSource,
  type RecordBatch,
  type RecordOutcome,
  type RowProblem,
} from "./store.js";

/** The part of the port that an import needs. */
export type DryRunStore = Pick<
  GraphStore,
  "kind" | "upsertCatalogue" | "openSource" | "saveReport" | "record" | "catalogue" | "settings" | "version" | "close"
>;

export async function openDryRun(real: GraphStore, folder: string): Promise<DryRunStore> {
  const [{ settings, version, formerRowIds }, catalogue, origins, sources] = await Promise.all([
    real.status(),
    real.catalogue(),
    real.origins(),
    real.sources(),
  ]);
  const scratch = await openEmbedded(folder, { writer: "inline", formerRowIds });
  await scratch.updateSettings({ journeyGap: settings.journeyGap });
  const opened = sources.map(({ number, hash, mapping }) => ({ number, hash, mapping }));
  return new DryRun(real, scratch, { version, formerRowIds, declared: declaredOf(catalogue), origins, opened });
}

/** The real store when the dry run began. */
interface Before {
  readonly version: number;
  readonly formerRowIds: boolean;
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
  readonly #opened: Opened[];
  #declared: Declared;
  /** The origins of the real store, by number, with the number of their interactions that have not been copied. */
  readonly #origins: Map<number, { readonly origin: Origin; interactions: number }>;
  /** The derived catalogue; null if it must be derived again. */
  #catalogue: Catalogue | null = null;
  /** Batches are judged one after another, because each may create names. */
  #before: Promise<unknown> = Promise.resolve();

  constructor(real: GraphStore, scratch: GraphStore, before: Before) {
    this.kind = real.kind;
    this.#real = real;
    this.#scratch = scratch;
    this.#version = before.version;
    this.#formerRowIds = before.formerRowIds;
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

  /** The origins of the real store, without what was copied, and those of the dry run, which have the copies. */
  async #allOrigins(): Promise<Origin[]> {
    const real = [...this.#origins.values()].map(({ origin, interactions }) => ({ ...origin, interactions }));
    return [...real, ...(await this.#scratch.origins())];
  }

  async #record(batch: RecordBatch): Promise<RecordOutcome> {
    const before = await this.catalogue();
    const problems = nameProblems(batch, before);
    const refused = new Set(problems.map(({ index }) => index));
    const indexes = [...batch.rows.keys()].filter((index) => !refused.has(index));
    const owners = await this.#copy([...new Set(indexes.map((index) => batch.rows[index]!.customer))]);
    // A linked key finds the customer to which it was linked.
    const rows = indexes.map((index) => {
      const row = batch.rows[index]!;
      const owner = owners.get(row.customer);
      return owner === undefined || owner === row.customer ? row : { ...row, customer: owner };
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
   * Copies the customers that have not been copied yet. Returns the customer to which each key belongs, if there is
   * one.
   */
  async #copy(keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const owners = new Map<string, string>();
    const found = await this.#real.customers(keys);
    const real = new Map(found.flatMap((history) => (history === null ? [] : [[history.key, history] as const])));
    found.forEach((history, i) => {
      if (history !== null) owners.set(keys[i]!, history.key);
    });
    const customers = [...real.keys()];
    const here = await this.#scratch.customers(customers);
    const copies = new Copies();
    for (const customer of customers.filter((_, i) => here[i] === null))
      for (const { interactions } of real.get(customer)!.journeys)
        for (const { origins, sequences, ...content } of interactions)
          for (const [i, number] of origins.entries())
            copies.add(await this.#origin(number), { ...content, customer, sequence: sequences[i]! });
    for (const batch of copies.batches()) await this.#scratch.record(batch);
    return owners;
  }

  /** The content of a real origin, one interaction of which is copied. */
  async #origin(number: number): Promise<OriginContent> {
    // Another process may have recorded an interaction meanwhile.
    if (!this.#origins.has(number))
      for (const origin of await this.#real.origins())
        if (!this.#origins.has(origin.number)) this.#origins.set(origin.number, { origin, interactions: 0 });
    const known = this.#origins.get(number)!;
    known.interactions--;
    return known.origin;
  }
}

/** Copied interactions as batches, one for each source. An interaction of several origins is recorded for each. */
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

/** What a catalogue declares. Names that the declarations leave to the rows are as the rows have them now. */
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
