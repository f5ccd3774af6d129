// Runs write operations one after another in this thread. Waiting operations are committed together (group commit),
// because each flush to the disk costs a few milliseconds. If one operation of a group fails, each operation is run
// again separately.
import { ThroughlineError } from "../../model/errors.js";
import { type Databases, reasonOf, transact } from "./databases.js";
import { Dictionary } from "./dictionary.js";
import { checkFormat } from "./migration.js";
import { type CatalogueCache, WriteTransaction } from "./transaction.js";
import { OPERATIONS, type OperationArguments, type OperationName, type OperationResult } from "./write.js";

export interface Writer {
  run<N extends OperationName>(name: N, ...args: OperationArguments<N>): Promise<OperationResult<N>>;
  close(): Promise<void>;
}

/**
 * The largest number of operations of a group. Other processes wait for the lock in the meantime, so the operations of
 * a group should take about 50 ms together.
 */
const MAX_GROUP = 200;
/** The largest number of rows of a group. One batch of an import fills a group. */
const MAX_GROUP_ROWS = 2_000;

interface Job {
  readonly rows: number;
  readonly run: (tx: WriteTransaction) => unknown;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

export class InlineWriter implements Writer {
  readonly #dbs: Databases;
  readonly #dictionary: Dictionary;
  readonly #cache: CatalogueCache = { catalogue: null };
  #waiting: Job[] = [];
  #scheduled = false;
  #closed = false;

  constructor(dbs: Databases) {
    this.#dbs = dbs;
    this.#dictionary = new Dictionary(dbs);
  }

  run<N extends OperationName>(name: N, ...args: OperationArguments<N>): Promise<OperationResult<N>> {
    if (this.#closed) return Promise.reject(new ThroughlineError("DATABASE_UNAVAILABLE", "The store is closed."));
    const operation = OPERATIONS[name] as unknown as (
      tx: WriteTransaction,
      ...rest: OperationArguments<N>
    ) => OperationResult<N>;
    return new Promise((resolve, reject) => {
      this.#waiting.push({
        rows: rowsOf(args[0]),
        run: (tx) => operation(tx, ...args),
        resolve: resolve as (result: unknown) => void,
        reject,
      });
      this.#schedule();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    while (this.#waiting.length > 0) this.#commitSome();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    // Waits until the end of this turn of the event loop, so that all operations of the turn share a transaction.
    setImmediate(() => {
      this.#scheduled = false;
      this.#commitSome();
      if (this.#waiting.length > 0) this.#schedule();
    });
  }

  #commitSome(): void {
    let count = 0;
    for (let rows = 0; count < this.#waiting.length && count < MAX_GROUP; count++) {
      rows += this.#waiting[count]!.rows;
      if (count > 0 && rows > MAX_GROUP_ROWS) break;
    }
    const group = this.#waiting.splice(0, count);
    if (group.length === 0) return;
    try {
      const results = this.#commit(group);
      for (const [i, job] of group.entries()) job.resolve(results[i]);
    } catch (error) {
      if (group.length === 1) group[0]!.reject(storeError(error));
      else for (const job of group) this.#alone(job);
    }
  }

  #alone(job: Job): void {
    try {
      job.resolve(this.#commit([job])[0]);
    } catch (error) {
      job.reject(storeError(error));
    }
  }

  #commit(jobs: readonly Job[]): unknown[] {
    let known = this.#dictionary.size;
    try {
      const results = transact(this.#dbs, () => {
        // This check runs under the lock, so that nothing is written to files that were removed. Other processes would
        // not see such a change.
        this.#dbs.files.check();
        const tx = new WriteTransaction(this.#dbs, this.#dictionary, this.#cache);
        known = this.#dictionary.size;
        checkFormat(tx.meta);
        const results = jobs.map((job) => {
          tx.begin();
          return job.run(tx);
        });
        tx.finish();
        return results;
      });
      // If the files were removed in the meantime, the change was written to the removed files, and is lost.
      this.#dbs.files.check();
      return results;
    } catch (error) {
      this.#dictionary.rollback(known);
      this.#cache.catalogue = null;
      throw this.#dbs.files.writeError(error);
    }
  }
}

function rowsOf(argument: unknown): number {
  if (Array.isArray(argument)) return argument.length;
  const { rows, rowCount } = Object(argument) as { rows?: readonly unknown[]; rowCount?: number };
  return rows?.length ?? rowCount ?? 1;
}

/** Errors that a user can act on are passed on. Any other error becomes STORE_FAILED with its cause. */
export function storeError(cause: unknown): ThroughlineError {
  if (cause instanceof ThroughlineError) return cause;
  return new ThroughlineError("STORE_FAILED", `The store could not be written: ${reasonOf(cause)}.`, {
    remedy: "Make sure that the disk has space left. Nothing of this change was stored.",
    cause,
  });
}
