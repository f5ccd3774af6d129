// The arguments and the results of the scans of a funnel (count.ts, tally.ts). A cell is a group and a step; its index
// is group × steps + step. Without a breakdown, all journeys form one group.

import type { Breakdown } from "../../engine/breakdown.js";
import type { InScope } from "../../engine/terms.js";
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
  /** The groups that are counted separately; an empty list without a breakdown. */
  readonly groups: readonly number[];
  readonly detail: FunnelDetail;
}

export interface CountedFunnel {
  /** Counts of the journeys in scope. They are counted only if there is a filter. */
  readonly inScope: InScope;
  /** For each group, the journeys and the customers in scope. They are counted only if there is a breakdown. */
  readonly journeys: Uint32Array;
  readonly customers: Uint32Array;
  /** For each group, the open and the mature journeys among those that match. */
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
  /** For each cell, the journeys whose match ends at the step: it contains this step and no later one. */
  readonly ended: Uint32Array;
  /**
   * Divides the journeys in `ended` by the furthest step that they can still reach. For a cell and a later step of the
   * same funnel, the count is at the index cell × steps + later step. Journeys that can reach no later step are not
   * counted.
   */
  readonly canReach: Uint32Array;
  /** For each step, the distinct customers who completed it, over all groups. */
  readonly stepCustomers: Uint32Array;
  /**
   * The lists of the durations of each group, and of the waits of each cell. They are empty if the query does not
   * select quantiles.
   */
  readonly durations: readonly Float64Array[];
  readonly waits: readonly Float64Array[];
  /**
   * `between` counts, for each step and label, the journeys in which the label comes between the previous step and this
   * one. `afterwards` counts the journeys that dropped at the step and continued with the label. Both count over all
   * groups. The index is step × (labels + 1) + label. The last label is END, for journeys that ended. Both are empty if
   * the query does not select labels.
   */
  readonly between: Uint32Array;
  readonly afterwards: Uint32Array;
  /**
   * For each step, over all groups: examples of journeys that completed the step, and of journeys that dropped at it.
   * Both lists are empty if the query does not select examples.
   */
  readonly examples: readonly Uint32Array[];
  readonly droppedExamples: readonly Uint32Array[];
}

/**
 * Makes counts that are all 0. `tallies` is the length of `between` and of `afterwards`. `sums` has the sums of waits
 * of all cells, followed by the sums of durations of all groups: `waited` and `duration` are parts of this array.
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

/**
 * Divides the lists of waits and durations, which are in the same order as `sums`: first one list of waits for each
 * cell, then one list of durations for each group.
 */
export function listsOf(lists: readonly Waits[], cells: number): Pick<CountedFunnel, "waits" | "durations"> {
  const values = lists.map((list) => list.values());
  return { waits: values.slice(0, cells), durations: values.slice(cells) };
}
