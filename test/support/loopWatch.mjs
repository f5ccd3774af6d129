// Loaded before a service (`--import`): reports to its parent the longest time for which the event loop was blocked,
// and the memory of the process.
//
// A timer fires every few milliseconds and measures its delay. If the machine did not run the process, the timer is
// late although nothing blocked the loop. A delay therefore counts only as far as the process used the processor in the
// meantime.
const EVERY = 5;
let last = performance.now();
let cpu = process.cpuUsage();
let longest = 0;

setInterval(() => {
  const now = performance.now();
  const { user, system } = process.cpuUsage(cpu);
  cpu = process.cpuUsage();
  longest = Math.max(longest, Math.min(now - last - EVERY, (user + system) / 1_000));
  last = now;
}, EVERY).unref();

process.on("message", (asked) => {
  if (asked === "collect") globalThis.gc?.();
  process.send({ longest, rss: process.memoryUsage().rss });
  longest = 0;
});
process.channel?.unref();
