// Medians with their spread.
export interface Timing {
  /** Milliseconds. */
  readonly median: number;
  readonly text: string;
}

export const milliseconds = (n: number): string => (n < 10 ? n.toFixed(1) : n.toFixed(0));

/**
 * The first run is reported separately, because caches are empty and code is not compiled yet. The time of `between` is
 * not included.
 */
export async function timed(
  times: number,
  ask: () => Promise<unknown>,
  between: () => Promise<void> = async () => {},
): Promise<Timing> {
  const taken: number[] = [];
  for (let i = 0; i <= times; i++) {
    const started = performance.now();
    await ask();
    taken.push(performance.now() - started);
    await between();
  }
  const first = taken.shift()!;
  return timingOf(taken, first);
}

export function timingOf(taken: readonly number[], first?: number): Timing {
  const sorted = [...taken].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)]!;
  const spread = `${milliseconds(sorted[0]!)}–${milliseconds(sorted.at(-1)!)}`;
  return {
    median,
    text: `${milliseconds(median)} ms (${spread})${first === undefined ? "" : `, first ${milliseconds(first)} ms`}`,
  };
}
