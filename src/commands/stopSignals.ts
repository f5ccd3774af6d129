// SIGINT and SIGTERM of commands that serve. Until the service listens there is nothing to finish: the process ends at once, and
// as asked, so with 0 (the embedded store and what makes a demo survive that, as they survive a kill). From then on serve.ts
// finishes what is under way.
const SIGNALS = ["SIGINT", "SIGTERM"] as const;

function quit(): void {
  process.exit(0);
}

/** From here on, until `whenTold`. */
export function quitWhenTold(): void {
  for (const signal of SIGNALS) process.on(signal, quit);
}

/** Resolves with the first of the signals; a second one of its kind ends the process as it does by itself. */
export function whenTold(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of SIGNALS) {
      process.once(signal, () => resolve());
      process.off(signal, quit);
    }
  });
}
