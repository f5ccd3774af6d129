// The connection to the Neo4j server. It has one driver, and three ways to run statements, which differ in what happens
// if the server does not answer:
//
// - `run`: a single statement, repeated while the server is away.
// - `transact`: an explicit transaction instead of one that the driver manages, for two reasons. A write that changes
//   nothing must be rolled back, because taking the lock (statements/lock.ts) has raised the version. After a commit
//   with an unknown outcome, the work must first find out whether it was committed before it runs again.
// - `each`: a result read record by record, in bounded memory.
//
// In a cluster, all of them go to the leader (access mode WRITE) unless stated otherwise, because a follower may not
// have received an acknowledged write yet.
import neo4j, { type Driver, type ProfiledPlan, type Session, type Transaction } from "neo4j-driver";
import { isEnded, isRetryable, LostConnection, type Place, toThroughlineError, unavailable } from "./errors.js";
import { type Attempt, type Verdict, Watch } from "./watch.js";

/** Limits in milliseconds. With the driver's defaults, a call would wait more than 8 s for a server that is down. */
const CONNECTION_TIMEOUT = 2_000;
const ACQUISITION_TIMEOUT = 3_000;
const RETRY_FOR = 4_000;
/** After this time, the server ends a transaction that hangs, which releases the lock. */
export const TRANSACTION_TIMEOUT = 30_000;
const FETCH_SIZE = 2_000;
/** If a result is collected as a whole, the server sends it in one piece. */
const FETCH_ALL = -1;
/** Milliseconds to wait for a connection to close. A silent connection never confirms that it is closed. */
const CLOSE_WITHIN = 2_000;

export type Parameters = Readonly<Record<string, unknown>>;
export type Row = Readonly<Record<string, unknown>>;

export interface ConnectionOptions {
  readonly uri: string;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

export class Connection implements Place {
  readonly location: string;
  readonly database: string;
  readonly #watch: Watch;
  #driver: Driver;
  #closed = false;

  constructor({ uri, user, password, database }: ConnectionOptions) {
    this.location = uri;
    this.database = database;
    const open = () =>
      neo4j.driver(uri, neo4j.auth.basic(user, password), {
        connectionTimeout: CONNECTION_TIMEOUT,
        connectionAcquisitionTimeout: ACQUISITION_TIMEOUT,
        maxTransactionRetryTime: RETRY_FOR,
        disableLosslessIntegers: true,
        fetchSize: FETCH_SIZE,
        telemetryDisabled: true,
        userAgent: "throughline",
      });
    this.#driver = open();
    this.#watch = new Watch({ database, open, replace: (fresh) => this.#replace(fresh) });
  }

  /** Runs a statement that reads or changes the schema. Rows are plain objects. */
  run(statement: string, parameters: Parameters = {}, timeout = TRANSACTION_TIMEOUT): Promise<Row[]> {
    return this.#retrying(FETCH_ALL, async (session, attempt) => {
      const { metadata } = attempt;
      const { records } = await attempt.exchange(session.run(statement, parameters, { timeout, metadata }));
      return records.map((record) => record.toObject());
    });
  }

  /**
   * Runs `work` in a transaction, and again if the server was away. `work` decides whether to commit. It must be
   * repeatable, even after a commit whose outcome is unknown.
   */
  transact<T>(work: (tx: Tx) => Promise<{ commit: boolean; result: T }>, timeout = TRANSACTION_TIMEOUT): Promise<T> {
    this.#watch.free();
    return this.#retrying(FETCH_SIZE, async (session, attempt) => {
      const { metadata } = attempt;
      const tx = new Tx(await attempt.exchange(session.beginTransaction({ timeout, metadata })), attempt);
      try {
        const { commit, result } = await work(tx);
        await tx.settled();
        await attempt.exchange(commit ? tx.transaction.commit() : tx.transaction.rollback());
        return result;
      } catch (error) {
        if (tx.transaction.isOpen()) await attempt.exchange(tx.transaction.rollback()).catch(() => {});
        throw isEnded(error) && tx.waited > timeout / 2 ? new LockWait(error) : error;
      }
    });
  }

  /**
   * Runs a statement, and passes the values of each row to `receive`, in the order of the columns. The statement is not
   * retried after a failure, because `receive` may already have received rows.
   */
  async each(statement: string, parameters: Parameters, receive: (values: unknown[]) => void): Promise<void> {
    const session = this.#session(FETCH_SIZE);
    const attempt = this.#watch.attempt(false);
    const { metadata } = attempt;
    try {
      const read = subscribe(session.run(statement, parameters, { metadata }), receive, attempt);
      await this.#watch.over(read, attempt, attempt.begun, this.#givenUp);
    } catch (error) {
      throw toThroughlineError(error, this);
    } finally {
      void session.close().catch(() => {});
    }
  }

  /** Returns the plan of a statement as the server prints it and, if `run` is true, figures of its execution. */
  plan(statement: string, parameters: Parameters, run: boolean, timeout = TRANSACTION_TIMEOUT): Promise<Planned> {
    return this.#retrying(FETCH_ALL, async (session, attempt) => {
      const { metadata } = attempt;
      const asked = session.run(`${run ? "PROFILE" : "EXPLAIN"} ${statement}`, parameters, { timeout, metadata });
      const { records, summary } = await attempt.exchange(asked);
      const plan = summary.profile === false ? summary.plan : summary.profile;
      const drawn = plan === false ? "" : String(plan.arguments["string-representation"] ?? "");
      const time = Number(summary.resultAvailableAfter) + Number(summary.resultConsumedAfter);
      return {
        rows: records.map((record) => record.toObject()),
        plan: drawn.trim(),
        figures: summary.profile === false ? null : { rows: records.length, hits: hitsOf(summary.profile), time },
      };
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, CLOSE_WITHIN);
    });
    await Promise.race([this.#driver.close(), late]);
    clearTimeout(timer);
  }

  #session(fetchSize: number): Session {
    return this.#driver.session({ database: this.database, defaultAccessMode: neo4j.session.WRITE, fetchSize });
  }

  /** Replaces the driver. Its idle connections are closed at once, and the others when their calls have ended. */
  #replace(fresh: Driver): void {
    if (this.#closed || fresh === this.#driver) return;
    const silent = this.#driver;
    this.#driver = fresh;
    this.#watch.took(fresh);
    void silent.close().catch(() => {});
  }

  readonly #givenUp = (verdict: Verdict): Error =>
    verdict === "LOST" ? new LostConnection(this.location) : unavailable(this.location);

  async #retrying<T>(fetchSize: number, work: (session: Session, attempt: Attempt) => Promise<T>): Promise<T> {
    let start = Date.now();
    let waited = false;
    // The work always gets another attempt, because only a new attempt can find out whether an interrupted commit took
    // place.
    let again = true;
    for (let wait = 50; ; wait = Math.min(wait * 2, 1_000)) {
      const session = this.#session(fetchSize);
      const attempt = this.#watch.attempt(!again);
      try {
        return await this.#watch.over(work(session, attempt), attempt, start, this.#givenUp);
      } catch (caught) {
        const error = caught instanceof LockWait ? caught.cause : caught;
        // By now, the server has ended the transaction that held the lock, so another attempt can get it.
        if (caught instanceof LockWait && !waited) {
          waited = true;
          start = Date.now();
          continue;
        }
        const retryable = error instanceof LostConnection || isRetryable(error);
        if (!retryable || (!again && Date.now() + wait > start + RETRY_FOR)) throw toThroughlineError(error, this);
        again = false;
        await new Promise((done) => setTimeout(done, wait * (0.75 + Math.random() / 2)));
      } finally {
        void session.close().catch(() => {});
      }
    }
  }
}

