// Tasks that wait for a thread: first come, first served, but those that choose a page's journeys go before questions. A page
// is one short scan, and would wait for several long ones.
import { queueOptionsSymbol, type TaskQueue } from "piscina";
import type { PoolTask } from "./messages.js";

type Task = Parameters<TaskQueue["push"]>[0];

/** The same task, as the queue is to place it. */
export function placed<T extends PoolTask>(task: T): T & Task {
  const isPage = task.kind === "lead" && task.question === "journeys";
  return Object.assign(task, { [queueOptionsSymbol]: { isPage } });
}

export class WaitingTasks implements TaskQueue {
  readonly #pages: Task[] = [];
  readonly #others: Task[] = [];

  get size(): number {
    return this.#pages.length + this.#others.length;
  }

  push(task: Task): void {
    this.#listOf(task).push(task);
  }

  unshift(task: Task): void {
    this.#listOf(task).unshift(task);
  }

  shift(): Task | null {
    return this.#pages.shift() ?? this.#others.shift() ?? null;
  }

  remove(task: Task): void {
    const list = this.#listOf(task);
    const index = list.indexOf(task);
    if (index >= 0) list.splice(index, 1);
  }

  #listOf(task: Task): Task[] {
    const options = task[queueOptionsSymbol] as { readonly isPage?: boolean } | null;
    return options?.isPage === true ? this.#pages : this.#others;
  }
}
