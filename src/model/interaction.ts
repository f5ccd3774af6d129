// An interaction: one customer at one touchpoint at one time. And who brought it: its origins.
import type { Sequence } from "./sequence.js";

export const INITIATORS = ["CUSTOMER", "BRAND", "PARTNER", "PEER"] as const;
export type Initiator = (typeof INITIATORS)[number];

export const OUTCOMES = ["SUCCEEDED", "FAILED"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** At most this many interactions a customer: a customer is rewritten whole at every change. */
export const MAX_INTERACTIONS_PER_CUSTOMER = 100_000;

/** What is compared to tell a duplicate from a conflict; `sequence` and origins are not content. Unknown is null. */
export interface InteractionContent {
  readonly touchpoint: string;
  /** UTC milliseconds. */
  readonly at: number;
  /** The given journey key; '' is none and becomes null. */
  readonly journey: string | null;
  readonly caseId: string | null;
  /** Integer of 1/10,000. */
  readonly value: number | null;
  readonly cost: number | null;
  /** Null: as the touchpoint says, whose default is CUSTOMER. */
  readonly initiatedBy: Initiator | null;
  readonly outcome: Outcome | null;
  readonly resolved: boolean | null;
  /** Key of the channel the customer was sent to or meant to use next. */
  readonly intendedChannel: string | null;
  readonly contextCarried: boolean | null;
  readonly repeatedInfo: boolean | null;
  readonly referredBy: string | null;
  /** JSON text of an object with sorted keys. */
  readonly attributes: string | null;
}

export const CONTENT_FIELDS = [
  "touchpoint",
  "at",
  "journey",
  "caseId",
  "value",
  "cost",
  "initiatedBy",
  "outcome",
  "resolved",
  "intendedChannel",
  "contextCarried",
  "repeatedInfo",
  "referredBy",
  "attributes",
] as const satisfies readonly (keyof InteractionContent)[];

/** As it stands in the store. */
export interface Interaction extends InteractionContent {
  /** Unique within its customer. */
  readonly id: string;
  /** The smallest of `sequences`. */
  readonly sequence: Sequence;
  /** Numbers of the origins that brought it, ascending. */
  readonly origins: readonly number[];
  /** The sequence that each origin brought, in the order of `origins`: so taking one back leaves what the others say. */
  readonly sequences: readonly Sequence[];
}

/** As it arrives. `origin` is an index into the batch's origins. */
export interface IncomingInteraction extends InteractionContent {
  readonly customer: string;
  readonly id: string;
  readonly sequence: Sequence;
  readonly origin: number;
}

/**
 * How one source spells one touchpoint: the names and the stage its rows bring. The store counts the interactions of
 * each origin, and what the catalogue does not declare follows from the origins that still have some: so taking an
 * import back also takes back the touchpoints, names and stages that only it brought.
 */
export interface OriginContent {
  /** The source's number. */
  readonly source: number;
  readonly touchpoint: string;
  /** The kind's name as written. */
  readonly kind: string;
  /** The channel's name as written; null if the rows bring none. */
  readonly channel: string | null;
  readonly stage: string | null;
  /** The intended channel's name as written. */
  readonly intended: string | null;
  /** Given where the mapping says who initiates this kind. */
  readonly initiatedBy: Initiator | null;
}

export interface Origin extends OriginContent {
  readonly number: number;
  /** Interactions that it brought and that still stand. */
  readonly interactions: number;
}

export function sameContent(a: InteractionContent, b: InteractionContent): boolean {
  for (const field of CONTENT_FIELDS) if (a[field] !== b[field]) return false;
  return true;
}

/** The unknown everything: a row sets what it knows. */
export const NOTHING_KNOWN = {
  journey: null,
  caseId: null,
  value: null,
  cost: null,
  initiatedBy: null,
  outcome: null,
  resolved: null,
  intendedChannel: null,
  contextCarried: null,
  repeatedInfo: null,
  referredBy: null,
  attributes: null,
} as const;
