// The questions: arguments are read, the projection is made current, the analysis runs unless the same was asked of the
// same version, and the answer says what it was answered from.
import { commonRoutes } from "../analyses/commonRoutes.js";
import { handoffs } from "../analyses/handoffs.js";
import type { Remarks } from "../analyses/question.js";
import type { CommonRoutesResult, HandoffsResult, TransitionsResult } from "../analyses/results.js";
import { scannerOf } from "../analyses/scan.js";
import { transitions } from "../analyses/transitions.js";
import type { GraphStore } from "../graph/store.js";
import type { PointSelector } from "../model/catalogue.js";
import type { Projection } from "../projection/projection.js";
import {
  type AskedFilter,
  type AskedHandoffSettings,
  type AskedPathOptions,
  readFilter,
  readFirst,
  readHandoffSettings,
  readPathOptions,
} from "./arguments.js";
import type { AnswerCache } from "./cache.js";
import type { Freshness } from "./freshness.js";

interface AskedRows {
  readonly from?: PointSelector | null;
  readonly to?: PointSelector | null;
  readonly filter?: AskedFilter | null;
  readonly first?: number | null;
}
export interface AskedPaths extends AskedRows {
  readonly options?: AskedPathOptions | null;
}
export interface AskedHandoffs extends AskedRows {
  readonly settings?: AskedHandoffSettings | null;
}

export interface Answer {
  readonly dataVersion: string;
  /** Milliseconds. */
  readonly computedIn: number;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly warnings: readonly string[];
}
export type Answered<T> = T & { readonly answer: Answer };

export class Questions {
  readonly #store: GraphStore;
  readonly #freshness: Freshness;
  readonly #cache: AnswerCache;

  constructor(store: GraphStore, freshness: Freshness, cache: AnswerCache) {
    this.#store = store;
    this.#freshness = freshness;
    this.#cache = cache;
  }

  async commonRoutes(asked: AskedPaths, signal: AbortSignal): Promise<Answered<CommonRoutesResult>> {
    const first = readFirst(asked.first, 20);
    const options = readPathOptions(asked.options);
    return this.#answer("commonRoutes", asked, async (projection) =>
      commonRoutes(
        projection,
        { from: asked.from, to: asked.to, options, filter: await readFilter(this.#store, asked.filter), first },
        scannerOf(projection, signal),
      ),
    );
  }

  async transitions(asked: AskedPaths, signal: AbortSignal): Promise<Answered<TransitionsResult>> {
    const first = readFirst(asked.first, 100);
    const options = readPathOptions(asked.options);
    return this.#answer("transitions", asked, async (projection) =>
      transitions(
        projection,
        { from: asked.from, to: asked.to, options, filter: await readFilter(this.#store, asked.filter), first },
        scannerOf(projection, signal),
      ),
    );
  }

  async handoffs(asked: AskedHandoffs, signal: AbortSignal): Promise<Answered<HandoffsResult>> {
    const first = readFirst(asked.first, 20);
    const settings = readHandoffSettings(asked.settings);
    return this.#answer("handoffs", asked, async (projection) =>
      handoffs(
        projection,
        {
          settings,
          from: asked.from ?? null,
          to: asked.to ?? null,
          filter: (await readFilter(this.#store, asked.filter)) ?? {},
          first,
        },
        scannerOf(projection, signal),
      ),
    );
  }

  async #answer<T extends { readonly remarks: Remarks }>(
    question: string,
    asked: object,
    work: (projection: Projection) => Promise<T>,
  ): Promise<Answered<T>> {
    const began = performance.now();
    const projection = await this.#freshness.current();
    const result = await this.#cache.get(projection.version, `${question} ${JSON.stringify(asked)}`, () =>
      work(projection),
    );
    return {
      ...result,
      answer: {
        dataVersion: String(projection.version),
        computedIn: performance.now() - began,
        settings: result.remarks.settings,
        warnings: result.remarks.warnings,
      },
    };
  }
}
