// Every question, one per line. Everything that needs all questions is derived from this list: the scans that threads
// look up, drill-down, and the questions that warm up threads.

import type { ScanTask } from "../engine/scan.js";
import type { Projection } from "../projection/projection.js";
import { question as answers } from "./answers/index.js";
import { question as attribution } from "./attribution/index.js";
import { question as commonRoutes } from "./commonRoutes/index.js";
import { question as compareFunnel } from "./compare/funnel.js";
import { question as compareRoutes } from "./compare/routes.js";
import { question as compareTransitions } from "./compare/transitions.js";
import { question as conformance } from "./conformance/index.js";
import { question as customerAttributes } from "./customerAttributes/index.js";
import { type AnyQuestion, drilldownInto } from "./drilldown.js";
import { question as ends } from "./ends/index.js";
import { question as feedback } from "./feedback/index.js";
import { question as flow } from "./flow/index.js";
import { question as funnel } from "./funnel/index.js";
import { question as handoffs } from "./handoffs/index.js";
import { question as interactionsToGoal } from "./interactionsToGoal/index.js";
import { question as journeyMap } from "./journeyMap/index.js";
import { question as journeys } from "./journeys/index.js";
import { question as loops } from "./loops/index.js";
import { question as members } from "./members/index.js";
import { question as opportunities } from "./opportunities/index.js";
import { question as pathMatches } from "./pathMatches/index.js";
import type { WarmUpPoints } from "./question.js";
import { question as timeToConvert } from "./timeToConvert/index.js";
import { question as touchpointPerformance } from "./touchpointPerformance/index.js";
import { question as transitions } from "./transitions/index.js";
import { question as visits } from "./visits/index.js";

/** The questions that a client can ask. */
export const ASKABLE = {
  attribution,
  commonRoutes,
  compareFunnel,
  compareRoutes,
  compareTransitions,
  conformance,
  ends,
  feedback,
  flow,
  funnel,
  handoffs,
  interactionsToGoal,
  journeyMap,
  loops,
  opportunities,
  pathMatches,
  timeToConvert,
  touchpointPerformance,
  transitions,
  visits,
} as const satisfies Readonly<Record<string, AnyQuestion>>;

/**
 * All questions, including those that the service asks internally for a page of journeys, the members of a segment, the
 * attributes of customers, the answers of a touchpoint, or the journeys of a row.
 */
export const QUESTIONS = {
  journeys,
  members,
  customerAttributes,
  answers,
  drilldown: drilldownInto(ASKABLE),
  ...ASKABLE,
} as const;

export type AskableName = keyof typeof ASKABLE;
export type QuestionName = keyof typeof QUESTIONS;
export type ParamsOf<Q extends QuestionName> = Parameters<(typeof QUESTIONS)[Q]["run"]>[1];
export type ResultOf<Q extends QuestionName> = Awaited<ReturnType<(typeof QUESTIONS)[Q]["run"]>>;

/** Every scan, by the name under which threads find it. */
export const SCAN_TASKS = scanTasks(Object.values(QUESTIONS));

function scanTasks(questions: readonly AnyQuestion[]): ReadonlyMap<string, ScanTask<unknown, unknown>> {
  const tasks = new Map<string, ScanTask<unknown, unknown>>();
  for (const task of questions.flatMap((question) => question.tasks)) {
    if ((tasks.get(task.name) ?? task) !== task) throw new Error(`Two scans are called ${task.name}.`);
    tasks.set(task.name, task);
  }
  return tasks;
}

export interface QuestionParams {
  readonly question: QuestionName;
  readonly params: unknown;
}

/** The number of rows that clients request by default. */
const FIRST = 20;

/**
 * The questions to ask for the warm-up. A question may give several sets of parameters. The first set of every question
 * comes before all second sets, so that every question is warm even if there is little time. The list is empty if the
 * projection has no data to ask about.
 */
export function warmUpQuestions({ catalogue, interactions }: Projection): QuestionParams[] {
  const [first, last] = [catalogue.touchpoints[0], catalogue.touchpoints.at(-1)];
  if (interactions === 0 || first === undefined || last === undefined) return [];
  const points: WarmUpPoints = { from: { channels: [first.channel] }, to: { channels: [last.channel] }, first: FIRST };
  const forms = Object.entries(QUESTIONS).flatMap(([question, { warmUp }]: [string, AnyQuestion]) =>
    (warmUp?.(points) ?? []).map((params, form) => ({ question: question as QuestionName, params, form })),
  );
  return forms.sort((a, b) => a.form - b.form).map(({ question, params }) => ({ question, params }));
}
