// The third scan of commonRoutes, where it is selected: how many matched journeys begin as a route shown does, up to
// each of its labels, and what became of them?
//
// The path of a completed journey is its route. The path of any other matched journey begins at its first start (LAST:
// at its last one) and has what follows at most `within` after it. A journey counts at a label of a route if its path
// begins with the labels of the route up to this one. `via`, `exclude`, `minSteps` and `maxSteps` judge routes and change
// nothing here. What became of a journey is what the totals say.
//
// The labels of the routes form a tree. Each path is followed as far as the tree goes and is counted there; what a node
// counts is then added to its parents. Cost: one look at each journey that has a start, and at its interactions up to
// the target, or as far as the tree goes.

import type { Codes } from "../../engine/journeyView.js";
import type { JourneyRange, Scan, ScanTask } from "../../engine/scan.js";
import type { Elapsed } from "../../projection/columns.js";
import { RouteCounter } from "./count.js";
import { PathTree, type RouteLabels } from "./pathTree.js";
import { type CommonRoutesParams, type RoutePlan, routePlan, routeView } from "./plan.js";
import type { RouteLossResult } from "./result.js";

export interface RouteLossArgs {
  readonly params: CommonRoutesParams;
  readonly routes: RouteLabels;
}

/** What became of a matched journey, by the number that stands for it in the scan. */
export const PATH_STATES = ["completed", "dropped", "pending"] as const satisfies readonly (keyof RouteLossResult)[];
const STATES = PATH_STATES.length;

/** Returns, by node of the tree and state, the paths that end there or leave the tree there. */
export const countLoss: ScanTask<RouteLossArgs, Uint32Array> = {
  name: "commonRoutes.loss",
  begin: (projection, { params, routes }) => new LossCounter(routePlan(projection, params), routes),
};

class LossCounter implements Scan<Uint32Array> {
  readonly #counter: RouteCounter;
  readonly #counts: Uint32Array;

  constructor(plan: RoutePlan, routes: RouteLabels) {
    const tree = new PathTree(routes);
    const counts = new Uint32Array(tree.parents.length * STATES);
    this.#counts = counts;
    const follow = follower(plan, tree);
    this.#counter = new RouteCounter(plan, null, (_journey, state, codes, elapsed, first, end, until) => {
      counts[follow(codes, elapsed, first, end, until) * STATES + state]!++;
    });
  }

  visit(range: JourneyRange): void {
    this.#counter.visit(range);
  }

  finish(): Uint32Array {
    return this.#counts;
  }
}

/** By label of the routes, in the order in which they are given. */
export function lossOf(routes: RouteLabels, parts: readonly Uint32Array[]): RouteLossResult[] {
  const { parents, nodes } = new PathTree(routes);
  const counts = new Float64Array(parents.length * STATES);
  for (const part of parts)
    part.forEach((count, at) => {
      counts[at]! += count;
    });
  // A node comes after its parent.
  for (let node = parents.length - 1; node > 0; node--)
    for (let state = 0; state < STATES; state++)
      counts[parents[node]! * STATES + state]! += counts[node * STATES + state]!;
  return Array.from(nodes, (node) => {
    const [completed, dropped, pending] = counts.subarray(node * STATES) as unknown as [number, number, number];
    return { reached: completed + dropped + pending, completed, dropped, pending };
  });
}

/** Visits the matched journeys of ranges whose paths begin with these labels, and passes on those in one of the states. */
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

/** How far the tree goes along a path: the node of its last label that the tree has, in order. */
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
