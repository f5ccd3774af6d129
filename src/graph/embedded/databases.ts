// Opens the store's LMDB environment, which is one folder with several databases, and describes the keys and values of
// each.
//
// Reads use a snapshot (`takeSnapshot`), so that everything that is read through it shows the same moment. Writes
// happen in `transact`. Of all processes, only one can run a transaction at a time. When `transact` returns, the change
// is on the disk.
import { accessSync, constants } from "node:fs";
import {
  type Database,
  open as openLmdb,
  type RootDatabase,
  type RootDatabaseOptionsWithPath,
  type Transaction,
} from "lmdb";
import { ThroughlineError } from "../../model/errors.js";
import type { Origin } from "../../model/interaction.js";
import type { NewSource } from "../store.js";
import { createStore, damaged, FILE_MODE, findStore, makePrivate, OpenFiles } from "./folder.js";

/** The state of the store, in one record. Numbers are assigned once and never reused. */
export interface Meta {
  readonly format: number;
  readonly version: number;
  readonly catalogueVersion: number;
  /** The change feed lists all changes after this version. It may lack earlier changes. */
  readonly floor: number;
  readonly nextNumber: number;
  readonly nextOrigin: number;
  readonly nextSource: number;
  readonly nextCode: number;
  /** The number of aliases of identities, from stores of format 2. */
  readonly aliases: number;
  /** The number of links and declarations. If it is absent, there are none, and each identity is its own customer. */
  readonly related?: number;
  /** Set if a record contains attributes of customers that came from rows. */
  readonly traits?: boolean;
  /** The number of answers of all customers. Absent if there are none. */
  readonly answers?: number;
  readonly customers: number;
  readonly journeys: number;
  readonly interactions: number;
  readonly journeyGap: number;
  readonly synthetic: boolean;
  /** The time zone of the settings. Absent if it was never set. */
  readonly timeZone?: string;
  /**
   * After a change of the journey gap, customers are split again in steps, in order of their numbers. Customers with
   * numbers greater than this are still split by the previous gap. Absent or null if all customers are split by the
   * current gap.
   */
  readonly splitAfter?: number | null;
  /**
   * Set if the store has rows without an id of their own that were recorded in format 1. Format 1 computed ids in
   * another way. Absent otherwise.
   */
  readonly formerRowIds?: boolean;
  /** An unfinished migration: its format, and the customer number from which it continues. Absent otherwise. */
  readonly migrating?: { readonly to: number; readonly next: number } | undefined;
}

/** For each format, the time at which the store was migrated to it, in UTC milliseconds. */
export type Migrated = Readonly<Record<number, number>>;

export interface StoredSource extends NewSource {
  readonly number: number;
  readonly importedAt: number;
  readonly report?: string;
}

export type StoredOrigin = Origin;

export interface Databases {
  readonly root: RootDatabase;
  /** The opened files, for comparison with the files in the folder. */
  readonly files: OpenFiles;
  /**
   * "meta" → Meta; "declared" → Declared; "migrated" → Migrated; "migration" → the data that the steps of a migration
   * need.
   */
  readonly meta: Database<object, string>;
  /** Customer number → the record of `format.ts`. */
  readonly customers: Database<Buffer, number>;
  /** Customer key (UTF-8) → number (4 bytes). */
  readonly keys: Database<Buffer, Uint8Array>;
  /**
   * Alias of an identity (UTF-8) → the identity. An alias is a key that was linked in format 2, in which a link could
   * not be undone.
   */
  readonly aliases: Database<Buffer, Uint8Array>;
  /** The reverse of `aliases`: `pairKey(identity, alias)` → nothing. */
  readonly aliasesOf: Database<Buffer, Uint8Array>;
  /** Identity (UTF-8) → key of its customer, only if the two differ. */
  readonly members: Database<Buffer, Uint8Array>;
  /** The reverse of `members`: `pairKey(key of the customer, identity)` → nothing. */
  readonly membersOf: Database<Buffer, Uint8Array>;
  /** Links and declarations, as relations.ts writes them. */
  readonly relations: Database<Buffer, Uint8Array>;
  /**
   * `feedKey(version, number)` → nothing. It contains each customer once, including removed customers. A removed
   * customer is a number without a record in `customers`.
   */
  readonly feed: Database<Buffer, Uint8Array>;
  /** The 12 bytes of a journey's key → customer number. */
  readonly journeys: Database<Buffer, Uint8Array>;
  /** `startKey(start, journey)` → customer number. Used for pages by start. */
  readonly starts: Database<Buffer, Uint8Array>;
  /** `edgeKey(from code, to code)` → count, journeys, totalWait (3 × float64). */
  readonly edges: Database<Buffer, Uint8Array>;
  /** Touchpoint code → visits, starts, ends (3 × float64). */
  readonly touchpoints: Database<Buffer, number>;
  /** Code → text: keys of touchpoints and of intended channels. Codes are never reused. */
  readonly texts: Database<string, number>;
  readonly origins: Database<StoredOrigin, number>;
  /** Hash of an origin's content (16 bytes) → its number. */
  readonly originsByContent: Database<Buffer, Uint8Array>;
  readonly sources: Database<StoredSource, number>;
}

