// What a store may be able to do beside the port: answer the three questions itself, by a query of its own. It covers a
// part of what the projection answers (service/storeSubset.ts); names, selectors and settings are worked out by the caller,
// who is told the state of the graph first. Everything here is keys, integers and milliseconds.
import type { Catalogue, ServiceLevel } from "../model/catalogue.js";

/** The state that an answer is about: no commit came between this and the answer. */
export interface World {
  readonly version: number;
  readonly catalogue: Catalogue;
  /** Milliseconds. */
  readonly journeyGap: number;
}

/** Which journeys: their start in [startedFrom, startedBefore), and of these customers. Null: all. */
export interface Scope {
  readonly startedFrom: number | null;
  readonly startedBefore: number | null;
  readonly customers: readonly number[] | null;
}

/** Interactions by their touchpoint; of a goal only those that did not fail. */
export interface Points {
  readonly touchpoints: readonly string[];
  readonly unlessFailed: boolean;
}

/** Touchpoint's key → its label; null: the key itself. */
export type LabelOf = Readonly<Record<string, string>> | null;

/** What of an answer is worked out beyond its counts: it costs another look at the journeys. */
export interface Wanted {
  readonly quantiles: boolean;
  readonly examples: boolean;
  /** Journeys on the rows shown. */
  readonly shown: boolean;
}

/** The mean is sum / n; the quantiles are null where n is 0 or they are not wanted. */
export interface FoundWaits {
  readonly n: number;
  readonly sum: number;
  readonly median: number | null;
  readonly p90: number | null;
  readonly p95: number | null;
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
  /** Distinct routes. */
  readonly routes: number;
  readonly rows: readonly FoundRoute[];
}

export interface FoundRoute {
  readonly labels: readonly string[];
  readonly journeys: number;
  readonly customers: number;
  readonly duration: FoundWaits;
  /** Before each label but the first. */
  readonly waits: readonly FoundWaits[];
  /** Units of 1/10,000; null if no value is known. */
  readonly value: number | null;
  /** Journeys' keys, the latest by start, then by key. */
  readonly examples: readonly string[];
}

// ---- transitions ----------------------------------------------------------------------------------------------------

export interface TransitionsAsked {
  readonly scope: Scope;
  readonly labels: LabelOf;
  readonly collapse: boolean;
  /** Labels of the rows to show; null: all. */
  readonly from: readonly string[] | null;
  readonly to: readonly string[] | null;
  readonly first: number;
}

export interface TransitionsFound {
  readonly journeys: number;
  readonly customers: number;
  readonly open: number;
  /** Journeys on a row that is shown. */
  readonly shown: number;
  /** Distinct pairs. */
  readonly edges: number;
  readonly rows: readonly FoundTransition[];
}

export interface FoundTransition {
  /** Null: the start of journeys. */
  readonly from: string | null;
  /** Null: the end of journeys. */
  readonly to: string | null;
  readonly count: number;
  readonly journeys: number;
  readonly customers: number;
  /** Occurrences after which the journey ends. */
  readonly endings: number;
  /** All exits of `from`. */
  readonly exits: number;
  readonly wait: FoundWaits;
  readonly examples: readonly string[];
}

// ---- handoffs, at channel grain -------------------------------------------------------------------------------------

export interface HandoffsAsked {
  readonly scope: Scope;
  /** Touchpoint's key → its channel's, and → who starts it where that is not the customer. */
  readonly channels: Readonly<Record<string, string>>;
  readonly initiators: Readonly<Record<string, string>>;
  /** Touchpoints that are the goal, unless the interaction failed. */
  readonly goal: readonly string[];
  readonly levels: readonly ServiceLevel[];
  readonly stallAfter: number | null;
  /** The limit where one was sent and nothing else was promised. */
  readonly intendedWait: number;
  readonly bounceWithin: number;
  readonly repeatWithin: number;
  readonly resolveWithin: number;
  readonly minSupport: number;
  readonly failureReasons: readonly string[];
  readonly includeBrandSent: boolean;
  /** Key of the channel of interactions that bring none. */
  readonly unknown: string;
  /** Channels of the rows to show; null: all. */
  readonly from: readonly string[] | null;
  readonly to: readonly string[] | null;
  readonly first: number;
}

export interface HandoffsFound {
  readonly journeys: number;
  readonly customers: number;
  readonly multiChannelJourneys: number;
  /** Of all pairs, shown or not. */
  readonly handoffs: number;
  readonly settled: number;
  readonly failed: number;
  /** Whether some episode lay on the channel `unknown`. */
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

/** A statement with what it is given, and how the store goes about it. */
export interface Explained {
  readonly name: string;
  readonly statement: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The plan as the store draws it. */
  readonly plan: string;
  /** Where it was run: rows of its answer, reads of the database, milliseconds. */
  readonly profile: { readonly rows: number; readonly hits: number; readonly time: number } | null;
}

export interface AskOptions {
  readonly wanted: Wanted;
  /** For the whole question. */
  readonly milliseconds: number;
  /** Looked at between two statements. */
  readonly signal?: AbortSignal;
}

export interface StoreQuestions {
  /** `prepare` may be called again, with a newer state. What it throws comes out. Rejects with TIMEOUT or STORE_FAILED. */
  ask<Q extends StoreQuestion>(
    question: Q,
    prepare: (world: World) => QuestionsAsked[Q],
    options: AskOptions,
  ): Promise<StoreAnswer<QuestionsAsked[Q], QuestionsFound[Q]>>;
  /** The statements that `ask` would send, each with its plan; with `profile` they are run, else only planned. */
  explain<Q extends StoreQuestion>(
    question: Q,
    prepare: (world: World) => QuestionsAsked[Q],
    profile: boolean,
    options: AskOptions,
  ): Promise<readonly Explained[]>;
}
