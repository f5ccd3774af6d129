// The three questions answered by the server itself: which statements a question takes, and how an answer is of one state.
//
// Reads are no snapshots (stream.ts), and a question that held the lock would stop all writers. So the lock is taken for a
// moment before and after, and if nothing was committed in between the answer is of that state; else the question is asked
// again, and at last under the lock.
import { ThroughlineError } from "../../model/errors.js";
import type {
  AskOptions,
  Explained,
  FoundHandoff,
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
  StoreAnswer,
  StoreQuestion,
  StoreQuestions,
  TransitionsAsked,
  TransitionsFound,
  Wanted,
  World,
} from "../questions.js";
import { type Connection, int, ints, type Parameters, type Row, type Tx } from "./connection.js";
import type { Names } from "./names.js";
import { readNames } from "./names.js";
import type { Scoped } from "./questionStatements.js";
import * as cypher from "./questionStatements.js";
import { lockToRead } from "./write.js";

/** Without the lock, before it is held for the whole question. */
const TRIES = 2;
/** Before and after every instant. */
const EARLIEST = Number.MIN_SAFE_INTEGER;
const LATEST = Number.MAX_SAFE_INTEGER;

/** Sends a statement, with what time is left. */
type Run = (name: string, statement: string, parameters: Parameters) => Promise<Row[]>;

export class Neo4jQuestions implements StoreQuestions {
  readonly #connection: Connection;
  readonly #names: (namesVersion: number) => Names | null;

  /** `names`: those known to be of that version. */
  constructor(connection: Connection, names: (namesVersion: number) => Names | null) {
    this.#connection = connection;
    this.#names = names;
  }

  ask<Q extends StoreQuestion>(
    question: Q,
    prepare: (world: World) => QuestionsAsked[Q],
    options: AskOptions,
  ): Promise<StoreAnswer<QuestionsAsked[Q], QuestionsFound[Q]>> {
    const { wanted } = options;
    return inTime(options, async (left) => {
      const free: Run = (_, statement, parameters) => this.#connection.run(statement, parameters, left());
      for (let tries = 0; tries < TRIES; tries++) {
        const world = await this.#world();
        const asked = prepare(world);
        const found = await find(question, asked, world, wanted, free);
        if ((await this.#version()) === world.version) return { world, asked, found };
      }
      return this.#connection.transact(async (tx) => {
        const world = await this.#worldIn(tx);
        const asked = prepare(world);
        const locked: Run = (_, statement, parameters) => {
          left();
          return tx.run(statement, parameters);
        };
        return { commit: false, result: { world, asked, found: await find(question, asked, world, wanted, locked) } };
      }, left());
    });
  }

  explain<Q extends StoreQuestion>(
    question: Q,
    prepare: (world: World) => QuestionsAsked[Q],
    profile: boolean,
    options: AskOptions,
  ): Promise<readonly Explained[]> {
    return inTime(options, async (left) => {
      const explained: Explained[] = [];
      const world = await this.#world();
      const run: Run = async (name, statement, parameters) => {
        const { rows, plan, figures } = await this.#connection.plan(statement, parameters, profile, left());
        explained.push({ name, statement: statement.trim(), parameters, plan, profile: figures });
        return rows;
      };
      await find(question, prepare(world), world, options.wanted, run);
      return explained;
    });
  }

  #world(): Promise<World> {
    return this.#connection.transact(async (tx) => ({ commit: false, result: await this.#worldIn(tx) }));
  }

  async #worldIn(tx: Tx): Promise<World> {
    const { version, namesVersion, journeyGap } = await lockToRead(tx);
    const { catalogue } = this.#names(namesVersion) ?? (await readNames(tx, namesVersion));
    return { version, catalogue, journeyGap };
  }

  #version(): Promise<number> {
    return this.#connection.transact(async (tx) => ({ commit: false, result: (await lockToRead(tx)).version }));
  }
}

