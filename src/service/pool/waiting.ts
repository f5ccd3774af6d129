// Tasks that wait for a thread: first come, first served, but help goes after those that lead, as it is never needed.
import { queueOptionsSymbol, type TaskQueue } from "piscina";
import type { PoolTask } from "./messages.js";

type Task = Parameters<TaskQueue["push"]>[0];

/** Lower goes first. */
const LEAD = 0;
const HELP = 1;
type Place = typeof LEAD | typeof HELP;

/** The same task, as the queue is to place it. */
export function placed<T extends PoolTask>(task: T): T & Task {
  const place: Place = task.kind === "help" ? HELP : LEAD;
  return Object.assign(task, { [queueOptionsSymbol]: { place } });
}

export class WaitingTasks implements TaskQueue {
  /** By place. */
  readonly #lists: readonly [Task[], Task[]] = [[], []];

  get size(): number {
    return this.#lists.reduce((sum, { length }) => sum + length, 0);
  }

  push(task: Task): void {
    this.#listOf(task).push(task);
  }

  unshift(task: Task): void {
    this.#listOf(task).unshift(task);
  }

  shift(): Task | null {
    return this.#lists.find(({ length }) => length > 0)?.shift() ?? null;
  }

  remove(task: Task): void {
    const list = this.#listOf(task);
    const index = list.indexOf(task);
    if (index >= 0) list.splice(index, 1);
  }

  #listOf(task: Task): Task[] {
    const { place } = (task[queueOptionsSymbol] as { readonly place?: Place } | null) ?? {};
    return this.#lists[place ?? LEAD];
  }
}
