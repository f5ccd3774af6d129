// May a load balancer send requests here? The store answers, the projection is built where there is to be one, and what is
// sent to be recorded can be recorded: a small change that alters no data is made durable for it. A process that was
// started with READ_ONLY is asked about reading alone.
import type { GraphStore } from "../graph/store.js";
import { type ErrorCode, ThroughlineError } from "../model/errors.js";
import type { Freshness } from "./freshness.js";

/** A store that takes longer to answer, or to make a change, is no store to send requests to; in milliseconds. */
const ANSWER_WITHIN = 5_000;
/** Anyone may ask, and each look is a change: one look answers for so long, in milliseconds. */
const GOOD_FOR = 1_000;

export interface Readiness {
  readonly ready: boolean;
  /** In a few words. */
  readonly status: string;
  /** Of the first build of the projection, from 0 to 1; null when it is not known. */
  readonly progress?: number | null;
  /** Why the store does not answer or takes no changes. */
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

  /** With the store; one look for all who ask at the same time. */
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