/** `left` gives the milliseconds that are left, or throws. */
async function inTime<T>({ milliseconds, signal }: AskOptions, work: (left: () => number) => Promise<T>): Promise<T> {
  const end = Date.now() + milliseconds;
  const tooLong = (cause?: unknown) =>
    new ThroughlineError("TIMEOUT", `Neo4j did not answer the question within ${milliseconds / 1_000} s.`, {
      remedy: "Ask about fewer journeys (filter.startedFrom, filter.customers), or raise QUESTION_SECONDS.",
      cause,
    });
  try {
    return await work(() => {
      signal?.throwIfAborted();
      if (Date.now() >= end) throw tooLong();
      return end - Date.now();
    });
  } catch (error) {
    throw isTimeout(error) ? tooLong(error) : error;
  }
}

function isTimeout(error: unknown): boolean {
  const cause = error instanceof ThroughlineError ? error.cause : null;
  return /\.TransactionTimedOut/.test((cause as { code?: string } | null)?.code ?? "");
}

const FINDERS: {
  readonly [Q in StoreQuestion]: (
    asked: QuestionsAsked[Q],
    world: World,
    wanted: Wanted,
    run: Run,
  ) => Promise<QuestionsFound[Q]>;
} = { routes: findRoutes, transitions: findTransitions, handoffs: findHandoffs };

function find<Q extends StoreQuestion>(
  question: Q,
  asked: QuestionsAsked[Q],
  world: World,
  wanted: Wanted,
  run: Run,
): Promise<QuestionsFound[Q]> {
  return FINDERS[question](asked, world, wanted, run);
}

// ---- routes ---------------------------------------------------------------------------------------------------------

async function findRoutes(asked: RoutesAsked, world: World, _: Wanted, run: Run): Promise<RoutesFound> {
  const { scope, from, to, within, labels, collapse, first } = asked;
  const scoped = scopedRun(run, scope);
  const match = {
    ...pointsNamed("from", from),
    ...pointsNamed("to", to),
    within: within === null ? null : int(within),
  };
  const route = { ...match, labels, collapse };
  const [totals] = await scoped("ROUTE_TOTALS", cypher.ROUTE_TOTALS, { ...match, ...(await ending(world, run)) });
  const [counted] = await scoped("ROUTES", cypher.ROUTES, route, { first: int(first) });
  const shown = rowsOf<string[]>(counted);
  const details = await scoped("ROUTE_DETAILS", cypher.ROUTE_DETAILS, route, { shown });
  const found = new Map(details.map((row) => [JSON.stringify(row.labels), row as unknown as FoundRoute]));
  return {
    ...(totals as unknown as Omit<RoutesFound, "routes" | "rows">),
    routes: (counted?.routes as number | undefined) ?? 0,
    rows: shown.flatMap((labels) => found.get(JSON.stringify(labels)) ?? []),
  };
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

/** Not worked out. */
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
  const { handoffs, settled, failed } = (found ?? {}) as unknown as HandoffsFound;
  const rows = rowsOf<FoundHandoff>(found);
  return { journeys, customers, multiChannelJourneys, unknownChannel, handoffs, settled, failed, rows };
}

// ---- what all share -------------------------------------------------------------------------------------------------

function scopedRun(run: Run, { startedFrom, startedBefore, customers }: Scope) {
  const period = { startedFrom: int(startedFrom ?? EARLIEST), startedBefore: int(startedBefore ?? LATEST) };
  const parameters = customers === null ? period : { ...period, customers: ints(customers) };
  return (name: string, statement: Scoped, asked: Parameters, others: Parameters = {}): Promise<Row[]> =>
    run(name, customers === null ? statement.all : statement.ofCustomers, { ...parameters, ...others, asked });
}

function setOf(keys: readonly string[]): Parameters {
  return Object.fromEntries(keys.map((key) => [key, true]));
}

/** What says whether a journey is open and a window over. */
async function ending({ journeyGap }: World, run: Run): Promise<Parameters> {
  const [row] = await run("NEWEST", cypher.NEWEST, {});
  const newest = row?.newest as number | null | undefined;
  return { newest: newest == null ? null : int(newest), journeyGap: int(journeyGap) };
}

/** The `rows` that a statement gives as a list; none where it was only planned. */
function rowsOf<T>(row: Row | undefined): readonly T[] {
  return (row?.rows as readonly T[] | undefined) ?? [];
}
