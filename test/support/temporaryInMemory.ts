// A global set-up of Vitest like temporary.ts, with the folder in memory where Linux offers this. The tests create tens of
// thousands of small files and wait for hundreds of writes to reach the disk, which takes a tenth of the time in memory.
// If TMPDIR is set, the folder is there instead.
// The long tests of `npm run verify` keep their files on the disk, because these are large.
import { accessSync, constants, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { setUpIn } from "./temporary.js";

const MEMORY = "/dev/shm";
/** The tests need less than a quarter of this. */
const LEAST_BYTES = 4 * 2 ** 30;

export default function setUp(): (() => void) | undefined {
  return setUpIn(process.env.TMPDIR === undefined && hasMemory() ? MEMORY : tmpdir());
}

function hasMemory(): boolean {
  try {
    accessSync(MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize >= LEAST_BYTES;
  } catch {
    return false;
  }
}