/**
 * Opens the store in the folder. If there is none, a new one is created, and `prepare` fills it. Throws STORE_FAILED if
 * the folder cannot be used or its store is damaged.
 */
export async function openDatabases(folder: string, prepare: (dbs: Databases) => void = () => {}): Promise<Databases> {
  return opening(folder, async () => {
    makePrivate(folder);
    accessSync(folder, constants.R_OK | constants.W_OK);
    if (!findStore(folder))
      await createStore(folder, async (building) => {
        const dbs = openThere(building);
        try {
          prepare(dbs);
        } finally {
          await dbs.root.close();
        }
      });
    return openThere(folder);
  });
}

/** Opens the store in a second thread of a process that already has it open. Throws STORE_FAILED. */
export async function openAgain(folder: string): Promise<Databases> {
  return opening(folder, async () => openThere(folder));
}

function openThere(folder: string): Databases {
  const root = openLmdb(optionsOf(folder));
  // The databases are opened in one transaction. Otherwise, each would need its own transaction with a flush.
  return { ...root.transactionSync(() => databasesOf(root)), files: new OpenFiles(folder) };
}

/**
 * Opens the store for reading only; writing is impossible. Returns null if there is no store in the folder. Throws
 * STORE_FAILED.
 */
export async function openToRead(folder: string): Promise<Databases | null> {
  return opening(folder, async () => {
    if (!findStore(folder)) return null;
    return { ...databasesOf(openLmdb({ ...optionsOf(folder), readOnly: true })), files: new OpenFiles(folder) };
  });
}

async function opening<T>(folder: string, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (cause) {
    if (cause instanceof ThroughlineError) throw cause;
    throw new ThroughlineError("STORE_FAILED", `The store in "${folder}" can't be opened: ${reasonOf(cause)}.`, {
      at: folder,
      remedy: "Give a folder that this user may write to (DATA_DIR), on a local disk with space left.",
      cause,
    });
  }
}

/**
 * Runs `read`, which must be the first read of a store. If `read` fails because it cannot interpret the data, the error
 * says that the store is damaged.
 */
export function firstRead<T>(folder: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof ThroughlineError) throw cause;
    throw damaged(folder, `its state cannot be read (${reasonOf(cause)})`, cause);
  }
}

/**
 * An unexpected error of a read means that a record does not have the form that this program writes. Such an error is
 * converted to one that says that the store is damaged.
 */
export function readError(cause: unknown): unknown {
  if (!(cause instanceof RangeError || cause instanceof TypeError || cause instanceof SyntaxError)) return cause;
  if (NO_MEMORY.test(cause.message)) return cause;
  // The message of the JSON parser quotes the text, which may be personal data. Neither the message nor the error is
  // therefore passed on.
  const isJson = cause instanceof SyntaxError;
  const reason = isJson ? "a text in a record is not valid JSON" : reasonOf(cause);
  return new ThroughlineError("STORE_FAILED", `The store contains data that cannot be read: ${reason}.`, {
    remedy: "It is damaged: restore its folder from a backup, or remove it and import the logs again.",
    cause: isJson ? undefined : cause,
  });
}

