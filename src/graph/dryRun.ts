// A store that reports the effect of recording to another store, without changing that store. Rows are recorded to an
// embedded store in a temporary folder. When a customer occurs for the first time, the customer is first copied there
// from the real store. Rows of several files are therefore judged in the same way as if the files were imported one
// after another.
import type { Catalogue, MergedName } from "../model/catalogue.js";
import { channelSlug, slug, UNKNOWN_CHANNEL } from "../model/keys.js";
import { openEmbedded } from "./embedded/embeddedStore.js";
import { API_SOURCE, type GraphStore, type RecordBatch, type RecordOutcome } from "./store.js";

/** The part of the port that an import needs. */
export type DryRunStore = Pick<
  GraphStore,
  "kind" | "upsertCatalogue" | "openSource" | "saveReport" | "record" | "catalogue" | "settings" | "version" | "close"
>;

export async function openDryRun(real: GraphStore, folder: string): Promise<DryRunStore> {
  const scratch = await openEmbedded(folder, { writer: "inline" });
  const { journeyGap } = await real.settings();
  await scratch.updateSettings({ journeyGap });
  return new DryRun(real, scratch);
}

class DryRun implements DryRunStore {
  readonly kind;
  readonly #real: GraphStore;
  readonly #scratch: GraphStore;
  /** Keys that no recording creates any more. */
  readonly #known = { touchpoints: new Set<string>(), channels: new Set<string>(), stages: new Set<string>() };
  #namesLearnt = false;
  #version: number | null = null;

  constructor(real: GraphStore, scratch: GraphStore) {
    this.kind = real.kind;
    this.#real = real;
    this.#scratch = scratch;
  }

  async upsertCatalogue(change: Parameters<GraphStore["upsertCatalogue"]>[0]): Promise<{ version: number }> {
    for (const of of ["touchpoints", "channels", "stages"] as const)
      for (const { key } of change[of] ?? []) this.#known[of].add(key);
    for (const { key } of change.touchpoints ?? []) this.#known.channels.add(key.slice(0, key.indexOf("/")));
    return { version: await this.version() };
  }

  async openSource({ hash, mapping }: Parameters<GraphStore["openSource"]>[0]) {
    const sources = await this.#real.sources();
    const known = sources.find((source) => source.hash === hash && source.mapping === mapping);
    const next = Math.max(API_SOURCE, ...sources.map(({ number }) => number)) + 1;
    return { number: known?.number ?? next, known: known !== undefined };
  }

  async saveReport(): Promise<void> {}

  async record(batch: RecordBatch): Promise<RecordOutcome> {
    if (!this.#namesLearnt) await this.#learnNames();
    const keys = [...new Set(batch.rows.map((row) => row.customer))];
    const owners = await this.#copy(keys);
    // A linked key means the customer that it was linked into.
    const rows = batch.rows.map((row) => {
      const owner = owners.get(row.customer);
      return owner === undefined || owner === row.customer ? row : { ...row, customer: owner };
    });
    const outcome = await this.#scratch.record({ ...batch, rows });
    const version = await this.version();
    const created = (of: keyof RecordOutcome["created"]): string[] =>
      outcome.created[of].filter((key) => {
        const isNew = !this.#known[of].has(key);
        this.#known[of].add(key);
        return isNew;
      });
    return {
      ...outcome,
      version,
      created: { touchpoints: created("touchpoints"), channels: created("channels"), stages: created("stages") },
    };
  }

  /** Includes the names of the files before this one. Copies from the real store have no source. */
  async catalogue(): Promise<Catalogue> {
    const real = await this.#real.catalogue();
    const names: MergedName[] = [];
    for (const { source, interactions, kind, channel, stage, intended } of await this.#scratch.origins()) {
      if (source === API_SOURCE || interactions === 0) continue;
      const add = (of: MergedName["of"], name: string) =>
        names.push({ of, key: of === "channel" ? channelSlug(name) : slug(name), names: [name] });
      add("kind", kind);
      add("channel", channel ?? UNKNOWN_CHANNEL);
      if (stage !== null) add("stage", stage);
      if (intended !== null) add("channel", intended);
    }
    return { ...real, mergedNames: [...real.mergedNames, ...names] };
  }

  settings() {
    return this.#real.settings();
  }

  async version(): Promise<number> {
    this.#version ??= await this.#real.version();
    return this.#version;
  }

  close(): Promise<void> {
    return this.#scratch.close();
  }

  async #learnNames(): Promise<void> {
    this.#namesLearnt = true;
    const catalogue = await this.#real.catalogue();
    for (const of of ["touchpoints", "channels", "stages"] as const)
      for (const { key } of catalogue[of]) this.#known[of].add(key);
  }

  /** Copies the customers that are not here yet. Returns the customer to which each key belongs, if there is one. */
  async #copy(keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const owners = new Map<string, string>();
    const found = await this.#real.customers(keys);
    const real = new Map(found.flatMap((history) => (history === null ? [] : [[history.key, history] as const])));
    found.forEach((history, i) => {
      if (history !== null) owners.set(keys[i]!, history.key);
    });
    const customers = [...real.keys()];
    const here = await this.#scratch.customers(customers);
    const missing = customers.filter((_, i) => here[i] === null);
    const origins: RecordBatch["origins"][number][] = [];
    const indexes = new Map<string, number>();
    const rows = missing.flatMap((customer) =>
      real.get(customer)!.journeys.flatMap((journey) =>
        journey.interactions.map(({ origins: _, sequences: __, ...content }) => {
          let origin = indexes.get(content.touchpoint);
          if (origin === undefined) {
            origin = origins.push(originOf(content.touchpoint)) - 1;
            indexes.set(content.touchpoint, origin);
          }
          return { ...content, customer, origin };
        }),
      ),
    );
    if (rows.length > 0) await this.#scratch.record({ origins, rows, replace: false, createNames: true });
    return owners;
  }
}

/** Names matter only to the real store. */
function originOf(touchpoint: string): RecordBatch["origins"][number] {
  const kind = touchpoint.slice(touchpoint.indexOf("/") + 1);
  return { source: API_SOURCE, touchpoint, kind, channel: null, stage: null, intended: null, initiatedBy: null };
}
