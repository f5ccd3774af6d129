// Answers the questions that Neo4j can answer itself (graph/questions.ts): sends the statements of each, and converts
// their results to an answer. Totals, the rows to show, and the details of the shown rows are separate statements, so
// that nothing is held in memory for rows that are not shown.
import type {
  FoundHandoff,
  FoundLoss,
  FoundRoute,
  FoundTransition,
  HandoffsAsked,
  HandoffsFound,
  Points,
  QuestionsAsked,
  QuestionsFound,
  RoutesAsked,
  RoutesFound,
  Scope,
  StoreQuestion,
  TransitionsAsked,
  TransitionsFound,
  Wanted,
  World,
} from "../questions.js";
import { int, ints, type Parameters, type Row } from "./connection.js";
import type { Scoped } from "./questionStatements.js";
import * as cypher from "./questionStatements.js";

/** Instants that are before and after all others. */
const EARLIEST = Number.MIN_SAFE_INTEGER;
const LATEST = Number.MAX_SAFE_INTEGER;

/** Sends a statement. */
export type Run = (name: string, statement: string, parameters: Parameters) => Promise<Row[]>;

const FINDERS: {
  readonly [Q in StoreQuestion]: (
    asked: QuestionsAsked[Q],
    world: World,
    wanted: Wanted,
    run: Run,
  ) => Promise<QuestionsFound[Q]>;
} = { routes: findRoutes, transitions: findTransitions, handoffs: findHandoffs };

/** Answers a question. If statements are only planned, `run` returns no rows, and the result is empty. */
export function find<Q extends StoreQuestion>(
  question: Q,
  asked: QuestionsAsked[Q],
  world: World,
  wanted: Wanted,
  run: Run,
): Promise<QuestionsFound[Q]> {
  return FINDERS[question](asked, world, wanted, run);
}

// ---- routes ---------------------------------------------------------------------------------------------------------

async function findRoutes(asked: RoutesAsked, world: World, wanted: Wanted, run: Run): Promise<RoutesFound> {
  const { scope, from, to, within, labels, collapse, first } = asked;
  const scoped = scopedRun(run, scope);
  const match = {
    ...pointsNamed("from", from),
    ...pointsNamed("to", to),
    within: within === null ? null : int(within),
  };
  const route = { ...match, labels, collapse };
  const end = await ending(world, run);
  const [totals] = await scoped("ROUTE_TOTALS", cypher.ROUTE_TOTALS, { ...match, ...end });
  const [counted] = await scoped("ROUTES", cypher.ROUTES, route, { first: int(first) });
  const shown = rowsOf<string[]>(counted);
  const details = await scoped("ROUTE_DETAILS", cypher.ROUTE_DETAILS, route, { shown });
  const found = new Map(details.map((row) => [JSON.stringify(row.labels), row as unknown as FoundRoute]));
  const losses = wanted.loss === true ? await findLosses({ ...route, ...end }, shown, scoped) : null;
  return {
    ...(totals as unknown as Omit<RoutesFound, "routes" | "rows">),
    routes: (counted?.routes as number | undefined) ?? 0,
    rows: shown.flatMap((labels) => {
      const row = found.get(JSON.stringify(labels));
      return row === undefined ? [] : [{ ...row, losses: losses?.(labels) ?? null }];
    }),
  };
}

/** The losses at the labels of each shown route. */
async function findLosses(
  asked: Parameters,
  routes: readonly (readonly string[])[],
  scoped: ReturnType<typeof scopedRun>,
): Promise<(labels: readonly string[]) => FoundLoss[]> {
  const beginnings = (labels: readonly string[]) => labels.map((_, i) => labels.slice(0, i + 1));
  const all = new Map(routes.flatMap(beginnings).map((labels) => [JSON.stringify(labels), labels]));
  const longest = int(Math.max(0, ...routes.map(({ length }) => length)));
  const rows = await scoped("ROUTE_LOSS", cypher.ROUTE_LOSS, { ...asked, longest }, { shown: [...all.values()] });
  const found = new Map(rows.map((row) => [JSON.stringify(row.labels), row as unknown as FoundLoss]));
  const nothing = { completed: 0, dropped: 0, pending: 0 };
  return (labels) => beginnings(labels).map((begins) => found.get(JSON.stringify(begins)) ?? nothing);
}

function pointsNamed(name: "from" | "to", points: Points | null): Parameters {
  return { [name]: points && setOf(points.touchpoints), [`${name}UnlessFailed`]: points?.unlessFailed ?? false };
}

// ---- transitions ----------------------------------------------------------------------------------------------------

