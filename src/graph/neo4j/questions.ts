// The three questions answered by the server itself: which statements a question takes, and how an answer is of one state.
//
// Reads are no snapshots (stream.ts), and a question that held the lock would stop all writers. So the lock is taken for a
// moment before and after, and if nothing was committed in between the answer is of that state; else the question is asked
// again, and at last under the lock.
import { ThroughlineError } from "../../model/errors.js";
import type {
  Explained,
  FoundRoute,
  FoundTransition,
  FoundWaits,
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
  World,
} from "../questions.js";
import { type Connection, int, ints, type Parameters, type Row, type Tx } from "./connection.js";
import type { Names } from "./names.js";
import { readNames } from "./names.js";
import * as cypher from "./questionStatements.js";
import type { Scoped } from "./questionStatements.js";
import { lockToRead } from "./write.js";

/** The server ends a statement that takes longer, in milliseconds. */
const TIMEOUT = 120_000;
/** Without the lock, before it is held for the whole question. */
const TRIES = 2;
/** Before and after every instant. */
const EARLIEST = Number.MIN_SAFE_INTEGER;
const LATEST = Number.MAX_SAFE_INTEGER;

type Run = (name: string, statement: string, parameters: Parameters) => Promise<Row[]>;

export class Neo4jQuestions implements StoreQuestions {
  readonly #connection: Connection;
  readonly #names: (namesVersion: number) => Names | null;

  /** `names`: those known to be of that version. */
  constructor(connection: Connection, names: (namesVersion: number) => Names | null) {
    this.#connection = connection;
    this.#names = names;
  }

  async ask<Q extends StoreQuestion>(
    question: Q,
    prepare: (world: World) => QuestionsAsked[Q],
  ): Promise<StoreAnswer<QuestionsAsked[Q], QuestionsFound[Q]>> {
    const free: Run = (_, statement, parameters) => this.#connection.run(statement, parameters, TIMEOUT);
    return this.#inTime(async () => {
      for (let tries = 0; tries < TRIES; tries++) {
        const world = await this.#world();
        const asked = prepare(world);
        const found = await find(question, asked, world, free);
        if ((await this.#version()) === world.version) return { world, asked, found };
      }
      return this.#connection.transact(async (tx) => {
        const world = await this.#worldIn(tx);
        const asked = prepare(world);
        const locked: Run = (_, statement, parameters) => tx.run(statement, parameters);
        return { commit: false, result: { world, asked, found: await find(question, asked, world, locked) } };
      }, TIMEOUT);
    });
  }

  async explain<Q extends StoreQuestion>(
    question: Q,
    prepare: (world: World) => QuestionsAsked[Q],
    profile: boolean,
  ): Promise<readonly Explained[]> {
    const explained: Explained[] = [];
    const world = await this.#world();
    const run: Run = async (name, statement, parameters) => {
      const { rows, plan, figures } = await this.#connection.plan(statement, parameters, profile, TIMEOUT);
      explained.push({ name, statement: statement.trim(), parameters, plan, profile: figures });
      return rows;
    };
    await this.#inTime(() => find(question, prepare(world), world, run));
    return explained;
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

  async #inTime<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!isTimeout(error)) throw error;
      throw new ThroughlineError("TIMEOUT", `Neo4j did not answer the question within ${TIMEOUT / 1_000} s.`, {
        remedy: "Ask about fewer journeys (filter.startedFrom, filter.customers), or serve with ENGINE=projection.",
        cause: error,
      });
    }
  }
}

function isTimeout(error: unknown): boolean {
  const cause = error instanceof ThroughlineError ? error.cause : null;
  return /\.TransactionTimedOut/.test((cause as { code?: string } | null)?.code ?? "");
}

const FINDERS: {
  readonly [Q in StoreQuestion]: (asked: QuestionsAsked[Q], world: World, run: Run) => Promise<QuestionsFound[Q]>;
} = { routes: findRoutes, transitions: findTransitions };