/**
 * Thrown if the server ended a transaction that spent most of its time waiting for the lock, which its first statement
 * takes. The server ends the transaction that holds the lock after the same time. A caller that waited for a hanging
 * writer therefore gets another attempt with the full time.
 */
class LockWait extends Error {
  constructor(override readonly cause: unknown) {
    super("the transaction was ended when it had waited long for the lock");
  }
}

export interface Planned {
  readonly rows: Row[];
  readonly plan: string;
  /** The number of rows returned, the number of database hits, and the time in milliseconds. */
  readonly figures: { readonly rows: number; readonly hits: number; readonly time: number } | null;
}

function hitsOf({ dbHits, children }: ProfiledPlan): number {
  return children.reduce((sum, child) => sum + hitsOf(child), Number(dbHits));
}

/** A running transaction. Statements run in the order in which they are sent. `send` does not wait for the answer. */
export class Tx {
  readonly #sent: Promise<unknown>[] = [];
  readonly #begun = Date.now();
  #answered: number | null = null;

  constructor(
    readonly transaction: Transaction,
    readonly attempt: Attempt,
  ) {}

  async run(statement: string, parameters: Parameters = {}): Promise<Row[]> {
    const { records } = await this.attempt.exchange(this.transaction.run(statement, parameters));
    this.#answered ??= Date.now();
    return records.map((record) => record.toObject());
  }

  /** Milliseconds from the start to the first answer or, if there is none yet, until now. */
  get waited(): number {
    return (this.#answered ?? Date.now()) - this.#begun;
  }

  /**
   * Sends a write whose answer is not needed. A failure is reported before the commit. If `rows` is empty, nothing is
   * sent.
   */
  send(statement: string, parameters: Parameters & { readonly rows?: readonly unknown[] }): void {
    if (parameters.rows?.length === 0) return;
    const sent = this.attempt.exchange(this.transaction.run(statement, parameters)).then(() => {});
    sent.catch(() => {}); // The failure is ignored here, because `settled` reports it.
    this.#sent.push(sent);
  }

  async settled(): Promise<void> {
    await Promise.all(this.#sent);
  }

  each(statement: string, parameters: Parameters, receive: (values: unknown[]) => void): Promise<void> {
    return subscribe(this.transaction.run(statement, parameters), receive, this.attempt);
  }
}

function subscribe(
  result: ReturnType<Session["run"]>,
  receive: (values: unknown[]) => void,
  attempt: Attempt,
): Promise<void> {
  const read = new Promise<void>((resolve, reject) => {
    let failed: unknown = null;
    result.subscribe({
      onNext: (record) => {
        attempt.row();
        if (failed !== null) return;
        try {
          receive(record.keys.map((_, i) => record.get(i) as unknown));
        } catch (error) {
          failed = error;
        }
      },
      onCompleted: () => (failed === null ? resolve() : reject(failed)),
      onError: reject,
    });
  });
  return attempt.exchange(read);
}

/** Makes an integer for a parameter, because the driver sends plain numbers as floats. */
export const int = neo4j.int;
export const isInt = neo4j.isInt;

/** A list of integers, because the driver sends plain numbers as floats. */
export function ints(values: readonly number[]): unknown[] {
  return values.map((value) => neo4j.int(value));
}
