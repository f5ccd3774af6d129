// Keeps the projection current, so that a question sees every change that was acknowledged before the question was
// asked.
//
// The first build runs in the background, and is repeated while the store cannot be read. Until it is done, questions
// are refused with PROJECTION_BUILDING. After that, each question checks the store's version, and one refresh serves
// all questions that wait for it. If the version decreased (because a database was restored from a backup), the
// projection is built again.
import type { GraphStore } from "../graph/store.js";
import { ThroughlineError } from "../model/errors.js";
import { mergeable, mergedBlock, withMerged } from "../projection/merge.js";
import type { MaskedBlock, Projection } from "../projection/projection.js";
import { buildProjection, refreshProjection } from "../projection/refresh.js";
import { type Engine, needsProjection } from "./inStore/inStoreAnswers.js";
import type { Snapshots } from "./snapshots.js";

/**
 * Milliseconds that a question waits for the first build before it is refused. A small store is built within this time.
 */
const GRACE = 1_000;
/** Milliseconds between two attempts to read a store that does not answer. */
const RETRY_AFTER = 2_000;
/**
 * The number of refreshes after which a question fails. A question reads the store's version, and needs a projection of
 * at least this version. A refresh that was already running may not reach it, but the next one does.
 */
const MAX_REFRESHES = 3;

/** The state of the projection. NONE means that none is built, because the store answers questions itself. */
export type FreshnessState = "BUILDING" | "READY" | "FAILED" | "NONE";

export class Freshness {
  readonly #store: GraphStore;
  readonly #engine: Engine;
  #projection: Projection | null = null;
  #currentAt = 0;
  #read = 0;
  #inAll = 0;
  #failure: unknown = null;
  #refreshing: Promise<void> | null = null;
  #merging = false;
  #merged: { readonly parts: readonly MaskedBlock[]; readonly merged: MaskedBlock } | null = null;
  #retry: NodeJS.Timeout | null = null;
  #closed = false;
  #onMerge: (parts: readonly MaskedBlock[], merged: MaskedBlock) => void = () => {};
  readonly #snapshots: Snapshots | null;
  readonly #built: Promise<void>;
  #resolveBuilt: () => void = () => {};

  constructor(store: GraphStore, engine: Engine = "projection", snapshots: Snapshots | null = null) {
    this.#store = store;
    this.#engine = engine;
    this.#snapshots = snapshots;
    this.#built = new Promise((resolve) => {
      this.#resolveBuilt = resolve;
    });
  }

  /** Starts the first build, unless no projection is needed. */
  start(): void {
    if (this.#engine === "store") this.#resolveBuilt();
    if (this.#engine === "store" || this.#closed || this.#projection !== null) return;
    this.#first().then(
      (projection) => {
        this.#projection = projection;
        this.#snapshots?.follow(this);
        this.#currentAt = Date.now();
        this.#failure = null;
        this.#resolveBuilt();
      },
      (failure: unknown) => {
        this.#failure = failure;
        if (!this.#closed) this.#retry = setTimeout(() => this.start(), RETRY_AFTER);
      },
    );
  }

  async #first(): Promise<Projection> {
    const stored = (await this.#snapshots?.read()) ?? null;
    if (stored !== null) return stored;
    return buildProjection(this.#store, (read, inAll) => {
      this.#read = read;
      this.#inAll = inAll;
    });
  }

  /** Resolves when the first projection is built, or at once if none is needed. */
  ready(): Promise<void> {
    return this.#built;
  }

  /** The listener is called with each merged block before the block replaces the blocks from which it was made. */
  onMerge(listener: (parts: readonly MaskedBlock[], merged: MaskedBlock) => void): void {
    this.#onMerge = listener;
  }

  /** Resolves when no snapshot is being written. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#retry !== null) clearTimeout(this.#retry);
    await this.#snapshots?.close();
  }

  get state(): FreshnessState {
    if (this.#engine === "store") return "NONE";
    return this.#projection !== null ? "READY" : this.#failure !== null ? "FAILED" : "BUILDING";
  }

  /** Progress of the first build, from 0 to 1. Null if it is done or the amount is not known. */
  get progress(): number | null {
    return this.#projection !== null || this.#inAll === 0 ? null : Math.min(1, this.#read / this.#inAll);
  }

  /** The current projection, without a check of the store. */
  get latest(): Projection | null {
    return this.#projection;
  }

  /** UTC milliseconds of the last time at which the projection was known to equal the store. */
  get currentAt(): number {
    return this.#currentAt;
  }

  /**
   * Returns a projection that shows every change that was acknowledged before this call. `at` is the argument or field
   * that needs the projection.
   */
  async current(at = "question"): Promise<Projection> {
    if (this.#engine === "store") throw needsProjection(at);
    if (this.#projection === null) await this.#waitForBuild();
    const before = this.#projection!.version;
    const asked = Date.now();
    const version = await this.#store.version();
    if (version < before) await this.#replace(() => buildProjection(this.#store));
    for (let i = 0; this.#projection!.version < version; i++) {
      if (i === MAX_REFRESHES)
        throw new ThroughlineError("STORE_FAILED", "The store's change feed ends before the store's current version.", {
          remedy: "Ask again. If the error persists, restart the service.",
        });
      await this.#replace((projection) => refreshProjection(this.#store, projection));
    }
    this.#currentAt = Math.max(this.#currentAt, asked);
    return this.#projection!;
  }

  /**
   * Replaces the projection. Only one replacement runs at a time. A caller that arrives in the meantime waits until it
   * has finished, and then checks the version again.
   */
  #replace(make: (projection: Projection) => Promise<Projection>): Promise<void> {
    this.#refreshing ??= make(this.#projection!)
      .then((projection) => {
        const before = this.#projection!;
        // A merge of blocks may have finished while the new projection was made from the blocks before the merge. It is
        // then applied to the new projection too.
        const { parts = [], merged } = this.#merged ?? {};
        const again =
          merged !== undefined && projection.blocks.some(({ block }) => parts.some((part) => part.block === block));
        this.#projection = again ? withMerged(projection, parts, merged) : projection;
        this.#snapshots?.changed(before, projection);
        this.#merge();
      })
      .finally(() => {
        this.#refreshing = null;
      });
    return this.#refreshing;
  }

  /** Merges small blocks in the background. */
  #merge(): void {
    const parts = this.#merging || this.#closed ? null : mergeable(this.#projection!.blocks);
    if (parts === null) return;
    this.#merging = true;
    mergedBlock(parts)
      .then((merged) => {
        this.#onMerge(parts, merged);
        this.#merged = { parts, merged };
        this.#projection = withMerged(this.#projection!, parts, merged);
      })
      .finally(() => {
        this.#merging = false;
      })
      .then(
        () => this.#merge(),
        // If there is not enough memory for a merge, questions continue with the existing blocks.
        () => {},
      );
  }

  async #waitForBuild(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, GRACE);
    });
    await Promise.race([this.#built, late]);
    clearTimeout(timer);
    if (this.#projection !== null) return;
    if (this.#failure !== null) throw this.#failure;
    const share = this.progress === null ? "" : ` (${Math.floor(this.progress * 100)} % done)`;
    throw new ThroughlineError("PROJECTION_BUILDING", `The data are still being read into memory${share}.`, {
      remedy:
        "Ask again in a moment. `status { projection { progress } }` shows the progress. Reads of the graph already work.",
    });
  }
}
