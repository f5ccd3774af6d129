// Runs questions, either on this thread in slices or in a pool of threads (engine/pool).

import { fileURLToPath } from "node:url";
import { Pool } from "../engine/pool/pool.js";
import { type Scanner, scannerOf } from "../engine/scan.js";
import type { Projection } from "../projection/projection.js";
import { type ParamsOf, QUESTIONS, type QuestionName, type ResultOf, warmUpQuestions } from "./registry.js";

export interface Executor {
  /** Rejects with a ThroughlineError, or with the signal's reason once it is aborted. */
  ask<Q extends QuestionName>(
    question: Q,
    projection: Projection,
    params: ParamsOf<Q>,
    signal: AbortSignal,
  ): Promise<ResultOf<Q>>;
  /**
   * Asks questions about this projection, so that V8 compiles their code before clients ask. Stops and resolves as soon
   * as a client asks a question. Never rejects.
   */
  warmUp(projection: Projection): Promise<void>;
  close(): Promise<void>;
}

/** Runs a question on this thread with the given scanner. */
export function runQuestion<Q extends QuestionName>(
  question: Q,
  projection: Projection,
  params: ParamsOf<Q>,
  scanner: Scanner = scannerOf(projection),
): Promise<ResultOf<Q>> {
  const { run } = QUESTIONS[question] as unknown as {
    run(projection: Projection, params: ParamsOf<Q>, scanner: Scanner): Promise<ResultOf<Q>>;
  };
  return run(projection, params, scanner);
}

export const localExecutor: Executor = {
  ask: (question, projection, params, signal) =>
    runQuestion(question, projection, params, scannerOf(projection, signal)),
  async warmUp() {},
  async close() {},
};

export interface PoolSize {
  readonly threads: number;
  /** Bytes of memory that a question may use on each thread. */
  readonly memory: number;
  /** Path of the built thread.js. By default, the file beside this one, if it is built. */
  readonly entry?: string;
}

export function poolExecutor({ threads, memory, entry }: PoolSize): Executor {
  const pool = new Pool({
    threads,
    memory,
    entry: entry ?? fileURLToPath(new URL("./thread.js", import.meta.url)),
    page: "journeys" satisfies QuestionName,
    warmUp: warmUpQuestions,
  });
  return {
    ask: (question, projection, params, signal) => pool.ask(question, projection, params, signal) as never,
    warmUp: (projection) => pool.warmUp(projection),
    close: () => pool.close(),
  };
}
