// What questions are asked with, read into what the analyses take. The filter is read apart, since what it names is looked up
// in a projection.
import type { FunnelWanted } from "../analyses/funnel.js";
import type { JourneyFilter } from "../analyses/question.js";
import type { ParamsOf, QuestionName } from "../analyses/registry.js";
import type { Wanted } from "../analyses/wanted.js";
import { readFirst, readFunnelMatch, readHandoffSettings, readPathOptions } from "./arguments.js";
import type {
  AskedFlow,
  AskedFunnel,
  AskedHandoffs,
  AskedLabels,
  AskedPathMatches,
  AskedPaths,
  AskedTimeToConvert,
  AskedToGoal,
  AskedTransitions,
} from "./questions.js";

type Read<Q extends QuestionName> = (filter: JourneyFilter | null) => ParamsOf<Q>;

/** For who only looks for the journeys behind a row. */
export const NOTHING_MORE: Wanted = { quantiles: false, examples: false, shown: false };

export function readRoutes(asked: AskedPaths, wanted: Wanted): Read<"commonRoutes"> {
  const first = readFirst(asked.first, 20);
  const options = readPathOptions(asked.options);
  return (filter) => ({ from: asked.from, to: asked.to, options, filter, first, wanted });
}

export function readTransitions(asked: AskedTransitions, wanted: Wanted): Read<"transitions"> {
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

export function readHandoffs(asked: AskedHandoffs, wanted: Wanted): Read<"handoffs"> {
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

export function readPathMatches({ pattern }: AskedPathMatches, wanted: Wanted): Read<"pathMatches"> {
  return (filter) => ({ pattern, filter, wanted });
}

export function readFlow(asked: AskedFlow, wanted: Wanted): Read<"flow"> {
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

export function readFunnel(asked: AskedFunnel, wanted: FunnelWanted): Read<"funnel"> {
  const match = readFunnelMatch(asked);
  const first = readFirst(asked.first, 20);
  const { breakdown, rowsPerStep } = asked;
  return (filter) => ({ ...match, filter, breakdown: breakdown ?? null, rowsPerStep: rowsPerStep ?? 5, first, wanted });
}

export function readTimeToConvert(asked: AskedTimeToConvert): Read<"timeToConvert"> {
  const match = readFunnelMatch(asked);
  return (filter) => ({ ...match, filter, by: asked.by ?? "MONTH" });
}

/** Of loops and of ends. */
export function readLabels(asked: AskedLabels, wanted: Wanted): Read<"loops"> {
  const first = readFirst(asked.first, 20);
  const options = readPathOptions(asked.options);
  return (filter) => ({ options, filter, first, wanted });
}

export function readToGoal(asked: AskedToGoal, wanted: Wanted): Read<"interactionsToGoal"> {
  const upTo = readFirst(asked.upTo, 20, "upTo");
  return (filter) => ({ goal: asked.goal, hide: asked.hide ?? [], filter, upTo, wanted });
}

/** Of the questions whose rows can be named. */
export const READERS = {
  commonRoutes: readRoutes,
  ends: readLabels,
  interactionsToGoal: readToGoal,
  flow: readFlow,
  handoffs: readHandoffs,
  loops: readLabels,
  pathMatches: readPathMatches,
  transitions: readTransitions,
};
