/**
 * Milliseconds of the fastest of five runs. A busy machine can pause any single run, but seldom all of them, so a limit
 * for the fastest run can be close to the time that the work needs.
 */
export async function fastest(work: () => unknown): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 5; run++) {
    const began = performance.now();
    await work();
    least = Math.min(least, performance.now() - began);
  }
  return least;
}
