// Makes folders for temporary files in the data folder, which only their owner can read. They are removed when the work
// is done, when it fails, and when the process is told to stop. Folders of processes that were killed are removed by
// the next work that needs such a folder.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { ThroughlineError } from "../model/errors.js";
import { HOUR } from "../model/time.js";
import { isFull, onDisk } from "./disk.js";

/** Removes the file or folder when the returned function is called or when the process exits, whichever comes first. */
export function removedAtExit(path: string): () => void {
  const remove = (): void => rmSync(path, { recursive: true, force: true });
  process.on("exit", remove);
  return () => {
    process.off("exit", remove);
    remove();
  };
}

export interface Scratch {
  readonly folder: string;
  remove(): void;
}

/** A new folder for this work. Throws BAD_CONFIG. */
export function scratchFolder(dataDir: string, work: "import" | "export"): Scratch {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    removeLeftovers(dataDir);
    const prefix = join(dataDir, `${work}-${process.pid}-`);
    const folder = onDisk(prefix, () => mkdtempSync(prefix));
    return { folder, remove: removedAtExit(folder) };
  } catch (cause) {
    if (cause instanceof ThroughlineError && isFull(cause.cause)) throw cause;
    throw new ThroughlineError("BAD_CONFIG", `The data folder ${dataDir} cannot be written.`, {
      at: "DATA_DIR",
      remedy: "Set DATA_DIR (or --data) to a folder you may write to.",
      cause,
    });
  }
}

/**
 * Finds the folders of killed processes: no process with the number in their name runs, and they have not changed for
 * an hour.
 */
function removeLeftovers(dataDir: string): void {
  for (const name of readdirSync(dataDir)) {
    const pid = /^(?:import|export)-(\d+)-/.exec(name)?.[1];
    if (pid === undefined || isRunning(Number(pid))) continue;
    const path = join(dataDir, name);
    try {
      if (Date.now() - statSync(path).mtimeMs > HOUR) rmSync(path, { recursive: true, force: true });
    } catch {
      // Another process may have removed the folder in the meantime.
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === "EPERM";
  }
}
