// Lists that fail as a whole, without leaving promises behind.
//
// GraphQL completes the items of a list one after another. When an item fails synchronously and may not be null, it throws
// at once and forgets the promises of the items before it: whichever of those rejects later is awaited by nobody, and Node
// ends the process. This happens in the library, after the resolver has returned, so resolvers cannot prevent it.
//
// The mend is to give GraphQL an iterable in place of the array. It yields the items as they are until one of them has
// become a promise; from then on it yields promises of the items, because a promised item can only reject, not throw. So
// lists whose items are all at hand stay synchronous and cost next to nothing, and a list that is asynchronous anyway has
// one more promise for each of its items.
//
// Whether an item has become a promise is seen by a counter: every resolver that returns a promise raises it, and between
// two items no other code runs.
//
// Long lists also leave the event loop to others: once the items have been completed for some milliseconds, the rest of them
// is handed out one by one, with a turn for everyone else in between.
import { isPromise } from "node:util/types";
import { ownTurn } from "../service/turns.js";

let promises = 0;

/** Tells the lists under way that something is asynchronous. */
export function countPromise(): void {
  promises++;
}

/** A promise, whoever made it. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return isPromise(value) || (typeof value === "object" && value !== null && "then" in value && isCallable(value.then));
}

function isCallable(value: unknown): boolean {
  return typeof value === "function";
}

/** The items, for GraphQL to complete. */
export class SafeList<T> implements Iterable<T | PromiseLike<T>> {
  readonly #items: readonly T[];

  constructor(items: readonly T[]) {
    this.#items = items;
  }

  [Symbol.iterator](): Iterator<T | PromiseLike<T>> {
    return new SafeItems(this.#items);
  }
}

/** Milliseconds for which answers are made before others have their turn. */
const SLICE = 10;
/** Items between two looks at the clock. */
const ITEMS_A_LOOK = 8;

/** When the work of this turn began; 0: it has not. */
let began = 0;

function isTurnOver(): boolean {
  if (began === 0) {
    began = performance.now();
    setImmediate(() => {
      began = 0;
    });
    return false;
  }
  return performance.now() - began > SLICE;
}

/** Items that wait for a turn, of all requests, in the order in which they came. */
const waiting: (() => void)[] = [];
let isHandingOut = false;

function inTurn<T>(item: T): Promise<T> {
  return new Promise((hand) => {
    waiting.push(() => hand(item));
    if (!isHandingOut) void handOut();
  });
}

async function handOut(): Promise<void> {
  isHandingOut = true;
  await ownTurn();
  let since = performance.now();
  while (waiting.length > 0)
    for (const hand of waiting.splice(0)) {
      hand();
      // The item is completed before this goes on.
      await null;
      if (performance.now() - since < SLICE) continue;
      await ownTurn();
      since = performance.now();
    }
  isHandingOut = false;
}

class SafeItems<T> implements Iterator<T | PromiseLike<T>> {
  readonly #items: readonly T[];
  readonly #result: { done: boolean; value: T | PromiseLike<T> };
  #next = 0;
  #before = promises;
  /** Whether the items wait for a turn of their own. */
  #waits = false;

  constructor(items: readonly T[]) {
    this.#items = items;
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
    if (!this.#waits && this.#next % ITEMS_A_LOOK === 1 && isTurnOver()) {
      this.#waits = true;
      promises++;
    }
    if (this.#waits) result.value = inTurn(item);
    else result.value = promises === this.#before ? item : Promise.resolve(item);
    return result as IteratorResult<T>;
  }

  /** An item failed before any was a promise: those that were never reached reject into nothing. */
  return(): IteratorResult<never> {
    for (; this.#next < this.#items.length; this.#next++) {
      const item = this.#items[this.#next];
      if (isThenable(item)) item.then(undefined, () => {});
    }
    return { done: true, value: undefined as never };
  }
}
