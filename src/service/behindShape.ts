// Shapes of what a question is asked with, for arguments that did not come through GraphQL's own check: those within the
// name of a row (behind.ts). Null is "not given"; what the values mean is checked where arguments are read.

import { PERIODS } from "../engine/periods.js";
import { ADJACENCIES, CUT_PARTS, GRAINS, REPEATS, START_AT, TOTALS_PARTS } from "../engine/terms.js";
import type { BehindParams } from "../questions/drilldown.js";
import { END_PARTS } from "../questions/ends/drilldown.js";
import { FLOW_NODE_PARTS } from "../questions/flow/drilldown.js";
import { FLOW_DIRECTIONS } from "../questions/flow/result.js";
import { FUNNEL_STEP_PARTS } from "../questions/funnel/drilldown.js";
import { HANDOFF_PARTS, HANDOFF_TOTALS_PARTS } from "../questions/handoffs/drilldown.js";
import { LOOP_LABEL_PARTS, LOOP_TOTALS_PARTS } from "../questions/loops/drilldown.js";
import { MATCHES_PARTS } from "../questions/pathMatches/drilldown.js";
import { BASELINES, HANDOFF_GRAINS, HANDOFF_REASONS } from "../questions/results.js";
import { PERIOD_PARTS } from "../questions/timeToConvert/drilldown.js";

export type Shape = (value: unknown) => boolean;

const text: Shape = (value) => typeof value === "string";
const count: Shape = (value) => Number.isInteger(value);
const number: Shape = (value) => typeof value === "number";
const flag: Shape = (value) => typeof value === "boolean";
const oneOf =
  (...values: readonly string[]): Shape =>
  (value) =>
    values.includes(value as string);
const list =
  (of: Shape): Shape =>
  (value) =>
    Array.isArray(value) && value.every(of);
const either =
  (...shapes: readonly Shape[]): Shape =>
  (value) =>
    shapes.some((shape) => shape(value));
const nothing: Shape = (value) => value === null;

/** No other fields; those named first must be there, and all others may be null. */
function record(required: Record<string, Shape>, optional: Record<string, Shape> = {}): Shape {
  return (value) =>
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(required).every((name) => Object.hasOwn(value, name)) &&
    Object.entries(value).every(([name, field]) =>
      Object.hasOwn(required, name)
        ? required[name]!(field)
        : Object.hasOwn(optional, name) && (field === null || optional[name]!(field)),
    );
}

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
const ofTotals = record({ of: oneOf(...TOTALS_PARTS) });
const ofAll = record({ of: oneOf(...TOTALS_PARTS, ...CUT_PARTS) });
/** What is shown, or what is not. */
export const isCut = record({ of: oneOf(...CUT_PARTS) });

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
const place = either(text, record({ otherThan: list(text) }));
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
const group = either(text, nothing, record({ otherThan: list(either(text, nothing)) }));
const handoffSide = either(record({ channel: text }), record({ touchpoint: text }));

/** Questions that are compared, for the rows of a side: both filters hold. */
const ofSide = { filter, side: filter };
const routes = { from: selector, to: selector, options, ...ofSide };
const labels = { options, filter };
const paths = { direction: oneOf(...FLOW_DIRECTIONS), steps: count, options, filter };
const pairs = { options, adjacency: oneOf(...ADJACENCIES), previous: selector, ...ofSide };

interface BehindShape {
  readonly asked: Shape;
  readonly row: Shape;
  /** Its arguments where the row is what is shown, or what is not; without it nothing is ever cut. */
  readonly cut?: Shape;
}

/** By question: its arguments, without those that only choose rows, and its rows. */
export const BEHIND_SHAPES: Record<BehindParams["question"], BehindShape> = {
  commonRoutes: {
    asked: record({}, routes),
    cut: record({}, { ...routes, first: count }),
    row: either(ofTotals, record({ route: list(text) })),
  },
  ends: {
    asked: record({}, labels),
    cut: record({}, { ...labels, first: count }),
    row: either(
      ofTotals,
      record({ entry: text, of: oneOf(...END_PARTS) }),
      record({ exit: text, of: oneOf(...END_PARTS) }),
    ),
  },
  interactionsToGoal: {
    asked: record({}, { goal: selector, hide: list(selector), filter }),
    row: either(ofAll, record({ interactions: count, orMore: flag })),
  },
  flow: {
    asked: record({ anchor: selector }, paths),
    cut: record({ anchor: selector }, { ...paths, rowsPerStep: count }),
    row: either(
      ofTotals,
      record({ step: count, of: oneOf(...FLOW_NODE_PARTS) }),
      record({ step: count, at: place, of: oneOf(...FLOW_NODE_PARTS) }),
      record({ step: count, from: place, to: place }),
    ),
  },
  funnel: {
    asked: record(match, { ...matchOptions, ...ofSide, breakdown }),
    row: either(
      record({ of: oneOf(...TOTALS_PARTS, ...CUT_PARTS) }, { group }),
      record({ step: count, of: oneOf(...FUNNEL_STEP_PARTS) }, { group }),
      record({ step: count, between: text }),
      record({ step: count, after: either(text, nothing) }),
    ),
  },
  handoffs: {
    asked: record({}, { settings, filter }),
    row: either(
      record({ of: oneOf(...HANDOFF_TOTALS_PARTS) }),
      record({
        from: handoffSide,
        to: handoffSide,
        of: oneOf(...HANDOFF_PARTS),
        reason: either(oneOf(...HANDOFF_REASONS), nothing),
      }),
    ),
  },
  loops: {
    asked: record({}, { options, filter }),
    row: either(
      record({ label: text, of: oneOf(...LOOP_LABEL_PARTS) }),
      record({ from: text, via: text }),
      record({ of: oneOf(...LOOP_TOTALS_PARTS) }),
    ),
  },
  pathMatches: {
    asked: record({ pattern: text }, { filter }),
    row: either(record({ of: oneOf(...MATCHES_PARTS) }), record({ step: count })),
  },
  timeToConvert: {
    asked: record(match, { ...matchOptions, by: oneOf(...PERIODS) }),
    row: either(
      ofAll,
      record({ longerThan: either(number, nothing), upTo: either(number, nothing) }),
      record({ period: text, of: oneOf(...PERIOD_PARTS) }),
    ),
  },
  transitions: {
    asked: record({}, pairs),
    cut: record({}, { ...pairs, from: selector, to: selector, first: count }),
    row: either(
      ofTotals,
      record({ from: either(text, nothing), to: either(text, nothing) }),
      record({ exitsOf: either(text, nothing) }),
    ),
  },
};
