// Runs the questions that the store answers itself (ENGINE=store), without a projection. The answers are the same as
// those from a projection, but only some of the options are supported (docs/graph.md). Answers always show the current
// data, and are cached until the store's version changes.

import { distinctionsOf } from "../../engine/conditions.js";
import type { Wanted } from "../../engine/selection.js";
import type { StoreQuestions } from "../../graph/questions.js";
import type { GraphStore } from "../../graph/store.js";
import { ThroughlineError } from "../../model/errors.js";
import type { ParamsOf, QuestionName, ResultOf } from "../../questions/registry.js";
import type { AnswerCache } from "../cache.js";
import { type InStore, unsupported } from "./inStore.js";
import { handoffsInStore } from "./inStoreHandoffs.js";
import { routesInStore } from "./inStoreRoutes.js";
import { transitionsInStore } from "./inStoreTransitions.js";

/** The engine that answers questions. */
export const ENGINES = ["projection", "store"] as const;
export type Engine = (typeof ENGINES)[number];

/** The questions that the store answers. Other questions need a projection. */
export const IN_STORE: { readonly [Q in QuestionName]?: (params: ParamsOf<Q>) => InStore<ResultOf<Q>> } = {
  commonRoutes: routesInStore,
  handoffs: handoffsInStore,
  transitions: transitionsInStore,
};

export class InStoreAnswers {
  readonly #store: GraphStore;
  readonly #questions: StoreQuestions;
  readonly #cache: AnswerCache;
  readonly #milliseconds: number;

  /** Throws BAD_CONFIG if the store cannot answer questions itself. */
  constructor(store: GraphStore, cache: AnswerCache, seconds: number) {
    this.#store = store;
    this.#questions = questionsOf(store);
    this.#cache = cache;
    this.#milliseconds = seconds * 1_000;
  }

  /** `asked` describes the question as JSON. `params` is not called if the answer to the same question is cached. */
  async ask<Q extends QuestionName>(
    question: Q,
    asked: object,
    params: () => Promise<ParamsOf<Q>>,
    wanted: Wanted,
    signal: AbortSignal,
  ): Promise<{ readonly version: number; readonly result: ResultOf<Q> }> {
    const version = await this.#store.version();
    return this.#cache.get(version, `${question} ${JSON.stringify({ asked, wanted })}`, async () => {
      const inStore = IN_STORE[question] as ((params: ParamsOf<Q>) => InStore<ResultOf<Q>>) | undefined;
      if (inStore === undefined) throw needsProjection(question);
      const options = { wanted, milliseconds: this.#milliseconds, signal };
      const read = await params();
      if (distinctionsOf(read, await this.#store.catalogue()).length > 0) throw unsupported("property");
      return inStore(read).ask(this.#questions, options);
    });
  }
}

/** Throws BAD_CONFIG if the store cannot answer questions itself. */
export function questionsOf({ questions, kind }: Pick<GraphStore, "questions" | "kind">): StoreQuestions {
  if (questions !== undefined) return questions;
  throw new ThroughlineError("BAD_CONFIG", `ENGINE is store, and the ${kind} store cannot answer questions itself.`, {
    at: "ENGINE",
    remedy: "Set NEO4J_URI to a Neo4j database, or leave ENGINE at projection.",
  });
}

/** `at` is the path of the argument or field that needs the answer. */
export function needsProjection(at: string): ThroughlineError {
  return new ThroughlineError(
    "UNSUPPORTED_IN_STORE",
    `\`${at}\` needs the projection, which is not built with ENGINE=store.`,
    {
      at,
      remedy: "Leave it out, or serve with ENGINE=projection (docs/graph.md lists what ENGINE=store supports).",
    },
  );
}
