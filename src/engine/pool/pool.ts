// The pool of threads that answer questions, so that the thread that serves GraphQL never scans. One thread leads a
// question, and idle threads help it. When questions occupy all threads, a few pages are chosen on a thread of their
// own with a higher priority: a page is one short scan and would otherwise wait for several long ones. Threads read the
// projection in shared memory.
import { MessageChannel, type MessagePort } from "node:worker_threads";
import { Piscina } from "piscina";
import { ThroughlineError } from "../../model/errors.js";
import type { Projection } from "../../projection/projection.js";
import { thrown } from "./failures.js";
import type { FromService, HelpTask, LeadTask, Outcome, StopFlag, ToService } from "./messages.js";
import { PAGES, QUESTIONS } from "./priority.js";
import { objectsOf, refsOf } from "./projectionRefs.js";
import { placed, WaitingTasks } from "./waiting.js";

export interface PoolOptions {
  readonly threads: number;
  /** Bytes that a question may take on each thread. */
  readonly memory: number;
  /** Path of the built file that a thread starts with. Its default export is made by `workerOf` (worker.ts). */
  readonly entry: string;
  /** The question that chooses the journeys of a page. */
  readonly page: string;
  /** Questions to ask about a new projection, so that V8 has compiled the code before a client asks. */
  readonly warmUp: (projection: Projection) => readonly PoolQuestion[];
}

export interface PoolQuestion {
  readonly question: string;
  readonly params: unknown;
}

/** Heap beyond the limit of a question, for the thread itself, in MiB. */
const HEAP_BESIDE = 128;
/** Largest number of questions that wait for a thread; more are refused. */
const MOST_WAITING = 1_000;
/**
 * Largest number of pages given to their own thread at a time: a few tens of milliseconds each. Further pages wait for
 * a thread that answers questions.
 */
const MOST_PAGES = 3;
/**
 * Milliseconds after which that thread ends if there are no pages; the memory of the projection it knew ends with it.
 */
const PAGES_IDLE = 10 * 60_000;
/**
 * V8 has compiled the code after a few rounds. The whole warm-up and each of its questions have a limit in
 * milliseconds.
 */
const WARM_UP_ROUNDS = 4;
const WARM_UP_FOR = 8_000;
const WARM_UP_EACH = 500;

type Threads = Piscina<LeadTask | HelpTask, Outcome | null>;

export class Pool {
  readonly #questions: Threads;
  /** At most one thread. */
  readonly #pages: Threads;
  readonly #threads: number;
  readonly #memory: number;
  readonly #page: string;
  readonly #warmUp: PoolOptions["warmUp"];
  /** Questions and pages that were given to `#questions` and are not done, waiting ones included. */
  #leads = 0;
  /** Those of them that are not pages, and the threads that help them. */
  #long = 0;
  /** Pages that were given to `#pages` and are not done, waiting ones included. */
  #waitingPages = 0;
  /** Aborted when the first client asks a question, or when the pool is closed. */
  readonly #asked = new AbortController();

  constructor({ threads, memory, entry, page, warmUp }: PoolOptions) {
    this.#threads = threads;
    this.#memory = memory;
    this.#page = page;
    this.#warmUp = warmUp;
    const start = (minThreads: number, maxThreads: number, priority: number): Threads =>
      new Piscina({
        filename: entry,
        argv: [String(priority)],
        minThreads,
        maxThreads,
        idleTimeout: PAGES_IDLE,
        maxQueue: MOST_WAITING,
        taskQueue: new WaitingTasks(),
        resourceLimits: { maxOldGenerationSizeMb: Math.round(memory / 2 ** 20) + HEAP_BESIDE },
      });
    this.#questions = start(threads, threads, QUESTIONS);
    this.#pages = start(0, 1, PAGES);
  }

  /** Rejects with a ThroughlineError, or with the signal's reason once it is aborted. */
  ask(question: string, projection: Projection, params: unknown, signal: AbortSignal): Promise<unknown> {
    this.#asked.abort();
    const taken = this.#long >= this.#threads;
    const apart = question === this.#page && taken && this.#waitingPages < MOST_PAGES;
    return this.#ask(question, projection, params, signal, apart ? this.#pages : this.#questions);
  }

