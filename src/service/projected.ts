// Runs questions on the projection, after updating it. Each question is computed once per version of the data, within a
// time limit.

import { ThroughlineError } from "../model/errors.js";
import type { Projection } from "../projection/projection.js";
import type { Executor } from "../questions/executor.js";
import type { ParamsOf, QuestionName, ResultOf } from "../questions/registry.js";
import type { AnswerCache } from "./cache.js";
import type { Freshness } from "./freshness.js";
import { ownTurn } from "./turns.js";

export class Projected {
  readonly #freshness: Freshness;
  readonly #cache: AnswerCache;
  readonly #executor: Executor;
  readonly #seconds: number;

  /** `seconds` is the time limit for a question. */
  constructor(freshness: Freshness, cache: AnswerCache, executor: Executor, seconds: number) {
    this.#freshness = freshness;
    this.#cache = cache;
    this.#executor = executor;
    this.#seconds = seconds;
  }

  /** The current projection. `at` is the argument or field that needs it. */
  current(at: string): Promise<Projection> {
    return this.#freshness.current(at);
  }

  /**
   * Returns the cached result if the same question was asked about this version of the data, and computes it otherwise.
   * `asked` describes the question as JSON. Rejects with TIMEOUT, or with the signal's reason.
   */
  ask<Q extends QuestionName>(
    question: Q,
    projection: Projection,
    asked: object,
    params: () => ParamsOf<Q> | Promise<ParamsOf<Q>>,
    signal: AbortSignal,
  ): Promise<ResultOf<Q>> {
    return this.#cache.get<ResultOf<Q>>(projection.version, `${question} ${JSON.stringify(asked)}`, async () => {
      const read = await params();
      const limit = new AbortController();
      const timer = setTimeout(() => limit.abort(tooLong(this.#seconds)), this.#seconds * 1_000);
      const either = AbortSignal.any([signal, limit.signal]);
      const answer = await this.#executor.ask(question, projection, read, either).finally(() => clearTimeout(timer));
      await ownTurn();
      return answer as never;
    });
  }
}

function tooLong(seconds: number): ThroughlineError {
  return new ThroughlineError("TIMEOUT", `The question took longer than ${seconds} s and was stopped.`, {
    remedy: "Ask about fewer journeys with a `filter`, ask for a coarser `grain`, or raise QUESTION_SECONDS.",
  });
}
