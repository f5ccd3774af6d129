// A customer's whole history: the unit of change, and the form in which both stores hold it.
import type { Answer } from "./feedback.js";
import type { Interaction } from "./interaction.js";

export interface Journey {
  /** `j-…`, see `journeyKey`. */
  readonly key: string;
  /** The given journey key, kept as the journey's name; null if the journey was split off by the gap. */
  readonly name: string | null;
  /** In order: by time, then sequence, then id, then identity by code point. Never empty. */
  readonly interactions: readonly Interaction[];
}

export type Attributes = Readonly<Record<string, string>>;

/** A value of an identity's attribute that a row contains, such as a trait of an identify call. */
export interface Trait {
  readonly name: string;
  readonly value: string;
  /**
   * UTC milliseconds. The value with the latest time is shown. If several have this time, the first by code point is
   * shown.
   */
  readonly at: number;
  /**
   * The number of the source that contains the value. When the import of this source is undone, the value is removed.
   */
  readonly source: number;
}

/** The attributes of one identity. A value that a client sets takes precedence over values from rows. */
export interface IdentityAttributes {
  readonly given: Attributes;
  /** In order of name, then source. There is at most one for each name and source. */
  readonly traits: readonly Trait[];
}

/** The parts of a history that are not shown as attributes or journeys. */
export interface Kept {
  /** The attributes by identity, in code-point order. Identities without attributes have no entry. */
  readonly attributes: ReadonlyMap<string, IdentityAttributes>;
  /**
   * Hidden interactions. If the same interaction was recorded under an anonymous identity and also under the customer's
   * key, the interaction under the customer's key is shown, and the other one is hidden (graph/history/people.ts). The
   * list is in the order of interactions.
   */
  readonly hidden: readonly Interaction[];
  /** The feedback answers of the customer, sorted by time, then by id, then by identity. */
  readonly answers: readonly Answer[];
}

export interface CustomerHistory {
  /** The key of the identity that is not linked into another one. */
  readonly key: string;
  /** The number of the customer, in order of arrival. Numbers are never reused. */
  readonly number: number;
  /** Version of the store at which this customer last changed. */
  readonly version: number;
  /** The shown attributes. */
  readonly attributes: Attributes;
  /** The journeys, in order of start, then of key. */
  readonly journeys: readonly Journey[];
  /**
   * Absent if it would contain nothing. This is so if a client set all attributes under the customer's own key, no
   * interaction is hidden, and there are no answers.
   */
  readonly kept?: Kept | undefined;
}
