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

/** A value that a row brought for an identity, such as a trait of an identify call. */
export interface Trait {
  readonly name: string;
  readonly value: string;
  /** UTC milliseconds. The latest value is shown; of several of one time, the first by code point. */
  readonly at: number;
  /** The number of its source. The value is removed when the source is forgotten. */
  readonly source: number;
}

/** The attributes of one identity. A given value stands above those that rows brought. */
export interface IdentityAttributes {
  readonly given: Attributes;
  /** By name, then by source; one for each name and source. */
  readonly traits: readonly Trait[];
}

/** What a history holds beyond the shown attributes and journeys. */
export interface Kept {
  /** By identity, in code-point order. Only identities with attributes. */
  readonly attributes: ReadonlyMap<string, IdentityAttributes>;
  /**
   * Interactions of anonymous identities that are known under a name too: an equal interaction that names the identity
   * stands for each. In the order of interactions.
   */
  readonly hidden: readonly Interaction[];
  /** What the customer answered: by time, then by id, then by identity. */
  readonly answers: readonly Answer[];
}

export interface CustomerHistory {
  /** The key of one of its identities: of the one that points to no other. */
  readonly key: string;
  /** The number of the customer, in order of arrival. Numbers are never reused. */
  readonly number: number;
  /** Version of the store at which this customer last changed. */
  readonly version: number;
  /** As shown. */
  readonly attributes: Attributes;
  /** The journeys, in order of start, then of key. */
  readonly journeys: readonly Journey[];
  /** Absent if all attributes were given to the customer's own key, no interaction is hidden, and there are no answers. */
  readonly kept?: Kept | undefined;
}
