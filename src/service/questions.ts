// The questions: arguments are read, the projection is made current, the analysis runs unless the same was asked of the
// same version, and the answer says what it was answered from.
import type { Remarks } from "../engine/terms.js";
import type { Projection } from "../projection/projection.js";
import type { ParamsOf, ResultOf } from "../questions/registry.js";
import type { AskedName, AskedOf, WantedOf } from "./asked.js";
import type { AskedOfRow } from "./behind.js";
import { withBehind } from "./behindRows.js";
import type { Filters } from "./filters.js";
import type { InStoreAnswers } from "./inStoreAnswers.js";
import type { Projected } from "./projected.js";
import { READERS, type Read } from "./questionParams.js";

export interface Answer {
  readonly dataVersion: string;
  /** Milliseconds. */
  readonly computedIn: number;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly warnings: readonly string[];
}
export type Answered<T> = T & { readonly answer: Answer };

export class Questions {
  readonly #projected: Projected;
  readonly #filters: Filters;
  readonly #inStore: InStoreAnswers | null;

  /** `inStore` answers the three questions in the projection's place. */
  constructor(projected: Projected, filters: Filters, inStore: InStoreAnswers | null = null) {
    this.#projected = projected;
    this.#filters = filters;
    this.#inStore = inStore;
  }

  /** Rejects with a ThroughlineError that names the argument's path, or with the signal's reason. */
  async answer<Q extends AskedName>(
    question: Q,
    asked: AskedOf[Q],
    wanted: WantedOf<Q>,
    signal: AbortSignal,
  ): Promise<Answered<ResultOf<Q>>> {
    const began = performance.now();
    const params = READERS[question](asked, wanted) as Read<Q>;
    const read = async (projection: Projection | null): Promise<ParamsOf<Q>> =>
      params(
        await this.#filters.read(projection, (asked as AskedOfRow).filter, signal),
        await this.#filters.readMore(projection, asked, signal),
      );
    const { version, result } =
      this.#inStore === null
        ? await this.#ask(question, { asked, wanted }, read, signal)
        : await this.#inStore.ask(question, asked, () => read(null), wanted, signal);
    const { settings, warnings } = (result as { readonly remarks: Remarks }).remarks;
    return {
      ...withBehind(question, asked, result),
      answer: {
        dataVersion: String(version),
        computedIn: performance.now() - began,
        settings,
        warnings,
      },
    };
  }

  async #ask<Q extends AskedName>(
    question: Q,
    asked: object,
    params: (projection: Projection) => Promise<ParamsOf<Q>>,
    signal: AbortSignal,
  ): Promise<{ readonly version: number; readonly result: ResultOf<Q> }> {
    const projection = await this.#projected.current(question);
    return {
      version: projection.version,
      result: await this.#projected.ask(question, projection, asked, () => params(projection), signal),
    };
  }
}
