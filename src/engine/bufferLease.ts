// Leases shared memory in which a thread stores its part of the result of a scan. The thread that merges the parts
// reads them there without a copy, and then ends the lease, so that the memory can be used for the next scan. Shared
// memory does not count towards the limit of the garbage collector, so the parts do not cause a collection during every
// question. If a question is aborted, the lease of its memory never ends, and other memory replaces it.

/** The first word is 1 until the lease ends, and 0 afterwards. */
export type Lease = Int32Array;

export function endLease(lease: Lease): void {
  Atomics.store(lease, 0, 0);
}

/** The largest memory in bytes that is kept for reuse. */
const MOST_KEPT = 1 << 25;

/** Keeps the memory of the latest lease for reuse. */
export class LeasedBuffer<Memory> {
  #memory: Memory | null = null;
  #lease: Lease = new Int32Array(1);
  readonly #bytesOf: (memory: Memory) => number;

  constructor(bytesOf: (memory: Memory) => number) {
    this.#bytesOf = bytesOf;
  }

  /** Returns null if there is no memory to reuse, if it is still leased, or if it is too large. */
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

  /** Keeps other memory instead, for example a longer array, if this lease is the latest one. */
  replace(lease: Lease, by: (memory: Memory) => Memory): void {
    if (lease === this.#lease && this.#memory !== null) this.#memory = by(this.#memory);
  }
}
