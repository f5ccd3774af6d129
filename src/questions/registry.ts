// Every question by name, and every scan task by name: what a thread is told to do, it looks up here.

import { countGroups } from "../engine/breakdown.js";
import type { Scanner, ScanTask } from "../engine/scan.js";
import type { Projection } from "../projection/projection.js";
import { countRoutes } from "./commonRoutes/count.js";
import { gatherRoutes } from "./commonRoutes/gather.js";
import { commonRoutes } from "./commonRoutes/index.js";
import { countComparedFunnel } from "./compare/countFunnel.js";
import { countComparedRoutes } from "./compare/countRoutes.js";
import { countComparedEdges } from "./compare/countTransitions.js";
import { compareFunnel } from "./compare/funnel.js";
import { compareRoutes } from "./compare/routes.js";
import { countInBoth } from "./compare/sides.js";
import { compareTransitions } from "./compare/transitions.js";
import { behind, findBehind } from "./drilldown.js";
import { countBothEnds, countEnds, ends } from "./ends/index.js";
import { countLabels, gatherFlow } from "./flow/count.js";
import { flow } from "./flow/index.js";
import { countFunnel } from "./funnel/count.js";
import { funnel } from "./funnel/index.js";
import { countHandoffs, gatherHandoffs, sumHandoffs } from "./handoffs/count.js";
import { handoffs } from "./handoffs/index.js";
import { countInteractions, interactionsToGoal } from "./interactionsToGoal/index.js";
import { chooseJourneys, journeys } from "./journeys/index.js";
import { countLoops, gatherLoops } from "./loops/count.js";
import { loops } from "./loops/index.js";
import { findMembers, members } from "./members/index.js";
import { countMatches, pathMatches } from "./pathMatches/index.js";
import { countConversions } from "./timeToConvert/count.js";
import { timeToConvert } from "./timeToConvert/index.js";
import { countEdges, gatherEdges } from "./transitions/count.js";
import { countPairs, gatherPairs } from "./transitions/eventually.js";
import { transitions } from "./transitions/index.js";

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
