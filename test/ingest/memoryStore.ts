// A small store in memory, built from the pure changes that both adapters share, for tests of the layers above a store.

import { assembleJourneys } from "../../src/graph/history/assemble.js";
import { changeAttributes } from "../../src/graph/history/attributes.js";
import { deriveCatalogue } from "../../src/graph/history/catalogue.js";
import { emptyReport, recordRows, withoutOrigins } from "../../src/graph/history/change.js";
import { CountDeltas } from "../../src/graph/history/counts.js";
import { applyCatalogueChange, NOTHING_DECLARED } from "../../src/graph/history/declare.js";
import { createdNames, nameProblems } from "../../src/graph/history/names.js";
import {
  DEFAULT_JOURNEY_GAP,
  type GraphStore,
  type RecordOutcome,
  type Settings,
  type Source,
} from "../../src/graph/store.js";
import type { Catalogue } from "../../src/model/catalogue.js";
import type { Origin, OriginContent } from "../../src/model/interaction.js";
import type { Attributes, CustomerHistory, Journey } from "../../src/model/journey.js";

interface Held {
  number: number;
  attributes: Attributes;
  journeys: readonly Journey[];
}

type Used =
  | "kind"
  | "upsertCatalogue"
  | "updateSettings"
  | "openSource"
  | "saveReport"
  | "record"
  | "setAttributes"
  | "declare"
  | "link"
  | "erase"
  | "forget"
  | "version"
  | "catalogue"
  | "settings"
  | "edges"
  | "sources"
  | "status"
  | "histories"
  | "close";

export class MemoryStore implements Pick<GraphStore, Used> {
  readonly kind = "embedded";
  readonly held = new Map<string, Held>();
  readonly #counts = new CountDeltas();
  batches = 0;
  #version = 0;
  #number = 0;
  #declared = NOTHING_DECLARED;
  #settings: Settings = { journeyGap: DEFAULT_JOURNEY_GAP, synthetic: false, timeZone: "UTC" };
  readonly #origins: OriginContent[] = [];
  readonly #sources: Omit<Source, "interactions" | "answers">[] = [];

  asStore(): GraphStore {
    return this as unknown as GraphStore;
  }

