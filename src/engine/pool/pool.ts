// The pool of threads that answer questions, so that the thread that serves GraphQL never scans. One thread leads a
// question, and idle threads help it. A page of a list of journeys needs one short scan, which would have to wait while
// questions with long scans occupy all threads. One additional thread with a higher priority runs these short scans in
// the meantime. Threads read the projection from shared memory.
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
  /** The name of the internal question that finds the journeys of a page. */
  readonly page: string;
  /**
   * Returns the questions of the warm-up, which run before the first client asks, so that V8 has compiled their code by
   * then.
   */
  readonly warmUp: (projection: Projection) => readonly PoolQuestion[];
}

export interface PoolQuestion {
  readonly question: string;
  readonly params: unknown;
}

/** The heap in MiB that a thread needs in addition to the memory that a question may take. */
const HEAP_BESIDE = 128;
/** The largest number of questions that may wait for a thread. Further questions are refused. */
const MOST_WAITING = 1_000;
/**
 * The largest number of pages that the thread for pages runs or queues. A page takes at most a few tens of
 * milliseconds. Further pages are queued for the threads of questions.
 */
const MOST_PAGES = 3;
/** The thread for pages ends after this many milliseconds without a page, which frees the memory of its projection. */
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
  /** The number of unfinished questions and pages in `#questions`, including those that wait. */
  #leads = 0;
  /** The number of unfinished questions, without pages, plus the number of threads that help them. */
  #long = 0;
  /** The number of unfinished pages in `#pages`, including those that wait. */
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

  /**
   * Runs a question. The promise rejects with a ThroughlineError, or with the signal's reason once the signal is
   * aborted.
   */
  ask(question: string, projection: Projection, params: unknown, signal: AbortSignal): Promise<unknown> {
    this.#asked.abort();
    const taken = this.#long >= this.#threads;
    const apart = question === this.#page && taken && this.#waitingPages < MOST_PAGES;
    return this.#ask(question, projection, params, signal, apart ? this.#pages : this.#questions);
  }

  /** Runs the questions of the warm-up. Stops and resolves as soon as a client asks a question. Never rejects. */
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
        // The error is ignored, because a client that asks the same question will receive it.
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
      // If every thread leads a question, this question gets no help. Otherwise, at least one thread is idle or helps
      // another question and will soon be free, so the request for help is put into the queue, behind waiting
      // questions.
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
            // DataCloneError: the leading thread closed its channel before the helper started. The scan is then
            // complete, and the helper took no range.
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
