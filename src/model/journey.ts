// A customer's whole history: the unit of change, and the form in which both stores hold it.
import type { Interaction } from "./interaction.js";

export interface Journey {
  /** `j-…`, see `journeyKey`. */
  readonly key: string;
  /** The given journey key, kept as the journey's name; null if the journey was split off by the gap. */
  readonly name: string | null;
  /** In order: by time, then sequence, then id by code point. Never empty. */
  readonly interactions: readonly Interaction[];
}

export type Attributes = Readonly<Record<string, string>>;

export interface CustomerHistory {
  readonly key: string;
  /** The number of the customer, in order of arrival. Numbers are never reused. */
  readonly number: number;
  /** Version of the store at which this customer last changed. */
  readonly version: number;
  readonly attributes: Attributes;
  /** The journeys, in order of start, then of key. */
  readonly journeys: readonly Journey[];
}
