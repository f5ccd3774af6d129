// Handles SIGINT and SIGTERM. A command with temporary files removes them, and then ends with the usual exit code for
// the signal.
//
// A command that starts the service has nothing to finish until the service listens. Until then, the process ends at
// once with exit code 0. (This does not damage the embedded store, nor does a kill.) After that, serve.ts finishes the
// work in progress.
const SIGNALS = ["SIGINT", "SIGTERM"] as const;

function quit(): void {
  process.exit(0);
}

/** After this call, a signal ends the process at once, until `whenTold` is called. */
export function quitWhenTold(): void {
  for (const signal of SIGNALS) process.on(signal, quit);
}

/** Resolves with the first of the signals. A second signal of the same kind ends the process in the default way. */
export function whenTold(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of SIGNALS) {
      process.once(signal, () => resolve());
      process.off(signal, quit);
    }
  });
}

/**
 * Until the returned function is called, a signal ends the process with exit code 128 + the number of the signal.
 * Without this handler, the signal would kill the process before it could remove its temporary files
 * (ingest/scratch.ts).
 */
export function exitWhenTold(): () => void {
  const exit = (_: NodeJS.Signals, number: number): void => process.exit(128 + number);
  for (const signal of SIGNALS) process.on(signal, exit);
  return () => {
    for (const signal of SIGNALS) process.off(signal, exit);
  };
}
