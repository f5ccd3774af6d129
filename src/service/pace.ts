// Divides the work of one request in GraphQL into turns of the event loop. Otherwise, thousands of objects that become
// available at the same time would be completed in one turn, and other requests would wait for all of them.
//
// At each list and each promised object, GraphQL's resolvers ask whether to continue. They do as long as the current
// turn is short, so a small answer is never interrupted. Otherwise they wait and continue in later turns, each for a
// few milliseconds, and one request per turn. Until all waiting resolvers have continued, the loaders of the request
// wait too, so that a level of a nested query stays one read.
import { ownTurn, turnIsLong } from "./turns.js";

/** Loaded objects that continue at once in a turn: their way to GraphQL takes some 5 µs each. */
const AT_ONCE = 200;

export class Pace {
  #shared = 0;
  #waiting: (() => void)[] = [];
  /** Index of the waiting resolver that continues next. */
  #next = 0;
  #runs = false;
  #whenIdle: (() => void)[] = [];

  /** Null if the resolver can continue at once. */
  wait(): Promise<void> | null {
    return turnIsLong() ? this.#later() : null;
  }

  /** The same for an object that was loaded together with others (loader.ts): only a limited number continues at once. */
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
   * `batchScheduleFn` of a DataLoader: dispatches once all resolvers that can run have requested their objects, in this
   * turn or in later ones.
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
   * Lets waiting resolvers continue, one after another, until the turn is long. Each does all work that it can do at
   * once before the clock is checked.
   */
  #goOn(): Promise<void> {
    return new Promise((done) => {
      const step = () => {
        this.#waiting[this.#next++]!();
        // A tick that a microtask schedules runs after all microtasks. A tick that another tick schedules would run
        // before them.
        queueMicrotask(() => process.nextTick(stepOrEnd));
      };
      const stepOrEnd = () => (this.#next < this.#waiting.length && !turnIsLong() ? step() : done());
      // Starts the clock of this turn.
      turnIsLong();
      step();
    });
  }
}
