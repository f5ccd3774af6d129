// Runs pass 1 in a thread, so that parsing has a core of its own. Threads load built files only: from TypeScript sources
// (tests) it runs in the caller's thread.
import { Worker } from "node:worker_threads";
import { type ErrorCode, ThroughlineError } from "../model/errors.js";
import { type ParseJob, type ParseProgress, type ParseResult, parseFile } from "./parse.js";

export type WorkerMessage =
  | { readonly progress: ParseProgress }
  | { readonly result: ParseResult }
  | {
      readonly error: {
        readonly code: ErrorCode;
        readonly message: string;
        readonly at: string | undefined;
        readonly remedy: string | undefined;
        readonly allowed: readonly string[] | undefined;
      };
    };

export interface Parser {
  /** One job at a time. */
  parse(job: ParseJob, progress: (at: ParseProgress) => void): Promise<ParseResult>;
  close(): Promise<void>;
}

export function startParser(): Parser {
  if (import.meta.url.endsWith(".ts")) return { parse: parseFile, close: async () => {} };
  const worker = new Worker(new URL("./parse-worker.js", import.meta.url));
  return {
    parse: (job, progress) =>
      new Promise((resolve, reject) => {
        const settle = (action: () => void) => {
          worker.off("message", onMessage);
          worker.off("error", onError);
          action();
        };
        const onError = (error: Error) => settle(() => reject(error));
        const onMessage = (message: WorkerMessage) => {
          if ("progress" in message) progress(message.progress);
          else if ("result" in message) settle(() => resolve(message.result));
          else {
            const { code, message: text, at, remedy, allowed } = message.error;
            settle(() => reject(new ThroughlineError(code, text, { at, remedy, allowed })));
          }
        };
        worker.on("message", onMessage);
        worker.on("error", onError);
        worker.postMessage(job);
      }),
    close: async () => {
      await worker.terminate();
    },
  };
}
