// One line per question. The query and its arguments, the fields `behind` and `exampleJourneys` of its rows, its price,
// and the references to its rows are derived from this list.
import type { ParamsOf, QuestionName } from "../../questions/registry.js";
import { attribution } from "../attribution.js";
import { commonRoutes } from "../commonRoutes.js";
import { compareFunnel } from "../compareFunnel.js";
import { compareRoutes } from "../compareRoutes.js";
import { compareTransitions } from "../compareTransitions.js";
import { conformance } from "../conformance.js";
import { ends } from "../ends.js";
import { feedback } from "../feedback.js";
import { flow } from "../flow.js";
import { funnel } from "../funnel.js";
import { handoffs } from "../handoffs.js";
import { interactionsToGoal } from "../interactionsToGoal.js";
import { journeyMap } from "../journeyMap.js";
import { loops } from "../loops.js";
import { opportunities } from "../opportunities.js";
import { pathMatches } from "../pathMatches.js";
import { timeToConvert } from "../timeToConvert.js";
import { touchpointPerformance } from "../touchpointPerformance.js";
import { transitions } from "../transitions.js";
import { visits } from "../visits.js";
import type { Asking } from "./asking.js";

export const ASKINGS = {
  commonRoutes,
  transitions,
  handoffs,
  pathMatches,
  flow,
  loops,
  visits,
  ends,
  feedback,
  interactionsToGoal,
  funnel,
  timeToConvert,
  compareRoutes,
  compareTransitions,
  compareFunnel,
  attribution,
  conformance,
  touchpointPerformance,
  journeyMap,
  opportunities,
} as const;

/** The questions that a client can ask. */
export type AskedName = keyof typeof ASKINGS & QuestionName;
export type ArgsOf<Q extends AskedName> = (typeof ASKINGS)[Q] extends Asking<infer Args, ParamsOf<Q>> ? Args : never;

/** Returns the declaration of a question, or null if no question has this name or if clients cannot ask it. */
export function askingOf<Q extends AskedName>(name: Q): Asking<ArgsOf<Q>, ParamsOf<Q>>;
export function askingOf(name: string): Asking<object, unknown> | null;
export function askingOf(name: string): unknown {
  return Object.hasOwn(ASKINGS, name) ? ASKINGS[name as AskedName] : null;
}
