// The work that one request is to GraphQL, dealt to turns of the event loop. Thousands of objects that are at hand at the same
// time would otherwise be completed in one turn, which nobody else gets a word in.
//
// At each list and each object that was waited for, GraphQL's resolvers ask whether to go on. As long as the turn is short they
// do, so a small answer is never interrupted. What has to wait goes on in later turns, as much in each as takes a few
// milliseconds, one request a turn. Until all of that has gone on, the loaders of the request wait too: a level of a nested
// query stays one read.
import { ownTurn, turnIsLong } from "./turns.js";

export class Pace {
  #waiting: (() => void)[] = [];
  /** Of those waiting, the next to go on. */
  #next = 0;
  #runs = false;
  #whenIdle: (() => void)[] = [];

  /** Null: go on at once. */
  wait(): Promise<void> | null {
    if (!turnIsLong()) return null;
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      if (!this.#runs) void this.#run();
    });
  }

  /** `batchScheduleFn` of a DataLoader: dispatches once all that is at hand has asked, now or in later turns. */
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

  /** One after another until the turn is long; each has done all that it can at once before the clock is looked at. */
  #goOn(): Promise<void> {
    return new Promise((done) => {
      const step = () => {
        this.#waiting[this.#next++]!();
        // A tick that a microtask asks for comes after all microtasks; one that a tick asks for would come before them.
        queueMicrotask(() => process.nextTick(stepOrEnd));
      };
      const stepOrEnd = () => (this.#next < this.#waiting.length && !turnIsLong() ? step() : done());
      // Starts the clock of this turn.
      turnIsLong();
      step();
    });
  }
}
