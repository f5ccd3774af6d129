// What of an answer is compared with DuckDB's rows: the same numbers, in the same order.
import type { FlowResult } from "../src/analyses/flowResult.js";
import type { FunnelResult } from "../src/analyses/funnelResult.js";
import type {
  CommonRoutesResult,
  HandoffsResult,
  PathMatchesResult,
  TransitionsResult,
} from "../src/analyses/results.js";
import type { duckDbQuestions } from "./duckdb.js";

export interface Comparison {
  readonly what: string;
  /** Of bench/asked.ts. */
  readonly ours: string;
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
      what: "a funnel of four steps, against positions in a list column",
      ours: "a funnel of four steps",
      theirs: sql.funnel,
      read: ({ steps }: FunnelResult) => [steps.map(({ completed }) => completed)],
    },
    {
      what: "a flow of six steps with its edges, against its nodes alone",
      ours: "a flow of six steps from one touchpoint",
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
      what: "a pattern, against a regular expression over letters",
      ours: "a pattern",
      theirs: sql.pathMatches,
      read: ({ totals }: PathMatchesResult) => [[totals.matched]],
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
