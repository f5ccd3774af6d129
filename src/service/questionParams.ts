// What questions are asked with, read into what the analyses take. The filter is read apart, since what it names is looked up
// in a projection.

import { COUNTS_ALONE, type Wanted } from "../engine/selection.js";
import type { JourneyFilter } from "../engine/terms.js";
import type { FunnelWanted } from "../questions/funnel/index.js";
import type { ParamsOf, QuestionName } from "../questions/registry.js";
import { readFirst, readFunnelMatch, readHandoffSettings, readPathOptions } from "./arguments.js";
import type {
  AskedCompareFunnel,
  AskedFlow,
  AskedFunnel,
  AskedHandoffs,
  AskedLabels,
  AskedName,
  AskedOf,
  AskedPathMatches,
  AskedPaths,
  AskedSides,
  AskedTimeToConvert,
  AskedToGoal,
  AskedTransitions,
  WantedOf,
} from "./asked.js";

/** What of a question is looked up in a projection, but for its filter. */
export interface LookedUp {
  /** Who belongs to the segments of a breakdown. */
  readonly memberBits: Uint16Array | null;
  /** Filters of the sides of a comparison. */
  readonly a: JourneyFilter | null;
  readonly b: JourneyFilter | null;
}

/** The filter is put in, and what else was looked up. */
export type Read<Q extends QuestionName> = (filter: JourneyFilter | null, more: LookedUp) => ParamsOf<Q>;

/** For who only looks for the journeys behind a row. */
export const NOTHING_MORE: FunnelWanted = { ...COUNTS_ALONE, labels: false };

function readRoutes(asked: AskedPaths, wanted: Wanted): Read<"commonRoutes"> {
  const first = readFirst(asked.first, 20);
  const options = readPathOptions(asked.options);
  return (filter) => ({ from: asked.from, to: asked.to, options, filter, first, wanted });
}

function readTransitions(asked: AskedTransitions, wanted: Wanted): Read<"transitions"> {
  const first = readFirst(asked.first, 100);
  const options = readPathOptions(asked.options);
  return (filter) => ({
    adjacency: asked.adjacency,
    previous: asked.previous,
    from: asked.from,
    to: asked.to,
    options,
    filter,
    first,
    wanted,
  });
}

function readHandoffs(asked: AskedHandoffs, wanted: Wanted): Read<"handoffs"> {
  const first = readFirst(asked.first, 20);
  const settings = readHandoffSettings(asked.settings);
  return (filter) => ({
    settings,
    from: asked.from ?? null,
    to: asked.to ?? null,
    filter: filter ?? {},
    first,
    wanted,
  });
}

function readPathMatches({ pattern }: AskedPathMatches, wanted: Wanted): Read<"pathMatches"> {
  return (filter) => ({ pattern, filter, wanted });
}

function readFlow(asked: AskedFlow, wanted: Wanted): Read<"flow"> {
  const options = readPathOptions(asked.options);
  return (filter) => ({
    anchor: asked.anchor,
    direction: asked.direction ?? "FORWARD",
    steps: asked.steps ?? 5,
    rowsPerStep: asked.rowsPerStep ?? 5,
    options,
    filter,
    wanted,
  });
}

function readFunnel(asked: AskedFunnel, wanted: FunnelWanted): Read<"funnel"> {
  const match = readFunnelMatch(asked);
  const first = readFirst(asked.first, 20);
  const { breakdown, rowsPerStep } = asked;
  return (filter, { memberBits }) => ({
    ...match,
    filter,
    breakdown: breakdown === null || breakdown === undefined ? null : { ...breakdown, memberBits },
    rowsPerStep: rowsPerStep ?? 5,
    first,
    wanted,
  });
}

function readTimeToConvert(asked: AskedTimeToConvert): Read<"timeToConvert"> {
  const match = readFunnelMatch(asked);
  return (filter) => ({ ...match, filter, by: asked.by ?? "MONTH" });
}

/** Of loops and of ends. */
function readLabels(asked: AskedLabels, wanted: Wanted): Read<"loops"> {
  const first = readFirst(asked.first, 20);
  const options = readPathOptions(asked.options);
  return (filter) => ({ options, filter, first, wanted });
}

function readToGoal(asked: AskedToGoal, wanted: Wanted): Read<"interactionsToGoal"> {
  const upTo = readFirst(asked.upTo, 20, "upTo");
  return (filter) => ({ goal: asked.goal, hide: asked.hide ?? [], filter, upTo, wanted });
}

function readCompareRoutes(asked: AskedPaths & AskedSides, wanted: Wanted): Read<"compareRoutes"> {
  const read = readRoutes(asked, wanted);
  return (filter, more) => ({ ...read(filter, more), ...readSides(asked, more) });
}

function readCompareTransitions(asked: AskedTransitions & AskedSides, wanted: Wanted): Read<"compareTransitions"> {
  const read = readTransitions(asked, wanted);
  return (filter, more) => ({ ...read(filter, more), ...readSides(asked, more) });
}

function readCompareFunnel(asked: AskedCompareFunnel): Read<"compareFunnel"> {
  const match = readFunnelMatch(asked);
  return (filter, more) => ({ ...match, filter, ...readSides(asked, more) });
}

function readSides({ a, b }: AskedSides, more: LookedUp): Pick<ParamsOf<"compareFunnel">, "a" | "b"> {
  return { a: { name: a.name ?? "A", filter: more.a }, b: { name: b.name ?? "B", filter: more.b } };
}

/** Reads what a question is asked with; each throws a ThroughlineError that names the argument's path. */
export const READERS: { readonly [Q in AskedName]: (asked: AskedOf[Q], wanted: WantedOf<Q>) => Read<Q> } = {
  commonRoutes: readRoutes,
  compareFunnel: readCompareFunnel,
  compareRoutes: readCompareRoutes,
  compareTransitions: readCompareTransitions,
  ends: readLabels,
  flow: readFlow,
  funnel: readFunnel,
  handoffs: readHandoffs,
  interactionsToGoal: readToGoal,
  loops: readLabels,
  pathMatches: readPathMatches,
  timeToConvert: readTimeToConvert,
  transitions: readTransitions,
};
