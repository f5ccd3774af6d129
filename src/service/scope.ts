// The scope of one request. All reads of the store for the request are made here. The reads of one level of a nested
// query are batched. The catalogue, counters, edges and origins are read at most once per request.
import type DataLoader from "dataloader";
import type { GraphStore, JourneyOfCustomer, TouchpointCount, TransitionCount } from "../graph/store.js";
import type { Catalogue } from "../model/catalogue.js";
import { ThroughlineError } from "../model/errors.js";
import type { CustomerHistory } from "../model/journey.js";
import { unitOfKey } from "../model/unit.js";
import { PacedLoader } from "./loader.js";
import { Pace } from "./pace.js";
import { type LoadedJourney, loadedJourney } from "./views.js";

/** The catalogue by key. */
export interface Names {
  readonly catalogue: Catalogue;
  readonly touchpoints: ReadonlyMap<string, Catalogue["touchpoints"][number]>;
  readonly channels: ReadonlyMap<string, Catalogue["channels"][number]>;
  readonly stages: ReadonlyMap<string, Catalogue["stages"][number]>;
  /** Touchpoints by the key of their channel and of their stage, each in the order of the catalogue. */
  readonly touchpointsBy: Readonly<Record<"channel" | "stage", ReadonlyMap<string, Catalogue["touchpoints"]>>>;
}

export class RequestScope {
  /** Aborted when the client disconnects, and when the request has been answered or refused. */
  readonly signal: AbortSignal;
  readonly pace = new Pace();
  readonly customers: DataLoader<string, CustomerHistory | null>;
  readonly journeys: DataLoader<string, LoadedJourney | null>;
  readonly #store: GraphStore;
  readonly #once = new Map<string, unknown>();
  #names: Names | null = null;

  /** `unitsOf` finds units by their keys, for units that are not stored journeys. */
  constructor(
    store: GraphStore,
    signal: AbortSignal,
    unitsOf: (keys: readonly string[]) => Promise<(LoadedJourney | null)[]> = async (keys) => keys.map(() => null),
  ) {
    this.#store = store;
    this.signal = signal;
    this.customers = new PacedLoader(this.pace, (keys) => store.customers(keys));
    this.journeys = new PacedLoader(this.pace, async (keys) => {
      const ofUnits = keys.filter((key) => unitOfKey(key) !== null);
      if (ofUnits.length === 0) return (await store.journeys(keys)).map(asLoaded);
      const others = keys.filter((key) => unitOfKey(key) === null);
      const [units, stored] = await Promise.all([unitsOf(ofUnits), store.journeys(others)]);
      const found = new Map<string, LoadedJourney | null>([
        ...ofUnits.map((key, i) => [key, units[i]!] as const),
        ...others.map((key, i) => [key, asLoaded(stored[i]!)] as const),
      ]);
      return keys.map((key) => found.get(key) ?? null);
    });
  }

  /** Returns the object (a promise or a loader) that `make` made when this request first used the name. */
  once<T>(name: string, make: () => T): T {
    let found = this.#once.get(name) as T | undefined;
    if (found === undefined) {
      found = make();
      this.#once.set(name, found);
    }
    return found;
  }

  /** After a write, the rest of the request reads everything again. */
  forget(): void {
    this.#once.clear();
    this.#names = null;
    this.customers.clearAll();
    this.journeys.clearAll();
  }

  names(): Promise<Names> {
    return this.once("names", () => {
      const names = this.#store.catalogue().then(namesOf);
      names.then(
        (read) => {
          // The names are not kept if a write has taken place in the meantime.
          if (this.#once.get("names") === names) this.#names = read;
        },
        () => {},
      );
      return names;
    });
  }

  /**
   * Calls `use` with the names. If this request has already read them, the result is not a promise. A page shows
   * hundreds of touchpoints, and a promise for each would cost GraphQL more time than everything else on the page.
   */
  named<T>(use: (names: Names) => T): T | Promise<T> {
    return this.#names === null ? this.names().then(use) : use(this.#names);
  }

  /**
   * Finds the catalogue entry that a part of the graph refers to. The entry may have been created after the request
   * read the catalogue, so the catalogue is then read once more. Throws NOT_FOUND if the entry was removed.
   */
  existing<T>(what: string, use: (names: Names) => T | undefined): T | Promise<T> {
    const found = this.#names === null ? undefined : use(this.#names);
    return found ?? this.#lookedForAnew(what, use);
  }

  async #lookedForAnew<T>(what: string, use: (names: Names) => T | undefined): Promise<T> {
    const found =
      use(await this.names()) ?? use(await this.once("names anew", async () => namesOf(await this.#store.catalogue())));
    if (found === undefined) throw goneMeanwhile(what);
    return found;
  }

  counts(): Promise<ReadonlyMap<string, TouchpointCount>> {
    return this.once(
      "counts",
      async () => new Map((await this.#store.touchpointCounts()).map((count) => [count.touchpoint, count])),
    );
  }

  edges(): Promise<readonly TransitionCount[]> {
    return this.once("edges", () => this.#store.edges());
  }

  /** For the id of each origin, the id of its source. */
  origins(): Promise<ReadonlyMap<number, number>> {
    return this.once(
      "origins",
      async () => new Map((await this.#store.origins()).map(({ number, source }) => [number, source])),
    );
  }

  sources() {
    return this.once("sources", async () => {
      const sources = await this.#store.sources();
      return new Map(sources.map((source) => [source.number, source]));
    });
  }
}

function asLoaded(found: JourneyOfCustomer | null): LoadedJourney | null {
  return found === null ? null : loadedJourney(found);
}

/** The error for a part of the graph that refers to an entry that was removed before the catalogue was read. */
export function goneMeanwhile(what: string): ThroughlineError {
  return new ThroughlineError("NOT_FOUND", `A ${what} was removed while the answer was being built.`, {
    remedy: "Ask again.",
  });
}

/** If the catalogue has not changed, the store returns the same object again. */
const namesByCatalogue = new WeakMap<Catalogue, Names>();

function namesOf(catalogue: Catalogue): Names {
  let names = namesByCatalogue.get(catalogue);
  if (names === undefined) {
    names = {
      catalogue,
      touchpoints: byKey(catalogue.touchpoints),
      channels: byKey(catalogue.channels),
      stages: byKey(catalogue.stages),
      touchpointsBy: {
        channel: grouped(catalogue.touchpoints, ({ channel }) => channel),
        stage: grouped(catalogue.touchpoints, ({ stage }) => stage),
      },
    };
    namesByCatalogue.set(catalogue, names);
  }
  return names;
}

function grouped<T>(things: readonly T[], of: (thing: T) => string | null): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const key = of(thing);
    if (key === null) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [thing]);
    else group.push(thing);
  }
  return groups;
}

function byKey<T extends { readonly key: string }>(things: readonly T[]): Map<string, T> {
  return new Map(things.map((thing) => [thing.key, thing]));
}