async function findTransitions(
  asked: TransitionsAsked,
  world: World,
  wanted: Wanted,
  run: Run,
): Promise<TransitionsFound> {
  const { scope, labels, collapse, from, to, first } = asked;
  const scoped = scopedRun(run, scope);
  const label = { labels, collapse };
  const rowsAsked = { ...label, from, to };
  const [counted] = await scoped("TRANSITIONS", cypher.TRANSITIONS, rowsAsked, { first: int(first) });
  const rows = rowsOf<Omit<FoundTransition, "examples">>(counted);
  const edges = (counted?.edges as number | undefined) ?? 0;
  const shown = rows.map((row) => [row.from ?? int(0), row.to ?? int(0)]);
  const all = rows.length === edges || !wanted.shown;
  const totalsAsked = { ...label, all, ...(await ending(world, run)) };
  const [totals] = await scoped("TRANSITION_TOTALS", cypher.TRANSITION_TOTALS, totalsAsked, { shown });
  const { examples, quantiles } = wanted;
  const details =
    examples || quantiles
      ? await scoped("TRANSITION_DETAILS", cypher.TRANSITION_DETAILS, { ...label, examples }, { shown })
      : [];
  const key = ({ from, to }: Row) => JSON.stringify([from, to]);
  const found = new Map(details.map((row) => [key(row), row as Pick<FoundTransition, "wait" | "examples">]));
  return {
    ...(totals as unknown as Omit<TransitionsFound, "edges" | "rows">),
    edges,
    rows: rows.map((row) => {
      const unasked = { wait: { ...QUANTILES, ...row.wait }, examples: [] };
      const { wait, examples } = found.get(key(row as unknown as Row)) ?? unasked;
      return { ...row, wait, examples };
    }),
  };
}

/** The quantiles of a wait if they are not selected. */
const QUANTILES = { median: null, p90: null, p95: null };

// ---- handoffs -------------------------------------------------------------------------------------------------------

async function findHandoffs(
  { scope, from, to, first, unknown, ...asked }: HandoffsAsked,
  world: World,
  { examples }: Wanted,
  run: Run,
): Promise<HandoffsFound> {
  const { stallAfter, intendedWait, bounceWithin, repeatWithin, resolveWithin, minSupport } = asked;
  const { channels, initiators, goal, levels, failureReasons, includeBrandSent } = asked;
  const scoped = scopedRun(run, scope);
  const episodes = { channels, initiators, goal: setOf(goal), includeBrandSent };
  const [totals] = await scoped("HANDOFF_TOTALS", cypher.HANDOFF_TOTALS, { ...episodes, unknown });
  const judged = {
    ...episodes,
    levels: levels.map((level) => ({ ...level, wait: int(level.wait) })),
    stallAfter: stallAfter === null ? null : int(stallAfter),
    intendedWait: int(intendedWait),
    bounceWithin: int(bounceWithin),
    repeatWithin: int(repeatWithin),
    resolveWithin: int(resolveWithin),
    settledAfter: int(Math.max(bounceWithin, repeatWithin, resolveWithin)),
    failureReasons,
    ...(await ending(world, run)),
  };
  const rowsAsked = { ...judged, minSupport: int(minSupport), examples, from, to };
  const [found] = await scoped("HANDOFFS", cypher.HANDOFFS, rowsAsked, { first: int(first) });
  const { journeys, customers, multiChannelJourneys, unknownChannel } = (totals ?? {}) as unknown as HandoffsFound;
  const { pairs, rankedPairs, handoffs, settled, failed } = (found ?? {}) as unknown as HandoffsFound;
  const rows = rowsOf<FoundHandoff>(found);
  const counts = { pairs, rankedPairs, handoffs, settled, failed };
  return { journeys, customers, multiChannelJourneys, unknownChannel, ...counts, rows };
}

// ---- shared parts ---------------------------------------------------------------------------------------------------

function scopedRun(run: Run, { startedFrom, startedBefore, customers }: Scope) {
  const period = { startedFrom: int(startedFrom ?? EARLIEST), startedBefore: int(startedBefore ?? LATEST) };
  const parameters = customers === null ? period : { ...period, customers: ints(customers) };
  return (name: string, statement: Scoped, asked: Parameters, others: Parameters = {}): Promise<Row[]> =>
    run(name, customers === null ? statement.all : statement.ofCustomers, { ...parameters, ...others, asked });
}

function setOf(keys: readonly string[]): Parameters {
  return Object.fromEntries(keys.map((key) => [key, true]));
}

/** The parameters that determine whether a journey is open and whether a window is over. */
async function ending({ journeyGap }: World, run: Run): Promise<Parameters> {
  const [row] = await run("NEWEST", cypher.NEWEST, {});
  const newest = row?.newest as number | null | undefined;
  return { newest: newest == null ? null : int(newest), journeyGap: int(journeyGap) };
}

/**
 * Returns the list `rows` of a statement's result. The list is empty if the statement was only planned and not run.
 */
function rowsOf<T>(row: Row | undefined): readonly T[] {
  return (row?.rows as readonly T[] | undefined) ?? [];
}
