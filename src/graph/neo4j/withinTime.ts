/** How often the time is looked at, in milliseconds. */
const STEP = 50;

/**
 * Resolves to what `work` resolves to, or to null if that takes more than `ms` milliseconds. Time in which this process
 * had no processor does not count: after such a pause, Node runs timers before it reads what has arrived meanwhile, so
 * that an answer of the server would look late although it is there.
 */
export async function withinTime<T>(ms: number, work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    let left = ms;
    let before = performance.now();
    timer = setInterval(() => {
      const now = performance.now();
      left -= Math.min(now - before, 2 * STEP);
      before = now;
      if (left <= 0) resolve(null);
    }, STEP);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearInterval(timer);
  }
}
