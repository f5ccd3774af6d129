// An interaction is one customer at one touchpoint at one time. Its origins say which sources recorded it.
import type { Sequence } from "./sequence.js";

export const INITIATORS = ["CUSTOMER", "BRAND", "PARTNER", "PEER"] as const;
export type Initiator = (typeof INITIATORS)[number];

export const OUTCOMES = ["SUCCEEDED", "FAILED"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** The largest number of interactions of a customer, because every change rewrites all of them. */
export const MAX_INTERACTIONS_PER_CUSTOMER = 100_000;

/**
 * The content of an interaction. If an interaction with the same id arrives, equal content makes it a duplicate, and
 * other content a conflict. `sequence` and origins are not content. Null means unknown.
 */
export interface InteractionContent {
  readonly touchpoint: string;
  /** UTC milliseconds. */
  readonly at: number;
  /** The given journey key. An empty key becomes null. */
  readonly journey: string | null;
  readonly caseId: string | null;
  /** Integer in units of 1/10,000. */
  readonly value: number | null;
  readonly cost: number | null;
  /** Who initiated it. Null means the initiator of the touchpoint, which is CUSTOMER by default. */
  readonly initiatedBy: Initiator | null;
  readonly outcome: Outcome | null;
  readonly resolved: boolean | null;
  /** Key of the channel that the customer was sent to, or meant to use next. */
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

/**
 * An anonymous key that a row names in addition to the identity under which the row was recorded, and the origin of
 * this row.
 */
export interface Naming {
  readonly anonymous: string;
  readonly origin: number;
}

/** An interaction as the store holds it. */
export interface Interaction extends InteractionContent {
  /** Unique within its identity. */
  readonly id: string;
  /** The key under which it was recorded. The customer may have another key. */
  readonly identity: string;
  /** The anonymous keys that its rows name, in order of key, then origin. Null if no row names one. */
  readonly named: readonly Naming[] | null;
  /** The smallest of `sequences`. */
  readonly sequence: Sequence;
  /** Numbers of the origins that contain it, in ascending order. */
  readonly origins: readonly number[];
  /**
   * The sequence from each origin, in the order of `origins`. If an import is undone, the sequences of the other
   * imports remain.
   */
  readonly sequences: readonly Sequence[];
}

/** An interaction as it arrives. `origin` is an index into the origins of the batch. */
export interface IncomingInteraction extends InteractionContent {
  /** The identity under which it is recorded. */
  readonly customer: string;
  /**
   * A second key of the row, which is anonymous, such as a cookie. The row declares that it belongs to the same
   * customer as `customer`.
   */
  readonly anonymous?: string | null;
  readonly id: string;
  /** The id that a row without an id of its own had in stores of format 1. It may differ from `id`. */
  readonly formerId?: string | null;
  readonly sequence: Sequence;
  readonly origin: number;
}

/**
 * The content of an origin. An origin is one way in which the rows of a source write a touchpoint: the source, the
 * touchpoint, and the names and the stage in the rows. Rows that agree in all of this share an origin, and the store
 * counts the interactions of each origin. Everything in the catalogue that is not declared is derived from the origins
 * that still have interactions. When an import is undone, the touchpoints, names and stages that only this import
 * contained therefore disappear too.
 */
export interface OriginContent {
  /** The source's number. */
  readonly source: number;
  readonly touchpoint: string;
  /** The name of the kind, as written. */
  readonly kind: string;
  /** The name of the channel, as written; null if the rows have none. */
  readonly channel: string | null;
  readonly stage: string | null;
  /** The name of the intended channel, as written. */
  readonly intended: string | null;
  /** Who initiates interactions of this kind; null unless the mapping of the import says so. */
  readonly initiatedBy: Initiator | null;
  /**
   * Present if the rows are answers. If an answer names only an interaction, its touchpoint is an empty text.
   */
  readonly feedback?: true;
}

export interface Origin extends OriginContent {
  readonly number: number;
  /** Interactions (or answers) of this origin that still exist. */
  readonly interactions: number;
}

export function sameContent(a: InteractionContent, b: InteractionContent): boolean {
  for (const field of CONTENT_FIELDS) if (a[field] !== b[field]) return false;
  return true;
}

/**
 * Returns the anonymous key of an interaction, or null if its rows name none. If they name several, it is the first in
 * code-point order.
 */
export function anonymousOf({ named }: Pick<Interaction, "named">): string | null {
  return named === null ? null : named[0]!.anonymous;
}

/** An interaction in which all fields are unknown. A row sets the fields that it has. */
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
