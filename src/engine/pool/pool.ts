// The pool of threads that answer questions, so that the thread that serves GraphQL never scans. One thread leads a
// question, and idle threads help it. While questions occupy all threads, one additional thread with a higher priority
// selects the journeys of pages. A page needs one short scan, which would otherwise wait for several long ones. Threads
// read the projection from shared memory.
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
  /** The name of the question that selects the journeys of a page. */
  readonly page: string;
  /** Questions to ask about a new projection before clients do, so that V8 compiles the code in advance. */
  readonly warmUp: (projection: Projection) => readonly PoolQuestion[];
}

export interface PoolQuestion {
  readonly question: string;
  readonly params: unknown;
}

/** The heap in MiB that a thread needs for itself, in addition to the limit of a question. */
const HEAP_BESIDE = 128;
/** The largest number of questions that may wait for a thread. Further questions are refused. */
const MOST_WAITING = 1_000;
/**
 * The largest number of pages that the thread for pages has at a time. Each takes at most a few tens of milliseconds.
 * Further pages wait for a thread that answers questions.
 */
const MOST_PAGES = 3;
/**
 * Milliseconds after which the thread for pages ends if there are no pages. The memory that it needs for its projection
 * is then freed.
 */
const PAGES_IDLE = 10 * 60_000;
/**
 * The number of times that the warm-up asks each question. After this many times, V8 has compiled the code.
 */
const WARM_UP_ROUNDS = 4;
/** The time limits of the whole warm-up and of each of its questions, in milliseconds. */
const WARM_UP_FOR = 8_000;
const WARM_UP_EACH = 500;

type Threads = Piscina<LeadTask | HelpTask, Outcome | null>;

export class Pool {
  readonly #questions: Threads;
  /** The additional thread for pages, as a pool of at most one thread. */
  readonly #pages: Threads;
  readonly #threads: number;
  readonly #memory: number;
  readonly #page: string;
  readonly #warmUp: PoolOptions["warmUp"];
  /** The number of questions and pages in `#questions` that are not finished, including those that wait. */
  #leads = 0;
  /** The number of questions among `#leads`, without pages, plus the number of threads that help questions. */
  #long = 0;
  /** The number of pages in `#pages` that are not finished, including those that wait. */
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

  /** Stops and resolves as soon as a client asks a question. Never rejects. */
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
      throw "error" in outcome ? thrown(outcome.error) : new Error("A question stopped although it was not aborted.");
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
   * Creates the channel on which a thread requests help and missing parts of the projection. `long` is 0 for a page and
   * 1 for a question.
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
      // If all threads lead questions, this question gets no help. If some threads are helping other questions, one of
      // them will soon be free, and the request for help waits in the queue, behind waiting questions.
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
            // The lead closed its channel before the helper started. The scan is then complete, and the helper took no
            // range.
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
      throw new ThroughlineError("QUERY_TOO_EXPENSIVE", "The question used more memory than a thread may use.", {
        remedy: "Ask for fewer distinct rows: a coarser `grain`, `repeats: COLLAPSE`, `maxSteps`, or a `filter`.",
        cause: error,
      });
    throw error;
  }
}
