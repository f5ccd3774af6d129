// Extracts from Throughline's answers the numbers that DuckDB computes too, in the order of DuckDB's rows, so that both
// can be compared.

import { COUNTS_ALONE } from "../src/engine/selection.js";
import type { CommonRoutesResult } from "../src/questions/commonRoutes/result.js";
import type { EndsResult } from "../src/questions/ends/index.js";
import type { FlowResult } from "../src/questions/flow/result.js";
import type { FunnelResult } from "../src/questions/funnel/result.js";
import type { HandoffsResult } from "../src/questions/handoffs/result.js";
import type { InteractionsToGoalResult } from "../src/questions/interactionsToGoal/index.js";
import type { LoopsResult } from "../src/questions/loops/result.js";
import type { PathMatchesResult } from "../src/questions/pathMatches/result.js";
import type { TimeToConvertResult } from "../src/questions/timeToConvert/result.js";
import type { TransitionsResult } from "../src/questions/transitions/result.js";
import type { VisitsResult } from "../src/questions/visits/index.js";
import type { duckDbQuestions } from "./duckdb.js";

/** Selects only counts. */
export const COUNTS = { ...COUNTS_ALONE, customers: false, waits: false };

export interface Comparison {
  readonly what: string;
  /** The name of a question in bench/asked.ts. */
  readonly ours: string;
  /** What is selected, if the question of bench/asked.ts selects more than DuckDB computes. */
  readonly wanted?: object;
  readonly theirs: string;
  // biome-ignore lint/suspicious/noExplicitAny: the result of the question that `ours` names.
  read(result: any): (string | number | null)[][];
}

export function comparisons(sql: Awaited<ReturnType<typeof duckDbQuestions>>): Comparison[] {
  const codeOf = new Map(sql.touchpoints.map((key, i) => [key, i + 1]));
  return [
    {
      what: "commonRoutes, against a list column",
      ours: "commonRoutes between two sets of touchpoints, top 20",
      theirs: `select * from (${sql.commonRoutes}) order by all`,
      read: ({ routes }: CommonRoutesResult) =>
        routes
          .map(({ steps, journeys, customers }) => [
            steps.map(({ key }) => codeOf.get(key)).join(" "),
            journeys,
            customers,
          ])
          .sort(byAll),
    },
    {
      what: "transitions with counts and mean wait under a filter, against a window query",
      ours: "transitions under a filter",
      theirs: `select * from (${sql.transitions}) order by all`,
      read: ({ edges }: TransitionsResult) =>
        edges
          .filter(({ from, to }) => from.kind !== "START" && to.kind !== "END")
          .slice(0, 500)
          .map(({ from, to, count, journeys, wait }) => [
            codeOf.get(from.key)!,
            codeOf.get(to.key)!,
            count,
            journeys,
            wait.mean,
          ])
          .sort(byAll),
    },
    {
      what: "handoffs with reasons, test and intervals, against counts and mean wait alone",
      ours: "handoffs with test and intervals",
      theirs: `select * from (${sql.handoffs}) order by all`,
      read: ({ handoffs }: HandoffsResult) =>
        handoffs
          .map(({ from, to, count, journeys, customers, wait }) => [
            from.key,
            to.key,
            count,
            journeys,
            customers,
            wait.mean,
          ])
          .sort(byAll),
    },
    {
      what: "a funnel of four steps: counts, against positions in a list column",
      ours: "a funnel of four steps",
      wanted: { ...COUNTS, labels: false },
      theirs: sql.funnel,
      read: ({ steps }: FunnelResult) => [steps.map(({ completed }) => completed)],
    },
    {
      what: "a flow of six steps: counts of nodes, against slices of a list column",
      ours: "a flow of six steps from one touchpoint",
      wanted: { ...COUNTS, edges: false },
      theirs: `select * from (${sql.flow}) order by all`,
      read: ({ steps }: FlowResult) =>
        steps
          .flatMap(({ step, nodes }) =>
            nodes
              .filter(({ point }) => codeOf.has(point.key))
              .map(({ point, journeys }) => [step, codeOf.get(point.key)!, journeys]),
          )
          .sort(byAll),
    },
    {
      what: "a pattern: counts, against a regular expression over letters",
      ours: "a pattern",
      wanted: { ...COUNTS, steps: false },
      theirs: sql.pathMatches,
      read: ({ totals }: PathMatchesResult) => [[totals.matched]],
    },
    {
      what: "transitions, eventually, with mean waits, against a join of first and last positions without waits",
      ours: "transitions, eventually",
      theirs: `select * from (${sql.eventually}) order by all`,
      read: ({ edges }: TransitionsResult) =>
        edges.map(({ from, to, journeys }) => [codeOf.get(from.key)!, codeOf.get(to.key)!, journeys]).sort(byAll),
    },
    {
      what: "loops with their returns, against the labels alone",
      ours: "loops",
      theirs: `select * from (${sql.loops}) order by all`,
      read: ({ labels }: LoopsResult) =>
        labels
          .map(({ label, again, journeys, againJourneys }) => [codeOf.get(label.key)!, again, journeys, againJourneys])
          .sort(byAll),
    },
    {
      what: "visits, against distinct counts",
      ours: "visits",
      theirs: `select * from (${sql.visits}) order by all`,
      read: ({ labels }: VisitsResult) =>
        labels
          .map(({ label, interactions, journeys, customers }) => [
            codeOf.get(label.key)!,
            interactions,
            journeys,
            customers,
          ])
          .sort(byAll),
    },
    {
      what: "ends, against first and last of a list column",
      ours: "ends",
      theirs: `select * from (${sql.ends}) order by all`,
      read: ({ entries, exits }: EndsResult) =>
        [entries, exits]
          .flatMap((rows, side) =>
            rows.map(({ label, journeys, customers }) => [side, codeOf.get(label.key)!, journeys, customers]),
          )
          .sort(byAll),
    },
    {
      what: "interactions to the goal, against positions in a list column",
      ours: "interactions to the goal",
      theirs: sql.interactionsToGoal,
      read: ({ histogram }: InteractionsToGoalResult) =>
        histogram
          .filter(({ journeys }) => journeys > 0)
          .map(({ interactions, journeys, customers }) => [interactions, journeys, customers]),
    },
    {
      what: "time to convert with quantiles and a histogram, against counts and means",
      ours: "time to convert over four steps, by month",
      theirs: sql.timeToConvert,
      read: ({ periods }: TimeToConvertResult) =>
        periods.map(({ name, matched, completed, duration }) => [name, matched, completed, duration.mean]),
    },
  ];
}

function byAll(a: readonly (string | number | null | undefined)[], b: typeof a): number {
  for (let i = 0; i < a.length; i++) {
    if (a[i] === b[i]) continue;
    return a[i]! < b[i]! ? -1 : 1;
  }
  return 0;
}
