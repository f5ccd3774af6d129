// Runs pass 1 of an import (parse.ts) and the first half of pass 2 (batches.ts) in a separate thread, so that they can
// use another core. A thread can load built files only. If the sources are TypeScript, as in tests, both run in the
// caller's thread.
import { Worker } from "node:worker_threads";
import { type ErrorCode, ThroughlineError } from "../../model/errors.js";
import { type CandidateColumn, MappingError } from "../mapping/mappingError.js";
import { type BatchJob, batches, type Pace, type SpilledBatch } from "../spill/batches.js";
import type { FileFacts } from "../spill/facts.js";
import type { ParseJob, ParseProgress } from "./job.js";
import { type ParseResult, parseFile } from "./parse.js";
import { type HalfJob, type HalfResult, mayBeDivided } from "./secondHalf.js";

/**
 * `next` requests the next batch, and says how many times as large as usual it may be (`Pace`). `half` is sent to the
 * helper, and its result to the thread that asked for it.
 */
export type WorkerRequest =
  | { readonly parse: ParseJob; readonly hasHelper: boolean }
  | { readonly half: HalfJob }
  | { readonly halfResult: HalfResult | null }
  | { readonly batches: BatchJob }
  | { readonly next: number };

export type WorkerMessage =
  | { readonly progress: ParseProgress }
  | { readonly result: ParseResult }
  /** Asks that a helper reads the second half; null if it is not needed any more. */
  | { readonly half: HalfJob | null }
  | { readonly halfResult: HalfResult }
  | { readonly batch: SpilledBatch }
  /** The message that there are no more batches. */
  | { readonly batch: null; readonly facts: FileFacts }
  | {
      readonly error: {
        readonly code: ErrorCode;
        readonly message: string;
        readonly at: string | undefined;
        readonly remedy: string | undefined;
        readonly allowed: readonly string[] | undefined;
        /** The columns, for errors that concern them. */
        readonly candidates: readonly CandidateColumn[] | undefined;
      };
    };

export interface Parser {
  /** Runs pass 1. Only one job may run at a time, of `parse` or `batches`. */
  parse(job: ParseJob, progress: (at: ParseProgress) => void): Promise<ParseResult>;
  /** Yields the batches, and then returns the facts about the rows of the whole file. */
  batches(job: BatchJob, pace: Pace): AsyncGenerator<SpilledBatch, FileFacts>;
  close(): Promise<void>;
}

/**
 * The number of batches that wait while one is being recorded. With two of them, neither thread has to wait for the
 * other if one batch, or one write to the disk, takes longer than usual. Of enlarged batches, only one waits, because
 * they take more memory.
 */
const BATCHES_AHEAD = 2;

export function startParser(): Parser {
  if (import.meta.url.endsWith(".ts"))
    return {
      parse: (job, progress) => parseFile(job, progress),
      async *batches(job) {
        return yield* batches(job);
      },
      close: async () => {},
    };
  const worker = newWorker();
  const send = (request: WorkerRequest): void => worker.postMessage(request);
  return {
    parse: (job, progress) =>
      new Promise((resolve, reject) => {
        const helper = mayBeDivided(job.file) ? new HelperThread(send) : null;
        let own: ParseProgress = { bytes: 0, size: null, rows: 0 };
        const end = (then: () => void): void => {
          stop();
          // The caller may now remove the folder of the spill files, into which the helper must no longer write.
          void (helper?.stop() ?? Promise.resolve()).then(then);
        };
        const stop = listen(worker, (message) => {
          if (message instanceof Error) end(() => reject(message));
          else if ("result" in message) end(() => resolve(message.result));
          else if ("half" in message) helper?.take(message.half, () => progress(sumOf(own, helper.progress)));
          else if ("progress" in message) {
            own = message.progress;
            progress(sumOf(own, helper?.progress));
          }
        });
        send({ parse: job, hasHelper: helper !== null });
      }),
    async *batches(job, pace) {
      const arrived: (SpilledBatch | FileFacts | Error)[] = [];
      let wake = (): void => {};
      const stop = listen(worker, (message) => {
        if (message instanceof Error) arrived.push(message);
        else if ("batch" in message) arrived.push(message.batch === null ? message.facts : message.batch);
        wake();
      });
      try {
        send({ batches: job });
        let asked = 0;
        const ask = (): void => {
          for (const most = pace.factor > 1 ? 1 : BATCHES_AHEAD; asked < most; asked++) send({ next: pace.factor });
        };
        ask();
        for (;;) {
          if (arrived.length === 0)
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
          const next = arrived.shift()!;
          if (next instanceof Error) throw next;
          if (!("parts" in next)) return next;
          asked--;
          ask();
          yield next;
        }
      } finally {
        stop();
      }
    },
    close: async () => {
      await worker.terminate();
    },
  };
}

function newWorker(): Worker {
  return new Worker(new URL("./parse-worker.js", import.meta.url));
}

function sumOf(first: ParseProgress, second: ParseProgress | undefined): ParseProgress {
  return { ...first, bytes: first.bytes + (second?.bytes ?? 0), rows: first.rows + (second?.rows ?? 0) };
}

/** A second thread, which reads the second half of a file (secondHalf.ts). */
class HelperThread {
  progress: ParseProgress = { bytes: 0, size: null, rows: 0 };
  readonly #worker = newWorker();
  readonly #send: (request: WorkerRequest) => void;
  #stopped = false;

  /** `send` sends a message to the thread of the first half. The new thread loads its code at once. */
  constructor(send: (request: WorkerRequest) => void) {
    this.#send = (request) => {
      if (!this.#stopped) send(request);
    };
    this.#worker.on("error", () => this.#send({ halfResult: null }));
  }

  take(half: HalfJob | null, moved: () => void): void {
    if (half === null) {
      void this.stop();
      return;
    }
    listen(this.#worker, (message) => {
      if (message instanceof Error) this.#send({ halfResult: null });
      else if ("halfResult" in message) this.#send(message);
      else if ("progress" in message && !this.#stopped) {
        this.progress = message.progress;
        moved();
      }
    });
    this.#worker.postMessage({ half } satisfies WorkerRequest);
  }

  /** Resolves when the thread has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.progress = { bytes: 0, size: null, rows: 0 };
    await this.#worker.terminate();
  }
}

/**
 * Passes each message to `on`. If the thread or its work fails, `on` receives an Error. Returns a function that removes
 * the listeners.
 */
function listen(worker: Worker, on: (message: Exclude<WorkerMessage, { error: unknown }> | Error) => void): () => void {
  const onMessage = (message: WorkerMessage): void => {
    if ("error" in message) {
      const { code, message: text, at, remedy, allowed, candidates } = message.error;
      const details = { at, remedy, allowed };
      on(
        candidates === undefined
          ? new ThroughlineError(code, text, details)
          : new MappingError(code, text, details, candidates),
      );
    } else on(message);
  };
  worker.on("message", onMessage);
  worker.on("error", on);
  return () => {
    worker.off("message", onMessage);
    worker.off("error", on);
  };
}
