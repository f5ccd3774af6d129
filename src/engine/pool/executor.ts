// Who works a question out: this thread in slices, or a pool of threads (pool/pool.ts).

import type { Projection } from "../../projection/projection.js";
import { type ParamsOf, type QuestionName, type ResultOf, runQuestion } from "../../questions/registry.js";
import { scannerOf } from "../scan.js";

export interface Asker {
  /** Rejects with a ThroughlineError, or with the signal's reason once it is aborted. */
  ask<Q extends QuestionName>(
    question: Q,
    projection: Projection,
    params: ParamsOf<Q>,
    signal: AbortSignal,
  ): Promise<ResultOf<Q>>;
  /**
   * Questions about this projection will come: the code that answers them is made fast. Gives up, and resolves, as soon as
   * the first is asked; never rejects.
   */
  warmUp(projection: Projection): Promise<void>;
  close(): Promise<void>;
}

export const localAsker: Asker = {
  ask: (question, projection, params, signal) =>
    runQuestion(question, projection, params, scannerOf(projection, signal)),
  async warmUp() {},
  async close() {},
};
