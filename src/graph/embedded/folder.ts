// The folder of the embedded store. Only its owner can read it. It is created completely or not at all, refused if it
// is damaged, and watched while it is open.
//
// A new store is created elsewhere, and linked into its folder only when it is complete. The folder therefore never
// contains a store that is still being created. If `data.mdb` is empty, or is missing although there is a `lock.mdb`,
// somebody has removed the data of the store.
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statfsSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { ThroughlineError } from "../../model/errors.js";
import { snapshotPath } from "../erasing.js";
import { bootId, damageOf } from "./damage.js";

export const DATA = "data.mdb";
export const LOCK = "lock.mdb";
/** Modes of files and folders: only the owner has access. */
export const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;
const STICKY = 0o1000;
const BUILDING = /^\.building-(\d+)-/;
/**
 * The names of the files that Throughline keeps in a data folder. A folder that contains no other files belongs to
 * Throughline.
 */
const OWN =
  /^(graph|graph\.whole|projection\.snapshot.*|demo|demo-\d+\.building|(import|export)-\d+-.*|.*\.rejected\.ndjson)$/;

/** Creates the folder if necessary, and removes other users' access to it and to the store's files. */
export function makePrivate(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
  narrow(folder, FOLDER_MODE);
  for (const name of [DATA, LOCK]) if (existsSync(join(folder, name))) narrow(join(folder, name), FILE_MODE);
  // Also restricts the access to the parent folder, unless it contains files that do not belong to Throughline.
  const around = dirname(folder);
  if (readdirSync(around).every((name) => OWN.test(name))) narrow(around, FOLDER_MODE);
}

function narrow(path: string, mode: number): void {
  if (process.platform === "win32") return;
  const { uid, mode: now } = statSync(path);
  // A folder of another user is left unchanged. So is a folder with the sticky bit, because it is meant for everyone.
  if (uid !== process.getuid!() || (now & STICKY) !== 0) return;
  if ((now & 0o777 & ~mode) !== 0) chmodSync(path, now & mode);
}

/** Whether the files of a store exist, in any state. */
export function holdsFiles(folder: string): boolean {
  return [DATA, LOCK].some((name) => existsSync(join(folder, name)));
}

/**
 * Whether there is a store in the folder. Throws STORE_FAILED if there is one that cannot be used. Nothing is changed.
 */
export function findStore(folder: string): boolean {
  // The files are examined in this order, because the data file of a new store is created before its lock file.
  const locked = existsSync(join(folder, LOCK));
  const data = join(folder, DATA);
  if (!existsSync(data)) {
    if (locked) throw damaged(folder, `its file ${DATA} is missing`);
    return false;
  }
  const state = stateOf(data);
  if (FOUND_WHOLE.get(data) === state || rememberedState(folder) === state) return true;
  const damage = damageOf(data);
  if (damage !== null) throw damaged(folder, damage);
  FOUND_WHOLE.set(data, state);
  return true;
}

/**
 * The stores that this process has already checked, each with the state of its file. A command may open a store twice,
 * and the second time needs no check.
 */
const FOUND_WHOLE = new Map<string, string>();

/** A text that changes when the file is written, replaced, truncated or copied, and when the machine starts. */
function stateOf(data: string): string {
  const { ino, size, mtimeMs, ctimeMs } = statSync(data);
  return `${bootId()} ${ino} ${size} ${mtimeMs} ${ctimeMs}`;
}

/** The file that remembers the state of a store. It is in the data folder, beside the folder of the store. */
const wholePath = (folder: string): string => `${folder}.whole`;

function rememberedState(folder: string): string | null {
  try {
    return readFileSync(wholePath(folder), "utf8");
  } catch {
    return null;
  }
}

/**
 * Creates a store. `make` creates it in a temporary folder and closes it. If two processes create a store at the same
 * time, the second one uses the store of the first.
 */
