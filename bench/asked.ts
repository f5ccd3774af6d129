// The questions of the benchmark by name, with their parameters for Throughline. bench/duckdb.ts has the same questions
// for DuckDB. `lazy` selects the details that require a second read of the journeys: quantiles, examples, journeys on
// the shown rows.

import { COUNTS_ALONE, EVERYTHING } from "../src/engine/selection.js";
import { DEFAULT_PATH_OPTIONS } from "../src/engine/terms.js";
import type { PointSelector } from "../src/model/catalogue.js";
import { DAY } from "../src/model/time.js";
import { DEFAULT_HANDOFF_SETTINGS } from "../src/questions/handoffs/index.js";
import type { ParamsOf, QuestionName } from "../src/questions/registry.js";
import { BENCH_BLUEPRINT } from "./blueprint.js";

export interface Asked<Q extends QuestionName = QuestionName> {
  readonly what: string;
  readonly question: Q;
  readonly params: ParamsOf<Q>;
  /** The target for the median at 500,000 journeys on 2 cores, in milliseconds; null if there is none. */
  readonly wanted: number | null;
}

export const FROM = ["search/search-1", "search/search-2", "social/social-1"] as const;
export const TO = ["store/store-1", "store/store-2", "phone/phone-1"] as const;
export const PATTERN = "channel:search .* channel:web [^channel:phone]* channel:store";
export const FILTERED_BY = "search";
export const FUNNEL = ["search", "web", "app", "store"] as const;

function asked<Q extends QuestionName>(what: string, question: Q, wanted: number | null, params: ParamsOf<Q>): Asked {
  return { what, question, params, wanted } as unknown as Asked;
}

const routes = {
  from: { touchpoints: FROM },
  to: { touchpoints: TO },
  options: DEFAULT_PATH_OPTIONS,
  first: 20,
};
const filtered = { options: DEFAULT_PATH_OPTIONS, filter: { touches: [{ channels: [FILTERED_BY] }] }, first: 1_000 };
const handoffs = { settings: { ...DEFAULT_HANDOFF_SETTINGS, goal: { channels: ["store"] } }, first: 100 };

const step = (at: PointSelector) => ({
  at,
  name: null,
  adjacency: "EVENTUALLY" as const,
  within: null,
  optional: false,
});
const funnel = {
  steps: FUNNEL.map((channel) => step({ channels: [channel] })),
  within: null,
  exclude: [],
  options: DEFAULT_PATH_OPTIONS,
};
const labels = { options: DEFAULT_PATH_OPTIONS, first: 1_000, wanted: COUNTS_ALONE };
const flow = {
  anchor: { touchpoints: [FROM[0]] },
  direction: "FORWARD" as const,
  steps: 6,
  rowsPerStep: 5,
  options: DEFAULT_PATH_OPTIONS,
};

const conformance = {
  blueprint: BENCH_BLUEPRINT.key,
  version: null,
  first: 20,
  wanted: { ...COUNTS_ALONE, variants: true },
};

const performance = {
  goal: { channels: ["store"] },
  within: 30 * DAY,
  grain: "TOUCHPOINT" as const,
  changedAt: null,
  span: null,
  orderBy: "VISITS" as const,
  first: 1_000,
};

export const ASKED: readonly Asked[] = [
  asked("commonRoutes between two sets of touchpoints, top 20", "commonRoutes", 15, {
    ...routes,
    wanted: COUNTS_ALONE,
  }),
  asked("commonRoutes, with quantiles and examples", "commonRoutes", null, { ...routes, wanted: EVERYTHING }),
  asked("commonRoutes between two channels", "commonRoutes", null, {
    ...routes,
    from: { channels: ["search"] },
    to: { channels: ["store"] },
    wanted: COUNTS_ALONE,
  }),
  asked("transitions under a filter", "transitions", null, { ...filtered, wanted: COUNTS_ALONE }),
  asked("transitions under a filter, with quantiles and examples", "transitions", null, {
    ...filtered,
    wanted: EVERYTHING,
  }),
  asked("transitions of all journeys", "transitions", null, { ...filtered, filter: null, wanted: COUNTS_ALONE }),
  asked("handoffs with test and intervals", "handoffs", 80, { ...handoffs, wanted: COUNTS_ALONE }),
  asked("handoffs, with quantiles and examples", "handoffs", null, { ...handoffs, wanted: EVERYTHING }),
  asked("a funnel of four steps", "funnel", 30, {
    ...funnel,
    first: 20,
    rowsPerStep: 5,
    wanted: { ...COUNTS_ALONE, labels: false },
  }),
  asked("a flow of six steps from one touchpoint", "flow", 60, { ...flow, wanted: COUNTS_ALONE }),
  asked("a flow of six steps from any touchpoint", "flow", 60, {
    ...flow,
    anchor: { any: true },
    wanted: COUNTS_ALONE,
  }),
  asked("a pattern", "pathMatches", 60, { pattern: PATTERN, wanted: COUNTS_ALONE }),
  asked("transitions, eventually", "transitions", null, { ...labels, adjacency: "EVENTUALLY" }),
  asked("loops", "loops", null, labels),
  asked("visits", "visits", null, { ...labels, wanted: { ...COUNTS_ALONE, journeys: true } }),
  asked("visits, interactions alone", "visits", null, { ...labels, wanted: { ...COUNTS_ALONE, journeys: false } }),
  // Journeys have random touchpoints. Nearly all of them are distinct and deviate from the design, which is the hardest
  // case.
  asked("conformance with twenty steps", "conformance", 2_000, {
    ...conformance,
    wanted: { ...COUNTS_ALONE, variants: false },
  }),
  asked("conformance with twenty steps, and variants", "conformance", null, conformance),
  // The log has no answers, so this measures a question that finds none.
  asked("feedback", "feedback", null, { ...labels, wanted: { ...COUNTS_ALONE, interactions: true } }),
  asked("ends", "ends", null, labels),
  asked("a journey map beside a blueprint, and of two halves of the year", "journeyMap", null, {
    persona: null,
    segment: null,
    blueprint: BENCH_BLUEPRINT.key,
    version: null,
    goal: { channels: ["store"] },
    within: 30 * DAY,
    filter: null,
    a: { name: "A", filter: { startedBefore: Date.UTC(2024, 6, 1) } },
    b: { name: "B", filter: { startedFrom: Date.UTC(2024, 6, 1) } },
    first: 10,
  }),
  asked("opportunities", "opportunities", null, {
    goal: { channels: ["store"] },
    within: 30 * DAY,
    filter: null,
    first: 100,
    segments: [],
  }),
  asked("performance of touchpoints", "touchpointPerformance", null, performance),
  asked("performance of touchpoints, before and after a date", "touchpointPerformance", null, {
    ...performance,
    changedAt: Date.UTC(2024, 6, 1),
    wanted: { ...COUNTS_ALONE, customersOver: false, cases: false },
  }),
  asked("interactions to the goal", "interactionsToGoal", null, {
    goal: { channels: ["store"] },
    hide: [],
    upTo: 1_000,
    wanted: COUNTS_ALONE,
  }),
  asked("time to convert over four steps, by month", "timeToConvert", null, { ...funnel, by: "MONTH" }),
];
