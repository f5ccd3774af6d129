// What resolvers know: a store, the projection that follows it, and the answers of the current version.
//
// The parts: Freshness (is the projection as new as the question?), Projected (asks it), Filters (what a filter names),
// Questions (the analyses), Graph and Edges (nested reads),
// Changes (mutations). A request gets a RequestScope, which batches its reads.

// Decorators of schema/ need it; it comes first.
import "reflect-metadata";
import { readOnlyRefusal } from "../graph/readOnly.js";
import type { GraphStore } from "../graph/store.js";
import { type Executor, localExecutor } from "../questions/executor.js";
import { AnswerCache } from "./cache.js";
import { Changes } from "./changes.js";
import { Edges } from "./edges.js";
import { Filters } from "./filters.js";
import { Freshness } from "./freshness.js";
import { Graph } from "./graph.js";
import { type Engine, InStoreAnswers } from "./inStoreAnswers.js";
import { Projected } from "./projected.js";
import { Questions } from "./questions.js";
import { type Readiness, ReadinessCheck } from "./readiness.js";
import { RequestScope } from "./scope.js";
import { Segments } from "./segments.js";
import { readStatus, type StatusView } from "./status.js";

export interface ServiceOptions {
  /** Default "projection". */
  readonly engine?: Engine;
  /** Closed with the service; without it questions are worked out on this thread. */
  readonly executor?: Executor;
  /** Time that a question may take. */
  readonly seconds?: number;
  /** Changes are refused with READ_ONLY. Default false. */
  readonly readOnly?: boolean;
  /** The clock, for what is recorded. */
  readonly now?: () => number;
}

export class Service {
  readonly store: GraphStore;
  readonly freshness: Freshness;
  readonly questions: Questions;
  readonly graph: Graph;
  readonly edges: Edges;
  readonly segments: Segments;
  /** Resolves when the projection is built and the threads are warm, or somebody asks before they are. */
  readonly warm: Promise<void>;
  readonly #changes: Changes;
  readonly #readOnly: boolean;
  readonly #readiness: ReadinessCheck;
  readonly #executor: Executor;

  /** Begins to build the projection, unless the store answers itself; BAD_CONFIG if it should and cannot. */
  constructor(store: GraphStore, options: ServiceOptions = {}) {
    const { engine = "projection", executor = localExecutor, seconds = 30, readOnly = false, now = Date.now } = options;
    this.store = store;
    this.freshness = new Freshness(store, engine);
    this.#executor = executor;
    const cache = new AnswerCache();
    const inStore = engine === "store" ? new InStoreAnswers(store, cache, seconds) : null;
    const projected = new Projected(this.freshness, cache, executor, seconds);
    const filters = new Filters(store, projected);
    this.questions = new Questions(projected, filters, inStore);
    this.graph = new Graph(store, projected, filters);
    this.edges = new Edges(projected);
    this.segments = new Segments(store, projected, filters);
    this.#changes = new Changes(store, this.segments, now);
    this.#readOnly = readOnly;
    this.#readiness = new ReadinessCheck(store, this.freshness, readOnly);
    this.freshness.start();
    this.warm = this.freshness.ready().then(() => {
      const { latest } = this.freshness;
      if (latest !== null) return executor.warmUp(latest);
    });
  }

  /** Throws READ_ONLY where this process only reads, whatever is asked for. */
  get changes(): Changes {
    if (this.#readOnly) throw readOnlyRefusal();
    return this.#changes;
  }

  scope(signal: AbortSignal): RequestScope {
    return new RequestScope(this.store, signal);
  }

  status(): Promise<StatusView> {
    return readStatus(this.store, this.freshness);
  }

  /** Resolves once questions are answered. */
  ready(): Promise<void> {
    return this.freshness.ready();
  }

  /** Whether requests may be sent here, changes among them. */
  readiness(): Promise<Readiness> {
    return this.#readiness.now();
  }

  /** Stops following the store, and closes it. */
  async close(): Promise<void> {
    this.freshness.close();
    await this.#executor.close();
    await this.store.close();
  }
}
