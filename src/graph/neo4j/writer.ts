// Runs all changes of this process. They wait in a queue, and each transaction takes the store's lock first.
//
// - Recordings that wait together are committed together, up to the size of a transaction.
// - A change that changes nothing is rolled back, so the version stays the same.
// - A commit may have an unknown outcome. The Writer node then shows whether the transaction was committed: it has the
//   number of the transaction that this writer committed last. If the transaction was committed, its outcome is used.
//   Otherwise, the work is repeated under the lock.
import { randomUUID } from "node:crypto";
import { ThroughlineError } from "../../model/errors.js";
import { type Connection, int, TRANSACTION_TIMEOUT, type Tx } from "./connection.js";
import { Drafter } from "./drafts.js";
import { graphGone } from "./errors.js";
import type { Meta } from "./meta.js";
import type { Names } from "./names.js";
import { buildNamingIndex, UnindexedDevice } from "./namingSteps.js";
import * as cypher from "./statements/index.js";
import { Write } from "./write.js";

/** The result of a change: the version that contains it, and the result for its caller. */
export interface Written<T> {
  readonly version: number;
  readonly result: T;
}

interface Job<T> {
  readonly change: (write: Write) => Promise<T>;
  readonly resolve: (written: Written<T>) => void;
  readonly reject: (error: unknown) => void;
  /**
   * The share of a transaction that the change fills. A change with a share of 1 or more runs alone, and its time limit
   * is multiplied by the share.
   */
  readonly size: number;
  /** Resolves when everything that can be done without the lock has been done. */
  readonly prepared: Promise<void>;
}

export class Writer {
  readonly drafter = new Drafter();
  readonly #id = randomUUID();
  #token = 0;
  #names: Names | null = null;
  #queue: Job<unknown>[] = [];
  #working: Promise<void> | null = null;

  constructor(readonly connection: Connection) {}

  /**
   * Runs a change. `change` is called with the lock held, possibly more than once, and may read and change the store
   * only through `write`. Changes whose sizes add up to at most 1 may share a transaction, in the order of their calls.
   * The lock is taken when all of them are `prepared`.
   */
  change<T>(
    change: (write: Write) => Promise<T>,
    size = 1,
    prepared: Promise<void> = Promise.resolve(),
  ): Promise<Written<T>> {
    return new Promise<Written<T>>((resolve, reject) => {
      this.#queue.push({ change, resolve, reject, size, prepared } as Job<unknown>);
      this.#working ??= this.#work();
    });
  }

  /** The state after the last transaction. */
  get names(): Names | null {
    return this.#names;
  }

  /** The names as of the last transaction, if `namesVersion` is still their version. */
  knownNames(namesVersion: number): Names | null {
    return this.#names?.namesVersion === namesVersion ? this.#names : null;
  }

  remember(names: Names): void {
    if (this.#names === null || names.namesVersion > this.#names.namesVersion) this.#names = names;
  }

  /**
   * Takes the lock and commits a change without data. This does not wait in the queue, because waiting there for a long
   * import would look like a fault.
   */
  async tryWriting(): Promise<void> {
    await this.connection.transact(async (tx) => {
      const [row] = await tx.run(cypher.TOUCH, { writer: this.#id });
      if (row === undefined) throw graphGone();
      return { commit: true, result: undefined };
    });
  }

  /** Resolves when everything requested so far is done. */
  async idle(): Promise<void> {
    while (this.#working !== null) await this.#working;
  }

  async #work(): Promise<void> {
    // Changes requested in the same turn of the event loop are committed together.
    await Promise.resolve();
    while (this.#queue.length > 0) {
      const group = this.#take();
      await Promise.all(group.map(({ prepared }) => prepared));
      try {
        const written = await this.#commit(group);
        for (const [i, job] of group.entries()) job.resolve(written[i]!);
      } catch (error) {
        await this.#alone(group, error);
      }
    }
    this.#working = null;
  }

  #take(): Job<unknown>[] {
    let size = 0;
    let count = 0;
    for (const job of this.#queue) {
      size += job.size;
      if (count > 0 && size > 1) break;
      count++;
    }
    return this.#queue.splice(0, count);
  }

  /**
   * After a group has failed, runs each change of the group separately, so that one failure affects no other change.
   */
  async #alone(group: readonly Job<unknown>[], error: unknown): Promise<void> {
    if (group.length === 1 || isNobodysFault(error)) {
      for (const job of group) job.reject(error);
      return;
    }
    for (const job of group)
      try {
        job.resolve((await this.#commit([job]))[0]!);
      } catch (own) {
        job.reject(own);
      }
  }

  async #commit(group: readonly Job<unknown>[]): Promise<Written<unknown>[]> {
    const indexed = new Set<string>();
    for (;;)
      try {
        return await this.#attempt(group, indexed);
      } catch (error) {
        if (!(error instanceof UnindexedDevice)) throw error;
        await buildNamingIndex(this.connection, error.device);
        indexed.add(error.device);
      }
  }

  async #attempt(group: readonly Job<unknown>[], indexed: ReadonlySet<string>): Promise<Written<unknown>[]> {
    const token = ++this.#token;
    const size = group.reduce((sum, job) => sum + job.size, 0);
    let attempted: { readonly names: Names; readonly written: Written<unknown>[] } | null = null;
    const done = await this.connection.transact(async (tx: Tx) => {
      const [row] = await tx.run(cypher.LOCK_TO_WRITE, { writer: this.#id, token: int(token) });
      if (row === undefined) throw graphGone();
      if (attempted !== null && row.last === token) return { commit: false, result: attempted };
      const meta = row.meta as Meta;
      const write = await Write.open(tx, meta, this.#names, indexed);
      const results: unknown[] = [];
      for (const job of group) results.push(await job.change(write));
      const written = (version: number): Written<unknown>[] => results.map((result) => ({ version, result }));
      if (!write.changesAnything)
        return { commit: false, result: { names: write.names, written: written(meta.version - 1) } };
      attempted = { names: await write.flush(), written: written(meta.version) };
      return { commit: true, result: attempted };
    }, TRANSACTION_TIMEOUT * Math.max(1, size));
    // The names are kept only after the commit, because names that were not committed are not valid.
    this.remember(done.names);
    return done.written;
  }
}

/**
 * Whether the error has a cause outside of the group, such as a lost connection, so that each change would fail in the
 * same way if it were run separately.
 */
function isNobodysFault(error: unknown): boolean {
  return error instanceof ThroughlineError && (error.code === "DATABASE_UNAVAILABLE" || error.code === "TIMEOUT");
}
