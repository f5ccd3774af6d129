// Runs questions on the projection, after refreshing it. Each question is computed once per version of the data, within
// a time limit.

import { ThroughlineError } from "../model/errors.js";
import type { Unit } from "../model/unit.js";
import type { Projection } from "../projection/projection.js";
import type { Executor } from "../questions/executor.js";
import type { ParamsOf, QuestionName, ResultOf } from "../questions/registry.js";
import type { AnswerCache } from "./cache.js";
import type { Freshness } from "./freshness.js";
import { Outdated, type Properties } from "./properties.js";
import { ownTurn } from "./turns.js";
import type { Units } from "./units.js";

/** The number of times that a question is tried again because the data changed while it was computed. */
const MAX_ATTEMPTS = 5;

export class Projected {
  readonly #freshness: Freshness;
  readonly #cache: AnswerCache;
  readonly #executor: Executor;
  readonly #seconds: number;
  readonly #properties: Properties;
  readonly #units: Units;

  /** `seconds` is the time limit for a question. */
  constructor(
    freshness: Freshness,
    cache: AnswerCache,
    executor: Executor,
    seconds: number,
    { properties, units }: { readonly properties: Properties; readonly units: Units },
  ) {
    this.#freshness = freshness;
    this.#cache = cache;
    this.#executor = executor;
    this.#seconds = seconds;
    this.#properties = properties;
    this.#units = units;
  }

  /** The current projection. `at` is the argument or field that needs it. */
  current(at: string): Promise<Projection> {
    return this.#freshness.current(at);
  }

  /**
   * Returns the result of `work` on the current projection. If the data change while they are being read, `work` runs
   * again on the newer projection.
   */
  async about<T>(at: string, work: (projection: Projection) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++)
      try {
        return await work(await this.current(at));
      } catch (error) {
        if (!(error instanceof Outdated) || attempt === MAX_ATTEMPTS) throw error;
      }
  }

  /** The projection that has the units of this kind as its journeys. */
  unitsOf(projection: Projection, unit: Unit): Promise<Projection> {
    return this.#units.of(projection, projection, unit, "unit");
  }

  /**
   * Returns the cached result if the same question was asked about this version of the data, and computes it otherwise.
   * `asked` describes the question as JSON. If `unit` is given, the question counts these units instead of stored
   * journeys. Rejects with TIMEOUT, with the signal's reason, or with Outdated if the question must be asked about
   * newer data.
   */
  ask<Q extends QuestionName>(
    question: Q,
    projection: Projection,
    asked: object,
    params: () => ParamsOf<Q> | Promise<ParamsOf<Q>>,
    signal: AbortSignal,
    unit: Unit | null = null,
  ): Promise<ResultOf<Q>> {
    return this.#cache.get<ResultOf<Q>>(projection.version, `${question} ${JSON.stringify(asked)}`, async () => {
      const read = await params();
      const limit = new AbortController();
      const timer = setTimeout(() => limit.abort(tooLong(this.#seconds)), this.#seconds * 1_000);
      const either = AbortSignal.any([signal, limit.signal]);
      const asking = async () => {
        const refined = await this.#properties.projectionFor(projection, read);
        const counted = unit === null ? refined : await this.#units.of(projection, refined, unit, "unit");
        return this.#executor.ask(question, counted, read, either);
      };
      const answer = await asking().finally(() => clearTimeout(timer));
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
