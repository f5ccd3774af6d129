// A minimal store from which a projection can be built and refreshed. It has histories by customer number, versions,
// and removed customers in its change feed.

import type { HistoryVisitor, Settings } from "../../src/graph/store.js";
import type { Catalogue } from "../../src/model/catalogue.js";
import type { CustomerHistory } from "../../src/model/journey.js";
import { DEFAULT_TIME_ZONE } from "../../src/model/zone.js";
import type { ProjectionSource } from "../../src/projection/refresh.js";
import { type LogOptions, logOf, type Row } from "./projectionOf.js";
import { visitHistory } from "./visit.js";

export class MemorySource implements ProjectionSource {
  readonly customers = new Map<string, { history: CustomerHistory | null; number: number; version: number }>();
  rows: Row[] = [];
  /** Versions up to and including this one are no longer in the feed. */
  floor = 0;
  /** Called before each pull, to simulate changes between two reads. */
  beforePull: (() => void) | null = null;
  readonly #options: LogOptions;
  #version = 0;
  #numbers = 0;
  #catalogue: Catalogue;
  #attributes: Record<string, Record<string, string>> = {};

  constructor(options: LogOptions = {}) {
    this.#options = options;
    this.#catalogue = { ...logOf([], options).catalogue, version: 0 };
  }

  /** Sets the state to the state after recording these rows. Customers that changed get a new version. */
  set(rows: readonly Row[], attributes: Record<string, Record<string, string>> = {}): void {
    this.#version++;
    this.rows = [...rows];
    this.#attributes = attributes;
    const log = logOf(rows, { ...this.#options, attributes });
    // Only the content of the catalogue is compared. The version of a real catalogue increases when the catalogue
    // changes.
    if (JSON.stringify({ ...log.catalogue, version: 0 }) !== JSON.stringify({ ...this.#catalogue, version: 0 }))
      this.#catalogue = { ...log.catalogue, version: this.#version };
    const now = new Map(log.histories.map((history) => [history.key, history]));
    for (const key of new Set([...this.customers.keys(), ...now.keys()])) {
      const before = this.customers.get(key);
      const after = now.get(key) ?? null;
      if (before !== undefined && same(before.history, after)) continue;
      // Numbers are never reused: a customer who is created again gets a new one.
      const back = before?.history === null && after !== null;
      if (back) this.customers.set(`${key}#${before.number}`, before);
      const number = before === undefined || back ? ++this.#numbers : before.number;
      this.customers.set(key, { history: after && { ...after, number }, number, version: this.#version });
    }
  }

  /** Returns a new source with the same content, from which a projection can be built anew. */
  fresh(): MemorySource {
    const copy = new MemorySource(this.#options);
    copy.set(this.rows, this.#attributes);
    return copy;
  }

  async version(): Promise<number> {
    return this.#version;
  }

  async stream(visitor: HistoryVisitor): Promise<{ version: number }> {
    for (const { history } of this.customers.values()) if (history !== null) visitHistory(history, visitor);
    return { version: this.#version };
  }

  async changesSince(version: number, visitor: HistoryVisitor): Promise<{ version: number } | null> {
    this.beforePull?.();
    if (version < this.floor) return null;
    for (const customer of this.customers.values()) {
      if (customer.version <= version) continue;
      if (customer.history === null) visitor.gone(customer.number);
      else visitHistory(customer.history, visitor);
    }
    return { version: this.#version };
  }

  async catalogue(): Promise<Catalogue> {
    return this.#catalogue;
  }

  async settings(): Promise<Settings> {
    return { journeyGap: logOf([], this.#options).journeyGap, synthetic: false, timeZone: DEFAULT_TIME_ZONE };
  }
}

function same(a: CustomerHistory | null, b: CustomerHistory | null): boolean {
  const content = (history: CustomerHistory | null): string =>
    JSON.stringify(history && { attributes: history.attributes, journeys: history.journeys });
  return content(a) === content(b);
}