  /** Gives up, and resolves, as soon as the first question is asked. Never rejects. */
  async warmUp(projection: Projection): Promise<void> {
    const questions = this.#warmUp(projection).flatMap(({ question, params }) =>
      (question === this.#page ? [this.#questions, this.#pages] : [this.#questions]).map((by) => ({
        question,
        params,
        by,
      })),
    );
    const end = AbortSignal.any([this.#asked.signal, AbortSignal.timeout(WARM_UP_FOR)]);
    for (let round = 0; round < WARM_UP_ROUNDS; round++)
      for (const { question, params, by } of questions) {
        if (end.aborted) return;
        const signal = AbortSignal.any([end, AbortSignal.timeout(WARM_UP_EACH)]);
        // An error is ignored: a client that asks the same question receives it.
        await this.#ask(question, projection, params, signal, by).catch(() => {});
      }
  }

  async #ask(
    question: string,
    projection: Projection,
    params: unknown,
    signal: AbortSignal,
    by: Threads,
  ): Promise<unknown> {
    signal.throwIfAborted();
    const lead = by === this.#questions ? 1 : 0;
    const long = question === this.#page ? 0 : 1;
    const stop: StopFlag = new Int32Array(new SharedArrayBuffer(4));
    const giveUp = (): void => {
      Atomics.store(stop, 0, 1);
    };
    signal.addEventListener("abort", giveUp);
    this.#leads += lead;
    this.#long += long;
    this.#waitingPages += 1 - lead;
    try {
      const { port, theirs } = this.#channel(projection, stop, long);
      const task: LeadTask = {
        kind: "lead",
        question,
        page: question === this.#page,
        params,
        projection: refsOf(projection),
        stop,
        port: theirs,
        helpers: lead * (this.#threads - 1),
        memory: this.#memory,
      };
      const outcome = (await run(by, task, [theirs]).finally(() => port.close()))!;
      if ("result" in outcome) return outcome.result;
      signal.throwIfAborted();
      throw "error" in outcome
        ? thrown(outcome.error)
        : new Error("A question stopped although nobody had aborted it.");
    } finally {
      this.#leads -= lead;
      this.#long -= long;
      this.#waitingPages -= 1 - lead;
      signal.removeEventListener("abort", giveUp);
    }
  }

  async close(): Promise<void> {
    this.#asked.abort();
    await Promise.all([this.#questions.destroy(), this.#pages.destroy()]);
  }

  /**
   * A channel on which a thread receives missing parts of the projection and asks for help. `long`: 0 for a page,
   * otherwise 1.
   */
  #channel(
    projection: Projection,
    stop: StopFlag,
    long: number,
  ): { readonly port: MessagePort; readonly theirs: MessagePort } {
    const { port1: port, port2: theirs } = new MessageChannel();
    const say = (message: FromService): void => port.postMessage(message);
    port.on("message", (message: ToService) => {
      if (message.kind === "need") say({ kind: "have", objects: objectsOf(projection, message.refs) });
      // If all threads lead questions, the leading thread goes on alone. A thread that helps is soon free, because the
      // question it helps with ends; in that case the request for help waits for it, behind waiting questions.
      else if (this.#leads >= this.#threads) message.reply.close();
      else {
        const { task, args, next, reply } = message;
        const helper = this.#channel(projection, stop, long);
        this.#long += long;
        const help: HelpTask = {
          kind: "help",
          task,
          args,
          projection: refsOf(projection),
          stop,
          port: helper.theirs,
          next,
          reply,
          memory: this.#memory,
        };
        run(this.#questions, help, [helper.theirs, reply])
          .catch((error: Error) => {
            // The lead closed its channel before the help was dispatched: that scan is done, and no range was taken.
            if (error.name !== "DataCloneError") say({ kind: "lost", message: error.message });
          })
          .finally(() => {
            this.#long -= long;
            helper.port.close();
          });
      }
    });
    return { port, theirs };
  }
}

async function run(threads: Threads, task: LeadTask | HelpTask, transferList: MessagePort[]): Promise<Outcome | null> {
  try {
    return await threads.run(placed(task), { transferList: transferList as never });
  } catch (error) {
    if ((error as { code?: string }).code === "ERR_WORKER_OUT_OF_MEMORY")
      throw new ThroughlineError("QUERY_TOO_EXPENSIVE", "The question took more memory than a thread may have.", {
        remedy: "Ask for fewer distinct rows: a coarser `grain`, `repeats: COLLAPSE`, `maxSteps`, or a `filter`.",
        cause: error,
      });
    throw error;
  }
}
