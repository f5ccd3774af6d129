// Turns of the event loop, which serves everyone: what takes milliseconds of it (a page of a thousand fields, the rows of an
// answer) begins in a turn of its own. Otherwise all that arrived together is worked out in one turn, and whatever else
// comes meanwhile, a health check or a short read, waits for all of it.

const waiting: (() => void)[] = [];

function next(): void {
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(next);
}

/** Resolves first come, first served, once a turn. */
export function ownTurn(): Promise<void> {
  return new Promise((resolve) => {
    if (waiting.push(resolve) === 1) setImmediate(next);
  });
}
