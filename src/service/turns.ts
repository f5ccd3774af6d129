// Divides work into turns of the event loop, which serves all requests. Work that takes several milliseconds, such as a
// page of a thousand fields, starts in its own turn. Otherwise, all work that arrives together would run in one turn,
// and other requests, such as a health check, would wait for all of it.

const waiting: (() => void)[] = [];

function next(): void {
  // Starts the clock of the turn.
  turnIsLong();
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(next);
}

/** Resolves one caller per turn, in order of arrival. */
export function ownTurn(): Promise<void> {
  return new Promise((resolve) => {
    if (waiting.push(resolve) === 1) setImmediate(next);
  });
}

/** Milliseconds. A turn that takes longer than this keeps other requests waiting. */
const LONG = 8;
/** The time at which this turn was first checked; 0 if it has not been checked yet. */
let began = 0;

function endTurn(): void {
  began = 0;
}

/** Whether this turn has already taken long, so that work that can wait should be postponed. */
export function turnIsLong(): boolean {
  const now = performance.now();
  if (began !== 0) return now - began > LONG;
  began = now;
  setImmediate(endTurn);
  return false;
}
