// Runs the writer in a thread of its own. A transaction blocks its thread while it runs, and must not block the event
// loop that answers questions. Operations and results are sent as structured clones. If an operation fails, only the
// fields of the error are sent.
import { Worker } from "node:worker_threads";
import { type ErrorCode, ThroughlineError } from "../../model/errors.js";
import type { OperationArguments, OperationName, OperationResult } from "./write.js";
import type { Writer } from "./writer.js";

export interface ErrorFields {
  readonly code: ErrorCode;
  readonly message: string;
  readonly at: string | undefined;
  readonly remedy: string | undefined;
  readonly allowed: readonly string[] | undefined;
}

export type Request =
  | { readonly id: number; readonly name: OperationName; readonly args: readonly unknown[] }
  | { readonly close: true };
export type Reply =
  | { readonly ready: true }
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: ErrorFields };

export class ThreadWriter implements Writer {
  readonly #worker: Worker;
  readonly #pending = new Map<
    number,
    { resolve: (result: unknown) => void; reject: (error: ThroughlineError) => void }
  >();
  readonly #exited: Promise<void>;
  #next = 1;
  #dead: ThroughlineError | null = null;

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.on("message", (reply: Reply) => this.#answer(reply));
    worker.on("error", (cause) => this.#die(cause));
    this.#exited = new Promise((resolve) => {
      worker.once("exit", () => {
        this.#die(null);
        resolve();
      });
    });
  }

  /** `file` is the built writerThread.js. */
  static async start(file: string | URL, folder: string): Promise<ThreadWriter> {
    const worker = new Worker(file, { workerData: { folder }, name: "throughline writer" });
    await new Promise<void>((resolve, reject) => {
      worker.once("message", () => resolve());
      worker.once("error", reject);
    });
    const writer = new ThreadWriter(worker);
    // An idle writer thread does not keep the process running. A pending write does.
    worker.unref();
    return writer;
  }

  run<N extends OperationName>(name: N, ...args: OperationArguments<N>): Promise<OperationResult<N>> {
    if (this.#dead !== null) return Promise.reject(this.#dead);
    return new Promise((resolve, reject) => {
      const id = this.#next++;
      if (this.#pending.size === 0) this.#worker.ref();
      this.#pending.set(id, { resolve: resolve as (result: unknown) => void, reject });
      this.#worker.postMessage({ id, name, args } satisfies Request);
    });
  }

  /** Closes after the pending operations are done. */
  async close(): Promise<void> {
    if (this.#dead === null) {
      this.#worker.ref();
      this.#worker.postMessage({ close: true } satisfies Request);
    }
    await this.#exited;
  }

  #answer(reply: Reply): void {
    if ("ready" in reply) return;
    const pending = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    if (this.#pending.size === 0) this.#worker.unref();
    if ("error" in reply) pending?.reject(fromFields(reply.error));
    else pending?.resolve(reply.result);
  }

  #die(cause: unknown): void {
    this.#dead ??= new ThroughlineError(
      "DATABASE_UNAVAILABLE",
      cause === null ? "The store is closed." : "The writer thread has ended.",
      {
        remedy: "Restart the service.",
        cause,
      },
    );
    for (const { reject } of this.#pending.values()) reject(this.#dead);
    this.#pending.clear();
  }
}

export function toFields({ code, message, at, remedy, allowed }: ThroughlineError): ErrorFields {
  return { code, message, at, remedy, allowed };
}

export function fromFields({ code, message, ...details }: ErrorFields): ThroughlineError {
  return new ThroughlineError(code, message, details);
}
