// The shape of the answer of opportunities. The GraphQL classes implement these interfaces.
import type { Remarks } from "../../engine/terms.js";
import type { IntervalResult } from "../handoffs/result.js";

export const STRATEGIES = [
  "PERSONALISATION",
  "CONSISTENCY",
  "TIMELINESS",
  "ACCESSIBILITY",
  "EMPATHY",
  "OMNICHANNEL",
] as const;
export type Strategy = (typeof STRATEGIES)[number];

export interface OpportunitiesResult {
  readonly totals: OpportunityTotalsResult;
  /** The findings in order of `impact`, then of strategy and key. */
  readonly opportunities: readonly OpportunityResult[];
  readonly notes: readonly OpportunityNoteResult[];
  readonly remarks: Remarks;
}

export interface OpportunityTotalsResult {
  readonly journeys: number;
  readonly customers: number;
  /** The number of journeys that reach the goal. */
  readonly goalJourneys: number;
  /** The number of gaps that were tested, over all strategies. */
  readonly tested: number;
  readonly found: number;
  readonly otherOpportunities: number;
}

/** A gap between one place and the others with which it is compared. */
export interface OpportunityResult {
  readonly strategy: Strategy;
  /** A key that identifies the gap within its strategy, for example `gold web/payment`. */
  readonly key: string;
  /** One plain sentence. */
  readonly sentence: string;
  /**
   * `of` is the number of visits, waits, journeys, failures or handoffs of the place, and `count` is how many of them
   * go wrong.
   */
  readonly count: number;
  readonly of: number;
  readonly rate: number;
  /** The rate of the places with which this one is compared. */
  readonly baseline: number;
  readonly effect: number;
  readonly interval: IntervalResult;
  readonly pValue: number;
  /** The number of customers for whom at least one of the counted things goes wrong. */
  readonly customers: number;
  /** `customers` × `effect`. */
  readonly impact: number;
  /** The question that has the same numbers. Its filter is the filter of opportunities. */
  readonly asks: QueryParts;
  /** The row of handoffs, for OMNICHANNEL only. It is not part of the answer. */
  readonly handoff: object | null;
}

export interface QueryParts {
  readonly field: string;
  /** The arguments of the query, each with its value as a GraphQL literal. */
  readonly args: Readonly<Record<string, string>>;
  /** The part that the query adds to the filter, such as a segment. */
  readonly filter: object;
  readonly selection: string;
}

/** A fact that is shown next to the findings and was not tested. */
export interface OpportunityNoteResult {
  readonly strategy: Strategy;
  readonly sentence: string;
}
