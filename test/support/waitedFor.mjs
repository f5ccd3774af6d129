// Measures for how long the main thread of this process was ready while the machine ran something else. Linux counts
// this time for each thread (schedstat: nanoseconds run, nanoseconds waited, slices).
import { openSync, readSync } from "node:fs";

const text = Buffer.alloc(128);
const schedstat = opened();

function opened() {
  try {
    return openSync(`/proc/self/task/${process.pid}/schedstat`, "r");
  } catch {
    return null;
  }
}

/** Milliseconds since the thread began. 0 where the system does not count them. */
export function waitedFor() {
  if (schedstat === null) return 0;
  const length = readSync(schedstat, text, 0, text.length, 0);
  return Number(text.toString("latin1", 0, length).split(" ")[1]) / 1e6;
}
