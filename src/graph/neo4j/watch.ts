// Finds out whether a long call still has a connection. The driver waits forever on a connection that is open but
// silent, because a cable was pulled, a firewall dropped the connection, or a server is frozen. Neither the state of
// another connection nor the waiting time shows this, because a statement may legitimately wait 30 s for the graph's
// lock.
//
// The server is therefore asked, over a new connection, what it is doing for the call. Each transaction has the name of
// its call in its metadata. If a call waits for an answer while the server does no work for it, the connection of the
// call is lost. The transaction of the call is then ended, which releases the lock, and the call may be repeated. If
// the server does not answer on the new connection either, it cannot be reached.
import { randomUUID } from "node:crypto";
import neo4j, { type Driver, type Session } from "neo4j-driver";
import * as cypher from "./statements/index.js";
import { withinTime } from "./withinTime.js";

/** Milliseconds without an answer after which the connection of a call's first attempt is checked. */
const SUSPECT_AFTER = 2_500;
/**
 * The same time for an attempt after a lost connection. Less time is left for such an attempt, because a call must end
 * within 8 s.
 */
const SUSPECT_AGAIN_AFTER = 1_000;
/**
 * The time limit for asking the server, in milliseconds. Opening a connection takes three exchanges with the server,
 * and the question takes one more. If each message takes half a second, the four exchanges take 4 s.
 */
const ASK_TIMEOUT = 4_800;
/**
 * A call is given up this long after the last message of the server. This is less than the 8 s within which a call must
 * end.
 */
const GIVE_UP_AFTER = 7_000;
/** If an answer was already on its way when the server was asked, it arrives within this time. */
const GRACE = 300;
/**
 * Milliseconds without progress on the server after which a statement is considered stuck. The first number is for a
 * result that has already returned rows. The second is for a result without rows yet, because the server may be sorting
 * them.
 */
const [ROWS_STAND_STILL, STANDS_STILL] = [1_000, 30_000];
const END_TIMEOUT = 1_500;

/** The metadata by which a transaction identifies its call; SHOW_CALLS searches for it. */
const CALL = "throughline";

/** One attempt of a call, as this process sees it. */
export class Attempt {
  readonly id: string;
  readonly begun = Date.now();
  #waiting = 0;
  #last = Date.now();
  #rows = 0;
  /** Whether the server was seen working on the attempt. From then on, SUSPECT_AFTER applies even to a repetition. */
  confirmed = false;

  constructor(
    readonly again: boolean,
    instance: string,
    number: number,
  ) {
    this.id = `${instance}:${number}`;
  }

  /** The metadata to pass to the transaction. */
  get metadata(): Readonly<Record<string, string>> {
    return { [CALL]: this.id };
  }

  /** Waits for an answer of the server, and records that the call is waiting meanwhile. */
  async exchange<T>(answer: PromiseLike<T>): Promise<T> {
    if (this.#waiting++ === 0) this.#last = Date.now();
    try {
      return await answer;
    } finally {
      this.#waiting--;
      this.#rows = 0;
      this.#sign();
    }
  }

  /** Must be called for each row of an answer that is not complete yet. */
  row(): void {
    this.#rows++;
    this.#sign();
  }

  #sign(): void {
    this.#last = Date.now();
  }

  /** Milliseconds of waiting since the last message from the server; 0 if the call is not waiting. */
  get quiet(): number {
    return this.#waiting === 0 ? 0 : Date.now() - this.#last;
  }

  get hasRows(): boolean {
    return this.#rows > 0;
  }

  get suspectAfter(): number {
    return this.again && !this.confirmed ? SUSPECT_AGAIN_AFTER : SUSPECT_AFTER;
  }
}

/** The work that the server does for a call. */
interface Doing {
  readonly call: string;
  readonly transaction: string;
  /** The current statement; empty if the transaction waits for the next one. */
  readonly query: string;
  readonly status: string;
  readonly hits: number;
}

/**
 * The work of the server at one moment. `driver` was created to ask the server for its work. If the connections of the
 * current driver turn out to be silent, `driver` replaces the current driver.
 */
interface Sight {
  readonly driver: Driver;
  readonly doing: readonly Doing[];
}

export interface Watched {
  readonly database: string;
  /** Creates a driver, which has no connection yet. */
  open(): Driver;
  /** Replaces the current driver, which has silent connections, by `fresh`. */
  replace(fresh: Driver): void;
}

/** LOST means that the connection of the call is silent. AWAY means that the server does not answer. */
export type Verdict = "LOST" | "AWAY";

export class Watch {
  readonly #of: Watched;
  readonly #instance = randomUUID();
  #attempts = 0;
  #sight: Promise<Sight | "AWAY" | "UNKNOWN"> | null = null;
  /** Calls that were given up while the server was away. The server may still hold the lock for them. */
  readonly #abandoned = new Set<string>();
  #freeing = false;

  constructor(of: Watched) {
    this.#of = of;
  }

