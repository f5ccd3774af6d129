// The questions: arguments are read, the projection is made current, the analysis runs unless the same was asked of the
// same version, and the answer says what it was answered from.
import type { BehindParams } from "../analyses/behind.js";
import type { Breakdown } from "../analyses/breakdown.js";
import type { EndsResult } from "../analyses/ends.js";
import type { FlowDirection, FlowResult } from "../analyses/flowResult.js";
import type { FunnelWanted } from "../analyses/funnel.js";
import type { FunnelResult } from "../analyses/funnelResult.js";
import type { InteractionsToGoalResult } from "../analyses/interactionsToGoal.js";
import type { LoopsResult } from "../analyses/loopsResult.js";
import type { Period } from "../analyses/periods.js";
import type { Adjacency, JourneyFilter, Remarks } from "../analyses/question.js";
import type { ParamsOf, QuestionName, ResultOf } from "../analyses/registry.js";
import type { CommonRoutesResult, HandoffsResult, PathMatchesResult, TransitionsResult } from "../analyses/results.js";
import type { TimeToConvertResult } from "../analyses/timeToConvertResult.js";
import type { Wanted } from "../analyses/wanted.js";
import type { GraphStore } from "../graph/store.js";
import type { PointSelector } from "../model/catalogue.js";
import { ThroughlineError } from "../model/errors.js";
import { MEMBERSHIP } from "../model/segment.js";
import { sharedUint8 } from "../projection/columns.js";
import type { Projection } from "../projection/projection.js";
import {
  type AskedFilter,
  type AskedFunnelMatch,
  type AskedHandoffSettings,
  type AskedPathOptions,
  readFilter,
  unknownSegment,
} from "./arguments.js";
import type { Asker } from "./asker.js";
import { readBehind, withinBehind } from "./behind.js";
import { withBehind } from "./behindRows.js";
import type { AnswerCache } from "./cache.js";
import type { Freshness } from "./freshness.js";
import type { InStoreAnswers } from "./inStoreAnswers.js";
import {
  NOTHING_MORE,
  READERS,
  readFlow,
  readFunnel,
  readHandoffs,
  readLabels,
  readPathMatches,
  readRoutes,
  readTimeToConvert,
  readToGoal,
  readTransitions,
} from "./questionParams.js";

export type { EndPart } from "../analyses/endsBehind.js";
export type { FlowNodePart } from "../analyses/flowBehind.js";
export type { FlowDirection } from "../analyses/flowResult.js";
export type { HandoffPart } from "../analyses/handoffsBehind.js";
export type { LoopLabelPart, LoopTotalsPart } from "../analyses/loopsBehind.js";
export type { MatchesPart } from "../analyses/pathMatchesBehind.js";
export type { Period } from "../analyses/periods.js";
export type { Adjacency, TotalsPart } from "../analyses/question.js";
export type { Wanted } from "../analyses/wanted.js";

interface AskedRows {
  readonly from?: PointSelector | null;
  readonly to?: PointSelector | null;
  readonly filter?: AskedFilter | null;
  readonly first?: number | null;
}
export interface AskedPaths extends AskedRows {
  readonly options?: AskedPathOptions | null;
}
export interface AskedTransitions extends AskedPaths {
  readonly adjacency?: Adjacency | null;
  readonly previous?: PointSelector | null;
}
export interface AskedFlow {
  readonly anchor: PointSelector;
  readonly direction?: FlowDirection | null;
  readonly steps?: number | null;
  readonly rowsPerStep?: number | null;
  readonly options?: AskedPathOptions | null;
  readonly filter?: AskedFilter | null;
}
export interface AskedLabels {
  readonly options?: AskedPathOptions | null;
  readonly filter?: AskedFilter | null;
  readonly first?: number | null;
}
export interface AskedToGoal {
  readonly goal?: PointSelector | null;
  readonly hide?: readonly PointSelector[] | null;
  readonly upTo?: number | null;
  readonly filter?: AskedFilter | null;
}
export interface AskedFunnel extends AskedFunnelMatch {
  readonly breakdown?: Breakdown | null;
  readonly filter?: AskedFilter | null;
  readonly rowsPerStep?: number | null;
  readonly first?: number | null;
}
export interface AskedTimeToConvert extends AskedFunnelMatch {
  readonly by?: Period | null;
  readonly filter?: AskedFilter | null;
}
export interface AskedHandoffs extends AskedRows {
  readonly settings?: AskedHandoffSettings | null;
}

