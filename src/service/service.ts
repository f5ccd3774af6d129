// Combines everything that resolvers use: a store, the projection that follows the store, and the cached results of the
// current version.
//
// The parts are Freshness (keeps the projection current), Projected (runs questions on it), Filters (looks up the names
// in a filter), Questions, Graph and Edges (nested reads), and Changes (mutations). Each request gets a RequestScope,
// which batches its reads.

// The decorators in schema/ need this module, so it comes first.
import "reflect-metadata";
import { readOnlyRefusal } from "../graph/readOnly.js";
import type { GraphStore, Person } from "../graph/store.js";
import { type Executor, localExecutor } from "../questions/executor.js";
import { Attributes } from "./attributes.js";
import { Blueprints } from "./blueprints.js";
import { AnswerCache } from "./cache.js";
import { Changes, mustBeKey } from "./changes.js";
import { FeedbackReads } from "./feedback.js";
import { Filters } from "./filters.js";
import { Freshness } from "./freshness.js";
import { Graph } from "./graph.js";
import { Edges } from "./inStore/edges.js";
import { type Engine, InStoreAnswers } from "./inStore/inStoreAnswers.js";
import { Personas } from "./personas.js";
import { Projected } from "./projected.js";
import { Properties } from "./properties.js";
import { PropertyLists } from "./propertyLists.js";
import { Questions } from "./questions.js";
import { type Readiness, ReadinessCheck } from "./readiness.js";
import { RequestScope } from "./scope.js";
import { Segments } from "./segments.js";
import { Snapshots } from "./snapshots.js";
import { readStatus, type StatusView } from "./status.js";
import { Units } from "./units.js";

export interface ServiceOptions {
  /** The default is "projection". */
  readonly engine?: Engine;
  /**
   * Runs questions on other threads, and is closed together with the service. Without it, questions run on this thread.
   */
  readonly executor?: Executor;
  /** Time limit of a question. */
  readonly seconds?: number;
  /** Whether changes are refused with READ_ONLY. Default: false. */
  readonly readOnly?: boolean;
  /**
   * The file in which the projection is kept for the next start. Without it, each start reads the whole store. If
   * changes are refused, the file is only read.
   */
  readonly snapshot?: string;
  /** The clock used for recording. */
  readonly now?: () => number;
}

export class Service {
  readonly store: GraphStore;
  readonly freshness: Freshness;
  readonly questions: Questions;
  readonly graph: Graph;
  readonly edges: Edges;
  readonly feedback: FeedbackReads;
  readonly segments: Segments;
  readonly personas: Personas;
  readonly blueprints: Blueprints;
  readonly attributes: Attributes;
  readonly properties: Properties;
  readonly propertyLists: PropertyLists;
  /** Resolves when the projection is built and the threads are warm, or earlier if a question is asked. */
  readonly warm: Promise<void>;
  readonly #changes: Changes;
  readonly #projected: Projected;
  readonly #units: Units;
  readonly #readOnly: boolean;
  readonly #readiness: ReadinessCheck;
  readonly #executor: Executor;

  /**
   * Starts building the projection, unless the store answers questions itself. Throws BAD_CONFIG if the store is
   * configured to answer questions but cannot.
   */
  constructor(store: GraphStore, options: ServiceOptions = {}) {
    const { engine = "projection", executor = localExecutor, seconds = 30, readOnly = false, now = Date.now } = options;
    this.store = store;
    const { snapshot } = options;
    this.freshness = new Freshness(
      store,
      engine,
      snapshot === undefined ? null : new Snapshots(snapshot, store, readOnly),
    );
    this.#executor = executor;
    const cache = new AnswerCache();
    const inStore = engine === "store" ? new InStoreAnswers(store, cache, seconds) : null;
    this.properties = new Properties(store, this.freshness);
    const units = new Units(store, this.properties);
    this.#units = units;
    const projected = new Projected(this.freshness, cache, executor, seconds, { properties: this.properties, units });
    this.#projected = projected;
    this.propertyLists = new PropertyLists(projected, this.properties);
    const filters = new Filters(store, projected);
    this.questions = new Questions(projected, filters, inStore);
    this.graph = new Graph(store, projected, filters);
    this.edges = new Edges(projected);
    this.feedback = new FeedbackReads(store, projected);
    this.attributes = new Attributes(projected);
    this.segments = new Segments(store, projected, filters);
    this.personas = new Personas(store, projected, filters);
    this.blueprints = new Blueprints(store, projected, filters, now);
    this.#changes = new Changes(store, this, now);
    this.#readOnly = readOnly;
    this.#readiness = new ReadinessCheck(store, this.freshness, readOnly);
    this.freshness.start();
    this.warm = this.freshness.ready().then(() => {
      const { latest } = this.freshness;
      if (latest !== null) return executor.warmUp(latest);
    });
  }

  /** Throws READ_ONLY for any change if this process does not accept changes. */
  get changes(): Changes {
    if (this.#readOnly) throw readOnlyRefusal();
    return this.#changes;
  }

  /** Returns null if nothing is known about the key. */
  async person(key: string): Promise<Person | null> {
    mustBeKey(key, "key");
    return this.store.person(key);
  }

  scope(signal: AbortSignal): RequestScope {
    return new RequestScope(this.store, signal, (keys) =>
      this.#projected.about("journey", (projection) => this.#units.journeys(projection, keys)),
    );
  }

  status(): Promise<StatusView> {
    return readStatus(this.store, this.freshness, this.properties, this.#readOnly);
  }

  /** Resolves once questions can be answered. */
  ready(): Promise<void> {
    return this.freshness.ready();
  }

  /** Whether a load balancer may send requests, including changes, to this process. */
  readiness(): Promise<Readiness> {
    return this.#readiness.now();
  }

  /** Stops following the store, and closes it. */
  async close(): Promise<void> {
    await this.freshness.close();
    await this.#executor.close();
    await this.store.close();
  }
}
