// Watches the event loop of a process that loads this file with `--import`. It reports four numbers to the parent
// process, each for the time since the last report: the longest time for which the event loop was held, the longest
// delay of a timer for whatever reason, the time for which the main thread was ready and waited for a processor, and
// the memory of the process.
//
// A timer fires every few milliseconds and measures its delay. The timer may also be late because the machine did not
// run the process. Two parts of the delay are therefore not counted as held: the time for which the main thread was
// ready and waited for a processor (Linux counts it for each thread, in schedstat), and whatever exceeds the processor
// time that all threads of the process used together. Work of the main thread uses processor time, and so do the
// compiler and the garbage collector. Reading the disk does not, but the files that these tests read are in memory.
import { waitedFor } from "./waitedFor.mjs";

const EVERY = 5;
let last = performance.now();
let cpu = process.cpuUsage();
let waited = waitedFor();
let longest = 0;
let delayed = 0;
let reported = waited;

setInterval(() => {
  const now = performance.now();
  const { user, system } = process.cpuUsage(cpu);
  const waiting = waitedFor();
  const delay = now - last - EVERY;
  longest = Math.max(longest, Math.min(delay - (waiting - waited), (user + system) / 1_000));
  delayed = Math.max(delayed, delay);
  cpu = process.cpuUsage();
  waited = waiting;
  last = now;
}, EVERY).unref();

process.on("message", (asked) => {
  if (asked === "collect") globalThis.gc?.();
  const now = waitedFor();
  process.send({ longest, delayed, waited: now - reported, rss: process.memoryUsage().rss });
  longest = 0;
  delayed = 0;
  reported = now;
});
process.channel?.unref();
