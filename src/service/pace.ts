// Divides the work that GraphQL does for one request into turns of the event loop. Otherwise, thousands of objects that
// are loaded together would be completed in one turn, and other requests would have to wait.
//
// At each list and each promised object, a resolver asks whether it may continue. It continues at once while the
// current turn is short, so a small answer is never interrupted. Otherwise it waits for a later turn. Such a turn takes
// a few milliseconds and serves one request. The loaders of the request wait until all of its waiting resolvers have
// continued, so that a level of a nested query is still read at once.
import { ownTurn, turnIsLong } from "./turns.js";

/** The number of loaded objects that may continue in one turn. Passing an object to GraphQL takes about 5 µs. */
const AT_ONCE = 200;

export class Pace {
  #shared = 0;
  #waiting: (() => void)[] = [];
  /** Index of the waiting resolver that continues next. */
  #next = 0;
  #runs = false;
  #whenIdle: (() => void)[] = [];

  /** Returns null if the resolver may continue at once. */
  wait(): Promise<void> | null {
    return turnIsLong() ? this.#later() : null;
  }

  /**
   * Like `wait`, for an object that was loaded together with others (loader.ts). Only a limited number of such objects
   * may continue in one turn.
   */
  share(): Promise<void> | null {
    if (this.#shared === 0)
      setImmediate(() => {
        this.#shared = 0;
      });
    return ++this.#shared > AT_ONCE || turnIsLong() ? this.#later() : null;
  }

  #later(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      if (!this.#runs) void this.#run();
    });
  }

  /**
   * The `batchScheduleFn` of a DataLoader: starts a read once all resolvers that can run have requested their objects,
   * in this turn or in later ones.
   */
  readonly schedule = (dispatch: () => void): void => {
    const dispatchOrWait = () => {
      if (this.#runs) this.#whenIdle.push(() => this.schedule(dispatch));
      else dispatch();
    };
    void Promise.resolve().then(() => process.nextTick(dispatchOrWait));
  };

  async #run(): Promise<void> {
    this.#runs = true;
    while (this.#next < this.#waiting.length) {
      await ownTurn();
      await this.#goOn();
    }
    this.#waiting = [];
    this.#next = 0;
    this.#runs = false;
    const dispatches = this.#whenIdle;
    this.#whenIdle = [];
    for (const dispatch of dispatches) dispatch();
  }

  /**
   * Lets waiting resolvers continue one after another until the turn has become long. The clock is checked after each
   * resolver has done all the work that it can do without waiting.
   */
  #goOn(): Promise<void> {
    return new Promise((done) => {
      const step = () => {
        this.#waiting[this.#next++]!();
        // If a microtask schedules a callback of nextTick, the callback runs after all microtasks. If another nextTick
        // callback scheduled it, it would run before them.
        queueMicrotask(() => process.nextTick(stepOrEnd));
      };
      const stepOrEnd = () => (this.#next < this.#waiting.length && !turnIsLong() ? step() : done());
      // Starts the clock of this turn.
      turnIsLong();
      step();
    });
  }
}
