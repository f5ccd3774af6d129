// The queue of tasks that wait for a thread. Pages come first, because a page needs only one short scan. Questions come
// next. Requests to help with another thread's question come last, because help only makes that question faster. Within
// each kind, tasks run in order of arrival.
import { queueOptionsSymbol, type TaskQueue } from "piscina";
import type { PoolTask } from "./messages.js";

type Task = Parameters<TaskQueue["push"]>[0];

/** The places in the queue. Tasks with a smaller number come first. */
const FIRST = 0;
const SECOND = 1;
const LAST = 2;
type Place = typeof FIRST | typeof SECOND | typeof LAST;

/** Returns the task with its place in the queue. */
export function placed<T extends PoolTask>(task: T): T & Task {
  const place: Place = task.kind === "help" ? LAST : task.page ? FIRST : SECOND;
  return Object.assign(task, { [queueOptionsSymbol]: { place } });
}

export class WaitingTasks implements TaskQueue {
  /** The waiting tasks, in order of their places. */
  readonly #lists: readonly [Task[], Task[], Task[]] = [[], [], []];

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
    return this.#lists[place ?? SECOND];
  }
}
