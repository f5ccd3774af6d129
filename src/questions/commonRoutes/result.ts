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
  /** Share of `counted`. */
  readonly share: number;
  readonly duration: WaitStats;
  /** Sum of the known values from start to target; null if none is known. */
  readonly value: number | null;
  /** The latest journeys by start, then by key: at most MAX_EXAMPLES. */
  readonly examples: readonly JourneyKey[];
}

/** Matched journeys whose path begins with the labels of a route up to one of them. */
export interface RouteLossResult {
  readonly reached: number;
  /** These three add up to `reached`. */
  readonly completed: number;
  readonly dropped: number;
  readonly pending: number;
}

export interface RouteStepResult extends Label {
  /** From the last time of the previous label to the first time of this one; n = 0 on the first step. */
  readonly wait: WaitStats;
  /** Null on the first step and at grains that have no channel. */
  readonly isHandoff: boolean | null;
  /** Null where it is not selected, and on the route of one journey. */
  readonly loss: RouteLossResult | null;
}