export interface AskedPathMatches {
  readonly pattern: string;
  readonly filter?: AskedFilter | null;
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
  readonly #asker: Asker;
  readonly #seconds: number;
  readonly #inStore: InStoreAnswers | null;
  readonly #projections = new WeakMap<Projection, number>();
  #projectionsSeen = 0;

  /** `seconds`: how long a question may take. `inStore` answers the three questions in the projection's place. */
  constructor(
    store: GraphStore,
    freshness: Freshness,
    cache: AnswerCache,
    asker: Asker,
    seconds: number,
    inStore: InStoreAnswers | null = null,
  ) {
    this.#store = store;
    this.#freshness = freshness;
    this.#cache = cache;
    this.#asker = asker;
    this.#seconds = seconds;
    this.#inStore = inStore;
  }

  async commonRoutes(asked: AskedPaths, wanted: Wanted, signal: AbortSignal): Promise<Answered<CommonRoutesResult>> {
    return this.#answer("commonRoutes", asked, wanted, signal, readRoutes(asked, wanted));
  }

  async transitions(
    asked: AskedTransitions,
    wanted: Wanted,
    signal: AbortSignal,
  ): Promise<Answered<TransitionsResult>> {
    return this.#answer("transitions", asked, wanted, signal, readTransitions(asked, wanted));
  }

  async handoffs(asked: AskedHandoffs, wanted: Wanted, signal: AbortSignal): Promise<Answered<HandoffsResult>> {
    return this.#answer("handoffs", asked, wanted, signal, readHandoffs(asked, wanted));
  }

  async pathMatches(
    asked: AskedPathMatches,
    wanted: Wanted,
    signal: AbortSignal,
  ): Promise<Answered<PathMatchesResult>> {
    return this.#answer("pathMatches", asked, wanted, signal, readPathMatches(asked, wanted));
  }

  async flow(asked: AskedFlow, wanted: Wanted, signal: AbortSignal): Promise<Answered<FlowResult>> {
    return this.#answer("flow", asked, wanted, signal, readFlow(asked, wanted));
  }

  async loops(asked: AskedLabels, wanted: Wanted, signal: AbortSignal): Promise<Answered<LoopsResult>> {
    return this.#answer("loops", asked, wanted, signal, readLabels(asked, wanted));
  }

  async ends(asked: AskedLabels, wanted: Wanted, signal: AbortSignal): Promise<Answered<EndsResult>> {
    return this.#answer("ends", asked, wanted, signal, readLabels(asked, wanted));
  }

  async interactionsToGoal(
    asked: AskedToGoal,
    wanted: Wanted,
    signal: AbortSignal,
  ): Promise<Answered<InteractionsToGoalResult>> {
    return this.#answer("interactionsToGoal", asked, wanted, signal, readToGoal(asked, wanted));
  }

  async funnel(asked: AskedFunnel, wanted: FunnelWanted, signal: AbortSignal): Promise<Answered<FunnelResult>> {
    return this.#answer("funnel", asked, wanted, signal, readFunnel(asked, wanted));
  }

  async timeToConvert(
    asked: AskedTimeToConvert,
    wanted: Wanted,
    signal: AbortSignal,
  ): Promise<Answered<TimeToConvertResult>> {
    return this.#answer("timeToConvert", asked, wanted, signal, readTimeToConvert(asked));
  }

  /** As new as the question; `at` is what needs it. */
  current(at: string): Promise<Projection> {
    return this.#freshness.current(at);
  }

