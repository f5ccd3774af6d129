// The facts about the loaded data that the tour needs. catalogue.ts requests them.

export interface CatalogueTouchpoint {
  readonly key: string;
  readonly name: string;
  readonly kind: string;
  readonly visits: number;
  readonly starts: number;
  readonly ends: number;
  readonly channel: { readonly key: string; readonly name: string; readonly assisted: boolean };
  readonly stage: { readonly key: string } | null;
}

export interface CatalogueStage {
  readonly key: string;
  readonly name: string;
  readonly position: number | null;
  readonly phase: string | null;
}

export interface CatalogueGoal {
  readonly key: string;
  readonly name: string;
  readonly isDefault: boolean;
  /** A PointSelector. */
  readonly selector: Readonly<Record<string, unknown>>;
}

export interface BrokenHandoff {
  /** Keys of channels. */
  readonly from: string;
  readonly to: string;
  /** The most frequent reason of its failures, without UNRESOLVED; null if there is no other reason. */
  readonly reason: string | null;
}

export interface Catalogue {
  readonly synthetic: boolean;
  readonly customers: number;
  readonly journeys: number;
  readonly interactions: number;
  /** Time of the newest interaction, ISO 8601; null in an empty store. */
  readonly newest: string | null;
  /** The touchpoints. The most visited come first, and equally visited ones are in order of their keys. */
  readonly touchpoints: readonly CatalogueTouchpoint[];
  readonly stages: readonly CatalogueStage[];
  readonly goals: readonly CatalogueGoal[];
  /** Keys of the segments. */
  readonly segments: readonly string[];
  /** The customer with the longest of the latest journeys, or null if there is none. */
  readonly customer: string | null;
  /**
   * An attribute that divides the customers, and its most frequent value among the latest journeys; null if there is
   * none.
   */
  readonly attribute: { readonly key: string; readonly value: string } | null;
  /**
   * The first property about campaigns with at least two values, or else the property of the most interactions with at
   * least two values; and its most frequent value. Null if there is none.
   */
  readonly property: { readonly key: string; readonly value: string } | null;
  /** The first and the last touchpoint of the most frequent route of cases with several touchpoints, or null. */
  readonly cases: { readonly from: string; readonly to: string } | null;
  /** The touchpoint with the most answers of customers, or null. */
  readonly answered: string | null;
  /** The first row of `handoffs`; null if the question failed or has no row. */
  readonly broken: BrokenHandoff | null;
}
