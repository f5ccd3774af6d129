// Priorities where processors are few: first the thread that serves GraphQL, then pages, then questions, then imports.
// Each uses the whole machine if nothing else needs it.
import { setPriority } from "node:os";

/** Steps of Unix's nice. Each step takes about a fifth less of a contended processor. */
export const PAGES = 1;
export const QUESTIONS = 5;
export const IMPORTS = 10;

/** Lowers the priority of this process; on Linux, of this thread and of threads it starts from now on. */
export function lowerPriority(steps: number): void {
  try {
    setPriority(steps);
  } catch {
    // Without permission to do so, it runs at the same priority as everything else.
  }
}
