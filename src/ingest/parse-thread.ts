// Runs pass 1 of an import (parse.ts) and the first half of pass 2 (batches.ts) in a separate thread, so that they can
// use another core. A thread can load built files only. If the sources are TypeScript, as in tests, both run in the
// caller's thread.
import { Worker } from "node:worker_threads";
import { type ErrorCode, ThroughlineError } from "../model/errors.js";
import { type BatchJob, batches, type SpilledBatch } from "./batches.js";
import type { FileFacts } from "./facts.js";
import { type CandidateColumn, MappingError } from "./mapping/mappingError.js";
import { type ParseJob, type ParseProgress, type ParseResult, parseFile } from "./parse.js";

/** `next` requests the next batch. */
export type WorkerRequest = { readonly parse: ParseJob } | { readonly batches: BatchJob } | { readonly next: true };

export type WorkerMessage =
  | { readonly progress: ParseProgress }
  | { readonly result: ParseResult }
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
  batches(job: BatchJob): AsyncGenerator<SpilledBatch, FileFacts>;
  close(): Promise<void>;
}

/**
 * The number of batches that wait while one is being recorded. With two of them, neither thread has to wait for the
 * other if one batch, or one write to the disk, takes longer than usual.
 */
const BATCHES_AHEAD = 2;

export function startParser(): Parser {
  if (import.meta.url.endsWith(".ts"))
    return {
      parse: parseFile,
      async *batches(job) {
        return yield* batches(job);
      },
      close: async () => {},
    };
  const worker = new Worker(new URL("./parse-worker.js", import.meta.url));
  const send = (request: WorkerRequest): void => worker.postMessage(request);
  return {
    parse: (job, progress) =>
      new Promise((resolve, reject) => {
        const stop = listen(worker, (message) => {
          if (message instanceof Error || "result" in message) stop();
          if (message instanceof Error) reject(message);
          else if ("progress" in message) progress(message.progress);
          else if ("result" in message) resolve(message.result);
        });
        send({ parse: job });
      }),
    async *batches(job) {
      const arrived: (SpilledBatch | FileFacts | Error)[] = [];
      let wake = (): void => {};
      const stop = listen(worker, (message) => {
        if (message instanceof Error) arrived.push(message);
        else if ("batch" in message) arrived.push(message.batch === null ? message.facts : message.batch);
        wake();
      });
      try {
        send({ batches: job });
        for (let i = 0; i < BATCHES_AHEAD; i++) send({ next: true });
        for (;;) {
          if (arrived.length === 0)
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
          const next = arrived.shift()!;
          if (next instanceof Error) throw next;
          if (!("parts" in next)) return next;
          send({ next: true });
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
