// Priorities for machines with few processors: first the thread that serves GraphQL, then pages, then questions, then
// imports. Each can use the whole machine if nothing else needs it.
import { setPriority } from "node:os";

/** Steps of Unix's nice. With each step, a thread gets about a fifth less of a contended processor. */
export const PAGES = 1;
export const QUESTIONS = 5;
export const IMPORTS = 10;

/**
 * Lowers the priority of this process. On Linux, lowers that of this thread and of threads that it starts afterwards.
 */
export function lowerPriority(steps: number): void {
  try {
    setPriority(steps);
  } catch {
    // Without the permission to change it, the priority stays as it is.
  }
}
