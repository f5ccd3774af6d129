// A global set-up of Vitest, which makes the folder for the files of tests. Every temporary folder of a run, of its
// workers and of the processes that they start is in this folder, which is removed when the run ends. A test therefore
// need not remove what it creates.
import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const NAME = "throughline-tests-";
/** The variables that `tmpdir` and other programs read. */
const VARIABLES = ["TMPDIR", "TMP", "TEMP"];

export default function setUp(): (() => void) | undefined {
  return setUpIn(tmpdir());
}

/** Makes the folder in `outside`, and returns the function that removes it. */
export function setUpIn(outside: string): (() => void) | undefined {
  // Each project of the configuration calls this function, but only the first call makes the folder.
  if (tmpdir().includes(NAME)) return undefined;
  for (const name of readdirSync(outside)) {
    const pid = name.startsWith(NAME) ? Number(name.slice(NAME.length).split("-")[0]) : null;
    // Removes the folders of runs that were killed.
    if (pid !== null && !isRunning(pid)) tryToRemove(join(outside, name));
  }
  const folder = mkdtempSync(join(outside, `${NAME}${process.pid}-`));
  // A test may start a process of another user (the container's), which must reach its own folder by name.
  chmodSync(folder, 0o711);
  for (const variable of VARIABLES) process.env[variable] = folder;
  // Vitest does not call the returned function if the run is interrupted, for example with Ctrl-C.
  process.once("exit", () => tryToRemove(folder));
  return () => remove(folder);
}

/** Removes a folder. A process that is about to end may still write to it, so this is tried several times. */
function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

/**
 * Removes a folder if this is possible. It may belong to another user, or another run or a process that is about to end
 * may use it at the same time. A later run then tries again.
 */
function tryToRemove(folder: string): void {
  try {
    remove(folder);
  } catch {}
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
