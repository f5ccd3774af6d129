// An optional part of the store interface: a store may answer three questions itself, with its own queries
// (commonRoutes, transitions and handoffs). It supports some of the options that the projection supports
// (service/inStore/inStore.ts). The store first passes the state of the graph to the caller, who resolves names,
// selectors and settings with it. Arguments and results therefore consist of keys, integers and milliseconds.
import type { Catalogue, ServiceLevel } from "../model/catalogue.js";

/** The state that an answer describes. No commit came between this state and the answer. */
export interface World {
  readonly version: number;
  readonly catalogue: Catalogue;
  /** Milliseconds. */
  readonly journeyGap: number;
}

/**
 * Journeys that start at `startedFrom` or later and before `startedBefore`, and that belong to these customers. Null
 * means that there is no such limit.
 */
export interface Scope {
  readonly startedFrom: number | null;
  readonly startedBefore: number | null;
  readonly customers: readonly number[] | null;
}

/**
 * Selects interactions at these touchpoints. If `unlessFailed` is true, failed interactions are excluded, because they
 * do not reach a goal.
 */
export interface Points {
  readonly touchpoints: readonly string[];
  readonly unlessFailed: boolean;
}

/** The label of each touchpoint, by its key. Null if the key itself is the label. */
export type LabelOf = Readonly<Record<string, string>> | null;

/** The details of an answer beyond its counts, which require a second read of the journeys. */
export interface Wanted {
  readonly quantiles: boolean;
  readonly examples: boolean;
  /** The number of journeys on the shown rows. */
  readonly shown: boolean;
  /** The loss at each label of the shown routes. */
  readonly loss?: boolean;
}

/**
 * The two neighbouring values between which the quantile p lies: x[⌊h⌋] and x[⌊h⌋ + 1], where h = (n − 1)·p, and x are
 * the values in ascending order, counted from 0. The second is omitted if ⌊h⌋ is the last position.
 */
export type Neighbours = readonly [low: number, high?: number];

/**
 * Statistics of waits. The mean is sum / n. The caller interpolates the quantiles, so that the arithmetic is the same
 * for every store. The neighbours of a quantile are null if it is not selected, and have no meaning if n is 0.
 */
export interface FoundWaits {
  readonly n: number;
  readonly sum: number;
  readonly median: Neighbours | null;
  readonly p90: Neighbours | null;
  readonly p95: Neighbours | null;
}

// ---- routes ---------------------------------------------------------------------------------------------------------

export interface RoutesAsked {
  readonly scope: Scope;
  readonly from: Points | null;
  readonly to: Points | null;
  readonly within: number | null;
  readonly labels: LabelOf;
  readonly collapse: boolean;
  readonly first: number;
}

export interface RoutesFound {
  readonly journeys: number;
  readonly customers: number;
  readonly matched: number;
  readonly completed: number;
  readonly pending: number;
  readonly open: number;
  readonly mature: number;
  readonly matureCompleted: number;
  /** The number of distinct routes. */
  readonly routes: number;
  readonly rows: readonly FoundRoute[];
}

export interface FoundRoute {
  readonly labels: readonly string[];
  readonly journeys: number;
  readonly customers: number;
  readonly duration: FoundWaits;
  /** The waits before each label except the first. */
  readonly waits: readonly FoundWaits[];
  /** The total value in units of 1/10,000; null if no value is known. */
  readonly value: number | null;
  /** Keys of journeys, latest start first, and ties sorted by key. */
  readonly examples: readonly string[];
  /**
   * By label of the route: the matched journeys whose path begins with the labels up to this one. Null if not selected.
   */
  readonly losses: readonly FoundLoss[] | null;
}

export interface FoundLoss {
  readonly completed: number;
  readonly dropped: number;
  readonly pending: number;
}

// ---- transitions ----------------------------------------------------------------------------------------------------

export interface TransitionsAsked {
  readonly scope: Scope;
  readonly labels: LabelOf;
  readonly collapse: boolean;
  /** Only rows from these labels are shown; null if rows from any label are shown. */
  readonly from: readonly string[] | null;
  /** Only rows to these labels are shown; null if rows to any label are shown. */
  readonly to: readonly string[] | null;
  readonly first: number;
}

export interface TransitionsFound {
  readonly journeys: number;
  readonly customers: number;
  readonly open: number;
  /** The number of journeys on at least one shown row. */
  readonly shown: number;
  /** The number of distinct pairs. */
  readonly edges: number;
  readonly rows: readonly FoundTransition[];
}

