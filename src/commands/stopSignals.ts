// SIGINT and SIGTERM for commands that serve. Until the service listens, there is nothing to finish, so the process
// ends at once with 0. (The embedded store, and a demo that is being generated, survive this as they survive a kill.)
// After that, serve.ts finishes the work in progress.
const SIGNALS = ["SIGINT", "SIGTERM"] as const;

function quit(): void {
  process.exit(0);
}

/** From now on, a signal ends the process at once, until `whenTold` is called. */
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
