// The shape of the answer of commonRoutes. The GraphQL classes implement these interfaces.
import type { JourneyKey, Label, Remarks, Totals, WaitStats } from "../../engine/terms.js";

export interface CommonRoutesResult {
  readonly totals: Totals;
  readonly routes: readonly RouteResult[];
  readonly remarks: Remarks;
}

export interface RouteResult {
  /** The names of the labels, joined by " → ". */
  readonly label: string;
  readonly steps: readonly RouteStepResult[];
  readonly journeys: number;
  readonly customers: number;
  /** The share of the counted journeys that take the route. */
  readonly share: number;
  readonly duration: WaitStats;
  /** Sum of the known values from start to target; null if none is known. */
  readonly value: number | null;
  /** The journeys with the latest starts, and ties sorted by key: at most MAX_EXAMPLES. */
  readonly examples: readonly JourneyKey[];
}

/** What became of the matched journeys whose path begins with the labels of a route up to one of them (`reached`). */
export interface RouteLossResult {
  readonly reached: number;
  /** The next three counts add up to `reached`. */
  readonly completed: number;
  readonly dropped: number;
  readonly pending: number;
}

export interface RouteStepResult extends Label {
  /**
   * The time from the last interaction of the previous label to the first interaction of this one. The first step has
   * no wait, so n is 0.
   */
  readonly wait: WaitStats;
  /**
   * Whether the step is on another channel than the previous one. Null at the first step, and at all steps if the grain
   * has no channels.
   */
  readonly isHandoff: boolean | null;
  /** The loss at the label. Null if the query does not select it, and in the route of a single journey. */
  readonly loss: RouteLossResult | null;
}
