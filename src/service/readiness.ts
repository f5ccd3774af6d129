// Tells a load balancer whether to send requests to this process. The store must answer, the projection (if there is
// one) must be built, and recording must be possible. The last condition is checked by committing a change that alters
// no data. It is not checked if the process runs with READ_ONLY.
import type { GraphStore } from "../graph/store.js";
import { type ErrorCode, ThroughlineError } from "../model/errors.js";
import type { Freshness } from "./freshness.js";

/**
 * If the store takes more than this many milliseconds to answer or to commit a change, the process is not ready for
 * requests.
 */
const ANSWER_WITHIN = 5_000;
/**
 * Milliseconds for which a result is reused. Each check commits a change, so without reuse, any client could cause many
 * commits.
 */
const GOOD_FOR = 1_000;

export interface Readiness {
  readonly ready: boolean;
  /** The status in a few words. */
  readonly status: string;
  /** Progress of the first build of the projection, from 0 to 1; null if unknown. */
  readonly progress?: number | null;
  /** The reason why the store does not answer, or does not accept changes. */
  readonly code?: ErrorCode;
}

export class ReadinessCheck {
  readonly #store: GraphStore;
  readonly #freshness: Freshness;
  readonly #readOnly: boolean;
  #last: { readonly at: number; readonly problem: Promise<Readiness | null> } | null = null;

  constructor(store: GraphStore, freshness: Freshness, readOnly: boolean) {
    this.#store = store;
    this.#freshness = freshness;
    this.#readOnly = readOnly;
  }

  async now(): Promise<Readiness> {
    const problem = await this.#problem();
    if (problem !== null) return problem;
    const { state, progress } = this.#freshness;
    return state === "READY" || state === "NONE"
      ? { ready: true, status: "ready" }
      : { ready: false, status: state.toLowerCase(), progress };
  }

  /** Checks the store. Concurrent callers share one check. */
  #problem(): Promise<Readiness | null> {
    if (this.#last === null || performance.now() - this.#last.at > GOOD_FOR) {
      const problem = this.#look();
      const last = { at: Number.POSITIVE_INFINITY, problem };
      this.#last = last;
      void problem.then(() => {
        last.at = performance.now();
      });
    }
    return this.#last.problem;
  }

  async #look(): Promise<Readiness | null> {
    const [reads, writes] = await Promise.all([
      problemOf(this.#store.ping()),
      this.#readOnly ? null : problemOf(this.#store.tryWriting()),
    ]);
    if (reads !== null) return { ready: false, status: "store does not answer", code: reads };
    return writes === null ? null : { ready: false, status: "store takes no changes", code: writes };
  }
}

async function problemOf(work: Promise<void>): Promise<ErrorCode | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<ErrorCode>((resolve) => {
    timer = setTimeout(() => resolve("TIMEOUT"), ANSWER_WITHIN);
  });
  const outcome = work.then(
    () => null,
    (error: unknown) => (error instanceof ThroughlineError ? error.code : "INTERNAL"),
  );
  try {
    return await Promise.race([outcome, late]);
  } finally {
    clearTimeout(timer);
  }
}
