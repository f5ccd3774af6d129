// Reports errors of the file system while temporary files or rejected rows are written, in one line with the remedy.
import { writeSync } from "node:fs";
import { dirname } from "node:path";
import { ThroughlineError } from "../model/errors.js";

const FULL = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);

/** Runs `work`, which uses temporary files at `path`. An error of the file system becomes STORE_FAILED. */
export function onDisk<T>(path: string, work: () => T): T {
  const remedy =
    "Free some space, or move the data folder to a larger disk (DATA_DIR): temporary files need about as much space as the uncompressed log. Then run the import again: nothing is recorded twice.";
  return refusedAs(work, `Temporary files cannot be written to "${dirname(path)}"`, "DATA_DIR", remedy);
}

/** Runs `work`, which writes rejected rows to `path`. An error of the file system becomes STORE_FAILED. */
export function onRejects<T>(path: string, work: () => T): T {
  const remedy = "Free some space, or name another file with --rejects FILE. Then run the import again.";
  return refusedAs(work, `Rejected rows cannot be written to ${path}`, path, remedy);
}

function refusedAs<T>(work: () => T, message: string, at: string, remedy: string): T {
  try {
    return work();
  } catch (cause) {
    const { code, syscall } = Object(cause) as { code?: unknown; syscall?: unknown };
    if (typeof code !== "string" || typeof syscall !== "string") throw cause;
    const reason = isFull(cause) ? "the disk is full" : code;
    throw new ThroughlineError("STORE_FAILED", `${message}: ${reason}.`, { at, remedy, cause });
  }
}

export function isFull(error: unknown): boolean {
  return FULL.has((error as NodeJS.ErrnoException | undefined)?.code ?? "");
}

/** Writes all bytes. A single call of `writeSync` may write fewer, especially if the disk is nearly full. */
export function writeFully(fd: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
}
