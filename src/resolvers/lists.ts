// Makes a list fail as a whole, without leaving promises that nobody handles.
//
// GraphQL completes the items of a list one after another. If an item that must not be null fails synchronously,
// GraphQL throws at once and forgets the promises of the items before it. If one of these promises rejects later,
// nobody handles the rejection, and Node ends the process. This happens in the library, after the resolver has
// returned, so resolvers cannot prevent it.
//
// GraphQL therefore receives an iterable instead of the array. The iterable yields the items as they are until GraphQL
// has turned one of them into a promise. From then on, it yields promises of the items, because a promised item can
// reject but cannot throw. A list that needs no promise stays synchronous and costs almost nothing. A list that needs
// promises anyway has one more promise per item.
//
// A counter shows whether an item has become a promise: every resolver that returns a promise increments it, and no
// other code runs between two items.
//
// Long lists also let other requests use the event loop. When the current turn has become long, the iterable yields
// promises of the remaining items, which continue in later turns (service/pace.ts).
import { isPromise } from "node:util/types";
import type { Pace } from "../service/pace.js";

let promises = 0;

/** Counts a promise that a resolver has returned, so that the lists in progress notice it. */
export function countPromise(): void {
  promises++;
}

/** Whether the value is a promise of any library. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return isPromise(value) || (typeof value === "object" && value !== null && "then" in value && isCallable(value.then));
}

function isCallable(value: unknown): boolean {
  return typeof value === "function";
}

/** The items of a list, as an iterable that GraphQL completes. */
export class SafeList<T> implements Iterable<T | PromiseLike<T>> {
  readonly #items: readonly T[];
  readonly #pace: Pace | null;

  constructor(items: readonly T[], pace: Pace | null = null) {
    this.#items = items;
    this.#pace = pace;
  }

  [Symbol.iterator](): Iterator<T | PromiseLike<T>> {
    return new SafeItems(this.#items, this.#pace);
  }
}

class SafeItems<T> implements Iterator<T | PromiseLike<T>> {
  readonly #items: readonly T[];
  readonly #pace: Pace | null;
  readonly #result: { done: boolean; value: T | PromiseLike<T> };
  #next = 0;
  #before = promises;

  constructor(items: readonly T[], pace: Pace | null) {
    this.#items = items;
    this.#pace = pace;
    this.#result = { done: false, value: undefined as T };
  }

  next(): IteratorResult<T | PromiseLike<T>> {
    const result = this.#result;
    if (this.#next === this.#items.length) {
      result.done = true;
      result.value = undefined as T;
      return result as IteratorResult<T>;
    }
    const item = this.#items[this.#next]!;
    if (this.#next++ === 0) this.#before = promises;
    if (isThenable(item)) promises++;
    const isSync = promises === this.#before;
    const wait = isSync ? (this.#pace?.wait() ?? null) : null;
    if (wait !== null) {
      promises++;
      result.value = wait.then(() => item);
    } else result.value = isSync ? item : this.#promised(item);
    return result as IteratorResult<T>;
  }

  #promised(item: T): PromiseLike<T> {
    const pace = this.#pace;
    const promise = Promise.resolve(item);
    return pace === null ? promise : promise.then((value) => pace.wait()?.then(() => value) ?? value);
  }

  /**
   * An item failed before any item became a promise. The remaining items are not completed, so their rejections are
   * ignored.
   */
  return(): IteratorResult<never> {
    for (; this.#next < this.#items.length; this.#next++) {
      const item = this.#items[this.#next];
      if (isThenable(item)) item.then(undefined, () => {});
    }
    return { done: true, value: undefined as never };
  }
}
