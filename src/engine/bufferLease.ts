// Shared memory that a thread takes for its parts again and again. Whoever merges the parts reads them where they lie: they
// are not copied, and no garbage collector counts them, which would else run with every question. Memory is not taken
// again before it was given back; what is never given back, as of a question that was given up, is forgotten.

/** First word: 1 until the memory is given back. */
export type Lease = Int32Array;

export function endLease(lease: Lease): void {
  Atomics.store(lease, 0, 0);
}

/** More is not kept, in bytes. */
const MOST_KEPT = 1 << 25;

/** Keeps what was lent last. */
export class LeasedBuffer<Memory> {
  #memory: Memory | null = null;
  #lease: Lease = new Int32Array(1);
  readonly #bytesOf: (memory: Memory) => number;

  constructor(bytesOf: (memory: Memory) => number) {
    this.#bytesOf = bytesOf;
  }

  /** Null: there is none, it is in use, or too much. */
  take(): Memory | null {
    if (Atomics.load(this.#lease, 0) !== 0) return null;
    const memory = this.#memory;
    this.#memory = null;
    return memory !== null && this.#bytesOf(memory) <= MOST_KEPT ? memory : null;
  }

  lease(memory: Memory): Lease {
    this.#memory = memory;
    this.#lease = new Int32Array(new SharedArrayBuffer(4));
    Atomics.store(this.#lease, 0, 1);
    return this.#lease;
  }

  /** If this is what was leased here last, other memory is kept in its place. */
  replace(lease: Lease, by: (memory: Memory) => Memory): void {
    if (lease === this.#lease && this.#memory !== null) this.#memory = by(this.#memory);
  }
}
