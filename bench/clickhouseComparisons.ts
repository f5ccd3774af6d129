// The questions of the benchmark that are also measured with ClickHouse, each in two forms. The first form has only the
// counts, which a chart needs. The second form is the full answer, with distinct journeys and customers, and with means
// if the question has them. `read` returns the part of our answer that equals the rows of ClickHouse.
import { COUNTS_ALONE } from "../src/engine/selection.js";
import type { Label } from "../src/engine/terms.js";
import type { CommonRoutesResult } from "../src/questions/commonRoutes/result.js";
import type { EndsResult } from "../src/questions/ends/result.js";
import type { FlowResult } from "../src/questions/flow/result.js";
import type { FunnelResult } from "../src/questions/funnel/result.js";
import type { PathMatchesResult } from "../src/questions/pathMatches/result.js";
import type { TransitionsResult } from "../src/questions/transitions/result.js";
import { ASKED } from "./asked.js";
import type { clickHouseQuestions } from "./clickhouse.js";
import { CLICKHOUSE_QUERIES } from "./clickhouseQueries.js";
import { COUNTS } from "./comparisons.js";

export interface ClickHouseComparison {
  readonly what: string;
  readonly question: (typeof ASKED)[number]["question"];
  readonly params: object;
  readonly theirs: string;
  /** The same question as a GraphQL query. */
  readonly query: (n: number, when: string) => string;
  // biome-ignore lint/suspicious/noExplicitAny: the result of `question`.
  read(result: any): (string | number | null)[][];
}

function asked(what: string, wanted: object = COUNTS_ALONE): Pick<ClickHouseComparison, "question" | "params"> {
  const { question, params } = ASKED.find((one) => one.what === what)!;
  return { question, params: { ...(params as object), wanted } };
}

/** `touchpoints` has the key of each code, from code 1 on. */
export function clickHouseComparisons(
  sql: Awaited<ReturnType<typeof clickHouseQuestions>>,
  touchpoints: readonly string[],
): ClickHouseComparison[] {
  const codes = new Map(touchpoints.map((key, i) => [key, i + 1]));
  const code = ({ kind, key }: Label): number => (kind === "START" ? 0 : kind === "END" ? 255 : codes.get(key)!);
  const path = (steps: CommonRoutesResult["routes"][number]["steps"]): string => steps.map(code).join(" ");
  const routes = "commonRoutes between two sets of touchpoints, top 20";
  const funnel = "a funnel of four steps";
  return [
    {
      what: "commonRoutes: counts",
      ...asked(routes, { ...COUNTS, loss: false }),
      theirs: sql.routeCounts,
      query: CLICKHOUSE_QUERIES.routeCounts,
      read: (result: CommonRoutesResult) => result.routes.map(({ steps, journeys }) => [path(steps), journeys]),
    },
    {
      what: "commonRoutes: counts, customers and mean duration (ours with the waits of each step)",
      ...asked(routes, { ...COUNTS_ALONE, loss: false }),
      theirs: sql.routes,
      query: CLICKHOUSE_QUERIES.routes,
      read: (result: CommonRoutesResult) =>
        result.routes.map(({ steps, journeys, customers, duration }) => [
          path(steps),
          journeys,
          customers,
          duration.mean,
        ]),
    },
    {
      what: "transitions: counts",
      ...asked("transitions of all journeys", { ...COUNTS, journeys: false, dropAfter: false }),
      theirs: sql.edgeCounts,
      query: CLICKHOUSE_QUERIES.edgeCounts,
      read: ({ edges }: TransitionsResult) => edges.map(({ from, to, count }) => [code(from), code(to), count]),
    },
    {
      what: "transitions under a filter: counts, distinct journeys and mean wait (ours with customers)",
      ...asked("transitions under a filter"),
      theirs: sql.edges,
      query: CLICKHOUSE_QUERIES.edges,
      read: ({ edges }: TransitionsResult) =>
        edges
          .filter(({ from, to }) => from.kind !== "START" && to.kind !== "END")
          .slice(0, 500)
          .map(({ from, to, count, journeys, wait }) => [code(from), code(to), count, journeys, wait.mean]),
    },
    {
      what: "flow of six steps: counts of nodes",
      ...asked("a flow of six steps from one touchpoint", { ...COUNTS, edges: false }),
      theirs: sql.flow,
      query: CLICKHOUSE_QUERIES.flow,
      read: ({ steps }: FlowResult) =>
        steps.flatMap(({ step, nodes }) =>
          nodes.filter(({ point }) => codes.has(point.key)).map(({ point, journeys }) => [step, code(point), journeys]),
        ),
    },
    {
      what: "pathMatches: counts",
      ...asked("a pattern", { ...COUNTS, steps: false }),
      theirs: sql.pathMatches,
      query: CLICKHOUSE_QUERIES.pathMatches,
      read: ({ totals }: PathMatchesResult) => [[totals.matched]],
    },
    {
      what: "ends: counts",
      ...asked("ends", COUNTS),
      theirs: sql.endCounts,
      query: CLICKHOUSE_QUERIES.endCounts,
      read: ({ entries, exits }: EndsResult) =>
        [entries, exits].flatMap((rows, side) => rows.map(({ label, journeys }) => [side, code(label), journeys])),
    },
    {
      what: "ends: counts and customers",
      ...asked("ends"),
      theirs: sql.ends,
      query: CLICKHOUSE_QUERIES.ends,
      read: ({ entries, exits }: EndsResult) =>
        [entries, exits].flatMap((rows, side) =>
          rows.map(({ label, journeys, customers }) => [side, code(label), journeys, customers]),
        ),
    },
    {
      what: "funnel of four steps: counts",
      ...asked(funnel, { ...COUNTS, labels: false }),
      theirs: sql.funnelCounts,
      query: CLICKHOUSE_QUERIES.funnelCounts,
      read: ({ steps }: FunnelResult) => [steps.map(({ completed }) => completed)],
    },
    {
      what: "funnel of four steps: counts, customers and mean waits",
      ...asked(funnel, { ...COUNTS_ALONE, labels: false }),
      theirs: sql.funnel,
      query: CLICKHOUSE_QUERIES.funnel,
      read: ({ steps }: FunnelResult) => [
        [
          ...steps.map(({ completed }) => completed),
          ...steps.map(({ customers }) => customers),
          ...steps.slice(1).map(({ wait }) => wait.mean),
        ],
      ],
    },
  ];
}
