// Lets the server itself answer the three questions of graph/questions.ts. This file ensures that each answer describes
// one state of the graph. questionFinders.ts sends the statements.
//
// Reads are not snapshots (stream.ts), and holding the lock during a question would stop all writers. The lock is
// therefore taken for a moment before and after the question. If nothing was committed in between, the answer describes
// that state. Otherwise the question is asked again, and finally under the lock.
import { ThroughlineError } from "../../model/errors.js";
import type {
  AskOptions,
  Explained,
  QuestionsAsked,
  QuestionsFound,
  StoreAnswer,
  StoreQuestion,
  StoreQuestions,
  World,
} from "../questions.js";
import { type Connection, isInt, type Parameters, type Tx } from "./connection.js";
import { isTooLarge } from "./errors.js";
import { lockToRead } from "./meta.js";
import { type Names, readNames } from "./names.js";
import { find, type Run } from "./questionFinders.js";

/** The number of attempts without the lock. After them, the lock is held for the whole question. */
const TRIES = 2;
export class Neo4jQuestions implements StoreQuestions {
  readonly #connection: Connection;
  readonly #names: (namesVersion: number) => Names | null;

  /** `names` returns the names if they are known for that version. */
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
        explained.push({
          name,
          statement: statement.trim(),
          parameters: plain(parameters) as Parameters,
          plan,
          profile: figures,
        });
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

/** Neo4j needs memory for every interaction that a question looks at, and its settings limit the memory. */
function tooLarge(cause: unknown): ThroughlineError {
  return new ThroughlineError(
    "QUERY_TOO_EXPENSIVE",
    "The question takes more memory than Neo4j's settings give to transactions.",
    {
      remedy:
        "Ask about fewer journeys (filter.startedFrom, filter.customers), raise db.memory.transaction.max, dbms.memory.transaction.total.max and the heap of Neo4j, or start the service without ENGINE=store.",
      cause,
    },
  );
}

/** `left` returns the remaining milliseconds, or throws. */
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
    if (isTimeout(error)) throw tooLong(error);
    throw error instanceof ThroughlineError && isTooLarge(error.cause) ? tooLarge(error) : error;
  }
}

/** Integers as numbers, for output. */
function plain(value: unknown): unknown {
  if (isInt(value)) return value.toNumber();
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)]));
}

function isTimeout(error: unknown): boolean {
  const cause = error instanceof ThroughlineError ? error.cause : null;
  return /\.TransactionTimedOut/.test((cause as { code?: string } | null)?.code ?? "");
}