  async catalogue(): Promise<Catalogue> {
    return deriveCatalogue(this.#declared, this.#counted());
  }

  async upsertCatalogue(change: Parameters<GraphStore["upsertCatalogue"]>[0]) {
    const after = applyCatalogueChange(this.#declared, await this.catalogue(), change, () => this.#counted());
    if (after !== null) this.#declared = { ...after, version: ++this.#version };
    return { version: this.#version };
  }

  async updateSettings(change: Partial<Settings>) {
    this.#settings = { ...this.#settings, ...change };
    for (const [key, held] of this.held)
      held.journeys = assembleJourneys(
        key,
        held.journeys.flatMap((j) => j.interactions),
        this.#settings.journeyGap,
      );
    return { version: ++this.#version, settings: this.#settings };
  }

  async openSource(source: Parameters<GraphStore["openSource"]>[0], now: number) {
    const known = this.#sources.find(({ hash, mapping }) => hash === source.hash && mapping === source.mapping);
    if (known !== undefined) return { number: known.number, known: true };
    this.#sources.push({ ...source, number: this.#sources.length + 1, importedAt: now });
    return { number: this.#sources.length, known: false };
  }

  async saveReport(source: number, report: string) {
    const known = this.#sources.findIndex(({ number }) => number === source);
    if (known >= 0) this.#sources[known] = { ...this.#sources[known]!, report };
  }

  async record(batch: Parameters<GraphStore["record"]>[0]): Promise<RecordOutcome> {
    this.batches++;
    const before = await this.catalogue();
    const report = emptyReport();
    const refused = new Map(nameProblems(batch, before).map((problem) => [problem.index, problem]));
    report.rejected.push(...refused.values());
    const numbers = batch.origins.map((origin) => this.#originNumber(origin));
    const byCustomer = new Map<string, { index: number; row: (typeof batch.rows)[number]; origin: number }[]>();
    batch.rows.forEach((row, index) => {
      const rows = byCustomer.get(row.customer) ?? [];
      rows.push({ index, row, origin: numbers[row.origin]! });
      byCustomer.set(row.customer, rows);
    });
    let changed = false;
    for (const [customer, rows] of byCustomer) {
      const held = this.held.get(customer);
      const good = rows.filter(({ index }) => !refused.has(index));
      const options = { journeyGap: this.#settings.journeyGap, replace: batch.replace };
      const after = recordRows(customer, held?.journeys ?? [], good, options, report);
      if (after === null) continue;
      changed = true;
      this.#counts.add(held?.journeys ?? [], -1);
      this.#counts.add(after, 1);
      this.held.set(customer, {
        number: held?.number ?? ++this.#number,
        attributes: held?.attributes ?? {},
        journeys: after,
      });
    }
    if (changed) this.#version++;
    return { ...report, version: this.#version, created: createdNames(before, await this.catalogue()) };
  }

  async setAttributes(rows: Parameters<GraphStore["setAttributes"]>[0]) {
    let customers = 0;
    for (const { customer, attributes } of rows) {
      const held = this.held.get(customer) ?? { number: ++this.#number, attributes: {}, journeys: [] };
      const after = changeAttributes(held.attributes, attributes);
      if (after === null) continue;
      this.held.set(customer, { ...held, attributes: after });
      customers++;
    }
    if (customers > 0) this.#version++;
    return { version: this.#version, customers, interactions: 0 };
  }

  /** Declarations are not kept. */
  async declare(_batch: Parameters<GraphStore["declare"]>[0]) {
    return { version: this.#version, changed: 0, declared: 0, shared: [] };
  }

  async link(from: readonly string[], into: string) {
    const target = this.held.get(into) ?? { number: ++this.#number, attributes: {}, journeys: [] };
    let interactions = 0;
    for (const key of from) {
      const held = this.held.get(key);
      if (held === undefined) continue;
      const all = [...target.journeys, ...held.journeys].flatMap((journey) => journey.interactions);
      const joined = assembleJourneys(into, all, this.#settings.journeyGap);
      this.#counts.add(target.journeys, -1);
      this.#counts.add(held.journeys, -1);
      this.#counts.add(joined, 1);
      interactions += held.journeys.reduce((sum, journey) => sum + journey.interactions.length, 0);
      target.journeys = joined;
      target.attributes = { ...held.attributes, ...target.attributes };
      this.held.delete(key);
    }
    this.held.set(into, target);
    return { version: ++this.#version, customers: from.length + 1, interactions };
  }

  async erase(customer: string) {
    const held = this.held.get(customer);
    this.held.delete(customer);
    this.#counts.add(held?.journeys ?? [], -1);
    const interactions = held?.journeys.reduce((sum, journey) => sum + journey.interactions.length, 0) ?? 0;
    return {
      version: held ? ++this.#version : this.#version,
      customers: held ? 1 : 0,
      interactions,
      answers: 0,
      found: held !== undefined,
      joining: [],
    };
  }

  async forget(source: number) {
    const origins = new Set(this.#origins.flatMap((origin, number) => (origin.source === source ? [number] : [])));
    let customers = 0;
    for (const [key, held] of this.held) {
      const after = withoutOrigins(key, held.journeys, origins, this.#settings.journeyGap);
      if (after === null) continue;
      customers++;
      this.#counts.add(held.journeys, -1);
      this.#counts.add(after, 1);
      if (after.length === 0 && Object.keys(held.attributes).length === 0) this.held.delete(key);
      else held.journeys = after;
    }
    const found = this.#sources.some(({ number }) => number === source);
    return { version: ++this.#version, customers, interactions: 0, answers: 0, found };
  }

  async version() {
    return this.#version;
  }

  async settings() {
    return this.#settings;
  }

  async edges() {
    const counts = new CountDeltas();
    for (const { journeys } of this.held.values()) counts.add(journeys, 1);
    return [...counts.changedEdges()].map((edge) => ({ ...edge }));
  }

  async sources() {
    const counted = this.#counted();
    return this.#sources.map((source) => ({
      ...source,
      interactions: counted.filter((o) => o.source === source.number).reduce((sum, o) => sum + o.interactions, 0),
      answers: 0,
    }));
  }

  async status() {
    const journeys = [...this.held.values()].flatMap((held) => held.journeys);
    return {
      kind: this.kind,
      location: "memory",
      version: this.#version,
      catalogueVersion: this.#declared.version,
      format: 1,
      formerRowIds: false,
      settings: this.#settings,
      customers: this.held.size,
      journeys: journeys.length,
      relations: 0,
      answers: 0,
      interactions: journeys.reduce((sum, journey) => sum + journey.interactions.length, 0),
    } as const;
  }

  async *histories(): AsyncIterable<CustomerHistory> {
    for (const [key, held] of [...this.held].sort((a, b) => a[1].number - b[1].number))
      yield { key, version: this.#version, ...held };
  }

  async close() {}

  #originNumber(origin: OriginContent): number {
    const known = this.#origins.findIndex((other) => JSON.stringify(other) === JSON.stringify(origin));
    return known >= 0 ? known : this.#origins.push(origin) - 1;
  }

  #counted(): Origin[] {
    return this.#origins.map((origin, number) => ({
      ...origin,
      number,
      interactions: this.#counts.origins.get(number) ?? 0,
    }));
  }
}
