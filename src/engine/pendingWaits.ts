// Collects waits, and adds them to their sums in batches. A wait is the time between two interactions, and reading
// these times causes cache misses. If many waits are read together, the cache misses overlap.
import type { Elapsed } from "../projection/columns.js";
import type { Waits } from "./waits.js";

/** The number of waits in a batch. */
const PENDING = 256;

export class PendingWaits {
  readonly #sums: Float64Array;
  readonly #lists: readonly Waits[];
  /** The positions of the two ends of each wait. */
  readonly #from = new Uint32Array(PENDING);
  readonly #to = new Uint32Array(PENDING);
  /** The index in `sums` to which each wait is added. */
  readonly #of = new Uint32Array(PENDING);
  #size = 0;

  /** Each wait is added to its sum and, if there are `lists`, to the list with the same index. */
  constructor(sums: Float64Array, lists: readonly Waits[] = []) {
    this.#sums = sums;
    this.#lists = lists;
  }

  /**
   * Adds the wait between positions `from` and `to` of `elapsed` to the sum `of`. Callers must call `flush` before they
   * pass a different `elapsed` array.
   */
  add(elapsed: Elapsed, from: number, to: number, of: number): void {
    if (this.#size === PENDING) this.flush(elapsed);
    this.#from[this.#size] = from;
    this.#to[this.#size] = to;
    this.#of[this.#size++] = of;
  }

  flush(elapsed: Elapsed): void {
    const sums = this.#sums;
    const from = this.#from;
    const to = this.#to;
    const of = this.#of;
    for (let i = 0; i < this.#size; i++) sums[of[i]!]! += elapsed[to[i]!]! - elapsed[from[i]!]!;
    if (this.#lists.length > 0)
      for (let i = 0; i < this.#size; i++) this.#lists[of[i]!]!.add(elapsed[to[i]!]! - elapsed[from[i]!]!);
    this.#size = 0;
  }
}
