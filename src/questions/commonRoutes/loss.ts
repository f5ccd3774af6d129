// The third scan of commonRoutes, which runs only if the loss is selected. For each label of each route shown, it
// counts the matched journeys whose path begins with the labels of the route up to this one, and what became of them.
//
// The path of a completed journey is its route. The path of any other matched journey begins at its first start, or at
// its last start with LAST, and contains the labels that follow within `within`. The options `via`, `exclude`,
// `minSteps` and `maxSteps` concern routes and have no effect here. A journey is completed, dropped or pending here if
// it is counted so in the totals.
//
// The labels of the routes form a tree. Each path is followed down the tree as far as it matches, and is counted at the
// last node. The counts of each node are then added to those of its parents. Each journey that has a start is read
// once, up to its target or to the label at which it leaves the tree.

import type { Codes } from "../../engine/kernels/paths.js";
import { sumOfColumns } from "../../engine/parts.js";
import type { JourneyRange, ScanTask } from "../../engine/scan.js";
import type { Elapsed } from "../../projection/columns.js";
import { RouteCounter } from "./count.js";
import { PathTree, type RouteLabels } from "./pathTree.js";
import { type CommonRoutesParams, type RoutePlan, routePlan, routeView } from "./plan.js";
import type { RouteLossResult } from "./result.js";

export interface RouteLossArgs {
  readonly params: CommonRoutesParams;
  readonly routes: RouteLabels;
}

/** The names of the states of a matched journey, by their numbers in the scan. */
export const PATH_STATES = ["completed", "dropped", "pending"] as const satisfies readonly (keyof RouteLossResult)[];
const STATES = PATH_STATES.length;

/** Returns, for each node of the tree and each state, the number of paths that end at the node. */
export const countLoss: ScanTask<RouteLossArgs, Uint32Array> = {
  name: "commonRoutes.loss",
  begin(projection, { params, routes }) {
    const plan = routePlan(projection, params);
    const tree = new PathTree(routes);
    const follow = follower(plan, tree);
    const counts = new Uint32Array(tree.parents.length * STATES);
    const counter = new RouteCounter(plan, null, (_journey, state, codes, elapsed, first, end, until) => {
      counts[follow(codes, elapsed, first, end, until) * STATES + state]!++;
    });
    return { visit: (range) => counter.visit(range), finish: () => counts };
  },
};

/** The counts for each label of the routes, in the order in which the labels are given. */
export function lossOf(routes: RouteLabels, parts: readonly Uint32Array[]): RouteLossResult[] {
  const { parents, nodes } = new PathTree(routes);
  const counts = sumOfColumns(parts);
  // A node has a greater number than its parent, so its counts are complete before they are added to the parent.
  for (let node = parents.length - 1; node > 0; node--)
    for (let state = 0; state < STATES; state++)
      counts[parents[node]! * STATES + state]! += counts[node * STATES + state]!;
  return Array.from(nodes, (node) => {
    const [completed, dropped, pending] = counts.subarray(node * STATES) as unknown as [number, number, number];
    return { reached: completed + dropped + pending, completed, dropped, pending };
  });
}

/**
 * Visits the matched journeys of ranges whose paths begin with these labels, and reports those in one of the states.
 */
export function findLoss(
  plan: RoutePlan,
  labels: Uint16Array,
  states: readonly number[],
  add: (journey: number) => void,
): (range: JourneyRange) => void {
  const tree = new PathTree({ labels, starts: Uint32Array.of(0, labels.length) });
  const follow = follower(plan, tree);
  const all = labels.length;
  const counter = new RouteCounter(plan, null, (journey, state, codes, elapsed, first, end, until) => {
    if (states.includes(state) && follow(codes, elapsed, first, end, until) === all) add(journey);
  });
  return (range) => counter.visit(range);
}

/** Follows a path down the tree. Returns the last node that it reaches. */
function follower(plan: RoutePlan, tree: PathTree) {
  const { collapse } = plan;
  const { labelOf } = routeView(plan);
  return (codes: Codes, elapsed: Elapsed, first: number, end: number, until: number): number => {
    let node = 0;
    let before = -1;
    for (let i = first; i < end; i++) {
      if (until !== Number.POSITIVE_INFINITY && elapsed[i]! > until) break;
      const label = labelOf[codes[i]!]!;
      if (collapse && label === before) continue;
      const next = tree.child(node, label);
      if (next === 0) break;
      node = next;
      before = label;
    }
    return node;
  };
}