export async function createStore(folder: string, make: (building: string) => Promise<void>): Promise<void> {
  removeAbandoned(folder);
  const building = mkdtempSync(join(folder, `.building-${process.pid}-`));
  const remove = (): void => rmSync(building, { recursive: true, force: true });
  process.on("exit", remove);
  try {
    await make(building);
    const [from, to] = [join(building, DATA), join(folder, DATA)];
    try {
      linkSync(from, to);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EEXIST") return;
      // On a file system without links, the file is renamed after a check, with as little time as possible between the
      // two.
      if (existsSync(to)) return;
      renameSync(from, to);
    }
  } finally {
    process.off("exit", remove);
    remove();
  }
}

/** Removes files of processes that were killed. */
function removeAbandoned(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = BUILDING.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

export function damaged(folder: string, what: string, cause?: unknown): ThroughlineError {
  return new ThroughlineError("STORE_FAILED", `The store in "${folder}" is damaged: ${what}.`, {
    at: folder,
    remedy:
      "Restore the folder from a backup, or remove it and import the logs again. Nothing in it was changed by this.",
    cause,
  });
}

/**
 * The opened files, for comparison with the files that are in the folder now. If a process continued after its folder
 * was replaced or removed, it would read data that no other process sees, and write data that would be lost.
 */
export class OpenFiles {
  readonly #folder: string;
  readonly #files: { readonly path: string; readonly stats: Stats }[];
  #size = 0;

  constructor(folder: string) {
    this.#folder = folder;
    this.#files = [DATA, LOCK].flatMap((name) => {
      const path = join(folder, name);
      // On a read-only file system, there may be no lock file, because nothing can be changed there.
      const stats = statSync(path, { throwIfNoEntry: false });
      return stats === undefined ? [] : { path, stats };
    });
  }

  /** Throws STORE_FAILED if the folder contains other files than the opened ones, or lacks some of them. */
  check(): void {
    for (const { path, stats } of this.#files) {
      const now = statSync(path, { throwIfNoEntry: false });
      if (now === undefined || now.ino !== stats.ino || now.dev !== stats.dev)
        throw this.#gone(now === undefined ? "removed" : "replaced");
    }
    // The data file never becomes smaller.
    const size = statSync(join(this.#folder, DATA), { throwIfNoEntry: false })?.size ?? 0;
    if (size < this.#size) throw this.#gone("cut short");
    this.#size = size;
  }

  /**
   * Remembers the state of the closed store, so that the next start need not check a file that has not changed since.
   * The check reads the whole file. In a start from a snapshot of the projection, it would take longer than everything
   * else, so nothing is remembered if there is no such snapshot. Nothing is remembered either if others have changed
   * the folder. The same applies if this process cannot find out when the machine started, because a crash of the
   * machine may lose writes.
   */
  rememberWhole(): void {
    if (bootId() === 0n || !existsSync(snapshotPath(dirname(this.#folder)))) return;
    try {
      this.check();
      writeFileSync(wholePath(this.#folder), stateOf(join(this.#folder, DATA)), { mode: FILE_MODE });
    } catch {
      // Without the file, the next start checks the store.
    }
  }

  /** The reason why a change could not be made durable. No part of the change was stored. */
  writeError(cause: unknown): unknown {
    if (cause instanceof ThroughlineError) return cause;
    const reason = cause instanceof Error ? cause.message.split("\n")[0]! : String(cause);
    const full = /No space left|quota/i.test(reason) || (/Input\/output/.test(reason) && isFull(this.#folder));
    if (!full) return cause;
    return new ThroughlineError(
      "STORE_FAILED",
      `The store in "${this.#folder}" could not be written: the disk is full.`,
      {
        at: this.#folder,
        remedy: "Free some space on its disk and do the same again; nothing of this change was kept.",
        cause,
      },
    );
  }

  #gone(what: string): ThroughlineError {
    return new ThroughlineError("STORE_FAILED", `The store in "${this.#folder}" was ${what} while it was open.`, {
      at: this.#folder,
      remedy:
        "Put the folder back to continue; nothing is read or written until then. Or restart this process to use the current folder.",
    });
  }
}

/** Whether the free space is less than a small change needs. */
function isFull(folder: string): boolean {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize < 1 << 20;
}
