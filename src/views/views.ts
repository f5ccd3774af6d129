// Every view, by the root field that it shows. A view is loaded when it is first used.
import type { View } from "./view.js";

type Load = () => Promise<View>;

const load = (module: Promise<{ readonly view: unknown }>): Promise<View> => module.then(({ view }) => view as View);

/**
 * One line per view. The type of the answer is not known here. Callers of `viewOf` use a view only with answers to the
 * view's own document.
 */
const VIEWS: Readonly<Record<string, Load>> = {
  commonRoutes: () => load(import("./commonRoutes/index.js")),
  conformance: () => load(import("./conformance/index.js")),
  customer: () => load(import("./customer.js")),
  ends: () => load(import("./ends/index.js")),
  feedback: () => load(import("./feedback/index.js")),
  flow: () => load(import("./flow/index.js")),
  funnel: () => load(import("./funnel/index.js")),
  handoffs: () => load(import("./handoffs/index.js")),
  interactionsToGoal: () => load(import("./interactionsToGoal/index.js")),
  journey: () => load(import("./journey.js")),
  journeyMap: () => load(import("./journeyMap/index.js")),
  opportunities: () => load(import("./opportunities/index.js")),
  timeToConvert: () => load(import("./timeToConvert/index.js")),
  touchpointPerformance: () => load(import("./touchpointPerformance/index.js")),
};

/** The root fields that have a view. */
export const viewedQuestions: readonly string[] = Object.keys(VIEWS);

/** Returns the view of a root field, or null if it has none. */
export function viewOf(question: string): Promise<View> | null {
  return Object.hasOwn(VIEWS, question) ? (VIEWS[question]?.() ?? null) : null;
}