  attempt(again: boolean): Attempt {
    return new Attempt(again, this.#instance, ++this.#attempts);
  }

  /**
   * Resolves like `call`, or rejects with the error that `give` makes from a verdict. `start` is the time of the call's
   * first attempt.
   */
  over<T>(call: Promise<T>, attempt: Attempt, start: number, give: (verdict: Verdict) => Error): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let over = false;
      let timer: NodeJS.Timeout | undefined;
      let stood: { readonly query: string; readonly hits: number; readonly since: number } | null = null;
      const later = (delay: number): void => {
        if (!over) timer = setTimeout(() => look().catch(reject), Math.max(50, delay));
      };
      const look = async (): Promise<void> => {
        if (attempt.quiet < attempt.suspectAfter) return later(attempt.suspectAfter - attempt.quiet);
        const asked = Date.now();
        const from = attempt.again && !attempt.confirmed ? start : asked - attempt.quiet;
        const sight = await this.#look(Math.min(ASK_TIMEOUT, Math.max(1_000, from + GIVE_UP_AFTER - asked)));
        if (over || attempt.quiet < attempt.suspectAfter || sight === "UNKNOWN") return later(SUSPECT_AFTER);
        if (sight === "AWAY") {
          this.#abandoned.add(attempt.id);
          return reject(give("AWAY"));
        }
        const doing = sight.doing.find(({ call }) => call === attempt.id);
        if (doing !== undefined && isBusy(doing)) {
          attempt.confirmed = true;
          const { query, hits } = doing;
          if (stood?.query !== query || stood.hits !== hits || isBlocked(doing)) stood = { query, hits, since: asked };
          const still = attempt.hasRows ? ROWS_STAND_STILL : STANDS_STILL;
          if (asked - stood.since < still) return later(attempt.hasRows ? ROWS_STAND_STILL : SUSPECT_AFTER);
        } else {
          await new Promise((done) => setTimeout(done, GRACE));
          if (over || attempt.quiet < attempt.suspectAfter) return later(SUSPECT_AFTER);
        }
        this.#of.replace(sight.driver);
        if (doing !== undefined) await this.#end(sight.driver, [doing]);
        reject(give("LOST"));
      };
      later(attempt.suspectAfter);
      call.then(resolve, reject).finally(() => {
        over = true;
        clearTimeout(timer);
      });
    });
  }

  /** Ends, in the background, the transactions that the server may still hold for calls that were given up. */
  free(): void {
    if (this.#abandoned.size === 0 || this.#freeing) return;
    this.#freeing = true;
    const given = new Set(this.#abandoned);
    void this.#look(ASK_TIMEOUT)
      .then(async (sight) => {
        if (sight === "AWAY") return;
        if (sight !== "UNKNOWN") {
          const held = sight.doing.filter(({ call }) => given.has(call));
          if (held.length > 0 && !(await this.#end(sight.driver, held))) return;
        }
        for (const call of given) this.#abandoned.delete(call);
      })
      .finally(() => {
        this.#freeing = false;
      });
  }

  /**
   * Asks the server for its work. Only one such request runs at a time, for any number of watched calls. UNKNOWN means
   * that the server answers but gives no information.
   */
  #look(timeout: number): Promise<Sight | "AWAY" | "UNKNOWN"> {
    this.#sight ??= this.#ask(timeout).finally(() => {
      this.#sight = null;
    });
    return this.#sight;
  }

  async #ask(timeout: number): Promise<Sight | "AWAY" | "UNKNOWN"> {
    const driver = this.#of.open();
    const session = driver.session({ database: this.#of.database, defaultAccessMode: neo4j.session.WRITE });
    const answer = await withinTime(timeout, doingOf(session, `${this.#instance}:`));
    void session.close().catch(() => {});
    if (Array.isArray(answer)) {
      // If a caller needs the driver, it has taken it by now. Otherwise, the driver is closed.
      setTimeout(() => this.#closeUnused(driver), 2 * GRACE + END_TIMEOUT).unref();
      return { driver, doing: answer };
    }
    void driver.close().catch(() => {});
    return answer === "REFUSED" ? "UNKNOWN" : "AWAY";
  }

  readonly #taken = new WeakSet<Driver>();

  /** Must be called by the caller that keeps `driver` in use. */
  took(driver: Driver): void {
    this.#taken.add(driver);
  }

  #closeUnused(driver: Driver): void {
    if (!this.#taken.has(driver)) void driver.close().catch(() => {});
  }

  /** Ends the transactions of these calls. Returns false if the server did not end them in time. */
  async #end(driver: Driver, calls: readonly Doing[]): Promise<boolean> {
    const session = driver.session({ database: this.#of.database, defaultAccessMode: neo4j.session.WRITE });
    const transactions = calls.map(({ transaction }) => transaction);
    const ended = await withinTime(
      END_TIMEOUT,
      session.run(cypher.END_TRANSACTIONS, { transactions }).then(
        () => true,
        () => false,
      ),
    );
    void session.close().catch(() => {});
    if (ended !== true) for (const { call } of calls) this.#abandoned.add(call);
    return ended === true;
  }
}

function isBlocked({ status }: Doing): boolean {
  return status.startsWith("Blocked");
}

/** Whether the server works for the call. While a transaction is committed or rolled back, it has no statement. */
function isBusy(doing: Doing): boolean {
  return doing.query !== "" || isBlocked(doing) || doing.status.startsWith("Closing");
}

async function doingOf(session: Session, calls: string): Promise<Doing[] | "REFUSED" | "AWAY"> {
  try {
    const { records } = await session.run(cypher.SHOW_CALLS, { calls });
    return records.map((record) => record.toObject() as unknown as Doing);
  } catch (error) {
    const code = error instanceof neo4j.Neo4jError ? error.code : "";
    return code.startsWith("Neo.ClientError.") ? "REFUSED" : "AWAY";
  }
}
