// Priorities of threads, which matter on machines with few processors. The thread that serves GraphQL has the highest
// priority, followed by pages, questions and imports. Any of them can use the whole machine while the others are idle.
import { getPriority, setPriority } from "node:os";

/**
 * Values of `nice` in Unix. A thread with a value of 1 more gets about a fifth less time if several threads compete for
 * a processor.
 */
export const PAGES = 1;
export const QUESTIONS = 5;
export const IMPORTS = 10;

/**
 * Lowers the priority of this process by a number of steps. On Linux, lowers only the priority of this thread and of
 * threads that it starts afterwards. The steps are counted from the priority with which the process was started.
 */
export function lowerPriority(steps: number): void {
  try {
    setPriority(getPriority() + steps);
  } catch {
    // The process may not be permitted to change priorities. It then runs with the priority that it has.
  }
}