export interface FoundTransition {
  /** The label; null means the start of journeys. */
  readonly from: string | null;
  /** The label; null means the end of journeys. */
  readonly to: string | null;
  readonly count: number;
  readonly journeys: number;
  readonly customers: number;
  /** The number of occurrences after which the journey ends. */
  readonly endings: number;
  /** The number of all transitions from `from`. */
  readonly exits: number;
  readonly wait: FoundWaits;
  readonly examples: readonly string[];
}

// ---- handoffs, at channel grain -------------------------------------------------------------------------------------

export interface HandoffsAsked {
  readonly scope: Scope;
  /** The key of the channel of each touchpoint, by the key of the touchpoint. */
  readonly channels: Readonly<Record<string, string>>;
  /** The initiator of each touchpoint, by the key of the touchpoint. Absent if the initiator is the customer. */
  readonly initiators: Readonly<Record<string, string>>;
  /** Touchpoints that reach the goal, unless the interaction failed. */
  readonly goal: readonly string[];
  readonly levels: readonly ServiceLevel[];
  readonly stallAfter: number | null;
  /** The time limit of an intended handoff whose pair of channels has no service level. */
  readonly intendedWait: number;
  readonly bounceWithin: number;
  readonly repeatWithin: number;
  readonly resolveWithin: number;
  readonly minSupport: number;
  readonly failureReasons: readonly string[];
  readonly includeBrandSent: boolean;
  /** Key of the channel of interactions without a channel. */
  readonly unknown: string;
  /** Only rows from these channels are shown; null if rows from any channel are shown. */
  readonly from: readonly string[] | null;
  /** Only rows to these channels are shown; null if rows to any channel are shown. */
  readonly to: readonly string[] | null;
  readonly first: number;
}

export interface HandoffsFound {
  readonly journeys: number;
  readonly customers: number;
  readonly multiChannelJourneys: number;
  /** The number of pairs, including those that are not shown. */
  readonly pairs: number;
  /** The number of ranked pairs. A pair is ranked if enough customers have a settled handoff of the pair. */
  readonly rankedPairs: number;
  readonly handoffs: number;
  readonly settled: number;
  readonly failed: number;
  /** Whether at least one episode is on the channel `unknown`. */
  readonly unknownChannel: boolean;
  readonly rows: readonly FoundHandoff[];
}

export interface FoundHandoff {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  readonly observed: number;
  readonly journeys: number;
  readonly customers: number;
  readonly settled: number;
  readonly settledCustomers: number;
  readonly failed: number;
  readonly failedJourneys: number;
  readonly failedCustomers: number;
  /** Settled handoffs by reason. */
  readonly reasons: Readonly<Record<string, number>>;
  readonly wait: FoundWaits;
  readonly examples: readonly string[];
  readonly examplesByReason: Readonly<Record<string, readonly string[]>>;
}

// ---- the port's part ------------------------------------------------------------------------------------------------

export interface QuestionsAsked {
  readonly routes: RoutesAsked;
  readonly transitions: TransitionsAsked;
  readonly handoffs: HandoffsAsked;
}
export interface QuestionsFound {
  readonly routes: RoutesFound;
  readonly transitions: TransitionsFound;
  readonly handoffs: HandoffsFound;
}
export type StoreQuestion = keyof QuestionsAsked;

export interface StoreAnswer<Asked, Found> {
  readonly world: World;
  readonly asked: Asked;
  readonly found: Found;
}

/** A statement with its parameters, and how the store executes it. */
export interface Explained {
  readonly name: string;
  readonly statement: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The plan as the store prints it. */
  readonly plan: string;
  /** If the statement was run: its number of rows, its number of database hits, and its time in milliseconds. */
  readonly profile: { readonly rows: number; readonly hits: number; readonly time: number } | null;
}

export interface AskOptions {
  readonly wanted: Wanted;
  /** The time limit for the whole question. */
  readonly milliseconds: number;
  /** The signal is checked between two statements. */
  readonly signal?: AbortSignal;
}

export interface StoreQuestions {
  /**
   * Answers a question. `prepare` may be called again, with a newer state. Errors that `prepare` throws are passed on.
   * Otherwise, rejects with TIMEOUT or STORE_FAILED.
   */
  ask<Q extends StoreQuestion>(
    question: Q,
    prepare: (world: World) => QuestionsAsked[Q],
    options: AskOptions,
  ): Promise<StoreAnswer<QuestionsAsked[Q], QuestionsFound[Q]>>;
  /**
   * The statements that `ask` would send, each with its plan. With `profile` they are run; otherwise they are only
   * planned.
   */
  explain<Q extends StoreQuestion>(
    question: Q,
    prepare: (world: World) => QuestionsAsked[Q],
    profile: boolean,
    options: AskOptions,
  ): Promise<readonly Explained[]>;
}