const NO_MEMORY = /allocation failed|Invalid (typed )?array length/;

/** The options of LMDB. `noSubdir` is given because a folder with a dot in its name would otherwise count as a file. */
function optionsOf(folder: string): RootDatabaseOptionsWithPath {
  // The library's types lack the last option.
  const options = { path: folder, noSubdir: false, maxDbs: MAX_DATABASES, permissionsMode: FILE_MODE };
  return options;
}

function databasesOf(root: RootDatabase): Omit<Databases, "files"> {
  const binary = { encoding: "binary", keyEncoding: "binary" } as const;
  return {
    root,
    meta: root.openDB("meta", { encoding: "json" }),
    customers: root.openDB("customers", { encoding: "binary", keyEncoding: "uint32" }),
    keys: root.openDB("keys", binary),
    aliases: root.openDB("aliases", binary),
    aliasesOf: root.openDB("aliasesOf", binary),
    members: root.openDB("members", binary),
    membersOf: root.openDB("membersOf", binary),
    relations: root.openDB("relations", binary),
    feed: root.openDB("feed", binary),
    journeys: root.openDB("journeys", binary),
    starts: root.openDB("starts", binary),
    edges: root.openDB("edges", binary),
    touchpoints: root.openDB("touchpoints", { encoding: "binary", keyEncoding: "uint32" }),
    texts: root.openDB("texts", { encoding: "string", keyEncoding: "uint32" }),
    origins: root.openDB("origins", { encoding: "json", keyEncoding: "uint32" }),
    originsByContent: root.openDB("originsByContent", binary),
    sources: root.openDB("sources", { encoding: "json", keyEncoding: "uint32" }),
  };
}

/** The largest number of databases. Seventeen are used, and a migration may need a few more. */
const MAX_DATABASES = 24;

/** Runs `action` in a write transaction. An error undoes everything. When it returns, the change is durable. */
export function transact<T>(dbs: Databases, action: () => T): T {
  return dbs.root.transactionSync(action);
}

export type Snapshot = Transaction;

/** Returns a snapshot that contains everything acknowledged before the call. The caller must call `done()` on it. */
export function takeSnapshot(dbs: Databases): Snapshot {
  // Without this call, the library would return a snapshot that it took earlier in this turn of the event loop.
  dbs.root.resetReadTxn();
  // biome-ignore lint/correctness/useHookAtTopLevel: no hook of React, LMDB's own name
  return dbs.root.useReadTransaction();
}

export function readSnapshot<T>(dbs: Databases, read: (snapshot: Snapshot) => T): T {
  const snapshot = takeSnapshot(dbs);
  try {
    return read(snapshot);
  } finally {
    snapshot.done();
  }
}

interface FastBinary {
  getBinaryFast(key: unknown, options: { transaction?: Snapshot } | undefined): Buffer | undefined;
}

/**
 * Returns the bytes of a value without copying them. They are valid until the next read of any database, and the buffer
 * is longer than the value. Callers in a write transaction, which has no snapshot, leave `snapshot` out. The library
 * supports the option `transaction`, but its types lack it.
 */
export function readVolatile<K extends number | Uint8Array>(
  db: Database<Buffer, K>,
  key: K,
  snapshot?: Snapshot,
): Buffer | undefined {
  return (db as unknown as FastBinary).getBinaryFast(
    key,
    snapshot === undefined ? undefined : { transaction: snapshot },
  );
}

/** Options of a `get` or `getRange` in a snapshot, or in the write transaction. */
export function within(snapshot: Snapshot | undefined): { transaction?: Snapshot } {
  return snapshot === undefined ? {} : { transaction: snapshot };
}

export function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message.split("\n")[0]! : String(cause);
}
