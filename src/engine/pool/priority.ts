// Who goes first where processors are few: the thread that serves GraphQL, then pages, then questions, then imports. Each takes all of
// a machine that nothing else uses.
import { setPriority } from "node:os";

/** Steps of Unix's nice: each is a fifth less of a processor that others want too. */
export const PAGES = 1;
export const QUESTIONS = 5;
export const IMPORTS = 10;

/** Of this process; on Linux of this thread, and of those it starts from now on. */
export function lowerPriority(steps: number): void {
  try {
    setPriority(steps);
  } catch {
    // Where that is not allowed it runs like everything else.
  }
}
