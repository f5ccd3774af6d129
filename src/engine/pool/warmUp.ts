// What a pool asks itself when a projection is built, so that the first who asks does not wait until the engine has made the
// threads' code fast: a first answer takes two to ten times as long as later ones. Each question is asked of real data in
// some of its forms; the answers are thrown away.

import type { PointSelector } from "../../model/catalogue.js";
import type { Projection } from "../../projection/projection.js";
import { DEFAULT_HANDOFF_SETTINGS } from "../../questions/handoffs/index.js";
import type { ParamsOf, QuestionName } from "../../questions/registry.js";
import { COUNTS_ALONE, EVERYTHING } from "../selection.js";
import { DEFAULT_PATH_OPTIONS } from "../terms.js";

export interface WarmUpQuestion<Q extends QuestionName = QuestionName> {
  readonly question: Q;
  readonly params: ParamsOf<Q>;
}

/** Rows, as clients ask for by default. */
const FIRST = 20;

/** None where there is nothing to ask about. */
export function warmUpQuestions({ catalogue, interactions }: Projection): WarmUpQuestion[] {
  const [first, last] = [catalogue.touchpoints[0], catalogue.touchpoints.at(-1)];
  if (interactions === 0 || first === undefined || last === undefined) return [];
  const questions: WarmUpQuestion[] = [];
  const ask = <Q extends QuestionName>(question: Q, params: ParamsOf<Q>): void => {
    questions.push({ question, params } as unknown as WarmUpQuestion);
  };
  const options = DEFAULT_PATH_OPTIONS;
  const from: PointSelector = { channels: [first.channel] };
  const to: PointSelector = { channels: [last.channel] };
  const filter = { touches: [from] };
  const step = (at: PointSelector) =>
    ({ at, name: null, adjacency: "EVENTUALLY", within: null, optional: false }) as const;
  const funnel = { steps: [step(from), step(to)], within: null, exclude: [], options };
  ask("journeys", { filter, limit: FIRST, after: null });
  for (const wanted of [COUNTS_ALONE, EVERYTHING]) {
    ask("commonRoutes", { from, to, options, first: FIRST, wanted });
    ask("transitions", { options, filter, first: FIRST, wanted });
    ask("handoffs", { settings: { ...DEFAULT_HANDOFF_SETTINGS, goal: to }, first: FIRST, wanted });
    ask("funnel", { ...funnel, first: FIRST, rowsPerStep: 5, wanted: { ...wanted, labels: wanted === EVERYTHING } });
    ask("flow", { anchor: from, direction: "FORWARD", steps: 5, rowsPerStep: 5, options, wanted });
    ask("pathMatches", { pattern: `channel:"${first.channel}" .* channel:"${last.channel}"`, wanted });
  }
  return questions;
}
