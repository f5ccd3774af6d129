// The arguments and the results of the scans of a funnel (count.ts, tally.ts). A cell is a group and a step.
import type { Breakdown } from "../../engine/breakdown.js";
import type { InScope } from "../../engine/scope.js";
import type { Waits } from "../../engine/waits.js";
import type { FunnelShape } from "./shape.js";

/** The details that are computed in addition to the counts. */
export interface FunnelDetail {
  readonly quantiles: boolean;
  readonly examples: boolean;
  /** Whether to count labels between steps and after drop-off. */
  readonly labels: boolean;
  /** Whether to count customers, and to sum waits. Both are true by default. */
  readonly customers?: boolean;
  readonly waits?: boolean;
}

export interface FunnelArgs {
  readonly shape: FunnelShape;
  readonly breakdown: Breakdown | null;
  /** The groups that are counted separately. Empty without a breakdown. */
  readonly groups: readonly number[];
  readonly detail: FunnelDetail;
}

export interface CountedFunnel {
  /** The journeys in scope, which are counted only if there is a filter. */
  readonly inScope: InScope;
  /** The journeys and customers in scope of each group. Not counted without a breakdown. */
  readonly journeys: Uint32Array;
  readonly customers: Uint32Array;
  /** The counts of each group. */
  readonly open: Uint32Array;
  readonly mature: Uint32Array;
  /** For each group, the sum of the times from the first step to the last, in milliseconds. */
  readonly duration: Float64Array;
  /** For each cell, the journeys that completed the step. */
  readonly met: Uint32Array;
  /** For each cell, the customers of these journeys. */
  readonly metCustomers: Uint32Array;
  /** For each cell, the mature journeys among those in `met`. */
  readonly metMature: Uint32Array;
  /** For each cell, the journeys in which the step directly follows the previous step of the match. */
  readonly directly: Uint32Array;
  /** For each cell, the sum of the waits before the step, in milliseconds. */
  readonly waited: Float64Array;
  /** For each cell, the journeys whose furthest step this is. */
  readonly ended: Uint32Array;
  /**
   * Indexed by cell × steps + step: the number of journeys in `ended` that can still reach this later step, but no step
   * after it.
   */
  readonly canReach: Uint32Array;
  /** For each step, the distinct customers who completed it, over all groups. */
  readonly stepCustomers: Uint32Array;
  /** The durations of each group, and the waits of each cell. Empty if quantiles are not selected. */
  readonly durations: readonly Float64Array[];
  readonly waits: readonly Float64Array[];
  /**
   * Indexed by step × (labels + 1) + label, over all groups. The last label is END. Empty if labels are not selected.
   */
  readonly between: Uint32Array;
  readonly afterwards: Uint32Array;
  /**
   * For each step, over all groups: examples of journeys that completed the step, and of journeys that dropped at it.
   * Empty if examples are not selected.
   */
  readonly examples: readonly Uint32Array[];
  readonly droppedExamples: readonly Uint32Array[];
}

/**
 * Makes empty counts. `tallies` is the length of `between`. The array `sums` has the sums of `waited`, followed by
 * those of `duration`.
 */
export function emptyCounts(groups: number, steps: number, tallies: number) {
  const cells = groups * steps;
  const sums = new Float64Array(cells + groups);
  return {
    journeys: new Uint32Array(groups),
    customers: new Uint32Array(groups),
    open: new Uint32Array(groups),
    mature: new Uint32Array(groups),
    sums,
    duration: sums.subarray(cells),
    met: new Uint32Array(cells),
    metCustomers: new Uint32Array(cells),
    metMature: new Uint32Array(cells),
    directly: new Uint32Array(cells),
    waited: sums.subarray(0, cells),
    ended: new Uint32Array(cells),
    canReach: new Uint32Array(cells * steps),
    stepCustomers: new Uint32Array(steps),
    between: new Uint32Array(tallies),
    afterwards: new Uint32Array(tallies),
  };
}

/** Divides lists that have the same indexes as `sums` into the waits of each cell and the durations of each group. */
export function listsOf(lists: readonly Waits[], cells: number): Pick<CountedFunnel, "waits" | "durations"> {
  const values = lists.map((list) => list.values());
  return { waits: values.slice(0, cells), durations: values.slice(cells) };
}
