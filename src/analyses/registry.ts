// Every question by name, and every scan task by name: what a thread is told to do, it looks up here.
import type { Projection } from "../projection/projection.js";
import { behind, findBehind } from "./behind.js";
import { countGroups } from "./breakdown.js";
import { commonRoutes } from "./commonRoutes.js";
import { gatherRoutes } from "./commonRoutesGather.js";
import { countRoutes } from "./commonRoutesScan.js";
import { compareFunnel } from "./compareFunnel.js";
import { countComparedFunnel } from "./compareFunnelScan.js";
import { compareRoutes } from "./compareRoutes.js";
import { countComparedRoutes } from "./compareRoutesScan.js";
import { countInBoth } from "./compareSides.js";
import { compareTransitions } from "./compareTransitions.js";
import { countComparedEdges } from "./compareTransitionsScan.js";
import { countBothEnds, countEnds, ends } from "./ends.js";
import { flow } from "./flow.js";
import { countLabels, gatherFlow } from "./flowScan.js";
import { funnel } from "./funnel.js";
import { countFunnel } from "./funnelScan.js";
import { countHandoffs, gatherHandoffs, sumHandoffs } from "./handoffScan.js";
import { handoffs } from "./handoffs.js";
import { countInteractions, interactionsToGoal } from "./interactionsToGoal.js";
import { chooseJourneys, journeys } from "./journeys.js";
import { loops } from "./loops.js";
import { countLoops, gatherLoops } from "./loopsScan.js";
import { findMembers, members } from "./members.js";
import { countMatches, pathMatches } from "./pathMatches.js";
import type { Scanner, ScanTask } from "./scan.js";
import { timeToConvert } from "./timeToConvert.js";
import { countConversions } from "./timeToConvertScan.js";
import { transitions } from "./transitions.js";
import { countPairs, gatherPairs } from "./transitionsEventually.js";
import { countEdges, gatherEdges } from "./transitionsScan.js";

/** (projection, params, scanner) → result. Params and results are plain data. */
export const QUESTIONS = {
  behind,
  commonRoutes,
  compareFunnel,
  compareRoutes,
  compareTransitions,
  ends,
  flow,
  funnel,
  handoffs,
  interactionsToGoal,
  journeys,
  members,
  loops,
  pathMatches,
  timeToConvert,
  transitions,
} as const;

export type QuestionName = keyof typeof QUESTIONS;
export type ParamsOf<Q extends QuestionName> = Parameters<(typeof QUESTIONS)[Q]>[1];
export type ResultOf<Q extends QuestionName> = Awaited<ReturnType<(typeof QUESTIONS)[Q]>>;

// biome-ignore lint/suspicious/noExplicitAny: a list of tasks of all kinds; who looks one up has its arguments.
const TASKS: readonly ScanTask<any, unknown>[] = [
  countRoutes,
  gatherRoutes,
  countEdges,
  gatherEdges,
  countPairs,
  gatherPairs,
  countLabels,
  gatherFlow,
  countEnds,
  countBothEnds,
  countInteractions,
  countLoops,
  gatherLoops,
  chooseJourneys,
  countMatches,
  countHandoffs,
  sumHandoffs,
  gatherHandoffs,
  findMembers,
  findBehind,
  countGroups,
  countFunnel,
  countConversions,
  countInBoth,
  countComparedRoutes,
  countComparedEdges,
  countComparedFunnel,
];

export const SCAN_TASKS: ReadonlyMap<string, (typeof TASKS)[number]> = new Map(TASKS.map((task) => [task.name, task]));

export function runQuestion<Q extends QuestionName>(
  question: Q,
  projection: Projection,
  params: ParamsOf<Q>,
  scanner: Scanner,
): Promise<ResultOf<Q>> {
  const ask = QUESTIONS[question] as unknown as (
    projection: Projection,
    params: ParamsOf<Q>,
    scanner: Scanner,
  ) => Promise<ResultOf<Q>>;
  return ask(projection, params, scanner);
}
