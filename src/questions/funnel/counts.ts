// The arguments and the results of the scans of a funnel (count.ts, tally.ts). A cell is a group and a step; its index
// is group × steps + step. Without a breakdown, all journeys form one group.

import type { Breakdown } from "../../engine/breakdown.js";
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

/**
 * Makes counts that are all 0. `tallies` is the length of `between` and of `afterwards`. `sums` has the sums of waits
 * of all cells, followed by the sums of durations of all groups: `waited` and `duration` are parts of this array.
 */
export function emptyCounts(groups: number, steps: number, tallies: number) {
  const cells = groups * steps;
  const sums = new Float64Array(cells + groups);
  return {
    /** For each group, the journeys and the customers in scope. They are counted only if there is a breakdown. */
    journeys: new Uint32Array(groups),
    customers: new Uint32Array(groups),
    /** For each group, the open and the mature journeys among those that match. */
    open: new Uint32Array(groups),
    mature: new Uint32Array(groups),
    sums,
    /** For each group, the sum of the times from the first step to the last, in milliseconds. */
    duration: sums.subarray(cells),
    /** For each cell, the journeys that completed the step. */
    met: new Uint32Array(cells),
    /** For each cell, the customers of these journeys. */
    metCustomers: new Uint32Array(cells),
    /** For each cell, the mature journeys among those in `met`. */
    metMature: new Uint32Array(cells),
    /** For each cell, the journeys in which the step directly follows the previous step of the match. */
    directly: new Uint32Array(cells),
    /** For each cell, the sum of the waits before the step, in milliseconds. */
    waited: sums.subarray(0, cells),
    /** For each cell, the journeys whose match ends at the step: it contains this step and no later one. */
    ended: new Uint32Array(cells),
    /**
     * Divides the journeys in `ended` by the furthest step that they can still reach. For a cell and a later step of
     * the same funnel, the count is at the index cell × steps + later step. Journeys that can reach no later step are
     * not counted.
     */
    canReach: new Uint32Array(cells * steps),
    /** For each step, the distinct customers who completed it, over all groups. */
    stepCustomers: new Uint32Array(steps),
    /**
     * `between` counts, for each step and label, the journeys in which the label comes between the previous step and
     * this one. `afterwards` counts the journeys that dropped at the step and continued with the label. Both count over
     * all groups. The index is step × (labels + 1) + label. The last label is END, for journeys that ended. Both are
     * empty if the query does not select labels.
     */
    between: new Uint32Array(tallies),
    afterwards: new Uint32Array(tallies),
  };
}

/** Makes this many empty lists of waits or of examples. */
export function listsFor<List>(lists: number, Kind: new () => List): readonly List[] {
  return Array.from({ length: lists }, () => new Kind());
}

/**
 * Divides the lists of waits and durations, which are in the same order as `sums`: first one list of waits for each
 * cell, then one list of durations for each group. Both are empty if the query does not select quantiles.
 */
export function listsOf(lists: readonly Waits[], cells: number) {
  const values = lists.map((list) => list.values());
  return { waits: values.slice(0, cells), durations: values.slice(cells) };
}
