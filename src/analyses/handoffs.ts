// Where do journeys break when they change channel?
import type { PointSelector } from "../model/catalogue.js";
import { DAY } from "../model/time.js";
import { type Baseline, HANDOFF_REASONS, type HandoffGrain, type HandoffReason } from "./results.js";

/** What is judged, and against what. Durations in milliseconds; windows include their end. */
export interface HandoffSettings {
  readonly grain: HandoffGrain;
  /** Null: the catalogue's default goal. */
  readonly goal: PointSelector | null;
  /** Null: only promised waits can stall (a service level, or 24 h where intended). */
  readonly stallAfter: number | null;
  readonly bounceWithin: number;
  readonly repeatWithin: number;
  readonly resolveWithin: number;
  /** Distinct customers with a settled handoff that a pair needs in order to be ranked. */
  readonly minSupport: number;
  /** Difference of fail rates below which nothing is called significant. */
  readonly minEffect: number;
  readonly baselineBy: Baseline;
  /** At least one of these makes a handoff failed. */
  readonly failureReasons: readonly HandoffReason[];
  readonly includeBrandSent: boolean;
}

export const DEFAULT_HANDOFF_SETTINGS: HandoffSettings = {
  grain: "CHANNEL",
  goal: null,
  stallAfter: null,
  bounceWithin: DAY,
  repeatWithin: 7 * DAY,
  resolveWithin: 7 * DAY,
  minSupport: 30,
  minEffect: 0.02,
  baselineBy: "ALL",
  failureReasons: HANDOFF_REASONS.filter((reason) => reason !== "UNRESOLVED"),
  includeBrandSent: false,
};
