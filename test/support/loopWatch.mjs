// Loaded before a service (`--import`): tells its parent how long the event loop was held at most, and how much memory it has.
//
// A tick every few milliseconds says how late it comes. A process that the machine did not let run is late too without having
// held anything, so a hold counts only as long as the process used the processor meanwhile.
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
