// Shapes of what a question is asked with, for arguments that did not come through GraphQL's own check: those within the
// name of a row (behind.ts). Null is "not given"; what the values mean is checked where arguments are read.

import { PERIODS } from "../engine/periods.js";
import { ADJACENCIES, GRAINS, REPEATS, START_AT } from "../engine/terms.js";
import type { DrilldownParams } from "../questions/drilldown.js";
import { FLOW_DIRECTIONS } from "../questions/flow/result.js";
import type { ASKABLE } from "../questions/registry.js";
import { BASELINES, HANDOFF_GRAINS, HANDOFF_REASONS } from "../questions/results.js";
import { count, flag, list, number, oneOf, record, type Shape, text } from "../questions/shape.js";

const selector = record(
  {},
  { touchpoints: list(text), kinds: list(text), channels: list(text), stages: list(text), goal: text, any: flag },
);
const filter = record(
  {},
  {
    startedFrom: text,
    startedBefore: text,
    startedWithin: text,
    segments: list(text),
    customers: list(text),
    behind: text,
    attributes: list(record({ key: text, in: list(text) })),
    touches: list(selector),
    avoids: list(selector),
    reachedGoal: text,
    matches: text,
    minInteractions: count,
    maxInteractions: count,
  },
);
const options = record(
  {},
  {
    grain: oneOf(...GRAINS),
    repeats: oneOf(...REPEATS),
    hide: list(selector),
    exclude: list(selector),
    via: list(selector),
    within: text,
    startAt: oneOf(...START_AT),
    minSteps: count,
    maxSteps: count,
  },
);
const settings = record(
  {},
  {
    grain: oneOf(...HANDOFF_GRAINS),
    goal: selector,
    stallAfter: text,
    bounceWithin: text,
    repeatWithin: text,
    resolveWithin: text,
    minSupport: count,
    minEffect: number,
    baselineBy: oneOf(...BASELINES),
    failureReasons: list(oneOf(...HANDOFF_REASONS)),
    includeBrandSent: flag,
  },
);
/** What a match is, of funnel and of timeToConvert; its steps must be given. */
const match = {
  steps: list(record({ at: selector }, { name: text, adjacency: oneOf(...ADJACENCIES), within: text, optional: flag })),
};
const matchOptions = {
  within: text,
  exclude: list(record({ at: selector, after: count, before: count })),
  options,
  filter,
};
const breakdown = record({}, { attribute: text, firstChannel: flag, started: oneOf(...PERIODS), segments: list(text) });
/** Questions that are compared, for the rows of a side: both filters hold. */
const ofSide = { filter, side: filter };
const routes = { from: selector, to: selector, options, ...ofSide };
const labels = { options, filter };
const paths = { direction: oneOf(...FLOW_DIRECTIONS), steps: count, options, filter };
const pairs = { options, adjacency: oneOf(...ADJACENCIES), previous: selector, ...ofSide };

interface ArgsShape {
  readonly args: Shape;
  /** Its arguments where the row is what is shown, or what is not; without it nothing is ever cut. */
  readonly cut?: Shape;
}

/** By question: its arguments, without those that only choose rows. */
const ARGS: Record<DrilldownParams<typeof ASKABLE>["question"], ArgsShape> = {
  commonRoutes: { args: record({}, routes), cut: record({}, { ...routes, first: count }) },
  ends: { args: record({}, labels), cut: record({}, { ...labels, first: count }) },
  interactionsToGoal: { args: record({}, { goal: selector, hide: list(selector), filter }) },
  flow: {
    args: record({ anchor: selector }, paths),
    cut: record({ anchor: selector }, { ...paths, rowsPerStep: count }),
  },
  funnel: { args: record(match, { ...matchOptions, ...ofSide, breakdown }) },
  handoffs: { args: record({}, { settings, filter }) },
  loops: { args: record({}, labels) },
  pathMatches: { args: record({ pattern: text }, { filter }) },
  timeToConvert: { args: record(match, { ...matchOptions, by: oneOf(...PERIODS) }) },
  transitions: {
    args: record({}, pairs),
    cut: record({}, { ...pairs, from: selector, to: selector, first: count }),
  },
};

/** `cut`: the row depends on the rows shown. */
export function isAskedOfRow(question: keyof typeof ARGS, asked: unknown, cut: boolean): boolean {
  const shapes = ARGS[question];
  return (cut ? shapes.cut! : shapes.args)(asked);
}