function find<Q extends StoreQuestion>(
  question: Q,
  asked: QuestionsAsked[Q],
  world: World,
  run: Run,
): Promise<QuestionsFound[Q]> {
  return FINDERS[question](asked, world, run);
}

// ---- routes ---------------------------------------------------------------------------------------------------------

async function findRoutes(asked: RoutesAsked, world: World, run: Run): Promise<RoutesFound> {
  const { scope, from, to, within, labels, collapse, first } = asked;
  const scoped = scopedRun(run, scope);
  const match = {
    ...pointsNamed("from", from),
    ...pointsNamed("to", to),
    within: within === null ? null : int(within),
  };
  const route = { labels, collapse };
  const [totals] = await scoped("ROUTE_TOTALS", cypher.ROUTE_TOTALS, { ...match, ...(await ending(world, run)) });
  const [counted] = await scoped("ROUTES", cypher.ROUTES, { ...match, ...route, first: int(first) });
  const shown = rowsOf<string[]>(counted);
  const details = await scoped("ROUTE_DETAILS", cypher.ROUTE_DETAILS, { ...match, ...route, shown });
  const found = new Map(details.map((row) => [JSON.stringify(row.labels), row as unknown as FoundRoute]));
  return {
    ...(totals as unknown as Omit<RoutesFound, "routes" | "rows">),
    routes: (counted?.routes as number | undefined) ?? 0,
    rows: shown.flatMap((labels) => found.get(JSON.stringify(labels)) ?? []),
  };
}

function pointsNamed(name: "from" | "to", points: Points | null): Parameters {
  return { [name]: points?.touchpoints ?? null, [`${name}UnlessFailed`]: points?.unlessFailed ?? false };
}

// ---- transitions ----------------------------------------------------------------------------------------------------

const NO_WAITS: FoundWaits = { n: 0, sum: 0, median: null, p90: null, p95: null };

async function findTransitions(asked: TransitionsAsked, world: World, run: Run): Promise<TransitionsFound> {
  const { scope, labels, collapse, from, to, first } = asked;
  const scoped = scopedRun(run, scope);
  const label = { labels, collapse };
  const [counted] = await scoped("TRANSITIONS", cypher.TRANSITIONS, { ...label, from, to, first: int(first) });
  const rows = rowsOf<Omit<FoundTransition, "wait" | "examples">>(counted);
  const edges = (counted?.edges as number | undefined) ?? 0;
  const pair = (row: { from: string | null; to: string | null }) => [row.from ?? int(0), row.to ?? int(0)];
  const shown = rows.map(pair);
  const details = await scoped("TRANSITION_DETAILS", cypher.TRANSITION_DETAILS, { ...label, shown });
  const [totals] = await scoped("TRANSITION_TOTALS", cypher.TRANSITION_TOTALS, {
    ...label,
    shown: rows.length === edges ? null : shown,
    ...(await ending(world, run)),
  });
  const key = (row: { from: unknown; to: unknown }) => JSON.stringify([row.from, row.to]);
  const found = new Map(details.map((row) => [key(row as { from: unknown; to: unknown }), row]));
  return {
    ...(totals as unknown as Omit<TransitionsFound, "edges" | "rows">),
    edges,
    rows: rows.map((row) => ({
      ...row,
      wait: (found.get(key(row))?.wait as FoundWaits | undefined) ?? NO_WAITS,
      examples: (found.get(key(row))?.examples as string[] | undefined) ?? [],
    })),
  };
}

// ---- what all share -------------------------------------------------------------------------------------------------

function scopedRun(run: Run, { startedFrom, startedBefore, customers }: Scope) {
  const period = { startedFrom: int(startedFrom ?? EARLIEST), startedBefore: int(startedBefore ?? LATEST) };
  const parameters = customers === null ? period : { ...period, customers: ints(customers) };
  return (name: string, statement: Scoped, others: Parameters): Promise<Row[]> =>
    run(name, customers === null ? statement.all : statement.ofCustomers, { ...parameters, ...others });
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