  /**
   * The result of before, where the same was asked of this version (`asked` says what, as JSON does), or a new one. Gives
   * up with TIMEOUT, or with the signal's reason.
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
      const answer = this.#asker.ask(question, projection, read, either).finally(() => clearTimeout(timer));
      return answer as Promise<never>;
    });
  }

  /** A filter as it is asked with, for this projection; null: Neo4j answers, which knows no segments and no rows. */
  readFilter(
    projection: Projection | null,
    asked: AskedFilter | null | undefined,
    signal: AbortSignal,
    at = "filter",
  ): Promise<JourneyFilter | null> {
    const needed = async (place: string) => projection ?? (await this.current(place));
    return readFilter(this.#store, asked, at, {
      members: async (segments, place) => this.members(await needed(place), segments, place, signal),
      behind: async (row, place) => this.#behind(await needed(place), row, place, signal),
    });
  }

  /** Who belongs to any of these segments; `at` is the list's path. */
  async members(
    projection: Projection,
    segments: readonly string[],
    at: string,
    signal: AbortSignal,
  ): Promise<Uint8Array> {
    if (segments.length === 0)
      throw new ThroughlineError("BAD_ARGUMENT", `\`${at}\` is empty.`, {
        at,
        remedy: "Name at least one segment, or leave it out.",
      });
    const all = sharedUint8(projection.customerNumbers);
    for (const [i, key] of segments.entries()) {
      const members = await this.membersOf(projection, key, `${at}[${i}]`, signal);
      for (let number = 0; number < all.length; number++) all[number]! |= members[number]!;
    }
    return all;
  }

  /** Who belongs to a segment, by key or name: worked out once a version. */
  async membersOf(projection: Projection, key: string, at: string, signal: AbortSignal): Promise<Uint8Array> {
    const { segments } = projection.catalogue;
    const segment = segments.find((s) => s.key === key) ?? segments.find((s) => s.name === key);
    if (segment === undefined)
      throw unknownSegment(
        key,
        at,
        segments.map((s) => s.key),
      );
    if (segment.rule === null) {
      const members = sharedUint8(projection.customerNumbers);
      projection.customers.attributes.get(MEMBERSHIP + segment.key)?.codes.forEach((code, number) => {
        if (code !== 0) members[number] = 1;
      });
      return members;
    }
    const where = `segment "${segment.key}"`;
    const params = async () => ({
      filter: (await this.readFilter(projection, segment.rule as AskedFilter, signal, where))!,
      at: where,
    });
    return (await this.ask("members", projection, { rule: segment.rule }, params, signal)).members;
  }

  /** The journeys of a row. */
  async #behind(
    projection: Projection,
    name: string,
    at: string,
    signal: AbortSignal,
  ): Promise<readonly Uint32Array[]> {
    const { question, asked, row } = readBehind(name, at);
    // Bits are by place in the segments, which may be merged without a new version.
    const projectionNumber = this.#numberOf(projection);
    try {
      const params = async (): Promise<BehindParams> => {
        const read = READERS[question](asked as never, NOTHING_MORE);
        const filter = await this.readFilter(projection, asked.filter, signal);
        return { question, params: read(filter), row } as BehindParams;
      };
      return (await this.ask("behind", projection, { name, projectionNumber }, params, signal)).words;
    } catch (error) {
      throw withinBehind(error, at);
    }
  }

  #numberOf(projection: Projection): number {
    const number = this.#projections.get(projection) ?? ++this.#projectionsSeen;
    this.#projections.set(projection, number);
    return number;
  }

  async #answer<Q extends QuestionName>(
    question: Q,
    asked: { readonly filter?: AskedFilter | null },
    wanted: Wanted,
    signal: AbortSignal,
    params: (filter: JourneyFilter | null) => ParamsOf<Q>,
  ): Promise<Answered<ResultOf<Q>>> {
    const began = performance.now();
    const read = async (projection: Projection | null) =>
      params(await this.readFilter(projection, asked.filter, signal));
    const { version, result } =
      this.#inStore !== null
        ? await this.#inStore.ask(question, asked, () => read(null), wanted, signal)
        : await this.#askProjection(question, { asked, wanted }, read, signal);
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

  async #askProjection<Q extends QuestionName>(
    question: Q,
    asked: object,
    params: (projection: Projection) => Promise<ParamsOf<Q>>,
    signal: AbortSignal,
  ): Promise<{ readonly version: number; readonly result: ResultOf<Q> }> {
    const projection = await this.#freshness.current(question);
    return {
      version: projection.version,
      result: await this.ask(question, projection, asked, () => params(projection), signal),
    };
  }
}

function tooLong(seconds: number): ThroughlineError {
  return new ThroughlineError("TIMEOUT", `The question took longer than ${seconds} s and was given up.`, {
    remedy: "Ask about fewer journeys with a `filter`, ask for a coarser `grain`, or raise QUESTION_SECONDS.",
  });
}
